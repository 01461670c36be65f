"""Steps of Python-Markdown that mostly find nothing, each with a cheap test in front of it. The result is the same.

Registered in place of the stock ones under their public names; any of them can go when a release is as fast.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import RE_AMP
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX

from explainery.markdown.emphasis import Emphasis
from explainery.markdown.escapes import Unescape
from explainery.markdown.inline import InlineLoop

_BEGINS_BLOCK = re.compile(r"\n[ \n#>*+=_\[\d-]")
_UNUSUAL_SPACE = re.compile(rf"[\t\r{STX}{ETX}]|\n ")
_EMPTY = frozenset({"br", "hr", "img"})  # of all elements without an end, those that Python-Markdown makes
_QUOTE = '"'
_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


class Engine(markdown.Markdown):
    """Python-Markdown, which looks for an element's name in a set instead of a list."""

    def is_block_level(self, tag: Any) -> bool:
        """Say whether an element of that name is a block."""
        return isinstance(tag, str) and (tag in _BLOCK_LEVEL or tag.lower().rstrip("/") in _BLOCK_LEVEL)


def take_shortcuts(engine: markdown.Markdown, emphasis: Emphasis) -> None:
    """Register what stands in this module and in `inline`, once all inline patterns are there."""
    engine.preprocessors.register(_Whitespace(engine), "normalize_whitespace", 30)
    engine.serializer = as_html
    engine.treeprocessors.register(InlineLoop(engine), "inline", 20)
    engine.treeprocessors.register(_Unescape(engine, emphasis), "unescape", 0)
    blocks = engine.parser.blockprocessors
    blocks.register(_Words(engine.parser), "words", 110)


class _Whitespace(NormalizeWhitespace):
    """Leaves lines alone that hold only plain characters and begin with some."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if _UNUSUAL_SPACE.search("\n".join(lines)) else [*lines, "", ""]


def as_html(root: Element) -> str:
    """Return an element as `markdown.serializers.to_xhtml_string` writes it; an element has a plain name here."""
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        tag, tail = element.tag, _escaped(element.tail)
        attributes = "".join(
            f' {name}="{_escaped(value).replace(_QUOTE, "&quot;")}"' for name, value in sorted(element.items())
        )
        if tag in _EMPTY:
            pieces.append(f"<{tag}{attributes} />{tail}")
        elif len(element):
            pieces.append(f"<{tag}{attributes}>{_escaped(element.text)}")
            waiting += (f"</{tag}>{tail}", *reversed(element))
        else:
            pieces.append(f"<{tag}{attributes}>{_escaped(element.text)}</{tag}>{tail}")
    return "".join(pieces)


def _escaped(text: str | None) -> str:
    if not text:
        return ""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


class _Words(ParagraphProcessor):
    """A block that can only be a paragraph, since none of its lines begins with a sign of another kind of block."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return bool(block) and "|" not in block and not _BEGINS_BLOCK.search(f"\n{block}")


class _Unescape(Unescape):
    """Gives escaped signs back, where the text has backslashes, or signs that are none of emphasis."""

    def __init__(self, engine: markdown.Markdown, emphasis: Emphasis) -> None:
        super().__init__(engine)
        self._emphasis = emphasis

    def run(self, root: Element) -> None:
        if self._emphasis.kept or any("\\" in line for line in self.md.lines):  # type: ignore[attr-defined]
            super().run(root)
