"""Blocks that are published as written, where Python-Markdown would change them."""

import re

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import OListProcessor, UListProcessor


def register_blocks(engine: markdown.Markdown) -> None:
    """Register what stands in this module in place of the stock processors."""
    blocks = engine.parser.blockprocessors
    blocks.register(_Numbered(engine.parser), "olist", 40)
    blocks.register(_Bullets(engine.parser), "ulist", 30)


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
