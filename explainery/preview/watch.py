"""Watches the inputs, and gathers what one save, one checkout or one deletion touches. Only user of watchfiles."""

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from watchfiles import Change, watch
from watchfiles.main import FileChange

_STEP = 3  # milliseconds between two looks at what the system has reported
_LONGEST = 50  # milliseconds that one look gathers at most
_QUIET = 0.03  # seconds without news after which a burst of changes is over
_PATIENCE = 1.0  # seconds after which a burst is acted upon although it goes on
_AGAIN = 0.3  # seconds after which a watch that could not begin is tried again
_SETTLED = 1000  # milliseconds without a change after which a new watch has certainly begun
_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak")


class Watch:
    """Watches folders, those too that come and go, until the program ends."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Begin to watch. What changes while nobody asks is kept."""
        self._folders = tuple(dict.fromkeys(folders))
        self._found: SimpleQueue[set[FileChange]] = SimpleQueue()
        self._anew = threading.Event()
        for work in (self._watch_folders, self._watch_what_holds_them):
            threading.Thread(target=work, daemon=True).start()

    def bursts(self) -> Iterator[tuple[Path, ...]]:
        """Yield the files of each burst of changes; none where a look is due only because a watch began.

        A lone file that was saved comes at once. Where several changed or something vanished, more is likely to follow
        (a checkout; an editor that renames), so the burst ends when all has been quiet.
        """
        while True:
            found = self._found.get() | self._waiting()
            began = time.monotonic()
            while _may_go_on(found) and time.monotonic() - began < _PATIENCE:
                try:
                    found |= self._found.get(timeout=_QUIET)
                except Empty:
                    break
            yield tuple(sorted(_lasting(found)))

    def has_news(self) -> bool:
        """Say whether changes came that nobody asked for yet."""
        return not self._found.empty()

    def is_busy(self) -> bool:
        """Wait for a moment, and say whether further changes came."""
        time.sleep(_QUIET)
        return self.has_news()

    def _waiting(self) -> set[FileChange]:
        found: set[FileChange] = set()
        while not self._found.empty():
            found |= self._found.get()
        return found

    def _watch_folders(self) -> None:
        polling = None
        while True:
            # In this order: whoever sets the event saw a change that the look at the folders will see, too.
            self._anew = threading.Event()
            there = [folder for folder in self._folders if folder.is_dir()]
            try:
                if there:
                    self._gather(there, polling=polling)
                else:
                    self._anew.wait()
            except FileNotFoundError:  # a folder went while the watch began
                time.sleep(_QUIET)
            except (OSError, RuntimeError):  # no more watches are allowed, or a folder is closed
                polling = True
                time.sleep(_AGAIN)

    def _gather(self, folders: Iterable[Path], *, polling: bool | None) -> None:
        settled = False
        for changes in watch(
            *folders,
            watch_filter=self._is_input,
            step=_STEP,
            debounce=_LONGEST,
            rust_timeout=_SETTLED,
            yield_on_timeout=True,
            stop_event=self._anew,
            force_polling=polling,
        ):
            # What changed before the watch began went unseen: one look more makes up for it.
            if changes or not settled:
                self._found.put(changes)
            settled = settled or not changes

    def _watch_what_holds_them(self) -> None:
        """Begin anew when a watched folder comes or goes, or what holds it: the system's watch goes with the folder."""
        homes = {folder.parent for folder in self._folders}
        polling, again = None, False
        while True:
            there = {home for home in (*homes, *(home.parent for home in homes)) if home.is_dir()}
            try:
                again = self._follow(there, homes, polling=polling, again=again)
            except FileNotFoundError:  # one went while the watch began
                time.sleep(_QUIET)
            except (OSError, RuntimeError):  # as above
                polling = True
                time.sleep(_AGAIN)

    def _follow(self, there: Iterable[Path], homes: Collection[Path], *, polling: bool | None, again: bool) -> bool:
        """Watch until one of the homes of folders comes or goes, which is watched anew then; return True.

        What changed before a watch began `again` went unseen, and one look more makes up for it.
        """
        anew = threading.Event()
        for changes in watch(
            *sorted(there),
            watch_filter=lambda change, path: self._is_folder(change, path, homes),
            recursive=False,
            debounce=_LONGEST,
            rust_timeout=_SETTLED,
            yield_on_timeout=again,
            stop_event=anew,
            force_polling=polling,
        ):
            if changes or again:
                self._anew.set()
                self._found.put(changes)
            again = again and bool(changes)
            if any(Path(path) in homes for _change, path in changes):
                anew.set()
        return True

    def _is_folder(self, change: Change, path: str, homes: Collection[Path]) -> bool:
        return change is not Change.modified and (Path(path) in self._folders or Path(path) in homes)

    def _is_input(self, _change: Change, path: str) -> bool:
        """Say whether a build reads the file: not the hidden ones, nor editors' leftovers."""
        file = Path(path)
        base = next((folder for folder in self._folders if file.is_relative_to(folder)), file.parent)
        *folders, name = file.relative_to(base).parts or ("folder",)
        hidden = (
            any(part[0] in "._" for part in folders) or name[0] in ".#" or (name[0] == "_" and file.suffix != ".py")
        )
        return not hidden and not name.endswith(_LEFTOVERS)


def _lasting(found: set[FileChange]) -> set[Path]:
    """Return what changed, without files that came and went: editors probe and write through them."""
    came = {path for change, path in found if change is Change.added}
    return {Path(path) for _change, path in found if path not in came or Path(path).exists()}


def _may_go_on(found: set[FileChange]) -> bool:
    lasting = _lasting(found)
    return len(lasting) > 1 or any(not file.exists() for file in lasting)
