"""The command `publish`: a built site to a branch, into a folder, or into one zip file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from explainery.commands.build import SHIPPED, build
from explainery.commands.options import Options
from explainery.commands.writable import check_archive
from explainery.git import Git
from explainery.problems import Place, Problem, Problems
from explainery.publishing import Target, put_on_branch, source_commit, state_of, tip_of, write_archive
from explainery.write import made

Progress = Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class Publishing:
    """What the command is told: the explainer's folder, where to publish it and how.

    `folder` and `file` are in place of the branch. With `dry_run` nothing is pushed; with `take_over` it may replace
    what no publish put there. `today` is the day by which pages are due for checking.
    """

    root: Path
    branch: str
    remote: str
    folder: Path | None = None
    file: Path | None = None
    url: str | None = None
    repository: str | None = None
    today: date | None = None
    take_over: bool = False
    dry_run: bool = False

    @property
    def contradictory(self) -> bool:
        """Say whether more than one place is named."""
        return bool(self.folder) + bool(self.file) + (self.take_over or self.dry_run) > 1


def publish(publishing: Publishing, progress: Progress = None) -> list[str]:
    """Build the site, publish it, and return lines that say what was done. Raises Problems; then nothing was."""
    options = Options(publishing.root, url=publishing.url, repository=publishing.repository, today=publishing.today)
    if publishing.folder:
        return _into_folder(options, publishing.folder, progress)
    if publishing.file:
        return _into_archive(options, publishing.file, progress)
    return _to_branch(options, publishing, progress)


def _to_branch(options: Options, publishing: Publishing, progress: Progress) -> list[str]:
    git, target = Git(options.root), Target(publishing.remote, publishing.branch)
    state = state_of(options.root)
    source = source_commit(git, options.root)
    tip = tip_of(git, target, replace=publishing.take_over)
    build(options, progress)
    if source_commit(git, options.root) != source or state_of(options.root) != state:
        says = "Something in the explainer changed while the site was built, so it may be of no commit."
        hint = "Run the command again: it starts from what is there now."
        raise Problems([Problem("CHANGED MEANWHILE", Place("git"), says, hint)])
    published = put_on_branch(git, target, tip, source, _built(options.root), dry_run=publishing.dry_run)
    counts = Counter(change.how for change in published.changes)
    files = f"{counts['A']} files added, {counts['M']} changed, {counts['D']} removed"
    if publishing.dry_run:
        changes = [f"{change.how} {change.path}" for change in published.changes]
        return [*changes, f"{target} would have {files}. Nothing was pushed."]
    if published.commit is None:
        return [f"{target} has this site already. Nothing was pushed."]
    return [f"{target} is now at {published.commit[:7]}, made from {source[:7]}: {files}."]


def _into_folder(options: Options, folder: Path, progress: Progress) -> list[str]:
    done = build(replace(options, out=folder), progress).written
    return [f"{folder}: {len(done.changed)} files written, {done.unchanged} unchanged, {len(done.removed)} removed."]


def _into_archive(options: Options, file: Path, progress: Progress) -> list[str]:
    check_archive(file, options.root, SHIPPED)
    build(options, progress)
    files = _built(options.root)
    write_archive(files, file)
    return [f"{file}: {len(files)} files. Unpack it and open {file.stem}/index.html."]


def _built(root: Path) -> dict[str, Path]:
    """Return the files of the built site; what else lies in its folder is not published."""
    folder = root / "site"
    return {path: folder / path for path in sorted(made(folder))}
