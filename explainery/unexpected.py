"""The last door: an error that nobody foresaw becomes a problem that says so, with a report that holds no content."""

import errno
import sys
from pathlib import Path

from explainery import __version__
from explainery.problems import Place, Problem

_PACKAGE = Path(__file__).resolve().parent
_TEMPLATES = "templates/"
_WAY, _FRAMES, _KIND = "explainery_way", "explainery_frames", "explainery_kind"
_MOST = 30  # frames of a report: enough to see where, also where something called itself a thousand times
_NO_TEMPORARY = "No usable temporary directory"  # docs.python.org, `tempfile.gettempdir`
_REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.EIO, errno.ENOMEM}


def note(error: BaseException, sort: str, name: str) -> None:
    """Note on an error that it came out of some part of the work; the innermost part notes first.

    What is noted goes with the error from one process to another, which its traceback does not.
    """
    error.__dict__.setdefault(_WAY, []).append((sort, name))
    frames, before = _frames(error), error.__dict__.get(_FRAMES)
    if before is None or frames[-1:] == before[-1:]:
        error.__dict__[_FRAMES] = frames


def stand_in(error: BaseException) -> Exception:
    """Return an error of Python's own that has noted the same."""
    other = RuntimeError()
    noted = {name: value for name, value in error.__dict__.items() if name in (_WAY, _FRAMES)}
    other.__dict__ |= {_FRAMES: _frames(error), **noted, _KIND: _kind(error)}
    return other


def stage_of(error: BaseException) -> str | None:
    """Return the stage that an error came from; None where it was in none."""
    return next((name for sort, name in _way(error) if sort == "stage"), None)


def problem_of(error: BaseException, command: str) -> Problem:
    """Return an error as a problem. It names the stage, the file and what to report; never a word of the content."""
    file = next((name for sort, name in _way(error) if sort == "page"), None)
    place = Place(f"content/{file}" if file else "explainery")
    stage = stage_of(error)
    where = f"in the stage `{stage}`" if stage else f"in the command `{command}`"
    kind = _kind(error)
    if kind in ("MemoryError", "BrokenProcessPool"):  # a process that helped is ended where memory is short
        says = f"The memory of this machine does not suffice {where}."
        return Problem("OUT OF MEMORY", place, says, "Close other programs; or divide what is very large into parts.")
    if isinstance(error, OSError) and error.errno in _REFUSALS:
        says = f"The system refuses what is needed {where}: {(error.strerror or 'it gives no reason').lower()}."
        return Problem("SYSTEM REFUSES", place, says, "See whether the disk is full, and whether it can be written to.")
    if isinstance(error, FileNotFoundError) and str(error.strerror).startswith(_NO_TEMPORARY):
        says = f"No folder for temporary files can be written to, and one is needed {where}."
        return Problem("SYSTEM REFUSES", place, says, "See whether the disk is full, or name a folder in `TMPDIR`.")
    says = f"This is our fault, not yours: Explainery met an error that it does not know, `{kind}`, {where}."
    lines = [f"explainery {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    lines += [f"command {command}, stage {stage or 'none'}, file {place.path if file else 'none'}", kind]
    frames = error.__dict__.get(_FRAMES) or _frames(error)
    hint = "Please report it. Copy these lines into an issue; of what you wrote they hold only the names of files:\n\n"
    if templates := [frame for frame in frames if frame.startswith(_TEMPLATES)]:
        hint = f"If you changed `{templates[-1]}`, look there first. {hint}"
    return Problem("OUR FAULT", place, says, hint + "\n".join([*lines, *frames]))


def _way(error: BaseException) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = error.__dict__.get(_WAY, [])
    return found


def _kind(error: BaseException) -> str:
    return str(error.__dict__.get(_KIND) or type(error).__qualname__)


def _frames(error: BaseException) -> list[str]:
    """Return the places in the generator and in templates through which an error came, the innermost last."""
    found, step = [], error.__traceback__
    while step:
        code, line, step = step.tb_frame.f_code, step.tb_lineno, step.tb_next
        if code.co_filename.startswith(_TEMPLATES):
            found.append(f"{code.co_filename}:{line}")
        elif Path(code.co_filename).is_relative_to(_PACKAGE):
            inside = Path(code.co_filename).relative_to(_PACKAGE.parent).as_posix()
            found.append(f"{inside}:{line} in {code.co_name}")
    if len(found) > _MOST:
        found = [*found[: _MOST // 3], f"… {len(found) - _MOST} more", *found[_MOST // 3 - _MOST :]]
    return found
