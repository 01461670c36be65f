"""How far something turned: an angle drawn as it is, round and round where it was more than one turn."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Disc,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Point,
    Shape,
    Table,
    Trace,
    number,
    px,
    said,
    wrapped,
)

_MOST = 3600  # degrees; more turns lie on each other
_STEP = 6  # degrees from one point of an arc to the next
_INNER = 0.62  # where an arc begins, of the radius; it moves outwards as it goes round
_HEAD = 13


@dataclass(frozen=True, slots=True)
class _Turn:
    degrees: float
    label: str
    when: str


def draw(data: Data) -> Figure:
    """Return each of the `turns` as an arc with an arrow from straight up, clockwise, as many times round as it went.

    Arcs move outwards by the same for each degree, in all of them. Raises Fault.
    """
    turns = tuple(_turn(one) for one in data["turns"])
    most = max(turn.degrees for turn in turns)
    return Figure(
        wide=_wide(turns, most),
        narrow=_narrow(turns, most),
        table=Table(("turn", "degrees", "when"), tuple((turn.label, f"{turn.degrees:g}", turn.when) for turn in turns)),
    )


def _turn(one: Mapping[str, Any]) -> _Turn:
    degrees = number({"turns": one["fact"]}, "turns")
    if not 0 < degrees <= _MOST:
        message = f"`turns` holds {degrees:,.0f} degrees; this figure draws up to {_MOST:,}, and not none."
        raise Fault(message, "turns")
    return _Turn(degrees, said(one["label"], degrees), one["when"])


def _wide(turns: Sequence[_Turn], most: float) -> Drawing:
    room, radius = WIDE / len(turns), 118.0
    shapes: list[Shape] = []
    foot = 0.0
    for at, turn in enumerate(turns):
        middle = room * (at + 0.5)
        shapes += _dial((middle, radius + 14), radius, turn, most)
        words, foot_here = _words(turn, middle, 2 * radius + 56, room - 20)
        shapes += words
        foot = max(foot, foot_here)
    return Drawing(WIDE, px(foot), tuple(shapes))


def _narrow(turns: Sequence[_Turn], most: float) -> Drawing:
    radius, y = 96.0, 0.0
    shapes: list[Shape] = []
    for turn in turns:
        shapes += _dial((NARROW / 2, y + radius + 14), radius, turn, most)
        words, foot = _words(turn, NARROW / 2, y + 2 * radius + 54, NARROW)
        shapes += words
        y = foot + 18
    return Drawing(NARROW, px(y - 18), tuple(shapes))


def _words(turn: _Turn, x: float, y: float, room: float) -> tuple[list[Shape], float]:
    """Return the words of a turn below each other, and where they end."""
    lines = [(line, "title") for line in wrapped(turn.label, room, "title", 2)]
    lines += [(line, "label") for line in wrapped(turn.when, room, "label", 3)]
    shapes: list[Shape] = []
    for line, role in lines:
        shapes.append(Label(px(x), px(y), line, role, "middle"))
        y += 24
    return shapes, y - 14


def _dial(middle: Point, radius: float, turn: _Turn, most: float) -> tuple[Shape, ...]:
    """Return the surface that a turn sweeps, its arc with an arrow, and the station before and after."""
    steps = [*(step for step in range(0, math.ceil(turn.degrees), _STEP)), turn.degrees]
    arc = tuple(_on(middle, degrees, radius * (_INNER + (1 - _INNER) * degrees / most)) for degrees in steps)
    return (
        Trace((middle, *arc), "band", closed=True),
        Trace(arc, "accent"),
        *_head(arc),
        *_station(middle, radius * 0.5, 0, "axis"),
        *_station(middle, radius * 0.5, turn.degrees, "thing"),
    )


def _on(middle: Point, degrees: float, away: float) -> Point:
    """Return the point so far away from the middle, in a direction clockwise from straight up."""
    turn = math.radians(degrees)
    return px(middle[0] + away * math.sin(turn)), px(middle[1] - away * math.cos(turn))


def _head(arc: Sequence[Point]) -> tuple[Shape, ...]:
    """Return the head of an arrow at the end of an arc."""
    (x0, y0), (x1, y1) = arc[-2:]
    along = math.atan2(y1 - y0, x1 - x0)
    sides = tuple(
        (px(x1 + _HEAD * math.cos(along + turn)), px(y1 + _HEAD * math.sin(along + turn))) for turn in (2.6, -2.6)
    )
    return (Trace(((x1, y1), *sides), "accent", closed=True),)


def _station(middle: Point, size: float, degrees: float, role: str) -> tuple[Shape, ...]:
    """Return a station: a beam with panels across its ends, and a mast that shows which side is up."""

    def at(across: float, up: float) -> Point:
        x, y = _on(middle, degrees, up * size)
        away_x, away_y = _on((0, 0), degrees + 90, across * size)
        return px(x + away_x), px(y + away_y)

    def line(first: Point, second: Point) -> Line:
        return Line(*first, *second, role)

    panels = (line(at(across, -0.3), at(across, 0.3)) for across in (-1, -0.72, 0.72, 1))
    return (line(at(-1, 0), at(1, 0)), *panels, line(at(0, 0), at(0, 0.62)), Disc(*at(0, 0.7), 5, role))
