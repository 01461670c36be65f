"""Words that find their place: apart from one another, beside what they are about, and inside of the drawing.

Nothing here changes a size: what has no room moves, or is left out where it is one of many ticks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from explainery.draw.shapes import Label, px
from explainery.draw.words import SIZES, width_of

ASCENT, DESCENT = 0.75, 0.25
"""How far letters reach above and below the line that they stand on, as shares of their size."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in a drawing, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area", gap: float = 0) -> bool:
        """Say whether two areas lie on one another, or closer than a gap."""
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom + gap and other.top < self.bottom + gap

    def holds(self, other: "Area") -> bool:
        """Say whether another area lies inside of this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def area_of(label: Label) -> Area:
    """Return the room that the words of a label take."""
    wide, size = width_of(label.text, label.role), SIZES[label.role]
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return Area(left, label.y - ASCENT * size, left + wide, label.y + DESCENT * size)


def spread(wanted: Sequence[float], sizes: Sequence[float], first: float, last: float) -> tuple[float, ...]:
    """Return the middles of things in one row, as near to where they are wanted as they can be without overlap.

    `wanted` rises, `sizes` are how long each thing is; they stay between `first` and `last`, and run past `last` only
    where they are longer than that together. Least squares, by pooling those that meet (pool adjacent violators).
    """
    offsets, total = [], 0.0
    for size in sizes:
        offsets.append(total + size / 2)
        total += size
    pools: list[list[float]] = []  # sum and number of what each pool wants
    for at, offset in zip(wanted, offsets, strict=True):
        pools.append([at - offset, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            number, count = pools.pop()
            pools[-1][0] += number
            pools[-1][1] += count
    starts = [total_ / count for total_, count in pools for _ in range(int(count))]
    latest = max(first, last - total)
    return tuple(min(max(start, first), latest) + offset for start, offset in zip(starts, offsets, strict=True))


def thinned(labels: Sequence[Label], gap: float = 8) -> tuple[Label, ...]:
    """Return every label of a row of ticks, or every second, third and so on, so that none comes near the next."""
    for step in range(1, len(labels) + 1):
        kept = labels[::step]
        if not any(area_of(one).meets(area_of(other), gap) for one, other in pairwise(kept)):
            return tuple(kept)
    return tuple(labels[:1])


def inside(label: Label, first: float, last: float) -> Label:
    """Return a label between two pixels: where it would leave them, it begins at the first or ends at the last."""
    area = area_of(label)
    if area.left < first:
        return replace(label, x=px(first), anchor="start")
    return replace(label, x=px(last), anchor="end") if area.right > last else label


def lines_of(labels: Iterable[Label], gap: float = 10) -> tuple[int, ...]:
    """Return a line for each label, from 0, so that no two on one line come closer than a gap in pixels."""
    areas = map(area_of, labels)
    return packed(((area.left, area.right) for area in areas), gap)


def packed(reaches: Iterable[tuple[float, float]], gap: float = 10) -> tuple[int, ...]:
    """Return a line for each reach across, from 0, so that no two on one line come closer than a gap in pixels."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for start, end in reaches:
        line = next(
            (
                at
                for at, spans in enumerate(taken)
                if all(end + gap <= left or right + gap <= start for left, right in spans)
            ),
            len(taken),
        )
        if line == len(taken):
            taken.append([])
        taken[line].append((start, end))
        found.append(line)
    return tuple(found)
