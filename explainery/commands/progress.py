"""A progress bar on a terminal, for builds that take long. Only user of rich."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_WORTH_SHOWING = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function to tell progress to; None where nobody watches. The bar appears after one second."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    with ExitStack() as shown:
        update: Callable[[int, int], None] | None = None

        def tell(done: int, total: int) -> None:
            nonlocal update
            if update is None and time.monotonic() - started > _WORTH_SHOWING:
                update = _begin(shown)
            if update:
                update(done, total)

        yield tell


def _begin(shown: ExitStack) -> Callable[[int, int], None]:
    """Show the bar until `shown` is closed, and return what moves it."""
    from rich.console import Console  # noqa: PLC0415 - 70 ms that only a build needs which somebody waits for
    from rich.progress import Progress  # noqa: PLC0415 - as above

    bar = shown.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = bar.add_task("Building pages", total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)
