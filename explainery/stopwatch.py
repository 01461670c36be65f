"""Which part of the work is under way: where an error came from, and where the time of a build goes.

Time is measured only where somebody asked for it (`build --profile`).
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from explainery.problems import Problems
from explainery.unexpected import note

_times: dict[str, dict[str, float]] | None = None


class _Timed:
    """One part of the work, while it lasts."""

    __slots__ = ("_name", "_sort", "_started")

    def __init__(self, sort: str, name: str) -> None:
        self._sort, self._name, self._started = sort, name, 0.0

    def __enter__(self) -> None:
        if _times is not None:
            self._started = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if _times is not None:
            _times[self._sort][self._name] += time.perf_counter() - self._started
        if error is not None and not isinstance(error, Problems | KeyboardInterrupt | SystemExit | GeneratorExit):
            note(error, self._sort, self._name)


def timed(sort: str, name: str) -> _Timed:
    """Return a context for a part of the work: `("stage", "parse")`, `("page", "page.md")`.

    Its seconds count for that part, and an error that comes out of it says so.
    """
    return _Timed(sort, name)


def running() -> bool:
    """Say whether somebody asked for times: then all work is done in this process."""
    return _times is not None


@contextmanager
def measured() -> Iterator[dict[str, dict[str, float]]]:
    """Measure while the context lasts; yields the seconds by sort and name, complete at its end."""
    global _times  # noqa: PLW0603 - one build at a time is measured
    _times = defaultdict(lambda: defaultdict(float))
    try:
        yield _times
    finally:
        _times = None
