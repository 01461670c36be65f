"""Stage 6, `write`: outputs into the folder of the finished site. Knows what is already there.

The folder is whole at every moment, wherever a build ends: each file is replaced whole, what is linked to comes before
what links to it, what is gone goes last, and where pages link to each other they are interim versions until all of them
are there. A list of the files that builds made (`.explainery.json`) keeps every other file safe, and tells what each of
them held: one that holds something else is not deleted.
"""

import contextlib
import errno
import functools
import hashlib
import json
import os
import posixpath
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from explainery.files import UNFINISHED, NotAFile, clear_unfinished, content_of, is_plain
from explainery.interim import Unsettled
from explainery.model import Made, Same
from explainery.names import too_long
from explainery.paths import PAGE_ENDINGS, is_page_address
from explainery.problems import Place, Problem, Problems
from explainery.value import Value

MANIFEST = ".explainery.json"
PARTLY_WRITTEN = "Some files of the site are new and others as they were; the next build finishes it."
"""What is said where a build ended while it wrote."""

Listed = Mapping[str, str]
"""The files that builds made, by path, with the digests of what each may hold, separated by spaces."""

_DIGITS = 32  # of the digest of a file
_MADE_BY = b'"made by": "explainery"'
_NO_FILE = (errno.ENXIO, errno.ELOOP)  # a socket; a link that leads back to itself
_HIDDEN = {".nojekyll"}  # all other hidden files in the folder, such as those of git, are not of builds
_STEP = 2_000_000_000
_LISTS = (".json", ".txt", ".xml")
_WITH_ADDRESSES = (".css", ".js")
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


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _digest(file: str) -> bytes | None:
    try:
        return _sha256(content_of(file))
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
        return made(folder).keys() == set(paths)
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
    writing = _Writing(folder, shown)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _list_can_be_kept(folder, shown)
        states = {path: _state(folder, output, known.get(path)) for path, output in new.items()}
        listed = made(folder)  # read last: another build that writes here lists its files before it makes them
        ours = listed.keys() | known.keys()
        ours |= _under_other_names(states.keys() - ours, ours, folder)
        said = {**listed, **{path: _digits(stamp.digest) for path, stamp in known.items()}}
        will_say = {path: _digits(output.digest) for path, output in new.items()}
        wanted = new.keys() | ours if others_stay else new.keys()
        fresh = [path for path, state in states.items() if state is None]
        changed = [path for path, state in states.items() if state is False]
        gone = _gone(ours - wanted, wanted, folder)
        moves = _moves(fresh, changed, gone, folder)
        fresh += [path for path in moves if path in changed]
        changed = [path for path in changed if path not in moves]
        _nothing_in_the_way(fresh, changed, gone, ours, folder, shown)
        _nothing_is_lost(gone, said, folder, shown)
        _clear_leftovers(folder, new.keys() if others_stay else ours | new.keys())
        says = listed
        if fresh or listed.keys() != wanted:
            says = {**{path: said.get(path, "") for path in ours}, **_both(said, will_say)}
            _keep_list(folder, says)
        elif changed:
            _add_to_list(folder, {path: will_say[path] for path in changed})
        writing.write(new, fresh, changed, gone, moves)
        writing.remove(gone)
        _remove_empty_folders(folder, ours - wanted)
        if not others_stay and (changed or says != will_say):  # else a whole build follows
            _keep_list(folder, will_say)
    except BaseException as error:
        writing.note_interim()
        if not isinstance(error, OSError):
            raise
        raise Problems([_cannot_write(error, writing.at, shown)], PARTLY_WRITTEN if writing.begun else None) from None
    return Written((*fresh, *changed), len(new) - len(fresh) - len(changed), tuple(gone))


class _Writing:
    """Puts files into the folder and takes them away, in an order that keeps every link; knows how far it came."""

    def __init__(self, folder: Path, shown: str) -> None:
        self._folder, self._shown = folder, shown
        self.at = shown
        self.begun = False
        self._unfinished: list[str] = []
        self._removed: set[str] = set()

    def note_interim(self) -> None:
        """Add to the list what pages hold for the moment, where a build ends in the middle of its work."""
        with contextlib.suppress(OSError):
            held = {path: _digest(f"{self._folder}/{path}") for path in self._unfinished}
            _add_to_list(self._folder, {path: _digits(digest) for path, digest in held.items() if digest})

    def write(
        self,
        new: Mapping[str, Made],
        fresh: Collection[str],
        changed: Collection[str],
        gone: Collection[str],
        moves: Mapping[str, Collection[str]],
    ) -> None:
        """Write what is new or changed: what pages need, interim pages, lists of pages, then pages as they are.

        What `moves` has waits until interim pages lead neither to it nor to what stands in its way, which then goes.
        """
        ways = {path for paths in moves.values() for path in paths}
        pages = [
            path for path in (*sorted(fresh, key=_often_linked_first), *sorted(changed)) if path.endswith(PAGE_ENDINGS)
        ]
        lists = [path for path in fresh if path.endswith(".txt")]  # which no page needs; others are linked from all
        lists += [path for path in changed if not path.endswith(PAGE_ENDINGS)]
        needed = sorted({*fresh}.difference(pages, lists), key=_addresses_last)
        coming = {*fresh}.intersection((*pages, *lists)) | moves.keys() | ways
        unsettled = Unsettled((*coming, *(path for path in gone if path.endswith((*PAGE_ENDINGS, *_LISTS)))))
        for path in changed:
            if is_page_address(path):
                unsettled.note(path, self._old(path), _content_of(new[path]))
        self._put_all(new, [path for path in (*needed, *pages) if path not in moves], unsettled)
        self._put_going(gone, unsettled)
        if moves:
            self.remove(ways)
            for path in moves:
                _remove_folder(self._folder / path)
            self._put_all(new, [path for path in (*needed, *pages) if path in moves], unsettled)
        for path in (*sorted(lists), *self._unfinished):
            self._put(path, _content_of(new[path]))

    def _put_all(self, new: Mapping[str, Made], paths: Iterable[str], unsettled: Unsettled) -> None:
        """Write what pages need as it is, and pages without links to what is unsettled."""
        for path in paths:
            content = interim = _content_of(new[path])
            if path.endswith(PAGE_ENDINGS):
                interim = unsettled.interim(path, content)
            self._put(path, interim)
            unsettled.settle(path)
            if interim != content:
                self._unfinished.append(path)

    def _put_going(self, gone: Iterable[str], unsettled: Unsettled) -> None:
        """Write pages that are to go without links to what is unsettled, and tell the list of it first."""
        going = {path: self._old(path) for path in gone if path.endswith(PAGE_ENDINGS)}
        interims = {path: unsettled.interim(path, old) for path, old in going.items()}
        interims = {path: interim for path, interim in interims.items() if interim != going[path]}
        _add_to_list(self._folder, {path: _digits(_sha256(interim)) for path, interim in interims.items()})
        for path, interim in interims.items():
            self._put(path, interim)

    def remove(self, gone: Iterable[str]) -> None:
        """Delete files that earlier builds made, and that are still there, what links to others first."""
        for path in sorted({*gone}.difference(self._removed), key=_order_of_removal):
            self.at = f"{self._shown}/{path}"
            (self._folder / path).unlink(missing_ok=True)
            self.begun = True
            self._removed.add(path)

    def _put(self, path: str, content: bytes) -> None:
        self.at = f"{self._shown}/{path}"
        _replace(self._folder / path, content)
        self.begun = True

    def _old(self, path: str) -> bytes:
        try:
            return content_of(f"{self._folder}/{path}")
        except FileNotFoundError:  # another build that writes here took it away
            return b""


def _often_linked_first(path: str) -> tuple[bool, int, str]:
    """Return a key that puts pages first which many others link to, so that few have to be written twice."""
    return (is_page_address(path), path.count("/"), path)


def _addresses_last(path: str) -> tuple[bool, str]:
    """Return a key that puts files which may name others behind these."""
    return (path.endswith(_WITH_ADDRESSES), path)


def _order_of_removal(path: str) -> tuple[int, str]:
    """Return a key that puts lists first, then pages, then files which may name others."""
    kinds = (_LISTS, PAGE_ENDINGS, _WITH_ADDRESSES)
    return (next((at for at, ends in enumerate(kinds) if path.endswith(ends)), len(kinds)), path)


def _cannot_write(error: OSError, at: str, shown: str) -> Problem:
    """Return why a file cannot be written, in the same words on every system where the reason is a common one."""
    hint = "Name another folder."
    if isinstance(error, PermissionError):
        why, hint = "this user may not write there", "Change who may write in it, or name another folder."
    elif isinstance(error, FileExistsError | NotADirectoryError):
        why, hint = "a file stands where a folder is needed", "Move that file, or name another folder."
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        why, hint = "the disk is full", "Make room on it, or name another folder."
    elif error.errno == errno.EROFS:
        why = "its disk can only be read"
    elif error.errno == errno.ENAMETOOLONG:
        why, hint = "its name is too long for this disk", "Give the page or its folder a shorter name."
    else:
        why, hint = error.strerror or str(error), "See whether its disk is in order, or name another folder."
    what = "folder" if at == shown else "file"
    return Problem("CANNOT WRITE", Place(at), f"The {what} `{at}` cannot be written: {why}.", hint)


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
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
        return False if os.path.lexists(folder / output.path) else None


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


def made(folder: Path) -> Listed:
    """Return the files that earlier builds made, as their list says. Raises OSError where it cannot be read.

    Anybody may have written the list: a name that no build writes is no such file. Earlier versions listed names alone;
    their files come with no digest.
    """
    try:
        text = content_of(str(folder / MANIFEST)).decode()
        first, end = json.JSONDecoder().raw_decode(text)
        listed = first["files"]
        more = text[end:].splitlines()
    except (FileNotFoundError, NotADirectoryError, NotAFile, ValueError, KeyError, TypeError, RecursionError):
        return {}
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
        return {}
    if isinstance(listed, list):
        listed = {path: "" for path in listed if isinstance(path, str)}
    if not isinstance(listed, dict):
        return {}
    found = {path: digests for path, digests in listed.items() if isinstance(digests, str) and _is_ours(path)}
    held: dict[str, set[str]] = {}
    for line in more:
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            path, digest = json.loads(line)
            held.setdefault(path, {found[path]}).add(str(digest))
    return {**found, **{path: " ".join(sorted(digests)) for path, digests in held.items()}}


def has_list(folder: Path) -> bool:
    """Say whether a build wrote into a folder, as the list of its files tells. Raises OSError."""
    try:
        return _MADE_BY in content_of(str(folder / MANIFEST))[:100]
    except (FileNotFoundError, NotAFile):
        return False


@functools.lru_cache(maxsize=100_000)  # a preview asks again at every save
def _is_ours(path: str) -> bool:
    """Say whether a build may have written a path: it leads below the folder without detours, and to nothing hidden.

    One that is too long for a system may stop whoever asks for it.
    """
    if too_long(path):
        return False
    straight = posixpath.normpath(path) == path and not path.startswith("/") and not os.path.splitdrive(path)[0]
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


def _keep_list(folder: Path, files: Listed) -> None:
    text = json.dumps({"made by": "explainery", "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0)
    _replace(folder / MANIFEST, text.encode() + b"\n")


def _add_to_list(folder: Path, files: Listed) -> None:
    """Add what files that are listed may hold as well, a line each: to write the whole list anew takes longer."""
    if files and (folder / MANIFEST).is_file():
        lines = (json.dumps(pair, ensure_ascii=False) for pair in sorted(files.items()))
        with (folder / MANIFEST).open("ab") as listed:
            listed.write("".join(f"{line}\n" for line in lines).encode())


def _both(said: Listed, will_say: Listed) -> Listed:
    """Return what files may hold while they are written: what the list said, and what it will say."""
    return {
        path: digest if said.get(path, digest) == digest else f"{said[path]} {digest}".lstrip()
        for path, digest in will_say.items()
    }


def _digits(digest: bytes) -> str:
    return digest.hex()[:_DIGITS]


def _nothing_is_lost(gone: Iterable[str], said: Listed, folder: Path, shown: str) -> None:
    """Raise Problems where a file that is to go holds something else than a build put there."""
    problems, untold = [], []
    for path in gone:
        digests = said.get(path, "").split()
        if not digests:
            untold.append(path)
        elif os.path.lexists(f"{folder}/{path}") and _digits(_digest(f"{folder}/{path}") or b"") not in digests:
            says = "The site has this file no more, but it is not as a build made it, so it is not deleted."
            hint = "Move it elsewhere, or delete it if you do not need it."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{path}"), says, hint))
    if untold:
        says = (
            "An earlier Explainery wrote this folder, and its list of files does not tell what they held. The site has"
        )
        says = f"{says} `{untold[0]}` no more, but that may be a file of yours, so it is not deleted."
        hint = "Move what you put there elsewhere, then delete the folder: the next build makes it anew."
        problems.append(Problem("SITE OF AN EARLIER VERSION", Place(shown), says, hint))
    if problems:
        raise Problems(problems)


def _nothing_in_the_way(
    fresh: Iterable[str], changed: Iterable[str], gone: Iterable[str], ours: set[str], folder: Path, shown: str
) -> None:
    """Raise Problems where a build would replace a file that none made, or write or delete through a symbolic link."""
    inside = os.path.realpath(folder)
    problems = []
    for parent in sorted({str(PurePosixPath(path).parent) for path in (*fresh, *changed, *gone)}):
        if not Path(os.path.realpath(folder / parent)).is_relative_to(inside):
            says = "This is a symbolic link to a place outside the folder of the site."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{parent}"), says, "Remove the link."))
    for parent in sorted(_folders(fresh).difference(gone)):
        if os.path.lexists(folder / parent) and not (folder / parent).is_dir():
            what = "a file" if (folder / parent).is_file() else "not a folder"
            says = f"This is {what}, and no build made it; the site has a folder of that name."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{parent}"), says, "Move it elsewhere."))
    for path in changed:
        if not (folder / path).is_file():
            says = "This is not a file, and the site has a file of that name."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{path}"), says, "Move it elsewhere."))
        elif path not in ours:
            says = "This file is in the way: the site has a file of that name, and no build made this one."
            hint = "Move it elsewhere, or delete it if you do not need it."
            problems.append(Problem("FILE IN THE WAY", Place(f"{shown}/{path}"), says, hint))
    if problems:
        raise Problems(problems)


def _list_can_be_kept(folder: Path, shown: str) -> None:
    """Raise Problems where a folder stands in the place of the list of files."""
    if (folder / MANIFEST).is_dir() and not (folder / MANIFEST).is_symlink():
        says = "This is a folder, and builds keep their list of files under that name."
        raise Problems([Problem("FILE IN THE WAY", Place(f"{shown}/{MANIFEST}"), says, "Move it elsewhere.")])


def _replace(file: Path, content: bytes, tries: int = 5) -> None:
    """Write a file so that it is the old one or the new one, whole, at every moment."""
    temporary = file.with_name(f"{UNFINISHED}-{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    except FileNotFoundError:  # the first file of its folder; or another build took it for a leftover
        if tries == 1:
            raise
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, content, tries - 1)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _clear_leftovers(folder: Path, paths: Iterable[str]) -> None:
    """Delete what a killed build was about to put in a file's place; not what a living one is."""
    for parent in ("", *_without_detours({posixpath.dirname(path) for path in paths} - {""}, folder)):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            clear_unfinished(folder / parent)


def _gone(paths: Iterable[str], wanted: Iterable[str], folder: Path) -> list[str]:
    """Return those of some paths which are files. What is wanted under another name is no such file."""
    found = {path: _identity(folder / path) for path in sorted(paths) if (folder / path).is_file()}
    kept = set(filter(None, (_identity(folder / path) for path in wanted))) if found else set()
    return [path for path, identity in found.items() if identity not in kept]


def _moves(
    fresh: Iterable[str], changed: Iterable[str], gone: Iterable[str], folder: Path
) -> dict[str, frozenset[str]]:
    """Return the paths that wait for files which are to go: for one in place of a folder, or in that of a file."""
    going = frozenset(gone)
    found = {}
    within = {
        parent: going & _folders([f"{parent}/"]) for parent in set(map(posixpath.dirname, fresh if going else ()))
    }
    for path in fresh if any(within.values()) else ():
        if ways := within[posixpath.dirname(path)]:
            found[path] = ways
    for path in changed:
        if (folder / path).is_dir() and not (folder / path).is_symlink():
            inside = (file for file in (folder / path).rglob("*") if not file.name.startswith(UNFINISHED))
            ways = frozenset(file.relative_to(folder).as_posix() for file in inside if not file.is_dir())
            if ways <= going:
                found[path] = ways
    return found


def _folders(paths: Iterable[str]) -> set[str]:
    """Return the folders that paths lie in, and those that these lie in."""
    folders = set(map(posixpath.dirname, paths))
    found = set()
    while folders:
        found |= folders
        folders = set(map(posixpath.dirname, folders)) - found
    return found - {""}


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, whatever it is called; None where nothing does."""
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None


def _remove_folder(folder: Path) -> None:
    """Delete a folder, if there is one, and those in it, where no file is left in them."""
    for inside, _folders, _files in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            Path(inside).rmdir()


def _remove_empty_folders(folder: Path, gone: Iterable[str]) -> None:
    """Delete the folders that hold nothing now that some files are gone."""
    for path in _without_detours({posixpath.dirname(path) for path in gone} - {""}, folder):
        with contextlib.suppress(OSError):  # raised by the first that is not empty, or that another build took away
            for parent in (PurePosixPath(path), *list(PurePosixPath(path).parents)[:-1]):
                (folder / parent).rmdir()


def _without_detours(parents: Iterable[str], folder: Path) -> list[str]:
    """Return those of some folders that no link leads to: whoever wrote the list may have made links as well."""
    inside = Path(os.path.realpath(folder))  # `Path.resolve` raises where a link leads back to itself
    here = ((parent, inside / parent) for parent in sorted(parents))
    return [parent for parent, path in here if path.is_dir() and os.path.realpath(path) == str(path)]
