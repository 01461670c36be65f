"""Time in a drawing: moments as numbers, and lengths as words.

Times are counted in days of 24 hours, UTC, from the first day of the year 1 (`datetime.toordinal`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from explainery.draw.data import LATEST, as_moment
from explainery.draw.shapes import Fault
from explainery.model import Edtf, Month, Record

DAY = 86_400
"""Seconds."""

MOST_DAYS = 31
"""The most days that are drawn one by one."""


def day_of(moment: dt.datetime) -> float:
    """Return a moment as days, with the time of day as a fraction."""
    return moment.toordinal() + (moment.hour * 3600 + moment.minute * 60 + moment.second) / DAY


def stretch(value: Any, name: str) -> tuple[float, float]:
    """Return where a day, month, moment or uncertain date begins and ends; a moment ends when it begins.

    Raises Fault.
    """
    if isinstance(value, Month) and value.year <= LATEST:
        after = dt.date(value.year + value.month // 12, value.month % 12 + 1, 1)
        return dt.date(value.year, value.month, 1).toordinal(), after.toordinal()
    if isinstance(value, Edtf) and value.begins and (value.ends or not value.interval):
        return value.begins.earliest.toordinal(), value.dates[-1].latest.toordinal() + 1
    begins = day_of(as_moment(dt.date(value.year, 1, 1) if isinstance(value, Month) else value, name))
    return begins, begins if isinstance(value, dt.datetime) else begins + 1


def stretch_of(event: Record) -> tuple[float, float]:
    """Return where an event begins and ends, in days. Raises Fault."""
    name = event.id
    begins, ends = stretch(event.fields.get("time"), name)
    last = event.fields.get("ends")
    until = begins
    if last is not None:
        until, ends = stretch(last, name)
    if ends <= begins and until < begins:
        message = f"The event `{event.id}` ends before it begins."
        raise Fault(message, "events")
    return begins, ends


def days_of(records: Sequence[Record]) -> tuple[float, float]:
    """Return where the days of some events, one a day without a gap, begin and end. Raises Fault."""
    found: list[Any] = [event.fields.get("time") for event in records]
    if not 0 < len(found) <= MOST_DAYS:
        message = f"`days` has {len(found)} events; 1 to {MOST_DAYS} days can be drawn."
        raise Fault(message, "days")
    for number, (event, day) in enumerate(zip(records, found, strict=True)):
        plain = isinstance(day, dt.date) and not isinstance(day, dt.datetime)
        if not plain or day.toordinal() != found[0].toordinal() + number:
            message = f"`days` must hold one event for every day, without gaps; look at `{event.id}`."
            raise Fault(message, "days")
    first = float(found[0].toordinal())
    return first, first + len(found)


def in_order(moments: Sequence[tuple[str, dt.datetime]]) -> None:
    """Raise Fault where a moment is earlier than the one before it."""
    for (before, first), (name, second) in pairwise(moments):
        if second < first:
            message = f"`{name}` ({second:%Y-%m-%d %H:%M:%S}) is earlier than `{before}` ({first:%Y-%m-%d %H:%M:%S})."
            raise Fault(message, name)


def length(span: dt.timedelta) -> str:
    """Return a length of time in the symbols of the SI: `11 d 12 h 51 min`, at most three of them."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    return (
        " ".join(f"{number}\u00a0{unit}" for number, unit in parts[:3] if number)
        if days
        else " ".join(f"{number}\u00a0{unit}" for number, unit in parts if number) or "0\u00a0s"
    )


def rounded(span: dt.timedelta) -> dt.timedelta:
    """Return a length of time to the nearest minute."""
    return dt.timedelta(minutes=round(span.total_seconds() / 60))


def clock(moment: dt.datetime) -> str:
    """Return the time of day: `12:22:31`, and `12:12` where it is known to the minute."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def iso(moment: dt.datetime) -> str:
    """Return a moment as ISO 8601 writes it: `2021-10-05T08:55:02Z`, and a day without its time."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment.second else f"{moment:%Y-%m-%dT%H:%MZ}"


def as_iso(value: Any) -> str:
    """Return a time as a table holds it: `2021-10`, `2021-10-05`, `2021-10-05T08:55:02Z`; nothing for none."""
    return iso(value) if isinstance(value, dt.datetime) else str(value or "")


def month_starts(first: float, last: float) -> Iterator[dt.date]:
    """Yield the first day of every month from the one that holds `first` to the one after `last`."""
    day = dt.date.fromordinal(int(first)).replace(day=1)
    while day.toordinal() < last:
        yield day
        day = (day + dt.timedelta(days=32)).replace(day=1)
    yield day
