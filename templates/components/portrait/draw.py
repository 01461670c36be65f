"""A person as data: the years of a life with what happened in them, and the days of it in space. No likeness."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Shape,
    Table,
    cut,
    days,
    fitted,
    px,
    ruler,
    said,
    width_of,
    wrapped,
    years,
)

YEARS = (1970, 2027)
"""From when to when the years of every portrait run, so that they can be compared."""
DAYS = 760
"""How many days in space every portrait has room for."""
BAR, EDGE = 10, 16
"""How thick the bar of a life is, and the pixels beside the rulers, for the halves of their outer numbers."""

_LEAST = 6  # pixels of the shortest flight


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a life: from and to in years, its words, what kind it is and how sure; `exact` if days are known."""

    start: float
    end: float
    label: str
    kind: str
    status: str
    exact: bool

    @property
    def middle(self) -> float:
        """Return the year in the middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that is drawn of a person; `births` is a day, or from and to where only a month or year is known."""

    births: tuple[float, float]
    until: float
    marks: tuple[Mark, ...]
    stays: tuple[tuple[float, str, str], ...]
    words: Mapping[str, str]


def when(start: float, end: float) -> str:
    """Return the years from and to; what ends as a year begins ended in the year before."""
    last = int(end) - (1 if end == int(end) and end > start else 0)
    return str(int(start)) if int(start) == last else f"{int(start)}–{last}"


def birth(life: Life) -> tuple[Mark, ...]:
    """Return the birth as a mark of its own."""
    start, end = life.births
    status = "documented" if start == end else "computed"
    return (Mark(start, end, life.words["life"].replace("{year}", when(start, end)), "other", status, start == end),)


def bar(life: Life, scale: Scale, across: float, *, lying: bool) -> tuple[Shape, ...]:
    """Return the life as a bar from birth until its moment, a thin line after it, and the marks on it.

    `scale` runs along the bar and `across` is its near side, in pixels; a bar that is not `lying` goes down.
    """
    start, born = life.births

    def box(first: float, last: float, role: str, status: str, more: float = 0) -> Box:
        along, length = px(scale(first)), px(max(0.0, scale.length(last - first)))
        side, thick = px(across - more), BAR + 2 * more
        return Box(along, side, length, thick, role, status) if lying else Box(side, along, thick, length, role, status)

    def line(first: float, second: float, aside: float, other: float, role: str) -> Line:
        ends = (px(first), px(aside), px(second), px(other))
        return Line(*ends, role) if lying else Line(ends[1], ends[0], ends[3], ends[2], role)

    middle = across + BAR / 2
    shapes: list[Shape] = [
        line(scale(life.until), scale(YEARS[1]), middle, middle, "axis"),
        box(born, life.until, "muted", "documented"),
    ]
    if born > start:
        shapes.append(box(start, born, "muted", "computed"))
    for mark in life.marks:
        at = scale(mark.middle)
        if mark.kind == "flight":
            half = max(_LEAST / 2 / scale.unit, (mark.end - mark.start) / 2 if mark.exact else 0)
            shapes.append(box(mark.middle - half, mark.middle + half, "series-1", mark.status, 6))
        elif mark.kind == "film":
            place = (px(at), px(middle)) if lying else (px(middle), px(at))
            shapes.append(Disc(*place, 7, "accent", mark.status))
        else:
            shapes.append(line(at, at, across - 4, across + BAR + 4, "thing"))
    return tuple(shapes)


def in_space(life: Life, width: float, y: float) -> tuple[tuple[Shape, ...], float]:
    """Return the days in space end to end with their words below, and the height at which they end."""
    scale, wide = fitted(0, DAYS, EDGE, width - EDGE), width == WIDE
    total = sum(length for length, _, _ in life.stays)
    title = wrapped(said(life.words["space"], round(total)), width, "title")
    shapes: list[Shape] = [Label(0, px(y + 28 * at), line, "title") for at, line in enumerate(title)]
    y += 28 * len(title) - 16
    start, taken, names = 0.0, 0.0, 0
    for length, label, status in life.stays:
        shapes.append(Box(px(scale(start)), px(y), px(scale.length(length)), 20, "series-1", status))
        x = max(scale(start), taken) if wide else EDGE
        words, foot = cut(label, width - x, "tick"), y + 38 + (0 if wide else 20 * names)
        shapes.append(Label(px(x), px(foot), words, "tick"))
        start, taken, names = start + length, x + width_of(label, "tick") + 16, names + 1
    y += 28 + 22 * min(names, 1 if wide else names)
    marks = [(float(day), str(day)) for day in range(0, DAYS, 100 if wide else 200)]
    return (*shapes, *ruler(scale, marks, y, life.words["unit_days"])), y + 42


MOST = 12
"""The most marks in a life; more cannot be labelled."""

_LANE = 22
_NEAR = 1.5  # days: sources round


def draw(data: Data) -> Figure:
    """Return a life from birth `until` a moment, with its `marks`, and the `stays` in space end to end.

    All portraits have the scales of `YEARS` and `DAYS`. The stays must add up to a given `total`. Raises Fault.
    """
    births, until = years(_value(data["born"]), "born"), years(_value(data["until"]), "until")[0]
    marks = tuple(sorted((_mark(entry) for entry in data.get("marks") or ()), key=lambda mark: mark.middle))
    if len(marks) > MOST:
        message = f"`marks` has {len(marks)} rows; a portrait has room for {MOST}."
        raise Fault(message, "marks")
    for at, name in ((births[0], "born"), *((mark.start, "marks") for mark in marks), (until, "until")):
        if not YEARS[0] <= at < YEARS[1]:
            message = f"`{name}` holds {int(at)}; portraits go from {YEARS[0]} to {YEARS[1] - 1}."
            raise Fault(message, name)
    stays = tuple(_stay(entry) for entry in data.get("stays") or ())
    _adds_up(stays, data.get("total"))
    life = Life(
        births, until, marks, stays, {name: data[name] for name in ("life", "space", "unit_years", "unit_days")}
    )
    rows = [(mark.label, when(mark.start, mark.end), "") for mark in (*birth(life), *marks)]
    rows += [(label, "", f"{length:.1f}") for length, label, _ in stays]
    return Figure(_wide(life), _narrow(life), Table(("what", "year", "days"), tuple(rows)))


def _value(found: Any) -> Any:
    return found.value if isinstance(found, Fact) else found


def _mark(entry: Mapping[str, Any]) -> Mark:
    fact, last = entry["fact"], entry.get("to") or entry["fact"]
    start = years(fact.value, "marks")[0]
    end = years(last.value if entry.get("to") else fact.to or fact.value, "marks")[1]
    label = entry["label"].replace("{year}", when(start, end))
    return Mark(start, end, label, entry.get("kind") or "other", fact.status, isinstance(fact.value, dt.date))


def _stay(entry: Mapping[str, Any]) -> tuple[float, str, str]:
    length = days(entry["fact"], "stays")
    return length, said(entry["label"], round(length)), entry["fact"].status


def _adds_up(stays: tuple[tuple[float, str, str], ...], total: Fact | None) -> None:
    found = sum(length for length, _, _ in stays)
    if found > DAYS:
        message = f"`stays` make {found:,.0f} days; a portrait has room for {DAYS}."
        raise Fault(message, "stays")
    if total and abs(found - days(total, "total")) > _NEAR:
        message = f"`stays` make {found:.1f} days, and `total` says {days(total, 'total'):.1f}."
        raise Fault(message, "stays")


def _wide(life: Life) -> Drawing:
    """Return the years as a bar that lies, words above it; below it, where they would leave the drawing."""
    scale = fitted(*YEARS, EDGE, WIDE - EDGE)
    marks = (*birth(life), *life.marks)
    above = [mark for mark in reversed(marks) if scale(mark.middle) + width_of(mark.label) + 8 <= WIDE]
    below = [mark for mark in marks if mark not in above]
    over, under = _lanes(above, scale, 1), _lanes(below, scale, -1)
    y = _LANE * (max(over, default=-1) + 1) + 10.0
    shapes: list[Shape] = []
    for mark, lane in zip(above, over, strict=True):
        x, foot = px(scale(mark.middle)), px(y - 12 - _LANE * lane)
        shapes += [Line(x, foot - 11, x, px(y), "leader"), Label(x + 6, foot, cut(mark.label, WIDE - x - 6))]
    for mark, lane in zip(below, under, strict=True):
        x, foot = px(scale(mark.middle)), px(y + BAR + 27 + _LANE * lane)
        shapes += [Line(x, px(y + BAR), x, foot, "leader"), Label(x - 6, foot, cut(mark.label, x - 6), anchor="end")]
    shapes += bar(life, scale, y, lying=True)
    y += BAR + _LANE * (max(under, default=-1) + 1) + 22
    decades = [(float(year), str(year)) for year in range(YEARS[0], YEARS[1], 10)]
    shapes += ruler(scale, decades, y, life.words["unit_years"])
    space, height = in_space(life, WIDE, y + 78)
    return Drawing(WIDE, px(height), (*shapes, *space))


def _lanes(marks: list[Mark], scale: Scale, side: int) -> list[int]:
    """Return for each mark the lane of its words, counted from the bar.

    The words run towards the marks that were there before. They must end before the lines that lead to their lane or
    past it; lines that are still to come start farther away.
    """
    starts: list[float] = []  # where the latest words of each lane start
    lanes = []
    for mark in marks:
        x = side * scale(mark.middle)
        last = x + width_of(mark.label) + 16
        free = (at for at in range(len(starts)) if last <= min(starts[at:]))
        lane = next(free, len(starts))
        starts[lane : lane + 1] = [x]
        lanes.append(lane)
    return lanes


def _narrow(life: Life) -> Drawing:
    """Return the years from the top down, words at the right of them, moved down where they would meet."""
    left, first = 44, 12.0
    scale = fitted(*YEARS, first, first + 7 * (YEARS[1] - YEARS[0]))
    shapes: list[Shape] = []
    for year in range(YEARS[0], YEARS[1], 10):
        at = px(scale(year))
        shapes += [Line(36, at, 42, at, "axis"), Label(33, at + 5, str(year), "tick", "end")]
    shapes += bar(life, scale, left, lying=False)
    lowest = 0.0
    for mark in (*birth(life), *life.marks):
        at, lines = px(scale(mark.middle)), wrapped(mark.label, NARROW - 84, "label")
        y = max(at, lowest)
        shapes.append(Line(left + BAR + 8, at, 80, px(y), "leader"))
        shapes += [Label(84, px(y + 6 + 19 * row), line) for row, line in enumerate(lines)]
        lowest = y + 19 * len(lines) + 3
    space, height = in_space(life, NARROW, max(scale(YEARS[1]), lowest) + 50)
    return Drawing(NARROW, px(height), (*shapes, *space))
