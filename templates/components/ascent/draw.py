"""From launch to docking on one bar, and the last part of it again, larger: what was planned and what was flown."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

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
    Scale,
    Shape,
    Table,
    Trace,
    clock,
    cut,
    fitted,
    in_order,
    inside,
    iso,
    length,
    moment,
    px,
    width_of,
    wrapped,
)

_LONGEST = 48 * 3600
_ZOOM = 1800  # seconds before the docking that are drawn larger, or twice the delay where that is longer
_STEPS = (60, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 43200)
_BAR = 24


@dataclass(frozen=True, slots=True)
class Flight:
    """Seconds after lift-off of the planned and the real docking, and how long contact was gone."""

    launch: dt.datetime
    plan: float
    docking: float
    silent: float
    planned_as: str

    @property
    def zoom(self) -> float:
        """Return where the part begins that is drawn larger."""
        return max(0.0, self.docking - max(_ZOOM, 2 * (self.docking - self.plan)))

    def at(self, seconds: float) -> dt.datetime:
        """Return a moment of the flight."""
        return self.launch + dt.timedelta(seconds=seconds)


def draw(data: Data) -> Figure:
    """Return the flight from `launch` to `docking` and, larger, its end with the `plan`.

    `silent` is how long contact was gone at a time that nobody gives; it is drawn below, to the larger scale. Raises
    Fault.
    """
    flight = _flight(data)
    late = dt.timedelta(seconds=flight.docking - flight.plan)
    silent = dt.timedelta(seconds=flight.silent)
    return Figure(
        wide=_drawn(WIDE, flight, data),
        narrow=_drawn(NARROW, flight, data),
        table=Table(
            ("step", "time_utc", "length"),
            (
                *(
                    (words, iso(flight.at(at)), length(dt.timedelta(seconds=at)))
                    for words, at in (
                        (data["lift_off"], 0.0),
                        (data["planned"], flight.plan),
                        (data["docked"], flight.docking),
                    )
                ),
                (data["silence"], "", length(silent)),
            ),
        ),
        values={"flown": length(dt.timedelta(seconds=flight.docking)), "late": length(late)},
    )


def _flight(data: Data) -> Flight:
    names = ("launch", "plan", "docking")
    launch, plan, docking = (moment(data, name) for name in names)
    in_order((("launch", launch), ("plan", plan), ("docking", docking)))
    seconds = (docking - launch).total_seconds()
    if not 0 < seconds <= _LONGEST:
        message = "`docking` must follow `launch` within two days."
        raise Fault(message, "docking")
    silent = data.quantity("silent").to("s")
    if silent > seconds:
        message = "`silent` is longer than the whole flight."
        raise Fault(message, "silent")
    return Flight(launch, (plan - launch).total_seconds(), seconds, silent, data["plan"].status)


def _drawn(width: float, flight: Flight, data: Data) -> Drawing:
    """Return the whole flight above, a band that opens from its end, and that end below it."""
    whole, end = fitted(0, flight.docking, 0, width), fitted(flight.zoom, flight.docking, 0, width)
    split, plan = px(whole(flight.zoom)), px(end(flight.plan))
    shapes: list[Shape] = [
        Label(0, 16, cut(f"{data['lift_off']} {clock(flight.launch)}", width)),
        Box(0, 26, px(whole(flight.plan)), _BAR, "series-1"),
        Box(px(whole(flight.plan)), 26, px(width - whole(flight.plan)), _BAR, "accent"),
        Label(10, 43, cut(data["turns"], split - 20, "on"), "on"),
        Trace(((split, 50), (width, 50), (width, 104), (0, 104)), "band", closed=True),
    ]
    y = 104.0
    planned = cut(f"{data['planned']} {clock(flight.at(flight.plan))}", width)
    shapes += [
        inside(Label(plan, px(y + 24), planned, anchor="end"), 0, width),
        Box(0, px(y + 32), plan, _BAR, "series-1", flight.planned_as),
        Box(0, px(y + 62), plan, _BAR, "series-1"),
        Box(plan, px(y + 62), px(width - plan), _BAR, "accent"),
        Line(plan, px(y + 32), plan, px(y + 62 + _BAR), "thing"),
    ]
    ticks, y = _clocks(flight, end, width, y + 62 + _BAR), y + 62 + _BAR
    y += 34
    late, room = data["late"], width - plan - 20
    beside = width / 2 - 20 if width == WIDE else width
    flown = length(dt.timedelta(seconds=flight.docking))
    if width_of(late, "on") <= room:
        shapes.append(Label(px(plan + 10), px(y - 34 - 7), late, "on"))
        below = []
    else:
        below = [(cut(late, beside), "label")]
    y += 34
    for words, role in (
        (cut(data["docked"], beside, "title"), "title"),
        (cut(f"{clock(flight.at(flight.docking))} UTC, {data['after']} {flown}", beside), "label"),
        *below,
    ):
        shapes.append(Label(width, px(y), words, role, "end"))
        y += 22
    if width == WIDE:
        y -= 22 * (2 + len(below))
        silence = wrapped(data["silence"], width / 2 - 40, "label", 3)
    else:
        y += 12
        silence = wrapped(data["silence"], width - 24, "label", 4)
    long = px(end.length(flight.silent))
    shapes.append(Box(0, px(y - 14), long, 16, "thing"))
    shapes += [Label(px(long + 8), px(y + 20 * at), line) for at, line in enumerate(silence)]
    foot = max(y + 20 * len(silence), *(shape.y + 8 for shape in shapes if isinstance(shape, Label)))
    return Drawing(width, px(foot - 4), (*shapes, *ticks))


def _clocks(flight: Flight, along: Scale, width: float, y: float) -> Iterator[Shape]:
    """Yield a ruler of clock times below the larger part."""
    span = flight.docking - flight.zoom
    most = 8 if width == WIDE else 4
    step = next((step for step in _STEPS if span / step < most), _STEPS[-1])
    midnight = flight.launch.replace(hour=0, minute=0, second=0)
    first = (flight.at(flight.zoom) - midnight).total_seconds()
    tick = -(-first // step) * step
    while tick <= first + span:
        x = px(along(flight.zoom + tick - first))
        yield Line(x, px(y), x, px(y + 6), "axis")
        yield inside(Label(x, px(y + 21), clock(midnight + dt.timedelta(seconds=tick)), "tick", "middle"), 0, width)
        tick += step
