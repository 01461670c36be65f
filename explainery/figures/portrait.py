"""A person as data: the years of a life with what happened in them, and the days of it in space. No likeness."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from explainery.figures.amounts import days, said, years
from explainery.figures.data import Fact, number
from explainery.figures.drawing import (
    NARROW,
    WIDE,
    Drawing,
    Figure,
    FigureError,
    Label,
    Line,
    Scale,
    Shape,
    Table,
    fitted,
    px,
    ruler,
)
from explainery.figures.life import BAR, DAYS, EDGE, YEARS, Life, Mark, bar, birth, in_space, when
from explainery.figures.words import cut, width_of, wrapped

MOST = 12
"""The most marks in a life; more cannot be labelled."""

_LANE = 22
_NEAR = 1.5  # days: sources round


def draw(data: Mapping[str, Any]) -> Figure:
    """Return a life from birth `until` a moment, with its `marks`, and the `stays` in space end to end.

    Where only an `age` at a day is known (`age_at`), the birth lies in the year before that day less the age. All
    portraits have the scales of `YEARS` and `DAYS`. The stays must add up to a given `total`. Raises FigureError.
    """
    births, until = _births(data), years(_value(data["until"]), "until")[0]
    marks = tuple(sorted((_mark(entry) for entry in data.get("marks") or ()), key=lambda mark: mark.middle))
    if len(marks) > MOST:
        message = f"`marks` has {len(marks)} rows; a portrait has room for {MOST}."
        raise FigureError(message, "marks")
    for at, name in ((births[0], "born"), *((mark.start, "marks") for mark in marks), (until, "until")):
        if not YEARS[0] <= at < YEARS[1]:
            message = f"`{name}` holds {int(at)}; portraits go from {YEARS[0]} to {YEARS[1] - 1}."
            raise FigureError(message, name)
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


def _births(data: Mapping[str, Any]) -> tuple[float, float]:
    if data.get("born"):
        return years(_value(data["born"]), "born")
    if not (data.get("age") and data.get("age_at")):
        message = "A portrait needs `born`, or `age` and the day `age_at` which it was known."
        raise FigureError(message, "born")
    age, day = number(data, "age"), years(_value(data["age_at"]), "age_at")[0]
    return day - age - 1, day - age


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
        raise FigureError(message, "stays")
    if total and abs(found - days(total, "total")) > _NEAR:
        message = f"`stays` make {found:.1f} days, and `total` says {days(total, 'total'):.1f}."
        raise FigureError(message, "stays")


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
