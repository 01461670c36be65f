"""Where a piece of Markdown stands in its file, so that every problem names line and column."""

import functools
import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from explainery.markdown.escapes import unescaped, without_entities
from explainery.problems import Place

_TARGET = r"(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))"
_INLINE = re.compile(
    rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\(\s*{_TARGET}[^()]*\))?|<(https?://[^>\s]+)>",
)
_PICTURE = re.compile(rf"!\[([^\[\]]*)\]\(\s*{_TARGET}[^()]*\)")


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of a file: its path, the file's whole text, and the offsets of the piece."""

    path: str
    text: str
    start: int
    end: int

    def place(self, text: str, offset: int, length: int) -> Place:
        """Return the place of `text[offset : offset + length]`, where `text` is the Markdown that stands in the region.

        Text in a YAML value may be quoted, folded or escaped there.
        """
        found = _offsets(text, self.text, self.start, self.end)
        first = found[min(offset, len(found) - 1)]
        last = found[min(offset + max(length, 1) - 1, len(found) - 1)]
        return self.at(first, last + 1 - first)

    def at(self, offset: int, length: int) -> Place:
        """Return the place at an offset of the whole file; a length that crosses the line's end is cut there."""
        starts = _line_starts(self.text)
        line = bisect_right(starts, offset)
        line_end = starts[line] - 1 if line < len(starts) else len(self.text)
        return Place(self.path, line, offset - starts[line - 1] + 1, max(1, min(length, line_end - offset)))


@functools.lru_cache(maxsize=4)
def _line_starts(text: str) -> Sequence[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


@functools.lru_cache(maxsize=16)
def _offsets(text: str, whole: str, start: int, end: int) -> Sequence[int]:
    """Return, for every character of `text`, its offset in `whole`, where it stands between `start` and `end`."""
    found = whole.find(text, start, end)
    if found >= 0 or not text:
        return range(max(found, start), max(found, start) + max(1, len(text)))
    at = whole.find("\n", start, end) if whole[start] in "|>" else start
    offsets = []
    for sign in text:
        while sign.isspace() and at + 1 < end and whole[at].isspace() and whole[at + 1].isspace():
            at += 1
        near = -1 if sign.isspace() else whole.find(sign, at, min(end, at + 200))
        offsets.append(near if near >= 0 else at)
        at = min(offsets[-1] + (near >= 0 or whole[at].isspace()), end - 1)
    return offsets


class Occurrences:
    """Where links, pictures and citations stand: asked in reading order, gives the next one that is the same."""

    def __init__(self, text: str, visible: str) -> None:
        """Look through `visible`: the `text` in which code is blanked out."""
        self._text = visible
        self._found: dict[tuple[str, str] | str, deque[tuple[int, int]]] = defaultdict(deque)
        for match in _INLINE.finditer(visible) if "[" in visible or "<http" in visible else ():
            words, bracketed, plain, auto = match.groups()
            bang = "" if auto or visible[match.start() - 1 : match.start()] != "!" else "!"
            where = (match.start() - len(bang), match.end() - match.start() + len(bang))
            if bracketed is plain is auto:  # none of them is there
                self._note("", bang + match[0], where)
                continue
            begin, end = match.span(2 if bracketed is not None else 3 if plain is not None else 4)
            target = unescaped(without_entities(text[begin:end])).strip()
            self._note(words or "", bang + target, where)
            if not auto and not bang and words and "![" in words:
                for picture in _PICTURE.finditer(words):
                    inner = (match.start() + 1 + picture.start(), len(picture[0]))
                    self._note(picture[1], "!" + (picture[2] or picture[3]), inner)

    def _note(self, words: str, target: str, where: tuple[int, int]) -> None:
        self._found[target].append(where)
        self._found[words, target].append(where)

    def next(self, target: str, words: str = "") -> tuple[int, int]:
        """Return offset and length of the next mark with this target, those with the same words first."""
        places = self._found.get((words, target)) or self._found.get(target)
        if places:
            return places.popleft() if len(places) > 1 else places[0]
        plain = target.removeprefix("!")
        found = self._text.find(plain if plain in self._text else words)
        return (max(0, found), len(target))
