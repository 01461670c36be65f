"""What a figure is drawn from: the parameters of its block, with facts and events as their values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explainery.draw.shapes import Fault
from explainery.model import Amount, Quantity, Record, Words
from explainery.problems import Place
from explainery.units import converted

LATEST = 9990
"""The last year that a figure can draw; rulers go on a little behind it, and the calendar ends with 9999."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, or a physical constant, as figures see it; `place` is where the block names it."""

    id: str
    statement: str
    quantity: Quantity | None
    status: str
    place: Place | None = None

    @property
    def value(self) -> Amount | None:
        """Return its value, the lower end of a range; None where it has none."""
        return self.quantity.value if self.quantity else None

    @property
    def to(self) -> Amount | None:
        """Return the upper end of its range; None where it is none."""
        return self.quantity.to if self.quantity else None

    @property
    def unit(self) -> str:
        """Return the unit of its number; empty for none."""
        return (self.quantity.unit if self.quantity else None) or ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula over facts as figures see it, with these facts by the names that stand in it."""

    text: str
    facts: Mapping[str, Fact]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A fact, the file that it stands in, its sources, and of how many origins these are."""

    fact: str
    subject: str
    status: str
    sources: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """A number in its unit, from `low` to `high` where it is a range; `name` and `place` say who named it."""

    low: Decimal | dt.timedelta
    high: Decimal | dt.timedelta
    unit: str
    name: str = ""
    place: Place | None = None

    def to(self, unit: str) -> float:
        """Return the number in another unit of its kind, such as `min`. Raises Fault, for a range as well."""
        if self.low != self.high:
            raise _is_range(self.name, self.place)
        return self._converted(self.low, unit)

    def range_to(self, unit: str) -> tuple[float, float]:
        """Return both ends in another unit of its kind. Raises Fault."""
        return self._converted(self.low, unit), self._converted(self.high, unit)

    def _converted(self, value: Decimal | dt.timedelta, unit: str) -> float:
        number = converted(value, self.unit, unit)
        if number is None:
            given = f"is given in “{self.unit}”" if self.unit else "has no unit"
            given = "is a duration" if isinstance(value, dt.timedelta) else given
            message = f"`{self.name}` {given}, which cannot be converted to {unit}."
            raise Fault(message, self.name, self.place, f"Name a fact whose unit can be, such as one in {unit}.")
        return float(number)


class Data(dict[str, Any]):
    """The parameters of a block, by name; what the block leaves out is None.

    Facts are `Fact`, formulas `Formula`, other records and pages are themselves, Markdown is its words. Under `records`
    stand those that `x-select` in the schema chooses, under `held` the facts that hold their fields. `language` is that
    of the page, and `words` say in it what the figure itself prints: `data.words.gettext("Source")`.
    """

    def __init__(self, values: Mapping[str, Any], language: str = "en", words: Words | None = None) -> None:
        """Take the parameters, the language in which numbers and dates are written, and its words."""
        super().__init__(values)
        self.language, self.words = language, words or Words(language)

    def __missing__(self, name: str) -> Any:
        """Raise Fault: the schema knows no such parameter."""
        message = f"The figure asks for `{name}`, and the block has no such parameter."
        raise Fault(message, hint=f"Add `{name}` to the component’s `schema.yaml`, or correct its `draw.py`.")

    def status(self, name: str) -> str:
        """Return how sure something is as a table says it, in small letters; empty where that is as usual."""
        said = {
            "announced": self.words.gettext("announced"),
            "computed": self.words.gettext("computed"),
            "disputed": self.words.gettext("disputed"),
        }
        return said.get(name, "")

    def number(self, name: str) -> float:
        """Return a parameter that is a number from 0 on, or a fact that holds one. Raises Fault."""
        return number({name: self[name]}, name)

    def quantity(self, name: str) -> NamedQuantity:
        """Return a parameter that names a fact with a number from 0 on, as a quantity to convert. Raises Fault."""
        return quantity(self[name], name)

    def moment(self, name: str) -> dt.datetime:
        """Return a parameter that is a day or moment, or a fact or event that holds one; UTC. Raises Fault."""
        return moment({name: self[name]}, name)


def quantity(fact: Any, name: str) -> NamedQuantity:
    """Return the number of a fact, from 0 on, as a quantity; `name` is the parameter that names it. Raises Fault."""
    if not isinstance(fact, Fact):
        message = f"What `{name}` names must be a fact that holds a number with its unit."
        raise Fault(message, name)
    low, high = fact.value, fact.to
    if isinstance(low, dt.timedelta) and low >= dt.timedelta():
        return NamedQuantity(low, high if isinstance(high, dt.timedelta) else low, "", name, fact.place)
    _from_zero(fact, name)  # which says what is wrong with it
    if not isinstance(low, Decimal):
        message = f"What `{name}` names must be a fact that holds a number with its unit."
        raise Fault(message, name, fact.place)
    return NamedQuantity(low, high if isinstance(high, Decimal) else low, fact.unit, name, fact.place)


def number(data: Mapping[str, Any], name: str) -> float:
    """Return a number that is not negative, given as such or as a fact. Raises Fault, for a range as well."""
    value = data.get(name)
    if isinstance(value, Fact) and isinstance(value.to, Decimal) and value.to != value.value:
        raise _is_range(name, value.place)
    return _from_zero(value, name)


def _is_range(name: str, place: Place | None) -> Fault:
    message = f"What `{name}` names is a range, and this figure would draw one end of it as if that were known."
    return Fault(message, name, place, "Name a fact that holds one number: make facts of the two ends, and name one.")


def _from_zero(value: Any, name: str) -> float:
    fact = value if isinstance(value, Fact) else None
    amount, place = (fact.value, fact.place) if fact else (value, None)
    if isinstance(amount, int | float | Decimal):
        if amount < 0:
            what = f"the fact `{fact.id}` is {amount}" if fact else f"this one is {amount}"
            message = f"What `{name}` names must be a number from 0, and {what}; no figure can draw less than nothing."
            raise Fault(message, name, place, "Correct it, or name another fact.")
        return float(amount)
    what = f"the fact `{fact.id}` holds none" if fact else "there is none"
    message = f"What `{name}` names must be a number, and {what}."
    raise Fault(message, name, place, "Name a fact that holds a number.")


def moment(data: Mapping[str, Any], name: str) -> dt.datetime:
    """Return a moment, from a fact or an event; a plain day begins at 00:00 UTC. Raises Fault."""
    found = data.get(name)
    value = found.value if isinstance(found, Fact) else found.fields.get("time") if isinstance(found, Record) else found
    return as_moment(value, name)


def as_moment(value: Any, name: str) -> dt.datetime:
    """Return a day or moment as a moment. Raises Fault."""
    if isinstance(value, dt.date) and value.year > LATEST:
        message = f"`{name}` lies in the year {value.year}; figures reach no further than {LATEST}."
        raise Fault(message, name, hint="Correct its date.")
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    message = f"`{name}` must be a day or a moment."
    raise Fault(message, name)
