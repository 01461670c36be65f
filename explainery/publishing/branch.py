"""A finished site as one commit on a branch. It is made beside the work: no file, index or branch here changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from explainery.git import Git, Ran
from explainery.problems import Problem, Problems
from explainery.publishing.tip import DOMAIN, SOURCE, TREE, Target, Tip, newest

_EMPTY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from what is on the branch: `A` is added, `M` changed, `D` removed."""

    how: str
    path: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did, or would do: the commit, None where nothing was pushed, and the files that differ."""

    commit: str | None
    changes: tuple[Change, ...]


def put_on_branch(
    git: Git, target: Target, tip: Tip, source: str, files: Mapping[str, Path], *, dry_run: bool
) -> Published:
    """Push `files` as one commit after `tip` that names the commit `source`. Raises Problems; then nothing was pushed.

    Where the branch has these files already there is no commit. A domain that is on the branch stays on it.
    """
    tree = _tree(git, tip, files)
    changes = _changes(git, tip, tree)
    if dry_run or (not changes and tip.commit):
        return Published(None, changes)
    message = git.ask("log", "-1", f"--format=Publish %h: %s%n%n{SOURCE}%H%n{TREE}{tree}", source)
    parents = ("-p", tip.commit) if tip.commit else _EMPTY
    commit = git.ask("commit-tree", tree, *parents, given=[message])
    # Git refuses what is no descendant of the branch, so what came meanwhile cannot be lost.
    pushed = git.run("push", "--porcelain", target.remote, f"{commit}:refs/heads/{target.branch}", exchange=True)
    if pushed.code:
        raise Problems([_refused(git, target, tip, pushed)])
    return Published(commit, changes)


def _tree(git: Git, tip: Tip, files: Mapping[str, Path]) -> str:
    """Return the tree of the site, made in an index of its own."""
    names = sorted(files)
    blobs = git.ask(
        "hash-object", "-w", "--no-filters", "--stdin-paths", given=[f"{files[name].resolve()}\n" for name in names]
    )
    entries = dict(zip(names, blobs.split(), strict=True))
    if DOMAIN in tip.files and DOMAIN not in entries:
        entries[DOMAIN] = git.ask("rev-parse", f"{tip.commit}:{DOMAIN}")
    with TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        lines = [f"100644 {blob}\t{name}\0" for name, blob in sorted(entries.items())]
        git.ask("update-index", "-z", "--index-info", given=lines, environment=index)
        return git.ask("write-tree", environment=index)


def _changes(git: Git, tip: Tip, tree: str) -> tuple[Change, ...]:
    if not tip.commit:
        return tuple(Change("A", name) for name in git.names("ls-tree", "--full-tree", "-r", "-z", "--name-only", tree))
    told = git.names("diff-tree", "-r", "-z", "--no-ext-diff", "--no-renames", "--name-status", tip.commit, tree)
    return tuple(Change(how, path) for how, path in zip(told[::2], told[1::2], strict=True))


def _refused(git: Git, target: Target, tip: Tip, pushed: Ran) -> Problem:
    """Return why the push failed: the branch moved meanwhile, or the remote does not want it."""
    if newest(git, target) != tip.commit:
        says = f"Somebody else pushed to {target} while this publish was under way."
        return Problem("BRANCH MOVED", target.place, says, "Run the command again: it starts from what is there now.")
    says = f"The remote refused the push to {target}: {pushed.reason}."
    hint = f"May you write to `{target.remote}`, and do its rules let this branch change?"
    return Problem("PUSH REFUSED", target.place, says, hint)
