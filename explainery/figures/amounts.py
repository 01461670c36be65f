"""Amounts of facts as figures need them: counts, days and years, and as words inside a writer's label."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from explainery.figures.data import LATEST, Fact, number
from explainery.figures.drawing import FigureError
from explainery.model import Month

_DAY = dt.timedelta(days=1)


def count(entry: Mapping[str, Any], parameter: str, most: int) -> int:
    """Return an entry's `fact` as a number of things, at most so many. Raises FigureError, which names `parameter`."""
    value = number({parameter: entry.get("fact")}, parameter)
    if value != int(value):
        message = f"`{parameter}` holds {value:g}; things are counted in whole numbers."
        raise FigureError(message, parameter)
    if value > most:
        message = f"`{parameter}` holds {value:,.0f}; this figure draws at most {most:,}."
        raise FigureError(message, parameter)
    return int(value)


def written(value: float) -> str:
    """Return a number as a label shows it: `3,000`, `11.8`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def said(words: str, value: float) -> str:
    """Return a writer's label with the number in place of `{value}`."""
    return words.replace("{value}", written(value))


def days(fact: Fact | None, parameter: str) -> float:
    """Return a fact's stretch of time in days: a duration, or a number whose unit is days. Raises FigureError."""
    value = fact.value if fact else None
    if isinstance(value, dt.timedelta) and value >= dt.timedelta():
        return value / _DAY
    if isinstance(value, Decimal) and value >= 0 and fact and fact.unit == "days":
        return float(value)
    message = f"`{parameter}` needs facts that hold a duration or a number of days, not less than none."
    raise FigureError(message, parameter)


def years(value: Any, parameter: str) -> tuple[float, float]:
    """Return from when to when a date lies, in years: 2014 is 2014.0 to 2015.0, a day no time. Raises FigureError."""
    if isinstance(value, dt.date) and value.year <= LATEST:  # a moment is one too
        start = dt.date(value.year, 1, 1)
        length = (dt.date(value.year + 1, 1, 1) - start).days
        part = (dt.date(value.year, value.month, value.day) - start).days / length
        return value.year + part, value.year + part
    if isinstance(value, Month):
        return value.year + (value.month - 1) / 12, value.year + value.month / 12
    if isinstance(value, Decimal) and value == int(value) and 0 < value <= LATEST:
        return float(value), float(value) + 1
    message = f"`{parameter}` needs facts that hold a day, a month or a year."
    raise FigureError(message, parameter)
