"""Beside stage 1, `past`: what git knows of the content, as it is at one commit.

Nothing is known where git is missing, the explainer lies in no repository, nothing is committed, or the clone has not
all of the past (it is shallow or partial). A repository that git cannot read is a problem: it has a past.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from explainery.files import visible
from explainery.forms import one_form
from explainery.git import Git, Ran, has_git
from explainery.model import Change, History, Life
from explainery.paths import CONTENT, below_content, is_page
from explainery.problems import Place, Problem, Problems

_CHECKED = re.compile(r"^checked:.*\r?\n", re.MULTILINE)
_NO_BLOB = "0"
_AT_ONCE = 500  # pairs of texts that are held together
_ANOTHER = ""  # of a file that had this name before, and is gone
# What settings of the machine could turn round is said outright. With `--relative` paths begin at the explainer.
_LOG = (
    *("log", "--topo-order", "--no-merges", "--relative", "--raw", "--no-abbrev", "--find-renames", "-l1000", "-z"),
    *("--no-ext-diff", "--no-textconv", "--encoding=UTF-8", "--format=%H%x00%as%x00%cs%x00%s"),
)

Texts = Callable[[Iterable[str]], Mapping[str, str]]
"""Gives texts by git's names of them."""

_Pair = tuple[str, str]
"""Git's names of the texts that a change left and found."""

_Raw = tuple[str, str, tuple[str, ...]]
"""What a commit did to a file: how (`M`, `R100`), the text that it left, and the file's path, after a former one."""

_Commit = tuple[str, dt.date, dt.date, str, list[_Raw]]
"""A commit: its id, the days of its author and of who committed it, its subject, and what it did."""


def head_of(root: Path) -> str | None:
    """Return the id of the newest commit of the repository that the explainer lies in; None where nothing is known.

    Raises Problems where git cannot read the repository.
    """
    commit, shallow = _newest(root)
    return None if shallow else commit


def has_commits(root: Path) -> bool:
    """Say whether there is a commit, of which a shallow clone has some. Raises Problems as `head_of` does."""
    return _newest(root)[0] is not None


def _newest(root: Path) -> tuple[str | None, bool]:
    """Return the id of the newest commit, None where there is none, and whether the clone is shallow."""
    if not has_git():
        return None, False
    git = Git(root)
    told = git.run("rev-parse", "--is-shallow-repository", "HEAD")
    shallow, _, commit = told.out.strip().partition("\n")
    if told.code == 0:
        return commit, shallow == "true"
    why = git.run("log", "-1", "--format=%H") if shallow else told  # which tells no commit from a broken one
    if why.refused and not re.search(r"not a git repository \(|does not have any commits yet", why.said):
        raise Problems([_unreadable(why)])
    return None, False


def history_of(root: Path, head: str | None, kept: MutableMapping[bytes, Any]) -> History | None:
    """Return every change of the content up to the commit `head`, from what is kept if that is of the same commit.

    Raises Problems where a commit has no day, or git cannot read one.

    A day is that of the author, since that is when the words were written: moving a commit to another place (rebase)
    gives it a new committer's day. Merges are left out: what they brought stands in the commits that they merged. Only
    where the question is what day it was at the latest, committers count: changing a commit leaves its author's day.
    """
    if head is None:
        return None
    known = kept.get(b"")
    if isinstance(known, History) and known.head == head:
        return known
    git = Git(root)
    told = git.run(*_LOG, head, "--", CONTENT)
    listed = git.run("ls-tree", "-r", "-z", head, CONTENT)
    newest = git.run("log", "-1", "--no-patch", "--format=%as%n%cs", head)
    broken = next((ran for ran in (told, listed, newest) if ran.code), None)
    if broken:
        if _is_partial(git):
            return None
        raise Problems([_unreadable(broken)])
    problems: list[Problem] = []
    commits, blobs = list(_commits(told.out, problems)), dict(_blobs(listed.out))
    # The newest commit alone would not do: whoever made it may live where the day begins later.
    found = set() if problems else {_day(day, head, "", problems) for day in newest.out.split()}
    if problems:
        raise Problems(problems)
    days = {*found, *(day for one in commits for day in one[1:3])}
    history = kept[b""] = History(head, _by_path(commits, blobs.keys()), max(days), _below_content(blobs))
    return history


def earlier_texts(root: Path, blobs: Iterable[str]) -> Mapping[str, str]:
    """Return some texts by git's names of them. Raises Problems where one is not there."""
    return Git(root).texts(blobs)


def lives_of(history: History, texts_of: Texts, kept: MutableMapping[bytes, bool]) -> Mapping[str, Life]:
    """Return when each page was written, and when its words changed last: that it was checked again is no change.

    `texts_of` gives texts by git's names of them; `kept` says of pairs of texts whether they say the same. All
    pages are looked at together, one change further back each time, so that git is asked for many texts at once.
    """
    pages = {path: changes for path, changes in history.changes.items() if is_page(path)}
    newest = dict.fromkeys(pages, 0)  # the number of the change that changed words last, as far as is known
    waiting = list(pages)
    while waiting:
        pairs = [_pair(*pages[path][newest[path] : newest[path] + 2]) for path in waiting]
        _compare([pair for pair in pairs if pair and _key(pair) not in kept], texts_of, kept)
        waiting = [path for path, pair in zip(waiting, pairs, strict=True) if pair and kept[_key(pair)]]
        for path in waiting:
            newest[path] += 1
    return {
        path: Life(changes[-1].day, changes[newest[path]].day, changes[newest[path]].subject)
        for path, changes in pages.items()
    }


def _pair(new: Change, old: Change | None = None) -> _Pair | None:
    """Return git's names of the texts that a change left and found; None where there are no two."""
    return (new.blob, old.blob) if new.blob and old and old.blob else None


def _key(pair: _Pair) -> bytes:
    return " ".join(pair).encode()


def _compare(pairs: Sequence[_Pair], texts_of: Texts, kept: MutableMapping[bytes, bool]) -> None:
    """Keep of pairs of texts whether they differ at most in the day on which they were checked."""
    for first in range(0, len(pairs), _AT_ONCE):
        some = pairs[first : first + _AT_ONCE]
        texts = texts_of(blob for pair in some for blob in pair)
        for pair in some:
            one, other = (_CHECKED.sub("", texts[blob], count=1).rstrip("\n") for blob in pair)
            kept[_key(pair)] = one == other


def _is_partial(git: Git) -> bool:
    """Say whether this clone left out objects (`git clone --filter`), which git would fetch one by one."""
    return bool(git.run("config", "--get-regexp", r"^remote\..*\.promisor$").out)


def _unreadable(ran: Ran) -> Problem:
    says = f"Git cannot read the repository, and the pages have their histories from there: {ran.reason}."
    hint = "Mend it; `git fsck` lists what is broken, and a fresh clone has nothing that is."
    return Problem("REPOSITORY NOT READABLE", Place("git"), says, hint)


def _blobs(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each file in a list of `ls-tree`, and git's name of its content."""
    for entry in filter(None, listed.split("\0")):
        about, path = entry.split("\t", 1)
        yield path, about.split()[2]


def _below_content(blobs: Mapping[str, str]) -> dict[str, str]:
    return {one_form(below_content(path)): blob for path, blob in blobs.items()}


def _by_path(commits: Iterable[_Commit], files: AbstractSet[str]) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each of the `files` that there are now, those under former names included.

    The log has children before their parents, so a file's new name is known before its older changes come; only what
    was changed on another branch meanwhile can come before, under the name of that time.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    later: dict[str, str] = {}
    for commit, day, _committed, subject, touched in commits:
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
        one_form(below_content(path)): tuple(sorted(found[path], key=lambda change: change.day, reverse=True))
        for path in sorted(found.keys() & files)
    }


def _day(text: str, commit: str, subject: str, problems: list[Problem]) -> dt.date:
    """Return a commit's day; note a problem where no calendar has it: a commit may say any number of seconds."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        which = f"`{commit[:7]}` (“{visible(subject)}”)" if subject else f"`{commit[:7]}`"
        when = "has a date that git cannot read" if text.startswith("%") else f"is dated `{text}`"
        says = f"The commit {which} {when}, so nobody can tell the day of what it changed."
        hint = "Give it another date beside the history, which stays as it is:\n\ngit replace --edit " + commit[:7]
        problems.append(Problem("COMMIT WITHOUT A DAY", Place("git"), says, hint))
        return dt.date.min


def _commits(log: str, problems: list[Problem]) -> Iterator[_Commit]:
    """Yield the commits of a log (git-scm.com/docs/git-diff#_raw_output_format)."""
    parts = iter(log.split("\0"))
    part = next(parts)
    while part:
        commit, authored, committed, subject = part, next(parts), next(parts), next(parts)
        day, later_day = (_day(text, commit, subject, problems) for text in (authored, committed))
        touched: list[_Raw] = []
        part = next(parts, "")
        while part.startswith((":", "\n:")):
            *_modes_and_former, blob, how = part.split()
            paths = (next(parts), next(parts)) if how.startswith("R") else (next(parts),)
            touched.append((how, blob, paths))
            part = next(parts, "")
        yield commit, day, later_day, subject, touched
