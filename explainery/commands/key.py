"""The key with which builds sign what they keep in `.cache/`, so that they read nothing that a stranger put there.

It lies in a folder of the user, never in that of an explainer, which may come from anybody (decisions/012).
"""

import contextlib
import os
import secrets
import sys
from pathlib import Path

from explainery.files import content_of

_SIZE = 32


def cache_key() -> bytes | None:
    """Return the user's key, which is made at first; None where there can be none, so that nothing can be kept."""
    file = _place()
    if file is None:
        return None
    with contextlib.suppress(OSError):
        found = _read(file)
        if found is None:
            _make(file)
            found = _read(file)  # of two builds that make one at the same time the last one counts
        return found
    return None


def _place() -> Path | None:
    """Return where programs of this user keep their state; None where the user has no folder.

    XDG Base Directory Specification, where paths that are not absolute do not count; on macOS and Windows, the folders
    that their makers name.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises an error where there is none
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", ""))
    elif sys.platform == "darwin":
        folder = home / "Library/Application Support"
    else:
        told = Path(os.environ.get("XDG_STATE_HOME", ""))
        folder = told if told.is_absolute() else home / ".local/state"
    return folder / "explainery/cache.key" if folder.is_absolute() else None


def _read(file: Path) -> bytes | None:
    """Return the key in a file; None where there is none, or one that others can read. Raises OSError."""
    try:
        content = content_of(str(file))
    except FileNotFoundError:
        return None
    status = file.stat()
    if hasattr(os, "geteuid"):
        if status.st_uid != os.geteuid():
            raise PermissionError(file)  # as with sudo, which may keep the folder of the user who called it
        if status.st_mode & 0o077:
            return None
    return content if len(content) == _SIZE else None


def _make(file: Path) -> None:
    """Put a new key into a file that only the user can read. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(_SIZE))
    finally:
        os.close(descriptor)
    temporary.replace(file)
