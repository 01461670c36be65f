"""What goes where: bands as wide as their amounts, from one side of the drawing to the other."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Circle,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Point,
    Shape,
    Table,
    Trace,
    keyed,
    px,
    quantity,
    ranked,
    say_number,
    say_quantity,
    wrapped,
)

MOST = 20
"""The most places; bands between more cannot be followed."""

_HIGH: Mapping[float, float] = {WIDE: 380, NARROW: 320}
_BAR, _GAP = 12, 14  # pixels: how wide the bar of a place is, and the least between two of them
_DEEP = 7  # columns at most: one place behind another
_BESIDE = 36  # pixels on the right of the last bar: for a number at least
_LINE = 19  # pixels between two lines of words
_LEAST = 110  # pixels between two columns of places, to write words there
_STEPS = 12  # points along each edge of a band
_SAME = 1e-9  # of two sums that are equal, as far as converted numbers tell


@dataclass(frozen=True, slots=True)
class _Flow:
    start: str
    end: str
    amount: float
    status: str


def draw(data: Data) -> Figure:
    """Return the `flows` as bands, all to one scale, and how much comes from where.

    A place stands in a column of its own behind all that it gets something from. Raises Fault where amounts have no
    unit in common, are nothing, or lead in a circle, and where a place gets other than it gives.
    """
    flows, unit = _flows(data)
    places = tuple(dict.fromkeys(name for flow in flows for name in (flow.start, flow.end)))
    if len(places) > MOST:
        message = f"There are {len(places)} places; this figure draws at most {MOST}."
        raise Fault(message, "flows", hint="Put small ones together, as in “Others”.")
    try:
        columns = ranked(places, [(flow.start, flow.end) for flow in flows])
    except Circle as circle:
        message = f"These flows lead in a circle: {' – '.join(circle.names)}."
        hint = "A flow goes from one side to the other; leave out the one that leads back."
        raise Fault(message, "flows", hint=hint) from None
    if max(columns.values()) >= _DEEP:
        message = (
            f"These flows lead through {max(columns.values()) + 1} places one behind another; {_DEEP} can be drawn."
        )
        raise Fault(message, "flows", hint="Leave out places that only pass on what they get, or make two figures.")
    _balanced(places, flows, unit, data.language)
    rows = tuple((flow.start, flow.end, _plain(flow.amount), unit) for flow in flows)
    wide, narrow = (_drawn(width, columns, flows, unit, data.language) for width in (WIDE, NARROW))
    return Figure(wide, narrow, Table(("from", "to", "amount", "unit"), rows))


def _flows(data: Data) -> tuple[tuple[_Flow, ...], str]:
    """Return all flows, in one unit, and that unit. Raises Fault."""
    found: list[_Flow] = []
    unit = data["unit"]
    for number, one in enumerate(data["flows"]):
        at = f"flows.{number}.value"
        amount, own, status = _amount(one["value"], at)
        if unit is None:
            unit = own
        held = amount if own is None else quantity(one["value"], at).to(unit) if unit else amount
        if own == "" and unit:
            message = f"The amount from “{one['from']}” to “{one['to']}” has no unit, and others are in {unit}."
            raise Fault(message, at, hint="Name a fact with a unit.")
        if held <= 0:
            message = f"The amount from “{one['from']}” to “{one['to']}” is nothing, and so is its band."
            raise Fault(message, at, hint="Leave it out, or correct it.")
        if one["from"] == one["to"]:
            message = f"This flow leads from “{one['from']}” to itself."
            raise Fault(message, f"flows.{number}.to", hint="Name another place.")
        found.append(_Flow(one["from"], one["to"], held, status))
    pairs = Counter((flow.start, flow.end) for flow in found)
    if twice := [pair for pair, times in pairs.items() if times > 1]:
        message = f"Two flows lead from “{twice[0][0]}” to “{twice[0][1]}”."
        raise Fault(message, "flows", hint="Add them up, or give one of the places another name.")
    return tuple(found), unit or ""


def _amount(value: Any, at: str) -> tuple[float, str | None, str]:
    """Return a number, its unit (none where it was typed), and its status. Raises Fault."""
    if isinstance(value, Fact):
        held = quantity(value, at)
        unit = held.unit if isinstance(held.low, Decimal) else "s"
        return held.to(unit), unit, value.status
    try:
        return float(value), None, "documented"
    except (TypeError, ValueError):
        message = f"`{at}` must be an amount."
        raise Fault(message, at, hint="Name a fact that holds a number with its unit.") from None


def _balanced(places: Sequence[str], flows: Sequence[_Flow], unit: str, language: str) -> None:
    """Raise Fault where a place gives other than it gets."""
    for place in places:
        gets = math.fsum(flow.amount for flow in flows if flow.end == place)
        gives = math.fsum(flow.amount for flow in flows if flow.start == place)
        if gets and gives and abs(gets - gives) > _SAME * max(gets, gives):
            one, other = (_said(number, unit, language) for number in (gets, gives))
            message = f"“{place}” gets {one} and gives {other}; both sums must be equal."
            raise Fault(message, "flows", hint="Correct an amount, or add the flow that is missing, such as losses.")


def _drawn(width: float, columns: Mapping[str, int], flows: Sequence[_Flow], unit: str, language: str) -> Drawing:
    """Return places in columns, with bands between them; words beside them, or numbers and the words below."""
    last = max(columns.values())
    amounts = {place: max(_sum(flows, place, "start"), _sum(flows, place, "end")) for place in columns}
    pitch = (width - max(width / (last + 1), _BESIDE)) / last
    written = pitch >= _LEAST
    words = {place: f"{place}\u2002{_said(amounts[place], unit, language)}" for place in columns}
    room = pitch - _BAR - 14
    lines = {
        place: wrapped(words[place], room, "label", 4) if written else (str(number),)
        for number, place in enumerate(columns, 1)
    }
    stacks: dict[int, list[str]] = defaultdict(list)
    for place, column in columns.items():
        stacks[column].append(place)
    scale = min(
        (_HIGH[width] - _GAP * len(stack)) / math.fsum(amounts[place] for place in stack) for stack in stacks.values()
    )
    slots = {place: max(amounts[place] * scale, _LINE * len(lines[place])) for place in columns}
    tops, foot = _tops(stacks, slots, flows)
    bars = {place: tops[place] + (slots[place] - amounts[place] * scale) / 2 for place in columns}
    lefts = {place: columns[place] * pitch for place in columns}
    shapes: list[Shape] = [*_bands(flows, bars, lefts, scale)]
    for place in columns:
        shapes.append(Box(px(lefts[place]), px(bars[place]), _BAR, px(amounts[place] * scale), "stock"))
        x, middle = lefts[place] + _BAR + 5, tops[place] + slots[place] / 2
        first = middle - _LINE * len(lines[place]) / 2 + 14
        shapes += [Label(px(x), px(first + _LINE * at), line) for at, line in enumerate(lines[place])]
    key, foot = keyed(width, foot, () if written else tuple(words.values()))
    return Drawing(width, px(foot), (*shapes, *key))


def _tops(
    stacks: Mapping[int, Sequence[str]], slots: Mapping[str, float], flows: Sequence[_Flow]
) -> tuple[dict[str, float], float]:
    """Return where each place begins: in its column beside what it gets from, all columns about one middle."""
    high = max(sum(slots[place] for place in stack) + _GAP * (len(stack) - 1) for stack in stacks.values())
    tops: dict[str, float] = {}
    for column in sorted(stacks):

        def wanted(place: str) -> float:
            before = [(tops[flow.start] + slots[flow.start] / 2, flow.amount) for flow in flows if flow.end == place]
            total = math.fsum(amount for _, amount in before)
            return math.fsum(y * amount for y, amount in before) / total if total else 0.0

        stack = sorted(stacks[column], key=wanted)  # stable: those that come from nowhere keep the writer's order
        y = (high - sum(slots[place] for place in stack) - _GAP * (len(stack) - 1)) / 2
        for place in stack:
            tops[place] = y
            y += slots[place] + _GAP
    return tops, high


def _bands(flows: Sequence[_Flow], bars: Mapping[str, float], lefts: Mapping[str, float], scale: float) -> list[Trace]:
    """Return the bands; at each place those that lead furthest up stand uppermost."""
    starts, ends = {}, {}
    below = dict(bars)
    for flow in sorted(flows, key=lambda flow: bars[flow.end]):
        starts[flow] = below[flow.start]
        below[flow.start] += flow.amount * scale
    below = dict(bars)
    for flow in sorted(flows, key=lambda flow: bars[flow.start]):
        ends[flow] = below[flow.end]
        below[flow.end] += flow.amount * scale
    return [
        Trace(
            _band(lefts[flow.start] + _BAR, starts[flow], lefts[flow.end], ends[flow], flow.amount * scale),
            "flow",
            closed=True,
            status=flow.status,
        )
        for flow in flows
    ]


def _band(x: float, y: float, to_x: float, to_y: float, wide: float) -> tuple[Point, ...]:
    """Return a band that leaves and arrives level, and is as wide all the way down its middle."""
    upper = []
    for step in range(_STEPS + 1):
        part = step / _STEPS
        bent = part * part * (3 - 2 * part)
        upper.append((x + (to_x - x) * part, y + (to_y - y) * bent))
    return (*upper, *((x, y + wide) for x, y in reversed(upper)))


def _sum(flows: Sequence[_Flow], place: str, side: str) -> float:
    return math.fsum(flow.amount for flow in flows if getattr(flow, side) == place)


def _said(amount: float, unit: str, language: str) -> str:
    return say_quantity(amount, unit, language) if unit else say_number(amount, language)


def _plain(amount: float) -> str:
    return f"{amount:.10g}"
