"""How many shapes a drawing has with all that is drawn again: ten lines of copies of copies can make a billion.

`use` draws another element again; so do patterns, markers, masks, clips and filters, for each shape that names one, or
that takes one over from the groups around it. The count is never too small, and may be somewhat too large.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

MOST = 500_000
"""As many shapes as a drawing may have; browsers need some seconds for these."""

ONCE, EACH, CORNERS = "once", "each", "corners"
"""How often an element draws what it names: once; for each shape in it; for each of their corners."""

_DEEPEST = 100  # copies of copies
_APART = ("pattern", "marker", "mask", "clipPath")  # drawn elsewhere, in the styles of the groups around them
_CHEAP = ("linearGradient", "radialGradient")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an element draws beside itself: the id of another one, and how often."""

    name: str
    often: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule of a style sheet lets elements draw: those that have one of these names; None for all."""

    names: frozenset[str] | None
    drawn: Drawn


class _TooManyError(Exception):
    """There is more to count than what may be drawn."""


class Copies:
    """Takes the elements of a drawing as they begin and end, and counts."""

    def __init__(self) -> None:
        """Begin with an empty drawing."""
        self._open: list[int] = []
        self._kinds: list[str] = []  # of all elements, by their number
        self._names: list[frozenset[str]] = []  # by which rules may mean them, and "" for all
        self._parents: list[int] = []
        self._corners: list[int] = []
        self._first: dict[str, int] = {}  # the number of the first element with an id
        self._end: dict[int, int] = {}  # the number behind the last descendant of an element
        self._drawn: list[tuple[int | str, Drawn]] = []  # by the number of the element, or by its id
        self._rules: list[Ruled] = []

    def begin(self, kind: str, identifier: str | None, classes: str, corners: int, drawn: Iterable[Drawn]) -> None:
        """Take an element: its name, its id, its classes, how many corners it has, and what it draws."""
        number = len(self._kinds)
        if identifier is not None:
            self._first.setdefault(identifier, number)
        self._parents.append(self._open[-1] if self._open else -1)
        self._kinds.append(kind)
        self._names.append(frozenset(("", kind, identifier or "", *classes.split())))
        self._corners.append(max(1, corners))
        self._open.append(number)
        self._drawn += ((number, one) for one in drawn)

    def give(self, identifier: str | None, drawn: Iterable[Drawn]) -> None:
        """Take what the element with that id draws, and without one the element around the one that began last."""
        self._drawn += ((identifier or self._parents[-1], one) for one in drawn)

    def rule(self, rules: Iterable[Ruled]) -> None:
        """Take the rules of a style sheet."""
        self._rules += rules

    def end(self) -> None:
        """Take the end of the element that began last."""
        self._end[self._open.pop()] = len(self._kinds)

    def are_too_many(self) -> bool:
        """Say whether the drawing has more shapes than it may, or copies of copies too deep to count."""
        try:
            named = self._all_drawn()
        except _TooManyError:
            return True
        uses = [(number, one.name, 1) for number, one in named if self._kinds[number] == "use" and one.often == ONCE]
        ones = list(accumulate([1] * len(self._kinds), initial=0))
        shapes = self._counter(uses, ones)
        corners = self._counter(uses, list(accumulate(self._corners, initial=0)))
        counts: Mapping[str, Callable[[int, int], int]] = {ONCE: lambda *_: 1, EACH: shapes, CORNERS: corners}
        times = [(at, one.name, counts[one.often](at, self._end[at])) for at, one in named]
        return self._counter(times, ones)(0, len(self._kinds)) > MOST

    def _all_drawn(self) -> list[tuple[int, Drawn]]:
        """Return what each element draws: by itself, by a rule, and where it is drawn elsewhere by what is around it.

        Raises _TooManyError.
        """
        found: dict[int, set[Drawn]] = defaultdict(set)
        for where, one in self._drawn:
            number = self._first.get(where) if isinstance(where, str) else where
            if number is not None and number >= 0:
                found[number].add(one)
        ruled: dict[str, set[Drawn]] = defaultdict(set)
        for rule in self._rules:
            for name in ("",) if rule.names is None else rule.names:
                ruled[name].add(rule.drawn)
        left = 2 * MOST
        for number, kind in enumerate(self._kinds):
            for name in self._names[number] & ruled.keys():
                found[number] |= ruled[name]
                left -= len(ruled[name])
            outer = self._parents[number] if kind in _APART else -1
            while outer >= 0 and left >= 0:
                found[number] |= {one for one in found.get(outer, ()) if one.often != ONCE}
                left -= len(found.get(outer, ()))
                outer = self._parents[outer]
            if left < 0:
                raise _TooManyError
        return [(number, one) for number in sorted(found) for one in found[number]]

    def _counter(self, times: Sequence[tuple[int, str, int]], before: Sequence[int]) -> Callable[[int, int], int]:
        """Return what counts between two elements with all that they draw; `before` says what elements count for."""
        numbers = [number for number, _, _ in times]
        known: dict[int, int] = {}

        def between(begin: int, end: int, depth: int = 0) -> int:
            inside = times[bisect_left(numbers, begin) : bisect_left(numbers, end)]
            return before[end] - before[begin] + sum(often * drawn(name, depth + 1) for _, name, often in inside)

        def drawn(name: str, depth: int) -> int:
            return max(of(self._first.get(one), depth) for one in {name, unquote(name)})

        def of(begin: int | None, depth: int) -> int:
            if depth > _DEEPEST:
                return MOST + 1
            if begin is None or self._kinds[begin] in _CHEAP:
                return 0
            if begin not in known:
                known[begin] = 0  # so that a copy of itself adds nothing, as in browsers
                known[begin] = between(begin, self._end[begin], depth)
            return known[begin]

        return between
