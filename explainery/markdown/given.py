"""The text that Python-Markdown is given: without comments, and with a mark in place of every block."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from explainery.markdown.silence import Fence, Silence

_SPACES = re.compile(r"[ \t]*")
_BLANK = re.compile(r"\A[ \t]+(?=\n)")


class Given:
    """Such a text, which knows where its characters stood in the one that a person wrote."""

    def __init__(self, written: str, silent: Iterable[Silence | Fence], mark: Callable[[Fence], str]) -> None:
        """Take what was written, all in it that is silent, and what gives the mark of a block."""
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._length = at = 0
        for one in silent:
            if isinstance(one, Fence):
                self._add(written[at : one.start], at)
                self._add(mark(one), one.start)
                at = one.end
            elif one.kind == "comment":
                self._add(written[at : one.start], at)
                before = written[written.rfind("\n", 0, one.start) + 1 : one.start]
                at = one.end
                if not before.strip(" \t>"):  # it stands by itself, and parts what is above it from what is below
                    self._add("\n" * written.count("\n", one.start, one.end), one.start)
                    at = _SPACES.match(written, at).end()  # type: ignore[union-attr] # which indent nothing
        self._add(written[at:], at)
        # Python-Markdown overlooks that the first line is empty where spaces stand in it.
        self.text = _BLANK.sub(lambda spaces: "\n" * len(spaces[0]), "".join(self._pieces))

    def _add(self, piece: str, origin: int) -> None:
        self._pieces.append(piece)
        self._starts.append(self._length)
        self._origins.append(origin)
        self._length += len(piece)

    def origin(self, offset: int) -> int:
        """Return where the character at an offset was written."""
        piece = bisect_right(self._starts, offset) - 1
        return self._origins[piece] + offset - self._starts[piece]

    def find(self, line: str, since: int) -> tuple[int, int] | None:
        """Return where the next such line begins, in this text, and where to go on; tabs may stand for its spaces."""
        written = re.sub(r"(?:\\ )+", r"[ \\t]+", re.escape(line))
        pattern = re.compile(rf"^(?:[ \t>]|[-*+][ \t]|\d+\.[ \t])*?({written})[ \t]*$", re.MULTILINE)
        found = pattern.search(self.text, since) or pattern.search(self.text)
        return (found.start(1), found.end()) if found else None
