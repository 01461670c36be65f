"""A progress bar on a terminal, for builds that take long. Only user of rich."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORTH_SHOWING = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function to tell progress to; None where nobody watches. The bar appears after one second."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - 70 ms that only a watched build needs
    from rich.progress import Progress  # noqa: PLC0415

    started = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building pages", total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=time.monotonic() - started > _WORTH_SHOWING)

        yield tell
