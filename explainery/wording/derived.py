"""What follows a unit and derives another one from it: “per second”, `/s²`, `·s`, “squared”."""

import re
from collections.abc import Container

from explainery.wording.lexicon import Lexicon, either
from explainery.wording.unit_words import UnitWords

_SPACE = "[ \u00a0\u202f]"
_UNIT = r"(?P<unit>[^\W\d_²³]+|°[CF]?|[%‰€₽$£¥₹₴₸₺₩])"
# A unit of one word or two: `qkm`, `sq. m`.
_PLAIN = re.compile(
    rf"{_SPACE}?[-‑]?(?P<unit>[^\W\d_]+|°[CF]?|[%‰€₽$£¥₹₴₸₺₩])(?!\w)(?:\.?{_SPACE}(?P<second>[^\W\d_]+)(?!\w))?"
)
# A sign in small letters behind a unit: `m s`. A point may make it an abbreviation, and an apostrophe a word: `s’est`.
_PRODUCT = re.compile(rf"(?<=[^\W\d_]){_SPACE}(?P<unit>[^\W\d_]{{1,2}})[²³]?(?![\w'’-]|\.{_SPACE}?\w)")
_TIMES = re.compile(rf"{_SPACE}?(?P<sign>[·⋅×*/]){_SPACE}?{_UNIT}(?P<power>[²³]?)(?!\w)")


class DerivedUnits:
    """What derives units in a language; `scales` are words like “thousand”."""

    def __init__(self, lexicon: Lexicon, units: UnitWords, scales: Container[str]) -> None:
        """Take the language's words."""
        self._units, self._scales = units, scales
        self._powers: dict[str, str] = dict(lexicon.forms.get("powers", ()))
        each = f"(?:{either(lexicon.form('per'))})(?:{_SPACE}|(?<=['’]))"
        when = lexicon.forms.get("when") or "(?!)"  # “120 m a day later” is no rate
        self._rate = re.compile(rf"{_SPACE}{each}{_UNIT}(?!\w)(?!{_SPACE}(?:\d|(?:{when})))", re.IGNORECASE)
        self._raised = re.compile(
            rf"{_SPACE}(?P<power>{either(self._powers)})(?!\w)|{_SPACE}?[a-zµΩ]{{1,3}}(?:⁻[¹²³]|\^-?\d)|{_SPACE}[²³]",
            re.IGNORECASE,
        )

    def derived_at(self, text: str, at: int) -> tuple[int, str] | None:
        """Return where what derives another unit from the one before a place ends, and `²` or `³` if it is a power."""
        times = _TIMES.match(text, at)
        if times and self._is_unit(times["unit"]) and (times["power"] or times["sign"] != "/"):
            return times.end(), ""
        product = _PRODUCT.match(text, at)
        if product and self._is_sign(product["unit"]):
            return product.end(), ""
        raised = self._raised.match(text, at)
        return (raised.end(), self._powers.get((raised["power"] or "").lower(), "")) if raised else None

    def _is_sign(self, word: str) -> bool:
        """Say whether a short word is the sign of a unit and no word that sentences have."""
        return word.islower() and self._is_unit(word) and not self._units.is_rather_word(word)

    def _is_unit(self, words: str) -> bool:
        return bool(self._units.meant_by(words))

    def goes_on_at(self, text: str, at: int) -> bool:
        """Say whether at a place stands a unit, “thousand”, or what derives another unit from the one before."""
        if self._raised.match(text, at):
            return True
        for pattern in (_TIMES, self._rate):
            if (found := pattern.match(text, at)) and self._is_unit(found["unit"]):
                return True
        plain = _PLAIN.match(text, at)
        if not plain:
            return False
        unit, as_written = plain["unit"], plain[0].strip()
        both = f"{unit} {plain['second'] or ''}".strip()
        return unit.lower() in self._scales or any(map(self._is_unit, (unit, both, as_written)))
