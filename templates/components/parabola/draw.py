"""The flight of an aircraft in which everything floats: pulled up, in free fall, pulled out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Drawing,
    Fault,
    Figure,
    Group,
    Label,
    Line,
    Shape,
    Table,
    Trace,
    cut,
    fitted,
    number,
    px,
    ruler,
    width_of,
)

_STEPS = 40
_STEEP = 80  # degrees; steeper, no aircraft flies it and the arcs would cross
_LONG = 600  # seconds; longer, it is no flight of an aircraft
_SIDE = 0.22  # of the width, for each of the two arcs
_TITLE, _RULER = 56, 44  # the space above the fall, and that below its ruler
_GAP = 26  # between two numbers of the ruler
_PHASES = ("up", "fall", "out")


def draw(data: Data) -> Figure:
    """Return the path of a flight with `seconds` of free fall entered at `angle` degrees, under gravity `g` (m/s²).

    Free fall from the entry to the exit at the same height takes T = 2·v/g, where v is the upward speed, and rises
    h = v²/2g (uniform acceleration); both axes have one scale. The curves before and after are arcs that meet it
    without a bend; their radius is drawn for the eye, not computed. Raises Fault.
    """
    flight = _flight(data)
    phases = _phases(data)
    return Figure(
        wide=_drawn(WIDE, flight, phases),
        narrow=_drawn(NARROW, flight, phases),
        table=Table(
            ("phase", "load", "seconds", "metres_gained"),
            tuple(
                (phase["label"], phase["load"], *((f"{flight.seconds:g}", f"{flight.rise:.0f}") if fall else ("", "")))
                for phase, fall in ((phases[name], name == "fall") for name in _PHASES)
            ),
        ),
        values={
            "up": f"{flight.up:.0f}",
            "along": f"{flight.along * 3.6:.0f}",
            "rise": f"{flight.rise:.0f}",
            "reach": f"{flight.along * flight.seconds / 1000:.2f}",
        },
        detents=(data["all"], *(phases[name]["label"] for name in _PHASES)),
    )


@dataclass(frozen=True, slots=True)
class _Flight:
    """Free fall: its seconds, the speeds at its entry in m/s, and gravity in m/s²."""

    seconds: float
    up: float
    along: float
    gravity: float

    @property
    def rise(self) -> float:
        """Return the metres from the entry to the top: h = v²/2g."""
        return self.up * self.up / (2 * self.gravity)

    def height(self, time: float) -> float:
        """Return the metres above the entry at a time: h = v·t - g·t²/2."""
        return self.up * time - self.gravity * time * time / 2


def _flight(data: Mapping[str, Any]) -> _Flight:
    seconds, angle, gravity = number(data, "seconds"), number(data, "angle"), number(data, "gravity")
    if not 0 < angle < _STEEP:
        message = f"`angle` must lie between 0 and {_STEEP} degrees."
        raise Fault(message, "angle")
    if not 0 < seconds <= _LONG:
        message = f"`seconds` must be more than 0 and at most {_LONG}."
        raise Fault(message, "seconds")
    if not gravity:
        message = "`gravity` must be more than zero."
        raise Fault(message, "gravity")
    up = gravity * seconds / 2
    return _Flight(seconds, up, up / math.tan(math.radians(angle)), gravity)


def _phases(data: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    found = {phase["id"]: phase for phase in data.get("phases") or ()}
    for wanted in _PHASES:
        if wanted not in found:
            message = f"`phases` lacks the phase `{wanted}`."
            raise Fault(message, "phases")
    if not found["fall"].get("unit"):
        message = "The phase `fall` in `phases` needs `unit`: the words below its seconds."
        raise Fault(message, "phases")
    return found


def _drawn(width: float, flight: _Flight, phases: Mapping[str, Mapping[str, str]]) -> Drawing:
    """Return the path: free fall over the middle of the drawing, the arcs before and after in what is left."""
    side = width * _SIDE
    across = fitted(0, flight.along * flight.seconds, side, width - side)
    base = _TITLE + across.length(flight.rise)
    fall = tuple(
        (across(flight.along * time), base - across.length(flight.height(time)))
        for time in (flight.seconds * step / _STEPS for step in range(_STEPS + 1))
    )
    drop = side * flight.up / flight.along / 2  # so that the arc's end has the slope of the fall's beginning
    parts = tuple(step / _STEPS for step in range(_STEPS + 1))
    pull = tuple((side * part, base + drop - drop * part * part) for part in parts)
    out = tuple((width - x, y) for x, y in reversed(pull))
    gap = _GAP * flight.seconds / (width - 2 * side)
    ticks = tuple((flight.along * time, f"{time:g}") for time in _ticks(flight.seconds, gap))
    foot = base + max(drop, _RULER)
    words = phases["fall"]
    weightless = (
        Trace(((fall[0][0], base), *fall, (fall[-1][0], base)), "band", closed=True),
        Trace(fall, "accent", status="computed"),
        Label(px(width / 2), px(_TITLE - 28), cut(words["label"], width, "title"), "title", "middle"),
        Label(px(width / 2), px(_TITLE - 10), cut(words["load"], width, "tick"), "tick", "middle"),
        *_gain(width, base, flight, words.get("gain")),
        *ruler(across, ticks, base, cut(words["unit"], width - side, "unit")),
    )
    return Drawing(
        width,
        px(foot + 42),
        (
            Group((Trace(pull, "series-1", status="computed"), *_named(phases["up"], 0, foot, "start", width)), dim=2),
            Group(weightless, dim=3),
            Group(
                (Trace(out, "series-1", status="computed"), *_named(phases["out"], width, foot, "end", width)), dim=4
            ),
        ),
    )


def _gain(width: float, base: float, flight: _Flight, unit: str | None) -> tuple[Shape, ...]:
    """Return a measure from the entry to the top, with its metres, where the hill is high enough for it."""
    words = f"{flight.rise:.0f} {unit}"
    middle = width / 2
    if not unit or base - _TITLE < 24 or width_of(words) > width * _SIDE:  # noqa: PLR2004 - a line of words and some air
        return ()
    return (
        Line(px(middle), px(base), px(middle), px(_TITLE + 3), "leader"),
        Line(px(middle - 4), px(_TITLE + 3), px(middle + 4), px(_TITLE + 3), "leader"),
        Label(px(middle + 8), px((base + _TITLE) / 2 + 8), words),
    )


def _named(phase: Mapping[str, str], x: float, y: float, anchor: str, width: float) -> tuple[Shape, ...]:
    room = width / 2 - 8
    return (
        Label(x, px(y + 20), cut(phase["label"], room), "label", anchor),
        Label(x, px(y + 38), cut(phase["load"], room, "tick"), "tick", anchor),
    )


def _ticks(seconds: float, gap: float) -> tuple[float, ...]:
    """Return the seconds on the ruler: round steps that leave a gap between two, and the end."""
    step = next((step for step in (1, 5, 10, 20, 50, 100) if step >= gap), 200)
    return (*(time for time in range(0, math.ceil(seconds), step) if seconds - time >= gap or not time), seconds)
