"""A process in numbered steps, side by side in rows or, narrow, below each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from explainery.draw import NARROW, WIDE, Box, Data, Drawing, Fault, Figure, Label, Line, Shape, Table, px, wrapped

MOST = 60
"""The most steps; more are a manual and no picture."""

_IN_A_ROW, _FOUR = 3, (4, 7, 8)  # and how many steps stand in rows of four, so that none is left alone
_GAP, _NUMBER, _MARK = 24, 34, 12  # pixels: between columns, for a number at the left of its step, and of a mark's side
_LINES = 40  # as many as the longest text can take


@dataclass(frozen=True, slots=True)
class _Step:
    number: str
    title: str
    text: str
    status: str


def draw(data: Data) -> Figure:
    """Return the `steps` with their numbers, and the words about where the last one leads `back` to. Raises Fault."""
    steps = [
        _Step(str(number), step["title"], step["text"] or "", step["status"] or "documented")
        for number, step in enumerate(data["steps"], 1)
    ]
    if not 0 < len(steps) <= MOST:
        message = f"`steps` has {len(steps):,} entries; 1 to {MOST} can be drawn."
        raise Fault(message, "steps", hint="Put several steps into one, or make two figures.")
    back = data["back"]
    if back and back["to"] >= len(steps):
        message = f"`back` leads to step {back['to']}, which does not come before the last one, {len(steps)}."
        raise Fault(message, "back", hint="Name an earlier step, or leave `back` out.")
    again = f"↺ {back['to']}: {back['label']}" if back else ""
    rows = [(step.number, step.title, step.text, step.status) for step in steps]
    return Figure(
        wide=_drawn(WIDE, steps, 4 if len(steps) in _FOUR else min(_IN_A_ROW, len(steps)), again),
        narrow=_drawn(NARROW, steps, 1, again),
        table=Table(("step", "title", "text", "status"), tuple(rows)),
        in_html=True,
    )


def _drawn(width: float, steps: Sequence[_Step], columns: int, again: str) -> Drawing:
    """Return the steps in rows of so many columns, each row as high as its longest step."""
    room = (width - (columns - 1) * _GAP) / columns
    shapes: list[Shape] = []
    y = 0.0
    for first in range(0, len(steps), columns):
        below = y
        for at, step in enumerate(steps[first : first + columns]):
            x = at * (room + _GAP)
            drawn, foot = _step(step, x, y, room)
            shapes += drawn
            below = max(below, foot)
        y = below + _GAP
    for words in wrapped(again, width - _NUMBER, "label", _LINES):
        shapes.append(Label(_NUMBER, px(y + 18), words))
        y += 22
    return Drawing(width, px(y), tuple(shapes))


def _step(step: _Step, x: float, y: float, room: float) -> tuple[list[Shape], float]:
    """Return a step below a line as wide as its column, and where it ends."""
    left, inside = x + _NUMBER, room - _NUMBER
    shapes: list[Shape] = [
        Line(px(x), px(y), px(x + room), px(y), "axis"),
        Label(px(x), px(y + 28), step.number, "title"),
    ]
    if step.status != "documented":
        shapes.append(Box(px(x), px(y + 38), _MARK, _MARK, "series-1", step.status))
    at = y + 8.0
    for words in wrapped(step.title, inside, "label", _LINES):
        at += 20
        shapes.append(Label(px(left), px(at), words))
    for words in wrapped(step.text, inside, "tick", _LINES):
        at += 19
        shapes.append(Label(px(left), px(at), words, "tick"))
    return shapes, max(at + 4, y + 54)
