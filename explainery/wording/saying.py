"""Whether words say what a fact says: its number with its unit, its date, its time or its duration."""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from decimal import Decimal

from explainery.model import Amount, Edtf, EdtfDate, Month, Quantity
from explainery.units import is_year, known_unit, units_in_use
from explainery.wording.agreeing import agrees, ends_of
from explainery.wording.days import month_names
from explainery.wording.digits import digits_of
from explainery.wording.finder import Finder
from explainery.wording.lexicon import either
from explainery.wording.measures import measure_at, measures_of, plain
from explainery.wording.number import Number

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?!\d)")
# What no number goes on with: other digits, `²`, `/2` (but behind a year), `k`, `1/2`.
_GOES_ON = re.compile(r"[\d:²³¹⁰⁴-⁹₀-₉_]|[ \u00a0\u202f]?[.,'’]\d|(?<!\d{4})/\d|k(?!\w)|[ \u00a0\u202f]\d{1,2}/\d")
_SLASHED = re.compile(r"(?<![\w.,/])\d{1,4}(?:/\d{1,4}){1,2}(?![\w/])")
_SIGN = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{2,4})(?!\w)")
_NEXT = re.compile(r"[ \u00a0\u202f-]([^\W\d_]{3,})")
_MONTHS = 12
_COUNTED = frozenset(  # whose names are those of things that people count, such as cups and points of a game
    "length-point concentr-item duration-night graphics-dot graphics-pixel pressure-bar volume-cup volume-drop".split()
)


def words_say(words: str, quantity: Quantity, finder: Finder, zones: Mapping[str, str]) -> bool:
    """Say whether `words` hold a value (both ends of a range), and no other unit right after it.

    A number stands in digits (also `1.008 billion`) or as a number word, in its unit or another of the same kind; a
    date in any order of its parts, every part that stands there right; a time as a clock shows it; a duration in any
    units. A unit that neither we nor CLDR know, such as `crossings`, may have any words. 0 may be “none”.
    """
    numbers = list(finder.find(words))
    if quantity.to is not None:  # whose ends may be those of two ranges: “between 25 and 40 or 45 years”
        numbers = [end for one in numbers for end in (ends_of(one) if one.to is not None else (one,))]
    if all(any(_says(one, end, words, finder, zones) for one in numbers) for end in quantity.ends):
        return True
    if quantity.value == 0:
        return bool(finder.none_in(words))
    text = _folded(words)
    if isinstance(quantity.value, Decimal):
        return not numbers and all(_spells(text, end, finder.language) for end in quantity.ends)
    has_clock = any(number.kind == "clock" for number in numbers)
    return not has_clock and all(_holds(text, end.value, finder.language) for end in quantity.ends)


def _says(number: Number, quantity: Quantity, words: str, finder: Finder, zones: Mapping[str, str]) -> bool:
    """Say whether a number in words is a value, with its unit or without any."""
    if _has_other_unit(number, quantity, words, finder):
        return False
    return agrees(number, quantity, zones) or _is_bare(number, quantity, words, finder)


def _is_bare(number: Number, quantity: Quantity, words: str, finder: Finder) -> bool:
    """Say whether a number is as large as a value, and is one of nothing else: `[12 films]` may be 12 works."""
    is_as_large = isinstance(quantity.value, Decimal) and number.value == quantity.value and number.to is None
    if not is_as_large or _GOES_ON.match(words, number.end):
        return False
    held = units_in_use().all_known(quantity.unit)
    is_other = quantity.unit and number.units and (held or any(map(known_unit, number.units)))
    return not (is_other or _counts_otherwise(number, quantity, words, finder))


def _spells(text: str, quantity: Quantity, language: str) -> bool:
    """Say whether a text has what num2words says for a value, such as “fiftieth”, and no other unit behind."""
    plain = text.replace(" - ", " ").replace(",", "")
    words = either(_spelled(quantity.value, language))
    found = list(re.finditer(rf"(?<!\b{digits_of(language).minus} )(?<!\w)(?:{words})(?!\w)", plain))
    return bool(found) and not any(_is_other_unit(plain, one.end(), quantity.unit, language) for one in found)


def measures_in(words: str, finder: Finder) -> frozenset[str]:
    """Return in what the numbers in `words` are measured, by any name: no things that they count."""
    found: set[str] = set()
    for number in finder.find(words):
        found |= {symbol for symbol in number.units if known_unit(symbol)}
        if not number.units and number.kind in ("bare", "count"):
            found |= measure_at(f" {plain(words[number.end :])}", 0, finder.language)[1] - _COUNTED
    return frozenset(found)


def _counts_otherwise(number: Number, quantity: Quantity, words: str, finder: Finder) -> bool:
    """Say whether a number without a unit, where the value has one, is one of what follows it: `418 leagues`.

    A small word may follow (`418 in all`), and another word where the unit comes later (`418 bumpy kilometres`). In a
    language of which we have no such words a unit may have more forms than CLDR tells.
    """
    if number.units or number.kind not in ("bare", "count", "people") or not finder.lexicon.words["function"]:
        return False
    units = units_in_use()
    first = {one.symbol.partition("/")[0] for one in units.all_known(quantity.unit)}
    held = {symbol for symbol in first if units.known(symbol)}  # not the `turns` of `turns a day`
    following = _NEXT.match(words, number.end)
    if not held - {"ratio"} or not following or is_year(quantity.unit):
        return False
    if number.kind != "people" and finder.lexicon.is_function(following[1].lower()):
        return False
    later = re.findall(r"[^\W\d_]+", words[number.end :])
    return not any(held & units.meanings(word, finder.language) for word in later)


def _has_other_unit(number: Number, quantity: Quantity, words: str, finder: Finder) -> bool:
    """Say whether a number in which no unit was found has one behind it that we know by its name only."""
    if number.units or number.kind not in ("bare", "count"):
        return False
    units, unit, sign = units_in_use(), quantity.unit, _SIGN.match(words, number.end)
    if (
        unit
        and sign
        and sign[1].lower() in units.signs(finder.language)
        and not units.meanings(sign[1], finder.language)
    ):
        return True
    return _is_other_unit(f" {plain(words[number.end :])}", 0, unit, finder.language)


def _is_other_unit(text: str, at: int, unit: str | None, language: str) -> bool:
    """Say whether words for a unit stand at a place, and it is not that of a fact; after a year anything may stand."""
    if not unit or is_year(unit):
        return False
    own, measures = units_in_use().all_known(unit), measures_of(unit, language)
    end, meant = measure_at(text, at, language)
    return bool(own or measures) and end > 0 and not measures & meant


def _folded(words: str) -> str:
    """Return words in small letters, with single spaces, and each dash alone."""
    return " ".join(re.sub(r"[-‐‑–—−]", " - ", words.casefold()).split())


def _holds(text: str, value: Amount, language: str) -> bool:
    """Say whether a text holds a day or a time, by its parts."""
    if isinstance(value, dt.datetime):
        by_clock, by_day = _clock_agrees(text, value.time()), _day_agrees(text, value.date(), language)
        return by_clock is not False and by_day is not False and not (by_clock is None and by_day is None)
    if isinstance(value, dt.time):
        return _clock_agrees(text, value) is True
    if isinstance(value, Edtf):
        return all(_date_agrees(text, date, language) for date in value.dates)
    return isinstance(value, dt.date | Month) and _day_agrees(text, value, language) is True


@functools.lru_cache(maxsize=4096)
def _spelled(value: Decimal, language: str) -> tuple[str, ...]:
    """Return the number words for a whole `value`, cardinal and ordinal, in small letters without hyphens."""
    from num2words import num2words  # noqa: PLC0415 - 40 ms that a page without number words need not pay

    if value != value.to_integral_value():
        return ()
    try:
        forms = [num2words(int(value), lang=language, to=kind) for kind in ("cardinal", "ordinal")[: 1 + (value > 0)]]
    except (NotImplementedError, OverflowError):
        return ()
    plain = [_folded(form.replace(",", "")).replace(" - ", " ") for form in forms]
    return (*plain, *(form.replace(" and ", " ") for form in plain))


def _has_phrase(text: str, phrase: str) -> bool:
    plain = text.replace(" - ", " ").replace(",", "")
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain) is not None


def _clock_agrees(text: str, value: dt.time) -> bool | None:
    """Say whether one of the times with points in `text` is `value`; None where there is none."""
    held, clocks = (value.hour, value.minute, value.second), _CLOCK.findall(text)
    shown = [(int(hour), int(minute), int(second or value.second)) for hour, minute, second in clocks]
    return held in shown if shown else None


def _day_agrees(text: str, value: dt.date | Month, language: str) -> bool | None:
    """Say whether the parts of a date in `text` are those of `value`; None where there is none."""
    without_clocks = _CLOCK.sub(" ", text)
    found = re.findall(r"(?<![\w.,])(\d{1,4})(?:st|nd|rd|th)?(?![\w:])", without_clocks)
    numbers = [int(digits) for digits in found]
    years = {number for number in numbers if number > 99}  # noqa: PLR2004 - years have three digits or more
    days = {number for number in numbers if number <= 31}  # noqa: PLR2004 - the longest month
    months = {month for name, month in month_names(language) if _has_phrase(without_clocks, name)}
    checks = [_is_slashed(match, value) for match in _SLASHED.finditer(without_clocks) if not months]
    if years:
        checks.append(value.year in years)
    if months:
        checks.append(value.month in months)
    if isinstance(value, dt.date) and days:
        checks.append(value.day in days)
    return all(checks) if checks else None


def _is_slashed(match: re.Match[str], value: dt.date | Month) -> bool:
    """Say whether numbers with slashes between are the parts of a date: day and month, month and year, or all."""
    year, month = value.year, value.month
    ways: list[tuple[int, ...]] = [(month, year), (year, month)]
    if isinstance(value, dt.date):
        ways += [(value.day, month), (value.day, month, year), (value.day, month, year % 100), (year, month, value.day)]
    return tuple(map(int, match[0].split("/"))) in ways


def _date_agrees(text: str, date: EdtfDate, language: str) -> bool:
    """Say whether what is known of a date stands in `text`."""
    if date.span > 1 or date.month is None or date.month > _MONTHS:
        return re.search(rf"(?<!\d){date.year}(?!\d)", text) is not None
    known = date.earliest if date.day else Month(date.year, date.month)
    return _day_agrees(text, known, language) is True
