"""Amounts of facts as figures need them: counts, days and years, and as words inside a writer's label."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from explainery.draw.data import LATEST, Fact, number, quantity
from explainery.draw.shapes import Fault
from explainery.model import Month


def count(entry: Mapping[str, Any], parameter: str, most: int) -> int:
    """Return an entry's `fact` as a number of things, at most so many. Raises Fault, which names `parameter`."""
    value = number({parameter: entry.get("fact")}, parameter)
    if value != int(value):
        message = f"`{parameter}` holds {value:g}; things are counted in whole numbers."
        raise Fault(message, parameter)
    if value > most:
        message = f"`{parameter}` holds {value:,.0f}; this figure draws at most {most:,}."
        raise Fault(message, parameter)
    return int(value)


def with_commas(value: float) -> str:
    """Return a number as a label shows it: `3,000`, `11.8`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def said(words: str, value: float) -> str:
    """Return a writer's label with the number in place of `{value}`."""
    return words.replace("{value}", with_commas(value))


def days(fact: Fact | None, parameter: str) -> float:
    """Return a fact's stretch of time in days. Raises Fault."""
    return quantity(fact, parameter).to("d")


def years(value: Any, parameter: str) -> tuple[float, float]:
    """Return from when to when a date lies, in years: 2014 is 2014.0 to 2015.0, a day no time. Raises Fault."""
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
    raise Fault(message, parameter)
