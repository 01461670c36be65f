"""The command `check --history`: how a fact changed, from git."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from explainery.commands.build import SHIPPED
from explainery.editorial import Version, versions
from explainery.files import visible
from explainery.git import Git
from explainery.past import has_commits
from explainery.problems import Place, Problem, Problems, did_you_mean
from explainery.read import read
from explainery.scaffold.existing import entries, texts

_FACTS = ("content/facts", "content/facts.yaml", "content/facts.yml")
_NAMES = "%H%x00%cs%x00%s"


def history(root: Path, name: str) -> list[Version] | None:
    """Return the versions of the fact `name`, the oldest first; None where there is no git or nothing is committed.

    Raises Problems where no version, nor the content as it stands, has such a fact; or git cannot read the repository.
    """
    if not has_commits(root):
        return None
    found = list(versions(name, _commits(Git(root))))
    if not found and name not in (known := _ids(root)):
        says = f"There is no fact `{name}`, and no commit had one."
        raise Problems(
            [Problem("UNKNOWN FACT", Place("content/facts"), says, did_you_mean(name, known, "See its id."))]
        )
    return found


def _commits(git: Git) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    """Yield the commits that touched files of facts, the oldest first, each with all such files as it left them.

    A text is read once for each of its versions: git names them by their content.
    """
    known: dict[str, str] = {}
    log = git.ask("log", "-z", "--reverse", "--first-parent", f"--format={_NAMES}", "--", *_FACTS).split("\0")
    for commit, day, subject in zip(log[::3], log[1::3], log[2::3], strict=False):
        blobs = {}
        for entry in git.names("ls-tree", "-r", "-z", "--full-tree", *_below(git, commit)):
            about, path = entry.split("\t", 1)
            blobs[path] = about.split()[2]
        known |= git.texts(blobs.values() - known.keys())
        yield commit, day, subject, {path: known[blob] for path, blob in blobs.items()}


def _below(git: Git, commit: str) -> list[str]:
    """Return what to ask the tree of a commit for, where the explainer lies in a folder of its repository."""
    prefix = git.ask("rev-parse", "--show-prefix")
    return [commit, "--", *(prefix + path for path in _FACTS)]


def _ids(root: Path) -> list[str]:
    sources = read(root, SHIPPED)
    return sorted(scalar.text for node in entries("facts", sources) for scalar in texts(node).get("id", ()))


def as_text(name: str, found: list[Version] | None) -> str:
    """Return versions as a terminal shows them."""
    if found is None:
        return "There is no git here, or nothing is committed, so nothing is known of earlier versions."
    if not found:
        return f"`{name}` stands in no commit yet."
    lines = []
    for version in found:
        lines += [f"{version.day} {version.commit[:7]} {version.subject}", *(f"  {line}" for line in version.changes)]
    lines = [visible(line) for line in lines]  # a terminal must not obey what a commit says
    return "\n".join(lines)
