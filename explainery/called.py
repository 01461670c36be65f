"""How the command line was called, so that texts name the command that was typed."""

import os
import shlex
import sys
from pathlib import Path


def called(*command: str) -> str:
    """Return what to type to call the command line again as it was called, followed by the words of a `command`."""
    return " ".join((_program(Path(sys.argv[0])), *command))


def called_with_root(*command: str) -> str:
    """Return what to type for a `command` about the same explainer, also where that was named by `--root`."""
    root = _named_root()
    return called(*command, *(("--root", quoted(root)) if root else ()))


def quoted(path: str) -> str:
    """Return a path as it is typed."""
    return shlex.quote(path) if os.name != "nt" else f'"{path}"'


def _named_root() -> str | None:
    found = None
    words = iter(sys.argv[1:])
    for word in words:
        if word == "--root":
            found = next(words, None)
        elif word.startswith("--root="):
            found = word.removeprefix("--root=")
    return found


def _program(script: Path) -> str:
    python = "py" if os.name == "nt" else "python3"
    if script.name == "build.py":
        return f"{python} build.py"
    if script.name == "__main__.py" and script.parent.name == "explainery":
        return f"{python} -m explainery"
    return "explainery"
