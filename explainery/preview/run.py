"""The loop of the preview: a change, a rebuild, word to the open pages and a line in the terminal."""

import asyncio
import contextlib
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import socket

from explainery.paths import is_page_address
from explainery.preview.overlay import Shown, shown
from explainery.preview.server import Listening, Origins, State, is_loopback, serve
from explainery.preview.values import Builder, Overtaken, Passage, Rebuilt, Setup
from explainery.preview.watch import Watch
from explainery.problems import Problems
from explainery.unexpected import problem_of

_AGAIN_AFTER = (0.0, 0.05, 0.2, 1.0)  # seconds before another try where a file went while it was read
_NAMED = 3

Outcome = Rebuilt | Sequence[Passage]
"""What a rebuild came to: done, or the text about what is wrong."""


def preview(setup: Setup, listening: Listening, builder: Builder, say: Callable[[str], None]) -> None:
    """Serve `setup.folder` to who connects, until Ctrl-C, and rebuild it whenever an input changes.

    `say` prints a line. Raises KeyboardInterrupt at the end, or what `say` raised.
    """
    sockets, port = listening
    if port != setup.port:
        say(f"Port {setup.port} is taken; this is port {port}.")
    run = _Preview(setup, builder, say)
    run.begin()
    asyncio.run(run.serve(sockets, port))


class _Preview:
    """One run of the preview. Rebuilds happen in a thread of their own, so that pages are served meanwhile."""

    def __init__(self, setup: Setup, builder: Builder, say: Callable[[str], None]) -> None:
        self._setup, self._builder, self._say = setup, builder, say
        self._state = State(setup.folder, setup.base, Origins(setup.host))
        self._editor = setup.editor if is_loopback(setup.host) else None
        self._watch = Watch((*setup.inputs, setup.program))
        self._complaint = ""
        self._failure: BaseException | None = None

    def begin(self) -> None:
        """Build for the first time: in the main thread and without an event loop, so that Ctrl-C ends it at once."""
        outcome = self._attempt((), lambda: None)
        if isinstance(outcome, Rebuilt):
            self._say(f"{outcome.pages} pages, {outcome.seconds:.2f} seconds.")
        self._state.tell(self._told(outcome, ()))

    async def serve(self, sockets: list[socket], port: int) -> None:
        """Serve until the task is cancelled, or inputs cannot be followed any longer; then raises why."""
        serve(self._state, sockets, self._fault)
        threading.Thread(target=self._follow, args=(asyncio.get_running_loop(),), daemon=True).start()
        host = f"[{self._setup.host}]" if ":" in self._setup.host else self._setup.host
        address = f"http://{host}:{port}{self._setup.base}"
        self._say(f"Preview: {address} (Ctrl-C ends it)")
        if self._setup.open_browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        while not self._failure:  # noqa: ASYNC110 - no event would do: Windows notices Ctrl-C only when the loop wakes
            await asyncio.sleep(0.2)
        raise self._failure

    def _follow(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            self._follow_saves(loop)
        except BaseException as error:  # noqa: BLE001 - in this thread nobody would see it; a terminal may be gone
            self._failure = error

    def _follow_saves(self, loop: asyncio.AbstractEventLoop) -> None:
        def ready() -> None:
            loop.call_soon_threadsafe(lambda: self._state.tell(self._state.problems))

        with contextlib.suppress(Exception):  # whatever it is, the next rebuild will tell
            self._builder.prepare()
        held: tuple[Path, ...] = ()
        for burst in self._watch.bursts():
            saved = tuple(sorted({*held, *burst}))
            held = ()
            if any(map(self._setup.is_program, saved)):
                outcome: Outcome = [Passage(self._builder.restart())]
            else:
                try:
                    outcome = self._attempt(saved, ready)
                except Overtaken:  # whoever writes waits for the page in view, not for all others
                    held = saved
                    continue
            if not isinstance(outcome, Rebuilt) and self._watch.is_busy():
                held = saved  # a save in two steps, seen between them; the second is on its way
                continue
            loop.call_soon_threadsafe(self._state.tell, self._told(outcome, saved))
            if isinstance(outcome, Rebuilt) and (saved or outcome.changed or outcome.removed):
                self._say(self._line(saved, outcome))

    def _attempt(self, saved: Sequence[Path], ready: Callable[[], None]) -> Outcome:
        """Rebuild. A failure of the generator itself is told as one, and the preview goes on. May raise Overtaken."""
        failure: Exception
        for pause in _AGAIN_AFTER:
            time.sleep(pause)
            try:
                return self._builder.rebuild(self._state.in_view, saved, ready, self._watch.has_news)
            except Overtaken:
                raise
            except Problems as problems:
                return self._builder.explain(problems)
            except OSError as error:
                failure = error
            except Exception as error:  # noqa: BLE001 - whatever it is, the next save may mend it
                failure = error
                break
        outcome = "The preview shows what was there before; save again to try once more."
        return self._explained(failure, outcome)

    def _explained(self, failure: BaseException, outcome: str) -> Sequence[Passage]:
        return self._builder.explain(Problems([problem_of(failure, "serve")], outcome))

    def _fault(self, error: BaseException) -> None:
        """Print that the server failed at a request."""
        passages = self._explained(error, "The preview goes on.")
        sys.stderr.write("\n".join(passage.text for passage in passages))
        sys.stderr.flush()

    def _told(self, outcome: Outcome, saved: Sequence[Path]) -> Shown | None:
        """Print what is wrong, and return it for the browser; None where all is well."""
        if isinstance(outcome, Rebuilt):
            self._complaint = ""
            return None
        text = "\n".join(passage.text for passage in outcome)
        if saved or text != self._complaint:  # a look that only makes up for what went unseen says nothing twice
            sys.stderr.write(text)
            sys.stderr.flush()
        self._complaint = text
        return shown(outcome, self._editor)

    def _line(self, saved: Sequence[Path], rebuilt: Rebuilt) -> str:
        """Return the line about a rebuild: what was saved, what that changed, and how long it took."""
        pages_first = sorted(rebuilt.changed, key=lambda path: (not is_page_address(path), path))
        done = f"{_named(pages_first)} written" if pages_first else "nothing to write"
        gone = f", {_named(rebuilt.removed)} removed" if rebuilt.removed else ""
        seconds = f"{rebuilt.seconds:.2f} seconds"
        if rebuilt.ahead is not None:
            seconds += f" ({rebuilt.ahead:.2f} for the page in view)"
        return f"{_named([file.name for file in saved]) or 'Catching up'}: {done}{gone}, {seconds}."


def _open(address: str) -> None:
    """Open the browser, if the system knows one: what `BROWSER` names may be anything."""
    with contextlib.suppress(Exception):
        webbrowser.open(address)


def _named(names: Sequence[str]) -> str:
    """Return the first names and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
