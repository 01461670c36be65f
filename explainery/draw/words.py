"""Words in a drawing: how wide they are, and how they are made to fit.

The widths are estimates, on the safe side for the condensed face in Latin and Cyrillic: no font is read here.
"""

from collections.abc import Mapping

EM = 0.42
"""The width of a character as a share of the size of its letters."""

SIZES: Mapping[str, int] = {"title": 24, "label": 17, "on": 17, "tick": 15, "unit": 15, "quiet": 15}
"""The size of the letters of every role in pixels, as in `assets/css/tokens.css`."""


def width_of(text: str, role: str = "label") -> float:
    """Return about how many pixels some words are wide."""
    return len(text) * EM * SIZES[role]


def cut(text: str, room: float, role: str = "label") -> str:
    """Return words that fit into a room in pixels: whole, or cut short with `…`."""
    most = max(1, int(room / (EM * SIZES[role])))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


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
