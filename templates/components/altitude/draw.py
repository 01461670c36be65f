"""Heights above the ground to one scale: a kilometre is a pixel of the drawing, and so is one of the Earth's bend."""

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
    cut,
    number,
    px,
    quantity,
    wrapped,
)

_MOST = 20  # heights, with room for their words
_HIGHEST = 4000  # kilometres, which make the drawing a long page
_KM = 0.5  # pixels of a kilometre, up and along
_FOOT = 34  # pixels below the ground
_LINE, _AIR = 19, 8  # pixels of a line of words, and between things
_STEPS = 32  # of a curve


def draw(data: Data) -> Figure:
    """Return heights above the ground, each a fact in `m` or `km`, over an Earth of `radius` metres.

    Two kilometres are a pixel, up and along. A range of heights is a filled band, a single one a line, a peak a
    triangle; words that would meet move up and keep a line to their height. Raises Fault.
    """
    radius = number(data, "radius") / 1000
    if radius < WIDE / _KM:
        message = f"`radius` must be at least {WIDE / _KM:g} km, given in metres."
        raise Fault(message, "radius")
    things = _things(data)
    return Figure(
        wide=_drawn(_Places(WIDE, 64, radius, 3), things, data),
        narrow=_drawn(_Places(NARROW, 54, radius, 4), things, data),
        table=Table(
            ("what", "from_km", "to_km", "status"),
            tuple((thing.label, f"{thing.low:g}", f"{thing.high:g}", thing.status) for thing in things),
        ),
        values={"top": f"{things[-1].high:g}"},
    )


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something at a height or over a range of heights, in kilometres."""

    label: str
    note: str
    low: float
    high: float
    status: str
    main: bool
    peak: bool

    @property
    def role(self) -> str:
        return "accent" if self.main else "series-1"

    @property
    def heights(self) -> str:
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"


@dataclass(frozen=True, slots=True)
class _Places:
    """A drawing: its width, the pixel of its ruler, the Earth's radius in km, and the lines that a thing may have."""

    width: float
    axis: float
    radius: float
    lines: int

    def level(self, height: float, base: float) -> tuple[Point, ...]:
        """Return the points at a height in km, from the ruler on: a circle about the middle of the Earth."""
        along = ((self.width - self.axis) / _KM * step / _STEPS for step in range(_STEPS + 1))
        around = self.radius + height
        return tuple((self.axis + _KM * x, base + _KM * (self.radius - math.sqrt(around**2 - x**2))) for x in along)


def _things(data: Mapping[str, Any]) -> Sequence[_Thing]:
    """Return what is drawn, from the lowest up."""
    given = tuple(data.get("heights") or ())
    if not 1 <= len(given) <= _MOST:
        message = f"`heights` must hold one to {_MOST} heights; there are {len(given)}."
        raise Fault(message, "heights")
    return sorted((_thing(item) for item in given), key=lambda thing: (thing.low, thing.high, thing.label))


def _thing(item: Mapping[str, Any]) -> _Thing:
    fact = item["height"]
    low, high = quantity(fact, "heights").range_to("km")
    if high < low or high > _HIGHEST:
        message = f"The height of “{item['label']}” in `heights` must rise, and end at {_HIGHEST:,} km or lower."
        raise Fault(message, "heights")
    return _Thing(
        item["label"], item.get("note") or "", low, high, fact.status, bool(item.get("main")), bool(item.get("peak"))
    )


def _drawn(at: _Places, things: Sequence[_Thing], data: Mapping[str, Any]) -> Drawing:
    blocks = tuple(_words(at, thing, data["unit"]) for thing in things)
    feet = _apart(things, blocks)
    base = px(feet[-1] + len(blocks[-1]) * _LINE + _AIR)
    ground = at.level(0, base)
    foot = px(ground[-1][1] + _FOOT)
    shapes: list[Shape] = [
        Trace((*ground, (at.width, foot), (at.axis, foot)), "quiet", closed=True),
        Label(at.axis + 22, px(base + 24), cut(data["ground"], at.width - at.axis - 30)),
        *_ruler(at, base, things[-1].high, data["unit"]),
    ]
    for thing, lines, up in zip(things, blocks, feet, strict=True):
        shapes += _shown(at, thing, base)
        shapes += _said(at, thing, lines, base, up)
    return Drawing(at.width, foot, tuple(shapes))


def _words(at: _Places, thing: _Thing, unit: str) -> Sequence[tuple[str, str]]:
    """Return the lines of a thing's words from above, each with its role."""
    room = at.width - at.axis - 30
    said = f"{thing.heights} {unit}" + (f", {thing.note}" if thing.note else "")
    lines = [(line, "tick") for line in wrapped(said, room, "tick", at.lines - 1)]
    return ((cut(thing.label, room), "label"), *lines)


def _apart(things: Sequence[_Thing], blocks: Sequence[Sequence[object]]) -> Sequence[float]:
    """Return how high the foot of every thing's words lies: on its height, or on the words below it."""
    feet, free = [], 0.0
    for thing, lines in zip(things, blocks, strict=True):
        feet.append(max(_KM * thing.high + _AIR, free))
        free = feet[-1] + len(lines) * _LINE + _AIR
    return feet


def _shown(at: _Places, thing: _Thing, base: float) -> tuple[Shape, ...]:
    if thing.peak:
        x, top = at.axis + 14, px(base - _KM * thing.high)
        return (Trace(((x - 6, px(base)), (x, top), (x + 6, px(base))), "thing", closed=True),)
    low, high = at.level(thing.low, base), at.level(thing.high, base)
    if thing.low < thing.high:
        return (Trace((*high, *reversed(low)), thing.role, closed=True, status=thing.status),)
    return (Trace(high, thing.role), Disc(at.axis, px(base - _KM * thing.high), 7, thing.role, thing.status))


def _said(at: _Places, thing: _Thing, lines: Sequence[tuple[str, str]], base: float, up: float) -> tuple[Shape, ...]:
    """Return a thing's words, with a line down to its height where they had to move."""
    x, foot = at.axis + 22, base - up
    moved, near = up > _KM * thing.high + _AIR, at.axis + (14 if thing.peak else 7)
    shapes: list[Shape] = [Line(near, px(base - _KM * thing.high), x - 4, px(foot - 4), "leader")] if moved else []
    for row, (line, role) in enumerate(reversed(lines)):
        shapes.append(Label(x, px(foot - row * _LINE), line, role))
    return tuple(shapes)


def _ruler(at: _Places, base: float, top: float, unit: str) -> tuple[Shape, ...]:
    """Return a ruler upwards from the ground, with a number at every round height."""
    step = next((step for least, step in ((400, 200), (200, 100)) if top >= least), 40)
    heights = range(0, int(top) + 1, step)
    shapes: list[Shape] = [Line(at.axis, base, at.axis, px(base - _KM * top), "axis")]
    for height in heights:
        y = px(base - _KM * height)
        words = f"{height} {unit}" if height == heights[-1] else f"{height}"
        shapes += [Line(at.axis - 6, y, at.axis, y, "axis"), Label(at.axis - 9, y + 5, words, "tick", "end")]
    return tuple(shapes)
