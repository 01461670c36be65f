"""When something is due for checking again: the day on which it was checked, and its review period in days to years."""

import calendar
import datetime as dt
import re

from explainery.model import Document, Fact

_PERIOD = re.compile(r"([1-9][0-9]*) (day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_YEAR = 12  # months


def due_on(holder: Fact | Document) -> dt.date | None:
    """Return the day from which a fact or page is due, by its `checked` and `check-every`; None where it never is.

    A month or year ends on the day of the same number, or on the last one of a shorter month.
    """
    checked, period = holder.checked, _PERIOD.fullmatch(holder.check_every or "")
    if period is None:
        return None
    number, unit = int(period[1]), period[2]
    try:
        if unit in _DAYS:
            return checked + dt.timedelta(days=number * _DAYS[unit])
        years, month = divmod(checked.month - 1 + number * _MONTHS[unit], _YEAR)
        year = checked.year + years
        return dt.date(year, month + 1, min(checked.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):  # beyond the calendar
        return None


def past_due(holder: Fact | Document, today: dt.date | None) -> dt.date | None:
    """Return since when a fact or page is due; None where it is not, or nobody said what day it is."""
    due = due_on(holder)
    return due if due and today and due <= today else None
