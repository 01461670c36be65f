"""Words in a drawing: how wide they are, and how they are made to fit.

Letters of the condensed face are as wide as its font says (`widths.py`); those of other scripts are set in whatever the
reader's machine has, so their widths are on the safe side.
"""

import functools
import unicodedata
from collections.abc import Mapping

from explainery.draw.widths import MIDDLE, TITLE

SIZES: Mapping[str, int] = {"title": 24, "label": 17, "on": 17, "tick": 15, "unit": 15, "quiet": 15}
"""The size of the letters of every role in pixels, as in `assets/css/tokens.css`."""

_HEAVY = ("title",)
_SPACES = {"\u2007": "0", "\u2008": "."}
"""Spaces that are as wide as a digit or a point."""
_FULL = "WF"  # East Asian widths of signs that fill a square (Unicode annex 11)
_SQUARE, _PICTURE, _CAPITAL, _LETTER = 1.0, 1.3, 0.85, 0.7  # shares of the size


def _by_letter(table: Mapping[int, str]) -> Mapping[str, float]:
    return {letter: width / 1000 for width, letters in table.items() for letter in letters}


_MIDDLE, _TITLE = _by_letter(MIDDLE), _by_letter(TITLE)


def width_of(text: str, role: str = "label") -> float:
    """Return how many pixels some words are wide."""
    widths = _TITLE if role in _HEAVY else _MIDDLE
    return sum(widths[letter] if letter in widths else _elsewhere(letter) for letter in text) * SIZES[role]


@functools.cache
def _elsewhere(letter: str) -> float:
    """Return the width of a sign that the condensed face lacks, as a share of its size."""
    if letter in _SPACES:
        return _MIDDLE[_SPACES[letter]]
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):  # it stands above, around or between others
        return 0.0
    if kind.startswith("S"):
        return _PICTURE
    if unicodedata.east_asian_width(letter) in _FULL:
        return _SQUARE
    return _CAPITAL if kind == "Lu" else _LETTER


def cut(text: str, room: float, role: str = "label") -> str:
    """Return words that fit into a room in pixels: whole, or cut short with `…`."""
    if width_of(text, role) <= room:
        return text
    kept = ""
    for letter in text:
        if width_of(f"{kept}{letter}…", role) > room:
            break
        kept += letter
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, role: str = "label", most: int = 2) -> tuple[str, ...]:
    """Return words in at most so many lines that fit into a room in pixels; what is left over is cut off with `…`."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", role) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(cut(line, room, role))
    return (*lines, cut(" ".join(words), room, role)) if words else tuple(lines)
