"""Places on the Earth, taken as a sphere: distances, great circles, and circles around a place.

All angles are in degrees, all lengths in kilometres. The sphere has the mean radius of the Earth, so a distance is off
by at most about half a per cent.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

RADIUS = 6371.0088
"""Kilometres: the mean radius of the ellipsoid GRS 80 (Moritz, Geodetic Reference System 1980, R1)."""

Coordinates = tuple[float, float]
"""Latitude and longitude in degrees, north and east positive."""

_STEP = 1.0  # degrees between two points of a great circle


def wrapped(longitude: float) -> float:
    """Return a longitude from -180 up to, but not at, 180."""
    return (longitude + 180) % 360 - 180


def distance(one: Coordinates, other: Coordinates) -> float:
    """Return the length of the great circle between two places in km (the haversine formula, Sinnott 1984)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(lat), math.radians(lon)) for lat, lon in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def great_circle(stops: Sequence[Coordinates]) -> tuple[Coordinates, ...]:
    """Return the shortest way along some places, a point at every degree of it (spherical linear interpolation).

    Two places that lie exactly opposite each other have no shortest way; the line then leads over a pole, and between
    the poles along the meridian of the first place.
    """
    found = [stops[0]]
    for one, other in pairwise(stops):
        a, b = _vector(one), _vector(other)
        angle = distance(one, other) / RADIUS
        if math.pi - angle < 1e-6:  # noqa: PLR2004 - opposite, as far as numbers tell
            between = (90.0, 0.0) if abs(one[0]) < 89 else (0.0, one[1])  # noqa: PLR2004 - no pole itself
            found += great_circle((one, between, other))[1:]
            continue
        steps = max(1, math.ceil(math.degrees(angle) / _STEP))
        for step in range(1, steps):
            part = step / steps
            first, second = (math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle))
            x, y, z = (first * p + second * q for p, q in zip(a, b, strict=True))
            found.append((math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))))
        found.append(other)
    return tuple(found)


def circle(middle: Coordinates, radius: float, points: int = 120) -> tuple[Coordinates, ...]:
    """Return a circle of some kilometres around a place, closed.

    Each point is where one comes to who sets out in a direction (Snyder, Map Projections: A Working Manual, 1987, 5-5
    and 5-6, p. 31).
    """
    lat, lon = math.radians(middle[0]), math.radians(middle[1])
    reach = radius / RADIUS
    found = []
    for step in range(points):
        azimuth = 2 * math.pi * step / points
        up = math.asin(
            max(-1.0, min(1.0, math.sin(lat) * math.cos(reach) + math.cos(lat) * math.sin(reach) * math.cos(azimuth)))
        )
        along = math.atan2(
            math.sin(reach) * math.sin(azimuth),
            math.cos(lat) * math.cos(reach) - math.sin(lat) * math.sin(reach) * math.cos(azimuth),
        )
        found.append((math.degrees(up), wrapped(math.degrees(lon + along))))
    return (*found, found[0])


def _vector(place: Coordinates) -> tuple[float, float, float]:
    lat, lon = math.radians(place[0]), math.radians(place[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
