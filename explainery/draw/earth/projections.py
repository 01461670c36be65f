"""The three projections of maps, each of which keeps areas equal: for regions, for wide ones, and for the world.

A projection lays places (latitude and longitude in degrees) into a plane in kilometres, x to the east and y to the
north of its middle. Formulas are those for the sphere.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import pairwise

from explainery.draw.clipping import within
from explainery.draw.earth.atlas import Outline
from explainery.draw.earth.sphere import RADIUS, Coordinates, wrapped
from explainery.draw.shapes import Point

_HALF, _TURN, _POLE = 180.0, 360.0, 90.0  # degrees
_STEP = 2.0  # degrees between two points of a line that the edge of a map is bent along
_FAR = 2 * RADIUS * math.sin(math.radians(_POLE) / 2)  # from the middle of an azimuthal map, 90° away


class Projection(ABC):
    """How a place becomes a point in a plane."""

    def __init__(self, middle: Coordinates) -> None:
        """Take the place in the middle of the map."""
        self.middle = middle
        self._laid: dict[int, list[list[Point]]] = {}

    def outline(self, outline: Outline) -> list[list[Point]]:
        """Return the closed lines of an outline of land, laid into the plane once for drawings of any width."""
        if id(outline) not in self._laid:  # the atlas keeps all of its outlines
            self._laid[id(outline)] = self.surface(outline.longitudes, outline.latitudes)
        return self._laid[id(outline)]

    @abstractmethod
    def __call__(self, place: Coordinates) -> Point:
        """Return where a place lies, in km."""

    @abstractmethod
    def surface(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> list[list[Point]]:
        """Return the closed lines of a surface on the sphere; what lies within an odd number of them belongs to it.

        Its longitudes have no jumps: they run on beyond ±180°. A line that leads around the Earth encloses the nearer
        pole.
        """

    @abstractmethod
    def line(self, places: Sequence[Coordinates]) -> list[list[Point]]:
        """Return the pieces of a line on the sphere: several where it leaves the map and comes in on the other side."""

    def scale(self) -> float:
        """Return how long a kilometre to the east is, in the plane, in the middle of the map."""
        latitude, longitude = self.middle
        step = 0.01  # degrees
        (x1, y1), (x2, y2) = self((latitude, longitude - step)), self((latitude, longitude + step))
        return math.hypot(x2 - x1, y2 - y1) / (2 * math.radians(step) * RADIUS * math.cos(math.radians(latitude)))


class Azimuthal(Projection):
    """Lambert’s azimuthal equal-area projection, for a region around a place (Snyder 1987, 24-2 to 24-4, p. 185).

    Snyder 1987 is J. P. Snyder, Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395.
    """

    def __init__(self, middle: Coordinates) -> None:
        """Take the place in the middle of the map."""
        super().__init__(middle)
        latitude = math.radians(middle[0])
        self._sin, self._cos = math.sin(latitude), math.cos(latitude)

    def __call__(self, place: Coordinates) -> Point:
        """Return where a place lies; the one opposite the middle lies anywhere on the rim."""
        latitude, along = math.radians(place[0]), math.radians(place[1] - self.middle[1])
        up, out, ahead = math.sin(latitude), math.cos(latitude), math.cos(along)
        factor = RADIUS * math.sqrt(2 / max(1e-12, 1 + self._sin * up + self._cos * out * ahead))
        return factor * out * math.sin(along), factor * (self._cos * up - self._sin * out * ahead)

    def place(self, point: Point) -> Coordinates:
        """Return the place at a point of the plane (Snyder 1987, 20-14, 20-15 and 24-16, p. 186 f.)."""
        x, y = point
        far = math.hypot(x, y)
        if not far:
            return self.middle
        angle = 2 * math.asin(min(1.0, far / (2 * RADIUS)))
        latitude = math.asin(math.cos(angle) * self._sin + y * math.sin(angle) * self._cos / far)
        longitude = math.atan2(x * math.sin(angle), far * self._cos * math.cos(angle) - y * self._sin * math.sin(angle))
        return math.degrees(latitude), wrapped(self.middle[1] + math.degrees(longitude))

    def surface(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> list[list[Point]]:
        """Return the line of a surface, and the rim of the map where the place opposite the middle belongs to it."""
        points = [self((latitude, longitude)) for longitude, latitude in zip(longitudes, latitudes, strict=True)]
        lines = [list(_along_the_rim(points))]
        if _encloses((-self.middle[0], self.middle[1] + _HALF), longitudes, latitudes):
            rim = (math.radians(step) for step in range(0, int(_TURN), int(_STEP)))
            lines.append([(2 * RADIUS * math.sin(turn), 2 * RADIUS * math.cos(turn)) for turn in rim])
        return lines

    def line(self, places: Sequence[Coordinates]) -> list[list[Point]]:
        """Return the line in one piece."""
        return [list(_along_the_rim([self(place) for place in places]))]


class _Cut(Projection):
    """A projection that is cut open along the meridian opposite its middle."""

    def surface(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> list[list[Point]]:
        """Return the closed lines of a surface, which the cut may divide."""
        points = [(x - self.middle[1], y) for x, y in zip(longitudes, latitudes, strict=True)]
        turn = longitudes[-1] - longitudes[0]
        if abs(turn) > _HALF:  # once around the Earth: it is closed at the pole that it encloses
            points = [(x + turn * part, y) for part in (-1, 0, 1) for x, y in points]
            pole = math.copysign(_POLE, sum(latitudes))
            points += [(points[-1][0], pole), (points[0][0], pole)]
            shifts = [-_TURN * round((points[0][0] + points[-3][0]) / 2 / _TURN)]
        else:
            west, east = min(x for x, _ in points), max(x for x, _ in points)
            first, last = math.ceil((-_HALF - east) / _TURN), math.floor((_HALF - west) / _TURN)
            shifts = [_TURN * number for number in range(first, last + 1)]
        lines = []
        for shift in shifts:
            part = within([(x + shift, y) for x, y in points], (-_HALF, -_POLE, _HALF, _POLE))
            if part:
                lines.append([self((y, x + self.middle[1])) for x, y in _dense([*part, part[0]])])
        return lines

    def line(self, places: Sequence[Coordinates]) -> list[list[Point]]:
        """Return the pieces of a line between cuts."""
        pieces: list[list[Point]] = [[]]
        last: Point | None = None
        for latitude, longitude in places:
            x = wrapped(longitude - self.middle[1])
            if last and abs(x - last[0]) > _HALF:
                side = math.copysign(_HALF, last[0])
                ahead = x + 2 * side  # where it would lie if the map went on
                part = (side - last[0]) / (ahead - last[0]) if ahead != last[0] else 0.0
                crossing = last[1] + part * (latitude - last[1])
                pieces[-1].append((side, crossing))
                pieces.append([(-side, crossing)])
            pieces[-1].append((x, latitude))
            last = (x, latitude)
        return [[self((y, x + self.middle[1])) for x, y in piece] for piece in pieces]

    def _along(self, longitude: float) -> float:
        """Return how far east of the middle a longitude lies, in radians from -π to π."""
        along = longitude - self.middle[1]
        return math.radians(along if -_HALF <= along <= _HALF else wrapped(along))


class Conic(_Cut):
    """Albers’ equal-area conic projection, for regions wider than high (Snyder 1987, 14-1 to 14-6, p. 100).

    Its two parallels that are as long as on the Earth lie a sixth of the region's height from its south and its north.
    """

    def __init__(self, south: float, north: float, longitude: float) -> None:
        """Take the region's latitudes, which lie on one side of the equator, and the longitude of its middle."""
        super().__init__(((south + north) / 2, longitude))
        inset = (north - south) / 6
        first, second = math.radians(south + inset), math.radians(north - inset)
        self._n = (math.sin(first) + math.sin(second)) / 2
        self._c = math.cos(first) ** 2 + 2 * self._n * math.sin(first)
        self._base = self._from_the_tip(self.middle[0])

    def __call__(self, place: Coordinates) -> Point:
        """Return where a place lies."""
        far, turn = self._from_the_tip(place[0]), self._n * self._along(place[1])
        return far * math.sin(turn), self._base - far * math.cos(turn)

    def _from_the_tip(self, latitude: float) -> float:
        return RADIUS * math.sqrt(max(0.0, self._c - 2 * self._n * math.sin(math.radians(latitude)))) / self._n


class EqualEarth(_Cut):
    """The Equal Earth projection, for the world (Šavrič, Patterson and Jenny 2019, eq. 7 to 10).

    B. Šavrič, T. Patterson and B. Jenny: The Equal Earth map projection, International Journal of Geographical
    Information Science 33, 454 to 465.
    """

    _A = (1.340264, -0.081106, 0.000893, 0.003796)

    def __init__(self, longitude: float, latitude: float = 0.0) -> None:
        """Take the longitude of the middle of the map, and the latitude at which its scale is told."""
        super().__init__((latitude, longitude))

    def __call__(self, place: Coordinates) -> Point:
        """Return where a place lies; the equator has y = 0."""
        a1, a2, a3, a4 = self._A
        angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(place[0])))
        square = angle * angle
        sixth = square**3
        slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
        x = 2 * math.sqrt(3) * self._along(place[1]) * math.cos(angle) / (3 * slope)
        return RADIUS * x, RADIUS * angle * (a1 + a2 * square + sixth * (a3 + a4 * square))

    def rim(self) -> list[Point]:
        """Return the edge of the whole map, closed."""
        steps = range(-int(_POLE), int(_POLE) + 1, int(_STEP))
        east = [self((latitude, self.middle[1] + _HALF)) for latitude in steps]
        return [*east, *((-x, y) for x, y in reversed(east)), east[0]]


def _dense(points: Sequence[Point]) -> Iterator[Point]:
    """Yield points in degrees, and more between two that lie far apart: on a map, their line may be bent."""
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, math.ceil(max(abs(to_x - x), abs(to_y - y)) / _STEP))
        for step in range(steps):
            yield x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
    yield points[-1]


def _along_the_rim(points: Sequence[Point]) -> Iterator[Point]:
    """Yield the points of a line, and more between two that lie close together on the sphere, and far apart at the rim.

    So a line around the place opposite the middle never cuts across the map.
    """
    for (x, y), (to_x, to_y) in pairwise(points):
        yield x, y
        far, to_far = math.hypot(x, y), math.hypot(to_x, to_y)
        if far > _FAR and to_far > _FAR:
            turn = math.atan2(x, y)
            by = (math.atan2(to_x, to_y) - turn + math.pi) % (2 * math.pi) - math.pi
            for step in range(1, steps := max(1, math.ceil(abs(math.degrees(by)) / (10 * _STEP)))):
                part = step / steps
                at = far + (to_far - far) * part
                yield at * math.sin(turn + by * part), at * math.cos(turn + by * part)
    yield points[-1]


def _encloses(place: Coordinates, longitudes: Sequence[float], latitudes: Sequence[float]) -> bool:
    """Say whether a surface holds a place: whether one crosses its line an odd number of times on the way to a pole.

    That is the pole which the surface does not hold.
    """
    south = abs(longitudes[-1] - longitudes[0]) > _HALF and sum(latitudes) > 0
    odd = False
    here = (longitudes[0] - place[1]) % _TURN
    for longitude, latitude, to_longitude, to_latitude in zip(
        longitudes, latitudes, longitudes[1:], latitudes[1:], strict=False
    ):
        there = here + to_longitude - longitude
        if not 0 <= there < _TURN:  # the meridian of the place lies between the two
            meridian = 0.0 if there < 0 else _TURN
            crossing = latitude + (to_latitude - latitude) * (meridian - here) / (there - here)
            odd ^= (crossing < place[0]) if south else (crossing > place[0])
        here = there % _TURN
    return odd
