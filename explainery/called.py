"""How the command line was called, so that texts name the command that was typed."""

import os
import sys
from pathlib import Path


def called(*command: str) -> str:
    """Return what to type to call the command line again as it was called, followed by the words of a `command`."""
    return " ".join((_program(Path(sys.argv[0])), *command))


def _program(script: Path) -> str:
    python = "py" if os.name == "nt" else "python3"
    if script.name == "build.py":
        return f"{python} build.py"
    if script.name == "__main__.py" and script.parent.name == "explainery":
        return f"{python} -m explainery"
    return "explainery"
