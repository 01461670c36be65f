"""Numbers with units, and points in time: what can be reckoned with them, and a result in its unit."""

import ast
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from explainery.model import Amount
from explainery.units import Dimension, Unit, known_unit, unit_of

_TIME: Dimension = (("time", 1),)
_CALENDAR: Dimension = (("calendar", 1),)
_ROUND_TIME = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_ROUND_NUMBER: Mapping[str, Fraction] = {
    "hundredth": Fraction(1, 100),
    "tenth": Fraction(1, 10),
    "whole": Fraction(1),
    "ten": Fraction(10),
    "hundred": Fraction(100),
    "thousand": Fraction(1000),
    "million": Fraction(1_000_000),
}
_DECIMALS = 6  # places that a result may have without being rounded
_LARGEST = Fraction(10) ** 30
_MONTHS = 12


class Clash(Exception):  # noqa: N818 - the name says what it is, and it is no error of the program
    """Amounts that cannot be reckoned together, said so that it can follow the formula; `hint` is the remedy."""

    def __init__(self, says: str, hint: str = "") -> None:
        """Take the words and the remedy."""
        super().__init__(says)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time, or a value that nothing can be reckoned with."""

    value: Any


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A number in the first unit of its kind. `words` name it in sentences; `bare` numbers were typed into the formula.

    `counts` are the things that it counts, `span` the days between which it lies.
    """

    number: Fraction
    dimension: Dimension
    words: str
    bare: bool = False
    counts: frozenset[str] = field(default_factory=frozenset)
    span: tuple[dt.date, dt.date] | None = None


Operand = Point | Magnitude


@dataclass(frozen=True, slots=True)
class Rounding:
    """What a result is rounded to, by its name in the schema of facts; None for not at all."""

    name: str | None

    def number(self, value: Fraction) -> Decimal:
        """Return a number rounded half up. Raises Clash where it has too many places, or the name is one of time."""
        if abs(value) >= _LARGEST:
            message = "gives a number that is too large."
            raise Clash(message)
        if self.name is None:
            if (value * 10**_DECIMALS).denominator != 1:
                message = f"gives {float(value):.7g}…, which has too many places to be printed."
                raise Clash(message, "Say how it is rounded: `round: whole`, `tenth`, `hundredth`, `ten` or `hundred`.")
            step = Fraction(1, 10**_DECIMALS)
        elif self.name in _ROUND_NUMBER:
            step = _ROUND_NUMBER[self.name]
        else:
            message = f"gives a number, which cannot be rounded to the {self.name}."
            raise Clash(message, "Write `round: whole`, or `tenth`, `hundredth`, `ten`, `hundred`.")
        rounded = floor(value / step + Fraction(1, 2)) * step
        if value and not rounded:
            message = f"gives {float(value):.4g}, of which `round: {self.name}` leaves nothing."
            raise Clash(message, "Round it to less, as in `round: whole`, `tenth`, `hundredth`.")
        return (Decimal(rounded.numerator) / Decimal(rounded.denominator)).normalize() + 0

    def duration(self, seconds: Fraction) -> dt.timedelta:
        """Return a duration rounded half up. Raises Clash where the name is none of time, OverflowError."""
        step = Fraction(_ROUND_TIME.get(self.name or "second", 0))
        if not step or (self.name is None and seconds.denominator != 1):
            message = "gives a duration" + (
                f", which cannot be rounded to `{self.name}`." if self.name else " in parts."
            )
            raise Clash(message, "Write `round: second`, `minute`, `hour` or `day`.")
        rounded = int(floor(seconds / step + Fraction(1, 2)) * step)
        if seconds and not rounded:
            message = f"gives {float(seconds):.4g} seconds, of which `round: {self.name}` leaves nothing."
            raise Clash(message, "Round it to less, as in `round: second`, `minute`, `hour`.")
        return dt.timedelta(seconds=rounded)


def measured(value: Decimal, unit: Unit, words: str = "", *, bare: bool = False) -> Magnitude:
    """Return a number in a unit as a quantity; `words` are those of the unit."""
    counts = (
        frozenset(filter(None, (unit.symbol,)))
        if not unit.dimension and known_unit(unit.symbol) is None
        else frozenset[str]()
    )
    return Magnitude(Fraction(value) * unit.worth, unit.dimension, words or unit.symbol, bare, counts)


def joined(operation: type[ast.operator], left: Operand, right: Operand) -> Operand:
    """Return a sum, difference, product or ratio. Raises Clash, TypeError, SyntaxError and ZeroDivisionError."""
    if operation in (ast.Add, ast.Sub):
        return _sum(left, right, -1 if operation is ast.Sub else 1)
    if operation not in (ast.Mult, ast.Div):
        raise SyntaxError
    if isinstance(left, Point) or isinstance(right, Point):
        raise TypeError
    sign = 1 if operation is ast.Mult else -1
    powers = dict(left.dimension)
    for kind, power in right.dimension:
        powers[kind] = powers.get(kind, 0) + sign * power
    number = left.number * right.number if operation is ast.Mult else left.number / right.number
    dimension = tuple(sorted((kind, power) for kind, power in powers.items() if power))
    between = " × " if operation is ast.Mult else " ÷ "
    words = between.join(filter(None, (left.words, right.words)))
    return Magnitude(number, dimension, words, left.bare and right.bare)


def _sum(left: Operand, right: Operand, sign: int) -> Operand:
    if isinstance(left, Magnitude) and isinstance(right, Magnitude):
        if left.bare != right.bare:  # a typed number is of the kind that it is added to
            return _with_typed(left, right, sign)
        if left.dimension != right.dimension:
            message = f"reckons {_shown(left)} with {_shown(right)}."
            raise Clash(
                message, "Only amounts of one kind can be added: lengths, durations, or things that are counted."
            )
        number = left.number + sign * right.number
        return Magnitude(number, left.dimension, left.words, left.bare, left.counts | right.counts)
    if isinstance(left, Point) and isinstance(right, Point) and sign < 0:
        return _between(right.value, left.value)
    point, quantity = (left, right) if isinstance(left, Point) else (right, left)
    if not isinstance(point, Point) or not isinstance(quantity, Magnitude):
        raise TypeError
    if not isinstance(point.value, dt.date) or quantity.dimension != _TIME or (sign < 0 and point is right):
        raise TypeError
    if type(point.value) is dt.date and (quantity.number / _ROUND_TIME["day"]).denominator != 1:
        raise TypeError  # a day has no hours to add to
    return Point(point.value + dt.timedelta(seconds=float(sign * quantity.number)))


def _with_typed(left: Magnitude, right: Magnitude, sign: int) -> Magnitude:
    whole = right if left.bare else left
    if whole.dimension and whole.words:
        worth = unit_of(whole.words).worth if unit_of(whole.words).dimension == whole.dimension else None
        if worth is None:
            message = f"adds a typed number to {_shown(whole)}."
            raise Clash(message, "Write the unit of the number: `+ 5 minutes`.")
    else:
        worth = Fraction(1)
    first = left.number * (worth if left.bare else 1)
    second = right.number * (worth if right.bare else 1)
    return replace(whole, number=first + sign * second, span=None)


def _between(begins: Any, ends: Any) -> Magnitude:
    if type(begins) is not type(ends) or not isinstance(begins, dt.date):
        raise TypeError
    days = tuple(value.date() if isinstance(value, dt.datetime) else value for value in (begins, ends))
    seconds = Fraction((ends - begins) // dt.timedelta(seconds=1))
    return Magnitude(seconds, _TIME, "a duration", span=(days[0], days[1]))


def settled(result: Operand, unit: str | None, rounding: Rounding) -> Amount:
    """Return a result in the unit that its fact has. Raises Clash where it cannot be, TypeError, OverflowError."""
    if isinstance(result, Point):
        if not isinstance(result.value, dt.date | dt.time):
            raise TypeError
        return result.value
    if unit is None:
        if result.dimension == _TIME:
            return rounding.duration(result.number)
        if result.dimension or result.counts:
            message = f"gives {_shown(result)}, and the fact has no unit."
            raise Clash(message, f"Add `unit`, such as `unit: {result.words or 'km'}`.")
        return rounding.number(result.number)
    wanted = unit_of(unit)
    if result.span and wanted.dimension == _CALENDAR:
        return Decimal(_months(*result.span) // int(wanted.worth))
    things = result.counts - {unit}
    if result.dimension != wanted.dimension or (things and unit in result.counts):
        message = f"gives {_shown(result)}, and the unit of the fact is `{unit}`."
        raise Clash(
            message, "Correct the formula or `unit`. A number in a formula may have its unit, too: `60 minutes`."
        )
    return rounding.number(result.number / wanted.worth)


def _months(begins: dt.date, ends: dt.date) -> int:
    """Return the whole months between two days, as ages are counted."""
    if ends < begins:
        return -_months(ends, begins)
    return (ends.year - begins.year) * _MONTHS + ends.month - begins.month - (ends.day < begins.day)


def _shown(quantity: Magnitude) -> str:
    if len(quantity.counts) > 1:
        return " and ".join(f"`{one}`" for one in sorted(quantity.counts))
    return f"`{quantity.words}`" if quantity.words not in ("", "a duration") else quantity.words or "a pure number"
