"""What follows a unit and derives another one from it: “per second”, `/s²`, `·s`, “squared”."""

import re
from collections.abc import Callable, Container

from explainery.wording.lexicon import Lexicon, either

_SPACE = "[ \u00a0\u202f]"
_UNIT = r"(?P<unit>[^\W\d_²³]+|°[CF]?|[%‰€₽$£¥₹₴₸₺₩])"
# A unit of one word or two: `qkm`, `sq. m`.
_PLAIN = re.compile(
    rf"{_SPACE}?[-‑]?(?P<unit>[^\W\d_]+|°[CF]?|[%‰€₽$£¥₹₴₸₺₩])(?!\w)(?:\.?{_SPACE}(?P<second>[^\W\d_]+)(?!\w))?"
)
_TIMES = re.compile(rf"{_SPACE}?(?P<sign>[·⋅×*/]){_SPACE}?{_UNIT}(?P<power>[²³]?)(?!\w)")


class DerivedUnits:
    """What derives units in a language. `is_unit` says whether words are one; `scales` are words like “thousand”."""

    def __init__(self, lexicon: Lexicon, is_unit: Callable[[str], bool], scales: Container[str]) -> None:
        """Take the language's words."""
        self._is_unit, self._scales = is_unit, scales
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
        raised = self._raised.match(text, at)
        return (raised.end(), self._powers.get((raised["power"] or "").lower(), "")) if raised else None

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
