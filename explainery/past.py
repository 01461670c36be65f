"""Beside stage 1, `past`: what git knows of the content, as it is at one commit.

Nothing is known where git is missing, the explainer lies in no repository, nothing is committed, or the clone is
shallow.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from explainery.git import Git, has_git
from explainery.model import Change, History

_CONTENT = "content/"
_NO_BLOB = "0"
_ANOTHER = ""  # of a file that had this name before, and is gone
_LOCAL = {"GIT_NO_LAZY_FETCH": "1"}  # a clone without its blobs fetches none for this
# What settings of the machine could turn round is said outright. With `--relative` paths begin at the explainer.
_LOG = (
    *("log", "--topo-order", "--no-merges", "--relative", "--raw", "--no-abbrev", "--find-renames", "-l1000", "-z"),
    *("--encoding=UTF-8", "--format=%H%x00%as%x00%s"),
)

_Raw = tuple[str, str, tuple[str, ...]]
"""What a commit did to a file: how (`M`, `R100`), the text that it left, and the file's path, after a former one."""


def head_of(root: Path) -> str | None:
    """Return the id of the newest commit of the repository that the explainer lies in; None where nothing is known."""
    if not has_git():
        return None
    told = Git(root).run("rev-parse", "--is-shallow-repository", "HEAD^{commit}")
    shallow, _, commit = told.out.strip().partition("\n")
    return commit if not told.code and shallow == "false" else None


def history_of(root: Path, head: str | None, kept: MutableMapping[bytes, Any]) -> History | None:
    """Return every change of the content up to the commit `head`, from what is kept if that is of the same commit.

    A day is that of the author, since that is when the words were written: moving a commit to another place (rebase)
    gives it a new committer's day. Merges are left out: what they brought stands in the commits that they merged.
    """
    if head is None:
        return None
    known = kept.get(b"")
    if isinstance(known, History) and known.head == head:
        return known
    git = Git(root)
    told = git.run(*_LOG, head, "--", _CONTENT, environment=_LOCAL)
    listed = git.run("ls-tree", "-r", "-z", "--name-only", head, _CONTENT)
    if told.code or listed.code:
        return None
    history = kept[b""] = History(head, _by_path(told.out, set(listed.out.split("\0"))))
    return history


def text_of(root: Path, blob: str) -> str:
    """Return a text by git's name of it; an empty one where it is not there."""
    return Git(root).run("cat-file", "blob", blob, environment=_LOCAL).out


def _by_path(log: str, files: set[str]) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each of the `files` that there are now, those under former names included.

    The log has children before their parents, so a file's new name is known before its older changes come; only what
    was changed on another branch meanwhile can come before, under the name of that time.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    later: dict[str, str] = {}
    for commit, day, subject, touched in _commits(log):
        renamed: dict[str, str] = {}
        for how, blob, paths in touched:
            path = later.get(paths[-1], paths[-1])
            found[path].append(Change(day, subject, commit, blob if blob.strip(_NO_BLOB) else None))
            if how.startswith("R"):
                renamed.setdefault(paths[1], _ANOTHER)
                renamed[paths[0]] = path
        later |= renamed
    for former in sorted(found.keys() - files):
        found[later.get(former, former)] += found[former]
    return {
        path.removeprefix(_CONTENT): tuple(sorted(found[path], key=lambda change: change.day, reverse=True))
        for path in sorted(found.keys() & files)
    }


def _commits(log: str) -> Iterator[tuple[str, dt.date, str, list[_Raw]]]:
    """Yield the commits of a log: id, day, subject, what it did (git-scm.com/docs/git-diff#_raw_output_format)."""
    parts = iter(log.split("\0"))
    part = next(parts)
    while part:
        commit, day, subject = part, dt.date.fromisoformat(next(parts)), next(parts)
        touched: list[_Raw] = []
        part = next(parts, "")
        while part.startswith((":", "\n:")):
            *_modes_and_former, blob, how = part.split()
            paths = (next(parts), next(parts)) if how.startswith("R") else (next(parts),)
            touched.append((how, blob, paths))
            part = next(parts, "")
        yield commit, day, subject, touched
