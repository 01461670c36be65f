"""How amounts are written in a language: numbers with their units, dates, times and durations."""

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from explainery.model import Amount, Edtf, EdtfDate, Month, Quantity
from explainery.units import PLURALS, forms_of, is_year, units_in_use

# How uncertain dates are said; languages that are not here have the signs of EDTF (loc.gov/standards/datetime).
_SAID: Mapping[str, Mapping[str, str]] = {
    "": {"": "{}", "~": "~{}", "?": "{}?", "%": "~{}?", "to": "{}–{}", "since": "{}–", "until": "–{}"},
    "en": {
        "": "{}",
        "~": "about {}",
        "?": "possibly {}",
        "%": "possibly about {}",
        "to": "{} to {}",
        "since": "since {}",
        "until": "until {}",
        "decade": "{}s",
        "spring": "spring",
        "summer": "summer",
        "autumn": "autumn",
        "winter": "winter",
    },
    "ru": {
        "": "{}",
        "~": "около {}",
        "?": "возможно, {}",
        "%": "возможно, около {}",
        "to": "{} – {}",
        "since": "с {}",
        "until": "до {}",
        "decade": "{}-е годы",
        "year": "{}\u202fг.",
        "spring": "весна",
        "summer": "лето",
        "autumn": "осень",
        "winter": "зима",
    },
    "de": {
        "": "{}",
        "~": "etwa {}",
        "?": "möglicherweise {}",
        "%": "möglicherweise etwa {}",
        "to": "{} bis {}",
        "since": "seit {}",
        "until": "bis {}",
        "decade": "{}er-Jahre",
        "spring": "Frühjahr",
        "summer": "Sommer",
        "autumn": "Herbst",
        "winter": "Winter",
    },
    "fr": {
        "": "{}",
        "~": "vers {}",
        "?": "peut-être {}",
        "%": "peut-être vers {}",
        "to": "{} – {}",
        "since": "depuis {}",
        "until": "jusqu’à {}",
        "decade": "années {}",
        "spring": "printemps",
        "summer": "été",
        "autumn": "automne",
        "winter": "hiver",
    },
    "es": {
        "": "{}",
        "~": "hacia {}",
        "?": "quizá {}",
        "%": "quizá hacia {}",
        "to": "{} a {}",
        "since": "desde {}",
        "until": "hasta {}",
        "decade": "década de {}",
        "spring": "primavera de",
        "summer": "verano de",
        "autumn": "otoño de",
        "winter": "invierno de",
    },
}
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEVERAL = 5  # of which no language has a form of its own that is not that of many
_MOST_ORDINAL = 1000
_DECADE = 10  # years
_YEAR_DIGITS = 4


@functools.cache
def locale_of(language: str) -> str:
    """Return a language with the region where most speak it (Unicode CLDR): `en_US`; as it is where none is known."""
    if "-" in language:
        return language.replace("-", "_")
    from babel.core import get_global  # noqa: PLC0415 - takes a while, and most builds need none of it

    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    return f"{language}_{likely[-1]}" if len(likely) > 1 else language


@functools.cache
def has_words_for(language: str) -> bool:
    """Say whether Unicode CLDR, as Babel has it, knows how a language writes numbers and dates."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - takes a while, and a site that is as it was needs none

    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def duration_parts(duration: dt.timedelta) -> tuple[tuple[int, str], ...]:
    """Return the parts of a duration that are not zero, largest first: `((3, "hour"), (27, "minute"))`."""
    minutes, seconds = divmod(duration.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((duration.days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second"))
    return tuple((count, unit) for count, unit in parts if count) or ((0, "second"),)


def print_quantity(quantity: Quantity, language: str, statement: str = "") -> str:
    """Return what a fact holds as the site prints it: `3,000 women`, `5 October 2021`, `3 hours 27 minutes`.

    A number of four digits without a unit that the `statement` writes as years are written is one: `1801`.
    """
    unit, ends = quantity.unit, [end.value for end in quantity.ends]
    plain = [is_year(unit) or _is_bare_year(end, unit, statement) for end in ends]
    shown = "–".join(_print_one(end, language, plain=is_plain) for end, is_plain in zip(ends, plain, strict=True))
    wants_unit = isinstance(quantity.value, Decimal) and unit and not is_year(unit)
    return f"{shown} {print_unit(unit, language, ends[-1])}" if wants_unit and unit else shown


def print_decimal(text: str, language: str) -> str:
    """Return digits that have a point before their decimals as a language writes them: `0.5` as `0,5`."""
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - as above

    return text.replace(".", get_decimal_symbol(language.replace("-", "_")))


def print_unit(unit: str, language: str, after: Amount | None = None) -> str:
    """Return a unit as it stands `after` a number, or for several of them where no number stands before it.

    One that the explainer brings, or that is written out, in English or the language, has its plural form in the
    language; others are as typed.
    """
    words, forms = units_in_use().own_words(unit), forms_of(unit, language)
    if not (words or forms) or is_year(unit):
        return unit
    from babel import Locale  # noqa: PLC0415 - as above

    form = Locale.parse(language, sep="-").plural_form
    tag = form(abs(after) if isinstance(after, Decimal) else _SEVERAL)
    if not words:
        return forms.get(tag) or forms.get("other") or unit
    tags = [tag for tag in PLURALS if tag in {*form.tags, "other"}]
    return words[min(tags.index(tag), len(words) - 1)]


def print_date(date: Edtf, language: str) -> str:
    """Return a date that is not quite known: `about 5 October 2021`, `2020 to 2021`, `possibly October 2021`."""
    say = _SAID.get(language.split("-", maxsplit=1)[0], _SAID[""])
    shown = [_print_known(one, language, say) for one in date.dates]
    if not date.interval:
        return shown[0]
    if date.begins and date.ends:
        return say["to"].format(*shown)
    return say["since" if date.begins else "until"].format(*shown)


def _print_known(date: EdtfDate, language: str, say: Mapping[str, str]) -> str:
    """Return a date as far as it is known, and how sure it is."""
    first = date.earliest
    if date.span > 1:
        shown = say["to"].format(date.year, date.year + date.span - 1)
        shown = say["decade"].format(date.year) if date.span == _DECADE and "decade" in say else shown
    elif date.month is None:
        shown = say.get("year", "{}").format(date.year)
    elif date.month in _SEASONS:
        season = say.get(_SEASONS[date.month])
        months = (print_day(Month(day.year, day.month), language) for day in (first, date.latest))
        shown = f"{season} {say.get('year', '{}').format(date.year)}" if season else say["to"].format(*months)
    else:
        shown = print_day(first if date.day else Month(first.year, first.month), language)
    return say[date.qualifier].format(shown)


def _is_bare_year(value: Amount, unit: str | None, statement: str) -> bool:
    if unit or not isinstance(value, Decimal):
        return False
    digits = f"{value:f}"
    is_long = len(digits) == _YEAR_DIGITS and digits.isdigit()
    return is_long and re.search(rf"(?<![\d.,]){digits}(?!\d)", statement) is not None


def _print_one(value: Amount, language: str, *, plain: bool) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above
    from babel.units import format_unit  # noqa: PLC0415

    locale = language.replace("-", "_")
    if isinstance(value, Decimal):
        if plain:
            return f"{value.normalize():f}"
        return format_decimal(value, locale=locale, decimal_quantization=False).replace("-", "−")
    if isinstance(value, dt.timedelta):
        parts = duration_parts(value)
        return " ".join(format_unit(count, f"duration-{unit}", locale=locale) for count, unit in parts)
    if isinstance(value, dt.datetime):
        return f"{print_day(value.date(), language)}, {print_clock(value)}"
    if isinstance(value, dt.time):
        return print_clock(value)
    return print_date(value, language) if isinstance(value, Edtf) else print_day(value, language)


def print_clock(value: dt.datetime | dt.time) -> str:
    """Return the time as the site prints it: `08:55:02 UTC`, without seconds where they are zero."""
    return f"{value:%H:%M:%S} UTC" if value.second else f"{value:%H:%M} UTC"


def _locale(language: str) -> str:
    """Return the locale of a language: English writes days and lists as in Britain."""
    return "en_GB" if language == "en" else language.replace("-", "_")


@functools.lru_cache(maxsize=4096)
def print_day(value: dt.date | Month, language: str) -> str:
    """Return a day or month as the site prints it: `5 October 2021`, `October 2021`."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    locale = _locale(language)
    if isinstance(value, Month):
        return str(format_skeleton("yMMMM", dt.date(value.year, value.month, 1), locale=locale))
    shown = str(format_date(value, "long", locale=locale))
    return f"1er{shown[1:]}" if language[:2] == "fr" and value.day == 1 else shown  # which CLDR leaves out


@functools.lru_cache(maxsize=4096)
def print_short_day(value: dt.date | Month, language: str) -> str:
    """Return a day or month in as few letters as an axis has room for: `5 Oct`, `Oct 2021`."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - as above

    locale = _locale(language)
    if isinstance(value, Month):
        return str(format_skeleton("yMMM", dt.date(value.year, value.month, 1), locale=locale))
    return str(format_skeleton("MMMd", value, locale=locale))


def print_list(names: Sequence[str], language: str) -> str:
    """Return names as a sentence lists them: `Ada, Bo and Cy`."""
    if len(names) < 2:  # noqa: PLR2004 - a list, which most are not
        return "".join(names)
    from babel.lists import format_list  # noqa: PLC0415 - as above

    return format_list(names, locale=_locale(language))


def print_ordinal(value: Amount | None, language: str) -> str:
    """Return a whole number as an ordinal in words, `fifth`; empty where there is none, or nobody counts so far."""
    from num2words import num2words  # noqa: PLC0415 - as above

    if not isinstance(value, Decimal) or value != value.to_integral_value() or not 1 <= value < _MOST_ORDINAL:
        return ""
    try:
        return str(num2words(int(value), lang=language, to="ordinal"))
    except (NotImplementedError, OverflowError):
        return ""


def print_weekday(day: str, language: str) -> str:
    """Return the name of the weekday of a day in ISO 8601."""
    from babel.dates import get_day_names  # noqa: PLC0415 - as above

    return str(get_day_names(locale=language.replace("-", "_"))[dt.date.fromisoformat(day).weekday()])
