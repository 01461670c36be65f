"""The values of the preview: what it is told, and what a rebuild gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from explainery.problems import Problems


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: the files that it wrote and removed (paths below the folder), all pages, and seconds."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    pages: int
    seconds: float


Rebuild = Callable[[str | None], Rebuilt]
"""Brings the served folder in line with the inputs.

Takes the path of the page in view below that folder (`crew/index.html`), to be rendered first; None where nobody looks.
Raises Problems; then the folder holds what the last good rebuild wrote. Runs in one thread at a time, the first time
in the main one.
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text about problems, as the terminal shows it, and the place in a file that it is about."""

    text: str
    file: Path | None = None
    line: int = 0
    column: int = 1


Explain = Callable[[Problems], Sequence[Passage]]
"""Makes the text about problems; joined by line ends, the passages are what the terminal shows."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a preview is told: the folder to serve, where, under which path, and how a place opens in the editor.

    `inputs` are the folders to watch, also those that are not there yet; `program` is the generator's own. `editor` is
    an address with {path}, {line} and {column}.
    """

    folder: Path
    inputs: tuple[Path, ...]
    program: Path
    base: str
    host: str
    port: int
    open_browser: bool
    editor: str
