"""Events on an axis of time: a dot for a day or less, a bar for what is longer, each with its title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Flag,
    Label,
    Line,
    Record,
    Shape,
    Table,
    Tick,
    as_iso,
    day_ticks,
    dot,
    fitted,
    flags,
    inside,
    packed,
    px,
    spread,
    stretch_of,
    thinned,
    width_of,
    wrapped,
)

MOST, MOST_BESIDE = 60, 6
"""The most events, and the most that last at the same time."""

_ROOMS = (230, 160, 110)  # pixels for a title in the wide drawing; the first with which all have room
_TICKS: Mapping[float, int] = {WIDE: 13, NARROW: 8}
_EDGE, _LINE, _BAR, _PITCH = 20, 21, 8, 12  # pixels; from one bar to the next beside it
_TALL = 320  # pixels: the axis from top to bottom, at least
_LINES = 40


@dataclass(frozen=True, slots=True)
class _Event:
    """An event in days; `side` counts what lasts at the same time, from the axis on."""

    title: str
    begins: float
    ends: float
    status: str
    side: int = 0

    @property
    def is_dot(self) -> bool:
        return self.ends - self.begins <= 1


def draw(data: Data) -> Figure:
    """Return the events of the `records` on one scale of days, ticked in days, months or years. Raises Fault."""
    records: Sequence[Record] = data["records"]
    if not 0 < len(records) <= MOST:
        message = f"`events` has {len(records):,} events; 1 to {MOST} can be drawn."
        raise Fault(message, "events", hint="Draw a group of fewer events, or only list them, without `drawn`.")
    held: Mapping[str, Mapping[str, Fact]] = data.get("held") or {}
    statuses = [_status(held.get(record.id) or {}) for record in records]
    found = sorted(
        (
            _Event(str(record.fields["title"]), *stretch_of(record), status)
            for record, status in zip(records, statuses, strict=True)
        ),
        key=lambda event: (event.begins, event.ends),
    )
    events = _beside(found)
    first, last = min(event.begins for event in events), max(event.ends for event in events)
    rows = [
        (str(record.fields["title"]), as_iso(record.fields["time"]), as_iso(record.fields.get("ends")), status)
        for record, status in zip(records, statuses, strict=True)
    ]
    return Figure(
        wide=_wide(events, day_ticks(first, last, _TICKS[WIDE], data.language)),
        narrow=_down(events, day_ticks(first, last, _TICKS[NARROW], data.language), NARROW),
        table=Table(("event", "begins", "ends", "status"), tuple(rows)),
        values={"statuses": " ".join(dict.fromkeys(status for status in statuses if status != "documented"))},
    )


def _status(held: Mapping[str, Fact]) -> str:
    """Return how sure the time of an event is: as sure as the facts that hold it."""
    known = [held[field].status for field in ("time", "ends") if field in held]
    return next((status for status in known if status != "documented"), "documented")


def _beside(events: Sequence[_Event]) -> list[_Event]:
    """Return events, of which those that last at the same time lie beside each other. Raises Fault."""
    long = [event for event in events if not event.is_dot]
    sides = iter(packed([(event.begins, event.ends) for event in long], 0))
    found = [
        event if event.is_dot else _Event(event.title, event.begins, event.ends, event.status, next(sides))
        for event in events
    ]
    if max(event.side for event in found) >= MOST_BESIDE:
        message = f"More than {MOST_BESIDE} of these events last at the same time, so their bars have no room."
        raise Fault(message, "events", hint="Draw them as `lanes`, or a group of fewer events.")
    return found


def _wide(events: Sequence[_Event], ticks: Sequence[Tick]) -> Drawing:
    """Return the axis at the foot and the titles above it, each on a line from its event.

    Where these have no room, it is an axis from top to bottom.
    """
    across = fitted(ticks[0][0], ticks[-1][0], _EDGE, WIDE - _EDGE)
    found = flags([(across(event.begins), event.title) for event in events], WIDE, _ROOMS)
    if found is None:
        return _down(events, ticks, WIDE)
    bars = (max(event.side for event in events) + 1) * _PITCH
    top = (max(flag.top for flag in found) + 1) * _LINE + 4
    axis = px(top + bars + 4)
    shapes: list[Shape] = [Line(px(across(ticks[0][0])), axis, px(across(ticks[-1][0])), axis, "axis")]
    for event, flag in zip(events, found, strict=True):
        y = axis - event.side * _PITCH
        shapes += _flag(flag, top - 4, y)
        x, long = px(across(event.begins)), px(across.length(event.ends - event.begins))
        shapes.append(
            dot(x, axis, 5, "accent", event.status)
            if event.is_dot
            else Box(x, px(y - _BAR / 2), long, _BAR, "series-1", event.status)
        )
    labels = []
    for at, words in ticks:
        x = px(across(at))
        shapes.append(Line(x, axis, x, px(axis + (10 if words else 6)), "axis"))
        labels += [inside(Label(x, px(axis + 26), words, "tick", "middle"), 0, WIDE)] if words else []
    return Drawing(WIDE, px(axis + 36), (*shapes, *thinned(labels)))


def _flag(flag: Flag, foot: float, end: float) -> list[Shape]:
    """Return the words of an event, the lowest of which could stand at a height, and their line to its end."""
    last = foot - flag.level * _LINE
    first = last - (len(flag.lines) - 1) * _LINE
    x = px(flag.x + (6 if flag.anchor == "start" else -6))
    return [
        Line(px(flag.x), px(first - 13), px(flag.x), px(end), "leader"),
        *(Label(x, px(first + at * _LINE), line, anchor=flag.anchor) for at, line in enumerate(flag.lines)),
    ]


def _down(events: Sequence[_Event], ticks: Sequence[Tick], width: float) -> Drawing:
    """Return the axis from top to bottom, and the titles at its side, apart where they would meet."""
    axis = max(width_of(words, "tick") for _at, words in ticks) + 14
    left = axis + max(event.side for event in events) * _PITCH + 24
    titles = [wrapped(event.title, width - left, "label", _LINES) for event in events]
    sizes = [len(lines) * _LINE + 4.0 for lines in titles]
    tall = max(_TALL, sum(sizes))
    down = fitted(ticks[0][0], ticks[-1][0], _EDGE, _EDGE + tall)
    middles = spread([down(event.begins) for event in events], sizes, 0, tall + 2 * _EDGE)
    shapes: list[Shape] = [Line(px(axis), _EDGE, px(axis), px(_EDGE + tall), "axis")]
    labels = []
    for at, words in ticks:
        y = px(down(at))
        shapes.append(Line(px(axis - (10 if words else 6)), y, px(axis), y, "axis"))
        labels += [Label(px(axis - 14), px(y + 5), words, "tick", "end")] if words else []
    for event, lines, size, middle in zip(events, titles, sizes, middles, strict=True):
        top = middle - size / 2
        x = axis + event.side * _PITCH
        shapes.append(Line(px(x), px(down(event.begins)), px(left - 4), px(top + 13), "leader"))
        shapes += [Label(px(left), px(top + 18 + at * _LINE), line) for at, line in enumerate(lines)]
    for event in events:
        x, at = axis + event.side * _PITCH, px(down(event.begins))
        long = px(down.length(event.ends - event.begins))
        shapes.append(
            dot(axis, at, 5, "accent", event.status)
            if event.is_dot
            else Box(px(x - _BAR / 2), at, _BAR, long, "series-1", event.status)
        )
    return Drawing(width, px(tall + 2 * _EDGE), (*shapes, *thinned(labels)))
