"""Lines and surfaces cut off at the sides of a rectangle."""

from collections.abc import Sequence
from itertools import pairwise

from explainery.draw.shapes import Point

Box = tuple[float, float, float, float]
"""The least x and y of a rectangle, and the largest."""


def within(points: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a surface in a rectangle, side by side (Sutherland and Hodgman 1974); empty for none.

    Parts that lie apart are joined by lines on the rectangle's sides.
    """
    left, low, right, high = box
    found = list(points)
    for axis, side, below in ((0, left, False), (0, right, True), (1, low, False), (1, high, True)):
        if not found:
            return []
        found = _one_side(found, axis, side, below=below)
    return found


def _one_side(points: list[Point], axis: int, side: float, *, below: bool) -> list[Point]:
    flags = [point[axis] <= side if below else point[axis] >= side for point in points]
    if all(flags):
        return points
    found = []
    last, was = points[-1], flags[-1]
    for point, now in zip(points, flags, strict=True):
        if now != was:
            part = (side - last[axis]) / (point[axis] - last[axis])
            across = last[1 - axis] + part * (point[1 - axis] - last[1 - axis])
            found.append((side, across) if axis == 0 else (across, side))
        if now:
            found.append(point)
        last, was = point, now
    return found


def pieces(points: Sequence[Point], box: Box) -> list[list[Point]]:
    """Return the pieces of a line in a rectangle (Liang and Barsky 1984)."""
    left, low, right, high = box
    found: list[list[Point]] = []
    for (x, y), (to_x, to_y) in pairwise(points):
        first, last = 0.0, 1.0
        dx, dy = to_x - x, to_y - y
        for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - low), (dy, high - y)):
            if step < 0:
                first = max(first, room / step)
            elif step > 0:
                last = min(last, room / step)
            elif room < 0:
                last = -1.0
        if first > last:
            continue
        start = (x + first * dx, y + first * dy)
        end = (to_x, to_y) if last == 1 else (x + last * dx, y + last * dy)  # where the next piece begins, exactly
        if found and found[-1][-1] == start:
            found[-1].append(end)
        else:
            found.append([start, end])
    return found
