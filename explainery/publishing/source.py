"""The commit that a site is made from: a published site names it, so everything must be in it."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from explainery.called import called_with_root
from explainery.files import files_in, visible
from explainery.forms import one_form
from explainery.git import Git
from explainery.problems import Place, Problem, Problems, listed

_NAMED = 5
_READ = ("content", "templates", "assets")
_MADE = ("site", ".cache")  # by builds, so they need not be committed, whether git ignores them or not


def state_of(root: Path) -> Mapping[str, tuple[int, ...]]:
    """Return what tells whether a file that builds read was changed meanwhile, even if it was changed back."""
    return dict(_states(root))


def _states(root: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    for folder in _READ:
        for path, file in files_in(root / folder, folder, []).items():
            status = os.stat(file)  # noqa: PTH116 - there may be thousands
            yield f"{folder}/{path}", (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def source_commit(git: Git, root: Path) -> str:
    """Return the commit at which the work stands. Raises Problems where there is none that says what would be built.

    `root` is the explainer's folder: all that a build reads of it must be in the commit.
    """
    found = git.run("rev-parse", "--is-inside-work-tree")
    if found.code or found.out.strip() != "true":
        raise Problems([_no_repository(found.reason)])
    commit = git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit.code:
        says = "This repository has no commit yet, and a published site names the commit that it was made from."
        hint = 'Commit first:\n\ngit add -A\ngit commit -m "Begin"'
        raise Problems([Problem("NOTHING COMMITTED", Place("git"), says, hint)])
    if git.run("symbolic-ref", "--quiet", "HEAD").code:
        says = f"The work stands at commit {commit.out[:7]}, on no branch, so that commit may be lost one day."
        hint = "Go to a branch first, for instance:\n\ngit switch main"
        raise Problems([Problem("ON NO BRANCH", Place("git"), says, hint)])
    looked_at = (":/", *(f":(exclude){name}" for name in _MADE))
    all_of_it = ("--untracked-files=normal", "--ignore-submodules=none", "--no-renames")
    status = git.names("status", "--porcelain", *all_of_it, "-z", "--", *looked_at)
    changed = [line[3:] for line in status]
    if changed:
        raise Problems([_not_committed(changed)])
    if overlooked := list(_overlooked(git, root)):
        raise Problems([_in_no_commit(overlooked)])
    if any(git.run("var", name).code for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")):
        says = "Git does not know who publishes, and each commit names somebody."
        hint = 'Tell it:\n\ngit config user.name "Your Name"\ngit config user.email you@example.org'
        raise Problems([Problem("NO GIT IDENTITY", Place("git"), says, hint)])
    return commit.out.strip()


def _overlooked(git: Git, root: Path) -> Iterator[str]:
    """Yield the files that a build reads and git is told to overlook: ignored ones, and those held for unchanged."""
    listed_there = git.names("ls-files", "-v", "-z", "--recurse-submodules", "--", *_READ)
    held = {one_form(line[2:]) for line in listed_there if line.startswith("H ")}
    yield from (path for path in state_of(root) if one_form(path) not in held)


def _no_repository(reason: str) -> Problem:
    says = f"There is no git repository here to publish from; git says: {reason}."
    files = called_with_root("publish", "--to", "FOLDER")
    hint = (
        f"Run this in a clone, or write plain files: `{files}`. To begin a repository here:\n\n"
        'git init\ngit add -A\ngit commit -m "Begin"'
    )
    return Problem("NO REPOSITORY", Place("git"), says, hint)


def _in_no_commit(overlooked: list[str]) -> Problem:
    says = f"Builds read this, but git is told to overlook it, so no commit tells what it says: {_named(overlooked)}."
    hint = (
        "Take it out of `.gitignore` and commit it; or, if it is not wanted, move it out of the folder. What is held"
        " for unchanged is seen again after `git update-index --no-assume-unchanged FILE`."
    )
    return Problem("NOT COMMITTED", Place("git"), says, hint)


def _named(paths: list[str]) -> str:
    more = f", and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return listed(map(visible, paths[:_NAMED])) + more


def _not_committed(changed: list[str]) -> Problem:
    says = f"The site names the commit that it was made from, but this is not committed: {_named(changed)}."
    hint = 'Commit it, or set it aside with `git stash -u`:\n\ngit add -A\ngit commit -m "Say what changed"'
    return Problem("NOT COMMITTED", Place("git"), says, hint)
