"""Work spread over processes, where there is enough of it to pay. Only user of multiprocessing."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from explainery.stopwatch import running
from explainery.unexpected import stand_in

Item = TypeVar("Item")
Result = TypeVar("Result")

_PAYS = 150  # milliseconds of work from which a second process is worth its start
_BATCH = 1_500  # items after which new processes begin, without all that the old ones had gathered
_PARTS = 8  # portions a process, so that one with long pages does not keep the others waiting
_task: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def spread(work: Callable[[Item], Result], items: Sequence[Item], takes: Callable[[Item], float]) -> Iterator[Result]:
    """Yield the result for every item, in order; where there is much to do, several processes work on them.

    `takes` says about how many milliseconds an item takes. It decides nothing but who does the work.
    Processes are copies of this one (fork), so `work` may hold anything, and only results are handed over. Where the
    system has no safe fork (Windows, macOS), or threads run already, this process does it all.
    """
    global _task  # noqa: PLW0603 - what the copies find in themselves
    processes = processors()
    safe = sys.platform == "linux" and threading.active_count() == 1
    if processes == 1 or not safe or running() or len(items) == 1 or sum(map(takes, items)) < _PAYS:
        yield from map(work, items)
        return
    import multiprocessing  # noqa: PLC0415 - most edits are done by one process
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    _task = (work, items)
    gc.freeze()  # or each copy's first collection would touch, and so copy, all that they share
    try:
        for first in range(0, len(items), _BATCH):
            batch = range(first, min(first + _BATCH, len(items)))
            pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin)
            try:
                for result, error in pool.map(_one, batch, chunksize=max(1, len(batch) // (processes * _PARTS))):
                    if error is not None:
                        raise error
                    yield result
            finally:
                pool.shutdown(cancel_futures=True)
    finally:
        _task = None
        gc.unfreeze()


def processors() -> int:
    """Return how many processors this process may use, which may be fewer than the machine has."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Let Ctrl-C end this process without a word: it reaches the first one as well, which says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _one(number: int) -> tuple[Any, BaseException | None]:
    work, items = _task  # type: ignore[misc]  # set before the process was copied
    try:
        return work(items[number]), None
    except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits for the result
        return None, _portable(error)


def _portable(error: BaseException) -> BaseException:
    """Return an error that can go from one process to another; many a library's own cannot."""
    from multiprocessing.reduction import ForkingPickler  # noqa: PLC0415 - as above

    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001 - whatever it raises
        return stand_in(error)
    return error
