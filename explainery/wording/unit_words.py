"""What words for units mean, as a language and an explainer write them."""

from collections.abc import Iterable

from explainery.units import is_code, known_unit, units_in_use
from explainery.wording.lexicon import Lexicon, either
from explainery.wording.words import SIGNS_AFTER_WORDS

_ELIDED = frozenset("cdjlmnst")


class UnitWords:
    """The words for units in one language; `things` are the units of facts as they are written.

    `in_words` are those that may follow a number in words, and `adjectives` stand right behind digits: `14-tägige`.
    `pattern` is one for all of them, and `currencies` one for those of money.
    """

    def __init__(self, language: str, lexicon: Lexicon, things: Iterable[str]) -> None:
        """Take the language, and what the explainer counts in singular and plural."""
        self.language, self._lexicon, self._measures = language, lexicon, units_in_use()
        spellings = dict(self._measures.spellings(language))
        units = {
            word: symbols
            for word, symbols in spellings.items()
            if "ratio" not in symbols and not is_code(word.upper())  # which has a pattern of its own
        }
        for thing in sorted(things):
            for form in {thing.lower(), thing.lower().removesuffix("s")}:
                if len(form) > 1:
                    units.setdefault(form, frozenset((symbol_of(thing),)))
        self._signs = self._measures.signs(language)
        self.in_words = {
            word: symbols for word, symbols in units.items() if word not in self._signs or word in SIGNS_AFTER_WORDS
        }
        endings = lexicon.form("adjective-endings")
        self.adjectives = {
            f"{stem}{ending}": frozenset((symbol,))
            for stem, symbol in lexicon.forms.get("adjectives", ())
            for ending in endings
        }
        self._units = units | self.adjectives
        self.pattern = either(self._units)
        self.currencies = either(word for word, symbols in units.items() if any(map(is_code, symbols)))

    def meant_by(self, unit: str) -> frozenset[str]:
        """Return the symbols that the words for a unit may mean, as they are written: `mW` is not `MW`."""
        known = self._measures.meanings(unit, self.language) - {"ratio"}
        return known or (frozenset() if unit.lower() in self._signs else self._units.get(unit.lower(), frozenset()))

    def beginning_with(self, words: Iterable[str]) -> list[str]:
        """Return the words for units whose first word is one of some: a `mille marin` is no thousand."""
        return [word for word in self._units if word.partition(" ")[0] in words]

    def is_rather_word(self, unit: str) -> bool:
        """Say whether what may be a unit is rather a word, such as the French `a`; elided ones are none: `m’`."""
        return self._lexicon.is_function(unit.casefold()) and unit.casefold() not in _ELIDED


def symbol_of(unit: str) -> str:
    """Return what a number has among its `units` for a fact’s unit: its symbol, or the words for what it counts."""
    known = known_unit(unit)
    return known.symbol if known else unit.lower()
