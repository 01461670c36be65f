"""Sources as columns, kind after kind, with their headings. Only user: `evidence.py`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainery.figures.drawing import Box, Label, Line, Shape, px
from explainery.figures.support import Support
from explainery.figures.words import width_of

GAP = 8
"""The pixels between the columns of two kinds."""

_LEVEL = 19


@dataclass(frozen=True, slots=True)
class Kind:
    """Sources of one kind: the columns of those with one of their own, and how many the others share behind these."""

    name: str
    own: Mapping[str, int]
    shared: int

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.own) + self.shared


@dataclass(frozen=True, slots=True)
class Columns:
    """Kinds side by side from the pixel `left`, each column `pitch` wide; `limit` facts earn a source its own."""

    kinds: tuple[Kind, ...]
    left: float
    pitch: float
    limit: int

    def starts(self) -> Mapping[str, float]:
        """Return the pixel at which each kind begins."""
        found, x = {}, self.left
        for kind in self.kinds:
            found[kind.name] = x
            x += kind.width * self.pitch + GAP
        return found

    def grounds(self, top: float, foot: float) -> tuple[Shape, ...]:
        """Return a line at the left of each kind, and a ground under the columns that sources share."""
        shapes: list[Shape] = []
        for kind in self.kinds:
            x = self.starts()[kind.name]
            if kind.shared:
                first = x + len(kind.own) * self.pitch
                shapes.append(Box(px(first), px(top), px(kind.shared * self.pitch), px(foot - top), "shared"))
            shapes.append(Line(px(x - 2), px(top), px(x - 2), px(foot), "grid"))
        return tuple(shapes)

    def middles(self, fact: Support, kind_of: Mapping[str, str]) -> tuple[float, ...]:
        """Return the middles of the columns in which a fact's sources have their dots, one for each source."""
        found, starts = [], self.starts()
        for kind in self.kinds:
            mine = [source for source in fact.sources if kind_of[source] == kind.name]
            alone = [kind.own[source] for source in mine if source in kind.own]
            others = range(len(kind.own), len(kind.own) + len(mine) - len(alone))
            found += [starts[kind.name] + (at + 0.5) * self.pitch for at in (*alone, *others)]
        return tuple(sorted(found))


def columns_of(
    support: Sequence[Support],
    kind_of: Mapping[str, str],
    names: Sequence[str],
    room: tuple[float, float],
    least: float,
) -> Columns:
    """Return columns between two pixels for the kinds of those names that have sources, in that order.

    Each source has a column of its own if so all are at least `least` pixels wide; else only those of many facts, and
    the others share as many columns as one fact needs. Within a kind, sources of more facts stand first.
    """
    uses = Counter(source for fact in support for source in fact.sources)
    left, right = room
    for limit in sorted({1, *(count + 1 for count in uses.values())}):
        kinds = tuple(kind for name in names if (kind := _kind(name, support, uses, kind_of, limit)).width)
        pitch = (right - left - GAP * (len(kinds) - 1)) / max(1, sum(kind.width for kind in kinds))
        if pitch >= least:
            break
    return Columns(kinds, left, pitch, limit)


def _kind(name: str, support: Sequence[Support], uses: Counter[str], kind_of: Mapping[str, str], limit: int) -> Kind:
    mine = sorted((source for source in uses if kind_of[source] == name), key=lambda one: (-uses[one], one))
    own = {source: at for at, source in enumerate(source for source in mine if uses[source] >= limit)}
    others = set(mine) - own.keys()
    return Kind(name, own, max((len(others.intersection(fact.sources)) for fact in support), default=0))


def headings(columns: Columns, labels: Mapping[str, str], top: float, right: float) -> tuple[tuple[Shape, ...], float]:
    """Return the words above each kind from the pixel `top` down, with a line from each, and the pixel below the words.

    Words that would touch stand a step higher than those to their right, as on a staircase.
    """
    starts = columns.starts()
    steps: list[tuple[float, int, str, float]] = []
    for kind in reversed(columns.kinds):
        words, x = labels[kind.name], starts[kind.name]
        text = max(0, min(x, right - width_of(words, "tick")))
        end = text + width_of(words, "tick") + 6
        step = max((other + 1 for start, other, _, _ in steps if start < end), default=0)
        steps.append((text, step, words, x))
    foot = top + _LEVEL * (1 + max((step for _, step, _, _ in steps), default=0))
    shapes: list[Shape] = []
    for text, step, words, x in steps:
        y = foot - step * _LEVEL
        shapes += [Label(px(text), px(y - 4), words, "tick"), Line(px(x - 2), px(y), px(x - 2), px(foot + 4), "grid")]
    return tuple(shapes), foot + 4
