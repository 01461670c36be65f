"""Fenced blocks: found in the text before Markdown is parsed, since what stands in them is not Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([^\n`]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block by its offsets: as a whole, of its first line, and of what stands inside."""

    name: str
    sign: str
    indent: str
    start: int
    first_line_end: int
    inner: tuple[int, int]
    end: int
    closed: bool


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of `text`; one that never closes goes on to the end."""
    at = 0 if "```" in text or "~~~" in text else len(text)
    while opening := _OPENING.search(text, at):
        closing = _closing(opening[2]).search(text, opening.end())
        begin = min(opening.end() + 1, len(text))
        inner = (begin, max(begin, closing.start() if closing else len(text)))
        at = closing.end() if closing else len(text)
        start = opening.start()
        yield Fence(opening[3].strip(), opening[2], opening[1], start, opening.end(), inner, at, closing is not None)


def _closing(sign: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*{sign}{sign[0]}*[ \t]*$", re.MULTILINE)
