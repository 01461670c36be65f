"""Parts that make up a whole, laid end to end."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Scale,
    Shape,
    Table,
    cut,
    fitted,
    number,
    px,
    ruler,
    said,
    width_of,
    with_commas,
)

MOST = 40
"""The most parts; more rows are no picture."""

_BAR, _THIN = 24, 12
_NEAR = 0.01
_EDGE = 12
"""Pixels at both sides, for the halves of the ruler's outer numbers."""
_TICK = 100


@dataclass(frozen=True, slots=True)
class _Part:
    """A part: its amount, the words beside it, how sure it is, and the parts inside it."""

    amount: float
    label: str
    status: str
    inside: "tuple[_Part, ...]" = ()


def draw(data: Data) -> Figure:
    """Return parts end to end as far as their total.

    `total` is the fact that the `parts` add up to; the parts inside a part add up to it. All bars have one scale, in
    pixels a unit. Raises Fault.
    """
    parts = tuple(_part(entry) for entry in data["parts"])
    total = number(data, "total")
    if not 0 < len(parts) <= MOST:
        message = f"`parts` has {len(parts)} rows; this figure draws 1 to {MOST}."
        raise Fault(message, "parts")
    _adds_up(parts, total, "total", "The parts")
    words = said(data["sum"], total)
    return Figure(
        wide=_drawn(WIDE, parts, total, words, data["unit"]),
        narrow=_drawn(NARROW, parts, total, words, data["unit"]),
        table=Table(("part", "amount", "part_of"), tuple(_rows(parts))),
    )


def _part(entry: Mapping[str, Any]) -> _Part:
    amount = number({"parts": entry.get("fact")}, "parts")
    inside = tuple(_part(inner) for inner in entry.get("parts") or ())
    label, fact = said(entry["label"], amount), entry["fact"]
    if inside:
        _adds_up(inside, amount, "parts", f"The parts of “{label}”", fact)
    return _Part(amount, label, fact.status, inside)


def _adds_up(parts: tuple[_Part, ...], total: float, parameter: str, what: str, fact: Fact | None = None) -> None:
    """Raise Fault where parts make more or less than the number of a parameter, or of a fact in it."""
    found = sum(part.amount for part in parts)
    if abs(found - total) > _NEAR:
        message = f"{what} add up to {with_commas(found)}, and `{parameter}` says {with_commas(total)}"
        message += " for the whole." if fact else "."
        hint = "Add the part that is missing, or correct the numbers."
        raise Fault(message, parameter, fact.place if fact else None, hint)


def _rows(parts: tuple[_Part, ...], of: str = "") -> list[tuple[str, str, str]]:
    """Return the rows of the table: each part, and below it those inside it."""
    found = []
    for part in parts:
        found.append((part.label, f"{part.amount:g}", of))
        found += _rows(part.inside, part.label)
    return found


def _drawn(width: float, parts: tuple[_Part, ...], total: float, words: str, unit: str) -> Drawing:
    """Return one row a part, each beginning where the last ended; then the total; then the ruler."""
    whole = max(_TICK, -(-total // _TICK) * _TICK)
    scale = fitted(0, whole, _EDGE, width - _EDGE)
    beside = width == WIDE
    shapes: list[Shape] = []
    y = 4.0
    starts = itertools.accumulate((part.amount for part in parts), initial=0.0)
    for part, start in zip(parts, starts, strict=False):
        row = _row(part, start, scale, y, width)
        shapes += row
        y += (0 if beside else 24) + _BAR + (_BAR + 3 if part.inside else 0) + 10
    y += 6
    shapes.append(Box(_EDGE, px(y), px(scale.length(total)), _THIN, "thing"))
    shapes.append(Label(_EDGE, px(y + _THIN + 26), cut(words, width - 2 * _EDGE, "title"), "title"))
    y += _THIN + 46
    ticks = [(float(value), str(value)) for value in range(0, int(whole) + 1, _step(whole))]
    shapes += ruler(scale, ticks, y, unit)
    return Drawing(width, px(y + 40), tuple(shapes))


def _step(whole: float) -> int:
    """Return how far apart the numbers of the ruler stand, so that there are at most eight."""
    return int(_TICK * -(-whole // (8 * _TICK)))


def _row(part: _Part, start: float, scale: Scale, y: float, width: float) -> tuple[Shape, ...]:
    """Return a part's bar and its words: wide, beside it on the side with more room; narrow, above it."""
    left, right = scale(start), scale(start + part.amount)
    if width == WIDE:
        before = left - 8 >= width_of(part.label)
        room = left - 8 if before else width - right - 8
        name = Label(
            px(left - 8 if before else right + 8),
            px(y + 18),
            cut(part.label, room),
            anchor="end" if before else "start",
        )
    else:
        text = cut(part.label, width)
        name, y = Label(px(max(0, min(left, width - width_of(text) - 2))), px(y + 17), text), y + 24
    shapes: list[Shape] = [name, Box(px(left), px(y), px(right - left), _BAR, "series-3", part.status)]
    at, named = left, True
    for inner in part.inside:
        named = named and width_of(inner.label) + 12 <= scale.length(inner.amount)
    for inner in part.inside:
        end, below = at + scale.length(inner.amount), y + _BAR + 3
        shapes.append(Box(px(at), px(below), px(max(0, end - at - 2)), _BAR, "series-3", inner.status))
        if named:
            role = "on" if inner.status == "documented" else "label"
            shapes.append(Label(px(at + 6), px(below + 18), inner.label, role))
        at = end
    if part.inside and not named:
        words = ", ".join(inner.label for inner in part.inside)
        shapes.append(Label(px(right + 8), px(y + _BAR + 20), cut(words, width - right - 8, "tick"), "tick"))
    return tuple(shapes)
