"""A table drawn: rows, columns, and marks in the cells, each with words beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainery.draw.shapes import NARROW, WIDE, Box, Disc, Drawing, Fault, Label, Line, Shape, px
from explainery.draw.words import cut, wrapped

MOST = 200
"""The most rows; more are a list and no picture."""

MOST_COLUMNS = 12
"""The most columns; with more, none is wide enough for its heading."""

_SIDE: Mapping[float, float] = {WIDE: 190, NARROW: 100}
_LINE, _MARK = 22, 12
_LEAST = 70  # pixels of a column in which marks have words


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark in a cell with its words.

    `look` is `dot`, a square of a status (`documented`, `announced`, `disputed`, `computed`), `half` a square,
    a `dash`, or `none` for words alone.
    """

    words: str
    role: str = "series-1"
    look: str = "documented"


def cells(
    width: float,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Sequence[Sign]]]],
    parameter: str = "records",
    corner: str = "",
) -> Drawing:
    """Return a heading row and one row for each name; in the narrow drawing the marks stand without their words.

    `corner` is the word above the names, `parameter` what gives the rows.

    Each mark has a line of its own; narrow, the marks of a cell stand side by side. Raises Fault.
    """
    if not 0 < len(rows) <= MOST:
        message = f"`{parameter}` has {len(rows):,} rows; this figure draws 1 to {MOST}."
        raise Fault(message, parameter)
    if not 0 < len(columns) <= MOST_COLUMNS:
        message = f"`columns` has {len(columns):,} entries; this figure draws 1 to {MOST_COLUMNS}."
        raise Fault(message, "columns", hint="Make two figures, or let rows and columns change places.")
    side = _SIDE[width]
    column = (width - side) / len(columns)
    worded = width == WIDE and column >= _LEAST
    heads = [wrapped(name, column - 8, "tick", 3) for name in columns]
    y = 16.0 + 18 * max(len(lines) for lines in heads)
    shapes: list[Shape] = [
        Label(px(side + at * column), px(16 + 18 * line), words, "tick")
        for at, lines in enumerate(heads)
        for line, words in enumerate(lines)
    ]
    shapes += [Label(0, 16, cut(corner, side - 10, "tick"), "tick")] if corner else []
    for name, row in rows:
        names = wrapped(name, side - 10, "label", 2)
        shapes.append(Line(0, px(y - 8), width, px(y - 8), "grid"))
        shapes += [Label(0, px(y + 12 + 20 * line), words) for line, words in enumerate(names)]
        high = 1
        for at, signs in enumerate(row):
            drawn, lines = _cell(signs, side + at * column, y, column, worded=worded)
            shapes += drawn
            high = max(high, lines)
        y += max(20 * len(names), high * _LINE) + 14
    return Drawing(width, px(y), tuple(shapes))


def _cell(signs: Sequence[Sign], x: float, y: float, room: float, *, worded: bool) -> tuple[list[Shape], int]:
    """Return a cell's marks and the lines they take: below each other with their words, or side by side without."""
    shapes: list[Shape] = []
    in_a_line = 1 if worded else max(1, int((room - 8) / (_MARK + 4)))
    for at, sign in enumerate(signs):
        line, place = divmod(at, in_a_line)
        left, top = x + place * (_MARK + 4), y + line * _LINE
        shapes += _sign(sign, px(left), px(top))
        if worded:
            shift = 0 if sign.look == "none" else _MARK + 7
            shapes.append(Label(px(left + shift), px(top + 12), cut(sign.words, room - shift - 8, "tick"), "tick"))
    return shapes, -(-len(signs) // in_a_line)


def _sign(sign: Sign, left: float, top: float) -> tuple[Shape, ...]:
    if sign.look == "none":
        return ()
    if sign.look == "dot":
        return (Disc(px(left + _MARK / 2), px(top + _MARK / 2), _MARK / 2, sign.role),)
    if sign.look == "dash":
        return (Line(left, px(top + _MARK / 2), px(left + _MARK), px(top + _MARK / 2), "axis"),)
    if sign.look == "half":
        return (Box(left, top, _MARK, _MARK, "frame"), Box(left, px(top + _MARK / 2), _MARK, _MARK / 2, sign.role))
    return (Box(left, top, _MARK, _MARK, sign.role, sign.look),)
