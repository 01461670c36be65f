"""Land and borders of the whole Earth at 1:50 million, from the file `land.bin` beside this.

They are those of Natural Earth (naturalearthdata.com, in the public domain) as the package world-atlas has them (ISC:
`LICENSE` beside this). `tools/land.py` makes the file, which zlib compresses. In it, little-endian: the origin of a
grid in degrees of longitude and latitude, and its steps (four doubles); then twice, for land and for borders, how many
lines there are, the points of each (unsigned integers), where each starts (two integers), and the steps from point to
point (16 bits, across and up by turns), first their low bytes and then their high ones.
"""

import functools
import math
import struct
import sys
import zlib
from array import array
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from explainery.draw.earth.sphere import RADIUS, Coordinates, distance

_FILE = Path(__file__).with_name("land.bin")


@dataclass(frozen=True, slots=True)
class Outline:
    """A line on the Earth in degrees. Longitudes run on beyond ±180°, so that no step is longer than half a turn.

    All its points lie within `reach` kilometres of `middle`.
    """

    longitudes: tuple[float, ...]
    latitudes: tuple[float, ...]
    middle: Coordinates
    reach: float


@functools.cache
def land() -> tuple[Outline, ...]:
    """Return the outlines of all land and of the seas within it (the Caspian), closed: each lies on land's edge."""
    return _layers()[0]


@functools.cache
def borders() -> tuple[Outline, ...]:
    """Return the lines between countries."""
    return _layers()[1]


@functools.cache
def _layers() -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """Return land and borders. The file is read once a process, and only where a map is drawn."""
    content = zlib.decompress(_FILE.read_bytes())
    west, south, across, up = struct.unpack_from("<4d", content)
    at, layers = 32, []
    for _ in range(2):
        (number,) = struct.unpack_from("<I", content, at)
        counts = struct.unpack_from(f"<{number}I", content, at + 4)
        starts = struct.unpack_from(f"<{2 * number}i", content, at + 4 + 4 * number)
        at += 4 + 12 * number
        steps = array("h", bytes(4 * (sum(counts) - number)))
        length = 2 * len(steps)
        data = bytearray(length)
        data[0::2], data[1::2] = content[at : at + length // 2], content[at + length // 2 : at + length]
        at += length
        steps = array("h")
        steps.frombytes(data)
        if sys.byteorder == "big":
            steps.byteswap()
        first, lines = 0, []
        for count, x, y in zip(counts, starts[0::2], starts[1::2], strict=True):
            last = first + 2 * (count - 1)
            longitudes = tuple(west + across * step for step in accumulate(steps[first:last:2], initial=x))
            latitudes = tuple(south + up * step for step in accumulate(steps[first + 1 : last : 2], initial=y))
            lines.append(_outline(longitudes, latitudes))
            first = last
        layers.append(tuple(lines))
    return layers[0], layers[1]


def _outline(longitudes: tuple[float, ...], latitudes: tuple[float, ...]) -> Outline:
    """Return a line with the cap that holds it, which is no smaller than needed, but may be larger."""
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    middle = ((south + north) / 2, (west + east) / 2)
    if east - west > 180:  # noqa: PLR2004 - degrees: then the farthest point need not be at a corner
        return Outline(longitudes, latitudes, middle, math.pi * RADIUS)
    reach = max(distance(middle, (latitude, west)) for latitude in (south, north))
    return Outline(longitudes, latitudes, middle, reach)
