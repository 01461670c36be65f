"""Units of measure: which words name one in a language, and what it is worth in the first unit of its kind.

Words are those of Unicode CLDR, as Babel has them, and the few that it lacks.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

# symbol (in every language), worth, kinds of quantity with their powers: name in CLDR. Factors are exact by the SI
# brochure and NIST Handbook 44; the base units are m, kg, s and A, so that a newton times a metre is a joule.
_UNITS = """
nm 0.000000001 length: length-nanometer
µm 0.000001 length: length-micrometer
mm 0.001 length: length-millimeter
cm 0.01 length: length-centimeter
m 1 length: length-meter
km 1000 length: length-kilometer
inch 0.0254 length: length-inch
ft 0.3048 length: length-foot
yd 0.9144 length: length-yard
mi 1609.344 length: length-mile
nmi 1852 length: length-nautical-mile
au 149597870700 length: length-astronomical-unit
ly 9460730472580800 length: length-light-year
µg 0.000000001 mass: mass-microgram
mg 0.000001 mass: mass-milligram
g 0.001 mass: mass-gram
kg 1 mass: mass-kilogram
t 1000 mass: mass-tonne
oz 0.028349523125 mass: mass-ounce
lb 0.45359237 mass: mass-pound
ns 0.000000001 time: duration-nanosecond
µs 0.000001 time: duration-microsecond
ms 0.001 time: duration-millisecond
s 1 time: duration-second
min 60 time: duration-minute
h 3600 time: duration-hour
d 86400 time: duration-day
week 604800 time: duration-week
fortnight 1209600 time:
month 1 calendar: duration-month
year 12 calendar: duration-year
ratio 1 ratio:
% 0.01 ratio: concentr-percent
‰ 0.001 ratio: concentr-permille
ppm 0.000001 ratio: concentr-permillion
° 1 angle: angle-degree
°C 1 temperature: temperature-celsius
°F 1 fahrenheit: temperature-fahrenheit
K 1 kelvin: temperature-kelvin
ml 0.000001 length^3: volume-milliliter
cl 0.00001 length^3: volume-centiliter
dl 0.0001 length^3: volume-deciliter
l 0.001 length^3: volume-liter
hl 0.1 length^3: volume-hectoliter
cm³ 0.000001 length^3: volume-cubic-centimeter
m³ 1 length^3: volume-cubic-meter
km³ 1000000000 length^3: volume-cubic-kilometer
cm² 0.0001 length^2: area-square-centimeter
m² 1 length^2: area-square-meter
ha 10000 length^2: area-hectare
km² 1000000 length^2: area-square-kilometer
acre 4046.8564224 length^2: area-acre
m/s 1 length time^-1: speed-meter-per-second
km/h 5/18 length time^-1: speed-kilometer-per-hour
mi/h 0.44704 length time^-1: speed-mile-per-hour
kn 463/900 length time^-1: speed-knot
m/s² 1 length time^-2: acceleration-meter-per-square-second
Hz 1 time^-1: frequency-hertz
kHz 1000 time^-1: frequency-kilohertz
MHz 1000000 time^-1: frequency-megahertz
GHz 1000000000 time^-1: frequency-gigahertz
N 1 mass length time^-2: force-newton
kN 1000 mass length time^-2:
Pa 1 mass length^-1 time^-2: pressure-pascal
hPa 100 mass length^-1 time^-2: pressure-hectopascal
kPa 1000 mass length^-1 time^-2: pressure-kilopascal
MPa 1000000 mass length^-1 time^-2: pressure-megapascal
bar 100000 mass length^-1 time^-2:
J 1 mass length^2 time^-2: energy-joule
kJ 1000 mass length^2 time^-2: energy-kilojoule
MJ 1000000 mass length^2 time^-2:
kcal 4184 mass length^2 time^-2: energy-kilocalorie
kWh 3600000 mass length^2 time^-2: energy-kilowatt-hour
mW 0.001 mass length^2 time^-3: power-milliwatt
W 1 mass length^2 time^-3: power-watt
kW 1000 mass length^2 time^-3: power-kilowatt
MW 1000000 mass length^2 time^-3: power-megawatt
GW 1000000000 mass length^2 time^-3: power-gigawatt
mA 0.001 current: electric-milliampere
A 1 current: electric-ampere
mV 0.001 mass length^2 time^-3 current^-1:
V 1 mass length^2 time^-3 current^-1: electric-volt
kV 1000 mass length^2 time^-3 current^-1:
Ω 1 mass length^2 time^-3 current^-2: electric-ohm
"""
# Currencies by their codes (ISO 4217), with their signs: each of a kind of its own, since no rate between two lasts.
_MONEY = """
USD:$ EUR:€ GBP:£ RUB:₽ JPY:¥ CNY CHF CAD AUD NZD SEK NOK DKK ISK PLN:zł CZK HUF RON BGN TRY:₺ UAH:₴ BYN KZT:₸ GEL:₾
AMD ILS:₪ EGP AED SAR ZAR NGN INR:₹ IDR THB VND:₫ KRW:₩ SGD HKD MXN BRL ARS CLP COP PEN DEM FRF ESP ITL SUR
"""
# Words that CLDR has not; those after “*” are written in no language alone.
_SPELLED = {
    "*": """
%: pct
°C: ℃
m²: m2 sqm sq_m sq._m square_m
cm²: cm2 sq_cm sq._cm square_cm
km²: km2 sq_km sq._km square_km
m³: m3 cu_m cu._m cubic_m
cm³: cm3 cu_cm cu._cm cubic_cm
km³: km3 cu_km cu._km cubic_km
""",
    "en": """
fortnight: fortnights
g: gramme grammes
kg: kilo kilos
lb: lbs
s: secs
min: mins
h: hrs
ratio: times
kn: kt kts
mi/h: mph
USD: dollar dollars
GBP: sterling pound pounds
RUB: rouble roubles ruble rubles
CHF: franc francs
FRF: franc francs
JPY: yen
CNY: yuan
""",
    "de": """
m²: qm
m³: cbm
cm³: ccm
km²: qkm
k€: T€
kEUR: TEUR
kg: kilo
s: sek sekunde
h: std
ratio: mal
week: wochen
USD: dollar
RUB: rubel
GBP: pfund pfund_sterling
CHF: franken
FRF: franc francs
DEM: mark
JPY: yen
CNY: yuan
""",
    "fr": """
kg: kilo kilos
s: s sec
min: mn
h: h
year: année années
month: mois
ratio: fois
acre: acre acres
km/h: kilomètre-heure kilomètres-heure kilomètres_à_l’heure kilomètres_à_l'heure
%: p._100
USD: dollar dollars
RUB: rouble roubles
CHF: franc francs
FRF: franc francs
JPY: yen yens
CNY: yuan yuans
""",
    "es": """
kg: kilo kilos
s: s seg
h: h
ratio: veces
°C: grados_centígrados grado_centígrado
%: por_cien
USD: dólar dólares
GBP: libra libras libras_esterlinas
RUB: rublo rublos
CHF: franco francos
FRF: franco francos
ESP: peseta pesetas
MXN: peso pesos
ARS: peso pesos
CLP: peso pesos
COP: peso pesos
JPY: yen yenes
CNY: yuan yuanes
""",
    "ru": """
m²: кв._м кв_м м_кв
m³: куб._м куб_м м_куб
km²: кв._км кв_км
km³: куб._км куб_км
kg: кило
d: сутки суток сутками сутках сут
week: нед
year: гг
ratio: раз раза
USD: доллар доллара долларов долларам долларами долларах
RUB: руб рубль рубля рублей рублю рублём рублем рублям рублями рублях р
EUR: евро
GBP: фунт фунта фунтов
CHF: франк франка франков
FRF: франк франка франков
DEM: марка марки марок
JPY: иена иены иен йена йены йен
CNY: юань юаня юаней
UAH: гривна гривны гривен
KZT: тенге
""",
}
_DEGREES = ("°C", "°F")  # which may be called degrees alone
_CALENDAR_YEAR = ("year", "jahr", "année", "año", "год")
_PER = re.compile(r"\s*/\s*|\s+(?:per|an?|pro|par|por|на|в)\s+(?!cent|cien|mille?\b)")
_TIMES = re.compile(r"\s*[·⋅]\s*")
_POWERS = {"": 1, "²": 2, "³": 3, "⁴": 4}
_SIGN = 4  # letters that a sign has at most
_LONG = ("duration-month", "duration-year")  # of which no single letter tells
_NO_UNITS = frozenset(
    ("in", "au", "ac", "M", "livre", "livres", "julio", "al", "po", "pi")
)  # in CLDR, and more often other words
_NO_SIGNS = {"fr": ("au",)}  # of our symbols those that are everyday words: `12 au total`
NUMBER = "{0}"
"""What stands for the number in a pattern of CLDR."""
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The plural forms that CLDR has, in its order."""
_CODE = re.compile("[A-Z]{3}")
_THOUSANDS_OF_MONEY = (("k", 1_000), ("M", 1_000_000))  # as in `2.5 M€` and `80 kEUR`
# What else becomes of a Russian unit, by the last letter of its genitive: `метра` gives `метрами`, `недели` `неделю`.
_DECLINED = {
    "а": "у ом ем е ы и ов ам ами ах",
    "я": "ю ем ём е и ям ями ях",
    "ы": "а е у ой ам ами ах",
    "и": "я е ю ей ям ями ях",
}

Dimension = tuple[tuple[str, int], ...]
"""Kinds of quantity with their powers, sorted: km/s is `(("length", 1), ("time", -1))`. Things counted have none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its symbol: what kind of quantity it measures, and what it is worth in that kind's first unit."""

    symbol: str
    dimension: Dimension
    worth: Fraction


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit that an explainer brings, with its words, one for each plural form of the language in CLDR’s order."""

    unit: Unit
    words: tuple[str, ...]


@dataclass(frozen=True)
class Units:
    """The units of one explainer: those of its language, of English, and those that it brings itself."""

    language: str = "en"
    own: tuple[OwnUnit, ...] = ()

    @functools.cached_property
    def measures(self) -> Mapping[str, Unit]:
        """Return every unit by its symbol."""
        return {**_measures(), **{own.unit.symbol: own.unit for own in self.own}}

    @functools.cached_property
    def _found(self) -> dict[tuple[str, str | None], Unit | None]:
        return {}

    def known(self, words: str | None, language: str | None = None) -> Unit | None:
        """Return the unit that words name in a language, or in the explainer’s and in English; None for none."""
        key = (words or "", language)
        if key not in self._found:
            self._found[key] = self._looked_up(" ".join(key[0].split()), language)
        return self._found[key]

    def meanings(self, word: str, language: str | None = None) -> frozenset[str]:
        """Return the symbols that a word may mean: `degrees` means `°`, `°C` and `°F`; nothing for other words."""
        for name in (language,) if language else dict.fromkeys((self.language, "en")):
            if found := self._vocabulary(name).meanings(word):
                return found
        return frozenset()

    def spellings(self, language: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the words for units in a language, in small letters, the longest first, with what they may mean.

        A sign such as `mW`, which means something else in other letters, is one as well: ask `meanings` about it.
        """
        return self._vocabulary(language).spellings

    def _vocabulary(self, language: str) -> "_Vocabulary":
        return _vocabulary(language, self.own)

    def signs(self, language: str) -> frozenset[str]:
        """Return the signs for units, in small letters, that mean something else, or nothing, in other letters."""
        return frozenset(map(str.casefold, self._vocabulary(language).exact)) - self._vocabulary(language).words.keys()

    def all_known(self, words: str | None) -> tuple[Unit, ...]:
        """Return all units that words may name: `degrees` may be those of an angle, and of a temperature."""
        found = self._all_found.get(words or "")
        if found is None:
            means, known = self.meanings(" ".join((words or "").split())), self.known(words)
            found = tuple(self.measures[symbol] for symbol in sorted(means)) or ((known,) if known else ())
            self._all_found[words or ""] = found
        return found

    @functools.cached_property
    def _all_found(self) -> dict[str, tuple[Unit, ...]]:
        return {}

    def own_words(self, word: str) -> tuple[str, ...]:
        """Return all words of a unit that the explainer brings, by any of them; none for other units."""
        found = (own.words for own in self.own if word in (own.unit.symbol, *own.words))
        return next(found, ())

    def _looked_up(self, words: str, language: str | None) -> Unit | None:
        if (whole := self._simple(words, language)) or not words:
            return whole
        if _CODE.fullmatch(words) and _is_currency(words):
            return Unit(words, ((words, 1),), Fraction(1))
        above, *below = _PER.split(words)
        parts = [self._product(part, language) for part in below]
        first = self._product(above, language)
        if not above or not all(parts) or not (below or first):
            return None
        powers = dict(first.dimension) if first else {}
        symbol, worth = first.symbol if first else above.casefold(), first.worth if first else Fraction(1)
        for part in filter(None, parts):
            symbol, worth = f"{symbol}/{part.symbol}", worth / part.worth
            for kind, power in part.dimension:
                powers[kind] = powers.get(kind, 0) - power
        return Unit(symbol, tuple(sorted((kind, power) for kind, power in powers.items() if power)), worth)

    def _product(self, words: str, language: str | None) -> Unit | None:
        """Return the unit that words name with powers and points between them: `s²`, `kg·m²`, `N·m`."""
        found = Unit("", (), Fraction(1))
        for factor in _TIMES.split(words):
            one, raised = self._simple(factor, language), ""
            if not one and factor.endswith(("²", "³", "⁴")):
                one, raised = self._simple(factor[:-1], language), factor[-1]
            if not one:
                return None
            power = _POWERS[raised]
            kinds = dict(found.dimension)
            for kind, times in one.dimension:
                kinds[kind] = kinds.get(kind, 0) + times * power
            symbol = f"{found.symbol}·{one.symbol}{raised}".removeprefix("·")
            found = Unit(symbol, tuple(sorted(kinds.items())), found.worth * one.worth**power)
        return found

    def _simple(self, word: str, language: str | None) -> Unit | None:
        word = word.strip()
        means = self.meanings(word, language) or self.meanings(word.rstrip("."), language)
        return next((unit for symbol, unit in self.measures.items() if symbol in means), None)


class _Vocabulary:
    """The words for units in one language. `exact` are those that mean something else, or nothing, in other letters."""

    def __init__(self, language: str, own: tuple[OwnUnit, ...]) -> None:
        self.words: dict[str, set[str]] = {}
        self.exact: dict[str, set[str]] = {}
        for word, symbol in (*_signs(language), *_by_hand(language)):
            self._add(word, symbol)
        short = []
        order = list(_measures())
        for word, symbol, is_short in _of_cldr(language):
            if is_short:
                short.append((order.index(symbol), word, symbol))
            else:
                self._add(word, symbol)
        for _order, word, symbol in sorted(short):
            if word and not self.meanings(word):  # in Lao one word is short for centimetres and for hours
                self._add(word, symbol)
        for symbols in (*self.words.values(), *self.exact.values()):
            symbols.update(_DEGREES if "°" in symbols else ())
        for unit in own:
            for word in (unit.unit.symbol, *unit.words):
                self.words[word.casefold()] = {unit.unit.symbol}
        found = {word: set(symbols) for word, symbols in self.words.items()}
        for word, symbols in self.exact.items():
            found.setdefault(word.casefold(), set()).update(symbols)
        self.spellings = tuple(
            sorted(((word, frozenset(symbols)) for word, symbols in found.items()), key=lambda one: (-len(one[0]), one))
        )

    def meanings(self, word: str) -> frozenset[str]:
        found = self.exact.get(word)
        return frozenset(found if found is not None else self.words.get(word.lower(), ()))

    def _add(self, word: str, symbol: str) -> None:
        is_sign = len(word) <= _SIGN and any(letter.isupper() for letter in word) and not word.istitle()
        if is_sign or len(word) == 1:
            self.exact.setdefault(word, set()).add(symbol)
        else:
            for form in {word.lower(), word.casefold()}:  # `fuß` and `fuss`
                self.words.setdefault(form, set()).add(symbol)


@functools.cache
def _vocabulary(language: str, own: tuple[OwnUnit, ...]) -> _Vocabulary:
    return _Vocabulary(language, own)


@functools.cache
def _measures() -> Mapping[str, Unit]:
    """Return the units that ship by their symbols, currencies by their codes among them."""
    found = {}
    for symbol, worth, kinds, _name in _rows():
        found[symbol] = Unit(symbol, _dimension(kinds), Fraction(worth))
    for code, sign in _currencies():
        found[code] = Unit(code, ((code, 1),), Fraction(1))
        for prefix, times in _THOUSANDS_OF_MONEY:
            for name in filter(None, (code, sign)):
                found[f"{prefix}{name}"] = Unit(f"{prefix}{name}", ((code, 1),), Fraction(times))
    return found


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for line in _UNITS.strip().splitlines():
        first, _, name = line.partition(":")
        symbol, worth, kinds = first.split(maxsplit=2)
        yield symbol, worth, kinds, name.strip()


def _currencies() -> Iterator[tuple[str, str]]:
    for one in _MONEY.split():
        code, _, sign = one.partition(":")
        yield code, sign


def _dimension(kinds: str) -> Dimension:
    powers = (kind.partition("^") for kind in kinds.split() if kind != "ratio")
    return tuple(sorted((name, int(power or 1)) for name, _, power in powers))


def is_code(word: str) -> bool:
    """Say whether a word is the code of a currency that has words of its own."""
    return _CODE.fullmatch(word) is not None and word in _measures()


def _is_currency(code: str) -> bool:
    from babel.core import get_global  # noqa: PLC0415 - as below

    return code in get_global("all_currencies")


def _signs(language: str) -> Iterator[tuple[str, str]]:
    others = _NO_SIGNS.get(_short(language), ())
    yield from ((symbol, symbol) for symbol in _measures() if symbol not in others)
    for code, sign in _currencies():
        if sign:
            yield sign, code
            yield from ((f"{prefix} {sign}", f"{prefix}{sign}") for prefix, _worth in _THOUSANDS_OF_MONEY)


def _by_hand(language: str) -> Iterator[tuple[str, str]]:
    for table in ("*", _short(language)):
        for line in _SPELLED.get(table, "").strip().splitlines():
            symbol, _, words = line.partition(": ")
            yield from ((word.replace("_", " "), symbol) for word in words.split())


def _of_cldr(language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words of CLDR for our units, each with a symbol, and whether it is short for another word."""
    symbols = {name: symbol for symbol, _worth, _kinds, name in _rows()}
    for measure, width, form in patterns(language):
        symbol, word = symbols.get(measure), " ".join(form.removeprefix(NUMBER).split()).rstrip(".")
        if symbol is None or width == "narrow" or word in _NO_UNITS or (len(word) == 1 and measure in _LONG):
            continue
        is_short = width == "short"
        yield word, symbol, is_short
        if not is_short:
            yield from ((other, symbol, True) for other in _inflected(word, _short(language)))
    for code, names in _names_of_money(language):
        yield from ((name, code, False) for name in names)


def patterns(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the units of CLDR, the width of a form (`long`, `short`, `narrow`), and the form, such as `{0} metres`.

    They are spelled as in the language, and as elsewhere in the world, too.
    """
    for data in _data(language):
        for measure, widths in data.get("unit_patterns", {}).items():
            for width in ("long", "short", "narrow"):
                for number, form in widths.get(width, {}).items():
                    if number != "per" and isinstance(form, str) and form.startswith(NUMBER):
                        yield measure, width, form


@functools.cache
def forms_of(unit: str, language: str) -> Mapping[str, str]:
    """Return how a language writes a unit after a number, by the plural forms of CLDR, `one` and `other` among them.

    The unit is written out, in that language or in English, and means one thing. Nothing for others, for signs, and in
    English, which is spelled in more than one way.
    """
    if _short(language) == "en":
        return {}
    measures = _written_out("en").get(unit, frozenset()) | _written_out(language).get(unit, frozenset())
    symbols = _vocabulary("en", ()).meanings(unit) | _vocabulary(language, ()).meanings(unit)
    if len(measures) != 1 or len(symbols) != 1:
        return {}
    data: Mapping[str, Any] = next(_data(language), {})
    forms = data["unit_patterns"].get(*measures, {}).get("long", {})
    return {tag: _bare(form) for tag, form in forms.items() if tag in PLURALS and form.startswith(NUMBER)}


@functools.cache
def _written_out(language: str) -> Mapping[str, frozenset[str]]:
    """Return the long words for our units, as they are spelled, with what they are in CLDR."""
    ours, found = {name for _symbol, _worth, _kinds, name in _rows()}, dict[str, frozenset[str]]()
    for measure, width, form in patterns(language):
        if width == "long" and measure in ours:
            found[_bare(form)] = found.get(_bare(form), frozenset()) | {measure}
    return found


def _bare(form: str) -> str:
    return " ".join(form.removeprefix(NUMBER).split())


def _names_of_money(language: str) -> Iterator[tuple[str, list[str]]]:
    for data in _data(language):
        for code, _sign in _currencies():
            one, several = data.get("currency_names", {}).get(code), data.get("currency_names_plural", {}).get(code, {})
            yield code, [*filter(None, (one, *several.values()))]


@functools.cache
def has_decimal_comma(language: str) -> bool:
    """Say whether a language writes a comma before decimals: `9,81`."""
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - as below

    return get_decimal_symbol(language.replace("-", "_")) == ","


def _data(language: str) -> Iterator[Any]:
    from babel import localedata  # noqa: PLC0415 - takes a while, and a page without units need not pay for it

    name = language.replace("-", "_")
    for locale in dict.fromkeys((name, _short(language), f"{_short(language)}_001")):
        if localedata.exists(locale):
            data: Any = localedata.load(locale)
            # `LocaleDataDict` follows what one unit takes from another: newer versions of Babel keep that apart.
            yield localedata.LocaleDataDict(data)


def _inflected(word: str, language: str) -> Iterator[str]:
    """Yield further forms of the long word for a unit, which CLDR has but Babel leaves out; also some that are none."""
    if " " in word:
        return
    if language == "ru" and word[-1] in _DECLINED:
        yield from (word[:-1] + ending for ending in _DECLINED[word[-1]].split())
    elif language == "de":
        yield from (word + ending for ending in ("n", "s"))


def _short(language: str) -> str:
    return language.replace("_", "-").split("-", maxsplit=1)[0]


_current = Units()


def use(units: Units) -> None:
    """Make units those that this process calculates with and knows words for: those of the explainer that it builds."""
    global _current  # noqa: PLW0603 - a process builds one explainer at a time, and each figure of it may ask
    if units != _current:
        _current = units


def units_in_use() -> Units:
    """Return the units of the explainer that this process builds."""
    return _current


def unit_of(words: str | None) -> Unit:
    """Return the unit that a fact’s `unit` names; what no table knows, such as `crossings`, counts things."""
    return known_unit(words) or Unit(words or "", (), Fraction(1))


def converted(amount: Decimal | dt.timedelta, own: str | None, unit: str | None) -> Fraction | None:
    """Return a number in its `own` unit, or a duration, in another unit; None where that is of another kind."""
    if isinstance(amount, dt.timedelta):
        number, given = Fraction(amount // dt.timedelta(microseconds=1), 1_000_000), unit_of("s")
    else:
        number, given = Fraction(amount), unit_of(own)
    wanted = unit_of(unit)
    if given.symbol == wanted.symbol:
        return number
    if given.dimension != wanted.dimension or not wanted.dimension:
        return None
    return number * given.worth / wanted.worth


def is_year(unit: str | None) -> bool:
    """Say whether a fact’s unit makes its value a year of the calendar: `year`, not `years`, which is a length."""
    return (unit or "").casefold() in _CALENDAR_YEAR


def known_unit(words: str | None, language: str | None = None) -> Unit | None:
    """Return the unit that words name in a language, or in the explainer’s and English: `km`, `kilometres`, `km/s`."""
    return _current.known(words, language)


def spellings(language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words for units in a language, in small letters, the longest first, with the symbols they may mean."""
    return _current.spellings(language)
