"""Two to five quantities of one scale: squares by their areas, or bars by their heights, on one ground."""

import math
from collections.abc import Sequence

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Row,
    Rows,
    Shape,
    px,
    rows_of,
    wrapped,
)

_FEWEST, _MOST = 2, 5
_HIGH, _BESIDE = 300.0, 140.0  # pixels: the tallest, wide and where names stand beside it
_GAP, _LINE, _BAR, _LEAST = 24, 20, 64, 110  # the last: the room for words, at least


def draw(data: Data) -> Figure:
    """Return a square or bar for each row, all on one scale. Raises Fault."""
    rows = rows_of(data, _MOST)
    if len(rows.rows) < _FEWEST:
        message = "One row alone cannot be compared."
        raise Fault(message, rows.parameter, hint="Add what it is compared with.")
    for row in rows.rows:
        if row.value is None or row.value < 0:
            message = f"“{row.label}” holds no number from zero, so it has no size."
            raise Fault(message, rows.parameter, row.of, "Give it one number, from zero on.")
    area = data["as"] != "height"
    return Figure(_wide(rows, area=area), _narrow(rows, area=area), rows.table())


def _sizes(rows: Rows, room: float, *, area: bool) -> list[float]:
    """Return how high each is, in pixels, if the largest is to be as high as the room."""
    numbers = [math.sqrt(row.value or 0) if area else row.value or 0.0 for row in rows.rows]
    return [number * room / (max(numbers) or 1) for number in numbers]


def _words(row: Row, rows: Rows, room: float) -> list[tuple[str, str]]:
    number = f"{row.said} {rows.unit_of(row)}".rstrip()
    found = [(line, "label") for line in wrapped(number, room, "label", 2)]
    found += [(line, "tick") for line in wrapped(row.label, room, "tick", 4)]
    return found + [(line, "tick") for line in wrapped(row.note, room, "tick", 3)] if row.note else found


def _wide(rows: Rows, *, area: bool) -> Drawing:
    """Return them side by side on one ground, their words below."""
    count = len(rows.rows)
    slot = (WIDE - _GAP * (count - 1)) / count
    room, widths = _HIGH, [slot] * count
    if area:
        while sum(widths := [max(size, _LEAST) for size in _sizes(rows, room, area=True)]) > slot * count:
            room -= 1
    sizes = _sizes(rows, room, area=area)
    over = (WIDE - _GAP * (count - 1) - sum(widths)) / count
    shapes: list[Shape] = [Line(0, px(room), WIDE, px(room), "axis")]
    x, foot = 0.0, room
    for row, size, wide in zip(rows.rows, sizes, widths, strict=True):
        across = size if area else min(_BAR, slot)
        shapes.append(Box(px(x), px(room - size), px(across), px(size), "series-1", row.status))
        words, foot_ = _below(_words(row, rows, wide + over), x, room + 6)
        shapes += words
        foot = max(foot, foot_)
        x += wide + over + _GAP
    return Drawing(WIDE, px(foot + 4), tuple(shapes))


def _below(words: Sequence[tuple[str, str]], x: float, y: float) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for line, role in words:
        y += _LINE
        shapes.append(Label(px(x), px(y - 4), line, role))
    return shapes, y


def _narrow(rows: Rows, *, area: bool) -> Drawing:
    """Return them below one another, their words beside them."""
    sizes = _sizes(rows, _BESIDE, area=area)
    left = (max(sizes) if area else _BAR / 2) + 12
    shapes: list[Shape] = []
    y = 0.0
    for row, size in zip(rows.rows, sizes, strict=True):
        words = _words(row, rows, NARROW - left)
        high = max(size, _LINE * len(words))
        shapes.append(Box(0, px(y + high - size), px(size if area else _BAR / 2), px(size), "series-1", row.status))
        shapes += _below(words, left, y + high - _LINE * len(words))[0]
        y += high + _GAP
        shapes.append(Line(0, px(y - _GAP), NARROW, px(y - _GAP), "axis"))
    return Drawing(NARROW, px(y - _GAP + 4), tuple(shapes))
