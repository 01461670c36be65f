"""Git in a repository, run as it is: commands that change no file and no branch. Only user of git."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from explainery.problems import Place, Problem, Problems

_SETTINGS = ("-c", "user.useConfigOnly=true", "-c", "log.showSignature=false")
"""Git makes up nobody who commits, and adds nothing to what it is asked for."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ran:
    """What a git command gave: its exit code, its output, and what it said beside it."""

    code: int
    out: str
    said: str

    @property
    def reason(self) -> str:
        """Return git's own reason, in one line and without passwords that stand in addresses."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))] or lines
        words = " ".join(re.sub(r"^(?:fatal|error|remote):\s*", "", line) for line in telling[:3])
        return re.sub(r"//[^/@\s]+@", "//", words).rstrip(".") or "it gave no reason"


def has_git() -> bool:
    """Say whether this machine has git."""
    return shutil.which("git") is not None


class Git:
    """Git in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take any folder of the repository."""
        self._folder = folder

    def run(self, *arguments: str, given: Iterable[str] = (), environment: Mapping[str, str] = _NOTHING) -> Ran:
        """Run a git command and return what it gave. Raises Problems where there is no git."""
        settings = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **environment}
        if not sys.stdin.isatty():
            settings["GIT_TERMINAL_PROMPT"] = "0"
        command = ["git", "-C", str(self._folder), *_SETTINGS, *arguments]
        try:
            ran = subprocess.run(  # noqa: S603 - git, with arguments of our own
                command, input="".join(given).encode(), capture_output=True, check=False, env={**os.environ, **settings}
            )
        except FileNotFoundError:
            says = "This needs git, and this machine has none."
            hint = "Install it from https://git-scm.com/, or write plain files with `publish --to FOLDER`."
            raise Problems([Problem("NO GIT", Place("git"), says, hint)]) from None
        return Ran(ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace"))

    def ask(self, *arguments: str, given: Iterable[str] = (), environment: Mapping[str, str] = _NOTHING) -> str:
        """Return the output of a command that has no reason to fail. Raises Problems in git's words if it does."""
        ran = self.run(*arguments, given=given, environment=environment)
        if ran.code:
            says = f"`git {arguments[0]}` failed: {ran.reason}."
            raise Problems([Problem("GIT FAILED", Place("git"), says, "Mend this in the repository, then try again.")])
        return ran.out.rstrip("\n")

    def names(self, *arguments: str) -> tuple[str, ...]:
        """Return the output of a command that separates names by NUL (`-z`)."""
        return tuple(filter(None, self.ask(*arguments).split("\0")))
