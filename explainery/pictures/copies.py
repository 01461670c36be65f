"""How many shapes a drawing has with the copies that `use` makes: ten lines of copies of copies can make a milliard."""

from bisect import bisect_left

MOST = 500_000
"""As many shapes as a drawing may have; browsers need some seconds for these."""

_DEEPEST = 100  # copies of copies


class Copies:
    """Takes the elements of a drawing as they begin and end, and counts."""

    def __init__(self) -> None:
        """Begin with an empty drawing."""
        self._count = 0
        self._open: list[int] = []
        self._first: dict[str, int] = {}  # the number of the first element with an id
        self._end: dict[int, int] = {}  # the number behind the last descendant of such an element
        self._uses: list[tuple[int, str]] = []  # the number of an element that copies, and the id of what it copies

    def begin(self, identifier: str | None, copied: str | None) -> None:
        """Take an element with its id, and the id of what it copies."""
        if identifier is not None:
            self._first.setdefault(identifier, self._count)
        if copied is not None:
            self._uses.append((self._count, copied))
        self._open.append(self._count)
        self._count += 1

    def end(self) -> None:
        """Take the end of the element that began last."""
        self._end[self._open.pop()] = self._count

    def are_too_many(self) -> bool:
        """Say whether the drawing has more shapes than it may, or copies of copies too deep to count."""
        numbers = [number for number, _ in self._uses]
        known: dict[str, int] = {}

        def shapes(identifier: str, depth: int) -> int:
            """Return how many elements a copy of the one with that id has."""
            if depth > _DEEPEST:
                return MOST + 1
            if identifier not in known:
                known[identifier] = 0  # so that a copy of itself adds nothing, as in browsers
                begin = self._first.get(identifier)
                if begin is not None:
                    end = self._end[begin]
                    inside = self._uses[bisect_left(numbers, begin) : bisect_left(numbers, end)]
                    known[identifier] = end - begin + sum(shapes(copied, depth + 1) for _, copied in inside)
            return known[identifier]

        return self._count + sum(shapes(copied, 1) for _, copied in self._uses) > MOST
