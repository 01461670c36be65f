"""What is read from a library: its entries as items of CSL, each with its place, and what is wrong with the others."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Item:
    """One source as a file had it: the key it has there, its fields as CSL names them, and where it stands.

    `remarks` are sentences about what was read otherwise than it is written.
    """

    name: str
    fields: Mapping[str, Any]
    place: Place
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """The entries of a file that could be read, and a problem for each of the others."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


class Lines:
    """Offsets in a text as lines and columns."""

    def __init__(self, text: str, path: str) -> None:
        """Look for the ends of lines once."""
        self._path = path
        self._starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    def place(self, offset: int) -> Place:
        """Return where an offset is."""
        line = bisect_right(self._starts, offset)
        return Place(self._path, line, offset - self._starts[line - 1] + 1)

    def start(self, line: int) -> int:
        """Return the offset at which a line begins, counted from 1; that of the last line, if there are fewer."""
        return self._starts[min(line, len(self._starts)) - 1]


def the_entry(name: str) -> str:
    """Return how a sentence begins about the entry with a key."""
    return f"The entry `{name}`" if name else "This entry"
