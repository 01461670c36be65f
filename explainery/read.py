"""Stage 1, `read`: folders into sources. Knows files and nothing else."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from explainery.model import Source, Sources
from explainery.problems import Place, Problem, Problems

_DATA = "data/"  # a folder of YAML files that are no records, but what charts are drawn from
_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak")


def read(root: Path, shipped: Path) -> Sources:
    """Return what stands in the explainer at `root`, with its templates and assets laid over those `shipped`.

    Every path of a source begins at `root`. Raises Problems where there is nothing to read, or a file leads elsewhere.
    """
    content = root / "content"
    if not content.is_dir():
        says = "There is no folder `content` here, so there is nothing to build."
        hint = "Run the command in the explainer's folder, or name that folder with `--root`."
        raise Problems([Problem("NO CONTENT", Place("content"), says, hint)])
    problems: list[Problem] = []
    found = {path: file for path, file in _walk(content) if _stays_inside(file, content, f"content/{path}", problems)}
    if "site.yaml" not in found:
        says = "The explainer has no settings: the file `content/site.yaml` is missing."
        hint = "Write one; three lines are enough:\n\nid: my-explainer\ntitle: My explainer\nlanguage: en"
        problems.append(Problem("NO SETTINGS", Place("content/site.yaml"), says, hint))
    if problems:
        raise Problems(problems)
    pages, records, files = [], [], {}
    for path, file in found.items():
        if path.endswith(".md"):
            if Path(path).name.upper() != "README.MD":
                pages.append(Source(f"content/{path}", file.read_bytes()))
        elif path.endswith((".yaml", ".yml")):
            if path.startswith(_DATA):
                files[path] = file.read_bytes()
            elif path != "site.yaml":
                records.append(Source(f"content/{path}", file.read_bytes()))
        else:
            files[path] = file.read_bytes()
    return Sources(
        pages=tuple(pages),
        records=tuple(records),
        settings=Source("content/site.yaml", found["site.yaml"].read_bytes()),
        files=files,
        templates={path: _text(data, path) for path, data in _overlaid(root, shipped, "templates").items()},
        assets=_overlaid(root, shipped, "assets"),
    )


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        says = "This template is not UTF-8 text."
        hint = "Save it with the encoding UTF-8."
        raise Problems([Problem("NOT UTF-8", Place(f"templates/{path}"), says, hint)]) from None


def _overlaid(root: Path, shipped: Path, folder: str) -> Mapping[str, bytes]:
    """Return the files of a shipped folder, each replaced by the explainer's own of the same path."""
    found: dict[str, bytes] = {}
    for base in dict.fromkeys((shipped / folder, root / folder)):
        found |= {path: file.read_bytes() for path, file in _walk(base)}
    return {path: found[path] for path in sorted(found)}


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder in the order of their paths, hidden ones and editors' leftovers left out."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] not in "._"]
        for name in names:
            if name[0] not in "._#" and not name.endswith(_LEFTOVERS):
                file = Path(parent, name)
                found.append((file.relative_to(folder).as_posix(), file))
        found += [
            (Path(parent, name).relative_to(folder).as_posix(), Path(parent, name))
            for name in folders
            if Path(parent, name).is_symlink()
        ]
    yield from sorted(found)


def _stays_inside(file: Path, content: Path, path: str, problems: list[Problem]) -> bool:
    """Say whether a file is one, and lies in the folder that it seems to; note a problem where it leads out of it."""
    if not file.is_symlink():
        return True
    target = file.resolve()
    if not target.is_relative_to(content.resolve()):
        says = "This is a symbolic link to a place outside `content/`, which is not published."
        problems.append(Problem("LINK OUT OF CONTENT", Place(path), says, "Copy the file itself to this place."))
        return False
    if not target.exists():
        says = "This is a symbolic link to a file that is not there."
        problems.append(
            Problem("LINK TO NOTHING", Place(path), says, "Copy the file itself to this place, or delete it.")
        )
    return target.is_file()
