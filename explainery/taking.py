"""Fields that take their value from a fact, as `time: fact:opened` does: the value put there, in the field's form."""

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from explainery.edtf import read_edtf
from explainery.essence import digest_of
from explainery.model import Document, Edtf, Fact, FromFact, Month, Quantity, Record
from explainery.problems import Problem, names_a_draft, unknown_record
from explainery.units import unit_of

Holder = TypeVar("Holder", Record, Document)

_NAME = re.compile(r"\{(\w+)\}")
_WHOLE = "a whole number"
_KINDS: tuple[tuple[type, str], ...] = (  # a moment is a day, too, so it stands before
    (dt.datetime, "a moment"),
    (dt.date, "a day"),
    (dt.time, "a time of day"),
    (dt.timedelta, "a duration"),
    (Month, "a month"),
    (Edtf, "a date that is not quite known"),
    (Decimal, "a number"),
)
_LIMITS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
    "multipleOf": lambda number, step: number % step == 0,
    "enum": lambda number, choices: number in choices,
    "const": operator.eq,
}
"""The words with which a schema limits a number, and whether a number keeps to them."""


class Taking:
    """Puts the values of facts where fields name them. `problems` are those of fields that cannot have the value."""

    def __init__(
        self, facts: Mapping[str, Fact], quantities: Mapping[str, Quantity], home: str, drafts: Mapping[str, Fact]
    ) -> None:
        """Take the facts by their ids, the values of those that have one, and where in `content/` facts stand.

        `drafts` are the facts that are not on the site, which no field can name.
        """
        self.problems: list[Problem] = []
        self._facts, self._quantities, self._home = facts, quantities, home
        self._former = _by_former_id(facts)
        self._drafts = {**_by_former_id(drafts), **drafts}

    def filled(self, holder: Holder) -> Holder:
        """Return a record or page with a plain value in every field, also in those that take it from a fact."""
        if not holder.taken:
            return holder
        values: list[Any] = []

        def plain(value: Any) -> Any:
            if isinstance(value, FromFact):
                values.append(self._value(value, holder.fields))
                return values[-1]
            if isinstance(value, Mapping):
                return {name: plain(inner) for name, inner in value.items()}
            if isinstance(value, tuple):
                return tuple(map(plain, value))
            return value

        return replace(holder, fields=plain(holder.fields), digest=digest_of((holder.digest, values)))

    def _value(self, field: FromFact, beside: Mapping[str, Any]) -> Any:
        """Return what a field takes, None where there is a problem; `beside` are all fields of its record or page."""
        name = field.ref.id
        fact = self._facts.get(name) or self._former.get(name)
        if fact is None and name in self._drafts:
            draft = self._drafts[name]
            self.problems.append(names_a_draft("fact", draft.id, name, field.ref.place, draft.places["draft"]))
            return None
        if fact is None:
            names = [*self._facts, *self._former]
            self.problems.append(unknown_record("fact", name, field.ref.place, names, self._home))
            return None
        held = self._quantities.get(fact.id)
        if held is None and fact.formula:
            return None  # it could not be worked out, and that has been said
        found = _taken(field, fact, held, beside)
        if isinstance(found, _Misfit):
            says = f"`{field.field}` takes {found.wanted}, and the fact `{name}` {found.says}"
            hint = f"The fact is: {fact.statement} {found.hint}"
            self.problems.append(Problem(found.title, field.ref.place, says, hint))
            return None
        return found


def _by_former_id(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {old: fact for fact in facts.values() for old in fact.aliases}


@dataclass(frozen=True, slots=True)
class _Misfit:
    """Why a field cannot take the value of a fact: what the field takes, and what the fact is or has."""

    title: str
    wanted: str
    says: str
    first: str = ""

    @property
    def hint(self) -> str:
        """Return the remedy."""
        itself = f"the{self.wanted[1:]}".partition(" with ")[0]
        return f"{self.first or f'Name a fact that holds {self.wanted},'} or write {itself} here."


def _taken(field: FromFact, fact: Fact, held: Quantity | None, beside: Mapping[str, Any]) -> Any:
    """Return a fact's value in the form of a field, or why it has none; `beside` are the fields beside it."""
    wanted, unit = _wanted(field.schema), fact.unit
    if fact.to is not None:
        return _Misfit("FACT IS A RANGE", wanted, "is a range.", "Make facts of its two ends, and name one of them;")
    if held is None:
        return _Misfit("FACT WITHOUT A VALUE", wanted, "has no value.")
    amount, value = held.value, _in_form(held, field.schema)
    if value is None:
        is_fraction = isinstance(amount, Decimal) and wanted == _WHOLE
        kind = "a fraction" if is_fraction else next(name for type_, name in _KINDS if isinstance(amount, type_))
        return _Misfit("FACT OF ANOTHER KIND", wanted, f"holds {kind}.")
    own = _NAME.sub(lambda one: str(beside.get(one[1])), field.schema.get("x-unit", ""))
    if own and unit_of(own).symbol != unit_of(unit).symbol:
        has = f"has the unit `{unit}`." if unit else "has none."
        return _Misfit("FACT IN ANOTHER UNIT", f"{wanted} with the unit `{own}`", has)
    for word, keeps in _LIMITS.items():
        limit = field.schema.get(word)
        if limit is not None and not keeps(value, limit):
            return _Misfit("WRONG VALUE", f"{wanted} with `{word}: {limit}`", f"holds {value}.")
    return value


def _in_form(held: Quantity, schema: Mapping[str, Any]) -> Any:
    """Return what a fact holds as a field of that schema holds it; None where it is of another kind.

    A field for days takes the day of a moment (UTC), one for dates also a year.
    """
    amount = held.value
    if schema.get("x-value") == "date":
        if isinstance(amount, Decimal) and unit_of(held.unit).symbol == "year":
            amount = read_edtf(f"{amount:04}") or amount
        if schema.get("format") == "date":
            day = amount.date() if isinstance(amount, dt.datetime) else amount
            return day if isinstance(day, dt.date) else None
        return amount if isinstance(amount, dt.date | Month | Edtf) else None
    if "x-value" in schema:
        return amount
    if not isinstance(amount, Decimal):
        return None
    if amount == amount.to_integral_value():
        return int(amount)
    return None if _wanted(schema) == _WHOLE else float(amount)


def _wanted(schema: Mapping[str, Any]) -> str:
    """Return in words what a field takes."""
    if schema.get("x-value") == "date":
        return "a day" if schema.get("format") == "date" else "a date"
    if "x-value" in schema:
        return "a value"
    return "a number" if "number" in schema["type"] else _WHOLE
