"""A strip of days, one event a day, with bars between four moments: what the masthead and figures share."""

import datetime as dt
from collections.abc import Sequence

from explainery.draw.data import as_moment
from explainery.draw.shapes import Box, Drawing, Fault, Scale, fitted, px
from explainery.draw.times import day_of, in_order
from explainery.model import Record

MOMENTS = ("launch", "docking", "undocking", "landing")
"""What the bars lie between: up, aboard, home."""

MOST_DAYS = 31
"""The most days that a strip has room for."""


def strip_of_days(records: Sequence[Record], events: Sequence[Record]) -> Drawing:
    """Return the bars alone, for a strip of any width: one day is 100 units wide. Raises Fault."""
    days = days_of(records)
    moments = tuple(as_moment(event.fields["time"], f"strip: {event.id}") for event in events)
    in_strip(days, moments)
    width = (days[1] - days[0]) * 100
    return Drawing(px(width), 10, strip_bars(moments, fitted(*days, 0, width), 0, 10))


def days_of(records: Sequence[Record]) -> tuple[float, float]:
    """Return where the days of some events, one a day without a gap, begin and end. Raises Fault."""
    found = [event.fields["time"] for event in records]
    if not 0 < len(found) <= MOST_DAYS:
        message = f"`days` has {len(found)} events; a strip has 1 to {MOST_DAYS} days."
        raise Fault(message, "days")
    for number, (event, day) in enumerate(zip(records, found, strict=True)):
        plain = isinstance(day, dt.date) and not isinstance(day, dt.datetime)
        if not plain or day.toordinal() != found[0].toordinal() + number:
            message = f"`days` must hold one event for every day, without gaps; look at `{event.id}`."
            raise Fault(message, "days")
    first = float(found[0].toordinal())
    return first, first + len(found)


def in_strip(days: tuple[float, float], moments: Sequence[dt.datetime]) -> None:
    """Raise Fault where the four moments are not in order, or not within the days."""
    in_order(tuple(zip(MOMENTS, moments, strict=True)))
    for name, at in zip(MOMENTS, moments, strict=True):
        if not days[0] <= day_of(at) <= days[1]:
            message = f"`{name}` ({at:%Y-%m-%d}) lies outside the days of the strip."
            raise Fault(message, name)


def strip_bars(moments: Sequence[dt.datetime], across: Scale, y: float, height: float) -> tuple[Box, Box, Box]:
    """Return the three bars: flight up, aboard, flight home. Lengths are those between the moments, in days."""
    ends = [across(day_of(at)) for at in moments]
    return (
        Box(px(ends[0]), px(y), px(ends[1] - ends[0]), height, "flight"),
        Box(px(ends[1]), px(y), px(ends[2] - ends[1]), height, "quiet"),
        Box(px(ends[2]), px(y), px(ends[3] - ends[2]), height, "flight"),
    )
