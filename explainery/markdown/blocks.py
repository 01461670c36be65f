"""Blocks that are published as written, where Python-Markdown would change them."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import HashHeaderProcessor, OListProcessor, UListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor

from explainery.markdown.tables import Rows

_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_ROW = re.compile(r"\|(?!\|).*\|")


def register_blocks(engine: markdown.Markdown, rows: Callable[[], Rows]) -> None:
    """Register what stands in this module in place of the stock processors."""
    blocks = engine.parser.blockprocessors
    blocks.register(_Numbered(engine.parser), "olist", 40)
    blocks.register(_Bullets(engine.parser), "ulist", 30)
    blocks.register(_Heading(engine.parser), "hashheader", 70)
    blocks.register(_Table(engine.parser, rows), "table", 75)
    engine.treeprocessors.register(_NoTables(engine, rows), "no_tables", 24)


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


class _Table(TableProcessor):
    """A table that loses no cell, which one without a `|` cannot be."""

    def __init__(self, parser: BlockParser, rows: Callable[[], Rows]) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self._rows = rows

    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and super().test(parent, block)

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        columns = len(align)
        if len(cells) > columns:
            begin = int(bool(self.border) and row.startswith("|")) + sum(len(cell) + 1 for cell in cells[:columns])
            self._rows().surplus_cell(row, begin, columns)
        elif "|" not in row and row:
            self._rows().row_without_cells(row)
        super()._build_row(_CODE.sub(_with_pipes, row) if "\\|" in row else row, parent, align)  # type: ignore[misc]


def _with_pipes(code: re.Match[str]) -> str:
    """Return code with its pipes, which in a table may be escaped, although nothing else is in code."""
    return code[0].replace("\\|", "|")


class _NoTables(Treeprocessor):
    """Looks for lines of tables in texts, where they stand only if no table was found."""

    def __init__(self, engine: markdown.Markdown, rows: Callable[[], Rows]) -> None:
        super().__init__(engine)
        self._rows = rows

    def run(self, root: Element) -> None:
        for element in root.iter():
            for text in (element.text, element.tail):
                if text and "|" in text and element.tag != "code":
                    self._look([line.strip() for line in text.split("\n")])

    def _look(self, lines: Sequence[str]) -> None:
        rules = [number for number, line in enumerate(lines) if "|" in line and _RULE.fullmatch(line)]
        for number in rules:
            why = ("headless", "uneven")[number] if number < 2 else "under text"  # noqa: PLR2004 - head and rule
            self._rows().no_table(lines[number], why)
        bare = next((line for line in lines if _ROW.fullmatch(line)), None)
        if bare and not rules:
            self._rows().no_table(bare, "bare")
        self._rows().passed(lines[-1])
