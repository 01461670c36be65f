"""Units of measure: which words name one unit, and what it is worth in the smallest unit of its kind."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

# kind of quantity, worth, symbol (in every language); factors are exact by the SI brochure and NIST Handbook 44
_UNITS = """
length 0.001 mm
length 0.01 cm
length 1 m
length 1000 km
length 1609.344 mi
length 0.3048 ft
mass 0.000001 mg
mass 0.001 g
mass 1 kg
mass 1000 t
mass 0.45359237 lb
time 1 s
time 60 min
time 3600 h
time 86400 d
time 604800 week
calendar 1 month
calendar 12 year
ratio 1 ratio
ratio 0.01 %
angle 1 °
temperature 1 °C
fahrenheit 1 °F
length^3 0.001 l
length^3 1 m³
length^2 1 m²
length^2 1000000 km²
time^-1 1 Hz
power 1 W
power 1000 kW
roubles 1 ₽
dollars 1 $
euros 1 €
pounds 1 £
"""
_SPELLED = {
    "en": """
mm: millimetre millimetres millimeter millimeters
cm: centimetre centimetres centimeter centimeters
m: metre metres meter meters
km: kilometre kilometres kilometer kilometers
mi: mile miles
ft: foot feet
mg: milligram milligrams
g: gram grams gramme grammes
kg: kilogram kilograms kilo kilos
t: tonne tonnes
lb: lbs
s: second seconds sec secs
min: minute minutes mins
h: hour hours hr hrs
d: day days
week: weeks
month: months
year: years
ratio: times
%: per_cent percent
°: degree degrees
°C: degrees_celsius degree_celsius degrees degree °
°F: degrees_fahrenheit degree_fahrenheit
l: litre litres liter liters
m³: m3 cubic_metre cubic_metres cubic_meter cubic_meters
m²: m2 square_metre square_metres square_meter square_meters
km²: km2 square_kilometre square_kilometres square_kilometer square_kilometers
Hz: hertz
W: watt watts
kW: kilowatt kilowatts
₽: rouble roubles ruble rubles
$: dollar dollars usd
€: euro euros eur
£: gbp
""",
    "ru": """
mm: мм миллиметр миллиметра миллиметров
cm: см сантиметр сантиметра сантиметров
m: м метр метра метров
km: км километр километра километров
g: г грамм грамма граммов
kg: кг килограмм килограмма килограммов
t: т тонна тонны тонн
s: с секунда секунды секунд
min: мин минута минуты минут
h: ч час часа часов
d: день дня дней сутки суток
week: неделя недели недель
month: месяц месяца месяцев
year: год года лет
%: процент процента процентов
°: градус градуса градусов
°C: градус градуса градусов
₽: руб рубль рубля рублей
$: доллар доллара долларов
€: евро
""",
    "de": """
mm: millimeter millimetern
cm: zentimeter zentimetern
m: meter metern
km: kilometer kilometern
mg: milligramm
g: gramm
kg: kilogramm kilo
t: tonne tonnen
s: sekunde sekunden sek
min: minute minuten
h: stunde stunden std
d: tag tage tagen
week: woche wochen
month: monat monate monaten
year: jahr jahre jahren
%: prozent
°: grad
°C: grad grad_celsius
l: liter litern
m³: kubikmeter kubikmetern
m²: quadratmeter quadratmetern
km²: quadratkilometer quadratkilometern
₽: rubel
$: dollar
€: euro
""",
}
_CALENDAR_YEAR = ("year", "jahr", "год")
_PER = re.compile(r"\s*/\s*|\s+(?:per|an?)\s+(?!cent\b)")

Dimension = tuple[tuple[str, int], ...]
"""Kinds of quantity with their powers, sorted: km/s is `(("length", 1), ("time", -1))`. Things counted have none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its symbol: what kind of quantity it measures, and what it is worth in that kind's first unit."""

    symbol: str
    dimension: Dimension
    worth: Fraction


def unit_of(words: str | None) -> Unit:
    """Return the unit that a fact’s `unit` names; what no table knows, such as `crossings`, counts things."""
    return known_unit(words) or Unit(words or "", (), Fraction(1))


def is_year(unit: str | None) -> bool:
    """Say whether a fact’s unit makes its value a year of the calendar: `year`, not `years`, which is a length."""
    return (unit or "").casefold() in _CALENDAR_YEAR


@functools.lru_cache(maxsize=1024)
def known_unit(words: str | None, language: str | None = None) -> Unit | None:
    """Return the unit that words name in a language, or in any: `km`, `kilometres`, `km/s`; None for unknown words."""
    above, *below = _PER.split(" ".join((words or "").casefold().split()))
    whole = _simple(above, language)
    if not below:
        return whole
    parts = [_simple(part, language) for part in below]
    if not all(parts) or not above:
        return None
    powers = dict(whole.dimension) if whole else {}
    symbol, worth = whole.symbol if whole else above, whole.worth if whole else Fraction(1)
    for part in filter(None, parts):
        symbol, worth = f"{symbol}/{part.symbol}", worth / part.worth
        for kind, power in part.dimension:
            powers[kind] = powers.get(kind, 0) - power
    return Unit(symbol, tuple(sorted((kind, power) for kind, power in powers.items() if power)), worth)


@functools.cache
def spellings(language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words for units in a language, in small letters, the longest first, with the symbols they may mean.

    `degrees` may mean `°` and `°C`.
    """
    found: dict[str, set[str]] = {}
    for word, symbol in _words(language):
        found.setdefault(word, set()).add(symbol)
    return tuple(
        sorted(((word, frozenset(names)) for word, names in found.items()), key=lambda one: (-len(one[0]), one))
    )


@functools.cache
def _measures() -> dict[str, Unit]:
    rows = (line.split() for line in _UNITS.strip().splitlines())
    return {symbol: Unit(symbol, _dimension(kind), Fraction(worth)) for kind, worth, symbol in rows}


def _dimension(kind: str) -> Dimension:
    name, _, power = kind.partition("^")
    return () if name == "ratio" else ((name, int(power or 1)),)


def _words(language: str | None) -> Iterator[tuple[str, str]]:
    for symbol in _measures():
        yield symbol.casefold(), symbol
    for name, table in _SPELLED.items():
        if language is None or name == language.split("-")[0]:
            for line in table.strip().splitlines():
                symbol, _, words = line.partition(": ")
                yield from ((word.replace("_", " "), symbol) for word in words.split())


@functools.cache
def _by_word(language: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, symbol in _words(language):
        found.setdefault(word, symbol)
    return found


def _simple(word: str, language: str | None) -> Unit | None:
    symbol = _by_word(language).get(word.strip().rstrip("."))
    return _measures()[symbol] if symbol else None
