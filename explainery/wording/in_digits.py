"""Numbers in digits: amounts, measures, counts, years and ordinals, ranges, and what shares a unit between slashes."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from explainery.units import known_unit, units_in_use
from explainery.wording.beside import Beside
from explainery.wording.derived import DerivedUnits
from explainery.wording.digits import FOREIGN, Digits
from explainery.wording.durations import with_colons
from explainery.wording.lexicon import Lexicon, either
from explainery.wording.number import Kind, Number
from explainery.wording.unit_words import UnitWords
from explainery.wording.weight import SMALL, Around

DEGREES = frozenset(("°", "°C", "°F"))
"""Units that may be below zero."""
_SPACES = "[ \u00a0\u202f]"
_YEARS = range(1000, 2200)  # what four bare digits may be
_YEAR_DIGITS = 4
_SHORT_SCALES = {"k": Decimal(1000), "m": Decimal(1_000_000), "bn": Decimal(1_000_000_000)}  # of money
_LABELS = "AJKN"  # signs of units that right behind a number are rather a part of its name: 4K
_AFTER_YEARS = "abcdefhs"  # signs of units that right behind four digits are rather of a year: `1980s`, `1998a`
_CODE = "[A-Z]{3}"
_SIGN_IN_DIGITS = re.compile(r"\d[.,'’]\d")
_FOREIGN_REST = re.compile(r"(?:[.,'’]\d+)+")
_ALONE = r"(?<![\w.,:/])(?<!\w[-‑–−+])(?<![#№§])"
_SLASHED = re.compile(rf"{_ALONE}(?:\d+{_SPACES}?[/x×]{_SPACES}?)+(?=\d)(?!10[\^⁻⁺⁰¹²³⁴-⁹])")  # `48/49 km`, `10x15 cm`
# `48:12 hours`
_COLONS = re.compile(rf"{_ALONE}(\d{{1,9}}):([0-5]\d)(?::([0-5]\d))?{_SPACES}?(?P<unit>[^\W\d_]+)(?!\w)")
_WHOLE = re.compile(r"\d+")
_MODEL_DIGITS = 3


class DigitNumbers:
    """Finds the numbers in digits, in one language."""

    def __init__(
        self,
        lexicon: Lexicon,
        written: Digits,
        units: UnitWords,
        scales: Mapping[str, Decimal],
        around: Around,
        beside: Beside,
    ) -> None:
        """Take the language's words and signs, and its words for units and for thousands."""
        self._lexicon, self._written, self._units = lexicon, written, units
        self._powers = {**_SHORT_SCALES, **scales}
        self._around, self._beside = around, beside
        self.derived = DerivedUnits(lexicon, units, scales)
        self._ordinal = re.compile(rf"(?<![\w.,:/-])(\d+){lexicon.forms.get('ordinal-digits', '(?!)')}")
        self._counted = re.compile(rf"[-‑](?:{either(lexicon.form('hyphened'))})(?!\w)", re.IGNORECASE)
        number, powers = written.pattern, either(scales)
        joins = "|".join((*map(re.escape, (*written.joins, *lexicon.form("between"))), "[–—-]"))
        first = rf"(?:(?P<first>{number})(?:{_SPACES}?(?P<scale1>{powers})\b\.?)?{_SPACES}?(?:{joins}){_SPACES}?)?"
        of = f"(?:{_SPACES}(?:{either(lexicon.form('of'))})(?:{_SPACES}|(?<=['’])))?"
        clashing = either(units.beginning_with(scales))  # a `mille marin`
        short = rf"(?:{'|'.join(_SHORT_SCALES)})(?={_SPACES}(?:{units.currencies})(?!\w))"  # `2.5m euros`
        scale = rf"(?:{_SPACES}?-?(?!(?:{clashing})(?!\w))(?P<scale>{powers}|{short})\b\.?{of})?"
        each = f"(?:{either(lexicon.form('per'))})(?:{_SPACES}|(?<=['’]))"
        per = rf"(?:{_SPACES}?/{_SPACES}?|{_SPACES}{each})(?P<per>{units.pattern})(?!\w)"
        squared = rf"{_SPACES}?[^\W\d_]+[²³](?!\w)"
        unit = rf"(?:{_SPACES}?[-‑]?(?P<unit>{units.pattern}|(?-i:{_CODE}))(?![\w²³])(?:{per})?(?! ?/(?!{squared})))?"
        self._joins, self._behind = joins, scale + unit
        self._digits = re.compile(rf"{_ALONE}{first}(?P<last>{number}){self._behind}", re.IGNORECASE)
        self._money = re.compile(
            rf"(?:(?<!\w)(?-i:(?P<code>{_CODE}))(?={_SPACES})|(?:US|AU|CA)?(?P<sign>[$€£₽¥₹₴₸₺₩])){_SPACES}?"
            rf"(?:(?P<first>{number}) ?[–-] ?)?(?P<last>{number})"
            rf"(?:(?:{_SPACES}?-?(?P<scale>{powers})\b)|(?P<short>{'|'.join(_SHORT_SCALES)})\b)?",
            re.IGNORECASE,
        )

    @functools.cached_property
    def _foreign(self) -> re.Pattern[str]:
        """Return a pattern for numbers in the signs of any language; takes a while, and few texts have such signs."""
        first = rf"(?:(?P<first>{FOREIGN}|\d+){_SPACES}?(?:{self._joins}){_SPACES}?)?"
        return re.compile(rf"{_ALONE}{first}(?P<last>{FOREIGN}|\d+)(?![.,:/'’]?\d){self._behind}", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text, those first that say more than their digits; the same ones may come again."""
        for match in self._money.finditer(text):
            yield from self._amount(match, text)
        for match in self._foreign.finditer(text) if _SIGN_IN_DIGITS.search(text) else ():
            yield from self._written_otherwise(match, text)
        after = self._lexicon.form("ordinal-after")
        for match in self._ordinal.finditer(text):
            if not after or self._around.word_before(text, match.start()).casefold() in after:
                yield Number(*match.span(), "ordinal", Decimal(match[1]), weighs=False)
        for match in _COLONS.finditer(text):
            parts = [int(part) for part in match.groups()[:3] if part]
            yield from with_colons(match.span(), parts, self._units.meant_by(match["unit"]))
        for match in _SLASHED.finditer(text):
            yield from self._in_slashes(match, text)
        for match in self._digits.finditer(text):
            yield from self._plain(match, text)

    def _amount(self, match: re.Match[str], text: str) -> Iterator[Number]:
        """Yield an amount of money whose sign or code stands before it: `€10m`."""
        if not (money := units_in_use().meanings(match["code"] or match["sign"])):
            return
        if goes_on := _FOREIGN_REST.match(text, match.end("last")):
            yield Number(match.start(), goes_on.end(), "measure", Decimal(0), units=money, is_foreign=True)
            return
        scale = match["scale"] or match["short"]
        ends = [self._scaled(part, scale) for part in (match["first"], match["last"]) if part]
        yield Number(*match.span(), "measure", ends[0], (*ends[1:], None)[0], money)

    def _in_slashes(self, before: re.Match[str], text: str) -> Iterator[Number]:
        """Yield the numbers that one unit or noun behind them is said of, two as the ends of a range: `48/49 km`."""
        at, others = before.end(), _WHOLE.findall(before[0])
        rest = text[at:]  # as if nothing stood before the last one, which the pattern would refuse
        match = self._digits.match(rest)
        if match is None or match["first"] or _is_year(others[0]):
            return
        unit, length = self._unit_of(match, rest)
        people = self._around.counts_people(unit, text, before.start(), at + length)
        if not (unit or match["scale"] or people):
            return
        kind, units = _kind(unit, people=people), self._units.meant_by(unit)
        last = self._scaled(match["last"], match["scale"])
        values = [self._scaled(digits, match["scale"]) for digits in others]
        if len(values) == 1:
            yield Number(before.start(), at + length, kind, values[0], last, units)
            return
        for one, value in zip(_WHOLE.finditer(text, before.start(), at), values, strict=True):
            yield Number(*one.span(), kind, value, units=units)
        yield Number(at, at + length, kind, last, units=units)

    def _written_otherwise(self, match: re.Match[str], text: str) -> Iterator[Number]:
        """Yield a number with signs that the language reads otherwise, if what follows tells that it is one.

        A number alone, `12.5`, may be that of a version, a chapter or a day.
        """
        if not any(match[end] and self._written.is_foreign(match[end]) for end in ("first", "last")):
            return
        start, (unit, end) = match.start(), self._unit_of(match, text)
        if unit and self._units.is_rather_word(unit):
            unit, end = "", _end_without_unit(match)
        if len(unit) == 1 and unit.isalpha() and self._around.is_in_name(text, start, end):
            return  # “Version 2.5 a” is a name, and a verb
        people = self._around.counts_people(unit, text, start, end)
        if unit or match["scale"] or people:
            kind, units = _kind(unit, people=people), self._units.meant_by(unit)
            yield Number(start, end, kind, Decimal(0), units=units, is_foreign=True)

    def _plain(self, match: re.Match[str], text: str) -> Iterator[Number]:
        """Yield a number in digits with its unit, or without one; or the ends of a range, each as a number."""
        unit, end = self._unit_of(match, text)
        goes_on = _goes_on(text, end) and not (unit and re.match(r"[-‑][^\W\d]", text[end : end + 2]))
        goes_on = goes_on and not self._counted.match(text, end)
        if not unit and (goes_on or not match["scale"]):
            is_model = self._is_model(match, text)
            for name in ("first",) if goes_on else ("first", "last"):
                if match[name]:
                    one = self._alone(match.start(name), match.end(name), match[name], text)
                    yield replace(one, weighs=one.weighs and not is_model)
        elif not goes_on:
            yield self._measured(match, unit, end, text)

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
        units = self._units.meant_by(unit)
        if unit and match["per"] and (compound := known_unit(f"{unit}/{match['per']}", self._units.language)):
            units = frozenset((compound.symbol,))
        if unit and (derived := self.derived.derived_at(text, end)):
            goes_to, power = derived
            return Number(start, goes_to, "measure", low, high, self._raised(units, power, text[end:goes_to]))
        if units & DEGREES and (below := self._beside.below_zero_at(text, end)):
            return Number(start, below, "measure", -low, None if high is None else -high, units)
        if any(known_unit(symbol) for symbol in units):
            if high is None and (half := self._beside.half_at(text, end)):
                end, low = half[0], low + half[1]
            return Number(start, end, "measure", low, high, units)
        people = self._around.counts_people(unit, text, start, end)
        named = not people and not unit and self._around.is_in_name(text, start, end)
        back = (high or low) <= SMALL and self._around.points_back(text, start)
        return Number(start, end, "people" if people else "count", low, high, units, weighs=not (named or back))

    def _raised(self, units: frozenset[str], power: str, words: str) -> frozenset[str]:
        """Return what a power or other words make of a unit before them; a unit like no other where none is known."""
        known = frozenset(one.symbol for symbol in units if power and (one := known_unit(f"{symbol}{power}")))
        return known or frozenset(f"{symbol}{words.lower()}" for symbol in units)

    def _unit_of(self, match: re.Match[str], text: str) -> tuple[str, int]:
        """Return the unit of a number, empty where the word behind it is none, and where the number ends with it."""
        unit: str = match["unit"] or ""
        return (unit, match.end()) if not unit or self._is_unit(match, text) else ("", _end_without_unit(match))

    def _is_unit(self, match: re.Match[str], text: str) -> bool:
        """Say whether the word after a number is its unit: not in `3D`, `1980s` and “in 2021 women …”."""
        unit, is_year = match["unit"], _is_year(match["last"])
        meant = self._units.meant_by(unit)
        if unit.lower() in self._units.adjectives and text[match.start("unit") - 1].isspace():
            return False  # “3 minütige Pausen” are three
        if not meant or (is_year and unit.lower() in self._lexicon.form("year-mark")):
            return False
        if len(unit) == 1 and unit.isalpha():
            is_elided = text[match.end("unit") : match.end("unit") + 1] in ("'", "’")
            is_beside = _end_without_unit(match) == match.start("unit")
            return not is_elided and not (is_beside and (unit in _LABELS or (is_year and unit.lower() in _AFTER_YEARS)))
        if is_year and not any(known_unit(symbol) for symbol in meant):
            return self._around.word_before(text, match.start()).casefold() not in self._lexicon.form("year-after")
        return True

    def _alone(self, start: int, end: int, digits: str, text: str) -> Number:
        """Return a number with nothing behind it: a year, a count, or one that has no weight."""
        value, around = self._written.number(digits), self._around
        people, word = around.counts_people("", text, start, end), around.word_before(text, start)
        sign = self._sign(text, start)
        if _is_year(digits) and sign > 0 and (not people or word.casefold() in self._lexicon.form("year-after")):
            named = around.is_name(word, text, start, end) and not self._lexicon.has_capital_nouns
            named = named or around.is_decade(text, start, value)
            return Number(start, end, "year", value, weighs=not named)
        named = not people and (
            digits[0] == "."  # a `.45` is a thing
            or around.is_decade(text, start, value)
            or (not self._written.is_grouped(digits) and around.is_in_name(text, start, end))
        )
        weighs = not named and not (value <= SMALL and around.points_back(text, start))
        return Number(start, end, "people" if people else "count", value * sign, weighs=weighs)

    def _sign(self, text: str, start: int) -> int:
        return 1 if self._beside.minus_before(text, start) is None else -1

    def _scaled(self, digits: str, scale: str | None) -> Decimal:
        return self._written.number(digits) * self._powers.get((scale or "").lower(), 1)


def _kind(unit: str, *, people: bool) -> Kind:
    return "people" if people else "measure" if unit else "count"


def _end_without_unit(match: re.Match[str]) -> int:
    return match.end("scale" if match["scale"] else "last")


def _is_year(digits: str) -> bool:
    return digits.isdecimal() and len(digits) == _YEAR_DIGITS and int(digits) in _YEARS


def _goes_on(text: str, end: int) -> bool:
    """Say whether a number is only the beginning of something: `3D`, `12-day`, `1:43`, `978-3-16`."""
    return text[end : end + 1].isalnum() or re.match(r"[-‑]\w|[.,:/]\d|[–-]\d", text[end : end + 2]) is not None
