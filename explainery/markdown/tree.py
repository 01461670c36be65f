"""Blocks as the tree of elements in which Python-Markdown then looks for marks."""

import re
from collections.abc import Sequence
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown_it.token import Token

from explainery.markdown.blocks import Blocks, Words

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around the number of a mark."""

ALERTS = ("note", "tip", "important", "warning", "caution")
"""The kinds of alerts that GitHub has, in small letters."""

_ALERT = re.compile(r"\[!([^\]\n]*)\][ \t]*(?:\n|\Z)")
_ALIGN = re.compile(r"text-align:(\w+)")
_PLAIN = frozenset("p ul ol li blockquote table thead tbody tr hr dl dt dd h1 h2 h3 h4 h5 h6 th td".split())


class Sink(Protocol):
    """Whoever makes marks of what is no element: each is known by the number that it gets."""

    def code(self, token: Token) -> int:
        """Take indented code, or a fenced block."""

    def formula(self, token: Token) -> int:
        """Take a formula that stands by itself."""

    def heading(self, level: int, words: Words, line: tuple[int, int]) -> tuple[str, str]:
        """Take a heading, and where its line begins and ends; give its id, and its words without that."""

    def said(self, name: str) -> int:
        """Take the name of what the generator says itself: a kind of alert, or `done` or `to do` of a task."""


class Tree:
    """The elements of a text: all but footnotes in `root`, and each footnote by what it is called."""

    def __init__(self, blocks: Blocks, sink: Sink) -> None:
        """Make them."""
        self.root = Element("div")
        self.footnotes: dict[str, Element] = {}
        self._sink = sink
        self._open = [self.root]
        self._box = ""  # that of a task, until its words come
        self._outside: list[list[Element]] = []
        tokens = blocks.tokens
        for number, token in enumerate(tokens):
            if token.type == "inline":
                self._words(token.meta["words"])
            elif token.nesting < 0 and token.tag in _PLAIN:
                if not token.hidden:
                    self._open.pop()
            else:
                self._add(token, tokens[number + 1 : number + 3])

    def _add(self, token: Token, following: Sequence[Token]) -> None:
        if token.type in ("fence", "code_block"):
            SubElement(self._open[-1], "p").text = f"{OPEN}{self._sink.code(token)}B{CLOSE}"
        elif token.type == "formula":
            SubElement(self._open[-1], "p").text = f"{OPEN}{self._sink.formula(token)}B{CLOSE}"
        elif token.type == "footnote_reference_open":
            self._outside.append(self._open)
            self._open = [Element("div")]
            self.footnotes.setdefault(token.meta["label"].casefold(), self._open[0])
        elif token.type == "footnote_reference_close":
            self._open = self._outside.pop()
        elif token.type == "blockquote_open" and (kind := alert_of(following)) in ALERTS:
            element = SubElement(self._open[-1], "aside", {"class": f"alert alert--{kind}"})
            element.text = f"{OPEN}{self._sink.said(kind)}{CLOSE}"
            self._open.append(element)
        elif token.tag in _PLAIN and not token.hidden:
            self._element(token, following)

    def _element(self, token: Token, following: Sequence[Token]) -> None:
        element = SubElement(self._open[-1], token.tag)
        if token.nesting:
            self._open.append(element)
        if token.tag == "ol" and "start" in token.attrs:
            element.set("start", str(token.attrs["start"]))
        elif token.tag in ("th", "td") and (align := _ALIGN.match(str(token.attrs.get("style", "")))):
            element.set("class", f"align-{'end' if align[1] == 'right' else align[1]}")
        elif token.tag == "li" and "checked" in token.meta:
            element.set("class", "task")
            self._box = f"{OPEN}{self._sink.said('done' if token.meta['checked'] else 'to do')}{CLOSE}"
        elif token.tag[0] == "h" and token.tag != "hr":
            name, words = self._sink.heading(int(token.tag[1]), following[0].meta["words"], token.meta["lines"][0])
            element.set("id", name)
            element.text = words

    def _words(self, words: Words) -> None:
        parent = self._open[-1]
        if parent.tag[0] == "h":
            return  # they were looked through for an id already
        text, self._box = f"{self._box}{words.published}", ""
        if parent.tag == "p" and len(self._open) > 1 and self._open[-2].get("class", "").startswith("alert"):
            text = _ALERT.sub("", text, count=1) if self._open[-2][0] is parent else text
            if not text:
                self._open[-2].remove(parent)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def alert_of(following: Sequence[Token]) -> str | None:
    """Return what stands between `[!` and `]` alone in the first line of a quotation, in small letters."""
    if len(following) > 1 and following[1].type == "inline":
        found = _ALERT.match(following[1].meta["words"].content)
        return found[1].strip().lower() if found else None
    return None
