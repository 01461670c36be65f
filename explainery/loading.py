"""While code is loaded, or code that is not Python runs: Ctrl-C then ends the process at once.

Else it would be an exception in the middle of an import, which may take it for an error of its own, or lose it; and
while other code runs nobody would hear it.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Let Ctrl-C end the process without a word while the context lasts, where it would be a KeyboardInterrupt."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def is_ctrl_c(error: BaseException | None) -> bool:
    """Say whether an error is, or came of, a KeyboardInterrupt."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
