"""The generator's tests stand without the flagship: what is opened in its folders is noted, and by whom it may be."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = tuple(str(ROOT / name) for name in ("content", "templates", "assets"))
EVENTS = ("open", "os.scandir", "os.listdir")

opened = set[str]()
"""What was opened of the flagship in this process since somebody took note."""


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Note what is opened, if it is the flagship's; an audit hook (PEP 578).

    Only whole paths tell: others may be names in a folder that is open already, or those of templates in a traceback.
    """
    if event in EVENTS and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.fsdecode(arguments[0])
        if path.startswith(FOLDERS):
            opened.add(path)


def taken_note(of: Path) -> list[str]:
    """Return what was opened of the flagship, and forget it; nothing where a test of the flagship opened it."""
    found = [] if ROOT / "tests/flagship" in of.parents else sorted(opened)
    opened.clear()
    return found


sys.addaudithook(note)
