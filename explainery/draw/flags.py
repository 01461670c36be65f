"""Words on lines that rise from a common edge, each beside its line, so that no words lie on others or on a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from explainery.draw.words import width_of, wrapped

_GAP = 6  # pixels between a line and its words, and between words side by side
_MOST = 40  # lines of one text


@dataclass(frozen=True, slots=True)
class Flag:
    """Words at a line: where the line lies, the lines of the text, on which side they stand, and on which levels.

    Levels count from 0 at the edge; the last line of the text stands on `level`.
    """

    x: float
    lines: tuple[str, ...]
    anchor: str
    level: int

    @property
    def top(self) -> int:
        """Return the level of the first line of the text, to which its line rises."""
        return self.level + len(self.lines) - 1


def flags(
    marks: Sequence[tuple[float, str]], width: float, rooms: Sequence[float], role: str = "label"
) -> tuple[Flag, ...] | None:
    """Return a flag for each mark (across, words), which rise across; None where there is no room for all.

    Their texts are at most as wide as the first of the `rooms` with which they can be placed. Those of the first marks
    stand at the right of their lines, those of the others at the left, so that they are lowest together.
    """
    for room in rooms:
        texts = [wrapped(words, room, role, _MOST) for _x, words in marks]
        wide = [_GAP + max((width_of(line, role) for line in lines), default=0) for lines in texts]
        places = [x for x, _words in marks]
        least = max((at + 1 for at, x in enumerate(places) if x < wide[at]), default=0)
        most = min((at for at, x in enumerate(places) if x + wide[at] > width), default=len(marks))
        splits = ((_levels(places, wide, texts, split), split) for split in range(least, most + 1))
        solved = [(levels, split) for levels, split in splits if levels is not None]
        if solved:
            levels, split = min(solved, key=lambda one: (max(one[0], default=0), -one[1]))
            anchors = ["start" if at < split else "end" for at in range(len(marks))]
            return tuple(map(Flag, places, texts, anchors, levels))
    return None


def _levels(
    places: Sequence[float], wide: Sequence[float], texts: Sequence[tuple[str, ...]], split: int
) -> tuple[int, ...] | None:
    """Return the level of each text, if those before `split` stand at the right; None where two cannot both be drawn.

    One that lies across a line has to stand higher than the words on that line.
    """
    count = len(places)
    reach = [(x, x + wide[at]) if at < split else (x - wide[at], x) for at, x in enumerate(places)]
    below: list[list[int]] = [[] for _ in places]
    for one in range(count):
        for other in range(one + 1, count):
            if reach[one][1] + _GAP <= reach[other][0] or reach[other][1] + _GAP <= reach[one][0]:
                continue
            over_other = reach[one][0] - _GAP < places[other] < reach[one][1] + _GAP
            over_one = reach[other][0] - _GAP < places[one] < reach[other][1] + _GAP
            if one < split <= other and over_one and over_other:
                return None
            if other < split or (one < split and over_other):
                below[one].append(other)
            else:
                below[other].append(one)
    return _stacked(below, [len(lines) for lines in texts])


def _stacked(below: Sequence[Sequence[int]], heights: Sequence[int]) -> tuple[int, ...] | None:
    """Return the lowest level of each, if it has to be above those `below` it; None where they go in a circle."""
    levels = [0] * len(below)
    for _ in range(len(below) + 1):
        wanted = [max((levels[other] + heights[other] for other in under), default=0) for under in below]
        if wanted == levels:
            return tuple(levels)
        levels = wanted
    return None
