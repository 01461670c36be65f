"""Numbers on one upright ruler, their names beside it."""

import math
from collections.abc import Mapping, Sequence

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
    Scale,
    Shape,
    Tick,
    cut,
    dot,
    fitted,
    px,
    round_ticks,
    rows_of,
    say_number,
    spread,
    width_of,
    wrapped,
)

_MOST = 60
_HIGH, _LEAST = 340, 24  # pixels: of the ruler, and between names, at least
_LINE = 18
_ARM: Mapping[float, float] = {WIDE: 60, NARROW: 26}  # from the ruler to the names
_TICKS = 7


def draw(data: Data) -> Figure:
    """Return a mark for each row, as far along the ruler as its number says. Raises Fault."""
    rows, log = rows_of(data, _MOST), bool(data["log"])
    if log and (wrong := next((row for row in rows.rows if row.reach and row.reach[0] <= 0), None)):
        message = (
            f"“{wrong.label}” is not above zero, and a ruler whose steps are ten times each other has no such place."
        )
        raise Fault(message, "log", wrong.of, "Delete `log`, or leave that row out.")
    known = sorted((row for row in rows.rows if row.reach), key=lambda row: _middle(row, log=log))
    return Figure(_drawn(WIDE, known, rows, log=log), _drawn(NARROW, known, rows, log=log), rows.table())


def _at(number: float, *, log: bool) -> float:
    return math.log10(number) if log else number


def _middle(row: Row, *, log: bool) -> float:
    """Return where the name of a row belongs: at its value, or in the middle of its range."""
    if row.value is not None:
        return _at(row.value, log=log)
    low, high = row.reach or (0.0, 0.0)
    return (_at(low, log=log) + _at(high, log=log)) / 2


def _drawn(width: float, known: Sequence[Row], rows: Rows, *, log: bool) -> Drawing:
    ticks = _ticks(rows, log=log)
    side = max(width_of(words, "tick") for _, words in ticks) + 12
    left = side + _ARM[width]
    names = [_named(row, width - left) for row in reversed(known)]
    sizes = [max(_LEAST, _LINE * len(lines) + 6) for lines in names]
    units = wrapped(rows.shown_unit, width, "unit", 2) if rows.shown_unit else ()
    top = 10.0 + (_LINE * len(units) + 6 if units else 0)
    room = max(_HIGH, sum(sizes))
    up = fitted(ticks[0][0], ticks[-1][0], top + room - 10, top + 10)
    shapes: list[Shape] = [Label(0, px(13 + _LINE * number), unit, "unit") for number, unit in enumerate(units)]
    shapes.append(Line(px(side), px(up(ticks[0][0])), px(side), px(up(ticks[-1][0])), "axis"))
    for at, words in ticks:
        shapes.append(Line(px(side - 6), px(up(at)), px(side), px(up(at)), "axis"))
        shapes.append(Label(px(side - 10), px(up(at) + 5), words, "tick", "end"))
    places = spread([up(_middle(row, log=log)) for row in reversed(known)], sizes, top, top + room)
    for row, lines, y in zip(reversed(known), names, places, strict=True):
        shapes += _mark(row, up, side, log=log)
        shapes.append(Line(px(side + 9), px(up(_middle(row, log=log))), px(left - 5), px(y), "leader"))
        first = y - _LINE * len(lines) / 2 + 13
        shapes += [
            Label(px(left), px(first + _LINE * number), line, "label" if number == 0 else "tick")
            for number, line in enumerate(lines)
        ]
    return Drawing(width, px(top + room + 4), tuple(shapes))


def _named(row: Row, room: float) -> tuple[str, ...]:
    """Return the number with the first words of its name, and the rest of it below."""
    whole = f"{row.said} {row.label}"
    if width_of(whole) <= room:
        lines: tuple[str, ...] = (whole,)
    else:
        lines = (cut(row.said, room), *wrapped(row.label, room, "tick", 2))
    return (*lines, *wrapped(row.note, room, "tick", 2)) if row.note else lines


def _mark(row: Row, up: Scale, x: float, *, log: bool) -> list[Shape]:
    shapes: list[Shape] = []
    if row.low is not None and row.high is not None:
        top, foot = up(_at(row.high, log=log)), up(_at(row.low, log=log))
        shapes.append(Box(px(x - 4), px(top), 8, px(foot - top), "series-1", row.status))
    if row.value is not None:
        shapes.append(dot(x, up(_at(row.value, log=log)), 6, "series-1", row.status))
    return shapes


def _ticks(rows: Rows, *, log: bool) -> tuple[Tick, ...]:
    low, high = rows.reach
    if not log:
        return round_ticks(low if low < 0 or low > high / 2 else 0.0, high, _TICKS, rows.language)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    step = max(1, math.ceil((last - first) / (_TICKS - 1)))
    powers = range(first, max(last, first + 1) + step, step)
    return tuple((float(power), say_number(10.0**power, rows.language)) for power in powers)
