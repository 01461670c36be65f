"""The small vocabulary that all figures are drawn with: shapes in pixels, each with a role.

Geometry only. How a shape looks is decided by `components/figure/style.css`, by its role and its status.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from explainery.draw.words import SIZES, width_of
from explainery.problems import Place

Point = tuple[float, float]

WIDE, NARROW = 800, 260
"""Widths of the two drawings in pixels: for columns from 42 rem, and for a phone. No words are under 15 px."""


def px(value: float) -> float:
    """Return a length as it is written into a drawing: to a hundredth of a pixel, whole numbers without a point."""
    rounded = round(float(value), 2)
    return int(rounded) if rounded == int(rounded) else rounded


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str
    kind: str = field(default="line", init=False)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled as its status wants: documented, announced, disputed or computed."""

    x: float
    y: float
    width: float
    height: float
    role: str
    status: str = "documented"
    kind: str = field(default="box", init=False)

    @property
    def hatched(self) -> tuple[tuple[Point, Point], ...]:
        """Return the lines at 45° that fill an announced box, each from below to above; none for any other status."""
        if self.status != "announced":
            return ()
        step, found = 6.0, []
        at = self.x - self.height + min(step, self.width + self.height) / 2  # even the smallest box has a line
        while at < self.x + self.width:
            start = (max(at, self.x), self.y + self.height - max(0.0, self.x - at))
            end_x = min(at + self.height, self.x + self.width)
            if end_x > start[0]:
                found.append((start, (end_x, self.y + self.height - (end_x - at))))
            at += step
        return tuple(found)

    @property
    def hatch(self) -> str:
        """Return these lines as one path."""
        return _path(self.hatched)


@dataclass(frozen=True, slots=True)
class Trace:
    """A line through many points; closed, it is a surface."""

    points: tuple[Point, ...]
    role: str
    closed: bool = False
    status: str = "documented"
    kind: str = field(default="trace", init=False)

    @property
    def path(self) -> str:
        """Return the line as a path."""
        return _path((self.points,), closed=self.closed)


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, with its middle and radius."""

    x: float
    y: float
    radius: float
    role: str
    status: str = "documented"
    kind: str = field(default="disc", init=False)


def dot(x: float, y: float, radius: float, role: str, status: str) -> "Disc | Box":
    """Return a mark around a point: a disc, and for what was only announced a square, since no disc can be hatched."""
    if status == "announced":
        return Box(px(x - radius), px(y - radius), 2 * radius, 2 * radius, role, status)
    return Disc(px(x), px(y), radius, role, status)


@dataclass(frozen=True, slots=True)
class Dots:
    """Very many equal dots, drawn as one path: strokes with round ends and no length; with a length, dashes."""

    points: tuple[Point, ...]
    diameter: float
    role: str
    length: float = 0
    kind: str = field(default="dots", init=False)

    @property
    def _rows(self) -> list[list[Point]]:
        return [list(row) for _, row in itertools.groupby(self.points, key=lambda point: px(point[1]))]

    @property
    def gap(self) -> float | None:
        """Return the pixels from one dot's end to the next one's start, if they are the same in all rows."""
        rows = self._rows
        longest = max(rows, key=len, default=())
        if len(longest) < 2:  # noqa: PLR2004 - no two dots lie beside each other
            return None
        pitch = (longest[-1][0] - longest[0][0]) / (len(longest) - 1)
        steps = (after[0] - before[0] for row in rows for before, after in itertools.pairwise(row))
        even = pitch > self.length and all(abs(step - pitch) <= _UNEVEN for step in steps)
        return round(pitch - self.length, 4) if even else None

    @property
    def path(self) -> str:
        """Return the path: a line for each row, to be dashed by `gap`; without one, a stroke at every point.

        Strokes of no length with round caps are dots (SVG 2, 13.5.4), and dashes begin anew with each row (13.5.6).
        """
        gap = self.gap
        rows = self._rows if gap is not None else [[point] for point in self.points]
        found, last = [], None
        for row in rows:
            x, y = px(row[0][0] - self.length / 2), px(row[0][1])
            long = px((len(row) - 1) * (self.length + (gap or 0)) + (self.length or (0 if gap is None else _BEYOND)))
            found.append(f"m{px(x - last[0])} {px(y - last[1])}h{long}" if last else f"M{x} {y}h{long}")
            last = (x + long, y)
        return "".join(found)


_UNEVEN = 0.021  # pixels: what rounding to hundredths does to two neighbours
_BEYOND = 0.1  # pixels by which a row of dots goes on, so that its last one lies on it


@dataclass(frozen=True, slots=True)
class Contours:
    """Very many lines, drawn as one path; closed, what lies within an odd number of them is one surface."""

    lines: tuple[tuple[Point, ...], ...]
    role: str
    closed: bool = True
    status: str = "documented"
    kind: str = field(default="contours", init=False)

    @property
    def path(self) -> str:
        """Return the lines as a path."""
        return _path(self.lines, closed=self.closed)


def _path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return lines as the data of a path: tenths of a pixel, each point from the one before (SVG 2, 9.3).

    So a shape is written alike wherever it stands, and packs small: in the other drawing, and beside its equals.
    """
    found: list[str] = []
    at = (0, 0)
    for line in lines:
        start = last = at
        steps: list[str] = []
        for x, y in line:
            point = (round(x * 10), round(y * 10))
            if point != last or not steps:
                down = _tenths(point[1] - last[1])
                steps.append(f"{_tenths(point[0] - last[0])}{down if down.startswith('-') else f' {down}'}")
                start = start if len(steps) > 1 else point
                last = point
        if steps:
            found.append("m" + " ".join(steps if len(steps) > 1 else [*steps, "0 0"]).replace(" -", "-") + "z" * closed)
        at = start if closed else last
    return "".join(found)


def _tenths(number: int) -> str:
    """Return a tenth of a number, as short as SVG takes it: `.5`, `-12`."""
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"  # noqa: PLR2004 - 1


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point. `anchor` is where the point lies: at their `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    role: str = "label"
    anchor: str = "start"
    kind: str = field(default="label", init=False)

    @property
    def wide(self) -> float:
        """Return how many pixels the words are wide; those of a role that only an explainer knows, about."""
        return px(width_of(self.text, self.role if self.role in SIZES else "label"))


@dataclass(frozen=True, slots=True)
class Markup:
    """SVG that a library drew and `markup.py` made safe: writers’ charts hold curves that no shape above can say."""

    svg: str
    kind: str = field(default="markup", init=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together.

    `dim` is the position of the control (from 1) while which it does not fade, `only` the one at which alone it shows;
    `href` makes it a link.
    """

    shapes: tuple["Shape", ...]
    dim: int | None = None
    only: int | None = None
    href: str | None = None
    kind: str = field(default="group", init=False)


Shape = Line | Box | Trace | Disc | Dots | Contours | Label | Markup | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a surface of a width and height in pixels."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def linked(self) -> bool:
        """Say whether links stand in the drawing: then it is no single picture to those who cannot see it."""
        return any(isinstance(shape, Group) and shape.href for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a figure. `columns` are names for programs; what readers see above them is up to the template."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names for the columns of a table, each its own: the second `Length` is the column `Length (2)`."""
    found: list[str] = []
    for name in names:
        tries = (name, *(f"{name} ({number})" for number in range(2, len(names) + 1)))
        found.append(next(one for one in tries if one not in found))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure drawn twice, for wide and for narrow columns, with its data as a table.

    `values` are results that the template puts into sentences, such as the scale; `detents` the words of its control's
    positions, the first of which is chosen when the page opens.
    An illustration has no table. A figure that its template shows `in_html` is drawn for its file alone.
    """

    wide: Drawing
    narrow: Drawing
    table: Table | None
    values: Mapping[str, str] = field(default_factory=dict)
    detents: tuple[str, ...] = ()
    in_html: bool = False


class Fault(Exception):  # noqa: N818 - it is in the data, and no error of the program
    """Data that cannot be drawn; the message is a sentence for the writer, `parameter` the field that it is about.

    `place` is where it is wrong, if not in the block, and `hint` what to do, if not to look at the parameter.
    """

    def __init__(self, message: str, parameter: str = "", place: Place | None = None, hint: str = "") -> None:
        """Keep the sentence, the field's name, the place and the remedy."""
        super().__init__(message)
        self.parameter, self.place, self.hint = parameter, place, hint


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from data to pixels: `start` lies at pixel `at`, and one unit is `unit` pixels long."""

    start: float
    at: float
    unit: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.at + (value - self.start) * self.unit

    def length(self, value: float) -> float:
        """Return the pixels of a distance."""
        return value * self.unit


def fitted(start: float, end: float, first: float, last: float) -> Scale:
    """Return the scale that lays `start` at pixel `first` and `end` at pixel `last`."""
    return Scale(start, first, (last - first) / (end - start) if end != start else 0.0)


def ruler(scale: Scale, ticks: Iterable[tuple[float, str]], y: float, unit: str) -> tuple[Shape, ...]:
    """Return a ruler below a drawing: a line with a tick and a number at every value, and the unit behind the last."""
    marks = tuple(ticks)
    first, last = px(scale(marks[0][0])), px(scale(marks[-1][0]))
    shapes: list[Shape] = [Line(first, px(y), last, px(y), "axis")]
    for value, words in marks:
        x = px(scale(value))
        shapes += [Line(x, px(y), x, px(y + 6), "axis"), Label(x, px(y + 20), words, "tick", "middle")]
    shapes.append(Label(last, px(y + 36), unit, "unit", "end"))
    return tuple(shapes)
