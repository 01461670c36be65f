"""Dates that are not quite known, in the Extended Date/Time Format: `2021-10~`, `2020/2021`, `202X`.

Levels 0 and 1 of the format (loc.gov/standards/datetime, ISO 8601-2:2019), for years from 0001 to 9999.
"""

import calendar
import datetime as dt
import re

from explainery.model import Edtf, EdtfDate

FORMS = (
    "`2021-10-05`, `2021-10`, `2021`, `2021-10~` (about), `2021-10?` (possibly), `2020/2021` (from, to) or `2020/..`"
)
"""The forms that remedies name."""

_DATE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([?~%]?)", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # the months of the northern meteorological seasons
_MONTHS = 12
_OPEN = ("", "..")


def read_edtf(text: str) -> Edtf | None:
    """Return what an EDTF string says; None where it is none, or its end lies before its beginning."""
    first, slash, last = text.partition("/")
    if not slash:
        one = _date(first)
        return Edtf(text, one, None) if one else None
    begins, ends = _date(first), _date(last)
    readable = all(date or part in _OPEN for date, part in ((begins, first), (ends, last)))
    if not readable or not (begins or ends) or (begins and ends and ends.latest < begins.earliest):
        return None
    return Edtf(text, begins, ends, interval=True)


def iso_of(date: Edtf) -> str:
    """Return what is known of a date as ISO 8601 has it: `2021`, `2021-10`, `2021-10-05`; of a time, its beginning."""
    one = date.dates[0]
    known = one.month if one.month and one.month not in _SEASONS else None
    if known is None:
        return f"{one.year:04}"
    return one.earliest.isoformat() if one.day else f"{one.year:04}-{known:02}"


def _date(text: str) -> EdtfDate | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day, qualifier = match.groups()
    if "X" in year and (month or day):
        return None
    if (month == "XX" and day not in (None, "XX")) or (day and not month):
        return None
    known_month = int(month) if month and month != "XX" else None
    known_day = int(day) if day and day != "XX" else None
    span = (year.count("X") and 10 ** year.count("X")) or 1
    since = int(year.replace("X", "0"))
    try:
        earliest, latest = _bounds(since, span, known_month, known_day)
    except ValueError:
        return None
    if known_month in _SEASONS and day:
        return None
    return EdtfDate(since, span, known_month, known_day, qualifier, earliest, latest)


def _bounds(year: int, span: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date may mean. Raises ValueError where the calendar has none."""
    if month is None:
        return dt.date(max(year, 1), 1, 1), dt.date(year + span - 1, 12, 31)
    first, last = _SEASONS.get(month, (month, month))
    if day:
        return (dt.date(year, month, day),) * 2
    later = year + (last > _MONTHS)
    last -= _MONTHS * (last > _MONTHS)
    if later > dt.MAXYEAR:
        raise ValueError
    return dt.date(year, first, 1), dt.date(later, last, calendar.monthrange(later, last)[1])
