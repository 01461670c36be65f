"""Where the time of a build goes; measures nothing unless somebody asked for it (`build --profile`)."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

_times: dict[str, dict[str, float]] | None = None


def timed(sort: str, name: str) -> AbstractContextManager[None]:
    """Return a context whose seconds count for a thing of some sort: `("stage", "parse")`, `("page", "film.md")`."""
    return nullcontext() if _times is None else _count(_times, sort, name)


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


@contextmanager
def _count(times: dict[str, dict[str, float]], sort: str, name: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        times[sort][name] += time.perf_counter() - started
