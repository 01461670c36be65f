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

_SIGN = re.compile(r"\\[!-/:-@\[-`{-~]|``*|<!--|\$\$?")  # each choice begins with a plain sign, for which `re` is quick
# What a `$` begins is told as Pandoc tells it (pandoc.org/MANUAL.html, tex_math_dollars), so that `$5` is a price: no
# space stands behind the first `$`, none before the last, and no digit behind that. Besides, no letter stands before
# the first (`US$5`), and what begins with a digit and has a space has some other sign, too: `$5 or 6$` are prices.
_FORMULA = re.compile(
    r"(?<![^\W\d_])\$(?=[^\s$])(?!\d[^\n$\\^_={}<>+]*\s[^\n$\\^_={}<>+]*\$)"
    r"(?P<latex>(?:\\.|[^\\$`]){1,2000})(?<!\s)\$(?!\d)",
    re.DOTALL,
)
_FORMULA_APART = re.compile(r"\$\$(?P<latex>(?:\\.|[^\\$`]){0,2000})\$\$", re.DOTALL)
_TICKS = re.compile("`+")
# Where links, brackets and bare words lead: a `$` there is part of an address, as in those of OData (`?$select=…`).
_ADDRESS = re.compile(
    r"\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)|<[a-z][a-z0-9+.-]*:[^<>\s]*>|(?:https?://|www\.)[^\s<]*",
    re.IGNORECASE,
)


Kind = Literal["span", "indented", "comment", "escape", "formula", "display"]


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a text in which nothing is a mark: a code span, a line of indented code, a comment, an escape.

    A formula is one of a line of words (`formula`), or a line of one that stands by itself (`display`).
    """

    kind: Kind
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
        elif token.type == "formula":
            yield from (Silence("display", *line) for line in token.meta["lines"] if line[0] < line[1])
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
    """Yield what is silent in the words of a block, and note its comments and formulas there."""
    content, at = words.content, 0
    if not _SIGN.search(content):
        return
    ticks = _Ticks(content)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    addresses = addresses_in(content) if "$" in content else ()
    while (sign := _SIGN.search(content, at)) is not None:
        kind, end = _silent_from(sign, content, ticks)
        if kind == "formula" and any(start <= sign.start() < close for start, close in addresses):
            end = None
        at = sign.end() if end is None else end
        if end is not None:
            found[kind].append((sign.start(), end))
            yield Silence(kind, words.origin(sign.start()), words.origin(end - 1) + 1)
    words.comments, words.formulas = found["comment"], found["formula"]


def addresses_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where addresses stand in some words, in which no `$` begins a formula."""
    return tuple(found.span() for found in _ADDRESS.finditer(text))


def _silent_from(sign: re.Match[str], content: str, ticks: "_Ticks") -> tuple[Kind, int | None]:
    """Return what begins at a sign, and where it ends; None where nothing ends it."""
    if sign[0][0] == "`":
        return "span", ticks.end_of(sign[0], sign.end())
    if sign[0][0] == "$":
        found = (_FORMULA_APART if sign[0] == "$$" else _FORMULA).match(content, sign.start())
        return "formula", found.end() if found else None
    if sign[0][0] == "\\":
        return "escape", sign.end()
    close = content.find("-->", sign.start() + 2)
    return "comment", close + len("-->") if close >= 0 else None


class _Ticks:
    """The backticks of some words, asked from left to right: a code span ends at as many as it begins with."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._ends: dict[int, deque[int]] | None = None

    def end_of(self, ticks: str, at: int) -> int | None:
        """Return where code ends that begins with some backticks, of which the last stands before `at`."""
        if self._ends is None:
            self._ends = defaultdict(deque)
            for found in _TICKS.finditer(self._content):
                self._ends[len(found[0])].append(found.end())
        ends = self._ends[len(ticks)]
        while ends and ends[0] <= at:
            ends.popleft()
        return ends[0] if ends else None


def masked(text: str, silent: Iterable[Silence | Fence]) -> str:
    """Return `text` with all in it that is silent blanked out, every other character at its place.

    Where words or signs of a paragraph were, stands `SOMETHING`; where nothing is that Markdown reads, spaces.
    """
    pieces, at = [], 0
    for one in silent:
        filling = SOMETHING if isinstance(one, Silence) and one.kind in ("span", "escape", "formula") else " "
        pieces += [text[at : one.start], re.sub(r"[^\n]", filling, text[one.start : one.end])]
        at = one.end
    return "".join([*pieces, text[at:]])
