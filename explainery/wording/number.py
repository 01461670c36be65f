"""A number in a text: where it stands, of what kind it is, what it says, and whether it is a claim."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from explainery.model import Month
from explainery.wording.days import Day

Kind = Literal["measure", "count", "people", "date", "year", "clock", "ordinal", "bare"]
Value = Decimal | dt.timedelta | dt.date | Month | Day | dt.time


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start` to `end` of a text.

    `value` is a Decimal (with the symbols of the `units` that its words may mean), a duration, a date, a `Month`, a
    `Day` of any year, or a clock time, which `zone` says where (UTC where it is empty), and which with the unit `h` may
    be a duration (`8 h 55`). A range has its upper end in `to`. `weighs`: it is a claim that can be false. `is_loose`:
    a clock time in words, which says no half of the day, or a fraction in words. `is_foreign`: it is written with signs
    that the language reads otherwise, such as `12.5` in German, so it is nobody's value.
    """

    start: int
    end: int
    kind: Kind
    value: Value
    to: Decimal | None = None
    units: frozenset[str] = frozenset()
    weighs: bool = True
    zone: str = ""
    is_loose: bool = False
    is_foreign: bool = False
