"""What everything rests on: facts in rows, sources in columns, a dot where a source supports a fact."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Dots,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Point,
    Shape,
    Support,
    Table,
    px,
    width_of,
    wrapped,
)

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


MOST = 1_500
"""The most facts; more make a drawing that nobody scrolls through."""

SEVERAL = 2
"""Of how many origins a fact must be, to rest on more than one."""

_SIDE, _LINE, _BETWEEN = 170, 19, 7
_LEAST: Mapping[float, float] = {WIDE: 3.4, NARROW: 3}
_TALL: Mapping[float, float] = {WIDE: 1_200, NARROW: 950}
_ROW = (1.5, 9.0)
_MARK = 9.0  # a larger one would lie on the words of the legend

Subjects = Mapping[str, Sequence[Support]]


def draw(data: Data) -> Figure:
    """Return a row for every fact of the site, a column for every source that supports one, and a dot for each pair.

    `subjects` gives labels to files of facts, `kinds` to the kinds of sources, in their order; those left out stand
    under their own names, kinds last. Facts of many origins stand above those of few, and so do subjects. Where
    columns would be too thin, sources of few facts share some: `values` has the number of facts below which they do.
    Raises Fault.
    """
    support: Sequence[Support] = data["support"]
    if not 0 < len(support) <= MOST:
        message = f"The site has {len(support):,} facts; this figure draws 1 to {MOST:,}."
        raise Fault(message)
    labels = {one["kind"]: one["label"] for one in data["kinds"]}
    used = {source for fact in support for source in fact.sources}
    unnamed = {str(data["kind_of"][source]) for source in used} - labels.keys()
    labels |= {kind: kind.replace("-", " ") for kind in sorted(unnamed)}
    subjects = _by_subject(support, {one["subject"]: one["label"] for one in data["subjects"]})
    columns = {
        width: columns_of(
            support, data["kind_of"], tuple(labels), (_SIDE if width == WIDE else 2, width), _LEAST[width]
        )
        for width in (WIDE, NARROW)
    }
    names = ("subject", "facts", "two_or_more_origins", "one_origin", "disputed")
    return Figure(
        wide=_drawn(WIDE, columns[WIDE], subjects, {**data, "labels": labels}),
        narrow=_drawn(NARROW, columns[NARROW], subjects, {**data, "labels": labels}),
        table=Table(names, tuple(_rows({**subjects, data["words"]["all"]: support}))),
        values={"wide": str(columns[WIDE].limit), "narrow": str(columns[NARROW].limit)},
    )


def _by_subject(support: Iterable[Support], labels: Mapping[str, str]) -> Subjects:
    """Return the facts under the labels of their subjects; those with the smallest share from one origin come first.

    Raises Fault where a subject has none.
    """
    found: dict[str, list[Support]] = {name: [] for name in labels}
    for fact in support:
        found.setdefault(fact.subject, []).append(fact)
    for name, facts in found.items():
        if not facts:
            message = f"`subjects` names `{name}`, and no file of that name holds facts."
            raise Fault(message, "subjects")
    ordered = sorted(found.items(), key=lambda one: sum(fact.origins < SEVERAL for fact in one[1]) / len(one[1]))
    return {labels.get(name, name.replace("-", " ")): facts for name, facts in ordered}


def _rows(subjects: Subjects) -> Iterator[tuple[str, ...]]:
    for label, facts in subjects.items():
        several = sum(fact.origins >= SEVERAL for fact in facts)
        disputed = sum(fact.status == "disputed" for fact in facts)
        yield (label, *(str(number) for number in (len(facts), several, len(facts) - several, disputed)))


def _drawn(width: float, columns: Columns, subjects: Subjects, data: Mapping[str, Any]) -> Drawing:
    """Return the legend, the headings, and the rows of one subject after the other with its words beside or above."""
    wide = width == WIDE
    row = min(_ROW[1], max(_ROW[0], _TALL[width] / len(data["support"])))
    legend, foot, dots = _legend(data["words"], 2 * _size(columns.pitch, row), wide=wide)
    heads, top = headings(columns, data["labels"], foot + _LINE / 2, width)
    shapes: list[Shape] = [*legend, *heads]
    y = top
    for label, facts in subjects.items():
        words = wrapped(label, (columns.left if wide else width) - 12, "tick", 2 if wide else 1)
        shapes.append(Line(0, px(y), width, px(y), "grid"))
        shapes += [Label(0, px(y + 15 + _LINE * at), line, "tick") for at, line in enumerate(words)]
        first = y + _BETWEEN / 2 + (0 if wide else _LINE)
        placed = sorted((-fact.origins, columns.middles(fact, data["kind_of"]), fact.fact, fact) for fact in facts)
        for at, (_, middles, _, fact) in enumerate(placed):
            _mark(dots, fact, [(x, first + (at + 0.5) * row) for x in middles])
        y = max(first + len(facts) * row + _BETWEEN / 2, y + _LINE * len(words) + 4)
    return Drawing(width, px(y), (*columns.grounds(top, y), *shapes, *_shapes(dots, columns.pitch, row)))


def _mark(dots: Mapping[str, list[Point]], fact: Support, points: Sequence[Point]) -> None:
    """Add the marks of a fact to those of its sort, and a hole to each where sources differ."""
    dots["several" if fact.origins >= SEVERAL else "lone"].extend(points)
    if fact.status == "disputed":
        dots["hole"].extend(points)


def _legend(
    words: Mapping[str, str], widest: float, *, wide: bool
) -> tuple[list[Shape], float, dict[str, list[Point]]]:
    """Return what the marks mean, side by side or below each other, its last line, and the marks to begin with.

    The `widest` of the marks is as many pixels wide; words stand behind the room for that.
    """
    room = max(8.0, widest)
    said: list[Shape] = []
    x, y = 0.0, 13.0
    dots: dict[str, list[Point]] = {"several": [], "lone": [], "hole": []}
    for name in ("several", "one", "disputed", "shared"):
        if name == "shared":
            said.append(Box(px(x), px(y - 10), 8, 10, "shared"))
        else:
            dots["lone" if name == "one" else "several"].append((x + room / 2, y - 5))
        dots["hole"] += [(x + room / 2, y - 5)] if name == "disputed" else []
        said.append(Label(px(x + room + 6), px(y), words[name], "tick"))
        x, y = (x + room + 30 + width_of(words[name], "tick"), y) if wide else (x, y + _LINE)
    return said, y if wide else y - _LINE, dots


def _size(pitch: float, row: float) -> float:
    """Return how many pixels a mark is wide; that of a fact of one origin is twice as wide."""
    return max(2.6, min(pitch, row * 1.6, _MARK))


def _shapes(dots: Mapping[str, Sequence[Point]], pitch: float, row: float) -> tuple[Shape, ...]:
    size = _size(pitch, row)
    return (
        Dots(tuple(dots["several"]), px(size), "several"),
        Dots(tuple(dots["lone"]), px(min(row, size) * 0.9), "lone", px(size * 2)),
        Dots(tuple(dots["hole"]), px(size * 0.45), "hole"),
    )
