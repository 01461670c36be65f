"""The centrifuge: how fast an arm turns for a total load, and how its hinged cabin hangs then."""

import itertools
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
    Group,
    Label,
    Line,
    Point,
    Scale,
    Shape,
    Table,
    Trace,
    cut,
    fitted,
    number,
    px,
    width_of,
)

_MOST = 5  # positions that the style sheet knows
_FASTEST = 100  # g; more is no centrifuge for people
_STEPS = 36  # of a curve
_FLOOR = 1.2  # from the hinge to the cabin's floor, in its own size


def draw(data: Data) -> Figure:
    """Return an arm of `arm` metres at every total load of `loads` in g, under gravity `gravity` (m/s²).

    A cabin that hangs on a hinge at the end of the arm feels n g in all where √(n² - 1) g of it lie flat; that part is
    ω²·r, so ω = √(√(n² - 1)·g/r), and the cabin hangs at the angle whose cosine is 1/n. Raises Fault.
    """
    arm, gravity, words = number(data, "arm"), number(data, "gravity"), data["words"]
    for name, value in (("arm", arm), ("gravity", gravity)):
        if not value:
            message = f"`{name}` must be more than zero."
            raise Fault(message, name)
    runs = tuple(_Run.of(load, arm, gravity) for load in _loads(data))
    return Figure(
        wide=_drawn(_PLACES_WIDE, arm, runs, words),
        narrow=_drawn(_PLACES_NARROW, arm, runs, words),
        table=Table(
            ("total_load_g", "turns_a_minute", "tilt_degrees"),
            tuple((f"{run.load:g}", _short(run.turns), _short(run.tilt)) for run in runs),
        ),
        values={"arm": f"{arm:g}", "fastest": f"{runs[-1].turns:.1f}"},
        detents=tuple(f"{run.load:g} g" for run in runs),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """A steady run: the load in g, the turns a minute, and the degrees by which the cabin swings out."""

    load: float
    turns: float
    tilt: float

    @classmethod
    def of(cls, load: float, arm: float, gravity: float) -> "_Run":
        omega = math.sqrt(math.sqrt(load * load - 1) * gravity / arm)
        return cls(load, omega * 60 / math.tau, math.degrees(math.acos(1 / load)))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a drawing lie: in pixels, angles from the hinge at the end of the arm's side view."""

    width: float
    height: float
    title: Point
    above: Point  # the middle of the circle
    radius: float
    hinge: Point
    cabin: float  # its size
    load: float  # the pixels of 1 g
    scale: float  # the height of the ruler
    ends: Point  # the ruler's first and last pixel


_PLACES_WIDE = _Places(WIDE, 440, (360, 34), (160, 190), 140, (500, 150), 84, 18, 388, (20, 770))
_PLACES_NARROW = _Places(NARROW, 516, (0, 22), (130, 172), 76, (92, 300), 46, 10, 464, (10, 238))


def _loads(data: Mapping[str, Any]) -> Sequence[float]:
    loads = tuple(number({"loads": load}, "loads") for load in data.get("loads") or ())
    if not 1 <= len(loads) <= _MOST:
        message = f"`loads` must hold one to {_MOST} loads; there are {len(loads)}."
        raise Fault(message, "loads")
    if any(not 1 <= load <= _FASTEST for load in loads):
        message = f"`loads` must lie between 1 g, which is standing still, and {_FASTEST} g."
        raise Fault(message, "loads")
    if any(later <= load for load, later in itertools.pairwise(loads)):
        message = "`loads` must rise from each to the next."
        raise Fault(message, "loads")
    return loads


def _drawn(at: _Places, arm: float, runs: Sequence[_Run], words: Mapping[str, str]) -> Drawing:
    turning = fitted(0, runs[-1].turns, *at.ends)
    return Drawing(
        at.width,
        at.height,
        (
            *_still(at, arm, words),
            *_reach(at, runs),
            *(Group(_shown(at, run, turning, words), only=place) for place, run in enumerate(runs, 1)),
            *_turns(at, runs, turning, words),
        ),
    )


def _still(at: _Places, arm: float, words: Mapping[str, str]) -> tuple[Shape, ...]:
    """Return what does not change: the circle and the arm from above, and the arm on its post from the side."""
    (x, y), (hinge_x, hinge_y), length = at.above, at.hinge, at.radius
    post, floor = hinge_x - length, px(hinge_y + at.cabin * _FLOOR + at.load + 36)
    return (
        Disc(x, y, length, "frame"),
        Line(x, y, x + length, y, "thing"),
        Disc(x, y, 5, "thing"),
        Label(px(x + length / 2), px(y + 20), f"{arm:g} {words['metres']}", "tick", "middle"),
        Line(post, hinge_y, hinge_x, hinge_y, "thing"),
        Line(post, hinge_y, post, floor, "thing"),
        Line(max(0, post - 20), floor, hinge_x + 40, floor, "axis"),
    )


def _shown(at: _Places, run: _Run, turning: Scale, words: Mapping[str, str]) -> tuple[Shape, ...]:
    """Return one run: its words, what it sweeps in a second, the cabin with its load, and its mark on the ruler."""
    x, y = at.title
    return (
        Label(x, y, f"{run.load:g} g", "title"),
        Label(x, y + 26, cut(f"{_short(run.turns)} {words['turns']}", at.width - x)),
        Label(x, y + 48, cut(f"{_short(run.tilt)}° {words['tilt']}", at.width - x)),
        *_second(at, run, words["above"]),
        *_cabin(at, run),
        Disc(px(turning(run.turns)), at.scale, 8, "accent"),
    )


def _second(at: _Places, run: _Run, words: str) -> tuple[Shape, ...]:
    """Return the cabin from above, and what its arm sweeps in a second."""
    (x, y), radius = at.above, at.radius
    cabin = Disc(x + radius, y, 9, "accent")
    if not run.turns:
        return (cabin,)
    under = max(radius * 0.45, 42)
    turns = tuple(run.turns / 60 * math.tau * step / _STEPS for step in range(_STEPS + 1))
    arc = tuple((x + radius * math.cos(turn), y - radius * math.sin(turn)) for turn in turns)
    return (
        Trace(((x, y), *arc), "band", closed=True),
        Trace(arc, "accent", status="computed"),
        *_head(arc),
        cabin,
        Label(x, px(y + under), cut(words, 2 * math.sqrt(radius**2 - under**2), "tick"), "tick", "middle"),
    )


def _head(path: Sequence[Point]) -> tuple[Shape, ...]:
    """Return the head of an arrow at the end of a path."""
    (x0, y0), (x1, y1) = path[-2:]
    along = math.atan2(y1 - y0, x1 - x0)
    sides = tuple((x1 + 12 * math.cos(along + turn), y1 + 12 * math.sin(along + turn)) for turn in (2.6, -2.6))
    return (Trace(((x1, y1), *sides), "accent", closed=True),)


def _turned(at: _Places, run: _Run, across: float, down: float) -> Point:
    """Return a point of the tilted cabin, by its pixels across and below the hinge while the cabin hangs straight."""
    (x, y), sine, cosine = at.hinge, math.sin(math.radians(run.tilt)), 1 / run.load
    return x + across * cosine + down * sine, y - across * sine + down * cosine


def _tip(at: _Places, run: _Run, beyond: float = 0) -> Point:
    """Return the end of the arrow of a run's load, which begins at the cabin's floor, or a point beyond."""
    return _turned(at, run, 0, at.cabin * _FLOOR + 4 + run.load * at.load + beyond)


def _cabin(at: _Places, run: _Run) -> tuple[Shape, ...]:
    """Return the cabin from the side, with a seat in it and the load as an arrow out of its floor."""
    size = at.cabin
    corners = ((-0.5, 0.3), (0.5, 0.3), (0.5, _FLOOR), (-0.5, _FLOOR))
    seat = ((-0.22, 0.5), (-0.16, 0.92), (0.2, 0.92), (0.2, _FLOOR))
    arrow = (_turned(at, run, 0, size * _FLOOR + 4), _tip(at, run))
    return (
        Trace(tuple(_turned(at, run, across * size, down * size) for across, down in corners), "band", closed=True),
        Trace((at.hinge, _turned(at, run, 0, size * 0.3)), "thing"),
        Trace(tuple(_turned(at, run, across * size, down * size) for across, down in seat), "thing"),
        Disc(*at.hinge, 5, "thing"),
        Trace(arrow, "accent"),
        *_head(arrow),
    )


def _reach(at: _Places, runs: Sequence[_Run]) -> tuple[Shape, ...]:
    """Return the curve on which the arrows of all loads end, with the loads beside it."""
    first, last = runs[0].tilt, runs[-1].tilt
    tilts = (first + (last - first) * step / _STEPS for step in range(_STEPS + 1))
    ends = tuple(_tip(at, _Run(1 / math.cos(math.radians(tilt)), 0, tilt)) for tilt in tilts)
    beside = tuple(_tip(at, run, 18) for run in runs)
    return (
        Trace(ends, "axis", status="computed"),
        *(
            Label(px(x), px(y + (12 if run.tilt else 6)), f"{run.load:g} g", "tick", "middle")
            for run, (x, y), free in zip(runs, beside, _free([x for x, _ in beside], runs), strict=True)
            if free
        ),
    )


def _turns(at: _Places, runs: Sequence[_Run], turning: Scale, words: Mapping[str, str]) -> tuple[Shape, ...]:
    """Return the ruler of turns a minute, with every load above its own."""
    first, last = at.ends
    places = [px(turning(run.turns)) for run in runs]
    shapes: list[Shape] = [Line(first, at.scale, last, at.scale, "axis")]
    for run, x, free in zip(runs, places, _free(places, runs), strict=True):
        shapes.append(Disc(x, at.scale, 4, "thing"))
        if free:
            shapes += [
                Label(x, at.scale - 14, f"{run.load:g} g", "label", "middle"),
                Label(x, at.scale + 26, _short(run.turns), "tick", "middle"),
            ]
    return (*shapes, Label(at.width, at.scale + 46, cut(words["unit"], at.width, "unit"), "unit", "end"))


def _free(places: Sequence[float], runs: Sequence[_Run]) -> Sequence[bool]:
    """Say which of some runs have room for their words at rising places; the last always has."""
    gap = max(max(width_of(f"{run.load:g} g"), width_of(_short(run.turns), "tick")) for run in runs) + 4
    found, taken = [], math.inf
    for place in reversed(places):
        found.append(taken - place >= gap)
        taken = place if found[-1] else taken
    return found[::-1]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
