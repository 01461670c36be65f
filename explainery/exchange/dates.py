"""Dates of libraries as EDTF: `date-parts` of CSL, EDTF itself, and words such as `May 2020` or `circa 1850`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from explainery.edtf import read_edtf
from explainery.wording.days import month_names

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru")
_SEASONS = {
    **dict.fromkeys(("spring", "frühjahr", "frühling", "printemps", "primavera"), 21),
    **dict.fromkeys(("summer", "sommer", "été", "verano", "estate"), 22),
    **dict.fromkeys(("autumn", "fall", "herbst", "automne", "otoño", "autunno"), 23),
    **dict.fromkeys(("winter", "hiver", "invierno", "inverno"), 24),
}
_FIRST_SEASON, _MONTHS, _PARTS, _LONGEST = 20, 12, 3, 200
_ABOUT = re.compile(r"(?:circa|ca\.?(?![a-z])|c\.|about|approx(?:imately|\.)?|around|um|vers|около)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(.*\d.*?)\s*(?:/|--?-?|–|—|\bto\b|\bbis\b)\s*(.*\d.*|open|unknown|\.\.)?", re.IGNORECASE)
_YEARS = re.compile(r"(\d{2})(\d{2})\s*[-–/]+\s*(\d{2})")
_NUMBERS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})"),
    re.compile(r"(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALL = {"st", "nd", "rd", "th", "of", "the", "de", "du", "er", "and", "г", "года"}


def date_of_csl(value: Any) -> tuple[str | None, bool]:
    """Return a date of CSL as EDTF, None where it is none, and whether all of it was understood."""
    if isinstance(value, str | int | float):
        return date_of_words(str(value)[:_LONGEST])
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping):
        value = value[0]  # as older CSL-YAML has it
    if not isinstance(value, Mapping):
        return None, not value
    parts = value.get("date-parts")
    if not parts and "year" in value:
        parts = [[value.get(name) for name in ("year", "month", "day")]]
    if isinstance(parts, list) and parts and not isinstance(parts[0], list):
        parts = [parts]
    dates = [_from_parts(part, value.get("season")) for part in parts or ()] if isinstance(parts, list) else []
    if dates and dates[0][0]:
        about = "~" if str(value.get("circa") or "").casefold() not in ("", "0", "false") else ""
        ends = [f"{date}{about}" for date, _whole in dates[:2] if date]
        open_end = len(dates) > 1 and not dates[1][0]
        text = f"{ends[0]}/.." if open_end else "/".join(dict.fromkeys(ends))
        whole = all(understood for date, understood in dates if date) and len(dates) <= len(("begins", "ends"))
        return (text, whole) if read_edtf(text) else (ends[0], False)
    for name in ("edtf", "raw", "literal"):
        if value.get(name):
            return date_of_words(str(value[name])[:_LONGEST])
    return None, not any(value.values())


def _from_parts(parts: Any, season: Any) -> tuple[str | None, bool]:
    """Return year, month and day, as far as they are known: zeros and gaps are not."""
    numbers = []
    for part in parts if isinstance(parts, list) else ():
        text = str(part).strip().removesuffix(".0")
        if not re.fullmatch(r"[0-9]{1,4}", text) or not int(text):
            break
        numbers.append(int(text))
    if not numbers:
        return None, False
    known = len(numbers) >= len([part for part in parts if str(part or "").strip(" 0")])
    if len(numbers) == 1 and season:
        named = str(season).strip().casefold()
        number = int(named) % _FIRST_SEASON if named in ("1", "2", "3", "4", "21", "22", "23", "24") else 0
        numbers.append(_FIRST_SEASON + number if number else _SEASONS.get(named, 0))
    if len(numbers) > 1 and _MONTHS < numbers[1] <= _MONTHS + 4:  # so CSL 1.0.1 writes seasons
        numbers[1] += _FIRST_SEASON - _MONTHS
    date, whole = _written(numbers)
    return date, whole and known


def _written(numbers: Iterable[int]) -> tuple[str | None, bool]:
    """Return as much of year, month and day as the calendar has, and whether that is all."""
    texts = [f"{number:0{4 if not at else 2}}" for at, number in enumerate(numbers)][:_PARTS]
    for count in range(len(texts), 0, -1):
        date = "-".join(texts[:count])
        if texts[0] != "0000" and read_edtf(date):
            return date, count == len(texts)
    return None, False


def date_of_words(text: str) -> tuple[str | None, bool]:
    """Return a date in words or digits as EDTF, None where it is none, and whether all of it was understood."""
    text = " ".join(re.sub(r"[\[\]{}()]", "", text).replace("~", "~ ").split()).replace(" ~", "~")
    text = text.strip(" ,;.") if not text.endswith("..") else text.strip(" ,;")
    if not text:
        return None, True
    if re.match(r"-\d", text):  # before our era, of which sources know no dates
        return None, False
    if about := _ABOUT.match(text):
        date, whole = date_of_words(text[about.end() :]) if text[about.end() :] else (None, False)
        return (f"{date}~", whole) if date and re.fullmatch(r"[\dX-]+", date) else (date, False)
    return _from_digits(text) or _from_range(text) or _from_words(text)


def _from_digits(text: str) -> tuple[str | None, bool] | None:
    """Return a date that is written in digits, in EDTF or otherwise; None where it is not."""
    years = _YEARS.fullmatch(text)
    if years and not (read_edtf(text) and "/" not in text):
        text = f"{years[1]}{years[2]}/{years[1]}{years[3]}"
    text = re.sub(r"\b(\d{3})u\b|\b(\d{2})uu\b", lambda one: f"{one[1]}X" if one[1] else f"{one[2]}XX", text)
    text = re.sub(r"/(?:open|\*)$", "/..", text).replace("unknown", "")
    text = re.sub(r"(?:c|©)\s*(\d{4})", r"\1", text)  # the year of a copyright
    if time := _TIME.fullmatch(text):
        text = time[1]
    if read_edtf(text):
        return text, True
    for pattern in _NUMBERS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            numbers = [int(parts[name] or 0) for name in "ymd" if name in parts]
            return _written(
                numbers[: numbers.index(0)] if 0 in numbers else numbers
            )  # `2020-00-00`, as some say a year
    return None


def _from_range(text: str) -> tuple[str | None, bool] | None:
    """Return what lies between two dates, each with its year; None where a text is no such range."""
    found = _RANGE.fullmatch(text)
    if not found or not re.search(r"\d{4}", found[1]) or (found[2] and not re.search(r"\d{4}|^\D+$", found[2])):
        return None
    (first, whole), (last, also) = date_of_words(found[1]), date_of_words(found[2] or "..")
    if first and not found[2]:
        return f"{first}/..", whole
    both = f"{first}/{last}"
    if first and last and read_edtf(both):
        return both, whole and also
    return (first, False) if first else None


def _from_words(text: str) -> tuple[str | None, bool]:
    """Return the date that words and numbers say in any order: `5 May 2020`, `May–June 2020`, `Winter 2019`."""
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    rest: list[str] = []
    for word in map(str.casefold, _WORD.findall(text)):
        if word.isdecimal():
            (years if len(word) == len("2020") else days).append(int(word))
        elif month := _months().get(word) or _SEASONS.get(word):
            months.append(month)
        elif word not in _SMALL:
            rest.append(word)
    if not years:
        return None, False
    clear = len(years) == 1 and not rest and len(days) <= 1 and bool(months or not days)
    if len(months) == 2 and not days:  # noqa: PLR2004 - from one to the other
        date, whole = _checked(f"{years[0]:04}-{months[0]:02}/{years[-1]:04}-{months[1]:02}")
        if date:
            return date, whole and clear
    date, whole = _written([years[0], *months[:1], *(days[:1] if months else ())])
    if date and clear and text.endswith("?"):
        date += "?"
    return date, whole and clear and len(months) <= 1


def _checked(text: str) -> tuple[str | None, bool]:
    return (text, True) if read_edtf(text) else (None, False)


@cache
def _months() -> dict[str, int]:
    """Return the names of the months, whole and short, in the languages of most libraries."""
    names = {name: number for language in reversed(_LANGUAGES) for name, number in month_names(language)}
    return {**names, "sept": 9}
