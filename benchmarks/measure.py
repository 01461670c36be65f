"""One measurement each: a build, a build's memory, a preview. Times are seconds, memory is bytes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setups import Tool

LONGEST = 1800
"""Seconds after which a build or a preview counts as failed."""

SAMPLE, POLL, QUIET = 0.02, 0.005, 0.1


class MeasuringError(Exception):
    """A tool ended with an error, or did not end; the text is what it said."""


def cold(tool: Tool, root: Path) -> float:
    """Return the time of a build that finds neither outputs nor anything kept."""
    forget(tool, root)
    return build(tool, root)


def forget(tool: Tool, root: Path) -> None:
    """Delete a tool's outputs and all that it keeps."""
    for name in (tool.output, *tool.kept):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / ".hugo_build.lock").unlink(missing_ok=True)


def build(tool: Tool, root: Path) -> float:
    """Return the time of the whole process, from its start to its end."""
    started = time.perf_counter()
    done = subprocess.run(
        tool.build, cwd=root, capture_output=True, text=True, check=False, timeout=LONGEST, env=_environment()
    )
    taken = time.perf_counter() - started
    if done.returncode:
        raise MeasuringError((done.stderr or done.stdout)[-1000:])
    return taken


def edit(tool: Tool, root: Path, page: corpus.Page, number: int) -> str:
    """Give a page new text, in place, as an editor saves it; return a word that the new text alone has."""
    word = f"revision{number:04}"
    file = corpus.page_file(tool.name, root, page)
    text = file.read_text(encoding="utf-8")
    before, found, after = text.partition(corpus.UNCHANGED)
    if not found:
        message = f"{file} was edited before"
        raise MeasuringError(message)
    # Pelican compares times of files by the second, and would rightly find nothing new within one.
    new = f"{before}A sentence with *{word}* in it. {after}"
    file.write_text(new, encoding="utf-8", newline="\n")
    return word


def memory(tool: Tool, root: Path) -> int:
    """Return the most memory that a cold build held at once, in all of its processes together.

    Memory is PSS (Linux: /proc/PID/smaps_rollup): pages that several processes share count once, divided among them.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        message = "memory can be measured on Linux only"
        raise MeasuringError(message)
    forget(tool, root)
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(tool.build, cwd=root, stdout=nothing, stderr=nothing, env=_environment())
    most, ends = 0, time.monotonic() + LONGEST
    try:
        while process.poll() is None:
            most = max(most, sum(map(_pss, _tree(process.pid))))
            if time.monotonic() > ends:
                message = "the build did not end"
                raise MeasuringError(message)
            time.sleep(SAMPLE)
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        message = f"the build ended with {process.returncode}"
        raise MeasuringError(message)
    return most


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all that descend from it."""
    yield pid
    try:
        children = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it has just ended
        return
    for child in " ".join(children).split():
        yield from _tree(int(child))


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # as above
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def previews(tool: Tool, root: Path, pages: list[corpus.Page], first: int) -> list[float]:
    """Return, for each page, the time from its save until its address answers with the new text."""
    with _served(tool, root) as (host, pid):
        times = []
        for number, page in enumerate(pages, first):
            address = host + tool.address.format(path=page.path)
            _wait_for(address, "", LONGEST)
            _wait_until_quiet(pid)
            word = edit(tool, root, page, number)
            times.append(_wait_for(address, word, 120))
        return times


def _wait_until_quiet(pid: int) -> None:
    """Return when whatever the start or the last edit set off is over: two seconds in which a preview hardly worked.

    Some answer from an earlier build while they still work, and do not see what is saved meanwhile.
    """
    ends, before = time.monotonic() + 120, -1.0
    while time.monotonic() < ends:
        now = sum(map(_worked, _tree(pid)))
        if before >= 0 and abs(now - before) < QUIET:
            return
        before = now
        time.sleep(2)


def _worked(pid: int) -> float:
    """Return the seconds that a process kept processors busy (proc(5): fields 14 and 15 of stat); 0 where unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended, or this is not Linux
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(tool: Tool, root: Path) -> Iterator[tuple[str, int]]:
    """Run a tool's preview on a free port, and yield its address and its process once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in tool.serve]
    with (root / "serve.log").open("w") as log:
        # A session of its own, so that ending it ends the processes that it started, too.
        process = subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env=_environment(), start_new_session=os.name != "nt"
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/", "", LONGEST, process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(address: str, word: str, longest: float, process: subprocess.Popen[bytes] | None = None) -> float:
    """Return the time until an address answers with a text that has a word in it."""
    started = time.perf_counter()
    while time.perf_counter() - started < longest:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - always our own http://127.0.0.1
                if word in answer.read().decode():
                    return time.perf_counter() - started
        except (OSError, HTTPException, UnicodeDecodeError):
            pass  # it has not started, or has just written a part of that page
        if process and process.poll() is not None:
            message = f"the preview ended with {process.returncode}"
            raise MeasuringError(message)
        time.sleep(POLL)
    message = f"{address} did not show the edit within {longest} seconds"
    raise MeasuringError(message)


def _environment() -> dict[str, str]:
    """Return the environment without what a surrounding virtual environment or test run put into it."""
    return {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    }
