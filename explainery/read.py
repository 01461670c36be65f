"""Stage 1, `read`: folders into sources. Knows files and nothing else."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from explainery.forms import by_name
from explainery.model import Source, Sources
from explainery.problems import Place, Problem, Problems

_DATA = "data/"  # a folder of YAML files that are no records, but what charts are drawn from
_TRIES = 5
_STEP = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read: what tells that it is still the same, the time (nanoseconds), its content."""

    same: tuple[int, int, int]
    looked: int
    content: bytes


def read(root: Path, shipped: Path, seen: MutableMapping[str, Seen] | None = None) -> Sources:
    """Return what stands in the explainer at `root`, with its templates and assets laid over those `shipped`.

    Every path of a source begins at `root`. `seen` are files read before in this process.
    Raises Problems where there is nothing to read, or a file leads elsewhere.
    """
    for _try in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):  # a file went between being found and being read: look again
            return _read(root, shipped, seen)
    return _read(root, shipped, seen)


def read_again(sources: Sources, files: Iterable[Path], root: Path, shipped: Path) -> Sources | None:
    """Return the sources with some of their files as they are now; what did not change is the same object.

    None where one of them is new, gone or a link: to know what is there takes a look at all.
    """
    pages = {source.path: source for source in sources.pages}
    records = {source.path: source for source in sources.records}
    settings, others = sources.settings, dict(sources.files)
    templates, assets = dict(sources.templates), dict(sources.assets)
    for name in {_name(file, root, shipped) for file in files}:
        folder, _, path = name.partition("/")
        file = root / name if folder == "content" or (root / name).exists() else shipped / name
        if file.is_symlink() or not file.is_file():
            return None
        content = file.read_bytes()
        if name in pages:
            pages[name] = _renewed(pages[name], content)
        elif name in records:
            records[name] = _renewed(records[name], content)
        elif name == settings.path:
            settings = _renewed(settings, content)
        elif folder == "content" and path in others:
            others[path] = content
        elif folder == "templates" and path in templates:
            templates[path] = _text(content, path)
        elif folder == "assets" and path in assets:
            assets[path] = content
        else:
            return None
    return replace(
        sources,
        pages=tuple(pages.values()),
        records=tuple(records.values()),
        settings=settings,
        files=others,
        templates=templates,
        assets=assets,
    )


def _name(file: Path, root: Path, shipped: Path) -> str:
    """Return a file's path below the explainer, or below the folder of what is shipped."""
    return file.relative_to(root if file.is_relative_to(root) else shipped).as_posix()


def _renewed(source: Source, content: bytes) -> Source:
    return source if source.content == content else Source(source.path, content)


def _read(root: Path, shipped: Path, seen: MutableMapping[str, Seen] | None) -> Sources:
    content = root / "content"
    if not content.is_dir():
        says = "There is no folder `content` here, so there is nothing to build."
        hint = "Run the command in the explainer's folder, or name that folder with `--root`."
        raise Problems([Problem("NO CONTENT", Place("content"), says, hint)])
    problems: list[Problem] = []
    found = {
        path: entry.path
        for path, entry in _walk(content)
        if not entry.is_symlink() or _stays_inside(Path(entry.path), content, f"content/{path}", problems)
    }
    found = by_name(found, "content", problems)
    if "site.yaml" not in found:
        says = "The explainer has no settings: the file `content/site.yaml` is missing."
        near = next((path for path in found if path.lower() in ("site.yaml", "site.yml")), None)
        hint = "Write one; three lines are enough:\n\nid: my-explainer\ntitle: My explainer\nlanguage: en"
        hint = f"Rename `content/{near}` to `site.yaml`." if near else hint
        problems.append(Problem("NO SETTINGS", Place("content/site.yaml"), says, hint))
    if problems:
        raise Problems(problems)
    pages, records, files = [], [], {}
    for path, file in found.items():
        if path.endswith(".md"):
            if path.rpartition("/")[2].upper() != "README.MD":
                pages.append(Source(f"content/{path}", _content(file, seen)))
        elif path.endswith((".yaml", ".yml")):
            if path.startswith(_DATA):
                files[path] = _content(file, seen)
            elif path != "site.yaml":
                records.append(Source(f"content/{path}", _content(file, seen)))
        else:
            files[path] = _content(file, seen)
    return Sources(
        pages=tuple(pages),
        records=tuple(records),
        settings=Source("content/site.yaml", _content(found["site.yaml"], seen)),
        files=files,
        templates={path: _text(data, path) for path, data in _overlaid(root, shipped, "templates", seen).items()},
        assets=_overlaid(root, shipped, "assets", seen),
    )


def _content(file: str, seen: MutableMapping[str, Seen] | None) -> bytes:
    """Return what a file holds, read again if it changed, or if it had only just changed when it was read last."""
    if seen is None:
        return _bytes(file)
    status = os.stat(file)  # noqa: PTH116 - as below
    same = (status.st_size, status.st_mtime_ns, status.st_ino)
    last = seen.get(file)
    if last is None or last.same != same or last.looked - status.st_mtime_ns < _STEP:
        last = seen[file] = Seen(same, time.time_ns(), _bytes(file))
    return last.content


def _bytes(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123 - there are thousands, and a Path for each takes as long as reading
        return stream.read()


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        says = "This template is not UTF-8 text."
        hint = "Save it with the encoding UTF-8."
        raise Problems([Problem("NOT UTF-8", Place(f"templates/{path}"), says, hint)]) from None


def _overlaid(root: Path, shipped: Path, folder: str, seen: MutableMapping[str, Seen] | None) -> Mapping[str, bytes]:
    """Return the files of a shipped folder, each replaced by the explainer's own of the same path."""
    found: dict[str, bytes] = {}
    for base in dict.fromkeys((shipped / folder, root / folder)):
        found |= {path: _content(entry.path, seen) for path, entry in _walk(base)}
    return {path: found[path] for path in sorted(found)}


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below a folder in the order of their paths, hidden ones and editors' leftovers left out."""
    yield from sorted(_entries(str(folder), ""), key=itemgetter(0))


def _entries(folder: str, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files in a folder by their paths, and links to folders, which are not followed."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it is not there, or went just now
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name[0] not in "._":
                yield from _entries(entry.path, f"{before}{entry.name}/")
        elif entry.name[0] not in "._#" and not entry.name.endswith(_LEFTOVERS):
            yield before + entry.name, entry


def _stays_inside(file: Path, content: Path, path: str, problems: list[Problem]) -> bool:
    """Say whether a link leads to a file in the folder that it lies in; note a problem where it leads out of it."""
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
