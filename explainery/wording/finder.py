"""Every number in a text, with what kind it is, and whether it has weight: whether it is a claim that can be false."""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from explainery.model import Month
from explainery.units import is_code, known_unit, units_in_use
from explainery.wording.clocks import Clock, Clocks
from explainery.wording.days import Dated, Day, Days, month_names
from explainery.wording.derived import DerivedUnits
from explainery.wording.digits import FOREIGN, digits_of
from explainery.wording.lexicon import Lexicon, either, lexicon_of
from explainery.wording.weight import SMALL, Around, is_numbered, titles_in
from explainery.wording.words import SIGNS_AFTER_WORDS, Worded, WordNumbers

Kind = Literal["measure", "count", "people", "date", "year", "clock", "ordinal", "bare"]
Value = Decimal | dt.timedelta | dt.date | Month | Day | dt.time

_SPACES = "[ \u00a0\u202f]"
_YEARS = range(1000, 2200)  # what four bare digits may be
_YEAR_DIGITS = 4
_LONGEST = 1e13  # seconds of a duration that Python can hold
_REACH = 12  # characters before a number in which its sign stands
_KEPT = 2048  # texts whose numbers are kept
_SECONDS = {"week": 604800, "d": 86400, "h": 3600, "min": 60, "s": 1}
_SHORT_SCALES = {"k": 3, "m": 6, "bn": 9}  # right behind an amount of money
_LABELS = "AJKN"  # signs of units that right behind a number are rather a part of its name: 4K
_AFTER_YEARS = "abcdefhs"  # signs of units that right behind four digits are rather of a year: `1980s`, `1998a`
_ELIDED = frozenset("cdjlmnst")
_CODE = "[A-Z]{3}"
_DIGIT = re.compile(r"[\d¼½¾]")
_RAISED = re.compile(r"(?<!\w)[⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_SIGN_IN_DIGITS = re.compile(r"\d[.,'’]\d")
_FOREIGN = re.compile(FOREIGN)
_FOREIGN_REST = re.compile(r"(?:[.,'’]\d+)+")
_COMMA = re.compile(r"(?<=\d),(?=(?:\d{1,2}|\d{4,})(?!\d))")  # no three digits, which are thousands
_ALONE = r"(?<![\w.,:/])(?<!\w[-‑–−+])(?<![#№§])"
_BETWEEN = re.compile(rf"{_ALONE}(?:\d+{_SPACES}?[/x×]{_SPACES}?)+(?=\d)")  # `48/49 km`, `10x15 cm`
# `48:12 hours`
_LASTING = re.compile(rf"{_ALONE}(\d{{1,9}}):([0-5]\d)(?::([0-5]\d))?{_SPACES}?(?P<unit>[^\W\d_]+)(?!\w)")
_WHOLE = re.compile(r"\d+")
_MODEL_DIGITS = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_DEGREES = frozenset(("°", "°C", "°F"))  # which may be below zero
_COUNTS_NOUN = re.compile(r"[^\W\d_]")  # in a number, or right behind it


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
        self._scales = {word: Decimal(10) ** power for word, power in powers.items()} | {
            word: Decimal(number) for word, number in self.lexicon.dozens.items()
        }
        self._measures = units_in_use()
        self._units = self._units_of(things)
        self._adjectives = _adjectives(self.lexicon.forms)
        self._signs = self._measures.signs(language)
        people, units = either(self.lexicon.words["people"]), either(self._units)
        self._found = functools.lru_cache(_KEPT)(self._find)  # most texts are looked through more than once
        self._days = Days(language, units, people)
        self._clocks = Clocks(self.lexicon, zones, dict(month_names(language)))
        words = {
            word: symbols
            for word, symbols in self._units.items()
            if word not in self._signs or word in SIGNS_AFTER_WORDS
        }
        self._units |= self._adjectives
        units = either(self._units)
        self._words = WordNumbers(self.lexicon, powers, words)
        self._around = Around(language, self._days, people, names)
        self._none = re.compile(rf"(?<!\w)(?:{either(self.lexicon.words['none'])})(?!\w)", re.IGNORECASE)
        self._gap = re.compile(rf"\.?(?:,|,? {re.escape(self._written.conjunction)})?{_SPACES}?")
        self._ordinal = re.compile(rf"(?<![\w.,:/-])(\d+){self.lexicon.forms.get('ordinal-digits', '(?!)')}")
        self._counted = re.compile(rf"[-‑](?:{either(self.lexicon.form('hyphened'))})(?!\w)", re.IGNORECASE)
        self._minus = re.compile(rf"(?:^|[\s(])[−-]$|\b(?:{self._written.minus}){_SPACES}$")
        self._halves: dict[str, float] = dict(self.lexicon.forms.get("more-halves", ()))
        self._half = re.compile(rf"{_SPACES}({either(self._halves)})(?!\w)", re.IGNORECASE)
        self._below = re.compile(rf"{_SPACES}(?:{either(self.lexicon.form('below-zero'))})(?!\w)", re.IGNORECASE)
        number, scales = self._written.pattern, either(self._scales)
        joins = "|".join((*map(re.escape, (*self._written.joins, *self.lexicon.form("between"))), "[–—-]"))
        first = rf"(?:(?P<first>{number})(?:{_SPACES}?(?P<scale1>{scales})\b\.?)?{_SPACES}?(?:{joins}){_SPACES}?)?"
        of = f"(?:{_SPACES}(?:{either(self.lexicon.form('of'))})(?:{_SPACES}|(?<=['’])))?"
        clashing = either(word for word in self._units if word.partition(" ")[0] in self._scales)  # a `mille marin`
        scale = rf"(?:{_SPACES}?-?(?!(?:{clashing})(?!\w))(?P<scale>{scales})\b\.?{of})?"
        each = f"(?:{either(self.lexicon.form('per'))})(?:{_SPACES}|(?<=['’]))"
        per = rf"(?:{_SPACES}?/{_SPACES}?|{_SPACES}{each})(?P<per>{units})(?!\w)"
        squared = rf"{_SPACES}?[^\W\d_]+[²³](?!\w)"
        unit = rf"(?:{_SPACES}?[-‑]?(?P<unit>{units}|(?-i:{_CODE}))(?![\w²³])(?:{per})?(?! ?/(?!{squared})))?"
        self._derived = DerivedUnits(self.lexicon, lambda word: bool(self._meant_by(word)), self._scales)
        foreign = rf"(?:(?P<first>{FOREIGN}|\d+){_SPACES}?(?:{joins}){_SPACES}?)?(?P<last>{FOREIGN}|\d+)"
        self._foreign = re.compile(rf"{_ALONE}{foreign}(?![.,:/'’]?\d){scale}{unit}", re.IGNORECASE)
        self._digits = re.compile(rf"{_ALONE}{first}(?P<last>{number}){scale}{unit}", re.IGNORECASE)
        self._money = re.compile(
            rf"(?:(?<!\w)(?-i:(?P<code>{_CODE}))(?={_SPACES})|(?:US|AU|CA)?(?P<sign>[$€£₽¥₹₴₸₺₩])){_SPACES}?"
            rf"(?:(?P<first>{number}) ?[–-] ?)?(?P<last>{number})"
            rf"(?:(?:{_SPACES}?-?(?P<scale>{scales})\b)|(?P<short>{'|'.join(_SHORT_SCALES)})\b)?",
            re.IGNORECASE,
        )

    def find(self, text: str, *, in_cell: bool = False) -> tuple[Number, ...]:
        """Return the numbers of a text in order, the parts of one duration together.

        A number that is all that a cell of a table says has weight.
        """
        return self._found(_RAISED.sub(lambda raised: raised[0].translate(_PLAIN), text), in_cell)

    def _find(self, text: str, in_cell: bool) -> tuple[Number, ...]:  # noqa: FBT001 - the key of a cache
        found: list[Number] = []
        taken = bytearray(len(text))
        has_digits = _DIGIT.search(text) is not None
        numbers = self._in_digits(text) if has_digits else map(_dated, self._days.find(text))
        for one in (*numbers, *self._in_words(text)):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
        if not found:
            return ()
        found.sort(key=lambda one: one.start)
        found = _outside_titles(list(self._joined(found, text)), text, self.lexicon)
        return (_in_cell(found[0], text),) if in_cell and len(found) == 1 else tuple(found)

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
        return self._derived.goes_on_at(text, at)

    def below_zero_at(self, text: str, at: int) -> int | None:
        """Return where “below zero” at a place in a text ends; None where there is none."""
        match = self._below.match(text, at)
        return match.end() if match else None

    def half_at(self, text: str, at: int) -> tuple[int, Decimal] | None:
        """Return where “and a half” at a place in a text ends, and what it adds; None where there is none."""
        match = self._half.match(text, at)
        if not match or text[match.end() : match.end() + 1] in ("-", "‑"):
            return None
        return match.end(), Decimal(str(self._halves[match[1].lower()]))

    def minus_before(self, text: str, at: int) -> int | None:
        """Return where a minus that stands right before a place in a text begins, without a number before it."""
        match = self._minus.search(text, max(0, at - _REACH), at)
        if not match or any(not text[one.end : match.start()].strip() for one in self.find(text[: match.start()])):
            return None
        return match.start() + len(match[0]) - len(match[0].lstrip(" \u00a0\u202f("))

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

    def _in_digits(self, text: str) -> Iterator[Number]:
        """Yield the numbers in digits, those first that say more than their digits."""
        yield from map(_dated, self._days.find(text))
        yield from map(_clocked, self._clocks.find(text))
        for match in self._money.finditer(text):
            if not (money := self._measures.meanings(match["code"] or match["sign"])):
                continue
            if goes_on := _FOREIGN_REST.match(text, match.end("last")):
                yield Number(match.start(), goes_on.end(), "measure", Decimal(0), units=money, is_foreign=True)
                continue
            shift = Decimal(10) ** _SHORT_SCALES.get((match["short"] or "").lower(), 0)
            ends = [self._scaled(part, match["scale"]) * shift for part in (match["first"], match["last"]) if part]
            yield Number(*match.span(), "measure", ends[0], (*ends[1:], None)[0], money)
        for match in self._foreign.finditer(text) if _SIGN_IN_DIGITS.search(text) else ():
            yield from self._written_otherwise(match, text)
        after = self.lexicon.form("ordinal-after")
        for match in self._ordinal.finditer(text):
            if not after or self._around.word_before(text, match.start()).casefold() in after:
                yield Number(*match.span(), "ordinal", Decimal(match[1]), weighs=False)
        for match in _LASTING.finditer(text):
            yield from self._in_colons(match)
        for match in _BETWEEN.finditer(text):
            yield from self._in_slashes(match, text)
        for match in self._digits.finditer(text):
            yield from self._plain(match, text)

    def _in_colons(self, match: re.Match[str]) -> Iterator[Number]:
        """Yield a duration whose parts have colons between them, `48:12 hours`: the unit is that of the first."""
        seconds = {_SECONDS[unit] for unit in self._meant_by(match["unit"]) if unit in _SECONDS}
        if not seconds & {_SECONDS["h"], _SECONDS["min"]}:
            return
        first = _SECONDS["h"] if match[3] else max(seconds)
        lasts = int(match[1]) * first + int(match[2]) * (first // 60) + int(match[3] or 0)
        duration = dt.timedelta(seconds=min(float(lasts), _LONGEST))
        yield Number(*match.span(), "measure", duration, units=frozenset(("s",)))

    def _in_slashes(self, before: re.Match[str], text: str) -> Iterator[Number]:
        """Yield the numbers that one unit or noun behind them is said of, two as the ends of a range: `48/49 km`."""
        at = before.end()  # where the last one begins
        match = self._digits.match(text[at:])  # as if nothing stood before it, which the pattern would refuse
        if match is None or match["first"] or _is_year(_WHOLE.findall(before[0])[0]):
            return
        unit, scale = match["unit"], match["scale"]
        if unit and not self._is_unit(match, match.string):
            unit = None
        end = at + (match.end() if unit else match.end("scale" if scale else "last"))
        people = self._around.counts_people(unit or "", text, before.start(), end)
        if not (unit or scale or people):
            return
        kind: Kind = "people" if people else "measure" if unit else "count"
        units, last = self._meant_by(unit or ""), self._scaled(match["last"], scale)
        others = list(_WHOLE.finditer(text, before.start(), at))
        values = [self._scaled(one[0], scale) for one in others]
        if len(others) == 1:
            yield Number(before.start(), end, kind, values[0], last, units)
            return
        for one, value in zip(others, values, strict=True):
            yield Number(one.start(), one.end(), kind, value, units=units)
        yield Number(at, end, kind, last, units=units)

    def _written_otherwise(self, match: re.Match[str], text: str) -> Iterator[Number]:
        """Yield a number with signs that the language reads otherwise, if what follows tells that it is one.

        A number alone, `12.5`, may be that of a version, a chapter or a day.
        """
        if not any(match[end] and self._written.is_foreign(match[end]) for end in ("first", "last")):
            return
        unit, start, end = match["unit"], match.start(), match.end()
        if unit and (self._is_word(unit) or not self._is_unit(match, text)):
            unit, end = None, match.end("scale" if match["scale"] else "last")
        if unit and len(unit) == 1 and unit.isalpha() and self._around.is_in_name(text, start, end):
            return  # “Version 2.5 a” is a name, and a verb
        people = self._around.counts_people(unit or "", text, start, end)
        if unit or match["scale"] or people:
            kind: Kind = "people" if people else "measure" if unit else "count"
            yield Number(start, end, kind, Decimal(0), units=self._meant_by(unit or ""), is_foreign=True)

    def _is_word(self, unit: str) -> bool:
        """Say whether what may be a unit is rather a word, such as the French `a`; elided ones are none: `m’`."""
        return self.lexicon.is_function(unit.casefold()) and unit.casefold() not in _ELIDED

    def _in_words(self, text: str) -> Iterator[Number]:
        if not self._words.has_any(text):
            return
        yield from map(_clocked, self._clocks.in_words(text))
        for worded in self._words.find(text):
            yield self._worded(worded, text)

    def _plain(self, match: re.Match[str], text: str) -> Iterator[Number]:
        """Yield a number in digits with its unit, or without one; or the ends of a range, each as a number."""
        unit, scale, end = match["unit"], match["scale"], match.end()
        if unit and not self._is_unit(match, text):
            unit, end = None, match.end("scale" if scale else "last")
        goes_on = _goes_on(text, end) and not (unit and re.match(r"[-‑][^\W\d]", text[end : end + 2]))
        goes_on = goes_on and not self._counted.match(text, end)
        if not unit and (goes_on or not scale):
            names = ["first"] if goes_on else ["first", "last"]
            for name in names:
                if match[name]:
                    one = self._alone(match.start(name), match.end(name), match[name], text)
                    joined = text[match.end("first") : one.start].strip() if name == "last" and match["first"] else ""
                    is_end = one.kind == "count" and joined in ("–", "—", "-", *self._written.joins[:1])
                    labelled = is_end and self._around.is_labelled(text, match.start(), one.end)
                    labelled = labelled or (is_end and self._is_model(match, text))
                    yield replace(one, weighs=False) if labelled else one
        elif not goes_on:
            yield self._measured(match, unit or "", end, text)

    def _is_model(self, match: re.Match[str], text: str) -> bool:
        """Say whether two numbers with a hyphen are a name's: `Boeing 747-400`."""
        if match["first"] is None or text[match.end("first") : match.start("last")] != "-":
            return False
        word = self._around.word_before(text, match.start())
        return len(match["first"]) == _MODEL_DIGITS and self._around.is_name(
            word, text, match.start(), match.end("last")
        )

    def _measured(self, match: re.Match[str], unit: str, end: int, text: str) -> Number:
        """Return a number with a unit or a word for its scale behind it."""
        start, scale = match.start(), match["scale"]
        last = self._scaled(match["last"], scale)
        first = self._scaled(match["first"], match["scale1"] or scale) if match["first"] else None
        sign = self._sign(text, start)
        low, high = (first * sign, last) if first is not None else (last * sign, None)
        units = self._meant_by(unit)
        if unit and match["per"] and (compound := known_unit(f"{unit}/{match['per']}", self.language)):
            units = frozenset((compound.symbol,))
        if unit and (derived := self._derived.derived_at(text, end)):
            goes_to, power = derived
            return Number(start, goes_to, "measure", low, high, self._raised(units, power, text[end:goes_to]))
        if units & _DEGREES and (below := self._below.match(text, end)):
            return Number(start, below.end(), "measure", -low, None if high is None else -high, units)
        if any(known_unit(symbol) for symbol in units):
            if high is None and (half := self._half.match(text, end)):
                low, end = low + Decimal(str(self._halves[half[1].lower()])), half.end()
            return Number(start, end, "measure", low, high, units)
        people = self._around.counts_people(unit, text, start, end)
        named = not people and not unit and self._around.is_in_name(text, start, end)
        back = (high or low) <= SMALL and self._around.points_back(text, start)
        return Number(start, end, "people" if people else "count", low, high, units, weighs=not (named or back))

    def _raised(self, units: frozenset[str], power: str, words: str) -> frozenset[str]:
        """Return what a power or other words make of a unit before them; a unit like no other where none is known."""
        known = frozenset(one.symbol for symbol in units if power and (one := known_unit(f"{symbol}{power}")))
        return known or frozenset(f"{symbol}{words.lower()}" for symbol in units)

    def _is_unit(self, match: re.Match[str], text: str) -> bool:
        """Say whether the word after a number is its unit: not in `3D`, `1980s` and “in 2021 women …”."""
        unit, is_year = match["unit"], _is_year(match["last"])
        meant = self._meant_by(unit)
        if unit.lower() in self._adjectives and text[match.start("unit") - 1].isspace():
            return False  # “3 minütige Pausen” are three
        if not meant or (is_year and unit.lower() in self.lexicon.form("year-mark")):
            return False
        if len(unit) == 1 and unit.isalpha():
            is_elided = text[match.end("unit") : match.end("unit") + 1] in ("'", "’")
            is_beside = match.end("scale" if match["scale"] else "last") == match.start("unit")
            return not is_elided and not (is_beside and (unit in _LABELS or (is_year and unit.lower() in _AFTER_YEARS)))
        if is_year and not any(known_unit(symbol) for symbol in meant):
            return self._around.word_before(text, match.start()).casefold() not in self.lexicon.form("year-after")
        return True

    def _alone(self, start: int, end: int, digits: str, text: str) -> Number:
        """Return a number with nothing behind it: a year, a count, or one that has no weight."""
        value, around = self._written.number(digits), self._around
        people, word = around.counts_people("", text, start, end), around.word_before(text, start)
        sign = self._sign(text, start)
        if _is_year(digits) and sign > 0 and (not people or word.casefold() in self.lexicon.form("year-after")):
            named = around.is_name(word, text, start, end) and not self.lexicon.has_capital_nouns
            named = named or around.is_decade(text, start, value)
            return Number(
                start, end, "year", value, weighs=not (named or around.is_label(word) or is_numbered(text, start))
            )
        named = not people and (
            digits[0] == "."  # a `.45` is a thing
            or around.is_decade(text, start, value)
            or (not self._written.is_grouped(digits) and around.is_in_name(text, start, end))
        )
        weighs = not named and not (value <= SMALL and around.points_back(text, start))
        return Number(start, end, "people" if people else "count", value * sign, weighs=weighs)

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
        if worded.units & _DEGREES and worded.to is None and (below := self._below.match(text, end)):
            end, value = below.end(), -value
        return Number(start, end, kind, value, worded.to, worded.units, weighs)

    def _joined(self, numbers: Iterable[Number], text: str) -> Iterator[Number]:
        """Yield numbers, neighbouring parts of one duration (`3 hours 27 minutes`) together."""
        parts: list[Number] = []
        for number in numbers:
            if parts and not self._follows(parts[-1], number, text):
                yield _together(parts)
                parts = []
            parts.append(number)
        if parts:
            yield _together(parts)

    def _follows(self, before: Number, after: Number, text: str) -> bool:
        if before.is_foreign or after.is_foreign:
            return False
        larger, smaller = (_seconds_in(one) for one in (before, after))
        if not larger > smaller > 0 or before.to is not None or after.to is not None:
            return False
        return self._gap.fullmatch(text, before.end, after.start) is not None

    def _units_of(self, things: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the words for units with the symbols that they may mean, those for `things` in singular and plural."""
        found = dict(self._measures.spellings(self.language))
        units = {
            word: symbols
            for word, symbols in found.items()
            if "ratio" not in symbols and not is_code(word.upper())  # which has a pattern of its own
        }
        for thing in sorted(things):
            for form in {thing.lower(), thing.lower().removesuffix("s")}:
                if len(form) > 1:
                    units.setdefault(form, frozenset((symbol_of(thing),)))
        return units

    def _meant_by(self, unit: str) -> frozenset[str]:
        """Return the symbols that the words for a unit may mean, as they are written: `mW` is not `MW`."""
        known = self._measures.meanings(unit, self.language) - {"ratio"}
        return known or (frozenset() if unit.lower() in self._signs else self._units.get(unit.lower(), frozenset()))

    def _sign(self, text: str, start: int) -> int:
        return -1 if self._minus.search(text, max(0, start - _REACH), start) else 1

    def _scaled(self, digits: str, scale: str | None) -> Decimal:
        return self._written.number(digits) * self._scales.get((scale or "").lower().rstrip("."), 1)


def _adjectives(forms: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the adjectives that a language makes of units, `14-tägige`, in all their forms."""
    endings = forms.get("adjective-endings", ())
    return {
        f"{stem}{ending}": frozenset((symbol,)) for stem, symbol in forms.get("adjectives", ()) for ending in endings
    }


def symbol_of(unit: str) -> str:
    """Return what a number has among its `units` for a fact’s unit: its symbol, or the words for what it counts."""
    known = known_unit(unit)
    return known.symbol if known else unit.lower()


def _dated(found: Dated) -> Number:
    return Number(found.start, found.end, "date", found.value)


def _clocked(found: Clock) -> Number:
    units = frozenset(("h",)) if found.may_last else frozenset[str]()
    return Number(found.start, found.end, "clock", found.value, None, units, zone=found.zone, is_loose=found.of_twelve)


def _is_year(digits: str) -> bool:
    return digits.isdecimal() and len(digits) == _YEAR_DIGITS and int(digits) in _YEARS


def _goes_on(text: str, end: int) -> bool:
    """Say whether a number is only the beginning of something: `3D`, `12-day`, `1:43`, `978-3-16`."""
    return text[end : end + 1].isalnum() or re.match(r"[-‑]\w|[.,:/]\d|[–-]\d", text[end : end + 2]) is not None


def _outside_titles(numbers: list[Number], text: str, lexicon: Lexicon) -> list[Number]:
    """Return the numbers, those weightless that are part of a title in quotation marks."""
    titles = titles_in(text, lexicon)
    if not titles:
        return numbers
    return [
        replace(one, weighs=False)
        if any(start <= one.start and one.end <= end for start, end in titles) and _may_be_title(one, text, lexicon)
        else one
        for one in numbers
    ]


def _may_be_title(number: Number, text: str, lexicon: Lexicon) -> bool:
    """Say whether a number in a title may be a part of its name: it measures nothing, or has a capital unit.

    Where every noun has a capital, none that measures or counts may: “45 Busse” may be what somebody said.
    """
    if lexicon.has_capital_nouns and _COUNTS_NOUN.search(text, number.start, number.end + 2):
        return False
    if number.kind in ("count", "people", "year", "bare"):
        return number.kind != "people" or text[number.end - 1 : number.end].isdigit()
    words = _LETTERS.findall(text[number.start : number.end])
    return number.kind == "measure" and bool(words) and words[-1][0].isupper()


def _in_cell(number: Number, text: str) -> Number:
    """Return the only number of a cell, with weight where the cell says nothing else."""
    if number.kind not in ("count", "people", "year") or re.search(r"\w", text[: number.start] + text[number.end :]):
        return number
    return replace(number, kind=number.kind if number.kind == "year" else "bare", weighs=True)


def _seconds_in(number: Number) -> int:
    return next((_SECONDS[unit] for unit in sorted(number.units) if unit in _SECONDS), 0)


def _together(parts: list[Number]) -> Number:
    if len(parts) == 1:
        return parts[0]
    seconds = sum(part.value * _seconds_in(part) for part in parts if isinstance(part.value, Decimal))
    duration = dt.timedelta(seconds=min(float(seconds), _LONGEST))
    return Number(parts[0].start, parts[-1].end, "measure", duration, units=frozenset(("s",)))
