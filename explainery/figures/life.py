"""The parts of a portrait in data: the bar of a life, and the bar of the days in space."""

from collections.abc import Mapping
from dataclasses import dataclass

from explainery.figures.amounts import said
from explainery.figures.drawing import WIDE, Box, Disc, Label, Line, Scale, Shape, fitted, px, ruler
from explainery.figures.words import cut, width_of, wrapped

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
    """Everything that is drawn of a person; `births` is one moment, or from and to where an age leaves it open."""

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
        box(born, life.until, "life", "documented"),
    ]
    if born > start:
        shapes.append(box(start, born, "life", "computed"))
    for mark in life.marks:
        at = scale(mark.middle)
        if mark.kind == "flight":
            half = max(_LEAST / 2 / scale.unit, (mark.end - mark.start) / 2 if mark.exact else 0)
            shapes.append(box(mark.middle - half, mark.middle + half, "flight", mark.status, 6))
        elif mark.kind == "film":
            place = (px(at), px(middle)) if lying else (px(middle), px(at))
            shapes.append(Disc(*place, 7, "film", mark.status))
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
        shapes.append(Box(px(scale(start)), px(y), px(scale.length(length)), 20, "flight", status))
        x = max(scale(start), taken) if wide else EDGE
        words, foot = cut(label, width - x, "tick"), y + 38 + (0 if wide else 20 * names)
        shapes.append(Label(px(x), px(foot), words, "tick"))
        start, taken, names = start + length, x + width_of(label, "tick") + 16, names + 1
    y += 28 + 22 * min(names, 1 if wide else names)
    marks = [(float(day), str(day)) for day in range(0, DAYS, 100 if wide else 200)]
    return (*shapes, *ruler(scale, marks, y, life.words["unit_days"])), y + 42
