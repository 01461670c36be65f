"""What beside a number makes another number of it: a minus before it, “and a half” or “below zero” behind it."""

import re
from decimal import Decimal

from explainery.wording.digits import Digits
from explainery.wording.lexicon import Lexicon, either

_SPACES = "[ \u00a0\u202f]"
_REACH = 12  # characters before a number in which its sign stands


class Beside:
    """The words and signs of one language that turn a number, or add to it."""

    def __init__(self, lexicon: Lexicon, written: Digits) -> None:
        """Take the language's words, and how it writes numbers."""
        self._halves: dict[str, float] = dict(lexicon.forms.get("more-halves", ()))
        self._minus = re.compile(rf"(?:^|[\s(])[−-]$|\b(?:{written.minus}){_SPACES}$")
        self._half = re.compile(rf"{_SPACES}({either(self._halves)})(?![\w‑-])", re.IGNORECASE)
        self._below = re.compile(rf"{_SPACES}(?:{either(lexicon.form('below-zero'))})(?!\w)", re.IGNORECASE)

    def minus_before(self, text: str, at: int) -> int | None:
        """Return where a minus that stands right before a place in a text begins; None where there is none."""
        match = self._minus.search(text, max(0, at - _REACH), at)
        return match.end() - len(match[0].lstrip(" \u00a0\u202f(")) if match else None

    def half_at(self, text: str, at: int) -> tuple[int, Decimal] | None:
        """Return where “and a half” at a place in a text ends, and what it adds; None where there is none."""
        match = self._half.match(text, at)
        return (match.end(), Decimal(str(self._halves[match[1].lower()]))) if match else None

    def below_zero_at(self, text: str, at: int) -> int | None:
        """Return where “below zero” at a place in a text ends; None where there is none."""
        match = self._below.match(text, at)
        return match.end() if match else None
