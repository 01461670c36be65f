"""The command `gallery`: a site of every kind, record, block and figure, with their examples and fields."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from explainery.commands.build import SHIPPED
from explainery.commands.kept import kept_at
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.commands.recipe import make_site
from explainery.commands.writable import check_folder, shown
from explainery.gallery import gallery_of
from explainery.problems import Place, Problem, Problems
from explainery.read import read
from explainery.write import Written, write

_FRAME = SHIPPED / "gallery"
"""The explainer that has the settings and templates of the gallery's own pages."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a gallery came to: its front page, how many pages and examples it has, and what was written."""

    home: Path
    pages: int
    examples: int
    written: Written


def gallery(root: Path | None, out: Path | None, progress: Callable[[int, int], None] | None = None) -> Shown:
    """Build the gallery of the explainer at `root`, or of what ships where that is None, into a folder.

    Without `out` that is one in `.cache/` of the explainer, or `gallery` in the current folder. Raises Problems; then
    nothing was written.
    """
    folder = _folder(root, out)
    base = root or _FRAME
    check_folder(folder, base, SHIPPED)
    frame, both = read(_FRAME, _FRAME), read(_FRAME, SHIPPED)
    shipped = replace(both, templates={path: both.templates[path] for path in both.templates.keys() - frame.templates})
    made = gallery_of(read(root, SHIPPED) if root else shipped, shipped, frame)
    memory = Memory(kept_at(root, "gallery.db") if root else None, toolchain())
    try:
        site, outputs = make_site(made.sources, Options(base), memory, None, {}, progress)
    except Problems as problems:
        raise made.origins.traced(problems) from None
    written = write(outputs, folder, shown(base, folder))
    memory.save()
    return Shown(folder / site.by_path[made.home].address, len(site.pages), made.examples, written)


def _folder(root: Path | None, out: Path | None) -> Path:
    if out or not root:
        return out or Path.cwd() / "gallery"
    folder = kept_at(root, "gallery")
    if folder is None:
        if not _is_link(root):
            says = "The gallery is made in `.cache/gallery/`, and this user may not enter `.cache`."
            hint = "Change who may enter it, or name another folder after `gallery`."
            raise Problems([Problem("CANNOT WRITE", Place(".cache"), says, hint)])
        says = "`.cache` is a symbolic link, and nothing is written through it: it may lead anywhere."
        hint = "Delete the link; or name another folder after `gallery`."
        raise Problems([Problem("LINK TO A FOLDER", Place(".cache"), says, hint)])
    return folder


def _is_link(root: Path) -> bool:
    """Say whether `.cache`, or the gallery in it, is a symbolic link, as far as this user may see that."""
    try:
        return (root / ".cache").is_symlink() or (root / ".cache" / "gallery").is_symlink()
    except OSError:
        return False
