"""Blocks that are published as written, where Python-Markdown would change them."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor, OListProcessor, UListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor

from explainery.markdown.lines import Lines

_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_ROW = re.compile(r"\|(?!\|).*\|")
_CODE_INDENT = " " * 4
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})
_SIGN = r">|#{2,6} |`{3}|~{3}|[-*+](?: |$)|\[[^\n]*?\]:"
_BLOCK_SIGN = re.compile(rf"^ *(?:{_SIGN})|\A *\d{{1,3}}[.)](?: |$)", re.MULTILINE)
_FIRST_SIGN = re.compile(rf"{_SIGN}|\d{{1,3}}[.)](?: |$)")  # further down a number is one in words


def register_blocks(engine: markdown.Markdown, lines: Callable[[], Lines]) -> None:
    """Register what stands in this module in place of the stock processors."""
    blocks = engine.parser.blockprocessors
    blocks.register(_Numbered(engine.parser), "olist", 40)
    blocks.register(_Bullets(engine.parser), "ulist", 30)
    blocks.register(_Heading(engine.parser), "hashheader", 70)
    blocks.register(_Table(engine.parser, lines), "table", 75)
    blocks.register(_Quotation(engine.parser), "quote", 20)
    engine.treeprocessors.register(_Unread(engine, lines), "unread", 24)


def _with_short_numbers(processor: OListProcessor) -> None:
    """Let numbers of more than three digits begin no item: they are years."""
    for name in ("RE", "CHILD_RE", "INDENT_RE"):
        pattern: re.Pattern[str] = getattr(processor, name)
        setattr(processor, name, re.compile(pattern.pattern.replace(r"\d+\.", r"\d{1,3}\.")))


class _Numbered(OListProcessor):
    """A list that begins with the number that it is given."""

    LAZY_OL = False

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        _with_short_numbers(self)


class _Bullets(UListProcessor):
    """A list without numbers, in which a numbered one may stand."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        _with_short_numbers(self)


class _Heading(HashHeaderProcessor):
    """A heading whose last words stay: `C#` does not lose its sign, since a closing `#` has a space before it."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?!#)(?P<header>[^\n]*?)(?:(?<=[ \t])#+)?[ \t]*(?:\n|$)")


class _Quotation(BlockQuoteProcessor):
    """A quotation of its own, also behind another one and an empty line."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802
        """Return none, so that no quotation is found to go on with."""
        return None


class _Table(TableProcessor):
    """A table that loses no cell, which one without a `|` cannot be."""

    def __init__(self, parser: BlockParser, lines: Callable[[], Lines]) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self._lines = lines

    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and super().test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        for row in blocks[0].split("\n")[1:]:
            if row.startswith(_CODE_INDENT):
                self._lines().indented_row(row.strip())
        super().run(parent, blocks)

    def _build_empty_row(self, parent: Element, align: Sequence[str | None]) -> None:
        """Build none: a table of which only the head is written has no row."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        columns = len(align)
        if len(cells) > columns:
            begin = int(bool(self.border) and row.startswith("|")) + sum(len(cell) + 1 for cell in cells[:columns])
            self._lines().surplus_cell(row, begin, columns)
        elif "|" not in row and row:
            self._lines().row_without_cells(row)
        super()._build_row(_CODE.sub(_with_pipes, row) if "\\|" in row else row, parent, align)  # type: ignore[misc]


def _with_pipes(code: re.Match[str]) -> str:
    """Return code with its pipes, which in a table may be escaped, although nothing else is in code."""
    return code[0].replace("\\|", "|")


class _Unread(Treeprocessor):
    """Looks for lines in texts that begin as tables, quotations, items and so on do, and are none."""

    def __init__(self, engine: markdown.Markdown, lines: Callable[[], Lines]) -> None:
        super().__init__(engine)
        self._lines = lines

    def run(self, root: Element) -> None:
        for element in root.iter():
            text, tail, tag = element.text, element.tail, element.tag
            if text and tag != "code" and ("|" in text or (tag in _PARAGRAPHS and _BLOCK_SIGN.search(text))):
                self._look([line.strip() for line in text.split("\n")], in_paragraph=tag in _PARAGRAPHS)
            if tail and ("|" in tail or _BLOCK_SIGN.search(tail)):
                self._look([line.strip() for line in tail.split("\n")], in_paragraph=True)

    def _look(self, lines: Sequence[str], *, in_paragraph: bool) -> None:
        rules = [number for number, line in enumerate(lines) if "|" in line and _RULE.fullmatch(line)]
        for number in rules:
            why = ("headless", "uneven")[number] if number < 2 else "under text"  # noqa: PLR2004 - head and rule
            self._lines().no_table(lines[number], why)
        bare = next((line for line in lines if _ROW.fullmatch(line)), None)
        if bare and not rules:
            self._lines().no_table(bare, "bare")
        for number, line in enumerate(lines if in_paragraph else ()):
            if (_BLOCK_SIGN if number else _FIRST_SIGN).match(line):
                self._lines().unread(line)
        self._lines().passed(lines[-1])
