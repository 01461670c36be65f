"""Dates in a text, in the ways in which a language writes them, and the weekdays beside them."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainery.model import Month
from explainery.value import Value
from explainery.wording.lexicon import either, lexicon_of

_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w-])")
# With a year of two digits. Points part such a date only where all parts have two: `3.10.12` is a version.
_SHORT = (
    r"(?<![\w.,:/-])(?P<numeric>(?P<days>0?[1-9]|[12]\d|3[01])/(?P<number>0?[1-9]|1[0-2])/(?P<short>\d\d))(?!\w|[.,:/-]\d)",
    r"(?<![\w.,:/-])(?P<numeric>(?P<days>0[1-9]|[12]\d|3[01])\.(?P<number>0[1-9]|1[0-2])\.(?P<short>\d\d))(?!\w|[.,:/-]\d)",
)
_TURN = 50  # `21` is 2021, and `98` 1998
_SPACE = "[ \u00a0\u202f]"
_SHORT_DAY = 3  # letters of a shortened weekday
_LEAP = 2000  # a year that has every day of any year
# Forms of the names of months that CLDR has not: those that Russian has after “in”, and one of British English.
_MORE_MONTHS = {
    "en": "- - - - - - - - sept",
    "ru": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
}
# Likewise the forms of weekdays.
_MORE_DAYS = {
    "ru": (
        "понедельника вторника среды четверга пятницы субботы воскресенья",
        "понедельником вторником средой четвергом пятницей субботой воскресеньем",
        "- - среду - пятницу субботу -",
    )
}
_BESIDE = "an? the on ein einem einen dem den der am une? le una? el это в во".replace(" ", "|")
_CLOSE = rf"{_SPACE}?[,;(–—-]?{_SPACE}?\(?(?:(?:{_BESIDE}){_SPACE})?"


@dataclass(frozen=True, slots=True)
class Day(Value):
    """A day of a year that is not said."""

    month: int
    day: int

    def __str__(self) -> str:
        """Return the day as ISO 8601 wrote it."""
        return f"--{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at `start` to `end` of a text."""

    start: int
    end: int
    value: dt.date | Month | Day


class Days:
    """Finds dates in texts of one language. A number before one of the words `units` or `people` is none."""

    def __init__(self, language: str, units: str, people: str) -> None:
        """Take the language and the words after which there is no date."""
        lexicon = lexicon_of(language)
        self._months = dict(month_names(language))
        self._proper = language.split("-", maxsplit=1)[0] in ("en", "de")
        names = "|".join(re.escape(name) for name in sorted(self._months, key=lambda name: (-len(name), name)))
        mark = lexicon.forms.get("day-mark", "")
        joins = "|".join(f"{_SPACE}{word}{_SPACE}" for word in lexicon.form("between"))
        tens = "|".join(word for word, value in lexicon.numerals.items() if value in (20, 30))
        self._tens = {word: int(lexicon.numerals[word]) for word in tens.split("|") if word}
        self._ordinals = lexicon.ordinals
        self._ordinal = re.compile(rf"\b(?:(?:{tens or '(?!)'})[ -])?{lexicon.ordinal_pattern()}", re.IGNORECASE)
        one = rf"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:{mark})?"
        join = rf",{_SPACE}?|{_SPACE}?[–—-]{_SPACE}?{'|' + joins if joins else ''}"
        several = rf"(?P<days>{one}(?:(?:{join}){one}){{0,12}})"
        parts = {
            "days": rf"(?<![\w.,:/-]){several}",
            "month": rf"(?P<month>\b(?:{names})(?!\w))\.?",
            "year": r"(?P<year>\d{4})(?![\w]|[.,]\d)",
            "ordinal": self._ordinal.pattern,
            "unit": f"(?:{units}|{people})(?![\\w])",
        }
        forms = lexicon.form("dates") or ("{days} {month} {year}", "{days} {month}", "{month} {year}")
        self._forms = [re.compile(form.replace(" ", _SPACE).format(**parts), re.IGNORECASE) for form in forms]
        self._forms += map(re.compile, _SHORT if lexicon.form("dates") else ())
        self._quick = re.compile(rf"\b(?:{names})(?!\w)|\d[./][ \u00a0\u202f]?\d{{1,2}}[./]|\d{{4}}-\d", re.IGNORECASE)
        self._one = re.compile(r"\d{1,2}")
        self._weekdays = weekday_names(language)
        self._weekday = re.compile(rf"(?<!\w)(?:{either(self._weekdays)})(?!\w)", re.IGNORECASE)
        self._close = re.compile(_CLOSE)

    def is_month(self, word: str) -> bool:
        """Say whether a word is the name of a month."""
        return word.casefold().rstrip(".") in self._months

    def is_weekday(self, word: str) -> bool:
        """Say whether a word is the name of a weekday."""
        return word.casefold().rstrip(".") in self._weekdays

    def find(self, text: str) -> Iterator[Dated]:
        """Yield the dates of a text, those that say more first; a list or range of days is several."""
        if not self._quick.search(text):
            return
        for match in _ISO.finditer(text):
            value = _date(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
            if value:
                yield Dated(*match.span(), value)
        for form in self._forms:
            for match in form.finditer(text):
                for found in self._dates(match):
                    yield Dated(found.start, found.end - text[found.start : found.end].endswith("."), found.value)

    def _dates(self, match: re.Match[str]) -> Iterator[Dated]:
        named = match.groupdict()
        if named.get("numeric"):
            month = int(named["number"])
        else:
            name = named["month"]
            if self._proper and not name[0].isupper():
                return
            month = self._months[name.casefold().rstrip(".")]
        year = int(named["year"]) if named.get("year") else None
        if short := named.get("short"):
            year = int(short) + (2000 if int(short) < _TURN else 1900)
        if worded := named.get("worded"):
            value = _date(year or _LEAP, month, self._day_in_words(worded))
            if isinstance(value, dt.date):
                yield Dated(*match.span(), value if year else Day(value.month, value.day))
            return
        if not named.get("days"):
            if year:
                yield Dated(*match.span(), Month(year, month))
            return
        days = list(self._one.finditer(match.string, match.start("days"), match.end("days")))
        for at, day in enumerate(days):
            value = _date(year or _LEAP, month, int(day[0]))
            start = match.start() if at == 0 else day.start()
            end = match.end() if at == len(days) - 1 else day.end()
            if isinstance(value, dt.date):
                yield Dated(start, end, value if year else Day(value.month, value.day))

    def _day_in_words(self, words: str) -> int:
        low = words.casefold()
        stem = max((stem for stem in self._ordinals if stem in low), key=len)
        return self._ordinals[stem] + sum(ten for word, ten in self._tens.items() if low.startswith(word))

    def has_weekday(self, text: str) -> bool:
        """Say whether a text names a weekday."""
        return self._weekday.search(text) is not None

    def wrong_weekdays(
        self, text: str, dates: Sequence[tuple[int, int, dt.date]]
    ) -> Iterator[tuple[int, int, dt.date]]:
        """Yield where a weekday right beside a date is another one than that date's, with the date."""
        named = list(self._weekday.finditer(text))
        for start, end, day in dates:
            for match in named:
                first, last = (match.end(), start) if match.end() <= start else (end, match.start())
                is_word = match[0].islower() and self._proper  # “they sat on”
                is_beside = not is_word and first <= last and self._close.fullmatch(text, first, last)
                if is_beside and self._weekdays[match[0].casefold().rstrip(".")] != day.weekday():
                    yield match.start(), match.end(), day


def _date(year: int, month: int, day: int | None) -> dt.date | Month | None:
    """Return a day or month; None where the calendar has none."""
    try:
        first = dt.date(year, month, day or 1)
    except ValueError:
        return None
    return first if day else Month(first.year, first.month)


@functools.cache
def month_names(language: str) -> tuple[tuple[str, int], ...]:
    """Return the names of the months in small letters, also shortened ones, each with its number."""
    from babel import Locale  # noqa: PLC0415 - a page without dates need not pay for it

    locale = Locale.parse(language, sep="-")
    names = {
        (name.casefold().rstrip("."), month)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for month, name in locale.months[form][width].items()
    }
    names |= {(name, number) for number, name in enumerate(_MORE_MONTHS.get(locale.language, "").split(), start=1)}
    return tuple(sorted(name for name in names if name[0] != "-"))


@functools.cache
def weekday_names(language: str) -> dict[str, int]:
    """Return the names of the weekdays in small letters, also shortened ones, each with its number; Monday is 0."""
    from babel import Locale  # noqa: PLC0415 - as above

    locale = Locale.parse(language, sep="-")
    names = {
        name.casefold().rstrip("."): number
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.days[form][width].items()
    }
    if locale.language != "en":  # elsewhere short ones are words, too: “so”, “mi”
        names = {name: number for name, number in names.items() if len(name) > _SHORT_DAY}
    for forms in _MORE_DAYS.get(locale.language, ()):
        names |= {name: number for number, name in enumerate(forms.split()) if name != "-"}
    return names
