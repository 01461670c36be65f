"""The units that an explainer brings in its settings: `teaspoon: {is: 5 ml, words: [teaspoon, teaspoons]}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from explainery.problems import Place, Problem, did_you_mean
from explainery.units import OwnUnit, Unit, Units

_SETTING = "units"
_IS = re.compile(r"(\d{1,40}(?:\.\d{1,40})?(?:/\d{1,40})?) +(\S.*)", re.ASCII)
_MOST = Fraction(10) ** 60  # times the unit of its kind in which all are measured; figures count in floats, up to 10³⁰⁸
_STEPS = 20  # of units that are measured in one another
_EXAMPLE = "Write a number, with a point before decimals, and a unit that is known, as in `is: 5 ml`."


def read_units(settings: Mapping[str, Any], places: Mapping[str, Place]) -> tuple[Units, list[Problem]]:
    """Return the units of an explainer: those of its language and its own; and what is wrong with these."""
    units = Units(str(settings.get("language") or "en"))
    reading = _Reading(units, settings.get(_SETTING) or {}, places)
    own = tuple(filter(None, map(reading.unit, reading.entries)))
    return Units(units.language, own), reading.problems


@dataclass
class _Reading:
    """One look at all entries. `known` are those that were read, None for those with a problem."""

    units: Units
    entries: Mapping[str, Any]
    places: Mapping[str, Place]
    problems: list[Problem] = field(default_factory=list)
    known: dict[str, OwnUnit | None] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def unit(self, name: str) -> OwnUnit | None:
        """Return a unit by its name; None where it cannot be one, which was then said."""
        if name in self.waiting:
            circle = " → ".join((*self.waiting[self.waiting.index(name) :], name))
            says = f"The unit `{name}` is measured by itself: {circle}."
            self._say("UNIT IN A CIRCLE", name, says, "Begin with a unit that is known, as in `is: 5 ml`.")
            self.known |= dict.fromkeys(self.waiting)
        if len(self.waiting) >= _STEPS:
            first = self.waiting[0]
            says = f"More than {_STEPS} units lie between `{first}` and one that is known."
            self._say("UNIT TOO FAR", first, says, "Say it in a unit that is known, as in `is: 5 ml`.", "is")
            self.known |= dict.fromkeys((*self.waiting, name))
        if name not in self.known:
            self.waiting.append(name)
            found = self._read(name, self.entries[name])
            self.waiting.pop()
            self.known.setdefault(name, found)
        return self.known[name]

    def _read(self, name: str, entry: Mapping[str, Any]) -> OwnUnit | None:
        own_words = tuple(dict.fromkeys(entry["words"]))
        before = [one for one in self.known.values() if one]
        for word in (name, *own_words):
            there = self.units.known(word)
            other = next((one.unit.symbol for one in before if word in (one.unit.symbol, *one.words)), None)
            if there or other:
                what = f"is a word for the unit `{other or (there and there.symbol)}` already"
                hint = "Give yours another name, or other words; or delete it, if it is the same."
                self._say("UNIT TWICE", name, f"`{word}` {what}.", hint)
                return None
        match = _IS.fullmatch(" ".join(str(entry["is"]).split()))
        if match is None:
            says = f"`is: {str(entry['is'])[:100]}` does not say how much a `{name}` is."
            self._say("BAD UNIT", name, says, _EXAMPLE, "is")
            return None
        number, _, parts = match[1].partition("/")
        factor = Fraction(number) / Fraction(parts or 1) if int(parts or 1) else Fraction(0)
        if not factor:
            self._say("BAD UNIT", name, f"A `{name}` cannot be nothing.", _EXAMPLE, "is")
            return None
        base = self.units.known(match[2])
        named = next((one for one, entry in self.entries.items() if match[2] in (one, *entry["words"])), None)
        if base is None and named is None:
            words = [word for word, _symbols in self.units.spellings(self.units.language)]
            hint = did_you_mean(match[2], [*words, *self.entries], "Write a unit that is known, as in `is: 5 ml`.")
            self._say("UNKNOWN UNIT", name, f"There is no unit `{match[2]}` to measure a `{name}` in.", hint, "is")
        elif base is None and named and (own := self.unit(named)):
            base = own.unit
        if base is None:
            return None
        if not 1 / _MOST <= base.worth * factor <= _MOST:
            self._say("BAD UNIT", name, f"Nothing is as large or as small as a `{name}`.", "Correct its number.", "is")
            return None
        return OwnUnit(Unit(name, base.dimension, base.worth * factor), own_words)

    def _say(self, title: str, name: str, says: str, hint: str, within: str = "") -> None:
        of_unit = f"{_SETTING}.{name}"
        place = self.places.get(f"{of_unit}.{within}") or self.places.get(of_unit) or self.places[_SETTING]
        self.problems.append(Problem(title, place, says, hint))
