"""The command `test`: types, architecture rules, format and lint, then all tests; pytest has the last word."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from explainery.workers import processors

_PROJECT = Path(__file__).resolve().parents[2]
_CHECKS = {  # the longest first: they run side by side
    "Types": ("-m", "mypy", "--no-error-summary"),
    "Collection": ("-m", "pytest", "--collect-only", "-qq"),  # so that each file is compiled once, not by each process
    "Architecture": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"),
    "Format": ("-m", "ruff", "format", "--check", "--quiet", "."),
    "Lint": ("-m", "ruff", "check", "--quiet", "."),
}
_PROCESSES = processors() + 2  # tests often wait: for a browser, a program, a file system's clock
_IN_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - a folder of Linux; bytes
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def test(pytest_options: Sequence[str]) -> int:
    """Run every check, also after one has failed, and return 0 where all passed. The options go to pytest."""
    environment = {**os.environ, "PYTHONUTF8": "1", "FORCE_COLOR": "0", "NO_COLOR": "1"} | _folder_of_files()
    if environment.pop("PYTHONDONTWRITEBYTECODE", None):  # as in many containers
        environment["PYTHONPYCACHEPREFIX"] = str(_PROJECT / ".cache/bytecode")

    def checked(arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - our own tools with our own arguments
            (sys.executable, *arguments), cwd=_PROJECT, env=environment, capture_output=True, check=False
        )

    failed = []
    with ThreadPoolExecutor(processors()) as side_by_side:
        results = side_by_side.map(checked, _CHECKS.values())
        for name, result in zip(_CHECKS, results, strict=True):
            sys.stdout.write(f"{name}: {'passed' if result.returncode == 0 else 'failed'}\n")
            if result.returncode:
                failed.append(name)
                sys.stdout.write((result.stdout + result.stderr).decode("utf-8", "replace"))
    sys.stdout.flush()
    _find_browser()
    tests = subprocess.run(  # noqa: S603 - as above
        (sys.executable, "-m", "pytest", "--numprocesses", str(_PROCESSES), "--dist", "worksteal", *pytest_options),
        cwd=_PROJECT,
        env=environment,
        check=False,
    )
    return 1 if failed or tests.returncode else 0


def _folder_of_files() -> dict[str, str]:
    """Return the variable that has tests write their many small files into memory, where this system has room there."""
    try:
        room = os.statvfs(_IN_MEMORY)
    except (AttributeError, OSError):
        return {}
    is_free = os.access(_IN_MEMORY, os.W_OK) and room.f_bavail * room.f_frsize >= _ROOM
    may_run = not room.f_flag & os.ST_NOEXEC  # tests write programs, too
    return {"TMPDIR": str(_IN_MEMORY)} if is_free and may_run and "TMPDIR" not in os.environ else {}


def _find_browser() -> None:
    """Install Debian's Chromium where there is no browser and this is Debian as root, as in most containers."""
    if os.environ.get("CHROMIUM") or any(map(shutil.which, _BROWSERS)):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        sys.stdout.write("Installing Chromium for the browser tests ...\n")
        sys.stdout.flush()
        for arguments in (("update",), ("install", "--yes", "--no-install-recommends", "chromium")):
            subprocess.run(("apt-get", "-qq", *arguments), check=False, stdout=subprocess.DEVNULL)  # noqa: S603, S607
