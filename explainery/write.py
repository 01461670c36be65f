"""Stage 6, `write`: outputs into the folder of the finished site. Knows what is already there.

The folder is never half-written: new files come first, changed ones next (each replaced whole), those gone last.
A list of the files that builds made (`.explainery.json`) keeps every other file safe.
"""

import contextlib
import hashlib
import json
import os
import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from explainery.files import NotAFile, content_of, is_plain
from explainery.model import Made, Same
from explainery.problems import Place, Problem, Problems
from explainery.value import Value

MANIFEST = ".explainery.json"
_TEMPORARY = ".explainery-new"
_HIDDEN = {".nojekyll"}  # all other hidden files in the folder, such as those of git, are not of builds
_STEP = 2_000_000_000
_NOTHING: "Mapping[str, Stamp]" = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Written:
    """What `write` changed in the output folder: the paths of files, and how many stayed as they were."""

    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stamp(Value):
    """What a file of the site was like when it was looked at: bytes, SHA-256, and times in nanoseconds."""

    size: int
    changed: int
    looked: int
    digest: bytes


def intact(folder: Path, stamps: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """Return the stamps of the files that are as they say; `now` is the time, in nanoseconds.

    A file that was changed at nearly the time of looking is read again: it might have changed once more since, and some
    file systems count time in steps of two seconds.
    """
    found = {}
    for path, stamp in stamps.items():
        try:
            status = os.stat(f"{folder}/{path}")  # noqa: PTH116 - thousands of them, and a Path each takes longer
        except OSError:
            continue
        if status.st_size == stamp.size:
            if status.st_mtime_ns == stamp.changed < stamp.looked - _STEP:
                found[path] = stamp
            elif _digest(f"{folder}/{path}") == stamp.digest:
                found[path] = Stamp(status.st_size, status.st_mtime_ns, now, stamp.digest)
    return found


def _digest(file: str) -> bytes | None:
    try:
        return hashlib.sha256(content_of(file)).digest()
    except OSError:
        return None


def stamped(outputs: Iterable[Made], folder: Path, known: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """Return stamps of all outputs, which were just written; those that are `known` to be right stay."""
    found = {}
    for output in outputs:
        stamp = known.get(output.path)
        digest = output.digest
        if stamp is None or stamp.digest != digest:
            try:
                status = (folder / output.path).stat()
            except OSError:
                continue
            stamp = Stamp(status.st_size, status.st_mtime_ns, now, digest)
        found[output.path] = stamp
    return found


def is_in_line(folder: Path, paths: Iterable[str]) -> bool:
    """Say whether the folder's list of files names exactly these."""
    try:
        return made(folder) == set(paths)
    except OSError:
        return False


def write(
    outputs: Iterable[Made],
    folder: Path,
    shown: str,
    known: Mapping[str, Stamp] = _NOTHING,
    *,
    others_stay: bool = False,
) -> Written:
    """Bring the folder in line with the outputs and return what changed. `shown` is the folder's name in problems.

    `known` are stamps of files in it that are right, so that they need not be read. With `others_stay` these outputs
    are only some of the site's. Raises Problems, before anything is touched, where a file is in the way or two outputs
    claim one path.
    """
    outputs = tuple(outputs)
    new = _by_path(outputs, shown)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        states = {path: _state(folder, output, known.get(path)) for path, output in new.items()}
        listed = made(folder)  # read last: another build that writes here lists its files before it makes them
        ours = listed | known.keys()
        ours |= _under_other_names(states.keys() - ours, ours, folder)
        wanted = new.keys() | ours if others_stay else new.keys()
        fresh = [path for path, state in states.items() if state is None]
        changed = [path for path, state in states.items() if state is False]
        gone = sorted(ours - wanted)
        _nothing_in_the_way(fresh, changed, gone, ours, folder, shown)
        _clear_leftovers(folder, new.keys() if others_stay else ours | new.keys())
        other = fresh or listed != wanted
        if other:
            _keep_manifest(folder, ours | new.keys())
        for path in sorted(fresh, key=_pages_last) + sorted(changed, key=_pages_last):
            _replace(folder / path, _content_of(new[path]))
        removed = _remove_all(gone, wanted, folder)
        if other:
            _keep_manifest(folder, wanted)
    except OSError as error:
        raise Problems([_cannot_write(error, shown)]) from None
    return Written((*fresh, *changed), len(new) - len(fresh) - len(changed), removed)


def _cannot_write(error: OSError, shown: str) -> Problem:
    """Return why the folder cannot be written, in the same words on every system where the reason is a common one."""
    if isinstance(error, PermissionError):
        why, hint = "this user may not write there", "Change who may write in it, or write elsewhere with `--out`."
    elif isinstance(error, FileExistsError | NotADirectoryError):
        why, hint = "a file stands where a folder is needed", "Move that file, or write elsewhere with `--out`."
    else:
        why, hint = error.strerror or str(error), "See whether the disk is full, or write elsewhere with `--out`."
    return Problem("CANNOT WRITE", Place(shown), f"The folder `{shown}` cannot be written: {why}.", hint)


def _state(folder: Path, output: Made, known: Stamp | None) -> bool | None:
    """Say whether a file holds what it should; None where there is none."""
    if isinstance(output, Same) or (known is not None and known.digest == output.digest):
        return True
    try:
        return content_of(f"{folder}/{output.path}") == output.content
    except (FileNotFoundError, NotADirectoryError):
        return None
    except NotAFile:
        return False


def _content_of(output: Made) -> bytes:
    return b"" if isinstance(output, Same) else output.content


def _by_path(outputs: Iterable[Made], shown: str) -> dict[str, Made]:
    """Return the outputs by path. Raises Problems where two claim one."""
    found: dict[str, Made] = {}
    folded: dict[str, str] = {}
    problems = []
    for output in outputs:
        first = folded.setdefault(_folded(output.path), output.path)
        if first in found:
            says = f"`{first}` and `{output.path}` would be one file (letter case does not count)."
            place = Place(f"{shown}/{output.path}")
            problems.append(Problem("ONE ADDRESS, TWO FILES", place, says, "Give one of them another name."))
        found[output.path] = output
    if problems:
        raise Problems(problems)
    return found


def _pages_last(path: str) -> tuple[bool, str]:
    """Return a key that puts files before the pages that link to them."""
    return (path.endswith(".html"), path)


def made(folder: Path) -> set[str]:
    """Return the files that earlier builds made, as their list says. Raises OSError where it cannot be read.

    Anybody may have written the list, and what it names may be deleted: a name that no build writes is no such file.
    """
    try:
        listed = json.loads(content_of(str(folder / MANIFEST)))["files"]
    except (FileNotFoundError, NotADirectoryError, NotAFile, ValueError, KeyError, TypeError, RecursionError):
        return set()
    return {path for path in listed if isinstance(path, str) and _is_ours(path)} if isinstance(listed, list) else set()


def _is_ours(path: str) -> bool:
    """Say whether a build may have written a path: it leads below the folder without detours, and to nothing hidden."""
    straight = posixpath.normpath(path) == path and not path.startswith("/") and not Path(path).drive
    hidden = any(part.startswith(".") for part in path.split("/"))
    return straight and is_plain(path) and (not hidden or path in _HIDDEN)


def _under_other_names(paths: Iterable[str], ours: Iterable[str], folder: Path) -> set[str]:
    """Return those of some paths that lead to files of ours, listed in other letters where these do not count."""
    folded = {_folded(path): path for path in ours}
    return {path for path in paths if _folded(path) in folded and _is_same(folder, path, folded[_folded(path)])}


def _folded(path: str) -> str:
    """Return a path as systems compare it for which upper and lower case, or two ways to write é, are the same."""
    return unicodedata.normalize("NFC", path).casefold()


def _is_same(folder: Path, path: str, other: str) -> bool:
    try:
        return (folder / path).samefile(folder / other)
    except OSError:
        return False


def _keep_manifest(folder: Path, paths: Iterable[str]) -> None:
    text = json.dumps({"made by": "explainery", "files": sorted(paths)}, ensure_ascii=False, indent=0)
    _replace(folder / MANIFEST, text.encode() + b"\n")


def _nothing_in_the_way(
    fresh: Iterable[str], changed: Iterable[str], gone: Iterable[str], ours: set[str], folder: Path, shown: str
) -> None:
    """Raise Problems where a build would replace a file that none made, or write or delete through a symbolic link."""
    inside = folder.resolve()
    problems = []
    for parent in sorted({str(PurePosixPath(path).parent) for path in (*fresh, *changed, *gone)}):
        if not (folder / parent).resolve().is_relative_to(inside):
            says = "This is a symbolic link to a place outside the folder of the site."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{parent}"), says, "Remove the link."))
    for path in changed:
        if not (folder / path).is_file():
            says = "This is no file, and the site has a file of that name."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{path}"), says, "Move it elsewhere."))
        elif path not in ours:
            says = "This file is in the way: the site has a file of that name, and no build made this one."
            hint = "Move it elsewhere, or delete it if you do not need it."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{path}"), says, hint))
    if problems:
        raise Problems(problems)


def _replace(file: Path, content: bytes, tries: int = 5) -> None:
    """Write a file so that it is the old one or the new one, whole, at every moment."""
    temporary = file.with_name(f"{_TEMPORARY}-{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(file)
    except FileNotFoundError:  # another build, writing here too, took it for a leftover, or the folder for empty
        if tries == 1:
            raise
        _replace(file, content, tries - 1)
    finally:
        temporary.unlink(missing_ok=True)


def _clear_leftovers(folder: Path, paths: Iterable[str]) -> None:
    """Delete what a killed build was about to put in a file's place."""
    for parent in {str(folder), *(f"{folder}/{posixpath.dirname(path)}" for path in paths)}:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(parent) as entries:
            for entry in entries:
                if entry.name.startswith(_TEMPORARY):
                    Path(entry.path).unlink(missing_ok=True)


def _remove_all(gone: Iterable[str], wanted: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Delete files that earlier builds made, and return which. What is wanted under another name is no such file."""
    gone = tuple(gone)
    kept = set(filter(None, (_identity(folder / path) for path in wanted))) if gone else set()
    return tuple(path for path in gone if _identity(folder / path) not in kept and _remove(folder, path))


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, whatever it is called; None where nothing does."""
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None


def _remove(folder: Path, path: str) -> bool:
    """Delete a file that an earlier build made, and the folders that it leaves empty."""
    file = folder / path
    if not file.is_file():
        return False
    file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # raised by the first that is not empty, or that another build took away
        for parent in list(file.relative_to(folder).parents)[:-1]:
            (folder / parent).rmdir()
    return True
