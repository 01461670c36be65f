"""Events on an axis of time: a mark for every event, each with its title."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Shape,
    Table,
    as_iso,
    cut,
    edges,
    fitted,
    kept,
    month_starts,
    px,
    stretch_of,
    width_of,
)

_MOST = 40
_TITLE = 190  # pixels for a title in the wide drawing
_FEW_DAYS, _FEW_MONTHS = 45, 1100  # up to so many days the ticks are days, or months; beyond, years
_ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # so many years lie between two that are written
_WIDE_TICKS, _NARROW_TICKS = 13, 8
_TALL, _BELOW, _GAP = 320, 60, 10  # pixels: the narrow axis, at least; titles below its end; between titles


@dataclass(frozen=True, slots=True)
class Event:
    """An event in days."""

    title: str
    begins: float
    ends: float


def draw(data: Data) -> Figure:
    """Return the events of the `records` on one scale of days, ticked in days, months or years. Raises Fault."""
    records = data["records"]
    if not 0 < len(records) <= _MOST:
        message = f"`events` has {len(records)} events; 1 to {_MOST} can be drawn."
        raise Fault(message, "events")
    events = sorted(
        (Event(str(event.fields["title"]), *stretch_of(event)) for event in records),
        key=lambda event: (event.begins, event.ends),
    )
    first, last = min(event.begins for event in events), max(event.ends for event in events)
    return Figure(
        wide=_wide(events, ticks(first, last, _WIDE_TICKS, data.get("months"))),
        narrow=_narrow(events, ticks(first, last, _NARROW_TICKS, data.get("months"))),
        table=Table(
            ("event", "begins", "ends"),
            tuple(
                (str(event.fields["title"]), as_iso(event.fields["time"]), as_iso(event.fields.get("ends")))
                for event in records
            ),
        ),
    )


def ticks(first: float, last: float, most: int, months: Sequence[str] | None) -> tuple[tuple[float, str], ...]:
    """Return at most so many ticks round a time, in days, with their words: days, months or years.

    `months` are the names of the twelve months; without them a month is as_iso as in ISO 8601.
    """
    if last - first <= _FEW_DAYS:
        days = range(int(first), int(-(-last // 1)) + 1)
        marks = [(float(day), str(dt.date.fromordinal(day).day)) for day in days]
    elif last - first <= _FEW_MONTHS:
        starts = list(month_starts(first, last))
        marks = [(float(day.toordinal()), months[day.month - 1] if months else f"{day:%Y-%m}") for day in starts]
    else:
        return _years(dt.date.fromordinal(int(first)).year, dt.date.fromordinal(int(last)).year + 1, most)
    if len(marks) == 1:
        marks.append((marks[0][0] + 1, ""))
    step = -(-(len(marks) - 1) // (most - 1))
    return tuple((at, words if count % step == 0 else "") for count, (at, words) in enumerate(marks))


def _years(first: int, last: int, most: int) -> tuple[tuple[float, str], ...]:
    """Return ticks from one year to another; at most so many, at round years, have their words."""
    step = next(step for step in _ROUND if step * (most - 1) >= last - first)
    fine = max(1, step // 10)
    years = (year for year in range(first, last + 1) if year % fine == 0 or year in (first, last))
    return tuple((float(dt.date(year, 1, 1).toordinal()), str(year) if year % step == 0 else "") for year in years)


def _wide(events: Sequence[Event], marks: Sequence[tuple[float, str]]) -> Drawing:
    """Return the axis at the foot and the titles above it, each at the top of a line from its event."""
    across = fitted(marks[0][0], marks[-1][0], 20, WIDE - 20)
    labels = _flags([px(across(event.begins)) for event in events], [event.title for event in events])
    lines = _raised(labels)
    axis = 20 + (max(lines) + 1) * 22
    shapes: list[Shape] = [Line(px(across(marks[0][0])), axis, px(across(marks[-1][0])), axis, "axis")]
    for label, line, event in zip(labels, lines, events, strict=True):
        y, x = axis - 14 - line * 22, px(across(event.begins))
        shapes += [Line(x, y - 12, x, axis, "leader"), replace(label, y=y)]
    shapes += [_mark(event, across, axis, down=False) for event in events]
    for at, words in marks:
        x = px(across(at))
        shapes.append(Line(x, axis, x, axis + (10 if words else 6), "axis"))
        shapes += [kept(Label(x, axis + 26, words, "tick", "middle"), 0, WIDE)] if words else []
    return Drawing(WIDE, axis + 36, tuple(shapes))


def _flags(places: Sequence[float], titles: Sequence[str]) -> list[Label]:
    """Return the titles at the left of their lines; at the right where they would leave the drawing or cross a line."""
    labels, least = [], 0.0
    for x, title in zip(places, titles, strict=True):
        words = cut(title, _TITLE)
        if x - 6 - width_of(words) >= least:
            labels.append(Label(x - 6, 0, words, anchor="end"))
        else:
            labels.append(Label(x + 6, 0, cut(words, WIDE - x - 6)))
            least = x
    return labels


def _raised(labels: Sequence[Label]) -> tuple[int, ...]:
    """Return a line for every title, from 0 at the axis, so that no title lies on another or on the line of another."""
    lines: dict[int, int] = {}
    at_left = [number for number, label in enumerate(labels) if label.anchor == "end"]
    at_right = [number for number, label in enumerate(labels) if label.anchor == "start"]
    for number in (*at_left, *reversed(at_right)):
        start, end = edges(labels[number])
        met = [
            line
            for other, line in lines.items()
            if edges(labels[other])[0] < end + _GAP and start < edges(labels[other])[1] + _GAP
        ]
        lines[number] = max(met, default=-1) + 1
    return tuple(lines[number] for number in range(len(labels)))


def _narrow(events: Sequence[Event], marks: Sequence[tuple[float, str]]) -> Drawing:
    """Return the axis from top to bottom, and the titles at its side, pushed down where they would meet."""
    down = fitted(marks[0][0], marks[-1][0], 16, 16 + max(_TALL, 30 * len(events)))
    shapes: list[Shape] = [Line(60, px(down(marks[0][0])), 60, px(down(marks[-1][0])), "axis")]
    for at, words in marks:
        y = px(down(at))
        shapes.append(Line(50 if words else 54, y, 60, y, "axis"))
        shapes += [Label(46, y + 5, words, "tick", "end")] if words else []
    places = _apart([down(event.begins) for event in events], 21, down(marks[-1][0]) + _BELOW)
    for event, y in zip(events, places, strict=True):
        shapes.append(Line(60, px(down(event.begins)), 78, px(y), "leader"))
        shapes.append(Label(82, px(y + 5), cut(event.title, NARROW - 82)))
    shapes += [_mark(event, down, 60, down=True) for event in events]
    return Drawing(NARROW, px(max(*places, down(marks[-1][0])) + 14), tuple(shapes))


def _apart(wanted: Sequence[float], least: float, last: float) -> tuple[float, ...]:
    """Return the heights wanted, moved apart to a least distance, and up again where they would run past the last."""
    found: list[float] = []
    for at in wanted:
        found.append(max(at, found[-1] + least) if found else at)
    limit = max(last, found[0] + least * (len(found) - 1))
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], limit)
        limit = found[number] - least
    return tuple(found)


def _mark(event: Event, along: Scale, side: float, *, down: bool) -> Shape:
    """Return a dot for a day or moment, and a bar for anything longer."""
    at, long = px(along(event.begins)), px(along.length(event.ends - event.begins))
    if event.ends - event.begins <= 1:
        return Disc(side, at, 5, "accent") if down else Disc(at, side, 5, "accent")
    return Box(side - 4, at, 8, long, "series-1") if down else Box(at, side - 4, long, 8, "series-1")
