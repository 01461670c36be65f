"""A table drawn: rows, columns, and marks in the cells, each filled or hollow, with words beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainery.draw.shapes import NARROW, WIDE, Box, Disc, Drawing, Fault, Label, Line, Shape, px
from explainery.draw.words import cut, wrapped

MOST = 200
"""The most rows; more are a list and no picture."""

_SIDE: Mapping[float, float] = {WIDE: 190, NARROW: 100}
_LINE, _MARK = 22, 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its marks, whether they are filled, and the words of each."""

    words: tuple[str, ...]
    role: str
    filled: bool = True
    square: bool = False


def cells(
    width: float, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], parameter: str = "records"
) -> Drawing:
    """Return a heading row and one row for each name; in the narrow drawing the marks stand without their words.

    Each mark has a line of its own; narrow, the marks of a cell stand side by side. Raises Fault.
    """
    if not 0 < len(rows) <= MOST:
        message = f"`{parameter}` has {len(rows):,} rows; this figure draws 1 to {MOST}."
        raise Fault(message, parameter)
    side, wide = _SIDE[width], width == WIDE
    column = (width - side) / len(columns)
    heads = [wrapped(name, column - 8, "tick", 3) for name in columns]
    y = 16.0 + 18 * max(len(lines) for lines in heads)
    shapes: list[Shape] = [
        Label(px(side + at * column), px(16 + 18 * line), words, "tick")
        for at, lines in enumerate(heads)
        for line, words in enumerate(lines)
    ]
    for name, row in rows:
        names = wrapped(name, side - 10, "label", 2)
        shapes.append(Line(0, px(y - 8), width, px(y - 8), "grid"))
        shapes += [Label(0, px(y + 12 + 20 * line), words) for line, words in enumerate(names)]
        for at, cell in enumerate(row):
            shapes += _cell(cell, side + at * column, y, column, wide=wide)
        y += max(20 * len(names), max((len(cell.words) for cell in row), default=1) * _LINE if wide else 20) + 14
    return Drawing(width, px(y), tuple(shapes))


def _cell(cell: Cell, x: float, y: float, room: float, *, wide: bool) -> list[Shape]:
    """Return a cell's marks: below each other with their words, or side by side without."""
    shapes: list[Shape] = []
    status = "documented" if cell.filled else "disputed"
    for at, words in enumerate(cell.words):
        left, top = (x, y + at * _LINE) if wide else (x + at * (_MARK + 4), y)
        if cell.square:
            shapes.append(Box(px(left), px(top), _MARK, _MARK, cell.role, status))
        else:
            shapes.append(Disc(px(left + _MARK / 2), px(top + _MARK / 2), _MARK / 2, cell.role, status))
        if wide:
            shapes.append(Label(px(left + _MARK + 7), px(top + 12), cut(words, room - _MARK - 15, "tick"), "tick"))
    return shapes
