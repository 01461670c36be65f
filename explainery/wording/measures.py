"""Words for the units of measure that Unicode CLDR knows, many more than the build can calculate with."""

import functools
import re
from collections.abc import Mapping

from explainery.units import NUMBER, Units, patterns, units_in_use
from explainery.wording.lexicon import either, lexicon_of

_SHORTEST, _SHORTEST_OF_UNKNOWN = 2, 4  # letters
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


def measures_of(unit: str, language: str) -> Measures:
    """Return what a unit is in CLDR, in whatever words a fact or a text names it; nothing where CLDR has none such."""
    return _measures_of(unit, language, units_in_use())


@functools.lru_cache(maxsize=1024)
def _measures_of(unit: str, language: str, units: Units) -> Measures:
    names, words = _measures(language), {plain(unit)}
    for known in units.all_known(unit):
        words |= {
            plain(known.symbol),
            *(word for word, symbols in units.spellings(language) if known.symbol in symbols),
        }
    return frozenset().union(*(names.get(word, frozenset()) for word in words))


@functools.cache
def _measures(language: str) -> Mapping[str, Measures]:
    """Return the words for units in a language, in small letters, with what they may mean."""
    found: dict[str, set[str]] = {}
    for measure, _width, form in patterns(language):
        if word := plain(form.removeprefix(NUMBER)):
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
