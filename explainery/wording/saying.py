"""Whether words say what a fact says: its number with its unit, its date, its time or its duration."""

import datetime as dt
import functools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal

from explainery.model import Amount, Edtf, EdtfDate, Month, Quantity
from explainery.units import Units, is_year, known_unit, units_in_use
from explainery.wording.agreeing import agrees, same_kind
from explainery.wording.days import month_names
from explainery.wording.digits import digits_of
from explainery.wording.finder import Finder
from explainery.wording.lexicon import either, lexicon_of
from explainery.wording.measures import measure_at, measures_of, plain
from explainery.wording.number import Number

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?!\d)(?: ?([ap])\.?m\b)?")
# What no number goes on with: other digits, `²`, `/2` (but behind a year), `k`, `1/2`.
_WHOLE = r"(?![\d:²³¹⁰⁴-⁹₀-₉_]|[ \u00a0\u202f]?[.,'’]\d|(?<!\d{4})/\d|k(?!\w)|[ \u00a0\u202f]\d{1,2}/\d)"
_SLASHED = re.compile(r"(?<![\w.,/])\d{1,4}(?:/\d{1,4}){1,2}(?![\w/])")
_SIGN = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{2,4})(?!\w)")
_NEXT = re.compile(r"[ \u00a0\u202f-]([^\W\d_]{3,})")
_HALF = {"en": "and a half"}
_MINUS = "minus "  # as `_folded` writes it
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
    language, unit, is_range = finder.language, quantity.unit, quantity.to is not None
    numbers = [one for one in finder.find(words) if not _has_other_unit(one, words, unit, language)]
    if any(agrees(number, quantity, zones) and (number.to is not None or not is_range) for number in numbers):
        return True
    if is_range and all(any(agrees(one, end, zones) for one in numbers) for end in quantity.ends):
        return True
    if isinstance(quantity.value, dt.timedelta) or _say_another(numbers, words, quantity, finder):
        return False
    if quantity.value == 0 and finder.none_in(words):
        return True
    text = _folded(words, digits_of(language).minus)
    ends = [end.value for end in quantity.ends]
    if not all(_holds(text, end, language) for end in ends):
        return False
    last = ends[-1]
    return not isinstance(last, Decimal) or _unit_agrees(text, last, unit, language)


def _say_another(numbers: Sequence[Number], words: str, quantity: Quantity, finder: Finder) -> bool:
    """Say whether the numbers in words are certainly others than a value that none of them agrees with."""
    if numbers and quantity.to is None and all(_is_another(one, quantity) for one in numbers):
        return True
    return any(
        _is_measured_otherwise(one, quantity) or _counts_something(one, words, quantity, finder) for one in numbers
    )


def measures_in(words: str, finder: Finder) -> frozenset[str]:
    """Return in what the numbers in `words` are measured, by any name: no things that they count."""
    found: set[str] = set()
    for number in finder.find(words):
        found |= {symbol for symbol in number.units if known_unit(symbol)}
        if not number.units and number.kind in ("bare", "count"):
            found |= measure_at(f" {plain(words[number.end :])}", 0, finder.language)[1] - _COUNTED
    return frozenset(found)


def _is_another(number: Number, quantity: Quantity) -> bool:
    """Say whether a number has the kind of unit that a value has: `40 °C below zero` beside 40 °C."""
    return number.kind == "measure" and known_unit(quantity.unit) is not None and same_kind(number, quantity)


def _is_measured_otherwise(number: Number, quantity: Quantity) -> bool:
    """Say whether a number is as large as a value, but measured in something else: `5 A` for 5 V."""
    if not any(number.value == end.value for end in quantity.ends) or same_kind(number, quantity):
        return False
    return bool(units_in_use().all_known(quantity.unit)) and any(map(known_unit, number.units))


def _counts_something(number: Number, words: str, quantity: Quantity, finder: Finder) -> bool:
    """Say whether a number is as large as a value that has a unit, but is one of what follows it: `418 leagues`.

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
    is_small = number.kind != "people" and finder.lexicon.is_function(following[1].lower())
    if is_small or not any(number.value == end.value for end in quantity.ends):
        return False
    later = re.findall(r"[^\W\d_]+", words[number.end :])
    return not any(held & units.meanings(word, finder.language) for word in later)


def _has_other_unit(number: Number, words: str, unit: str | None, language: str) -> bool:
    """Say whether a number in which no unit was found has one behind it that we know by its name only."""
    if number.units or number.kind not in ("bare", "count"):
        return False
    units, sign = units_in_use(), _SIGN.match(words, number.end)
    if unit and sign and sign[1].lower() in units.signs(language) and not units.meanings(sign[1], language):
        return True
    return _is_other_unit(f" {plain(words[number.end :])}", 0, unit, language)


def _unit_agrees(text: str, value: Decimal, unit: str | None, language: str) -> bool:
    """Say whether no unit stands right after a number but its own; of those that only count things nothing is known."""
    one_line = text.replace(" - ", " ")
    places = _places_after(one_line, value, language)
    return not any(_is_other_unit(one_line, after, unit, language) for after in places)


def _is_other_unit(text: str, at: int, unit: str | None, language: str) -> bool:
    """Say whether words for a unit stand at a place, the longest that do, and it is not that of a fact.

    Right after a year of the calendar anything may stand.
    """
    if not unit or is_year(unit):
        return False
    units = units_in_use()
    own, measures = units.all_known(unit), measures_of(unit, language)
    if not own and not measures:
        return False
    found, (end, meant) = _unit_at(language, units).match(text, at), measure_at(text, at, language)
    if found and found.end() >= end:
        if not own:
            return not measures & measures_of(found[1], language)
        word = dict(units.spellings(language)).get(found[1], frozenset())
        return not any(one.symbol in word or one == units.known(found[1], language) for one in own)
    return end > 0 and not measures & meant


@functools.lru_cache(maxsize=16)
def _unit_at(language: str, units: Units) -> re.Pattern[str]:
    """Return a pattern for a unit right after a number, compound ones such as `km/s` and `metres a second` first."""
    words = either(word for word, _symbols in units.spellings(language) if units.meanings(word, language))
    scales, per = either(digits_of(language).scales), either(lexicon_of(language).form("per"))
    return re.compile(rf" ?(?:(?:{scales})\.? )?((?:{words})(?:(?: ?/ ?| (?:{per}) )(?:{words}))?)(?![\w])")


def _places_after(text: str, value: Decimal, language: str) -> list[int]:
    """Return where a number ends in a text, in digits (also those before a scale word) or in words."""
    matches = list(_digits(language).finditer(text))
    # The number follows every place up to its last occurrence, and none after that: so the search can go by halves.
    starts = [match.start() - len(_MINUS) * text.endswith(_MINUS, 0, match.start()) for match in matches]
    past = bisect_left(starts, x=True, key=lambda start: value not in _numbers(text[start:], language))
    shown = [match.end() for match in matches[:past][-1:]]
    phrases = "|".join(map(re.escape, spelled(abs(value), language)))
    worded = re.finditer(rf"(?<!\w)(?:{phrases})(?!\w)", text) if phrases else ()
    return [*shown, *(match.end() for match in worded)]


def _folded(words: str, minus: str = "minus") -> str:
    """Return words in small letters, with single spaces, each dash alone, and a minus before a number spelled out."""
    signed = re.sub(rf"(?<![\w.,)])[-‑–−](?=\d)|\b{minus} (?=\d)", _MINUS, words.casefold())
    return " ".join(re.sub(r"[-‐‑–—−]", " - ", signed).split())


def _holds(text: str, value: Amount, language: str) -> bool:
    if isinstance(value, Decimal):
        return value in _numbers(text, language) or any(
            _has_phrase(text, phrase) for phrase in spelled(value, language)
        )
    if isinstance(value, dt.datetime):
        by_clock, by_day = _clock_agrees(text, value.time()), _day_agrees(text, value.date(), language)
        return by_clock is not False and by_day is not False and not (by_clock is None and by_day is None)
    if isinstance(value, dt.time):
        return _clock_agrees(text, value) is True
    if isinstance(value, Edtf):
        return all(_date_agrees(text, date, language) for date in value.dates)
    return not isinstance(value, dt.timedelta) and _day_agrees(text, value, language) is True


@functools.cache
def _digits(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:])({digits_of(language).pattern})(?:st|nd|rd|th)?{_WHOLE}")


def _numbers(text: str, language: str) -> set[Decimal]:
    """Return the numbers that stand in digits, each also multiplied by the scale word that follows it or its range."""
    found: set[Decimal] = set()
    waiting: list[Decimal] = []
    matches, known = list(_digits(language).finditer(text)), digits_of(language)
    for index, match in enumerate(matches):
        number = known.number(match[1]) * (-1 if text.endswith(_MINUS, 0, match.start()) else 1)
        following = text[match.end() : matches[index + 1].start() if index + 1 < len(matches) else len(text)].split()
        found.add(number)
        scale = known.scales.get(following[0].rstrip(".")) if following else None
        if scale:
            factor = Decimal(10) ** scale
            found |= {waited * factor for waited in [*waiting, number]}
            waiting = []
        elif following and (following[0] in known.joins or following[0] == "-"):
            waiting.append(number)
        else:
            waiting = []
    return found


@functools.lru_cache(maxsize=4096)
def spelled(value: Decimal, language: str, *, ordinals: bool = True) -> tuple[str, ...]:
    """Return the number words for `value`: cardinal and perhaps ordinal, as `_folded` would have them."""
    from num2words import num2words  # noqa: PLC0415 - 40 ms that a page without number words need not pay

    try:
        if value == value.to_integral_value():
            number = int(value)
            forms = [num2words(number, lang=language)]
            forms += [num2words(number, lang=language, to="ordinal")] if ordinals and number > 0 else []
        elif value % 1 == Decimal("0.5") and language in _HALF:
            forms = [f"{num2words(int(value), lang=language)} {_HALF[language]}"]
        else:
            return ()
    except (NotImplementedError, OverflowError):
        return ()
    plain = [form.replace(",", "") for form in forms]
    return tuple(
        _folded(form).replace(" - ", " ") for form in [*plain, *(form.replace(" and ", " ") for form in plain)]
    )


def _has_phrase(text: str, phrase: str) -> bool:
    plain = text.replace(" - ", " ").replace(",", "")
    return re.search(rf"(?<!\w)(?<!minus ){re.escape(phrase)}(?!\w)", plain) is not None


def _clock_agrees(text: str, value: dt.time) -> bool | None:
    """Say whether the times in `text` are `value`; None where there is none."""
    clocks = _CLOCK.findall(text)
    if not clocks:
        return None
    for hour, minute, second, half in clocks:
        on_dial = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
        if (on_dial, int(minute), int(second or value.second)) == (value.hour, value.minute, value.second):
            return True
    return False


def _day_agrees(text: str, value: dt.date | Month, language: str) -> bool | None:
    """Say whether the parts of a date in `text` are those of `value`; None where there is none."""
    if re.search(rf"(?<!\d){value}(?!\d)", text.replace(" - ", "-")):
        return True
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
    if isinstance(value, dt.date):
        if days:
            checks.append(value.day in days)
        elif any(_has_phrase(text, word) for word in spelled(Decimal(value.day), language)):
            checks.append(True)
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
