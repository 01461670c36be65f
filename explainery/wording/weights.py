"""Numbers of weight in plain text: those with a unit, counts of things, money, durations, and dates with a year."""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from explainery.model import Amount, Month
from explainery.units import known_unit, spellings
from explainery.wording.digits import digits_of
from explainery.wording.saying import month_names, spelled

_SPACE = "[ \u00a0\u202f-]?"
_YEAR = re.compile(r"(?<![\w.,-])\d{4}(?![\d-])")
_NEAR = 32  # characters before a year in which its day and month stand
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_DIGIT = re.compile(r"\d")
_LARGE = ("hundred", "thousand", "million")
_CURRENCIES = "$€£₽"
_SECONDS = {"d": 86400, "h": 3600, "min": 60, "s": 1}


@dataclass(frozen=True, slots=True)
class Weight:
    """A number of weight at `start` to `end` of a text. `units` are the symbols of units that its words may mean.

    A range has its upper end in `to`; dates and durations have no units.
    """

    start: int
    end: int
    value: Amount
    to: Decimal | None = None
    units: frozenset[str] = frozenset()


class Finder:
    """Finds the numbers of weight in texts of one language."""

    def __init__(self, language: str, units_of_facts: frozenset[str], values: frozenset[Decimal]) -> None:
        """Take the units of facts as they are written, and the values to be found in words, too."""
        self._units = {word: symbols for word, symbols in spellings(language) if "ratio" not in symbols}
        for word in sorted(units_of_facts):
            for form in {word, word.removesuffix("s")}:
                self._units.setdefault(form, frozenset((symbol_of(word),)))
        worded = {form: value for value in sorted(values) for form in spelled(value, language, ordinals=False)}
        self._values = {form.replace("-", " "): value for form, value in worded.items()}
        self._written = digits_of(language)
        number = self._written.pattern
        scales = "|".join(sorted(self._written.scales, key=len, reverse=True))
        units = "|".join(re.escape(word) for word in sorted(self._units, key=lambda word: (-len(word), word)))
        self._firsts = frozenset(form.split()[0] for form in self._values)
        tail = rf"(?:{_SPACE}({scales})\.?)?{_SPACE}({units})(?![\w²³])(?! ?/)"
        joins = "|".join((*map(re.escape, self._written.joins), "[–-]"))
        self._digits = re.compile(rf"(?<![\w.,:/])(?:({number}) ?(?:{joins}) ?)?({number}){tail}", re.IGNORECASE)
        self._money = re.compile(rf"([{_CURRENCIES}]) ?(?:{number})(?:{_SPACE}(?:{scales})(?!\w))?", re.IGNORECASE)
        self._amount = re.compile(rf"({number})(?:{_SPACE}({scales}))?", re.IGNORECASE)
        self._gap = re.compile(f"(?:,|,? {re.escape(self._written.conjunction)})?[ \u00a0]?")
        self._unit = re.compile(rf"[ \u00a0-]({units})(?!\w)", re.IGNORECASE)
        self._dates = _date_patterns(language)
        self._months = dict(month_names(language))

    def find(self, text: str) -> list[Weight]:
        """Return the numbers of weight in a text, in order; the parts of a duration are one."""
        in_digits = _DIGIT.search(text) is not None
        found = [*self._numbers(text), *self._in_money(text)] if in_digits else []
        found += self._in_words(text)
        found = list(_joined(sorted(found, key=lambda weight: weight.start), text, self._gap))
        days = self._days(text) if in_digits else ()
        return sorted([*found, *days], key=lambda weight: (weight.start, weight.end))

    def _numbers(self, text: str) -> Iterator[Weight]:
        for match in self._digits.finditer(text):
            first, last = (self._written.scaled(part, match[3]) if part else None for part in (match[1], match[2]))
            if last is not None:
                sign = -1 if text[: match.start()].endswith(("−", f"{self._written.minus} ")) else 1
                low, high = (last * sign, None) if first is None else (first, last)
                yield Weight(*match.span(), low, high, self._units[match[4].lower()])

    def _in_words(self, text: str) -> Iterator[Weight]:
        plain = text.lower().replace("-", " ").replace("\u00a0", " ")
        if len(plain) != len(text) or self._firsts.isdisjoint(plain.split()):
            return
        for form, value in self._values.items():
            at = plain.find(form)
            while at >= 0:
                unit = self._unit.match(plain, at + len(form))
                if unit and not plain[at - 1 : at].isalnum() and not self._is_tail(plain, at):
                    yield Weight(at, unit.end(), value, None, self._units[unit[1]])
                at = plain.find(form, at + 1)

    def _is_tail(self, text: str, at: int) -> bool:
        """Say whether the word before is part of the same number, as in “hundred and two days”."""
        before = text[:at].split()[-2:]
        return bool(before) and (before[-1] in self._firsts or (before[-1] == "and" and before[0] in _LARGE))

    def _in_money(self, text: str) -> Iterator[Weight]:
        for match in self._money.finditer(text):
            amount = self._amount.search(match[0])
            if amount:
                yield Weight(*match.span(), self._written.scaled(*amount.groups()), None, frozenset((match[1],)))

    def _days(self, text: str) -> Iterator[Weight]:
        for year in _YEAR.finditer(text):
            nearby = text[max(0, year.start() - _NEAR) : year.end()]
            match = next(filter(None, (pattern.search(nearby) for pattern in self._dates)), None)
            if match:
                day, month = match.groupdict().get("day"), self._months[match["month"].lower()]
                found = _day(int(year[0]), month, int(day) if day else None)
                if found:
                    yield Weight(year.end() - len(match[0]), year.end(), found)
        for match in _ISO.finditer(text):
            found = _day(int(match[1]), int(match[2]), int(match[3]))
            if found:
                yield Weight(*match.span(), found)


def _day(year: int, month: int, day: int | None) -> dt.date | Month | None:
    """Return a day or month; None where the calendar has none."""
    try:
        first = dt.date(year, month, day or 1)
    except ValueError:
        return None
    return first if day else Month(first.year, first.month)


def _joined(weights: list[Weight], text: str, gap: re.Pattern[str]) -> Iterator[Weight]:
    """Yield weights, neighbouring parts of one duration (`3 hours 27 minutes`) together."""
    parts: list[Weight] = []
    for weight in weights:
        if parts and not _follows(parts[-1], weight, text, gap):
            yield _together(parts)
            parts = []
        parts.append(weight)
    if parts:
        yield _together(parts)


def _follows(before: Weight, after: Weight, text: str, gap: re.Pattern[str]) -> bool:
    larger, smaller = (next((_SECONDS[unit] for unit in one.units if unit in _SECONDS), 0) for one in (before, after))
    close = gap.fullmatch(text, before.end, after.start) is not None if before.end <= after.start else False
    return close and larger > smaller > 0 and before.to is None and after.to is None


def _together(parts: list[Weight]) -> Weight:
    if len(parts) == 1:
        return parts[0]
    seconds = sum(
        int(part.value) * _SECONDS[next(iter(part.units))] for part in parts if isinstance(part.value, Decimal)
    )
    return Weight(parts[0].start, parts[-1].end, dt.timedelta(seconds=seconds))


@functools.cache
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for a date that ends with its year, where the text ends there, too."""
    names = "|".join(re.escape(name) for name, _month in sorted(month_names(language), key=lambda one: -len(one[0])))
    month, year = rf"(?P<month>{names})\.?", r"\d{4}\Z"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
    forms = (rf"(?<![\d.,:]){day} (?:of )?{month},? {year}", rf"\b{month} {day},? {year}", rf"\b{month} {year}")
    return tuple(re.compile(form.replace(" ", "[ \u00a0]"), re.IGNORECASE) for form in forms)


def symbol_of(unit: str) -> str:
    """Return what a weight has among its `units` for a fact’s unit: its symbol, or the words for what it counts."""
    known = known_unit(unit)
    return known.symbol if known else unit.lower()
