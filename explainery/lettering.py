"""Words set in a font: how wide they are, and the size and line breaks at which they fit. Only user of fontTools."""

import io
import itertools
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_UNBROKEN = "\u00a0\u2007\u202f"  # spaces at which no line ends
_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}  # which say how the sign before them looks


@dataclass(frozen=True, slots=True)
class Face:
    """A font's letters with their widths, in shares of the size."""

    widths: Mapping[str, float]

    def width(self, text: str) -> float:
        """Return the width of a line at size 1. Kerning, which makes most lines narrower, is left out."""
        return sum(self.widths.get(letter, 1) for letter in text)

    def unknown(self, text: str) -> str:
        """Return the letters that the font does not have, each once."""
        return "".join(dict.fromkeys(letter for letter in text if letter not in self.widths))

    def drawable(self, text: str) -> str:
        """Return a text as the font can draw it: other spaces for those that it lacks, no unseen signs."""
        return "".join(letter if letter in self.widths else self._in_place_of(letter) for letter in text)

    def _in_place_of(self, letter: str) -> str:
        if letter in _UNBROKEN and _UNBROKEN[0] in self.widths:
            return _UNBROKEN[0]
        if letter.isspace():
            return " "
        return "" if unicodedata.category(letter) == "Cf" or letter in _SELECTORS else letter


@dataclass(frozen=True, slots=True)
class Set:
    """Words as they are set: the size of the letters, and the lines with the height of each one's foot, in pixels."""

    size: int
    lines: tuple[tuple[str, float], ...]


def read_face(font: bytes) -> Face:
    """Return the widths of a TrueType or OpenType font (its tables `cmap`, `hmtx`). Raises ValueError for no font."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes a tenth of a second, and widths are kept

    try:
        tables = TTFont(io.BytesIO(font), lazy=True)
        letters, widths, units = tables.getBestCmap(), tables["hmtx"], tables["head"].unitsPerEm
        return Face({chr(code): widths[glyph][0] / units for code, glyph in letters.items()})
    except Exception as error:  # noqa: BLE001 - fontTools raises whatever it likes for what is broken
        message = f"This is not a TrueType font: {error}."
        raise ValueError(message) from None


def set_in(text: str, face: Face, sizes: Sequence[int], room: tuple[float, float], leading: float) -> Set | None:
    """Return words set as large as they fit into a room (width, height), its foot at 0; None where they never do.

    `sizes` go from large to small, `leading` is the distance of two lines in sizes. Lines are about equally long, and
    there are as few as the size allows. Words are never broken.
    """
    words = text.split(" ")
    for size in sizes:
        most = math.floor((room[1] - size) / (size * leading)) + 1
        for count in range(1, min(most, len(words)) + 1):
            lines = min(_broken(words, count), key=lambda lines: max(map(face.width, lines)))
            if max(map(face.width, lines)) * size <= room[0]:
                feet = (round((number + 1 - count) * size * leading, 1) for number in range(count))
                return Set(size, tuple(zip(lines, feet, strict=True)))
    return None


def cut(text: str, face: Face, size: int, width: float) -> str:
    """Return a line that fits into a width, cut short with `…` where it must be."""
    if face.width(text) * size <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and face.width(" ".join(words) + "…") * size > width:
        words.pop()
    return " ".join(words).rstrip(",;:–") + "…"


def _broken(words: list[str], count: int) -> Iterator[list[str]]:
    """Yield every way to set words in so many lines."""
    for cuts in itertools.combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        yield [" ".join(words[begin:end]) for begin, end in itertools.pairwise(edges)]
