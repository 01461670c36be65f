"""Words that are tied to a fact: they say its value and no other number, its bound, its names, and what it quotes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from explainery.model import Edtf, Link, Month, Quantity
from explainery.numbers.facts import Facts, Said
from explainery.numbers.passages import Passage
from explainery.problems import Place
from explainery.wording import (
    Number,
    agrees,
    bound_of,
    has_name,
    is_implied,
    is_quoted_in,
    measures_in,
    names_in,
    quotations,
    sentence_spans,
    words_of,
    words_say,
)

Kind = Literal["loose", "foreign", "against", "zone", "differs", "other", "bound", "name", "quotation", "weekday"]
_DAYS = (dt.date, Month, Edtf)
_OPENING = ' \u00a0\u202f“«„"(‘'
_DIGIT = re.compile(r"\d")
_GOES_INTO = re.compile(r"\d[.,]?$")
_GOES_ON = re.compile(r"[.,]?\d|[²³¹¼-¾⅐-⅞]")
_MONEY = re.compile(r"(?:[$€£₽¥₹₴₸₺₩]|\b[A-Z]{3}(?=[ \u00a0\u202f]))[ \u00a0\u202f]?$")
# Days that have points between their parts: `5.10.` and `5. 10. 2021`, which everywhere else may be other numbers.
_POINTED = re.compile(r"(?<![\w.,/:-])(\d{1,2})\.( ?)(\d{1,2})(?:\.( ?)(\d{4}|\d\d))?(?![\w,/:]|\.\d)")
_POINT = re.compile(r"\d{1,2}\.\d{2}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at `span` of a passage, whose text begins at `place` of a file.

    `facts` are those that it is about; `name` is what the text calls them, or the name, bound or place that is wrong.
    `words` would excuse a number alone, where they stand on its page as many `times`; records have none.
    `is_plain`: no link can stand there, as in a heading.
    """

    kind: Kind
    passage: Passage
    place: Place
    span: tuple[int, int]
    facts: tuple[Said, ...] = ()
    name: str = ""
    words: str = ""
    times: int = 1
    is_plain: bool = False


def faults_of_links(passage: Passage, place: Place, facts: Facts) -> Iterator[Finding]:
    """Yield what is wrong with the words of a passage that are tied to facts, and with the weekdays beside dates."""
    for start, end, link in passage.links:
        said = facts.get(link.target) if link.scheme == "fact" else None
        fault = next(_Tie(passage, start, end, link, said, facts).faults(), None) if said else None
        if fault:
            yield fault
    yield from _wrong_weekdays(passage, place, facts)


class _Tie:
    """Words at `start` to `end` of a passage that are tied to a fact."""

    def __init__(self, passage: Passage, start: int, end: int, link: Link, said: Said, facts: Facts) -> None:
        self.passage, self.start, self.end, self.place = passage, start, end, link.place
        self.said, self.facts = said, facts
        self.words = passage.text[start:end]
        self.read = _POINTED.sub(_with_slashes, self.words) if isinstance(said.value, _DAYS) else self.words
        self.numbers = self._numbers()

    def faults(self) -> Iterator[Finding]:
        """Yield what is wrong with the words; what comes first matters most, and often explains the rest."""
        if not self._says_value():
            yield self._finding("differs")
        for words in self._other_numbers():
            yield self._finding("other", words)
        if (bound := self._wrong_bound()) is not None:
            yield self._finding("bound", bound)
        for name in self._names():
            if not self._has(name):
                yield self._finding("name", name)
        for quotation in quotations(self.words, self.passage.text[: self.start], self.passage.text[self.end :]):
            if not any(is_quoted_in(quotation, text) for text in self.said.quotable):
                yield self._finding("quotation", quotation)

    def _other_numbers(self) -> Iterator[str]:
        """Yield the numbers in the words, or running on behind them, that the fact does not tell."""
        text, start, end = self.passage.text, self.start, self.end
        before, behind = _GOES_INTO.search(text[:start]), _GOES_ON.match(text, end)
        if before and (before[0].isdigit() or text[start].isdigit()):
            yield text[before.start() : end]
        if behind and (text[end - 1].isdigit() or not behind[0][-1].isdecimal()):
            yield text[start : behind.end()]
        yield from self._around_the_number()
        for number in (*self._signed_before(), *self._running_on()):
            if not self.said.tells(number):
                yield text[min(start, number.start) : number.end]
        for number in self.numbers:
            if self._is_claim(number) and not self.said.tells(number) and not self._is_local_day(number):
                yield self.words[number.start : number.end]

    def _around_the_number(self) -> Iterator[str]:
        """Yield what a minus before the words, or “and a half” or “below zero” behind them, makes of a number."""
        text, start, end, finder = self.passage.text, self.start, self.end, self.facts.finder
        first, last = (self.numbers[0], self.numbers[-1]) if self.numbers else (None, None)
        if first and first.start == 0 and (minus := finder.minus_before(text, start)) is not None:
            value = first.value
            other = replace(first, value=-value) if isinstance(value, Decimal) and value > 0 else None
            if first.kind == "clock" or (other and not self.said.tells(other)):
                yield text[minus:end]
        if last and last.end == len(self.words) and isinstance(last.value, Decimal) and last.to is None:
            below = finder.beside.below_zero_at(text, end)
            if below is not None and not self.said.tells(replace(last, value=-last.value)):
                yield text[start:below]
            half = finder.beside.half_at(text, end)
            if half and not self.said.tells(replace(last, value=last.value + half[1])):
                yield text[start : half[0]]

    def _finding(self, kind: Kind, name: str = "") -> Finding:
        return Finding(kind, self.passage, self.place, (self.start, self.end), (self.said,), name)

    def _numbers(self) -> Sequence[Number]:
        """Return the numbers in the words, as if these were a whole text; a clock time as it goes on behind them."""
        found = self.facts.finder.find(self.read)
        if not any(number.kind == "clock" for number in found):
            return found
        clocks = {number.start - self.start: number for number in self._whole() if number.kind == "clock"}
        return [
            replace(one, value=clocks[one.start].value, zone=clocks[one.start].zone) if one.start in clocks else one
            for one in found
        ]

    def _whole(self) -> Sequence[Number]:
        return self.facts.finder.find(self.passage.text)

    def _signed_before(self) -> list[Number]:
        """Return the amounts of money in the words whose sign or code stands before these: “$[91 million]”."""
        if not self.numbers or not _MONEY.search(self.passage.text[: self.start]):
            return []
        return [number for number in self._whole() if number.start < self.start < number.end <= self.end]

    def _running_on(self) -> list[Number]:
        """Return the numbers that begin in the words and have their unit or “thousand” behind these."""
        if not self.numbers or not self.facts.finder.measures_at(self.passage.text, self.end):
            return []
        return [
            number
            for number in self._whole()
            if self.start <= number.start < self.end < number.end
            and number.kind != "clock"
            and not any(one.weighs for one in self.facts.finder.find(self.passage.text[self.end : number.end]))
        ]

    def _is_local_day(self, number: Number) -> bool:
        """Say whether a date is that of the fact in the place whose clock time the words tell."""
        value = self.said.value
        zone = next((one.zone for one in self.numbers if one.kind == "clock" and one.zone), "")
        if not zone or not isinstance(value, dt.datetime):
            return False
        from explainery.zones import local  # noqa: PLC0415 - takes a while, and few texts name places

        moment = local(value, zone, self.facts.zones)
        return moment is not None and agrees(number, Quantity(moment.date()), {})

    def _says_value(self) -> bool:
        said, held = self.said, self.said.quantity
        if held is None:
            return True
        if any(number.is_foreign for number in self.numbers):
            return False
        clocks = [number for number in self.numbers if number.kind == "clock"]
        if isinstance(held.value, dt.datetime | dt.time) and any(number.zone for number in clocks):
            return any(said.agrees(number) for number in clocks)
        if held.unit is None and isinstance(held.value, Decimal) and self._is_measured_otherwise():
            return False
        return words_say(self.read, held, self.facts.finder, self.facts.zones)

    def _is_measured_otherwise(self) -> bool:
        """Say whether the words measure in what no text of a fact without a unit does."""
        measures = measures_in(self.words, self.facts.finder)
        return bool(measures) and not measures <= self.said.measures

    def _is_claim(self, number: Number) -> bool:
        """Say whether a number says something: “one” need not, and `12.22` may be a time with a point."""
        text = self.words[number.start : number.end]
        if number.value in (0, 1) and not number.is_foreign:
            return text.isdigit()
        is_time = isinstance(self.said.value, dt.datetime | dt.time)
        return not (is_time and _POINT.fullmatch(text))

    def _wrong_bound(self) -> str | None:
        """Return the words, in the tied ones or right before them, that bound the value wrongly; None without any."""
        said, text = self.said, self.passage.text
        bare = (one for one in self.numbers if not one.units and said.is_end(one))
        number = next((one for one in self.numbers if said.agrees(one)), next(bare, None))
        if number is None or said.value is None:
            return None
        since = max(first for first, _last in sentence_spans(text, self.facts.language) if first <= self.start)
        at = self.start - since
        bound = bound_of(text[since:], at + number.start, at + number.end, self.facts.language, of_time=said.is_time)
        if said.is_small_count and self.facts.is_preposition(text[: self.start], bound.kind):
            return None  # “a book about [two writers]”
        return None if is_implied(bound.kind, said.bound, exact_kind=said.is_exact_kind) else bound.words

    def _names(self) -> Iterator[str]:
        known = self.facts.names.__contains__
        measured = (self.words[one.start : one.end] for one in self.numbers if one.units)
        measures = frozenset().union(*map(words_of, measured))  # “degrees Celsius”, “EUR 4”
        begins = self._begins_sentence() and not (self.passage.is_cell and self.words.isalpha())
        for name in names_in(self.words, self.facts.language, begins=begins, known=known):
            is_declared = name.casefold() in self.facts.declared or name in self.facts.places
            is_other_word = self.facts.finder.is_calendar_word(name) or name.casefold() in measures
            if not is_declared and not is_other_word:
                yield name

    def _has(self, name: str) -> bool:
        """Say whether the fact has a name; one with hyphens also where it has all its parts and none is a number."""
        words = self.said.words
        if has_name(name, words):
            return True
        parts = name.split("-")
        has_digits = any(sign.isdigit() for sign in name)
        return len(parts) > 1 and not has_digits and all(has_name(part, words) for part in parts)

    def _begins_sentence(self) -> bool:
        before = self.passage.text[: self.start].rstrip(_OPENING)
        starts = {first for first, _last in sentence_spans(self.passage.text, self.facts.language)}
        return (
            not before
            or before.endswith((":", "–", "—"))
            or any(len(before) <= first <= self.start for first in starts)
        )


def _with_slashes(day: re.Match[str]) -> str:
    """Return a day with slashes in place of points, as long as it was."""
    parts = [part for part in (day[1], day[3], day[5]) if part]
    return "/".join(parts).ljust(len(day[0]))


def _wrong_weekdays(passage: Passage, place: Place, facts: Facts) -> Iterator[Finding]:
    finder, text = facts.finder, passage.text
    if not (passage.links or _DIGIT.search(text)) or not finder.has_weekday(text):
        return
    dates = [
        (number.start, number.end, number.value)
        for number in finder.find(text)
        if number.kind == "date" and isinstance(number.value, dt.date)
    ]
    for start, end, link in passage.links:
        said = facts.get(link.target) if link.scheme == "fact" else None
        if said and isinstance(said.value, dt.date) and any(one.kind == "date" for one in finder.find(text[start:end])):
            dates.append((start, end, said.value.date() if isinstance(said.value, dt.datetime) else said.value))
    for start, end, day in finder.wrong_weekdays(text, dates):
        yield Finding("weekday", passage, place, (start, end), (), day.isoformat())
