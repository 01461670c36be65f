"""Git in a repository, run as it is: commands that change no file and no branch. Only user of git.

A repository may come from a stranger, so nothing that its settings name is run; but for the exchange with a remote, for
which somebody asked, and which needs them.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from explainery.called import called_with_root
from explainery.problems import Place, Problem, Problems

_SETTINGS = (
    *("-c", "user.useConfigOnly=true", "-c", "log.showSignature=false"),
    *("-c", "log.mailmap=false", "-c", "log.showRoot=true", "-c", "grep.patternType=basic"),
    *("-c", "i18n.commitEncoding=UTF-8", "-c", "i18n.logOutputEncoding=UTF-8"),
)
"""Git makes up nobody who commits, and adds nothing to what it is asked for, nor reads a file for that; it takes and
gives UTF-8, and looks for patterns as they are written here."""

_RUN_NOTHING = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_FETCH_NOTHING = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
"""A clone that lacks objects would fetch them, with the programs that its settings name; older gits know only one."""

_KEPT = re.compile(
    r"GIT_(?:AUTHOR|COMMITTER|SSH|SSL|HTTP|PROXY)(?:_\w+)?"
    r"|GIT_(?:ASKPASS|TERMINAL_PROMPT|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|EXEC_PATH)"
    r"|GIT_(?:CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)"
)
"""What is the user's or the machine's. All else of git's was set for one repository, perhaps by a hook of another."""

_NAMED = re.compile(r"gitdir:[ \t]*([^\n]+)")
_WORKTREE = re.compile(r"^[ \t]*worktree[ \t]*=[ \t]*([^\n]+)$", re.MULTILINE | re.IGNORECASE)
_FATAL = 128

PATIENCE = 600.0
"""Seconds for a command that reaches no remote: the longest past takes minutes, and a pipe in `.git` never ends."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ran:
    """What a git command gave: its exit code, its output, and what it said beside it."""

    code: int
    raw: bytes
    said: str

    @property
    def out(self) -> str:
        """Return the output as text."""
        return self.raw.decode("utf-8", "replace")

    @property
    def reason(self) -> str:
        """Return git's own reason, in one line and without passwords that stand in addresses."""
        lines = [line.strip() for line in dict.fromkeys(self.said.splitlines()) if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))] or lines
        words = " ".join(re.sub(r"^(?:fatal|error|remote):\s*", "", line) for line in telling[:3])
        plain = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", words)  # a terminal must not obey what a server said
        return re.sub(r"//[^/@\s]+@", "//", plain).rstrip(".") or "it gave no reason"

    @property
    def refused(self) -> bool:
        """Say whether git itself gave up; a stand-in for git, where none is installed, ends with another code."""
        return self.code == _FATAL


def has_git() -> bool:
    """Say whether this machine has git."""
    return shutil.which("git") is not None


class Git:
    """Git in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take any folder of the repository. Raises Problems where that leads to another one."""
        self._folder = folder
        if elsewhere := _elsewhere(folder):
            raise Problems([elsewhere])

    def run(
        self,
        *arguments: str,
        given: Iterable[str] = (),
        environment: Mapping[str, str] = _NOTHING,
        exchange: bool = False,
    ) -> Ran:
        """Run a git command and return what it gave.

        Raises Problems where there is no git, or it trusts no repository, or does not end.
        With `exchange` it may reach a remote, and run what the settings of the repository name for that.
        """
        settings = {**_inherited(), "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **environment}
        if not exchange:
            settings |= _FETCH_NOTHING
        if not sys.stdin.isatty():
            settings["GIT_TERMINAL_PROMPT"] = "0"
        options = _SETTINGS if exchange else (*_SETTINGS, *_RUN_NOTHING)
        command = ["git", "-C", str(self._folder), *options, *arguments]
        try:
            ran = subprocess.run(  # noqa: S603 - git, with arguments of our own
                command,
                input="".join(given).encode(),
                capture_output=True,
                check=False,
                env=settings,
                timeout=None if exchange else PATIENCE,
            )
        except subprocess.TimeoutExpired:
            says = f"`git {arguments[0]}` has no answer after {PATIENCE:g} seconds, so it was given up."
            hint = "Something in `.git` may be no file that ends, such as a pipe; a fresh clone holds none."
            raise Problems([Problem("GIT DOES NOT ANSWER", Place("git"), says, hint)]) from None
        except (FileNotFoundError, PermissionError):
            says = "This needs git, and this machine has none."
            files = called_with_root("publish", "--to", "FOLDER")
            hint = f"Install it from https://git-scm.com/, or write plain files: `{files}`."
            raise Problems([Problem("NO GIT", Place("git"), says, hint)]) from None
        done = Ran(ran.returncode, ran.stdout, ran.stderr.decode("utf-8", "replace"))
        if done.refused and "safe.directory" in done.said:
            raise Problems([_of_another_user(done.said, self._folder)])
        return done

    def ask(self, *arguments: str, given: Iterable[str] = (), environment: Mapping[str, str] = _NOTHING) -> str:
        """Return the output of a command that has no reason to fail. Raises Problems in git's words if it does."""
        ran = self.run(*arguments, given=given, environment=environment)
        if ran.code:
            raise Problems([failed(arguments[0], ran)])
        return ran.out.rstrip("\n")

    def names(self, *arguments: str) -> tuple[str, ...]:
        """Return the output of a command that separates names by NUL (`-z`)."""
        return tuple(filter(None, self.ask(*arguments).split("\0")))

    def texts(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return some texts by git's names of them. Raises Problems where one is not there.

        One command gives them all: to start it takes longer than what it does for a text. Its output is described at
        git-scm.com/docs/git-cat-file#_batch_output.
        """
        asked = tuple(dict.fromkeys(names))
        if not asked:
            return {}
        command = "cat-file"
        ran = self.run(command, "--batch", given=(f"{name}\n" for name in asked))
        found: dict[str, str] = {}
        end = -1
        # Of each comes a line with its name, its type and its length, then the text and the end of a line.
        for name in asked:
            begin = end + 1
            end = ran.raw.find(b"\n", begin)
            told = ran.raw[begin:end].split()
            if end < 0 or told[1:2] != [b"blob"]:
                missing = Ran(ran.code, b"", ran.said or f"{name} is missing")
                raise Problems([failed(command, missing)])
            begin, end = end + 1, end + 1 + int(told[2])
            found[name] = ran.raw[begin:end].decode("utf-8", "replace")
        return found


def failed(command: str, ran: Ran) -> Problem:
    """Return the problem that a command of git did not do what it has no reason not to do, in git's words."""
    says = f"`git {command}` failed: {ran.reason}."
    return Problem("GIT FAILED", Place("git"), says, "Mend this in the repository, then try again.")


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _KEPT.fullmatch(name)}


def _elsewhere(folder: Path) -> Problem | None:
    """Return that a folder has a `.git` that leads to a repository which is not the folder's; None where all is well.

    A working tree beside another and a submodule have a file there, too; but their repository names them as well.
    """
    try:
        whole = folder.resolve()
        tree = next((one for one in (whole, *whole.parents) if os.path.lexists(one / ".git")), None)
        if tree is None:
            return None
        door = tree / ".git"
        if door.is_symlink():
            target = door.resolve()
        elif door.is_file() and (named := _NAMED.match(door.read_text(encoding="utf-8", errors="replace"))):
            target = (tree / named[1].strip()).resolve()
        else:
            return None
        if target.is_relative_to(tree) or not target.is_dir() or tree in (others := _trees_of(target)):
            return None
        is_taken = target.name == ".git" or any(map(Path.is_dir, others))
        has_moved = (target / "gitdir").is_file()  # a working tree beside another
    except (OSError, RuntimeError):  # git will say what is wrong
        return None
    says = "The `.git` here leads to a repository elsewhere, which does not know this folder as one of its own."
    if is_taken:  # to tell it of this folder would take the other one from it
        of = target.parent if target.name == ".git" else target
        tell = f"git -C {shlex.quote(of.as_posix())} worktree add FOLDER"
        hint = f"Move it away. If you want two folders of one repository, let git make the second:\n\n{tell}"
        return Problem("REPOSITORY ELSEWHERE", Place(".git"), says, hint)
    what = "worktree repair" if has_moved else f"config core.worktree {shlex.quote(tree.as_posix())}"
    tell = f"git -C {shlex.quote(tree.as_posix())} {what}"
    hint = f"Move it away, if you did not put it there. If you did, tell the repository:\n\n{tell}"
    return Problem("REPOSITORY ELSEWHERE", Place(".git"), says, hint)


def _trees_of(target: Path) -> set[Path]:
    """Return the folders that a repository names as its own: of a working tree beside another, of a submodule."""
    found = set()
    back = target / "gitdir"
    if back.is_file():
        found.add((target / back.read_text(encoding="utf-8", errors="replace").strip()).resolve().parent)
    for name in ("config", "config.worktree"):
        settings = target / name
        for one in (
            _WORKTREE.finditer(settings.read_text(encoding="utf-8", errors="replace")) if settings.is_file() else ()
        ):
            found.add((target / one[1].strip().strip('"')).resolve())
    return found


def _of_another_user(said: str, folder: Path) -> Problem:
    """Return the problem that git trusts no repository of another user, and the command that it names against that."""
    told = re.search(r"^\s*git config --global --add safe\.directory (.+)$", said, re.MULTILINE)
    which = told[1] if told else shlex.quote(folder.as_posix())
    says = "This repository belongs to another user, so git does not read it, and nothing is known of its past."
    hint = f"If you trust it, allow it:\n\ngit config --global --add safe.directory {which}"
    return Problem("REPOSITORY OF ANOTHER USER", Place("git"), says, hint)
