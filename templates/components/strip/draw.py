"""The strip of days: one cell a day, with what flew, what stayed, and the days on which a source puts the filming."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from explainery.draw import (
    MOST_DAYS,
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Table,
    cut,
    day_of,
    days_of,
    fitted,
    in_order,
    inside,
    iso,
    length,
    lines_of,
    moment,
    px,
    rounded,
    stretch,
    width_of,
)

_MOMENTS = ("launch", "docking", "undocking", "landing")  # what the bars lie between: up, aboard, home
_LINE, _INSET = 20, 8  # pixels between lines of words; from the edges of a phone


@dataclass(frozen=True, slots=True)
class Filmed:
    """Days on which filming is documented, from their first to the end of their last."""

    begins: float
    ends: float
    label: str
    status: str


def draw(data: Data) -> Figure:
    """Return the strip of the `records`, one event a day, with bars between four moments and the days of `filmed`.

    Every bar is drawn to the second, on one scale for all days (UTC). Raises Fault.
    """
    days = days_of(data["records"])
    moments = tuple(moment(data, name) for name in _MOMENTS)
    _in_strip(days, moments)
    if len(data["filmed"]) > MOST_DAYS:
        message = f"`filmed` has {len(data['filmed'])} entries; a strip has room for {MOST_DAYS}."
        raise Fault(message, "filmed")
    filmed = tuple(_filmed(item, days) for item in data["filmed"])
    return Figure(
        wide=_drawn(WIDE, days, moments, filmed, data),
        narrow=_drawn(NARROW, days, moments, filmed, data),
        table=Table(("what", "begins_utc", "ends_utc", "length"), (*_flown(moments, data), *_days_filmed(filmed))),
    )


def _in_strip(days: tuple[float, float], moments: Sequence[dt.datetime]) -> None:
    """Raise Fault where the four moments are not in order, or not within the days."""
    in_order(tuple(zip(_MOMENTS, moments, strict=True)))
    for name, at in zip(_MOMENTS, moments, strict=True):
        if not days[0] <= day_of(at) <= days[1]:
            message = f"`{name}` ({at:%Y-%m-%d}) lies outside the days of the strip."
            raise Fault(message, name)


def _bars(moments: Sequence[dt.datetime], across: Scale, y: float, height: float) -> tuple[Box, Box, Box]:
    """Return the three bars: flight up, aboard, flight home. Lengths are those between the moments, in days."""
    ends = [across(day_of(at)) for at in moments]
    return (
        Box(px(ends[0]), px(y), px(ends[1] - ends[0]), height, "series-1"),
        Box(px(ends[1]), px(y), px(ends[2] - ends[1]), height, "quiet"),
        Box(px(ends[2]), px(y), px(ends[3] - ends[2]), height, "series-1"),
    )


def _filmed(item: Mapping[str, Any], days: tuple[float, float]) -> Filmed:
    fact = item["fact"]
    if not isinstance(fact, Fact) or fact.value is None:
        message = f"`filmed` needs facts that hold a day; `{getattr(fact, 'id', fact)}` holds none."
        raise Fault(message, "filmed")
    begins, ends = stretch(fact.value, "filmed")
    begins, ends = float(int(begins)), float(max(int(begins) + 1, ends))
    if fact.to is not None:
        ends = stretch(fact.to, "filmed")[1]
    if begins < days[0] or ends > days[1] or ends <= begins:
        message = f"`filmed`: the days of `{fact.id}` lie outside the strip."
        raise Fault(message, "filmed")
    return Filmed(begins, ends, item["label"], fact.status)


def _drawn(
    width: float,
    days: tuple[float, float],
    moments: Sequence[dt.datetime],
    filmed: Sequence[Filmed],
    data: Mapping[str, Any],
) -> Drawing:
    """Return the bars under one another: flight and stay, then a cell for every day, filled where filming is dated."""
    across, inset = fitted(*days, 0, width), 0 if width > NARROW else _INSET
    words = _flight_words(across, moments, data, inset)
    top = max(word.y for word in words) + 32
    labels = [
        inside(
            Label(px(_middle(item, across)), 0, cut(item.label, width - 2 * inset), "label", "middle"),
            inset,
            width - inset,
        )
        for item in filmed
    ]
    lines = lines_of(labels)
    leaders = [
        Line(x, px(top + 32), x, px(top + 37 + line * _LINE), "leader")
        for x, line in ((px(_middle(item, across)), line) for item, line in zip(filmed, lines, strict=True))
        if line
    ]
    borders = [px(across(days[0] + day)) for day in range(1, round(days[1] - days[0]))]
    return Drawing(
        width,
        px(top + 60 + max(lines, default=0) * _LINE),
        (
            *(Line(x, 0, x, 36, "grid") for x in borders),
            *(flown := _bars(moments, across, 10, 26)),
            replace(flown[1], role="frame"),  # the pale bar needs an edge to be seen
            *words,
            Label(inset, px(top), cut(data["filming"], width - 2 * inset)),
            *(_cell(item.begins, item.ends, across, top, "accent", item.status) for item in filmed),
            *(Line(x, px(top + 10), x, px(top + 32), "grid") for x in borders),
            _cell(*days, across, top, "frame"),
            *leaders,
            *(replace(label, y=px(top + 52 + line * _LINE)) for label, line in zip(labels, lines, strict=True)),
        ),
    )


def _cell(begins: float, ends: float, across: Scale, top: float, role: str, status: str = "documented") -> Box:
    return Box(px(across(begins)), px(top + 10), px(across.length(ends - begins)), 22, role, status)


def _middle(item: Filmed, across: Scale) -> float:
    return across((item.begins + item.ends) / 2)


def _flight_words(across: Scale, moments: Sequence[dt.datetime], data: Mapping[str, Any], inset: float) -> list[Label]:
    """Return the names and lengths of the three bars: of the stay inside its bar if it fits, of the flights below."""
    up, stay, home = (rounded(end - begin) for begin, end in pairwise(moments))
    lift_off, docked, left, landed = (across(day_of(at)) for at in moments)
    last = WIDE if inset == 0 else NARROW - inset
    of_stay = Label(px((docked + left) / 2), 28, f"{data['aboard']} {length(stay)}", "label", "middle")
    below = [
        inside(Label(px(lift_off), 0, cut(f"{data['up']} {length(up)}", last - inset)), inset, last),
        inside(Label(px(landed), 0, cut(f"{data['home']} {length(home)}", last - inset), anchor="end"), inset, last),
    ]
    if width_of(of_stay.text) > left - docked:
        below.append(inside(replace(of_stay, text=cut(of_stay.text, last - inset)), inset, last))
        of_stay = replace(of_stay, text="")
    placed = [replace(label, y=54 + line * _LINE) for label, line in zip(below, lines_of(below), strict=True)]
    return [*([of_stay] if of_stay.text else []), *placed]


def _flown(moments: Sequence[dt.datetime], data: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    names = (data["up"], data["aboard"], data["home"])
    return tuple(
        (name, iso(begin), iso(end), length(end - begin))
        for name, begin, end in zip(names, moments, moments[1:], strict=False)
    )


def _days_filmed(filmed: Sequence[Filmed]) -> tuple[tuple[str, ...], ...]:
    def day(at: float) -> str:
        return dt.date.fromordinal(int(at)).isoformat()

    return tuple((item.label, day(item.begins), day(item.ends - 1), "") for item in filmed)
