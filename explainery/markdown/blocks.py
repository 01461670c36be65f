"""The blocks of a text as CommonMark and GitHub read them: paragraphs, lists, tables, code, each with its place.

markdown-it-py finds them (its rules are those of commonmark.org and of GitHub); what stands in their words is found by
Python-Markdown, see `marks.py`.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.utils import isStrSpace
from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    code,
    fence,
    heading,
    lheading,
    list_block,
    paragraph,
    reference,
    table,
)
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

MOST_LEVELS = 60
"""How deep blocks may be nested; each list and each definition counts twice."""

_YEAR = re.compile(r"\d{4,}[.)]")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT_END = "-->"
_FORMULA_END = re.compile(r"(?<!\\)(?:\\\\)*\$\$")
_SIGNS = {  # with which a line begins where a rule finds something; those of the other rules are any
    "fence": "`~",
    "formula": "$",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}

Rule = Callable[[StateBlock, int, int, bool], bool]
Span = tuple[int, int]


@dataclass(slots=True)
class Words:
    """The words of a block: its lines, without what stands before them, and where its pieces stand in the text.

    `starts` has the offset of each piece in `content`, and in the text. `kind` is that of the block: `p`, `h2`, `td`.
    `comments` and `formulas` are those in it, by their offsets in `content`; `marks` what stands in place of formulas.
    """

    content: str
    starts: Sequence[Span]
    kind: str = "p"
    comments: Sequence[Span] = ()
    formulas: Sequence[Span] = ()
    marks: list[str] = field(default_factory=list)

    @property
    def published(self) -> str:
        """Return the words without comments, and with marks in place of formulas."""
        if not (self.comments or self.formulas):
            return self.content
        cut = [(*span, "") for span in self.comments]
        if self.formulas:
            cut = sorted((*cut, *((*span, mark) for span, mark in zip(self.formulas, self.marks, strict=True))))
        pieces, at = list[str](), 0
        for begin, end, mark in cut:
            pieces += (self.content[at:begin], mark)
            at = end
        return "".join([*pieces, self.content[at:]])

    def origin(self, at: int) -> int:
        """Return where in the text the character at an offset of the content stands."""
        piece = bisect_right(self.starts, at, key=lambda start: start[0]) - 1
        return self.starts[piece][1] + at - self.starts[piece][0]


@dataclass(slots=True)
class Blocks:
    """All blocks of a text as tokens of markdown-it, and the addresses that lines give names to.

    `meta` of a token has the `lines` of code and comments, the `words` of what holds words, and the `at` of an item.
    """

    text: str
    tokens: list[Token]
    names: list[Token] = field(default_factory=list)

    @property
    def words(self) -> Iterator[Words]:
        """Yield the words of all blocks in the order of the text."""
        return (token.meta["words"] for token in self.tokens if token.type == "inline")


def read_blocks(text: str) -> Blocks:
    """Return the blocks of a text."""
    tokens: list[Token] = []
    reader = _reader()
    reader.block.parse(text, reader, {}, tokens)
    return Blocks(
        text, [one for one in tokens if one.type != "definition"], [one for one in tokens if one.type == "definition"]
    )


@functools.cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"maxNesting": MOST_LEVELS, "inline_definitions": True, "tasklists": True})
    reader.enable("table")
    reader.normalizeLink = str  # type: ignore[method-assign, assignment] # addresses stay as they were written
    reader.validateLink = lambda _url: True  # type: ignore[method-assign, assignment] # and are judged elsewhere
    rules = reader.block.ruler
    above = ["paragraph", "reference", "blockquote"]
    rules.at("html_block", _comment, {"alt": above})
    rules.at("list", _with_items(_no_year(list_block)), {"alt": above})
    rules.at("blockquote", _with_margin(blockquote), {"alt": [*above, "list"]})
    rules.at("paragraph", _with_words(paragraph))
    rules.at("heading", _with_words(heading), {"alt": above})
    rules.at("lheading", _with_words(lheading))
    rules.at("code", _with_lines(code))
    rules.at("fence", _with_lines(fence), {"alt": [*above, "list"]})
    rules.at("table", _with_cells(table), {"alt": above[:2]})
    rules.at("reference", _with_lines(reference))
    rules.before("fence", "formula", _formula, {"alt": [*above, "list"]})
    rules.before("reference", "footnote_def", _footnote, {"alt": above[:2]})
    reader.use(deflist_plugin)
    definitions = next(one.fn for one in rules.__rules__ if one.name == "deflist")
    rules.at("deflist", _with_terms(definitions), {"alt": above})
    chains = {chain: [_by_signs(rules, chain)] for chain in ("", *above, "list")}
    rules.getRules = chains.__getitem__  # type: ignore[method-assign, assignment] # as ours are asked, many times a line
    return reader


def _by_signs(rules: Ruler[Rule], chain: str) -> Rule:
    """Return the rules of a chain as one, which asks only those that may find something at the first sign of a line."""
    chosen = [one for one in rules.__rules__ if one.enabled and (not chain or chain in one.alt)]
    signs = {sign for some in _SIGNS.values() for sign in some}
    asked = {sign: [one.fn for one in chosen if sign in _SIGNS.get(one.name, sign)] for sign in signs}
    otherwise = [one.fn for one in chosen if one.name not in _SIGNS]

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
        at = state.bMarks[start] + state.tShift[start]
        return any(rule(state, start, end, silent) for rule in asked.get(state.src[at : at + 1], otherwise))

    return run


# Where blocks stand ---------------------------------------------------------------------------------------------------
# A rule knows it while it runs: `bMarks` and `tShift` say where the words of a line begin, behind what is around it.


def _lines(state: StateBlock, first: int, last: int) -> list[Span]:
    """Return where the words of lines begin and end."""
    return [(state.bMarks[line] + state.tShift[line], state.eMarks[line]) for line in range(first, last)]


def _words(text: str, lines: Sequence[Span], kind: str) -> Words:
    """Return the words of lines, of which the last loses the spaces at its end."""
    pieces, starts, length = [], [], 0
    for begin, end in lines:
        line = text[begin:end]
        indent = len(line) - len(line.lstrip(" \t"))
        pieces.append(line[indent:])
        starts.append((length, begin + indent))
        length += len(line) - indent + 1
    return Words("\n".join(pieces).rstrip(" \t"), starts, kind)


def _with_words(rule: Rule) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            opened, inner = state.tokens[before], state.tokens[before + 1]
            lines = _lines(state, start, state.line)
            opened.meta = {"lines": lines}
            if opened.markup and opened.markup in "-=":
                lines = lines[:-1]
            elif opened.type == "heading_open":
                begin = lines[0][0] + len(opened.markup)
                begin = begin if not inner.content else state.src.index(inner.content, begin)
                lines = [(begin, begin + len(inner.content))]
            inner.meta = {"words": _words(state.src, lines, opened.tag)}
        return True

    return run


def _with_lines(rule: Rule) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:]:
            token.meta = {**token.meta, "lines": _lines(state, start, state.line), "indent": state.sCount[start]}
        return True

    return run


def _with_cells(rule: Rule) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        cells: Iterator[Words] = iter(())
        for token in state.tokens[before:]:
            if token.type == "tr_open" and token.map:
                (line,) = _lines(state, token.map[0], token.map[0] + 1)
                row = _cells(state.src, *line)
                token.meta = {"row": line, "cells": row}
                cells = iter(row)
            elif token.type == "inline":
                cell = next(cells, Words("", [(0, line[1])], "td"))
                cell.kind = "td"
                token.meta = {"words": cell}
        return True

    return run


def _cells(text: str, begin: int, end: int) -> list[Words]:
    """Return the cells of a row: `|` divides them, unless a backslash stands before it."""
    while end > begin and isStrSpace(text[end - 1]):
        end -= 1
    at, spans = begin, []
    for pipe in _PIPE.finditer(text, begin, end):
        spans.append((at, pipe.start()))
        at = pipe.end()
    spans.append((at, end))
    if spans[0][0] == spans[0][1]:
        del spans[0]
    if spans and spans[-1][0] == spans[-1][1]:
        del spans[-1]
    return [_cell(text, *span) for span in spans]


def _cell(text: str, begin: int, end: int) -> Words:
    raw = text[begin:end]
    begin += len(raw) - len(raw.lstrip(" \t"))
    content, starts = "", list[Span]()
    for piece in raw.strip(" \t").split("\\|"):
        starts.append((len(content), begin))
        content += piece + "|"
        begin += len(piece) + 2
        if starts[1:]:  # the sign itself stands before this piece, behind its backslash
            starts[-1] = (starts[-1][0] - 1, starts[-1][1] - 1)
    return Words(content[:-1], starts, "td")


def _with_terms(rule: Rule) -> Rule:
    """Give the terms of a list of definitions their words; a `~` begins no definition, since it means “about”."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        following = start + 1 + (start + 1 < end and state.isEmpty(start + 1))
        marker = following if not silent else start
        if marker < end and state.src.startswith("~", state.bMarks[marker] + state.tShift[marker]):
            return False
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:]:
            if token.type == "inline" and "words" not in token.meta and token.map:
                token.meta = {"words": _words(state.src, _lines(state, token.map[0], token.map[0] + 1), "dt")}
        return True

    return run


def _with_margin(rule: Rule) -> Rule:
    """Note lines of a quotation before whose `>` as many spaces stand as before code: elsewhere that is none."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before, at = len(state.tokens), state.bMarks[start] + state.tShift[start]
        if not rule(state, start, end, silent):
            return False
        if not silent:
            lines = [line for line in range(start + 1, state.line) if state.is_code_block(line)]
            begins = (_lines(state, line, line + 1)[0] for line in lines)
            far = [one for one in begins if state.src.startswith(">", one[0])]
            state.tokens[before].meta = {"far": far, "at": at}
        return True

    return run


def _with_items(rule: Rule) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:] if not silent else ():
            if token.type == "list_item_open" and "at" not in token.meta and token.map:
                line = token.map[0]
                token.meta = {**token.meta, "at": state.bMarks[line] + state.tShift[line], "end": state.eMarks[line]}
        return True

    return run


# Rules of our own -----------------------------------------------------------------------------------------------------


def _no_year(rule: Rule) -> Rule:
    """Let numbers of more than three digits begin no list: they are years."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        at = state.bMarks[start] + state.tShift[start]
        return not _YEAR.match(state.src, at) and rule(state, start, end, silent)

    return run


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Find the text of a footnote, and note where it begins."""
    before, at = len(state.tokens), state.bMarks[start] + state.tShift[start]
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        last = state.eMarks[state.line - 1]
        state.tokens[before].meta |= {"at": at, "last": last}
    return True


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Find a comment that begins a line: it ends with the line in which it closes, or with what is around it."""
    at = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", at):
        return False
    if silent:
        return True
    line = start
    begin = at + 2  # `<!-->` is whole
    while _COMMENT_END not in state.src[begin : state.eMarks[line]]:
        line += 1
        if line >= end or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            line -= 1
            break
        begin = state.bMarks[line]
    state.line = line + 1
    token = state.push("comment", "", 0)
    token.meta = {"lines": _lines(state, start, state.line)}
    return True


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Find a formula that stands by itself: from `$$` to the line in which the next `$$` is, or the paragraph ends."""
    at = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("$$", at):
        return False
    if silent:
        return True
    line, begin = start, at + 2
    while not _FORMULA_END.search(state.src, begin, state.eMarks[line]):
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            line -= 1
            break
        begin = state.bMarks[line] + state.tShift[line]
    state.line = line + 1
    token = state.push("formula", "", 0)
    lines = _lines(state, start, state.line)
    token.meta = {"lines": lines, "words": _words(state.src, lines, "formula")}
    return True
