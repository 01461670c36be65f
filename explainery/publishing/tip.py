"""What is on the branch now, and whether a publish made it: what others put there is never replaced by accident."""

import hashlib
from dataclasses import dataclass

from explainery.files import visible
from explainery.git import Git, failed
from explainery.problems import Place, Problem, Problems, did_you_mean, listed

SOURCE = "Source-commit: "
"""Begins the line that says what a site was made from, in the message of its commit; the name of a commit follows."""

TREE = "Site-tree: "
"""Begins the line by which a publish is known; the name of its own tree follows.

Nobody who quotes or changes the message of a publish, or merges one, has it by accident.
"""

DOMAIN = "CNAME"
"""The file that GitHub itself commits to the branch when a domain is entered in the repository's settings."""


_TRIES = 3  # to fetch, where another publish from this clone does so at the same moment


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish: a branch of a remote."""

    remote: str
    branch: str

    def __str__(self) -> str:
        """Return the target as sentences name it."""
        return f"`{self.branch}` of `{self.remote}`"

    @property
    def place(self) -> Place:
        """Return the target as problems name it."""
        return Place(f"{self.remote}/{self.branch}")


@dataclass(frozen=True, slots=True)
class Tip:
    """The newest commit of a branch: its name and the names of its files; None where there is no branch."""

    commit: str | None
    files: tuple[str, ...] = ()


def tip_of(git: Git, target: Target, *, replace: bool) -> Tip:
    """Return the branch's newest commit, fetched. Raises Problems where it may not, or cannot, be published to.

    With `replace` it may hold anything, as long as it is not the branch of the sources.
    """
    _may_be_named(git, target)
    if newest(git, target) is None:
        return Tip(None)
    # A digest, since git cannot have both a reference `site` and one `site/new`, where a branch gave way to the other.
    kept = f"refs/explainery/{hashlib.sha256(str(target).encode()).hexdigest()}"
    fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", target.remote)
    for left in reversed(range(_TRIES)):
        fetched = git.run(*fetch, f"+refs/heads/{target.branch}:{kept}", exchange=True)
        if not fetched.code:
            break
        if not left:
            raise Problems([failed("fetch", fetched)])
    tip = Tip(git.ask("rev-parse", kept), git.names("ls-tree", "--full-tree", "-r", "-z", "--name-only", kept))
    if f"{git.ask('rev-parse', '--show-prefix')}content/site.yaml" in tip.files:
        says = f"{target} holds the sources of this explainer: publishing would delete them there."
        raise Problems([_of_the_sources(target, says)])
    if not replace:
        _refuse_others(git, target, kept, tip.files)
    return tip


def newest(git: Git, target: Target) -> str | None:
    """Return the commit that the branch is at now; None where there is no such branch. Raises Problems."""
    there = git.run("ls-remote", "--heads", target.remote, f"refs/heads/{target.branch}", exchange=True)
    if there.code:
        says = f"The remote `{target.remote}` cannot be read: {there.reason}."
        hint = f"Try `git ls-remote {target.remote}`; is there a network, and may you read it?"
        raise Problems([Problem("REMOTE OUT OF REACH", target.place, says, hint)])
    return there.out.split()[0] if there.out.strip() else None


_NO_BRANCHES = ("HEAD", "@")  # which git lets be made, and takes for something else in each clone


def _may_be_named(git: Git, target: Target) -> None:
    """Raise Problems where remote or branch cannot be meant."""
    remotes = git.ask("remote").split()
    if target.remote not in remotes:
        says = f"This repository has no remote `{target.remote}`."
        add = f"Add it:\n\ngit remote add {target.remote} https://github.com/OWNER/REPOSITORY.git"
        known = f"Name one with `--remote`: there is {listed(remotes)}." if remotes else add
        raise Problems([Problem("NO SUCH REMOTE", target.place, says, did_you_mean(target.remote, remotes, known))])
    is_none = target.branch in _NO_BRANCHES or target.branch.startswith(("-", "+", "refs/"))
    if is_none or git.run("check-ref-format", f"refs/heads/{target.branch}").code:
        says = f"`{target.branch}` cannot be the name of a branch."
        raise Problems([Problem("NOT A BRANCH", target.place, says, "Most sites use `gh-pages`.")])
    if git.ask("symbolic-ref", "HEAD") == f"refs/heads/{target.branch}":  # a short name is longer beside a tag
        says = f"`{target.branch}` is the branch that you work on: publishing would delete the sources there."
        raise Problems([_of_the_sources(target, says)])


def _of_the_sources(target: Target, says: str) -> Problem:
    return Problem("BRANCH OF THE SOURCES", target.place, says, "Choose another, such as `gh-pages`.")


def _newest_publish(git: Git, kept: str) -> str | None:
    """Return the newest commit of a branch whose message names its own tree."""
    found = git.names("log", "--first-parent", "-z", "--format=%H%n%T%n%B", f"--grep=^{TREE}[0-9a-f]*$", kept)
    for commit, tree, *message in (one.split("\n") for one in found):
        if f"{TREE}{tree}" in message:
            return commit
    return None


def _refuse_others(git: Git, target: Target, kept: str, files: tuple[str, ...]) -> None:
    """Raise Problems where somebody else put files on the branch; a domain entered in GitHub's settings may stand."""
    ours = _newest_publish(git, kept)
    names = git.names("diff-tree", "-r", "-z", "--name-only", ours, kept) if ours else files
    others = [name for name in names if name != DOMAIN]
    if others:
        last = git.ask("log", "-1", "--format=%h “%s” by %an", kept)
        such = visible(f"such as `{others[0]}`; its newest commit is {last}")
        says = f"{target} has what no publish put there, {such}."
        hint = (
            "Look at it. The same command with `--replace` puts the site in its place, as one more commit: what was"
            " there stays in the history. `--branch` names another branch."
        )
        raise Problems([Problem("BRANCH OF OTHERS", target.place, says, hint)])
