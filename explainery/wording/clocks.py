"""Clock times in a text, and the place or zone whose time they are."""

import datetime as dt
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from explainery.wording.lexicon import Lexicon, either

_UTC = ("UTC", "GMT")
_NOON, _DAY, _HOUR = 12, 24, 60  # hours, hours, minutes
_MINUTES = 30  # as many are said in words at most
_NEAR = 30  # characters around a time in which its place is named
_FORMS = ("{hour}:{minute}(?::{second})?",)
_PARTS = {
    "hour": r"(?<![\w.,:/−])(?<![^\dh]-)(?<!^-)(?P<hour>[01]?\d|2[0-4])",
    "minute": r"(?P<minute>[0-5]\d)(?!\d)",
    "second": r"(?P<second>[0-5]\d)(?!\d)",
    "half": r"(?:(?P<half>[ap])m\b|(?P<dotted>[ap])\.m\.?)",
}
_SAID = re.compile(r"(?<![{\w])([^\W\d_]{2,})(?![\w}])")
UNKNOWN = "?"
"""Before the name of a place whose time nobody has told."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at `start` to `end` of a text. `zone` is the place that is named beside it, empty for UTC or none.

    `of_twelve`: the words do not say which half of the day it is. `may_last`: it may be a duration, such as `8 h 55`.
    """

    start: int
    end: int
    value: dt.time
    zone: str
    of_twelve: bool = False
    may_last: bool = False


class Clocks:
    """Finds times of day in texts of one language; `zones` are the places whose time is known."""

    def __init__(self, lexicon: Lexicon, zones: Sequence[str], months: Container[str]) -> None:
        """Take the language's words, the places, and the names of months, which are none."""
        self._is_noisy, self._months = lexicon.has_capital_nouns, months
        self._numerals = lexicon.numerals
        self._halves = {words: half for half in "ap" for words in lexicon.forms.get("half-days", {}).get(half, ())}
        parts = {**_PARTS, "day": f"(?P<day>{either(self._halves)})(?!\\w)"}
        self._forms = [_pattern(form, parts) for form in lexicon.form("clocks") or _FORMS]
        words = [word for word, value in self._numerals.items() if value % 1 == 0 and value < _MINUTES]
        hours = [word for word in words if self._numerals[word] <= _NOON] + list(lexicon.form("one")[:1])
        parts = {"number": f"(?P<number>{either(hours)})", "minutes": f"(?P<minutes>{either(words)})"}
        self._worded = [
            (_pattern(rf"(?<!\w)(?:{form})(?!\w)", parts), minutes)
            for form, minutes in lexicon.forms.get("clock-words", ())
        ]
        places, times = either(lexicon.form("places")), either(lexicon.form("times"))
        said = {word for form, _minutes in lexicon.forms.get("clock-words", ()) for word in _SAID.findall(form)}
        self._quick = re.compile(rf"(?<!\w)(?:{either(said)})", re.IGNORECASE)
        zone = either((*zones, *_UTC))
        self._after = re.compile(
            rf"[ \u00a0\u202f]?[,(]?[ \u00a0\u202f]?(?:(?:{places})[ \u00a0\u202f])?({zone})(?!\w)"
        )
        self._before = re.compile(rf"(?<!\w)({zone})(?:[ \u00a0\u202f][^\W\d_]+){{0,3}}[ \u00a0\u202f]\(?$")
        # “10 to”, before the other end of a time that is open or lasts
        joins = rf"[–-]|[ \u00a0\u202f](?:{either(lexicon.form('between'))})[ \u00a0\u202f]"
        self._first = re.compile(rf"(?<![\w.,:/-])([01]?\d|2[0-4])[ \u00a0\u202f]?(?:{joins})[ \u00a0\u202f]?$")
        name = r"[^\W\d_a-zß-öø-ÿа-яё][\w-]+(?:[ \u00a0\u202f][^\W\d_a-zß-öø-ÿа-яё][\w-]+)?"
        self._place = re.compile(
            rf"[ \u00a0\u202f](?:(?:{places})[ \u00a0\u202f](?P<place>{name})"
            rf"|(?P<of>{name})[ \u00a0\u202f](?:{times})(?!\w)|(?P<short>[A-Z]{{1,4}}(?:ST|DT|T|SK)\b))"
        )

    def find(self, text: str) -> Iterator[Clock]:
        """Yield the times of a text that stand in digits."""
        for form in self._forms:
            for match in form.finditer(text):
                named = match.groupdict()
                hour, half = int(named["hour"]), (named.get("half") or named.get("dotted") or "").casefold()
                if not half and named.get("day"):
                    half = self._halves[" ".join(named["day"].casefold().split())] if hour <= _NOON else ""
                if half and not 0 < hour <= _NOON:
                    continue
                value = dt.time(_of_day(hour, half), int(named.get("minute") or 0), int(named.get("second") or 0))
                zone, may_last = self._zone_of(text, match.start(), match.end()), bool(named.get("lasts"))
                yield Clock(*match.span(), value, zone, may_last=may_last)
                first = self._first.search(text, max(0, match.start() - _NEAR), match.start())
                if first and not (half and int(first[1]) > _NOON):
                    earlier = _of_day(int(first[1]), half)
                    earlier -= _NOON if half == "p" and earlier > value.hour else 0  # “10–6 pm”
                    yield Clock(*first.span(1), dt.time(earlier), zone, may_last=may_last)

    def in_words(self, text: str) -> Iterator[Clock]:
        """Yield the times of a text that are said in words, as of a clock with twelve hours."""
        for form, minutes in self._worded if self._quick.search(text) else ():
            for match in form.finditer(text):
                hour = int(self._numerals.get(match["number"].casefold(), 1))
                said = match.groupdict().get("minutes")
                shift = minutes * int(self._numerals[said.casefold()]) if said else minutes
                hours, left = divmod((hour * _HOUR + shift) % (_NOON * _HOUR), _HOUR)
                zone = self._zone_of(text, match.start(), match.end())
                yield Clock(*match.span(), dt.time(hours, left), zone, of_twelve=True)

    def _zone_of(self, text: str, start: int, end: int) -> str:
        """Return the place that is named right after a time, else the one right before it, a few words between."""
        if found := self._after.match(text, end):
            return "" if found[1] in _UTC else found[1]
        place = None if self._is_noisy else self._place.match(text, end)
        if place and next(filter(None, place.groups())).casefold() not in self._months:
            return UNKNOWN + str(next(filter(None, place.groups())))
        named = self._before.search(text, max(0, start - _NEAR), start)
        return str(named[1]) if named and named[1] not in _UTC else ""


def _of_day(hour: int, half: str) -> int:
    """Return an hour of the whole day; `half` is `a` or `p` where it is said of twelve."""
    return hour % _NOON + (_NOON if half == "p" else 0) if half else hour % _DAY


def _pattern(form: str, parts: dict[str, str]) -> re.Pattern[str]:
    return re.compile(form.replace(" ", "[ \u00a0\u202f]").format(**parts), re.IGNORECASE)
