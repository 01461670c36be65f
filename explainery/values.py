"""Amounts: the numbers, days, times and durations that facts hold, read from their ISO 8601 and EDTF forms."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from explainery.edtf import read_edtf
from explainery.model import Amount, Month

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,4})?")
_MOST_DIGITS = 30
_MONTHS = 12
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DURATION = re.compile(r"P(?=\d|T\d)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_ISO: tuple[tuple[re.Pattern[str], Callable[[str], Amount]], ...] = (
    (re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), dt.date.fromisoformat),
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z", re.ASCII), dt.datetime.fromisoformat),
    (re.compile(r"\d{2}:\d{2}(?::\d{2})?", re.ASCII), dt.time.fromisoformat),
)


def read_amount(text: str) -> Amount | None:
    """Return what `text` stands for (ISO 8601 for dates and durations, EDTF for uncertain dates), or None for nothing.

    Times are UTC.
    """
    try:
        if _NUMBER.fullmatch(text):
            number = Decimal(text)
            return number if -_MOST_DIGITS < number.adjusted() < _MOST_DIGITS else None
        month = _MONTH.fullmatch(text)
        if month and int(month[2]) <= _MONTHS:
            first = dt.date(int(month[1]), int(month[2]), 1)
            return Month(first.year, first.month)
        if duration := _DURATION.fullmatch(text):
            days, hours, minutes, seconds = (int(part or 0) for part in duration.groups())
            return dt.timedelta(days, seconds, 0, 0, minutes, hours)
        return next((read(text) for form, read in _ISO if form.fullmatch(text)), None) or read_edtf(text)
    except (ValueError, OverflowError, InvalidOperation):
        return None
