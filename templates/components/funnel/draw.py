"""How many were left after each step of a choice: one dot for each, all dots of one size."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Disc,
    Dots,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Point,
    Shape,
    Table,
    count,
    px,
    said,
    wrapped,
)

MOST = 5_000
"""The most dots that one group may have; more are a grey surface and no longer dots."""
ROW = 50
"""Dots in a full row."""

_PITCH = {WIDE: 6.0, NARROW: 5.2}
_LINE = {"title": 26, "label": 20, "tick": 19}
_LEAST = 240
"""How much higher the wide drawing is than its longest column: room for words above it and for an arrow below it."""
_LAST = 175
"""The room in pixels for the last step and its words in the wide drawing."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """One step: how many were left, what is said of them, and how sure that is."""

    number: int
    label: str
    note: str
    status: str


def draw(data: Data) -> Figure:
    """Return the steps of a choice from the first to the last, and beside them what came another way.

    `stages` are counted facts, each not more than the one before; `beside` is one person who `joins` at a step (from
    1); `apart` is a counted list that no line leads to or from. Every dot is one person. Raises Fault.
    """
    stages = tuple(_stage(entry, "stages") for entry in data["stages"])
    if any(after.number > before.number for before, after in itertools.pairwise(stages)) or not stages[1:]:
        message = "`stages` needs two steps or more, and none may keep more than the step before it."
        raise Fault(message, "stages")
    beside, apart = data.get("beside"), data.get("apart")
    if beside and not 1 < beside["joins"] <= len(stages):
        message = f"`beside` joins step {beside['joins']}; there are steps 2 to {len(stages)}."
        raise Fault(message, "beside")
    other = _stage(apart, "apart") if apart else None
    rows = [(stage.label, str(stage.number), stage.note) for stage in (*stages, *((other,) if other else ()))]
    if beside:
        rows.append((beside["label"], "1", beside.get("note") or ""))
    return Figure(
        wide=_wide(stages, beside, other),
        narrow=_narrow(stages, beside, other),
        table=Table(("step", "number", "note"), tuple(rows)),
    )


def _stage(entry: Mapping[str, Any], parameter: str) -> _Stage:
    number = count(entry, parameter, MOST)
    return _Stage(number, said(entry["label"], number), entry.get("note") or "", entry["fact"].status)


def _grid(number: int, columns: int, x: float, y: float, pitch: float) -> tuple[Point, ...]:
    """Return the middles of so many dots in rows, `x` and `y` the corner of the first one's cell."""
    half = pitch / 2
    return tuple((px(x + half + at % columns * pitch), px(y + half + at // columns * pitch)) for at in range(number))


def _dots(stage: _Stage, points: tuple[Point, ...], pitch: float, role: str) -> tuple[Shape, ...]:
    """Return a stage's dots; rings where its number is disputed."""
    size = px(pitch * 0.78)
    ring = (Dots(points, px(size * 0.5), "hole"),) if stage.status == "disputed" else ()
    return (Dots(points, size, role), *ring) if points else ()


def _words(x: float, y: float, room: float, lines: Sequence[tuple[str, str]]) -> tuple[Shape, ...]:
    """Return lines of text below each other, the first line's foot at `y`; each is (role, words)."""
    shapes: list[Shape] = []
    for role, words in lines:
        for line in wrapped(words, room, role, 3):
            y += _LINE[role] if shapes else 0
            shapes.append(Label(px(x), px(y), line, role))
    return tuple(shapes)


def _height(room: float, lines: Sequence[tuple[str, str]]) -> float:
    return sum(_LINE[role] * len(wrapped(words, room, role, 3)) for role, words in lines)


def _said(label: str, note: str, role: str = "title") -> tuple[tuple[str, str], ...]:
    return ((role, label), ("tick", note)) if note else ((role, label),)


def _wide(stages: tuple[_Stage, ...], beside: Mapping[str, Any] | None, apart: _Stage | None) -> Drawing:
    """Return the first step as a block at the left, each later one as columns to the right of it, on one axis."""
    pitch, first, said_first = _PITCH[WIDE], stages[0], _said(stages[0].label, stages[0].note)
    top = _height(WIDE, said_first) + 4
    tall = -(-first.number // ROW) * pitch
    longest = max(min(stage.number, ROW) for stage in stages[1:]) * pitch
    middle, foot = top + max(tall, longest + _LEAST) / 2, top + max(tall, longest + _LEAST)
    shapes = [*_words(0, 23, WIDE, said_first), *_dots(first, _grid(first.number, ROW, 0, top, pitch), pitch, "people")]
    step = (WIDE - ROW * pitch - _LAST) / (len(stages) - 1)
    right, half = ROW * pitch, tall / 2
    for at, stage in enumerate(stages[1:], 2):
        x, columns = ROW * pitch + (at - 1) * step, -(-stage.number // ROW)
        length = min(stage.number, ROW) * pitch / 2
        room = step - 12 if at < len(stages) else WIDE - x
        shapes += _narrowing((right + 6, half), (x - 6, length), middle)
        cells = _grid(stage.number, max(1, columns), x, middle - length, pitch)
        shapes += _dots(stage, cells, pitch, "accent")
        words = _said(stage.label, stage.note)
        shapes += _words(x, middle - length + 16 - _height(room, words), room, words)
        if beside and beside["joins"] == at:
            shapes += _side(beside, x + pitch / 2, (middle + length + 6, foot - 90), WIDE - x)
        right, half = x + columns * pitch, length
    if apart:
        x = ROW * pitch + step
        shapes += _dots(apart, _grid(apart.number, ROW, x, foot - 93, pitch), pitch, "apart")
        shapes += _words(x, foot - 64, step - 12, _said(apart.label, apart.note, "label"))
    return Drawing(WIDE, px(foot + 8), tuple(shapes))


def _narrowing(start: Point, end: Point, middle: float) -> tuple[Shape, ...]:
    """Return the two lines from one step to the next; each end is where it lies across, and half its length."""
    return tuple(
        Line(px(start[0]), px(middle + side * start[1]), px(end[0]), px(middle + side * end[1]), "leader")
        for side in (-1, 1)
    )


def _side(beside: Mapping[str, Any], x: float, way: Point, room: float) -> tuple[Shape, ...]:
    """Return the one who came another way: a dot, and an arrow up to where it joins. `way` are the arrow's two ends."""
    end, start = way
    return (
        Line(px(x), px(start), px(x), px(end), "accent"),
        Line(px(x - 5), px(end + 7), px(x), px(end), "accent"),
        Line(px(x + 5), px(end + 7), px(x), px(end), "accent"),
        Disc(px(x), px(start), 5, "accent"),
        *_words(max(0, x - 5), start + 26, room, _said(beside["label"], beside.get("note") or "", "label")),
    )


def _narrow(stages: tuple[_Stage, ...], beside: Mapping[str, Any] | None, apart: _Stage | None) -> Drawing:
    """Return the steps below each other, each a row of dots from the left with its words beside it."""
    pitch, first, said_first = _PITCH[NARROW], stages[0], _said(stages[0].label, stages[0].note)
    y = _height(NARROW, said_first) + 6
    shapes = [*_words(0, 23, NARROW, said_first), *_dots(first, _grid(first.number, ROW, 0, y, pitch), pitch, "people")]
    y, before = y + -(-first.number // ROW) * pitch + 6, min(first.number, ROW) * pitch
    for at, stage in enumerate(stages[1:], 2):
        across, tall = min(stage.number, ROW) * pitch, -(-stage.number // ROW) * pitch
        left = across + 12 if across < NARROW / 2 else 0
        words = _said(stage.label, stage.note)
        down = 0 if left else tall + 14
        foot = y + 34 + max(tall, down + _height(NARROW - left, words) - 8)
        shapes += [Line(1, px(y), 1, px(y + 28), "leader"), Line(px(before), px(y), px(across), px(y + 28), "leader")]
        shapes += _dots(stage, _grid(stage.number, ROW, 0, y + 34, pitch), pitch, "accent")
        shapes += _words(left, y + 34 + down + 10, NARROW - left, words)
        if beside and beside["joins"] == at:
            shapes += _side(beside, 6, (y + 38 + tall, foot + 24), NARROW)
            foot += 50 + _height(NARROW, _said(beside["label"], beside.get("note") or "", "label"))
        y, before = foot + 6 if at == len(stages) else y + 40 + tall, across
        y = max(y, foot - 18)
    if apart:
        words = _said(apart.label, apart.note, "label")
        shapes += _dots(apart, _grid(apart.number, ROW, 0, y + 14, pitch), pitch, "apart")
        shapes += _words(0, y + 42, NARROW, words)
        y += 34 + _height(NARROW, words)
    return Drawing(NARROW, px(y + 8), tuple(shapes))
