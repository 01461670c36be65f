"""What a `draw.py` returned, looked through before a template prints it: shapes, numbers, words, and the table."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from explainery.draw.shapes import (
    Box,
    Contours,
    Disc,
    Dots,
    Drawing,
    Figure,
    Group,
    Label,
    Line,
    Markup,
    Point,
    Table,
    Trace,
)
from explainery.fields.invisible import unspeakable

_DEEPEST = 20  # groups one inside another; templates call themselves for each
_FARTHEST = 1_000_000  # pixels
_NUMBERS = (int, float, Decimal, Fraction)
_LENGTHS = ("width", "height", "radius", "diameter", "length")  # none of which is below zero
_ANCHORS = ("start", "middle", "end")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto", "term")
_SHAPES = (Line, Box, Trace, Disc, Dots, Contours, Label, Markup, Group)


def unsound(figure: Figure) -> str | None:
    """Return a sentence about the first thing in a figure that cannot be published; None where there is none."""
    return next(_in_figure(figure), None)


def _in_figure(figure: Any) -> Iterator[str]:
    for name in ("wide", "narrow"):
        yield from _in_drawing(getattr(figure, name), name)
    yield from _in_table(figure.table)
    if not isinstance(figure.values, Mapping):
        yield f"`values` is {_a(figure.values)}, and must be a dictionary of texts."
        return
    for key, value in figure.values.items():
        yield from _in_text(key, "a name in `values`")
        yield from _in_text(value, f"`values[{key!r}]`")
    yield from _in_texts(figure.detents, "`detents`")


def _in_drawing(drawing: Any, name: str) -> Iterator[str]:
    if type(drawing) is not Drawing:
        yield f"`{name}` is {_a(drawing)}, and must be a `Drawing`."
        return
    for side in ("width", "height"):
        size = getattr(drawing, side)
        yield from _in_number(size, f"the `{side}` of `{name}`")
        if size <= 0:
            yield f"the `{side}` of `{name}` is {size}, and must be above zero."
    yield from _in_shapes(drawing.shapes, f"the `shapes` of `{name}`", 0)


def _in_shapes(shapes: Any, name: str, depth: int) -> Iterator[str]:
    if not isinstance(shapes, tuple | list):
        yield f"{name} are {_a(shapes)}, and must be a tuple."
        return
    for shape in shapes:
        if type(shape) not in _SHAPES:
            yield f"{name} hold {_a(shape)}, which is not a shape."
            return
        kind = f"a `{type(shape).__name__}` in {name}"
        if isinstance(shape, Group):
            yield from _in_group(shape, kind, name, depth)
            continue
        for one in fields(shape):
            value, said = getattr(shape, one.name), f"the `{one.name}` of {kind}"
            yield from _CHECKS[one.type](value, said)
            if one.name in _LENGTHS and value < 0:
                yield f"{said} is {value}, and nothing is drawn that is below zero."
        if isinstance(shape, Label) and shape.anchor not in _ANCHORS:
            yield f"the `anchor` of {kind} is `{shape.anchor}`, and there is `start`, `middle` and `end`."


def _in_group(group: Any, kind: str, name: str, depth: int) -> Iterator[str]:
    for position in ("dim", "only"):
        at = getattr(group, position)
        if at is not None and type(at) is not int:
            yield f"the `{position}` of {kind} is {_a(at)}, and must be a whole number or `None`."
    if group.href is not None:
        yield from _in_text(group.href, f"the `href` of {kind}")
        if (scheme := _SCHEME.match(group.href)) and scheme[1].lower() not in _SCHEMES:
            yield f"the `href` of {kind} begins with `{scheme[1]}:`, and a link leads to a page, a term or a site."
    if depth == _DEEPEST:
        yield f"{name} hold groups that are nested more than {_DEEPEST} deep."
        return
    yield from _in_shapes(group.shapes, name, depth + 1)


def _in_table(table: Any) -> Iterator[str]:
    if table is None:
        return
    if type(table) is not Table:
        yield f"`table` is {_a(table)}, and must be a `Table` or `None`."
        return
    yield from _in_texts(table.columns, "the `columns` of `table`")
    rows: Any = table.rows
    if not isinstance(rows, tuple | list):
        yield f"the `rows` of `table` are {_a(rows)}, and must be a tuple."
        return
    for number, row in enumerate(rows, 1):
        yield from _in_texts(row, f"row {number} of `table`")
        if len(row) != (width := len(table.columns)):
            yield f"row {number} of `table` does not have a cell for each of the {width} columns: it has {len(row)}."


def _in_texts(texts: Any, name: str) -> Iterator[str]:
    if not isinstance(texts, tuple | list):
        yield f"{name} is {_a(texts)}, and must be a tuple of texts."
        return
    for text in texts:
        yield from _in_text(text, f"a text in {name}")


def _in_text(text: Any, name: str) -> Iterator[str]:
    if type(text) is not str:  # a text of another class may print something else than it holds
        yield f"{name} is {_a(text)}, and must be a text."
    elif found := unspeakable(text):
        yield f"{name} has a character in it that cannot be printed: U+{ord(found):04X}."


def _in_number(number: Any, name: str) -> Iterator[str]:
    if type(number) not in _NUMBERS:
        yield f"{name} is {_a(number)}, and must be a number."
    elif not _is_near(number):
        yield f"{name} must be a finite number, and at most {_FARTHEST:,} pixels."


def _is_near(number: float | Decimal | Fraction) -> bool:
    """Say whether a number is one, and near enough for a drawing: a hatch over more would hardly end."""
    try:
        return abs(float(number)) <= _FARTHEST
    except (OverflowError, ValueError):  # too many digits; a decimal that signals
        return False


def _in_points(points: Any, name: str) -> Iterator[str]:
    if not isinstance(points, tuple | list):
        yield f"{name} are {_a(points)}, and must be a tuple of points."
        return
    for point in points:
        if not isinstance(point, tuple | list) or len(point) != 2:  # noqa: PLR2004 - across and down
            yield f"{name} hold {_a(point)}, and a point is two numbers."
            return
        for number in point:
            yield from _in_number(number, f"a number in {name}")


def _in_lines(lines: Any, name: str) -> Iterator[str]:
    if not isinstance(lines, tuple | list):
        yield f"{name} are {_a(lines)}, and must be a tuple of lines."
        return
    for line in lines:
        yield from _in_points(line, f"a line of {name}")
        if not line:
            yield f"a line of {name} has no point."


def _in_nothing(_value: Any, _name: str) -> Iterable[str]:
    return ()


_CHECKS: Mapping[Any, Callable[[Any, str], Iterable[str]]] = {
    float: _in_number,
    str: _in_text,
    bool: _in_nothing,
    tuple[Point, ...]: _in_points,
    tuple[tuple[Point, ...], ...]: _in_lines,
}
"""By the types of the fields of shapes."""


def _a(value: Any) -> str:
    name = type(value).__name__ or "nameless thing"
    return "`None`" if value is None else f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} `{name}`"
