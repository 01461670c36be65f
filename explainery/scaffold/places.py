"""Where a new page or record belongs: a folder, or a file of records."""

import posixpath
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from explainery.called import called_with_root
from explainery.model import File, Shape, Sources
from explainery.paths import FRONT, below_content, is_page
from explainery.problems import Place, Problem, Problems, did_you_mean
from explainery.scaffold.existing import record_files

_LEFT_OUT = (".", "_", "#")  # files whose names begin with these are not read
_MEANT_ELSE = ("404", "index", "readme")  # what files of these names are for is decided
_UNSORTED = "unsorted"


def page_folder(kind: str, inside: str | None, defaults: Mapping[str, str], folders: AbstractSet[str]) -> str:
    """Return the folder below `content/` for a page of a kind; "" is `content/` itself.

    It is `inside` where that is given and is one of `folders`, else the first folder whose default kind it is.
    Raises Problems.
    """
    if inside is None:
        return next((folder for folder, of_kind in defaults.items() if of_kind == kind), "")
    folder = _below_content(inside)
    if folder not in {*folders, *defaults, "."}:
        says = f"There is no folder `{_shown(folder)}`."
        hint = did_you_mean(folder, folders, "Make that folder first, or leave `--in` out.")
        raise Problems([Problem("NO SUCH FOLDER", Place(_shown(folder)), says, hint)])
    return "" if folder == "." else folder


def default_kind(folder: str, defaults: Mapping[str, str]) -> str:
    """Return the kind of the pages in a folder that do not say their own."""
    parents = (str(parent) for parent in PurePosixPath(folder, "page").parents)
    return next((defaults[parent] for parent in parents if parent in defaults), "page")


def page_path(folder: str, name: str, sources: Sources) -> str:
    """Return the path of a new page below `content/`. Raises Problems where something has that address already."""
    path = posixpath.join(folder, f"{name}-page.md" if name in _MEANT_ELSE else f"{name}.md")
    for other in _all_paths(sources):
        if other.casefold() == path.casefold():
            says = f"There is a file `content/{other}` already."
            raise Problems([Problem("NAME TAKEN", Place(f"content/{other}"), says, "Choose another title.")])
    return path


def record_file(shape: Shape, inside: str | None, sources: Sources) -> str:
    """Return the file below `content/` for a record: `inside` where that is given, else one that is there.

    Where the records of a kind lie in many files, a new one goes into a file for unsorted ones. Raises Problems.
    """
    home = shape.content
    if not home:
        says = f"The schema of the kind `{shape.name}` does not say where its records stand."
        place = Place(f"templates/records/{shape.name}/schema.yaml")
        raise Problems([Problem("NO HOME", place, says, f"Add a line such as `x-content: {shape.name}s`.")])
    files = [path for path in record_files(home, sources) if "/" not in path]
    in_folder = [path for path in record_files(home, sources) if "/" in path]
    if inside is None:
        unsorted = f"{home}/{_UNSORTED}.yaml" if in_folder else f"{home}.yaml"
        return next(iter(files), in_folder[0] if len(in_folder) == 1 else unsorted)
    path = _below_content(inside)
    path = path if path.endswith((".yaml", ".yml")) else f"{path}.yaml"
    if "/" not in path and path not in (f"{home}.yaml", f"{home}.yml"):
        path = f"{home}/{path}"
    parts = PurePosixPath(path).parts
    if (parts[0] != home and len(parts) > 1) or any(part.startswith(_LEFT_OUT) for part in parts):
        says = f"No {shape.name} can stand in `{_shown(path)}`."
        hint = f"Name a file in `content/{home}/`, as in `--in {_UNSORTED}`, or leave `--in` out."
        raise Problems([Problem("NOT A FILE OF RECORDS", Place(_shown(path)), says, hint)])
    return path


def page_named(inside: str | None, figure: str, sources: Sources) -> File:
    """Return the page that `inside` names, for a new figure. Raises Problems."""
    pages = {below_content(source.path): source for source in sources.pages}
    if inside is None:
        says = "A figure stands in a page, and none is named."
        hint = f"Name it:\n\n{called_with_root('new', 'figure', figure, '--in', next(iter(pages), FRONT))}"
        raise Problems([Problem("NO PAGE NAMED", Place("content"), says, hint)])
    path = _below_content(inside)
    path = path if is_page(path) else f"{path}.md"
    if path not in pages:
        says = f"There is no page `{_shown(path)}`."
        hint = did_you_mean(path, pages, "Write that page first, or name another.")
        raise Problems([Problem("NO SUCH PAGE", Place(_shown(path)), says, hint)])
    return pages[path]


def _all_paths(sources: Sources) -> Iterable[str]:
    yield from (below_content(source.path) for source in (*sources.pages, *sources.records))
    yield from sources.files


def _below_content(inside: str) -> str:
    path = posixpath.normpath(inside.replace("\\", "/") or ".")
    return "." if path == "content" else below_content(path)


def _shown(path: str) -> str:
    """Return a path as problems print it: below `content/`, unless it leads out of it."""
    return path if path.startswith(("/", "..")) or ":" in path else f"content/{path}"
