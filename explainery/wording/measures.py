"""Words for the units of measure that Unicode CLDR knows, many more than the build can calculate with."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from explainery.units import known_unit, spellings
from explainery.wording.lexicon import either, lexicon_of

_NUMBER = "{0}"
_SHORTEST, _SHORTEST_OF_UNKNOWN = 2, 4  # letters
_COUNTS = (1, 2, 5)  # of which each may have another plural
_DASHES = re.compile(r"[-‐‑–—−]")
Measures = frozenset[str]
"""Units by their names in CLDR, such as `length-yard`: a word may mean more than one."""


def plain(words: str) -> str:
    """Return words as `measure_at` wants them: in small letters, with single spaces, also where there were hyphens."""
    return " ".join(_DASHES.sub(" ", words.casefold()).split())


def measure_at(text: str, at: int, language: str) -> tuple[int, Measures]:
    """Return where the words for a unit right after a number end, and what they may mean; 0 and nothing without any.

    What says the kind of a unit may stand before it: no unit that CLDR knows is a cubic furlong, and metric tonnes are
    tonnes, as its metric tons are.
    """
    found = _measure(language).match(text, at)
    if not found:
        return 0, frozenset()
    meant = _measures(language)[found["unit"]]
    return found.end(), meant & _kinds(language)[found["kind"]] if found["kind"] else meant


@functools.cache
def measures_of(unit: str, language: str) -> Measures:
    """Return what a unit is in CLDR, in whatever words a fact or a text names it; nothing where CLDR has none such."""
    known, names, money = known_unit(unit), _measures(language), _money(language)
    words = {plain(unit), *money.get(unit.casefold(), ())}
    if known:
        words |= {plain(known.symbol), *money.get(known.symbol, ())}
        words |= {word for word, symbols in spellings(language) if known.symbol in symbols}
    return frozenset().union(*(names.get(word, frozenset()) for word in words))


@functools.cache
def _measures(language: str) -> Mapping[str, Measures]:
    """Return the words for units in a language, in small letters, with what they may mean."""
    found: dict[str, set[str]] = {}
    for measure, form in _patterns(language):
        if word := plain(form.removeprefix(_NUMBER)):
            found.setdefault(word, set()).add(measure)
    return {word: frozenset(names) for word, names in found.items()}


@functools.cache
def _kinds(language: str) -> Mapping[str, Measures]:
    """Return the words that make another unit of the one after them (`square`, `troy`), with all that these are."""
    found: dict[str, set[str]] = {}
    names = _measures(language)
    for word, measures in names.items():
        kind, _, unit = word.rpartition(" ")
        if kind and unit in names:
            found.setdefault(kind, set()).update(measures)
    return {kind: frozenset(measures) for kind, measures in found.items()}


@functools.cache
def _measure(language: str) -> re.Pattern[str]:
    """Return a pattern for a unit right after a number, without words that more often are no unit, such as `in`.

    Of a language without a table of such words only longer ones are looked for.
    """
    lexicon = lexicon_of(language)
    shortest = _SHORTEST if lexicon.words["function"] else _SHORTEST_OF_UNKNOWN
    words = [
        word
        for word in _measures(language)
        if not lexicon.is_function(word) and not (word.rstrip(".").isalpha() and len(word) < shortest)
    ]
    scale = rf"(?:(?:{either(lexicon.scales)})\.? )?(?:(?:{either(lexicon.form('before-unit'))}) )?"
    return re.compile(rf" ?{scale}(?:(?P<kind>{either(_kinds(language))}) )??(?P<unit>{either(words)})(?!\w)")


def _patterns(language: str) -> Iterator[tuple[str, str]]:
    """Yield the units of CLDR with how they are written after a number; spelled as elsewhere in the world, too."""
    from babel import localedata  # noqa: PLC0415 - takes a while, and a page without units need not pay for it

    name = language.replace("-", "_")
    for locale in dict.fromkeys((name, name.split("_")[0], f"{name.split('_')[0]}_001")):
        if not localedata.exists(locale):
            continue
        # `LocaleDataDict` follows what one unit takes from another: newer versions of Babel keep that apart.
        data: Any = localedata.load(locale)
        for measure, lengths in localedata.LocaleDataDict(data).get("unit_patterns", {}).items():
            for length in ("long", "short", "narrow"):
                for number, form in lengths.get(length, {}).items():
                    if number != "per" and isinstance(form, str) and form.startswith(_NUMBER):
                        yield measure, form


@functools.cache
def _money(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words for money by its sign: `pounds` for `£`, though a weight is called so, too."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above
    from babel.numbers import get_currency_name  # noqa: PLC0415

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, set[str]] = {}
    for code, sign in locale.currency_symbols.items():
        if sign != code:
            names = (get_currency_name(code, count, locale=locale) for count in _COUNTS)
            found.setdefault(sign.casefold(), set()).update(plain(name).split()[-1] for name in names)
    return {sign: frozenset(words) for sign, words in found.items()}
