"""Axes: round numbers, years and days as ticks, in the page's language."""

import datetime as dt
import math
from collections.abc import Iterator

from explainery.draw.conversion import say_number
from explainery.draw.times import month_starts
from explainery.model import Month
from explainery.wording import print_short_day

_STEPS = (1, 2, 5)
_FEW_DAYS, _FEW_MONTHS = 45, 1100  # up to so many days the ticks are days, or months; beyond, years

Tick = tuple[float, str]
"""Where a tick lies, in the numbers of the data, and its words; empty for a tick without."""


def round_ticks(low: float, high: float, most: int, language: str = "en", *, year: bool = False) -> tuple[Tick, ...]:
    """Return ticks at round numbers, at most so many, the first at or below `low` and the last at or above `high`."""
    step = _step(high - low, most - 1, least=1 if year else 0)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    while last - first > most - 1 and most > 2:  # noqa: PLR2004 - both ends are ticks
        step = _next(step)
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return tuple((at * step, say_number(at * step, language, year=year)) for at in range(first, last + 1))


def _step(span: float, parts: int, least: float) -> float:
    """Return the smallest round step, 1, 2 or 5 by a power of ten, of which so many parts cover a span."""
    wanted = span / max(1, parts)
    if wanted <= 0:
        return max(1.0, least)
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next((power * one for one in (*_STEPS, 10) if power * one >= wanted * (1 - 1e-9)), power * 10)
    return max(step, least)


def _next(step: float) -> float:
    """Return the round step after another one."""
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    first = round(step / power)
    return power * {1: 2, 2: 5, 5: 10}.get(first, 10)


def day_ticks(first: float, last: float, most: int, language: str) -> tuple[Tick, ...]:
    """Return ticks for an axis of days (`times.py`), at days, months or years, the first and last around all.

    At most so many have words, in the page's language; the others are small ticks between.
    """
    if last - first <= _FEW_DAYS:
        days = [dt.date.fromordinal(day) for day in range(int(first), math.ceil(last) + 1)]
        return _worded([(float(day.toordinal()), print_short_day(day, language)) for day in days], most)
    if last - first <= _FEW_MONTHS:
        starts = list(month_starts(first, last))
        words = [print_short_day(Month(day.year, day.month), language) for day in starts]
        return _worded([(float(day.toordinal()), word) for day, word in zip(starts, words, strict=True)], most)
    begins, ends = dt.date.fromordinal(int(first)).year, dt.date.fromordinal(math.ceil(last)).year + 1
    years = round_ticks(begins, ends, most, language, year=True)
    return tuple(_years(years))


def _worded(marks: list[Tick], most: int) -> tuple[Tick, ...]:
    step = max(1, -(-(len(marks) - 1) // max(1, most - 1)))
    return tuple((at, words if number % step == 0 else "") for number, (at, words) in enumerate(marks))


def _years(ticks: tuple[Tick, ...]) -> Iterator[Tick]:
    for year, words in ticks:
        if 0 < year < dt.MAXYEAR:
            yield float(dt.date(int(year), 1, 1).toordinal()), words
