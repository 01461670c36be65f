"""The command `serve`: a live preview of what a build would give, kept apart from the built site."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from explainery import report
from explainery.commands.build import SHIPPED, build
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.preview import Passage, Rebuilt, Setup, preview
from explainery.problems import Place, Problem, Problems

_INPUTS = ("content", "templates", "assets")


@dataclass(frozen=True, slots=True)
class Serving:
    """What the command is told: the explainer's folder, where to serve it and how."""

    root: Path
    base: str
    host: str
    port: int
    open_browser: bool
    editor: str
    drafts: bool


def serve(serving: Serving, lines_of: Callable[[str], list[str]], say: Callable[[str], None]) -> None:
    """Preview the explainer until Ctrl-C. Raises Problems where the folder or the port cannot be had."""
    root = serving.root
    if not root.is_dir():
        says = f"There is no folder `{root.name}`, so there is nothing to preview."
        raise Problems([Problem("NO FOLDER", Place(root.name), says, "Name the explainer's folder with `--root`.")])
    folder = root / ".cache" / "preview"
    options = Options(root, out=folder, drafts=serving.drafts)

    memory = Memory(root / ".cache" / "explainery.db", toolchain())

    def rebuild(_in_view: str | None) -> Rebuilt:
        built = build(options, memory=memory)
        return Rebuilt(built.written.changed, built.written.removed, built.pages, built.seconds)

    def explain(problems: Problems) -> list[Passage]:
        return [_passage(problem, text, root) for problem, text in report.passages(problems, lines_of)]

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
    try:
        preview(setup, rebuild, explain, _restart, say)
    except OSError as error:
        place = Place(f"{serving.host}:{serving.port}")
        says = f"The preview cannot be served at this address: {error.strerror or error}."
        hint = "Choose another port with `--port`, or leave out `--host`."
        raise Problems([Problem("CANNOT SERVE", place, says, hint)]) from None


def _restart() -> str:
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
    bases = (root,) if place.path.startswith("content/") else (root, SHIPPED)
    file = next((base / place.path for base in bases if (base / place.path).is_file()), None)
    return Passage(text, file, place.line, place.column)
