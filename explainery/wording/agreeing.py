"""Whether a number in a text is the one that a fact holds, in whatever unit or form it is written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from explainery.model import Amount, Edtf, Month, Quantity
from explainery.units import Unit, is_year, known_unit, units_in_use
from explainery.wording.days import Day
from explainery.wording.number import Number
from explainery.wording.unit_words import symbol_of

_TIME = (("time", 1),)
_CLOSE = Decimal("0.005")  # how far a fraction in words may be from a share


def agrees(number: Number, quantity: Quantity, zones: Mapping[str, str]) -> bool:
    """Say whether a number is what a fact holds: its value, the upper end of its range, or both.

    It may be in another unit of the same kind (165 minutes are 2 hours 45 minutes), or say a part of a date (October
    2021); a clock time is that of the place beside it. `zones` are the time zones of places.
    """
    if number.is_foreign:
        return False
    if (lasting := _lasting(number)) and agrees(lasting, quantity, zones):
        return True
    if number.to is not None:
        return quantity.to is not None and all(map(partial(_is, zones=zones), ends_of(number), quantity.ends))
    return any(_is(number, end, zones) for end in quantity.ends)


def _lasting(number: Number) -> Number | None:
    """Return a clock time that may be a duration as one: `8 h 55`."""
    if not isinstance(number.value, dt.time) or not number.units:
        return None
    lasts = dt.timedelta(hours=number.value.hour, minutes=number.value.minute, seconds=number.value.second)
    return replace(number, kind="measure", value=lasts, units=frozenset(("s",)))


def ends_of(range_: Number) -> tuple[Number, Number]:
    """Return the two ends of a range as numbers of their own."""
    return replace(range_, to=None), replace(range_, value=range_.to or range_.value, to=None)


def same_kind(number: Number, quantity: Quantity) -> bool:
    """Say whether a number is of the kind that a fact holds, so that another one contradicts it."""
    value = quantity.value
    if isinstance(value, Decimal):
        number = _lasting(number) or number
        return _same_unit(number, quantity.unit)
    if isinstance(value, dt.timedelta):
        return any(one.dimension == _TIME for one in _units(number))
    kinds = {"clock"} if isinstance(value, dt.time) else {"date"}
    return number.kind in (kinds | {"clock"} if isinstance(value, dt.datetime) else kinds)


def _same_unit(number: Number, unit: str | None) -> bool:
    if is_year(unit):
        return number.kind == "year"
    held = units_in_use().all_known(unit)
    if not held:
        return unit is not None and symbol_of(unit) in number.units
    return any(known.symbol in number.units or _is_kind(number, known) for known in held)


def _is_kind(number: Number, known: Unit) -> bool:
    return any(one.dimension == known.dimension and one.dimension for one in _units(number))


def _units(number: Number) -> list[Unit]:
    return [known for symbol in sorted(number.units) if (known := known_unit(symbol))]


def _is(number: Number, end: Quantity, zones: Mapping[str, str]) -> bool:
    value = end.value
    if isinstance(value, Decimal):
        return _is_number(number, value, end.unit)
    if isinstance(value, dt.timedelta):
        return _seconds(number) == Fraction(value // dt.timedelta(seconds=1))
    if number.kind == "clock":
        return _is_time(number, value, zones)
    if number.kind == "year":
        return _has_year(value, int(number.value))  # type: ignore[arg-type]
    return number.kind == "date" and _is_day(number.value, value)


def _is_number(number: Number, value: Decimal, unit: str | None) -> bool:
    if is_year(unit):
        return number.kind in ("year", "bare") and number.value == value
    known = known_unit(unit)
    if isinstance(number.value, dt.timedelta):
        return known is not None and known.dimension == _TIME and _seconds(number) == Fraction(value) * known.worth
    if not isinstance(number.value, Decimal) or number.kind == "year":
        return False
    if number.kind in ("bare", "ordinal"):
        return number.value == value
    return _is_share(number.value, value, known) if number.is_loose else _is_measured(number, value, unit)


def _is_share(share: Decimal, value: Decimal, known: Unit | None) -> bool:
    """Say whether a fraction in words is a value, in per cent or of one."""
    of_one = value / 100 if known else value
    return (known is None or known.symbol == "%") and abs(of_one - share) < _CLOSE


def _is_measured(number: Number, value: Decimal, unit: str | None) -> bool:
    held, measured = units_in_use().all_known(unit), _units(number)
    if not isinstance(number.value, Decimal):
        return False
    if not held:
        return not measured and number.value == value and _counts(number, unit)
    return any(_same(number.value, one, value, known) for one in measured for known in held)


def _is_exact(unit: Unit) -> bool:
    """Say whether nobody rounds what is converted into a unit: of time, or of money, whose dimension is its code."""
    return unit.dimension == _TIME or any(kind.isupper() for kind, _power in unit.dimension)


def _same(left: Decimal, one: Unit, right: Decimal, other: Unit) -> bool:
    if one.symbol == other.symbol:
        return left == right
    if not one.dimension or one.dimension != other.dimension:
        return False
    here = Fraction(right) * other.worth / one.worth
    if _is_exact(one) or len(left.normalize().as_tuple().digits) == 1:
        return here == Fraction(left)
    return abs(here - Fraction(left)) * 2 <= Fraction(10) ** int(left.as_tuple().exponent)  # 363 feet are 110.6 m


def _counts(number: Number, unit: str | None) -> bool:
    """Say whether a count may count what a fact counts: where both say what they count, it is the same."""
    return not unit or not number.units or symbol_of(unit) in number.units or number.kind == "people"


def _seconds(number: Number) -> Fraction | None:
    if isinstance(number.value, dt.timedelta):
        return Fraction(number.value // dt.timedelta(seconds=1))
    if not isinstance(number.value, Decimal):
        return None
    worth = next((one.worth for one in _units(number) if one.dimension == _TIME), None)
    return None if worth is None else Fraction(number.value) * worth


def _is_time(number: Number, value: Amount, zones: Mapping[str, str]) -> bool:
    """Say whether a clock shows the time of a moment where it stands, to the second only where it shows seconds."""
    said = number.value
    if not isinstance(said, dt.time):
        return False
    if isinstance(value, dt.datetime) and number.zone:
        from explainery.zones import local  # noqa: PLC0415 - takes a while, and few texts name places

        moment = local(value, number.zone, zones)
        shown = moment.time() if moment else None
    else:
        shown = value.time() if isinstance(value, dt.datetime) else value if isinstance(value, dt.time) else None
        shown = None if number.zone else shown
    if shown is None:
        return False
    hours = {shown.hour, shown.hour % 12} if number.is_loose else {shown.hour}
    return said.hour in hours and said.minute == shown.minute and said.second in (0, shown.second)


def _has_year(value: Amount, year: int) -> bool:
    if isinstance(value, Edtf):
        return any(one.earliest.year <= year <= one.latest.year for one in value.dates)
    return isinstance(value, dt.date | Month) and value.year == year


def _is_day(said: object, value: Amount) -> bool:
    """Say whether a date, month, or day of no year is that of a fact."""
    if isinstance(value, Edtf):
        return any(
            _is_day(said, one.earliest if one.day else Month(one.earliest.year, one.earliest.month))
            for one in value.dates
            if one.month
        )
    if isinstance(value, Month):
        return isinstance(said, Month) and said == value
    if not isinstance(value, dt.date):
        return False
    day = value.date() if isinstance(value, dt.datetime) else value
    if isinstance(said, Month):
        return (said.year, said.month) == (day.year, day.month)
    if isinstance(said, Day):
        return (said.month, said.day) == (day.month, day.day)
    return said == day
