"""What stands silent in Markdown: blocks, code, comments, escapes. No mark begins in them."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from explainery.markdown.blocks import Blocks, Words

SOMETHING = "\x00"
"""What words and signs leave behind that are blanked out."""

_SIGN = re.compile(r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<ticks>`+)|<!--")
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a text in which nothing is a mark: a code span, a line of indented code, a comment, an escape."""

    kind: Literal["span", "indented", "comment", "escape"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block by its offsets: as a whole, of its first line, and of what stands inside.

    `nested`: it stands in a list or a quotation. `token` is what the reader of blocks made of it.
    """

    name: str
    sign: str
    indent: int
    nested: bool
    start: int
    first_line_end: int
    inner: tuple[int, int]
    end: int
    closed: bool
    token: Token


def silences(blocks: Blocks) -> Iterator[Silence | Fence]:
    """Yield code, comments and escapes in the order of a text, and note in each of its words which are comments."""
    for token in blocks.tokens:
        if token.type == "inline":
            yield from _in_words(token.meta["words"])
        elif token.type == "fence":
            yield _fence(blocks.text, token)
        elif token.type == "code_block":
            yield from (Silence("indented", *line) for line in token.meta["lines"] if line[0] < line[1])
        elif token.type == "comment":
            yield from _comments(blocks.text, token.meta["lines"][0][0], token.meta["lines"][-1][1])


def _comments(text: str, start: int, end: int) -> Iterator[Silence]:
    """Yield the comments that stand one behind the other between two offsets."""
    while text.startswith("<!--", start, end):
        found = text.find("-->", start + 2, end)
        close = found + len("-->") if found >= 0 else end
        yield Silence("comment", start, close)
        start = close
        while start < end and text[start] in " \t":
            start += 1


def _fence(text: str, token: Token) -> Fence:
    lines = token.meta["lines"]
    (start, first_line_end), last = lines[0], lines[-1]
    closed = len(lines) == token.content.count("\n") + 2
    begin = min(text.find("\n", start) % (len(text) + 1) + 1, len(text))
    end = text.rfind("\n", begin, last[0]) + 1 if closed else last[1]
    name = text[start + len(token.markup) : first_line_end].strip()
    inner = (begin, max(begin, end))
    return Fence(
        name, token.markup, token.meta["indent"], token.level > 0, start, first_line_end, inner, last[1], closed, token
    )


def _in_words(words: Words) -> Iterator[Silence]:
    """Yield what is silent in the words of a block. A code span ends at as many backticks as it begins with."""
    content, at = words.content, 0
    closing: dict[int, deque[int]] | None = None
    cut: list[tuple[int, int]] = []
    while (sign := _SIGN.search(content, at)) is not None:
        kind: Literal["span", "comment", "escape"] = "escape"
        to: int | None = sign.end()
        if sign["ticks"]:
            kind = "span"
            if closing is None:
                closing = defaultdict(deque)
                for ticks in _TICKS.finditer(content, sign.start()):
                    closing[len(ticks[0])].append(ticks.end())
            ends = closing[len(sign[0])]
            while ends and ends[0] <= sign.end():
                ends.popleft()
            to = ends[0] if ends else None
        elif not sign["escape"]:
            kind, found = "comment", content.find("-->", sign.start() + 2)
            to = found + len("-->") if found >= 0 else None
            if to is not None:
                cut.append((sign.start(), to))
        at = sign.end() if to is None else to
        if to is not None:
            yield Silence(kind, words.origin(sign.start()), words.origin(to - 1) + 1)
    words.comments = cut


def masked(text: str, silent: Iterable[Silence | Fence]) -> str:
    """Return `text` with all in it that is silent blanked out, every other character at its place.

    Where words or signs of a paragraph were, stands `SOMETHING`; where nothing is that Markdown reads, spaces.
    """
    pieces, at = [], 0
    for one in silent:
        filling = SOMETHING if isinstance(one, Silence) and one.kind in ("span", "escape") else " "
        pieces += [text[at : one.start], re.sub(r"[^\n]", filling, text[one.start : one.end])]
        at = one.end
    return "".join([*pieces, text[at:]])
