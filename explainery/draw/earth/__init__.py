"""The Earth in drawings: places, ways and circles on it, the land, and how a part of it is laid into a plane."""

from explainery.draw.earth.projections import Azimuthal, Conic, EqualEarth, Projection
from explainery.draw.earth.sphere import RADIUS, Coordinates, circle, distance, great_circle
from explainery.draw.earth.view import View, projection_for, view_of

__all__ = [
    "RADIUS",
    "Azimuthal",
    "Conic",
    "Coordinates",
    "EqualEarth",
    "Projection",
    "View",
    "circle",
    "distance",
    "great_circle",
    "projection_for",
    "view_of",
]
