"""The centrifuge: how heavy one feels at how many turns a minute, and how the hinged cabin hangs then."""

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
    Label,
    Line,
    Point,
    Shape,
    Table,
    Trace,
    cut,
    fitted,
    number,
    px,
    width_of,
)

_MOST = 8  # cabins; more lie on each other
_FASTEST = 100  # g; more is no centrifuge for people
_STEPS = 48  # of the curve
_FLOOR = 1.2  # from the hinge to the cabin's floor, in its own size
_TOP = 60  # pixels above the greatest load


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
        wide=_drawn(WIDE, runs, words),
        narrow=_drawn(NARROW, runs, words),
        table=Table(
            ("total_load_g", "turns_a_minute", "tilt_degrees"),
            tuple((f"{run.load:g}", _short(run.turns), _short(run.tilt)) for run in runs),
        ),
        values={"fastest": f"{runs[-1].turns:.1f}"},
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


def _drawn(width: float, runs: Sequence[_Run], words: Mapping[str, str]) -> Drawing:
    """Return the load over the turns a minute as a curve, from standing still on, with the cabin at every load."""
    wide = width == WIDE
    size, edge = (46, 40) if wide else (24, 16)
    tall = 300 if wide else 340
    far = width - edge - size * _FLOOR
    turning, weighing = fitted(0, runs[-1].turns or 1, edge, far), fitted(0, runs[-1].load, _TOP + tall, _TOP)
    ground = max(_TOP + tall, weighing(1) + size * _FLOOR + 14)
    steps = (1 + (runs[-1].load - 1) * (step / _STEPS) ** 2 for step in range(_STEPS + 1))
    ratio = runs[-1].turns / math.sqrt(math.sqrt(runs[-1].load ** 2 - 1)) if runs[-1].turns else 0
    curve = tuple((px(turning(ratio * math.sqrt(math.sqrt(load**2 - 1)))), px(weighing(load))) for load in steps)
    places = [(px(turning(run.turns)), px(weighing(run.load))) for run in runs]
    shapes: list[Shape] = [
        Label(0, 17, cut(words["load"], width, "unit"), "unit"),
        Trace(curve, "accent", status="computed"),
        Line(edge, px(ground), px(far), px(ground), "axis"),
        Label(px(far), px(ground + 42), cut(words["turns"], far, "unit"), "unit", "end"),
    ]
    free = _free([x for x, _ in places], runs)
    for run, (x, y), named in zip(runs, places, free, strict=True):
        shapes.append(Line(x, y, x, px(ground + 6), "grid"))
        shapes += _cabin((x, y), run, size)
        if named:
            shapes += [
                _weight(run, x, y, edge, wide=wide),
                Label(x, px(ground + 22), _short(run.turns), "tick", "middle"),
            ]
    return Drawing(width, px(ground + 52), tuple(shapes))


def _weight(run: _Run, x: float, y: float, edge: float, *, wide: bool) -> Label:
    """Return the load of a run beside its cabin: to the left, or above the one that stands at the edge."""
    words, role = f"{run.load:g} g", "title" if wide else "label"
    if x - edge < width_of(words, role) + 16:
        return Label(px(x - 6), px(y - 14), words, role)
    return Label(px(x - 13), px(y - 6), words, role, "end")


def _cabin(hinge: Point, run: _Run, size: float) -> tuple[Shape, ...]:
    """Return the cabin from the side, hanging on its hinge as it does in this run, with somebody lying in it.

    On the back, knees drawn up, as in a Soyuz: the load, which always presses towards the floor, goes from chest to
    back. Somebody who sat would have it from head to feet, where the blood leaves the head.
    """
    sine, cosine = math.sin(math.radians(run.tilt)), 1 / run.load

    def turned(across: float, down: float) -> Point:
        """Return a point by its place across and below the hinge while the cabin hangs straight, in its sizes."""
        x, y = hinge
        return px(x + size * (across * cosine + down * sine)), px(y + size * (down * cosine - across * sine))

    corners = ((-0.5, 0.3), (0.5, 0.3), (0.5, _FLOOR), (-0.5, _FLOOR))
    body = ((0.18, _FLOOR - 0.09), (-0.16, _FLOOR - 0.09), (-0.22, 0.72), (-0.42, 0.72))  # shoulder, hip, knee, foot
    return (
        Trace(tuple(turned(*corner) for corner in corners), "band", closed=True),
        Trace((hinge, turned(0, 0.3)), "thing"),
        Trace(tuple(turned(*point) for point in body), "thing"),
        Disc(*turned(0.34, _FLOOR - 0.12), px(size * 0.1), "thing"),
        Disc(*hinge, 5, "accent"),
    )


def _free(places: Sequence[float], runs: Sequence[_Run]) -> Sequence[bool]:
    """Say which of some runs have room for their words at rising places; the last always has."""
    gap = max(width_of(_short(run.turns), "tick") for run in runs) + 3
    found, taken = [], math.inf
    for place in reversed(places):
        found.append(taken - place >= gap)
        taken = place if found[-1] else taken
    return found[::-1]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
