"""Stretches of time, or of numbers, on one axis: where each begins and ends, and what the axis says."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explainery.draw.axes import Tick, day_ticks, round_ticks
from explainery.draw.conversion import in_unit, lies_at_year, say_number
from explainery.draw.data import Fact
from explainery.draw.entries import Cell
from explainery.draw.shapes import Fault
from explainery.draw.times import as_iso, stretch
from explainery.model import Edtf, Month, Quantity
from explainery.problems import Place
from explainery.wording import print_quantity, print_unit

_FEW_HOURS = 1.5  # days, up to which the ticks are hours
_HOURS = (1, 2, 3, 6, 12)
_DATES = dt.date | Month | Edtf


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch on an axis, in its numbers; a moment ends where it begins.

    `said` is it in the page's language, `cells` are both ends as a table for programs has them; `status` is how sure
    its facts are, empty where it was typed.
    """

    begins: float
    ends: float
    said: str
    cells: tuple[str, str]
    status: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """What stretches share: days (`times.py`), or numbers in a unit. `language` is that of its words."""

    days: bool
    unit: str
    language: str

    def span(self, begins: Any, ends: Any, where: str, name: str) -> Span:
        """Return the stretch from one value to another, or that of one alone, such as a month or a fact with two ends.

        `where` is the parameter, `name` what it is called there. Raises Fault where it ends before it begins.
        """
        first, until = self._stretch(begins, f"{where}.begins")
        if ends is None:
            last = until
        else:
            at, last = self._stretch(ends, f"{where}.ends")
            if at < first:
                message = f"“{name}” ends before it begins."
                raise Fault(
                    message, f"{where}.ends", _place(ends), "Correct one of the two, or let them change places."
                )
        said = self._said(begins) if ends is None else f"{self._said(begins)} – {self._said(ends)}"
        lower, upper = _ends_of(begins)
        cells = (_cell(lower), _cell(upper if ends is None else _ends_of(ends)[1] or _ends_of(ends)[0]))
        known = [one.status for one in (begins, ends) if isinstance(one, Fact)]
        return Span(first, last, said, cells, next((one for one in known if one != "documented"), "".join(known[:1])))

    def ticks(self, first: float, last: float, most: int) -> tuple[Tick, ...]:
        """Return ticks around two places, at most so many of them with words."""
        if not self.days:
            return round_ticks(first, last, most, self.language)
        if last - first <= _FEW_HOURS:
            return _hour_ticks(first, last, most)
        return day_ticks(first, last, most, self.language)

    def _stretch(self, held: Any, where: str) -> tuple[float, float]:
        """Return where a value begins and ends. Raises Fault."""
        if not self.days:
            low, high = in_unit(Cell(held, self.unit, _place(held), where), self.unit)
            return float(low), float(low if high is None else high)
        first, last = _ends_of(held)
        begins, ends = _days_of(first, where, held)
        return (begins, ends) if last is None else (begins, _days_of(last, where, held)[1])

    def _said(self, held: Any) -> str:
        if isinstance(held, Fact) and held.quantity:
            return print_quantity(held.quantity, self.language, held.statement)
        if isinstance(held, Decimal):
            return say_number(held, self.language, year=self.days)
        return print_quantity(Quantity(held), self.language)


def axis_of(values: Iterable[tuple[Any, str]], unit: str, language: str) -> Axis:
    """Return the axis on which values lie, each given with its parameter: facts, days, months, years or numbers.

    Whole numbers without another unit than a year lie on it as years. Raises Fault where they share no axis.
    """
    known = [(held, where) for held, where in values if held is not None]
    numbers = [(held, where) for held, where in known if not _is_time(held, unit)]
    if not numbers:
        return Axis(days=True, unit="", language=language)
    if dated := next(((held, where) for held, where in known if isinstance(_ends_of(held)[0], _DATES)), None):
        message = "A day or month stands here, and other places on this axis are numbers."
        raise Fault(message, dated[1], _place(dated[0]), "Write all of them as dates, or all as numbers of one kind.")
    first = next((held.unit for held, _where in known if isinstance(held, Fact)), "")
    return Axis(days=False, unit=print_unit(unit or first, language), language=language)


def _is_time(held: Any, unit: str) -> bool:
    amount = _ends_of(held)[0]
    if not isinstance(amount, Decimal):
        return isinstance(amount, _DATES)
    return lies_at_year(amount, held.unit if isinstance(held, Fact) else unit)


def _ends_of(held: Any) -> tuple[Any, Any]:
    return (held.value, held.to) if isinstance(held, Fact) else (held, None)


def _place(held: Any) -> Place | None:
    return held.place if isinstance(held, Fact) else None


def _days_of(amount: Any, where: str, held: Any) -> tuple[float, float]:
    if isinstance(amount, Decimal):
        year = int(amount)
        return float(dt.date(year, 1, 1).toordinal()), float(dt.date(year + 1, 1, 1).toordinal())
    if isinstance(amount, Edtf) and not (amount.begins and (amount.ends or not amount.interval)):
        message = "This date is open at one end, so nobody can say how long it is."
        raise Fault(message, where, _place(held), "Name the day, month or year of that end.")
    if not isinstance(amount, _DATES):
        message = "A day, a month or a year is expected here."
        raise Fault(message, where, _place(held), "Name a fact that holds one, or write one as in `2021-10-05`.")
    return stretch(amount, where)


def _cell(amount: Any) -> str:
    """Return one end as a table for programs has it."""
    return f"{amount.normalize():f}" if isinstance(amount, Decimal) else as_iso(amount)


def _hour_ticks(first: float, last: float, most: int) -> tuple[Tick, ...]:
    """Return ticks at full hours, in UTC, around two moments in days."""
    begins = math.floor(first * 24)
    ends = max(math.ceil(last * 24), begins + 1)
    step = next((step for step in _HOURS if (ends - begins) / step <= most - 1), 24)
    marks = range(begins - begins % step, ends + step, step)
    return tuple((hour / 24, f"{hour % 24:02}:00") for hour in marks if hour - step < ends)
