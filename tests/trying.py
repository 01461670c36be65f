"""Tries changes to an explainer's files, one at a time, through all stages that look for mistakes."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from explainery.commands.build import SHIPPED
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.commands.recipe import checked_site
from explainery.model import File, Sources
from explainery.problems import Problem, Problems
from explainery.read import read

TODAY = dt.date(2026, 11, 30)
PROMISE = Path(__file__).parent / "promise"
STOPS = yaml.safe_load((PROMISE / "stops.yaml").read_text(encoding="utf-8"))
TEXTS = ("museum", "newsroom")
"""The honest texts; in `STOPS`, what is stopped in them."""


@dataclass(frozen=True)
class Change:
    """Words of a file in place of others. `is_false`: they are not to pass."""

    id: str
    file: str
    find: str
    replace: str
    kind: str
    is_false: bool


def changes_in(file: Path) -> Iterator[Change]:
    """Yield the changes that a file lists."""
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        yield Change(*(entry[name] for name in ("id", "file", "find", "replace", "kind", "false")))


def _together(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Yield changes in groups, in each at most one of a page."""
    groups: dict[tuple[bool, int], list[Change]] = {}
    times = Counter[tuple[bool, str]]()
    for change in changes:
        if change.file.endswith(".md"):
            kind = change.is_false, change.file
            groups.setdefault((change.is_false, times[kind]), []).append(change)
            times[kind] += 1
        else:
            yield [change]
    yield from groups.values()


class Trial:
    """An explainer whose files are changed for one look at a time; the files on the disk stay as they are."""

    def __init__(self, root: Path, kept: Path, settings: str = "") -> None:
        """Read the explainer at `root`; `kept` is where what was found is kept, `settings` are added to its own."""
        self._options = Options(root, today=TODAY)
        sources = read(root, SHIPPED)
        own = File(sources.settings.path, sources.settings.content + settings.encode())
        self.sources = replace(sources, settings=own)
        self._memory = Memory(kept, b"")

    def problems(self, changed: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """Return what is wrong with the explainer, with other texts in some of its files."""
        texts = changed or {}

        def with_texts(files: tuple[File, ...]) -> tuple[File, ...]:
            return tuple(File(file.path, texts[file.path].encode()) if file.path in texts else file for file in files)

        sources = replace(self.sources, pages=with_texts(self.sources.pages), records=with_texts(self.sources.records))
        try:
            checked_site(sources, self._options, self._memory, None)
        except Problems as found:
            return found.problems
        return ()

    def stopped(self, changes: Iterable[Change]) -> set[str]:
        """Return the ids of the changes after which something is wrong, as if each were tried by itself.

        It takes half a second to look at everything, so changes of different pages are tried together, those first that
        are expected to be wrong. One has its answer where something is wrong on its own page, or where nothing is wrong
        at all. The others are tried alone, as are those of records, which other pages depend on.
        """
        found, alone = set[str](), list[Change]()
        for group in _together(changes):
            problems = self._after(group)
            wrong = {problem.place.path for problem in problems}
            found |= {change.id for change in group if f"content/{change.file}" in wrong}
            alone += [change for change in group if problems and change.id not in found]
        return found | {change.id for change in alone if self._after([change])}

    def _after(self, changes: Iterable[Change]) -> tuple[Problem, ...]:
        """Return what is wrong after changes, each of another file."""
        files: Sources = self.sources
        texts = {file.path: file.content.decode() for file in (*files.pages, *files.records)}
        changed = {}
        for change in changes:
            path = f"content/{change.file}"
            count = texts[path].count(change.find)
            assert count == 1, f"{change.id}: “{change.find}” stands {count} times"
            changed[path] = texts[path].replace(change.find, change.replace)
        return self.problems(changed)


def passing_in(folder: Path) -> dict[str, str]:
    """Return the ids of the false sentences in a folder that pass, each with the reason."""
    passing: dict[str, str] = yaml.safe_load((folder / "passing.yaml").read_text(encoding="utf-8"))
    return passing


def stopped_in(explainer: Trial, folder: Path, *, whole: bool) -> tuple[list[str], list[str]]:
    """Return the false sentences of a folder that pass unlisted, or are listed and stopped; and the true ones stopped.

    Unless `whole` every eighth is tried. Fails where the explainer is not right as it is.
    """
    assert explainer.problems() == ()
    every = [change for file in sorted(folder.glob("*-[0-9].yaml")) for change in changes_in(file)]
    changes = every[:: 1 if whole else 8]
    stopped = explainer.stopped(changes)
    false = {change.id for change in changes if change.is_false}
    listed = {change.id for change in changes} & passing_in(folder).keys()
    return sorted((false - stopped) ^ listed), sorted(stopped - false)


def wrongly_stopped() -> list[dict[str, object]]:
    """Return what is stopped in the honest texts and should not be."""
    return [stop for name in TEXTS for stop in STOPS[name] if stop["wrongly"]]


def sentences_of(name: str) -> int:
    """Return roughly how many sentences a text has."""
    texts = [file.read_text(encoding="utf-8") for file in (PROMISE / name / "content").glob("*.md")]
    return sum(len(re.findall(r"[.!?][”\")]*(?:\s|$)", text)) for text in texts)
