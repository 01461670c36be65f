"""The command `serve`: a live preview of what a build would give, kept apart from the built site."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from explainery import report
from explainery.commands.build import SHIPPED, Basis, basis_of, build
from explainery.commands.kept import kept_at
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.paths import CONTENT
from explainery.preview import Overtaken, Passage, Rebuilt, Setup, bind, preview
from explainery.problems import Place, Problem, Problems

_LONGEST_BEHIND = 30  # seconds of save after save, after which the other pages come before the next one
_INPUTS = ("content", "templates", "assets")


@dataclass(frozen=True, slots=True)
class Serving:
    """What the command is told: the explainer's folder, where to serve it and how.

    `today` is asked at each build: a preview that is left open goes on into the next day.
    """

    root: Path
    base: str
    host: str
    port: int
    open_browser: bool
    editor: str
    drafts: bool
    today: Callable[[], dt.date]


def serve(serving: Serving, lines_of: Callable[[str], list[str]], say: Callable[[str], None]) -> None:
    """Preview the explainer until Ctrl-C. Raises Problems where the folder or the port cannot be had."""
    root = serving.root
    if not root.is_dir():
        says = f"There is no folder `{root}`, so there is nothing to preview."
        raise Problems([Problem("NO FOLDER", Place(str(root)), says, "Name the explainer's folder with `--root`.")])
    folder = _folder(root)
    setup = Setup(
        folder=folder,
        program=Path(__file__).resolve().parents[1],
        inputs=tuple(
            base / name
            for base in dict.fromkeys((root, SHIPPED))
            for name in _INPUTS
            if base == root or name != "content"
        ),
        base=serving.base,
        host=serving.host,
        port=serving.port,
        open_browser=serving.open_browser,
        editor=serving.editor,
    )
    builder = _Builder(Options(root, out=folder, drafts=serving.drafts), serving.today, lines_of)
    try:
        listening = bind(setup.host, setup.port)
    except (OSError, ValueError) as error:  # a ValueError is what no address can be
        place = Place(f"{serving.host}:{serving.port}")
        says = f"The preview cannot be served at this address: {getattr(error, 'strerror', None) or error}."
        hint = "Choose another port with `--port`, or leave out `--host`."
        raise Problems([Problem("CANNOT SERVE", place, says, hint)]) from None
    preview(setup, listening, builder, say)


def _folder(root: Path) -> Path:
    """Return the folder of the preview. Raises Problems where that is not in the explainer, or closed."""
    folder = kept_at(root, "preview")
    if folder is None:
        says = "The preview is built in `.cache/preview/`, which is a symbolic link here, or closed to this user."
        raise Problems([Problem("CANNOT WRITE", Place(".cache"), says, "Delete the folder `.cache`, or the link.")])
    return folder


class _Builder:
    """Builds for the preview, and remembers from one rebuild to the next what stays the same."""

    def __init__(self, options: Options, today: Callable[[], dt.date], lines_of: Callable[[str], list[str]]) -> None:
        """Take what to build, what tells the day, and what gives the lines of a file."""
        self._options, self._today, self._lines_of = options, today, lines_of
        self._memory = Memory(kept_at(options.root, "explainery.db"), toolchain())
        self._basis: Basis | None = None
        self._unbuilt: set[Path] = set()
        self._behind_since = 0.0

    def rebuild(
        self,
        in_view: str | None,
        saved: Sequence[Path],
        ready: Callable[[], None],
        is_overtaken: Callable[[], bool],
    ) -> Rebuilt:
        """Write the page in view, if there is one and it can be told by itself, and then all that changed."""
        started, ahead, first = time.monotonic(), None, tuple[str, ...]()
        if not self._unbuilt:
            self._behind_since = started
        self._unbuilt |= set(saved)
        _folder(self._options.root)  # in whose place there may be a link by now
        options = replace(self._options, today=self._today())
        if self._basis and in_view and saved:
            from explainery.commands.ahead import write_ahead  # noqa: PLC0415 - loads all stages

            first = write_ahead(self._basis, sorted(self._unbuilt), in_view, options, self._memory)
            if first:
                ready()
                ahead = time.monotonic() - started

        def go_on(_done: int, _of: int) -> None:
            may_wait = ahead is not None and time.monotonic() < self._behind_since + _LONGEST_BEHIND
            if may_wait and is_overtaken():
                raise Overtaken

        built = build(options, go_on, self._memory)
        self._basis = built.basis or self._basis
        self._unbuilt.clear()
        changed = tuple(dict.fromkeys((*first, *built.written.changed)))
        return Rebuilt(changed, built.written.removed, built.pages, time.monotonic() - started, ahead)

    def prepare(self) -> None:
        """Get to know the site, where the first build had nothing to do and so did not."""
        self._basis = self._basis or basis_of(replace(self._options, today=self._today()), self._memory)

    def explain(self, problems: Problems) -> list[Passage]:
        """Return the text about problems, with the files that they are about."""
        found = report.passages(problems, self._lines_of)
        return [_passage(problem, text, self._options.root) for problem, text in found]

    def restart(self) -> str:
        """Start the program again in its place, once its changed code can be loaded; return why it cannot."""
        loads = (sys.executable, "-c", "import explainery.commands.serve, explainery.commands.recipe")
        tried = subprocess.run(loads, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
        why = tried.stderr
        if tried.returncode == 0 and os.name == "nt":
            why = "The generator changed. End the preview with Ctrl-C and start it again.\n"
        elif tried.returncode == 0:
            os.execv(sys.executable, (sys.executable, *sys.orig_argv[1:]))  # noqa: S606 - replacing the process is the point
        return why


def _passage(problem: Problem | None, text: str, root: Path) -> Passage:
    if problem is None:
        return Passage(text)
    place = problem.place
    bases = (root,) if place.path.startswith(CONTENT) else (root, SHIPPED)
    file = next((base / place.path for base in bases if _is_file(base / place.path)), None)
    return Passage(text, file, place.line, place.column)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # it lies in a folder that is closed
        return False
