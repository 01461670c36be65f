"""A line of words and a needle, still and shaken: an illustration, drawn from no data."""

import math
from collections.abc import Mapping
from typing import Any

from explainery.draw import NARROW, WIDE, Data, Drawing, Fault, Figure, Label, Shape, Trace, cut, px, wrapped

_SLOW, _QUICK = 4, 27  # swings in the width of a wide drawing: a large slow one and a small quick one
_LARGE, _SMALL = 13.0, 6.0  # pixels to either side
_POINTS = 2.0  # pixels between two points of a trace
_SEEN = ((0.0, 0.0), (-5.0, -7.0), (3.0, -3.0), (-2.0, 6.0))  # pixels across and down where the shaken words are seen
_INSET = 8  # pixels before the words, into which they are shaken
_LINE, _REST = 30, 56  # pixels of a line of words, and of all else above the trace of a narrow half
_BESIDE = 300  # pixels before the trace of a wide half, beside its words


def draw(data: Data) -> Figure:
    """Return a line of `text` and a needle's trace, `still` and `shaken`; both words stand above their half.

    The shaking is a sum of two sines, a shape for the eye and no measurement, so there is no table. Raises Fault.
    """
    for name in ("text", "still", "shaken"):
        if not str(data.get(name) or "").strip():
            message = f"`{name}` must hold some words."
            raise Fault(message, name)
    if not data.get("illustration"):
        message = "`illustration` must say why this is drawn from no data."
        raise Fault(message, "illustration")
    return Figure(wide=_drawn(WIDE, data), narrow=_drawn(NARROW, data), table=None)


def _drawn(width: float, data: Mapping[str, Any]) -> Drawing:
    """Return both halves; a wide drawing has the trace beside the words, a narrow one below."""
    beside = _BESIDE if width == WIDE else 0
    lines = wrapped(data["text"], (beside or width) - 2 * _INSET, "title")
    tall = _REST + len(lines) * _LINE + (0 if beside else 40)
    middle = 48 + (len(lines) - 1) * _LINE / 2 - 8 if beside else tall - 24
    shapes: list[Shape] = []
    for top, name, moved in ((0, "still", False), (tall + 10, "shaken", True)):
        shapes += _words(top, cut(data[name], width - _INSET, "tick"), lines, moved=moved)
        shapes.append(_trace(beside, width, top + middle, moved=moved))
    return Drawing(width, 2 * tall + 10, tuple(shapes))


def _words(top: float, name: str, lines: tuple[str, ...], *, moved: bool) -> tuple[Shape, ...]:
    """Return the line of words, once where it stands still, and in every place where it is seen while it shakes."""
    role = "smear" if moved else "title"
    return (
        Label(_INSET, top + 15, name, "tick"),
        *(
            Label(_INSET + across, top + 48 + row * _LINE + down, line, role)
            for across, down in (_SEEN if moved else _SEEN[:1])
            for row, line in enumerate(lines)
        ),
    )


def _trace(left: float, width: float, middle: float, *, moved: bool) -> Trace:
    """Return what a needle draws: a straight line, or the sum of two sines."""
    if not moved:
        return Trace(((left, middle), (width, middle)), "series-1")
    steps = range(int((width - left) / _POINTS) + 1)
    return Trace(tuple((left + step * _POINTS, px(middle + shaken(step * _POINTS))) for step in steps), "accent")


def shaken(along: float) -> float:
    """Return how many pixels a shaken needle is off, so many pixels along its trace."""
    turn = math.tau * along / WIDE
    return _LARGE * math.sin(_SLOW * turn) + _SMALL * math.sin(_QUICK * turn + 1)
