"""Stage 1, `read`: folders into sources. Knows files and nothing else."""

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from explainery.called import called
from explainery.catalogues.finding import shipped_catalogues
from explainery.files import cannot_read, content_of, files_in, visible
from explainery.forms import by_name
from explainery.model import SHIPPED_SCHEMAS, SHIPPED_VALUES, VALUES, File, Sources
from explainery.paths import is_page
from explainery.problems import Place, Problem, Problems
from explainery.utf8 import text_of

_DATA = "data/"  # a folder of YAML files that are no records, but what charts are drawn from
_EXTENDING = re.compile(r"settings\.yaml|(?:kinds|records)/[^/]+/schema\.yaml")
"""The schemas that an explainer extends where it has its own; those of its components stand in place of others."""

_TRIES = 5
_STEP = 2_000_000_000  # nanoseconds: the coarsest clock of a file system


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read: what tells that it is still the same, the time (nanoseconds), its content."""

    same: tuple[int, int, int]
    looked: int
    content: bytes


def read(root: Path, shipped: Path, seen: MutableMapping[str, Seen] | None = None) -> Sources:
    """Return what stands in the explainer at `root`, with its templates and assets laid over those `shipped`.

    Every path of a source begins at `root`. `seen` are files read before in this process. What the settings leave out
    is left out.
    Raises Problems where there is nothing to read, a file leads elsewhere, or a newer version is asked for.
    """
    for _try in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):  # a file went between being found and being read: look again
            return _read(root, shipped, seen)
    try:
        return _read(root, shipped, seen)
    except FileNotFoundError as error:
        says = f"`{visible(Path(error.filename or root).name)}` comes and goes while the folders are read."
        hint = "Wait until whatever writes there is done, then try again."
        raise Problems([Problem("CANNOT READ", Place("content"), says, hint)]) from None


def read_again(sources: Sources, files: Iterable[Path], root: Path, shipped: Path) -> Sources | None:
    """Return the sources with some of their files as they are now; what did not change is the same object.

    None where one of them is new, gone, a link or behind one, or cannot be read, or says something new of the whole
    explainer: to know what is there takes a look at all.
    """
    pages = {source.path: source for source in sources.pages}
    records = {source.path: source for source in sources.records}
    settings, others = sources.settings, dict(sources.files)
    templates, assets = dict(sources.templates), dict(sources.assets)
    for name in {_name(file, root, shipped) for file in files}:
        folder, _, path = name.partition("/")
        try:
            file = root / name if folder == "content" or (root / name).exists() else shipped / name
            is_itself = file.resolve(strict=True) == file.parents[name.count("/")].resolve(strict=True) / name
            content = content_of(str(file))
        except (OSError, RuntimeError):  # a circle of symbolic links is a RuntimeError before Python 3.13
            return None
        if not is_itself:
            return None
        if name in pages:
            pages[name] = _renewed(pages[name], content)
        elif name in records:
            records[name] = _renewed(records[name], content)
        elif name == settings.path and _renewed(settings, content) is not settings:
            return None  # what it leaves out may have changed
        elif folder == "content" and path in others:
            others[path] = content
        elif folder == "templates" and path in templates:
            templates[path] = text_of(content, name)
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


def _renewed(source: File, content: bytes) -> File:
    return source if source.content == content else File(source.path, content)


def _read(root: Path, shipped: Path, seen: MutableMapping[str, Seen] | None) -> Sources:
    _has_content(root)
    problems: list[Problem] = []
    found = {name: _files(root, shipped, name, problems) for name in ("content", "templates", "assets")}
    found["content"] = by_name(found["content"], "content", problems)
    unread = {problem.place.path for problem in problems}
    if "site.yaml" not in found["content"] and not unread & {"content", "content/site.yaml"}:
        says = "The explainer has no settings: the file `content/site.yaml` is missing."
        near = next((path for path in found["content"] if path.lower() in ("site.yaml", "site.yml")), None)
        hint = "Write one; three lines are enough:\n\nid: my-explainer\ntitle: My explainer\nlanguage: en"
        hint = f"Rename `content/{near}` to `site.yaml`." if near else hint
        problems.append(Problem("NO SETTINGS", Place("content/site.yaml"), says, hint))
    contents = {name: _contents(files, name, seen, problems) for name, files in found.items()}
    if problems:
        raise Problems(problems)
    pages, records, files = [], [], {}
    for path, content in contents["content"].items():
        if is_page(path):
            if path.rpartition("/")[2].upper() != "README.MD":
                pages.append(File(f"content/{path}", content))
        elif path.endswith((".yaml", ".yml")):
            if path.startswith(_DATA):
                files[path] = content
            elif path != "site.yaml":
                records.append(File(f"content/{path}", content))
        else:
            files[path] = content
    sources = Sources(
        pages=tuple(pages),
        records=tuple(records),
        settings=File("content/site.yaml", contents["content"]["site.yaml"]),
        files=files,
        templates=_with_what_ships(contents["templates"], found["templates"], shipped),
        assets=_with_shipped_values(contents["assets"], root, shipped),
    )
    return _as_settings_say(sources)


def _as_settings_say(sources: Sources) -> Sources:
    """Return the sources without what the settings leave out. Raises Problems where they ask for a newer version.

    What reads YAML is loaded only where they may say either: a site that did not change needs it for nothing else.
    """
    content = sources.settings.content
    if b"made-for" in content:
        from explainery.made_for import refuse_newer  # noqa: PLC0415 - as above

        refuse_newer(sources.settings)
    if b"without" in content:
        from explainery.without import without  # noqa: PLC0415 - as above

        return without(sources)
    return sources


def _has_content(root: Path) -> None:
    """Raise Problems where the explainer has no folder of content, or nobody can tell."""
    try:
        if stat.S_ISDIR((root / "content").stat().st_mode):
            return
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise Problems([cannot_read(error, Place("content"), "folder")]) from None
    near = os.path.relpath(os.path.realpath(root))
    where = "here" if near == "." else f"in `{visible(str(root) if near.startswith('..') else near)}`"
    says = f"There is no folder `content` {where}, so there is nothing to build."
    begin = called("init", "DIR")
    hint = f"Run the command in the explainer's folder, or name that folder with `--root`. `{begin}` begins a new one."
    raise Problems([Problem("NO CONTENT", Place("content"), says, hint)])


def _files(root: Path, shipped: Path, folder: str, problems: list[Problem]) -> dict[str, str]:
    """Return where the explainer's files in a folder lie, in the order of their paths, with those that are shipped."""
    bases = (root,) if folder == "content" else dict.fromkeys((shipped, root))
    found: dict[str, str] = {}
    for base in bases:
        found |= files_in(base / folder, folder, problems, trusted=base != root)
    return dict(sorted(found.items()))


def _with_what_ships(contents: Mapping[str, bytes], files: Mapping[str, str], shipped: Path) -> dict[str, str]:
    """Return the templates with the shipped schemas that those of the explainer extend, and the shipped catalogues.

    An explainer's own catalogue of a language stands in place of the one that is shipped.
    """
    templates = {path: text_of(content, f"templates/{path}") for path, content in contents.items()}
    for path, file in shipped_catalogues(shipped):
        if path not in templates:
            templates[path] = text_of(content_of(str(file)), f"templates/{path}")
    for path in filter(_EXTENDING.fullmatch, contents):
        first = shipped / "templates" / path
        if Path(files[path]) != first and first.is_file():
            templates[f"{SHIPPED_SCHEMAS}{path}"] = text_of(content_of(str(first)), f"templates/{path}")
    return templates


def _with_shipped_values(assets: Mapping[str, bytes], root: Path, shipped: Path) -> dict[str, bytes]:
    """Return the assets, and the shipped values beside those of the explainer, which may be some of them alone."""
    own, first = root / "assets" / VALUES, shipped / "assets" / VALUES
    if own == first or not own.is_file() or not first.is_file():
        return dict(assets)
    return {**assets, SHIPPED_VALUES: content_of(str(first))}


def _contents(
    files: Mapping[str, str], folder: str, seen: MutableMapping[str, Seen] | None, problems: list[Problem]
) -> dict[str, bytes]:
    """Return what files hold, by their paths; note a problem for each that cannot be read."""
    found = {}
    for path, file in files.items():
        try:
            found[path] = _content(file, seen)
        except FileNotFoundError:
            raise
        except OSError as error:
            problems.append(
                _recording_too_large(error, folder, path, file) or cannot_read(error, Place(f"{folder}/{path}"), "file")
            )
    return found


def _recording_too_large(error: OSError, folder: str, path: str, file: str) -> Problem | None:
    """Return that a file which is too large to be read is a recording, of which more can be said; None otherwise."""
    if error.errno != errno.EFBIG or folder != "content":
        return None
    from explainery.pictures.recordings import too_large  # noqa: PLC0415 - loads much, and hardly any file is so large

    fault = too_large(path, Path(file).stat().st_size)
    return fault and Problem(fault[0], Place(f"{folder}/{path}"), *fault[1:])


def _content(file: str, seen: MutableMapping[str, Seen] | None) -> bytes:
    """Return what a file holds, read again if it changed, or if it had only just changed when it was read last."""
    if seen is None:
        return content_of(file)
    status = os.stat(file)  # noqa: PTH116 - there are thousands, and a Path for each takes as long as reading
    same = (status.st_size, status.st_mtime_ns, status.st_ino)
    last = seen.get(file)
    if last is None or last.same != same or last.looked - status.st_mtime_ns < _STEP:
        last = seen[file] = Seen(same, time.time_ns(), content_of(file))
    return last.content
