"""A map’s view: which projection shows some places best, and where they lie on a surface of some pixels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explainery.draw.clipping import Box, pieces, within
from explainery.draw.earth import atlas
from explainery.draw.earth.projections import Azimuthal, Conic, EqualEarth, Projection
from explainery.draw.earth.sphere import RADIUS, Coordinates, distance, wrapped
from explainery.draw.shapes import Point

_WIDE, _WIDEST = 30.0, 150.0  # degrees of longitude from which a region may be conic, and up to which
_LEAN = 1.6  # how many times as wide as high it then is
_SLANTS = (15.0, 70.0)  # latitudes between which it lies
_WORLD = 70.0  # degrees from the middle of a region to its farthest place, from which it is the world
_APART = 0.7  # pixels between two points of a shore; those that lie nearer to the last are left out
_OFF = 0.4  # pixels that a point must lie off the line between others to be drawn
_SMALLEST = 1.0  # pixels; a surface that is less wide and less high is left out


@dataclass(frozen=True, slots=True)
class View:
    """A part of a projection’s plane (`box`, in km), drawn so many pixels wide and high."""

    projection: Projection
    box: Box
    width: float
    height: float

    @property
    def pixels(self) -> float:
        """Return the pixels of a kilometre of the plane."""
        return self.width / (self.box[2] - self.box[0])

    @property
    def scale(self) -> float:
        """Return the pixels of a kilometre on the ground, to the east, in the middle of the map."""
        return self.pixels * self.projection.scale()

    def at(self, place: Coordinates) -> Point:
        """Return the pixel at which a place lies."""
        return self._pixel(self.projection(place))

    def plane(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return points of the plane, in km, in pixels."""
        return tuple(map(self._pixel, points))

    def land(self) -> tuple[tuple[Point, ...], ...]:
        """Return the outlines of all land in the view, in pixels; what lies within an odd number of them is land."""
        return tuple(
            part
            for outline in self._near(atlas.land())
            for line in self.projection.outline(outline)
            for part in self._seen(line)
        )

    def borders(self) -> tuple[tuple[Point, ...], ...]:
        """Return the borders of countries in the view, in pixels."""
        return tuple(
            part
            for outline in self._near(atlas.borders())
            for part in self.line(list(zip(outline.latitudes, outline.longitudes, strict=True)))
        )

    def line(self, places: Sequence[Coordinates]) -> tuple[tuple[Point, ...], ...]:
        """Return the pieces of a line through places that lie in the view, in pixels."""
        return tuple(self._thinned(piece) for line in self.projection.line(places) for piece in pieces(line, self.box))

    def surface(self, places: Sequence[Coordinates]) -> tuple[tuple[Point, ...], ...]:
        """Return the outlines of a surface around places in the view, in pixels. The last place is the first."""
        longitudes = [places[0][1]]
        for _, longitude in places[1:]:
            longitudes.append(longitudes[-1] + wrapped(longitude - longitudes[-1]))
        lines = self.projection.surface(longitudes, [latitude for latitude, _ in places])
        return tuple(part for line in lines for part in self._seen(line))

    def _seen(self, line: Sequence[Point]) -> Iterable[tuple[Point, ...]]:
        """Yield the part of a surface in the view, in pixels, where it is large enough to be seen."""
        part = self._thinned(within(line, self.box))
        if len(part) > 2 and max(_size(part)) >= _SMALLEST:  # noqa: PLR2004 - a surface has three corners
            yield part

    def _near(self, outlines: Iterable[atlas.Outline]) -> Iterable[atlas.Outline]:
        """Return the outlines that are large enough to be seen, and may reach into the view."""
        outlines = (line for line in outlines if 2 * line.reach * self.pixels >= _SMALLEST)
        if not isinstance(self.projection, Azimuthal):
            return outlines
        left, low, right, high = self.box
        corners = [self.projection.place((x, y)) for x in (left, right) for y in (low, high)]
        middle = self.projection.middle
        reach = max(distance(middle, corner) for corner in corners)
        return (line for line in outlines if distance(middle, line.middle) <= reach + line.reach)

    def _pixel(self, point: Point) -> Point:
        left, _, _, high = self.box
        return (point[0] - left) * self.pixels, (high - point[1]) * self.pixels

    def _thinned(self, line: Sequence[Point]) -> tuple[Point, ...]:
        """Return a line in pixels without the points that nobody would miss."""
        left, _, _, high = self.box
        pixels, least = self.pixels, _APART**2
        found: list[Point] = []
        last_x = last_y = -math.inf
        for far, up in line:
            x, y = (far - left) * pixels, (high - up) * pixels
            if (x - last_x) ** 2 + (y - last_y) ** 2 >= least:
                found.append((x, y))
                last_x, last_y = x, y
        return _smooth(found)


def projection_for(places: Sequence[Coordinates]) -> Projection:
    """Return the projection that suits a region with some places at its edges.

    The world, where some lie farther than 70° from the middle; conic for a region that is wide, and lies between the
    tropics and the poles; azimuthal for the rest.
    """
    south, north = min(place[0] for place in places), max(place[0] for place in places)
    west, span = _longitudes([place[1] for place in places])
    middle = _middle(places, ((south + north) / 2, wrapped(west + span / 2)))
    if max(distance(middle, place) for place in places) > math.radians(_WORLD) * RADIUS:
        return EqualEarth(wrapped(west + span / 2) if span < 300 else 0.0, (south + north) / 2)  # noqa: PLR2004
    lean = span * math.cos(math.radians((south + north) / 2)) / max(north - south, 1e-9)
    least, most = _SLANTS
    if (
        _WIDE <= span <= _WIDEST
        and lean >= _LEAN
        and (least <= south <= north <= most or -most <= south <= north <= -least)
    ):
        return Conic(south, north, wrapped(west + span / 2))
    return Azimuthal(middle)


def _longitudes(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return where the shortest stretch of longitudes that holds some begins, and how long it is."""
    ordered = sorted({wrapped(longitude) for longitude in longitudes})
    gaps = [(after - before, after) for before, after in pairwise(ordered)]
    gaps.append((ordered[0] + 360 - ordered[-1], ordered[0]))
    gap, west = max(gaps)
    return west, 360 - gap


def _middle(places: Sequence[Coordinates], guess: Coordinates) -> Coordinates:
    """Return the place around which some places lie evenly in an azimuthal plane."""
    if max(distance(guess, place) for place in places) > math.radians(_WORLD + 20) * RADIUS:
        return guess
    for _ in range(4):
        plane = Azimuthal(guess)
        points = [plane(place) for place in places]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        guess = plane.place(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return guess


def view_of(
    projection: Projection, points: Sequence[Point], width: float, shape: tuple[float, float], margin: float = 0
) -> View:
    """Return the view of some points in a projection’s plane, so many pixels wide, with a margin in pixels.

    `shape` is the least and the greatest of its height as a share of its width; where the points are wider or higher,
    there is more room around them.
    """
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    height = (width - 2 * margin) * (high - low) / max(right - left, 1e-9) + 2 * margin
    height = min(max(height, width * shape[0]), width * shape[1])
    pixel = max((right - left) / (width - 2 * margin), (high - low) / (height - 2 * margin))
    x, y, across, up = (left + right) / 2, (low + high) / 2, pixel * width / 2, pixel * height / 2
    return View(projection, (x - across, y - up, x + across, y + up), width, height)


def _smooth(line: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line without points that lie next to the line between others (Douglas and Peucker 1973)."""
    if not line:
        return ()
    kept = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        first, last = stretches.pop()
        (x, y), (to_x, to_y) = line[first], line[last]
        across, down = to_x - x, to_y - y
        length = math.hypot(across, down)
        farthest, at = _OFF, 0
        for number in range(first + 1, last):
            right, below = line[number][0] - x, line[number][1] - y
            off = abs(right * down - below * across) / length if length else math.hypot(right, below)
            if off > farthest:
                farthest, at = off, number
        if at:
            kept.add(at)
            stretches += [(first, at), (at, last)]
    return tuple(line[number] for number in sorted(kept))


def _size(points: Sequence[Point]) -> tuple[float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs), max(ys) - min(ys)
