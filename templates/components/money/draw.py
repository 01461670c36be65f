"""What a film took, who got it, and what it cost, on one scale."""

from collections.abc import Mapping, Sequence
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
    Line,
    Scale,
    Shape,
    Table,
    cut,
    fitted,
    inside,
    px,
    quantity,
    wrapped,
)

_MILLION, _THOUSAND = 1_000_000, 1000
_NEAR = 0.005  # of what was taken: shares are rounded
_BAR, _LINE = 34, 20
_ROLES = ("accent", "muted", "quiet", "quiet")


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount in millions, from and to, what is said of it and how sure it is."""

    low: float
    high: float
    label: str
    status: str


def draw(data: Data) -> Figure:
    """Return what was `taken`, divided into `shares`, the `cost` below it, and what is `beside` it to compare with.

    Shares may be amounts or per cent; they make up what was taken. Raises Fault.
    """
    taken = _sum(data["taken"], data["taken_label"], "taken")
    shares = tuple(_share(one, taken.high) for one in data["shares"])
    found = sum(share.high for share in shares)
    if abs(found - taken.high) > _NEAR * taken.high:
        message = f"`shares` make {_said(found)}, and `taken` says {_said(taken.high)}."
        raise Fault(message, "shares")
    cost = _sum(data["cost"], data["cost_label"], "cost")
    beside = tuple(_sum(one["fact"], one["label"], "beside") for one in data["beside"] or ())
    rows = (taken, *shares, cost, *beside)
    return Figure(
        wide=_drawn(WIDE, taken, shares, (cost, *beside)),
        narrow=_drawn(NARROW, taken, shares, (cost, *beside)),
        table=Table(
            ("what", "million_from", "million_to"), tuple((one.label, f"{one.low:g}", f"{one.high:g}") for one in rows)
        ),
    )


def _sum(fact: Fact, words: str, parameter: str) -> _Sum:
    found = quantity(fact, parameter)
    if fact.unit != "roubles":
        message = f"`{parameter}` is given in “{fact.unit}”; this figure draws roubles."
        raise Fault(message, parameter)
    low, high = (float(value) / _MILLION for value in (found.low, found.high))  # type: ignore[arg-type]
    if not 0 < low <= high:
        message = f"`{parameter}` must be more than nothing, and rise where it is a range."
        raise Fault(message, parameter)
    text = _said(low) if low == high else f"{_said(low)} to {_said(high)}"
    return _Sum(low, high, words.replace("{value}", text), fact.status)


def _share(one: Mapping[str, Any], taken: float) -> _Sum:
    """Return a part of what was taken; per cent are worked out, so they are never surer than that."""
    fact = one["fact"]
    if fact.unit != "per cent":
        return _sum(fact, one["label"], "shares")
    amount = quantity(fact, "shares").to("per cent") / 100 * taken
    return _Sum(amount, amount, one["label"].replace("{value}", _said(amount)), "documented")


def _said(millions: float) -> str:
    """Return an amount in words: `600 million`, `1.155 billion`."""
    if millions >= _THOUSAND:
        return f"{millions / _THOUSAND:.3f}".rstrip("0").rstrip(".") + " billion"
    return f"{millions:.1f}".removesuffix(".0") + " million"


def _drawn(width: float, taken: _Sum, shares: Sequence[_Sum], others: Sequence[_Sum]) -> Drawing:
    most = max(taken.high, *(one.high for one in others))
    scale = fitted(0, most, 0, width)
    shapes: list[Shape] = []
    y = _words(shapes, taken.label, "title", (0, 22, width), 26) + 4
    start = 0.0
    for share, role in zip(shares, _ROLES, strict=False):
        shapes.append(Box(px(scale(start)), px(y), px(scale.length(share.high)), _BAR, role, share.status))
        start += share.high
    y += _BAR
    start = 0.0
    for at, share in enumerate(shares):
        x = px(scale(start) + 1)
        foot = y + 18 + _LINE * (len(shares) - 1 - at)  # so that no line runs through other words
        shapes.append(Line(x, px(y), x, px(foot + 2), "leader"))
        shapes.append(inside(Label(px(x + 6), px(foot), cut(share.label, width)), 0, width))
        start += share.high
    y += 18 + _LINE * len(shares) + 16
    for one in others:
        y = _words(shapes, one.label, "label", (0, y, width), 21) - 2
        shapes += _bar(scale, one, y)
        y += _BAR + 28
    return Drawing(width, px(y - 22), tuple(shapes))


def _words(shapes: list[Shape], words: str, role: str, at: tuple[float, float, float], step: float) -> float:
    """Add words in as many lines as they need from a place on, and return where the bar below them begins."""
    left, y, width = at
    for line in wrapped(words, width, role, 3):
        shapes.append(Label(left, px(y), line, role))
        y += step
    return y - step + 10


def _bar(scale: Scale, one: _Sum, y: float) -> tuple[Shape, ...]:
    sure = Box(0, px(y), px(scale.length(one.low)), _BAR, "series-1", "documented")
    if one.low == one.high:
        return (sure,)
    return (sure, Box(px(scale(one.low)), px(y), px(scale.length(one.high - one.low)), _BAR, "series-1", "disputed"))
