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
    def hatch(self) -> "tuple[Line, ...]":
        """Return the lines at 45° that fill an announced box; none for any other status."""
        if self.status != "announced":
            return ()
        step, found = 6.0, []
        at = self.x - self.height + min(step, self.width + self.height) / 2  # even the smallest box has a line
        while at < self.x + self.width:
            start = (max(at, self.x), self.y + self.height - max(0.0, self.x - at))
            end_x = min(at + self.height, self.x + self.width)
            end = (end_x, self.y + self.height - (end_x - at))
            if end[0] > start[0]:
                found.append(Line(px(start[0]), px(start[1]), px(end[0]), px(end[1]), "hatch"))
            at += step
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Trace:
    """A line through many points; closed, it is a surface."""

    points: tuple[Point, ...]
    role: str
    closed: bool = False
    status: str = "documented"
    kind: str = field(default="trace", init=False)

    @property
    def pairs(self) -> str:
        """Return the points as SVG writes them: `0,1 2,3`."""
        return " ".join(f"{px(x)},{px(y)}" for x, y in self.points)


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
    """Very many equal dots, drawn as one path of zero-length strokes with round ends; with a length, of dashes."""

    points: tuple[Point, ...]
    diameter: float
    role: str
    length: float = 0
    kind: str = field(default="dots", init=False)

    @property
    def path(self) -> str:
        """Return the path: a stroke of no length at every point (SVG 2, 13.5.4: round caps make it a dot).

        Each is reached from the one before, so that an even grid repeats itself and packs small.
        """
        long = px(self.length)
        points = [(px(x - long / 2), px(y)) for x, y in self.points]
        steps = itertools.pairwise(points)
        moves = (f"m{px(x - last_x - long)} {px(y - last_y)}h{long}" for (last_x, last_y), (x, y) in steps)
        return f"M{points[0][0]} {points[0][1]}h{long}" + "".join(moves) if points else ""


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
        """Return the path: tenths of a pixel, each point from the one before (SVG 2, 9.3), which packs small."""
        end = "z" if self.closed else ""
        return "".join(f"{_steps(line)}{end}" for line in self.lines)


def _steps(line: Iterable[Point]) -> str:
    found: list[str] = []
    last = (0, 0)
    for x, y in line:
        at = (round(x * 10), round(y * 10))
        across, down = (_tenths(now - before) for now, before in zip(at, last, strict=True))
        if at != last or not found:
            found.append(f"{across}{down if down.startswith('-') else f' {down}'}")
            if len(found) == 1:
                found = [f"M{found[0]}l"]
        last = at
    return found[0] + (" ".join(found[1:]).replace(" -", "-") or "0 0")


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
