"""The values of the preview: what it is told, and what a rebuild gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from explainery.problems import Problems


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: the files that it wrote and removed (paths below the folder), all pages, and seconds.

    `ahead` are the seconds until the page in view was there, where it was made ahead of all others.
    """

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    pages: int
    seconds: float
    ahead: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text about problems, as the terminal shows it, and the place in a file that it is about."""

    text: str
    file: Path | None = None
    line: int = 0
    column: int = 1


class Overtaken(Exception):  # noqa: N818 - it is no error
    """Ends a rebuild that further saves overtook."""


class Builder(Protocol):
    """What the preview asks others to do. Asked in one thread at a time, for the first rebuild in the main one."""

    def rebuild(
        self,
        in_view: str | None,
        saved: Sequence[Path],
        ready: Callable[[], None],
        is_overtaken: Callable[[], bool],
    ) -> Rebuilt:
        """Bring the served folder in line with the inputs, of which `saved` are known to have changed.

        `in_view` is the path of the page in view below that folder (`a/index.html`), None where nobody looks: it may
        be written ahead of all others, and `ready` is called then. After that `is_overtaken` is asked now and then.

        Raises Problems; then the folder holds what the last good rebuild wrote, but perhaps for the page in view. So it
        does where this raises Overtaken; the next rebuild makes up for what this one left.
        """

    def prepare(self) -> None:
        """Get ready for the next rebuild, while nobody waits. May raise anything: then nothing was got ready."""

    def explain(self, problems: Problems) -> Sequence[Passage]:
        """Return the text about problems; joined by line ends, the passages are what the terminal shows."""

    def restart(self) -> str:
        """Start the program again with its new code, or return why that cannot be."""


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

    def is_program(self, file: Path) -> bool:
        """Say whether a file is code of the generator; what it ships, and every explainer starts from, is not."""
        return file.is_relative_to(self.program) and not any(file.is_relative_to(folder) for folder in self.inputs)
