"""The words that the generator itself prints for readers, in the language of the explainer."""

import functools
import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass

from explainery.value import Value


@dataclass(frozen=True, slots=True)
class Words(Value):
    """One language's words: a compiled catalogue of GNU gettext (`.mo`), empty for English, which the strings are in.

    `direction` is that of its script, `ltr` or `rtl`; `numbers` has a whole number of each plural category of Unicode
    CLDR, by which scripts choose among forms (`Intl.PluralRules`).
    """

    language: str
    direction: str = "ltr"
    numbers: tuple[tuple[str, int], ...] = (("one", 1), ("other", 2))
    catalogue: bytes = b""

    def gettext(self, string: str, **values: object) -> str:
        """Return a string in this language; `values` take the places of `%(name)s` in it."""
        return _translations(self.catalogue).gettext(string) % values

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the form of a string that goes with a number, which is `num` in it."""
        return _translations(self.catalogue).ngettext(one, many, number) % {"num": number, **values}

    def pgettext(self, context: str, string: str, **values: object) -> str:
        """Return a string as it is said in a context, which tells it from its namesakes."""
        return _translations(self.catalogue).pgettext(context, string) % values

    def npgettext(self, context: str, one: str, many: str, number: int, **values: object) -> str:
        """Return the form of a string, as it is said in a context, that goes with a number."""
        return _translations(self.catalogue).npgettext(context, one, many, number) % {"num": number, **values}

    def looked_up(self, context: str, one: str, many: str | None, number: int) -> str:
        """Return a string with its places unfilled; the context may be empty, and `many` none where nothing counts."""
        found = _translations(self.catalogue)
        if many is None:
            return found.pgettext(context, one) if context else found.gettext(one)
        return found.npgettext(context, one, many, number) if context else found.ngettext(one, many, number)

    def unfilled(self, string: str) -> str:
        """Return a string with its places unfilled."""
        return self.looked_up("", string, None, 1)

    def forms(self, one: str, many: str) -> Mapping[str, str]:
        """Return the forms of a string by the categories of numbers that they go with, their places unfilled."""
        return {category: self.looked_up("", one, many, number) for category, number in self.numbers}


@functools.lru_cache(maxsize=8)
def _translations(catalogue: bytes) -> gettext.NullTranslations:
    return gettext.GNUTranslations(io.BytesIO(catalogue)) if catalogue else gettext.NullTranslations()
