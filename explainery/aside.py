"""Work that may never end, or crash: a program beside this one does it, and only that one is lost.

One program is started when the first piece of work comes, and does all that follow; where it ended, another is started.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LATE = 1
"""The exit code of a program that ran out of time, see `faulthandler.dump_traceback_later`."""

MOST_LATE = 3
"""The pieces of work that may run out of time before no more are tried, so that no number of them adds up to hours."""


class TakesTooLong(Exception):  # noqa: N818 - the name says what happened
    """The work was not done in its time."""


class TooManyTakeTooLong(Exception):  # noqa: N818 - likewise
    """The work was not begun, since others ran out of time."""


class Ended(Exception):  # noqa: N818 - likewise
    """The program ended over the work: mostly it takes more memory than it may have."""


class Aside:
    """A program in one file, which takes lines of JSON, each with seconds and work, and answers each with a line.

    It sees to its time itself, so that nothing runs on where this program is killed; then it ends with the code 1.
    """

    _late = 0  # how often time ran out, for all programs of one build

    def __init__(self, file: Path) -> None:
        """Take the file; nothing is started."""
        self._file = file
        self._process: subprocess.Popen[str] | None = None
        self._owner = os.getpid()
        atexit.register(self.end)

    @classmethod
    def begin_anew(cls) -> None:
        """Forget how often time ran out: another build begins."""
        cls._late = 0

    def ask(self, work: Any, seconds: float) -> Mapping[str, Any]:
        """Return the answer. Raises TakesTooLong, TooManyTakeTooLong or Ended where there is none."""
        if self._late >= MOST_LATE:
            raise TooManyTakeTooLong
        process = self._running()
        try:
            with contextlib.suppress(BrokenPipeError):
                print(json.dumps([seconds, work]), file=process.stdin, flush=True)
            answer = process.stdout.readline() if process.stdout else ""
            if answer.endswith("\n"):
                found: dict[str, Any] = json.loads(answer)
                return found
        except BaseException:  # as Ctrl-C: what it answers now would be taken for the answer to something else
            self.end()
            raise
        self._process = None
        if _code_of(process) != _LATE:
            raise Ended
        Aside._late += 1
        raise TakesTooLong

    def end(self) -> None:
        """End the program, if it runs; work that comes later starts another."""
        if self._process and self._owner == os.getpid():
            self._process.kill()
            _code_of(self._process)
        self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._owner != os.getpid():  # this is a copy of the process that started it
            self._process, self._owner = None, os.getpid()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - a program of our own
                [sys.executable, "-P", str(self._file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
                env={**os.environ, "TZ": "UTC"},
            )
        return self._process


def _code_of(process: subprocess.Popen[str]) -> int:
    """Return the exit code of a program that ends, and close what led to it."""
    for pipe in filter(None, (process.stdin, process.stdout)):
        with contextlib.suppress(BrokenPipeError):  # by what it did not take any more
            pipe.close()
    return process.wait()
