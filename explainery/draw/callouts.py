"""Labels beside the things that they name, in a plane where those may lie anywhere: on a map, on a picture.

Each label is set right beside its thing, or further off with a line that leads to it, so that no two labels meet, none
leaves the drawing, and none lies on a thing.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from explainery.draw.clipping import pieces
from explainery.draw.placing import ASCENT, Area
from explainery.draw.shapes import WIDE, Label, Line, Point, Shape, px
from explainery.draw.words import SIZES, width_of, wrapped

LINE = 1.15
"""How far two lines of one label lie apart, as a share of the size of their letters."""

_AIR = 2.0  # pixels around every label
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_RINGS = (14.0, 22.0, 32.0, 44.0, 58.0, 74.0, 92.0, 112.0, 140.0, 170.0, 210.0, 260.0, 320.0)
_TURNS = 16  # directions on each ring
_SLANT = 0.7  # of the way to the side of a thing is that to its slanting edge
_CHOICE = 8  # of so many free places, the one that lies on the fewest lines is taken
_NEAR = 60  # pixels


@dataclass(frozen=True, slots=True)
class Callout:
    """Words for a thing at a point, which takes up `clear` pixels around it; where it is 0, words may lie on it."""

    at: Point
    lines: tuple[str, ...]
    clear: float = 6
    role: str = "label"

    @property
    def size(self) -> Point:
        """Return how wide and high the words are."""
        letters = SIZES[self.role]
        return max(width_of(line, self.role) for line in self.lines), letters * (1 + LINE * (len(self.lines) - 1))


@dataclass(frozen=True, slots=True)
class Placed:
    """A callout with the room of its words, and the line that leads there; none where they are right beside it."""

    of: Callout
    area: Area
    leader: tuple[Point, Point] | None = None

    def shapes(self) -> tuple[Shape, ...]:
        """Return the words, and the line."""
        left, top, right = self.area.left, self.area.top, self.area.right
        letters, x = SIZES[self.of.role], self.of.at[0]
        at, anchor = (left + right) / 2, "middle"
        if left >= x:  # words that are narrower than was reckoned still begin at their thing
            at, anchor = left, "start"
        elif right <= x:
            at, anchor = right, "end"
        words = tuple(
            Label(px(at), px(top + letters * (ASCENT + LINE * number)), line, self.of.role, anchor)
            for number, line in enumerate(self.of.lines)
        )
        if self.leader is None:
            return words
        (x, y), (to_x, to_y) = self.leader
        return Line(px(x), px(y), px(to_x), px(to_y), "leader"), *words


def called_out(
    callouts: Sequence[Callout],
    bounds: Area,
    lines: Iterable[Sequence[Point]] = (),
    reach: float = math.inf,
    *,
    strict: bool = True,
) -> tuple[Placed, ...] | None:
    """Return a place for each callout within the bounds, in their order; None where there is not room for all.

    Words keep off `lines` where they can. They lie at most `reach` pixels from their thing. Where that is not `strict`,
    a line that leads to words may cross others, and other things.
    """
    things = [_around(callout) for callout in callouts if callout.clear]
    pairs = [pair for line in lines for pair in pairwise(line)]
    found: dict[int, Placed] = {}
    for number in sorted(range(len(callouts)), key=lambda number: -_crowd(callouts[number], callouts)):
        ways = (
            way
            for way in _ways(callouts[number], bounds, reach)
            if _is_free(way, things, found.values(), strict=strict)
        )
        choice = list(islice(ways, _CHOICE if pairs else 1))
        if not choice:
            return None
        # The first ways are the nearest ones; one further off is better than words on a line.
        found[number] = min(choice, key=lambda way: sum(_crosses(pair, way.area) for pair in pairs))
    return tuple(found[number] for number in range(len(callouts)))


def _around(callout: Callout) -> Area:
    (x, y), clear = callout.at, callout.clear
    return Area(x - clear, y - clear, x + clear, y + clear)


def _crowd(callout: Callout, others: Iterable[Callout]) -> int:
    """Return how many things lie near that of a callout: where they are many, words are placed first."""
    return sum(math.dist(callout.at, other.at) < _NEAR for other in others)


def _ways(callout: Callout, bounds: Area, reach: float) -> Iterator[Placed]:
    """Yield all places that a callout could have, the nearest first."""
    (x, y), (wide, high) = callout.at, callout.size
    for across, down in _SIDES if callout.clear else ((0, 0), *_SIDES):
        gap = callout.clear * (1 if across == 0 or down == 0 else _SLANT) + _AIR
        left = x - wide / 2 + across * (wide / 2 + gap)
        top = y - high / 2 + down * (high / 2 + gap)
        way = Placed(callout, Area(left, top, left + wide, top + high))
        if bounds.holds(way.area):
            yield way
    for ring in (ring for ring in _RINGS if ring <= reach):
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            right, below = math.cos(angle), math.sin(angle)
            to = (x + (callout.clear + ring) * right, y + (callout.clear + ring) * below)
            left = to[0] - wide * (1 - right) / 2
            top = to[1] - high * (1 - below) / 2
            area = Area(left, top, left + wide, top + high)
            if bounds.holds(area):
                start = (x + callout.clear * right, y + callout.clear * below)
                yield Placed(callout, area, (start, (to[0] - _AIR * right, to[1] - _AIR * below)))


def _is_free(way: Placed, things: Sequence[Area], others: Iterable[Placed], *, strict: bool) -> bool:
    """Say whether words and leader lie on no thing, and on no other words and leader."""
    own = _around(way.of)
    if any(way.area.meets(taken, _AIR) for taken in (*things, *(other.area for other in others))):
        return False
    if not strict:
        return True
    if way.leader and any(_crosses(way.leader, thing) for thing in things if thing != own):
        return False
    for other in others:
        if way.leader and (_crosses(way.leader, other.area) or (other.leader and _cross(way.leader, other.leader))):
            return False
        if other.leader and _crosses(other.leader, way.area):
            return False
    return True


def _crosses(line: tuple[Point, Point], area: Area) -> bool:
    """Say whether a line passes through an area, or right beside it."""
    return bool(pieces(line, (area.left - 1, area.top - 1, area.right + 1, area.bottom + 1)))


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Say whether two lines cross each other: the ends of each lie on two sides of the other."""

    def side(line: tuple[Point, Point], point: Point) -> float:
        (x1, y1), (x2, y2) = line
        return (x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1)

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


def keyed(width: float, foot: float, words: Sequence[str]) -> tuple[tuple[Shape, ...], float]:
    """Return numbers from 1 with the words that they stand for, below what ends at `foot`, and where they end."""
    if not words:
        return (), foot
    columns = 3 if width == WIDE else 1
    across = width / columns
    side = max(width_of(str(number), "tick") for number in range(1, len(words) + 1)) + 8
    lines = [wrapped(one, across - side - 12, "tick", 3) for one in words]
    rows = math.ceil(len(words) / columns)
    shapes: list[Shape] = []
    y = foot + 10
    for row in range(rows):
        numbers = range(row, len(words), rows)
        for column, number in enumerate(numbers):
            x = column * across
            shapes.append(Label(px(x + side - 8), px(y + 15), str(number + 1), "tick", "end"))
            shapes += [Label(px(x + side), px(y + 15 + 17 * at), line, "tick") for at, line in enumerate(lines[number])]
        y += 5 + 17 * max(len(lines[number]) for number in numbers)
    return tuple(shapes), y + 4
