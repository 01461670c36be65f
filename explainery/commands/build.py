"""The command `build`: content into a finished site, or nothing at all where the site is already right."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from explainery.commands.kept import kept_at
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.commands.writable import check_folder, keep_from_sources, shown
from explainery.loading import loading
from explainery.model import Site, Sources
from explainery.past import head_of
from explainery.problems import Place, Problem, Problems
from explainery.read import read
from explainery.stopwatch import timed
from explainery.write import Stamp, Written, intact, is_in_line, stamped, write

_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = _PACKAGE / "shipped"
"""The folder of the `templates/` and `assets/` that every explainer starts from."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a build knew: the files, and the site that they make."""

    sources: Sources
    site: Site


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: counts of pages and files, drafts (pages and records) left out, and the seconds that it took.

    `unused` are the paths of files in `content/` that nothing uses. `basis` is None where all was as the last build had
    left it.
    """

    written: Written
    pages: int
    drafts: int
    unused: tuple[str, ...]
    seconds: float
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build into a folder left: a digest of its inputs, its files, and what it counted."""

    inputs: bytes
    files: Mapping[str, Stamp]
    pages: int
    drafts: int
    unused: tuple[str, ...]


def build(options: Options, progress: Callable[[int, int], None] | None = None, memory: Memory | None = None) -> Built:
    """Build the explainer at `options.root` and return what was done. Raises Problems; then nothing was written.

    `memory` is what builds keep, where it is open already.
    """
    started = time.monotonic()
    out = options.out or options.root / "site"
    _check_out(options, out)
    with timed("stage", "read"):
        sources = read(options.root, SHIPPED, memory.files if memory else None)
    with timed("stage", "past"):
        head = head_of(options.root)
    tools = toolchain()
    inputs = _digest(sources, options, tools, head)
    memory = memory or Memory(kept_at(options.root, "explainery.db"), tools, forget=options.clean)
    builds, here = memory.shelf("builds"), os.fsencode(os.path.realpath(out))
    last = builds.get(here)
    there = intact(out, last.files, time.time_ns()) if last else {}
    if last and last.inputs == inputs and len(there) == len(last.files) and is_in_line(out, last.files):
        if there != last.files:  # they were young, and so read again, which the next build need not
            builds[here] = replace(last, files=there)
            memory.save()
        written = Written((), len(last.files), ())
        return Built(written, last.pages, last.drafts, last.unused, time.monotonic() - started)
    with timed("stage", "load the stages"), loading():  # which an unchanged site need not
        from explainery.check.files import unused_files  # noqa: PLC0415
        from explainery.commands.recipe import make_site  # noqa: PLC0415
        from explainery.commands.schemas import keep_schemas  # noqa: PLC0415
        from explainery.made_for import telling_of_changes  # noqa: PLC0415
        from explainery.outputs.editor import editor_schemas, names_of  # noqa: PLC0415

    untouched = {path: stamp.digest for path, stamp in there.items()}
    with telling_of_changes(sources):
        site, outputs = make_site(sources, options, memory, head, untouched, progress)
    with timed("stage", "write"):
        written = write(outputs, out, shown(options.root, out), there)
    unused = unused_files(site)
    with timed("stage", "keep results"):
        files = stamped(outputs, out, there, time.time_ns())
        builds[here] = Last(inputs, files, len(site.pages), site.drafts, unused)
        if memory.shelf("editor").get(b"") != (known := names_of(site, sources.templates)):
            keep_schemas(editor_schemas(site, sources.templates), kept_at(options.root, "schemas"))
            memory.shelf("editor")[b""] = known
        memory.save()
    seconds = time.monotonic() - started
    return Built(written, len(site.pages), site.drafts, unused, seconds, Basis(sources, site))


def basis_of(options: Options, memory: Memory) -> Basis:
    """Return what a build would know, without building. Raises Problems."""
    from explainery.commands.recipe import assembled_site  # noqa: PLC0415 - as above

    sources = read(options.root, SHIPPED, memory.files)
    return Basis(sources, assembled_site(sources, options, memory, head_of(options.root)))


def _digest(sources: Sources, options: Options, tools: bytes, head: str | None) -> bytes:
    """Return a digest of everything that the outputs are made from."""
    told = (options.url, options.drafts, options.repository, options.today, head)
    digest = hashlib.sha256(tools + repr(told).encode())
    files = {source.path: source.content for source in (*sources.pages, *sources.records, sources.settings)}
    files |= {f"content/{path}": content for path, content in sources.files.items()}
    files |= {f"assets/{path}": content for path, content in sources.assets.items()}
    files |= {f"templates/{path}": text.encode() for path, text in sources.templates.items()}
    for path, content in sorted(files.items()):
        digest.update(f"{len(path)} {path} {len(content)} ".encode() + content)
    return digest.digest()


def _check_out(options: Options, out: Path) -> None:
    """Raise Problems where the site would be written over what it is made from, or where nobody said it should be."""
    if options.out is not None:
        check_folder(out, options.root, SHIPPED)
        return
    keep_from_sources(out, options.root, SHIPPED)
    if out.is_symlink():
        says = "This is a symbolic link, and the site is not written through it: it may lead anywhere."
        hint = "Delete the link; or name the folder that it leads to with `--out`."
        raise Problems([Problem("LINK TO A FOLDER", Place(out.name), says, hint)])
