"""The commit that a site is made from: a published site names it, so everything must be in it."""

from explainery.files import visible
from explainery.git import Git
from explainery.problems import Place, Problem, Problems, listed

_NAMED = 5
_MADE = ("site", ".cache")  # by builds, so they need not be committed, whether git ignores them or not


def source_commit(git: Git) -> str:
    """Return the commit at which the work stands. Raises Problems where there is none that says what would be built."""
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
    status = git.names("status", "--porcelain", "--untracked-files=normal", "--no-renames", "-z", "--", *looked_at)
    changed = [line[3:] for line in status]
    if changed:
        raise Problems([_not_committed(changed)])
    if any(git.run("var", name).code for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")):
        says = "Git does not know who publishes, and each commit names somebody."
        hint = 'Tell it:\n\ngit config user.name "Your Name"\ngit config user.email you@example.org'
        raise Problems([Problem("NO GIT IDENTITY", Place("git"), says, hint)])
    return commit.out.strip()


def _no_repository(reason: str) -> Problem:
    says = f"There is no git repository here to publish from; git says: {reason}."
    hint = "Run this in a clone, or write plain files with `publish --to FOLDER`."
    return Problem("NO REPOSITORY", Place("git"), says, hint)


def _not_committed(changed: list[str]) -> Problem:
    more = f", and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    what = listed(map(visible, changed[:_NAMED])) + more
    says = f"The site names the commit that it was made from, but this is not committed: {what}."
    hint = 'Commit it, or set it aside with `git stash -u`:\n\ngit add -A\ngit commit -m "Say what changed"'
    return Problem("NOT COMMITTED", Place("git"), says, hint)
