"""Which files of a folder may be read, and what they hold: regular files, and links that stay inside the folder.

Whatever else lies there is a problem with its name. It never counts as absent, or its page would leave the site.
"""

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from explainery.names import MOST_OF_WRITTEN_NAME, MOST_OF_WRITTEN_PATH, barred, bytes_in
from explainery.problems import Place, Problem

_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak")
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\\]")
LARGEST = 1_000_000_000
"""The bytes that a file may have: all of them are held in memory."""

UNFINISHED = ".explainery-new"
"""Begins the name of what is to be put in the place of a file; the number of the process follows, behind a hyphen."""

_LONG_AGO = 60  # seconds: nobody takes so long to write one file
_PART = 1_000_000

# Without O_NONBLOCK opening a pipe waits until somebody writes into it; each system knows some of these.
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_KINDS = (
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISBLK, "device"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISDIR, "folder"),
)


class NotAFile(OSError):  # noqa: N818 - the name says what it is
    """What is to be read is no regular file: a pipe, a folder and the like."""


def files_in(folder: Path, shown: str, problems: list[Problem], *, trusted: bool = False) -> dict[str, str]:
    """Return where the files below a folder lie, by their paths in it, hidden ones and editors' leftovers left out.

    What else lies there is noted in `problems`, where `shown` is the folder's name. A folder that is `trusted`, as what
    is shipped, may hold links that lead out of it, and its names are taken as they are: a test checks those of what
    ships. Raises FileNotFoundError where something went meanwhile.
    """
    if not os.path.lexists(folder):
        return {}
    if folder.is_symlink() and not trusted:
        problems.append(_link_to_a_folder(Place(shown)))
        return {}
    inside = None if trusted else os.path.realpath(folder)
    return dict(_below(str(folder), "", shown, inside, problems))


def content_of(file: str) -> bytes:
    """Return what a file holds. Raises OSError; NotAFile where it is no regular one: reading others may never end."""
    descriptor = os.open(file, _READ)  # not `open`, which takes twice as long, and there are thousands of files
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            message = f"it is a {_kind(status.st_mode)}"
            raise NotAFile(message)
        if status.st_size > LARGEST:
            raise OSError(errno.EFBIG, f"it has {status.st_size:,} bytes, and at most {LARGEST:,} are read")
        content = os.read(descriptor, status.st_size + 1)
        if len(content) == status.st_size:
            return content
        parts = [content]  # it grows or shrinks at this moment
        while parts[-1]:
            parts.append(os.read(descriptor, _PART))
        return b"".join(parts)
    finally:
        os.close(descriptor)


def replaced(file: Path, content: bytes) -> None:
    """Put a file in place of what is there, whole at every moment. Raises OSError.

    What is written first has a name that somebody else may have given to a link; no link is written through.
    """
    temporary = file.with_name(f"{UNFINISHED}-{os.getpid()}")
    try:
        with contextlib.suppress(OSError):  # a folder that may be written to and not read
            clear_unfinished(file.parent)
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as new:
            new.write(content)
        temporary.replace(file)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def clear_unfinished(folder: Path) -> None:
    """Delete what a killed run was about to put in a file's place; not what a living one is. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(UNFINISHED) and not _is_in_use(entry):
                with contextlib.suppress(PermissionError):  # on Windows: another run has it open
                    Path(entry.path).unlink(missing_ok=True)


def _is_in_use(temporary: os.DirEntry[str]) -> bool:
    """Say whether a living run may be writing a file: it is young, and its process is there.

    Windows does not let anybody delete what is being written, so nothing is asked there.
    """
    number = temporary.name.rpartition("-")[2]
    if os.name == "nt" or not number.isascii() or not number.isdigit() or int(number) in (0, os.getpid()):
        return False
    try:
        if time.time() - temporary.stat(follow_symlinks=False).st_mtime > _LONG_AGO:
            return False
        os.kill(int(number), 0)
    except PermissionError:  # a process of somebody else
        return True
    except (OSError, OverflowError):
        return False
    return True


def cannot_read(error: OSError, place: Place, what: str) -> Problem:
    """Return why a file or folder cannot be read, in the same words on every system where they are known."""
    if isinstance(error, PermissionError):
        why, hint = (
            "this user may not read it",
            "Change who may read it; or move it elsewhere, if it is not wanted here.",
        )
    elif isinstance(error, NotADirectoryError):
        why, hint = "it is a file", "Move it away, and make a folder in its place if you need one."
    elif error.errno == errno.EFBIG:
        why, hint = _reason(error), "Make it smaller; or put it elsewhere, and link to it there."
    else:
        why, hint = _reason(error), "See whether it can be opened at all; if not, copy it here again."
    return Problem("CANNOT READ", place, f"This {what} cannot be read: {why}.", hint)


def is_plain(name: str) -> bool:
    """Say whether a name is text that can be printed, and means the same on every system."""
    return _is_text(name) and not _UNSPEAKABLE.search(name)


def visible(name: str) -> str:
    """Return a name in which everything can be printed: a terminal must not obey what a file is called."""
    text = name if _is_text(name) else os.fsencode(name).decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", lambda found: repr(found[0])[1:-1], text)


def _reason(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _below(
    folder: str, before: str, shown: str, inside: str | None, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """Yield the files in a folder; `before` is the beginning of their paths, `inside` what no link may leave."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        raise
    except OSError as error:
        problems.append(cannot_read(error, _place(shown, before.rstrip("/")), "folder"))
        return
    for entry in entries:
        path = before + entry.name
        is_link = entry.is_symlink() or _is_junction(entry)
        is_folder = not is_link and entry.is_dir()
        if entry.name[0] in ("._" if is_folder else "._#") or (not is_folder and entry.name.endswith(_LEFTOVERS)):
            continue
        wrong = None if inside is None else _wrong_name(entry.name, shown, path, "folder" if is_folder else "file")
        if not wrong and not is_folder:
            wrong = _wrong_link(entry, shown, path, inside) if is_link else _wrong_kind(entry, shown, path)
        if wrong:
            problems.append(wrong)
        elif is_folder:
            yield from _below(entry.path, f"{path}/", shown, inside, problems)
        else:
            yield path, entry.path


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Say whether this is what Windows has beside symbolic links; Python knows of it from 3.12 on."""
    told = getattr(entry, "is_junction", None)
    return bool(told and told())


def _wrong_name(name: str, shown: str, path: str, what: str) -> Problem | None:
    """Return what is wrong with a name, if anything is: it is printed, linked to, and a name on other systems."""
    place, hint = _place(shown, path), f"Give the {what} another name."
    if is_plain(name):
        return _wrong_elsewhere(name, place, path, what)
    found = _UNSPEAKABLE.search(name)
    if found is None:
        says = f"The name of this {what} is not UTF-8: what begins with `\\x` stands for a byte that means nothing."
        return Problem("NAME NOT UTF-8", place, says, hint)
    which = "a backslash, which separates folders on other systems"
    if found[0] != "\\":
        which = f"a character that nobody can see or type, here written `{visible(found[0])}`"
    return Problem("BAD FILE NAME", place, f"The name of this {what} holds {which}.", hint)


def _wrong_elsewhere(name: str, place: Place, path: str, what: str) -> Problem | None:
    """Return what is wrong with a name on other systems, if anything is."""
    if wrong := barred(name):
        says = f"This {what} cannot be copied to every machine: {wrong}."
        return Problem("BAD FILE NAME", place, says, f"Give the {what} another name.")
    if (size := bytes_in(name)) > MOST_OF_WRITTEN_NAME:
        fit = f"With the endings that builds add, {MOST_OF_WRITTEN_NAME} fit."
        says = f"The name of this {what} has {size} bytes. {fit}"
        return Problem("NAME TOO LONG", place, says, f"Give the {what} a shorter name.")
    if bytes_in(path) > MOST_OF_WRITTEN_PATH:
        says = f"The path of this {what} has {bytes_in(path):,} bytes, and not every system takes so long a one."
        return Problem("NAME TOO LONG", place, says, "Put it into fewer folders, or give them shorter names.")
    return None


def _wrong_kind(entry: os.DirEntry[str], shown: str, path: str) -> Problem | None:
    if entry.is_file():
        return None
    mode = entry.stat().st_mode
    says = f"This is a {_kind(mode)}, and only files can be read."
    hint = f"Move it out of `{shown}/`, or delete it if nothing needs it."
    return Problem("NOT A FILE", _place(shown, path), says, hint)


def _wrong_link(entry: os.DirEntry[str], shown: str, path: str, inside: str | None) -> Problem | None:
    """Return what is wrong with a link, if anything is; where `inside` is None it may lead to any file."""
    place, target = _place(shown, path), os.path.realpath(entry.path)
    if inside is not None and not _is_below(target, inside):
        says = f"This is a symbolic link to a place outside `{shown}/`, which is not {_used(shown)}."
        return Problem(f"LINK OUT OF {shown.upper()}", place, says, "Copy the file itself to this place.")
    try:
        mode = os.stat(entry.path).st_mode  # noqa: PTH116 - `entry` remembers what it was asked first
    except OSError as error:
        return _broken_link(error, place)
    if stat.S_ISDIR(mode):
        return _link_to_a_folder(place)
    if not stat.S_ISREG(mode):
        says = f"This is a symbolic link to a {_kind(mode)}, and only files can be read."
        return Problem("NOT A FILE", place, says, "Delete the link, or copy a file to this place.")
    return None


def _broken_link(error: OSError, place: Place) -> Problem:
    hint = "Copy the file itself to this place, or delete it."
    if isinstance(error, PermissionError):
        return cannot_read(error, place, "file")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("LINK TO NOTHING", place, "This is a symbolic link to a file that is not there.", hint)
    return Problem("LINK TO ITSELF", place, "This is a symbolic link that leads back to itself.", hint)


def _link_to_a_folder(place: Place) -> Problem:
    says = "This is a symbolic link to a folder, and files in it are not read."
    return Problem("LINK TO A FOLDER", place, says, "Copy the folder itself to this place.")


def _is_below(target: str, folder: str) -> bool:
    return target.startswith(folder.rstrip(os.sep) + os.sep)


def _used(shown: str) -> str:
    return "read" if shown == "templates" else "published"


def _kind(mode: int) -> str:
    return next((word for test, word in _KINDS if test(mode)), "thing of another kind")


def _place(shown: str, path: str) -> Place:
    return Place(visible(f"{shown}/{path}" if path else shown))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
