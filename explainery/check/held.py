"""What the facts of a site hold: which of them a number in a text may be, and which it contradicts."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from explainery.check.passages import Passage
from explainery.model import Amount, Month, Record, Site
from explainery.wording import Finder, Weight, symbol_of

_LARGEST_WORDED = 100  # larger numbers are written in digits
_BESIDE = 40  # characters between a name and a number beside it
_YEAR = "year"
_WHOLE = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
_SENTENCE = re.compile(r"[.!?;]\s|\x00")


class Held:
    """The facts of a site by what they hold, and by the words that name them."""

    def __init__(self, site: Site) -> None:
        """Read the facts that have a value."""
        self.amounts = site.amounts
        facts = [fact for fact in site.records.get("fact", {}).values() if fact.id in site.amounts]
        self._holding: dict[Any, list[Record]] = {}
        for fact in facts:
            for key in _keys(site.amounts[fact.id], fact.fields.get("to"), fact.fields.get("unit")):
                self._holding.setdefault(key, []).append(fact)
        self._titles = [(fact.fields["title"].casefold(), fact) for fact in facts if fact.fields.get("title")]
        self._terms = {
            term.id: [fact for fact in facts if _names(fact, term.fields["term"])]
            for term in site.records.get("term", {}).values()
        }
        units = {unit.lower() for fact in facts if (unit := fact.fields.get("unit")) and unit != _YEAR}
        values = {key[1] for key in self._holding if isinstance(key, tuple) and _is_worded(key[1])}
        self._finder = Finder(str(site.settings["language"]), frozenset(units), frozenset(values))

    def weights(self, text: str) -> list[Weight]:
        """Return the numbers of weight in a text."""
        return self._finder.find(text)

    def holding(self, weight: Weight) -> list[Record]:
        """Return the facts that hold a number."""
        keys: list[Any] = [(unit, weight.value, weight.to) for unit in sorted(weight.units)] or [weight.value]
        return list({fact.id: fact for key in keys for fact in self._holding.get(key, ())}.values())

    def contradicted(self, weight: Weight, passage: Passage) -> Iterator[tuple[str, Record]]:
        """Yield the facts that a number contradicts, each with its name beside it in the passage.

        A fact is named by its `title`; or by a linked term, where it alone has this unit and the term in its statement.
        """
        low = passage.text.casefold()
        for title, fact in self._titles:
            if title not in low:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", low):
                if _is_beside(match.span(), weight, passage) and self._differs(weight, fact):
                    yield passage.text[match.start() : match.end()], fact
        for start, end, link in passage.links:
            if link.scheme == "term" and weight.units and _is_beside((start, end), weight, passage):
                same = [fact for fact in self._terms.get(link.target, ()) if _unit(fact) in weight.units]
                if len(same) == 1 and self._differs(weight, same[0]):
                    yield passage.text[start:end], same[0]

    def _differs(self, weight: Weight, fact: Record) -> bool:
        """Say whether a number is of the kind that a fact holds, and another one."""
        value, to = self.amounts[fact.id], fact.fields.get("to")
        if isinstance(value, Decimal):
            return _unit(fact) in weight.units and (weight.value, weight.to) != (value, to)
        if isinstance(value, dt.date) and isinstance(weight.value, dt.date | Month):
            day = value.date() if isinstance(value, dt.datetime) else value
            known = day if isinstance(weight.value, dt.date) else Month(day.year, day.month)
            return weight.value != known and to is None
        if isinstance(value, Month) and isinstance(weight.value, dt.date | Month):
            return (weight.value.year, weight.value.month) != (value.year, value.month) and to is None
        is_duration = isinstance(value, dt.timedelta) and isinstance(weight.value, dt.timedelta)
        return is_duration and value != weight.value


def _unit(fact: Record) -> str | None:
    unit = fact.fields.get("unit")
    return symbol_of(unit) if unit and unit != _YEAR else None


def _names(fact: Record, term: str) -> bool:
    says = fact.fields["statement"]
    return term in says and re.search(rf"(?<!\w){re.escape(term)}(?!\w)", says) is not None


def _is_worded(value: Any) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and 1 < value <= _LARGEST_WORDED


def _is_beside(name: tuple[int, int], weight: Weight, passage: Passage) -> bool:
    """Say whether a number stands close to a name, in the same sentence."""
    first, last = (name[1], weight.start) if name[1] <= weight.start else (weight.end, name[0])
    return 0 <= last - first <= _BESIDE and not _SENTENCE.search(passage.text, first, last)


def _keys(value: Amount, to: Any, unit: str | None) -> Iterator[Any]:
    """Yield what a value is found by; a year is no number of weight."""
    if isinstance(value, Decimal):
        if unit and unit != _YEAR:
            yield symbol_of(unit), value, to
    elif isinstance(value, dt.timedelta):
        yield value
        seconds = value // dt.timedelta(seconds=1)
        yield from (
            (symbol, Decimal(seconds // each), None) for symbol, each in _WHOLE if seconds and not seconds % each
        )
    elif isinstance(value, dt.datetime):
        yield value.date()
    elif isinstance(value, dt.date | Month) and to is None:
        yield value
