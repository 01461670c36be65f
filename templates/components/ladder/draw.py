"""Why things float: a ladder of four throws, each drawn with all that came before it, round an Earth to scale."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fault,
    Figure,
    Group,
    Label,
    Point,
    Shape,
    Table,
    Trace,
    cut,
    fitted,
    number,
    px,
    ruler,
    wrapped,
)

_RUNGS, _THROWN = 4, 2  # of which the first ones come down, with a speed that the writer gives
_NEAR = 0.01  # how far a reported number may lie from the computed one, as a share of it
_TURN = 0.1  # radians at most from one point of a curve to the next: a tenth of a pixel off
_EDGE = 4  # pixels before the first letter and the bars
_TALL, _GAP = 20, 30  # pixels of a bar, and of the words above it


def draw(data: Data) -> Figure:
    """Return what becomes of things thrown sideways at `height` above an Earth of `radius` m and with GM of `mass`.

    Paths are Kepler's ellipses without air, their highest point the throw: r = p/(1 - e·cos φ), φ from the throw on.
    A thing just misses the ground with v² = 2·GM·R/(r·(r + R)), and keeps its height with v² = GM/r; gravity is GM/r².
    Speeds are in km/s. The reported `speed` and `period` must agree with the computed ones. Raises Fault.
    """
    earth = _earth(data)
    rungs = _rungs(data, earth)
    share = (earth.radius / earth.start) ** 2 * 100
    around = math.tau * earth.start / rungs[-1].speed / 60
    _agrees(data, "speed", rungs[-1].speed / 1000)
    _agrees(data, "period", around)
    words = data["words"]
    rows = tuple((rung, *_measured(rung, earth, around)) for rung in rungs)
    return Figure(
        wide=_wide(earth, rungs, _lines(rows, words, 180, 4), share, words),
        narrow=_narrow(earth, rungs, _lines(rows, words, 112, 5), share, words),
        table=Table(
            ("throw", "speed_km_s", "km_to_the_ground", "minutes_a_turn"),
            tuple((rung.label, _speed(rung), far, turn) for rung, far, turn in rows),
        ),
        values={"share": f"{share:.0f}", "speed": _speed(rungs[-1]), "minutes": f"{around:.0f}"},
    )


@dataclass(frozen=True, slots=True)
class _Earth:
    """The Earth: its radius in m, GM in m³/s², and the distance from its middle at which everything is thrown."""

    radius: float
    mass: float
    start: float

    def falls(self, speed: float) -> tuple[Point, ...]:
        """Return the path of a throw in m from the middle, across and up, to the ground or once round."""
        long = 1 / (2 / self.start - speed**2 / self.mass)
        flat = self.start / long - 1
        wide = long * (1 - flat**2)
        lands = wide / (1 + flat) < self.radius * (1 - 1e-9)
        end = math.acos((1 - wide / self.radius) / flat) if lands else math.tau
        steps = math.ceil(end / _TURN)
        turns = (end * step / steps for step in range(steps + 1))
        return tuple(
            (far * math.sin(turn), far * math.cos(turn))
            for turn, far in ((turn, wide / (1 - flat * math.cos(turn))) for turn in turns)
        )

    @property
    def misses(self) -> float:
        """Return the speed in m/s at which a throw just misses the ground."""
        return math.sqrt(2 * self.mass * self.radius / (self.start * (self.start + self.radius)))


@dataclass(frozen=True, slots=True)
class _Rung:
    """One rung: its words, its speed in m/s and its path."""

    label: str
    note: str
    speed: float
    path: tuple[Point, ...]


def _earth(data: Data) -> _Earth:
    radius, mass, height = number(data, "radius"), number(data, "mass"), data.quantity("height").to("m")
    for name, value in (("radius", radius), ("mass", mass), ("height", height)):
        if not value:
            message = f"`{name}` must be more than zero."
            raise Fault(message, name)
    if height > radius:
        message = "`height` must be no higher than the Earth's radius."
        raise Fault(message, "height")
    return _Earth(radius, mass, radius + height)


def _rungs(data: Mapping[str, Any], earth: _Earth) -> Sequence[_Rung]:
    given = tuple(data.get("rungs") or ())
    if len(given) != _RUNGS:
        message = f"`rungs` must hold four rungs: throw, throw harder, miss the Earth, orbit; there are {len(given)}."
        raise Fault(message, "rungs")
    thrown = [number({"rungs": rung.get("speed")}, "rungs") * 1000 for rung in given[:_THROWN]]
    speeds = (*thrown, earth.misses, math.sqrt(earth.mass / earth.start))
    if not speeds[0] or any(later <= speed for speed, later in itertools.pairwise(speeds)):
        message = f"The speeds in `rungs` must rise, from more than 0 to less than {earth.misses / 1000:.2f} km/s."
        raise Fault(message, "rungs")
    return tuple(
        _Rung(rung["label"], rung.get("note") or "", speed, earth.falls(speed))
        for rung, speed in zip(given, speeds, strict=True)
    )


def _agrees(data: Mapping[str, Any], name: str, computed: float) -> None:
    reported = number(data, name)
    if abs(reported - computed) > _NEAR * computed:
        message = f"`{name}` is reported as {reported:g}, and computed as {computed:.2f}; they must agree to 1 %."
        raise Fault(message, name)


def _measured(rung: _Rung, earth: _Earth, around: float) -> tuple[str, str]:
    """Return how many km along the ground a throw comes down, and how many minutes an orbit takes, where it does."""
    x, y = rung.path[-1]
    if math.hypot(x, y) < earth.start - 1:
        return f"{earth.radius * math.atan2(x, y) % (math.tau * earth.radius) / 1000:.0f}", ""
    return "", f"{around:.0f}" if rung.speed**2 * earth.start >= earth.mass * (1 - 1e-9) else ""


def _speed(rung: _Rung) -> str:
    return f"{rung.speed / 1000:.2f}".rstrip("0").rstrip(".")


def _lines(
    rows: Sequence[tuple[_Rung, str, str]], words: Mapping[str, str], room: float, most: int
) -> Sequence[Sequence[tuple[str, str]]]:
    """Return the words of every rung, line by line, each with its role."""
    found = []
    for rung, far, turn in rows:
        said = [f"{round(float(far), -1):,.0f} {words['far']}"] if far else [f"{turn} {words['turn']}"] if turn else []
        lines = [f"{_speed(rung)} {words['speed']}", *said]
        lines += wrapped(rung.note, room, "tick", most - len(lines))
        found.append(((cut(rung.label, room), "label"), *((cut(line, room, "tick"), "tick") for line in lines)))
    return found


def _globe(earth: _Earth, rungs: Sequence[_Rung], x: float, y: float, radius: float) -> tuple[Shape, ...]:
    """Return the Earth and the paths of some rungs, the last one new; `radius` is that of the orbit in pixels."""
    scale = radius / earth.start
    paths = tuple(tuple((x + across * scale, y - up * scale) for across, up in rung.path) for rung in rungs)
    return (
        Disc(x, y, px(earth.radius * scale), "quiet"),
        *(Trace(path, "leader") for path in paths[:-1]),
        Trace(paths[-1], "accent", status="computed"),
        Disc(x, px(y - radius), 4, "thing"),
    )


def _wide(
    earth: _Earth,
    rungs: Sequence[_Rung],
    lines: Sequence[Sequence[tuple[str, str]]],
    share: float,
    words: Mapping[str, str],
) -> Drawing:
    """Return the rungs side by side above the bars."""
    step = WIDE / _RUNGS
    shapes: list[Shape] = []
    for place in range(_RUNGS):
        left = step * place
        shapes += [
            Group(_globe(earth, rungs[: place + 1], left + 94, 98, 90)),
            *(Label(left + _EDGE, 222 + 21 * row, text, role) for row, (text, role) in enumerate(lines[place])),
        ]
    top = 222 + 21 * max(len(block) for block in lines) + 14
    return Drawing(WIDE, top + 138, (*shapes, *_bars(WIDE, top, share, words)))


def _narrow(
    earth: _Earth,
    rungs: Sequence[_Rung],
    lines: Sequence[Sequence[tuple[str, str]]],
    share: float,
    words: Mapping[str, str],
) -> Drawing:
    """Return the rungs below each other above the bars."""
    step, shapes = 148.0, list[Shape]()
    for place in range(_RUNGS):
        middle = step * place + 72
        first = middle + 6 - 10 * (len(lines[place]) - 1)
        shapes += [
            Group(_globe(earth, rungs[: place + 1], 68, middle, 66)),
            *(Label(148, first + 20 * row, text, role) for row, (text, role) in enumerate(lines[place])),
        ]
    top = step * _RUNGS + 20
    return Drawing(NARROW, top + 138, (*shapes, *_bars(NARROW, top, share, words)))


def _bars(width: float, top: float, share: float, words: Mapping[str, str]) -> tuple[Shape, ...]:
    """Return the strength of gravity as bars of per cent: on the ground, and where the throws begin."""
    scale = fitted(0, 100, _EDGE, width - 14)
    second = top + _TALL + _GAP
    return (
        Label(_EDGE, top + 6, cut(words["ground"], width - _EDGE)),
        Box(_EDGE, top + 14, px(scale.length(100)), _TALL, "quiet"),
        Label(px(scale(100)) - 8, top + 30, "100 %", "label", "end"),
        Label(_EDGE, second + 12, cut(words["above"], width - _EDGE)),
        Box(_EDGE, second + 20, px(scale.length(share)), _TALL, "accent", "computed"),
        Label(px(scale(share)) - 8, second + 36, f"{share:.0f} %", "label", "end"),
        *ruler(scale, ((0, "0"), (50, "50"), (100, "100")), second + 48, cut(words["unit"], width - 20, "unit")),
    )
