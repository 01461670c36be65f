"""From launch to docking: the way as it was planned and as it was flown, on one scale of time after lift-off."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Shape,
    Table,
    after,
    clock,
    cut,
    fitted,
    in_order,
    iso,
    kept,
    length,
    moment,
    number,
    px,
    width_of,
    wrapped,
)

_LONGEST = 48 * 3600
_STEPS = (900, 1800, 3600, 7200, 14400, 28800)
_MOST_TICKS = 8
_TALL = 430  # pixels of the narrow scale


@dataclass(frozen=True, slots=True)
class Flight:
    """Seconds after lift-off, and how sure we are of them."""

    launch: dt.datetime
    orbit: float
    plan: float
    docking: float
    sure: Mapping[str, str]

    @property
    def step(self) -> int:
        """Return the seconds between two ticks."""
        return next((step for step in _STEPS if self.docking / step < _MOST_TICKS), _STEPS[-1])

    @property
    def end(self) -> float:
        """Return the first tick that is not before the docking."""
        return -(-self.docking // self.step) * self.step


def draw(data: Data) -> Figure:
    """Return the flight from `launch` to `docking`, with its `plan` and the minutes to `orbit`. Raises Fault."""
    flight = _flight(data)
    late = dt.timedelta(seconds=flight.docking - flight.plan)
    return Figure(
        wide=_wide(flight, data),
        narrow=_narrow(flight, data),
        table=Table(("step", "time_utc", "after_lift_off", "status"), _rows(flight, data)),
        values={"flown": length(dt.timedelta(seconds=flight.docking)), "late": length(late)},
    )


def _flight(data: Mapping[str, Any]) -> Flight:
    names = ("launch", "plan", "docking")
    launch, plan, docking = (moment(data, name) for name in names)
    in_order((("launch", launch), ("plan", plan), ("docking", docking)))
    seconds = (docking - launch).total_seconds()
    orbit = number(data, "orbit") * 60
    if not 0 < seconds <= _LONGEST:
        message = "`docking` must follow `launch` within two days."
        raise Fault(message, "docking")
    if orbit >= (plan - launch).total_seconds():
        message = "`orbit` (in minutes after lift-off) lies behind the planned docking."
        raise Fault(message, "orbit")
    sure = {name: data[name].status if isinstance(data[name], Fact) else "documented" for name in (*names, "orbit")}
    return Flight(launch, orbit, (plan - launch).total_seconds(), seconds, sure)


def _bars(flight: Flight, along: Scale, near: float, far: float, *, down: bool) -> tuple[Box, ...]:
    """Return the plan, hatched, and what was flown: to the planned minute, and after it."""

    def bar(begins: float, ends: float, side: float, role: str, status: str) -> Box:
        at, long = px(along(begins)), px(along.length(ends - begins))
        return Box(side, at, 24, long, role, status) if down else Box(at, side, long, 24, role, status)

    return (
        bar(0, flight.plan, near, "series-1", flight.sure["plan"]),
        bar(0, flight.plan, far, "series-1", "documented"),
        bar(flight.plan, flight.docking, far, "accent", "documented"),
    )


def _wide(flight: Flight, data: Mapping[str, Any]) -> Drawing:
    """Return time from start to end, the plan above and the flight below it."""
    along = fitted(0, flight.end, 20, WIDE - 20)
    plan, orbit, docked = px(along(flight.plan)), px(along(flight.orbit)), px(along(flight.docking))
    lift_off, in_orbit, planned, met = _said(flight, data)
    first, room = cut(lift_off, WIDE / 3), WIDE - 40 - width_of(cut(lift_off, WIDE / 3)) - 20
    return Drawing(
        WIDE,
        226,
        (
            *_bars(flight, along, 28, 80, down=False),
            Line(plan, 52, plan, 80, "leader"),
            Label(20, 18, first),
            kept(Label(plan, 18, cut(planned, room), anchor="end"), 40 + width_of(first), WIDE),
            kept(Label(px(plan - 8), 71, cut(data["late"], WIDE / 2), anchor="end"), 0, WIDE),
            Disc(orbit, 92, 7, "series-1", flight.sure["orbit"]),
            Disc(docked, 92, 7, "accent", flight.sure["docking"]),
            Label(px((orbit + plan) / 2), 98, cut(data["turns"], plan - orbit - 40), "on", "middle"),
            Label(orbit, 126, cut(in_orbit, WIDE / 3)),
            kept(Label(docked, 134, cut(data["docked"], WIDE / 2, "title"), "title", "end"), WIDE / 2, WIDE),
            kept(Label(docked, 154, met, anchor="end"), 0, WIDE),
            *_ticks(flight, along, data["unit"]),
        ),
    )


def _said(flight: Flight, data: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return the words with the times of lift-off, orbit, planned and real docking."""
    docked = f"{clock(_at(flight, flight.docking))}, {after(dt.timedelta(seconds=flight.docking))}"
    return (
        f"{data['lift_off']} {clock(flight.launch)}",
        f"{data['in_orbit']} {after(dt.timedelta(seconds=flight.orbit))}",
        f"{data['planned']} {clock(_at(flight, flight.plan))}",
        docked,
    )


def _ticks(flight: Flight, along: Scale, unit: str) -> tuple[Shape, ...]:
    shapes: list[Shape] = [Line(px(along(0)), 178, px(along(flight.end)), 178, "axis")]
    for second in range(0, int(flight.end) + 1, flight.step):
        x = px(along(second))
        shapes += [Line(x, 178, x, 184, "axis"), Label(x, 198, _hours(second), "tick", "middle")]
    return (*shapes, Label(px(along(flight.end)), 216, unit, "unit", "end"))


def _narrow(flight: Flight, data: Mapping[str, Any]) -> Drawing:
    """Return time from top to bottom: the scale, the plan, the flight, and words beside it."""
    down = fitted(0, flight.end, 34, 34 + _TALL)
    lift_off, in_orbit, planned, met = _said(flight, data)
    lines = [
        (0.0, lift_off, "label"),
        (flight.orbit, in_orbit, "label"),
        *((flight.plan / 2, words, "label") for words in wrapped(data["turns"], NARROW - 116)),
        (flight.plan, planned, "label"),
        (flight.docking, data["docked"], "title"),
        (flight.docking, met, "label"),
        (flight.docking, data["late"], "label"),
    ]
    shapes: list[Shape] = [*_bars(flight, down, 46, 78, down=True), Label(0, 14, data["unit"], "unit")]
    for second in range(0, int(flight.end) + 1, flight.step):
        y = px(down(second))
        shapes += [Line(38, y, 44, y, "axis"), Label(34, px(y + 5), _hours(second), "tick", "end")]
    foot = 0.0
    for at, words, role in lines:
        foot = max(down(at) + 6, foot + (24 if role == "title" else 19))
        shapes.append(Label(116, px(foot), cut(words, NARROW - 116, role), role))
    marks = [(flight.orbit, "series-1", flight.sure["orbit"]), (flight.docking, "accent", flight.sure["docking"])]
    shapes += [Disc(90, px(down(at)), 7, role, status) for at, role, status in marks]
    shapes.append(Line(70, px(down(flight.plan)), 112, px(down(flight.plan)), "leader"))
    return Drawing(NARROW, px(max(foot + 8, down(flight.end) + 12)), tuple(shapes))


def _hours(seconds: float) -> str:
    return f"{int(seconds) // 3600}:{int(seconds) % 3600 // 60:02}"


def _at(flight: Flight, seconds: float) -> dt.datetime:
    return flight.launch + dt.timedelta(seconds=seconds)


def _rows(flight: Flight, data: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    steps = (
        (data["lift_off"], 0.0, "launch"),
        (data["in_orbit"], flight.orbit, "orbit"),
        (data["planned"], flight.plan, "plan"),
        (data["docked"], flight.docking, "docking"),
    )
    return tuple(
        (words, iso(_at(flight, at)), after(dt.timedelta(seconds=at)), flight.sure[name]) for words, at, name in steps
    )
