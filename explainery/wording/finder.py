"""Every number in a text, with what kind it is, and whether it has weight: whether it is a claim that can be false."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from explainery.units import known_unit
from explainery.wording.beside import Beside
from explainery.wording.clocks import Clock, Clocks
from explainery.wording.days import Dated, Days, month_names
from explainery.wording.digits import FOREIGN, digits_of
from explainery.wording.durations import joined
from explainery.wording.in_digits import DEGREES, DigitNumbers
from explainery.wording.lexicon import either, lexicon_of
from explainery.wording.number import Kind, Number
from explainery.wording.titles import outside_titles
from explainery.wording.unit_words import UnitWords
from explainery.wording.weight import SMALL, Around
from explainery.wording.words import Worded, WordNumbers

_KEPT = 2048  # texts whose numbers are kept
_DIGIT = re.compile(r"[\d¼½¾]")
_RAISED = re.compile(r"(?<!\w)[⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_FOREIGN = re.compile(FOREIGN)
_COMMA = re.compile(r"(?<=\d),(?=(?:\d{1,2}|\d{4,})(?!\d))")  # no three digits, which are thousands


class Finder:
    """Finds the numbers in texts of one language.

    `things` are the units of facts as they are written, `zones` the names of places whose time the explainer knows,
    `names` words that are names in its facts.
    """

    def __init__(
        self,
        language: str,
        things: frozenset[str] = frozenset(),
        zones: Sequence[str] = (),
        names: frozenset[str] = frozenset(),
    ) -> None:
        """Take the language, and what the explainer counts and names."""
        self.language, self.lexicon = language, lexicon_of(language)
        self._written = digits_of(language)
        powers: Mapping[str, int] = {**self._written.scales, **self.lexicon.scales}
        scales = {word: Decimal(10) ** power for word, power in powers.items()} | {
            word: Decimal(number) for word, number in self.lexicon.dozens.items()
        }
        units, people = UnitWords(language, self.lexicon, things), either(self.lexicon.words["people"])
        self._found = functools.lru_cache(_KEPT)(self._find)  # most texts are looked through more than once
        self._days = Days(language, units.pattern, people)
        self._clocks = Clocks(self.lexicon, zones, dict(month_names(language)))
        self._words = WordNumbers(self.lexicon, powers, units.in_words)
        self._around, self.beside = Around(language, self._days, people, names), Beside(self.lexicon, self._written)
        self._digits = DigitNumbers(self.lexicon, self._written, units, scales, self._around, self.beside)
        self._none = re.compile(rf"(?<!\w)(?:{either(self.lexicon.words['none'])})(?!\w)", re.IGNORECASE)
        self._gap = re.compile(rf"\.?(?:,|,? {re.escape(self._written.conjunction)})?[ \u00a0\u202f]?")

    def find(self, text: str, *, in_cell: bool = False) -> tuple[Number, ...]:
        """Return the numbers of a text in order, the parts of one duration together.

        A number that is all that a cell of a table says has weight.
        """
        return self._found(_RAISED.sub(lambda raised: raised[0].translate(_PLAIN), text), in_cell)

    def _find(self, text: str, in_cell: bool) -> tuple[Number, ...]:  # noqa: FBT001 - the key of a cache
        found: list[Number] = []
        taken = bytearray(len(text))
        for one in self._all_in(text):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
        if not found:
            return ()
        found.sort(key=lambda one: one.start)
        found = outside_titles(list(joined(found, text, self._gap)), text, self.lexicon)
        return (_in_cell(found[0], text),) if in_cell and len(found) == 1 else tuple(found)

    def _all_in(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text, those first that say more than their digits or words."""
        yield from map(_dated, self._days.find(text))
        if _DIGIT.search(text):
            yield from map(_clocked, self._clocks.find(text))
            yield from self._digits.find(text)
        if self._words.has_any(text):
            yield from map(_clocked, self._clocks.in_words(text))
            for worded in self._words.find(text):
                yield self._worded(worded, text)

    def _worded(self, worded: Worded, text: str) -> Number:
        start, end, value = worded.start, worded.end, worded.value
        if worded.is_fraction:
            return Number(start, end, "measure", value, units=frozenset(("%",)), weighs=False, is_loose=True)
        if worded.is_ordinal:
            return Number(start, end, "ordinal", value, weighs=False)
        measured = any(known_unit(symbol) for symbol in worded.units)
        unit = text[worded.end_of_number : end]
        people = not measured and self._around.counts_people(unit, text, start, worded.end_of_number)
        is_idiom = worded.is_idiom and not (people and worded.counts_people)
        weighs = not is_idiom and value not in (0, 1) and (measured or people or value > SMALL)
        is_small = max(value, worded.to or value) <= SMALL
        weighs = weighs and not ((is_small or not measured) and self._around.points_back(text, start))
        weighs = weighs and not (value <= SMALL and not measured and self._around.is_share(text, start))
        weighs = weighs and (bool(worded.units) or not self._around.is_decade(text, start, value))
        kind: Kind = "measure" if measured else "people" if people else "count"
        if worded.units & DEGREES and worded.to is None and (below := self.beside.below_zero_at(text, end)):
            end, value = below, -value
        return Number(start, end, kind, value, worded.to, worded.units, weighs)

    def ways_to_write(self, words: str) -> Sequence[str]:
        """Return how the language may write words with a number in signs of another one."""
        ways = (
            _FOREIGN.sub(lambda one, at=at: self._written.ways_to_write(one[0])[at], words)  # type: ignore[misc]
            for at in (0, -1)
        )
        return list(dict.fromkeys(ways))

    def with_own_points(self, formula: str) -> str:
        """Return a formula whose numbers have the language's sign for decimals in place of a point, or of a comma."""
        return (_POINT if self._written.decimal != "." else _COMMA).sub(self._written.decimal, formula)

    def is_calendar_word(self, word: str) -> bool:
        """Say whether a word names a month or a weekday."""
        return self._days.is_month(word) or self._days.is_weekday(word)

    def measures_at(self, text: str, at: int) -> bool:
        """Say whether a number that ends at a place goes on there: with a unit, “thousand”, “squared”."""
        return self._digits.derived.goes_on_at(text, at)

    def minus_before(self, text: str, at: int) -> int | None:
        """Return where a minus that stands right before a place in a text begins, without a number before it."""
        start = self.beside.minus_before(text, at)
        if start is None or any(not text[one.end : start].strip() for one in self.find(text[:start])):
            return None
        return start

    def none_in(self, text: str) -> str:
        """Return the word with which a text says that there is none; empty where it does not."""
        match = self._none.search(text)
        return match[0] if match else ""

    def wrong_weekdays(
        self, text: str, dates: Sequence[tuple[int, int, dt.date]]
    ) -> Iterator[tuple[int, int, dt.date]]:
        """Yield where a text has another weekday beside a date than that date's, with the date."""
        return self._days.wrong_weekdays(text, dates)

    def has_weekday(self, text: str) -> bool:
        """Say whether a text names a weekday."""
        return self._days.has_weekday(text)


def _dated(found: Dated) -> Number:
    return Number(found.start, found.end, "date", found.value)


def _clocked(found: Clock) -> Number:
    units = frozenset(("h",)) if found.may_last else frozenset[str]()
    return Number(found.start, found.end, "clock", found.value, None, units, zone=found.zone, is_loose=found.of_twelve)


def _in_cell(number: Number, text: str) -> Number:
    """Return the only number of a cell, with weight where the cell says nothing else."""
    if number.kind not in ("count", "people", "year") or re.search(r"\w", text[: number.start] + text[number.end :]):
        return number
    return replace(number, kind=number.kind if number.kind == "year" else "bare", weighs=True)
