"""The Python-Markdown extension: links, citations, pictures and headings become marks that the cut finds again."""

import re
from typing import Protocol
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import (
    ENTITY_RE,
    AutolinkInlineProcessor,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString, code_escape

from explainery.forms import one_form
from explainery.markdown.addresses import Names, NamingLines
from explainery.markdown.alternatives import words_in
from explainery.markdown.blocks import register_blocks
from explainery.markdown.emphasis import Emphasis
from explainery.markdown.escapes import (
    ESCAPED_CHARS,
    Entity,
    Unescape,
    plain,
    unescaped,
    with_backslashes,
    without_entities,
)
from explainery.markdown.lines import Lines
from explainery.markdown.shortcuts import Engine, take_shortcuts

OPEN, CLOSE = "\ue000", "\ue001"
_BACKTICKS = r"(?<!\\)((?:\\\\)+)(?=`)|(?<!\\)(`+)"
_CITATION = r"\[(@[^\]]*)\]"
_SPACE_INSIDE = re.compile(r"\S\s+\S")
_IN_BRACKETS = re.compile(r"\(\s*<[^<>\n]*>\s*[)\"']")  # an address that may hold spaces
_ID = re.compile(r"\s*(?<!\\)\{#?([^{}\\]*)\}\s*$")
_CLOSING = re.compile(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")


class Marks(Protocol):
    """What one text's marks are given to while Python-Markdown runs. A mark is known by the number that it gets."""

    lines: Lines

    def link(self, target: str, words: str, title: str | None) -> int:
        """Take a link, and give its number."""

    def citation(self, raw: str) -> int:
        """Take a citation with its brackets, and give its number."""

    def picture(self, target: str, written: str, title: str | None, words: str) -> int:
        """Take a picture with what stands between its brackets, as it is written and as words, and give its number."""

    def heading(self, level: int, words: str, given: str | None) -> str:
        """Take a heading with what its writer put into `{…}` behind it (None for nothing), and give its id."""


class Converter:
    """One Python-Markdown instance, used again for every text; `marks` is set for each."""

    def __init__(self) -> None:
        """Register our own processors in place of the stock ones."""
        self.marks: Marks
        self._markdown = Engine()
        engine = self._markdown
        engine.ESCAPED_CHARS = ESCAPED_CHARS
        engine.preprocessors.deregister("html_block")
        engine.inlinePatterns.deregister("automail")
        engine.parser.blockprocessors.register(NamingLines(engine.parser), "reference", 15)
        self.names = Names()
        engine.references = self.names
        patterns = engine.inlinePatterns
        patterns.register(_Code(_BACKTICKS), "backtick", 190)
        patterns.register(_Citation(_CITATION, engine, self), "citation", 175)
        for name, base, priority in (
            ("reference", ReferenceInlineProcessor, 170),
            ("link", LinkInlineProcessor, 160),
            ("image_link", ImageInlineProcessor, 150),
            ("image_reference", ImageReferenceInlineProcessor, 140),
            ("short_reference", ShortReferenceInlineProcessor, 130),
            ("short_image_ref", ShortImageReferenceInlineProcessor, 125),
            ("autolink", AutolinkInlineProcessor, 120),
        ):
            stock = patterns[name]
            patterns.register(_marking(base, self)(stock.pattern, engine), name, priority)
        patterns.register(Entity(ENTITY_RE, engine), "entity", 80)
        emphasis = Emphasis(engine, self._loose)
        patterns.register(emphasis, "em_strong", 60)
        engine.treeprocessors.register(Unescape(engine), "unescape", 0)
        register_blocks(engine, lambda: self.marks.lines)
        take_shortcuts(engine, emphasis)
        engine.treeprocessors.register(_Headings(engine, self), "headings", 25)
        engine.treeprocessors.register(_Alignment(engine), "alignment", 5)

    def _loose(self, words: str) -> None:
        self.marks.lines.loose(words)

    def convert(self, text: str, marks: Marks) -> str:
        """Return the HTML of `text`, with marks in place of everything that needs the rest of the site."""
        self.marks = marks
        self._markdown.reset()
        return str(self._markdown.convert(text))


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, engine: markdown.Markdown, converter: Converter) -> None:
        super().__init__(pattern, engine)
        self._converter = converter

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        number = self._converter.marks.citation(m[0])
        return f"{OPEN}{number}{CLOSE}", m.start(0), m.end(0)


def _marking(base: type[InlineProcessor], converter: Converter) -> type[InlineProcessor]:
    """Return `base` with its links and pictures turned into marks."""
    in_place = issubclass(base, LinkInlineProcessor) and not issubclass(base, ReferenceInlineProcessor)
    short = issubclass(base, ShortReferenceInlineProcessor)
    # What the parser puts in place of escaped signs is there in the text, but not in the addresses below it, and in
    # angle brackets a backslash is none.
    written = plain if in_place else with_backslashes if base is AutolinkInlineProcessor else unescaped

    class Marking(base):  # type: ignore[misc, valid-type]
        def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
            href, title, end, handled = super().getLink(data, index)
            held_together = not _SPACE_INSIDE.search(href) or _IN_BRACKETS.match(data, index)
            marked = any(map(self._is_mark, INLINE_PLACEHOLDER_RE.findall(data, index, end)))
            return href, title, end, handled and bool(held_together) and not marked

        def _is_mark(self, number: str) -> bool:
            """Say whether something that was found before is a mark, which no address holds, and no escaped sign."""
            found = self.md.treeprocessors["inline"].stashed_nodes.get(number)
            return isinstance(found, Element) or (isinstance(found, str) and OPEN in found)

        def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str | None, int | None, int | None]:  # noqa: N802
            found = super().handleMatch(m, data)
            element, start, end = found if isinstance(found, tuple) else (found, m.start(0), m.end(0))
            if element is None or (short and end is not None and data[end : end + 1] == "["):
                return None, None, None
            title = element.get("title")
            title = title and written(without_entities(title))
            if element.tag == "img":
                found_before = self.md.treeprocessors["inline"].stashed_nodes
                words = words_in(self.getText(data, m.end(0))[0], found_before, OPEN)
                source, alt = written(without_entities(element.get("src", ""))), plain(element.get("alt", ""))
                return f"{OPEN}{converter.marks.picture(source, alt, title, words)}{CLOSE}", start, end
            target, words = written(without_entities(element.get("href", ""))), plain(element.text or "")
            if base is AutolinkInlineProcessor:
                element.text = AtomicString(target)
            element.attrib.clear()
            element.set("id", f"mark-{converter.marks.link(target, words, title)}")
            return element, start, end

    if issubclass(base, ReferenceInlineProcessor):
        Marking.RE_LINK = re.compile(r"\[([^\]]*)\]")  # the stock one lets a space stand between the brackets
    return Marking


class _Code(BacktickInlineProcessor):
    """Code as CommonMark reads it: it ends at as many backticks as it begins with, and loses one space on each side."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if m[1]:
            return super().handleMatch(m, data)
        end = re.compile(f"(?<!`){m[2]}(?!`)").search(data, m.end())
        if not end:
            return None, m.start(), m.end()
        words = data[m.end() : end.start()].replace("\n", " ")
        if words.startswith(" ") and words.endswith(" ") and words.strip():
            words = words[1:-1]
        code = Element("code")
        code.text = AtomicString(code_escape(words))
        return code, m.start(), end.end()


class _Headings(Treeprocessor):
    """Gives every heading its id before inline patterns can touch the `{#id}` behind it."""

    def __init__(self, engine: markdown.Markdown, converter: Converter) -> None:
        super().__init__(engine)
        self._converter = converter

    def run(self, root: Element) -> None:
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():  # noqa: PLR2004 - h1 to h6
                text = element.text or ""
                given = _ID.search(text)
                words = _CLOSING.sub("", text[: given.start()]) if given else text
                element.text = words
                element.set(
                    "id", self._converter.marks.heading(int(element.tag[1]), words, given[1] if given else None)
                )


class _Alignment(Treeprocessor):
    """Says a cell's alignment with a class, since the page's security policy blocks style attributes."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in ("td", "th") and (align := element.attrib.pop("align", None)):
                element.set("class", f"align-{'end' if align == 'right' else align}")


def slug(words: str) -> str:
    """Return words as an id: small letters of any script, digits and hyphens; "" where nothing is left."""
    kept = one_form(_NOT_IN_SLUG.sub("", one_form(words)).casefold())
    return re.sub(r"[\s_-]+", "-", kept).strip("-")
