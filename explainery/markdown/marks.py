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
    SubstituteTagInlineProcessor,
)
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString, code_escape

from explainery.forms import one_form
from explainery.markdown.addresses import BARE, MAIL, Names, bare_address
from explainery.markdown.alternatives import words_in
from explainery.markdown.emphasis import Emphasis
from explainery.markdown.escapes import (
    ESCAPED_CHARS,
    Entity,
    Unescape,
    plain,
    with_backslashes,
    without_entities,
)
from explainery.markdown.inline import InlineLoop
from explainery.markdown.raised import register_raised
from explainery.markdown.tree import CLOSE, OPEN

_BACKTICKS = r"(?<!\\)((?:\\\\)+)(?=`)|(?<!\\)(`+)"
_CITATION = r"\[(@[^\]]*)\]"
_SPACE_INSIDE = re.compile(r"\S\s+\S")
_IN_BRACKETS = re.compile(r"\(\s*<[^<>\n]*>\s*[)\"']")  # an address that may hold spaces
_FOOTNOTE = r"\[\^([^\]\s]+)\](?!\()"
_END_OF_LINE = r"\\\n"
_BETWEEN_WORDS = re.compile(r"[\s_-]+")  # compiled once: `re` forgets what it compiled when there is much of it
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")


class Marks(Protocol):
    """What one text's marks are given to while Python-Markdown runs. A mark is known by the number that it gets."""

    def loose(self, words: str) -> None:
        """Take words that stand between signs which set nothing in bold, in italics, or strike nothing out."""

    def link(self, target: str, words: str, title: str | None) -> int:
        """Take a link, and give its number."""

    def citation(self, raw: str) -> int:
        """Take a citation with its brackets, and give its number."""

    def picture(self, target: str, written: str, title: str | None, words: str) -> int:
        """Take a picture with what stands between its brackets, as it is written and as words, and give its number."""

    def footnote(self, label: str) -> int:
        """Take what a footnote is called where the text has its mark, and give its number."""


class Converter:
    """One Python-Markdown instance, used again for every text; `marks` is set for each."""

    def __init__(self) -> None:
        """Register our own patterns in place of the stock ones."""
        self.marks: Marks
        self._markdown = engine = markdown.Markdown()
        engine.ESCAPED_CHARS = ESCAPED_CHARS
        engine.inlinePatterns.deregister("automail")
        self.names = Names()
        engine.references = self.names
        patterns = engine.inlinePatterns
        patterns.register(_Code(_BACKTICKS), "backtick", 190)
        patterns.register(_Footnote(_FOOTNOTE, engine, self), "footnote", 178)
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
        patterns.register(_Mail(MAIL, engine, self), "mail", 115)
        patterns.register(_Bare(BARE, engine, self), "bare", 110)
        patterns.register(SubstituteTagInlineProcessor(_END_OF_LINE, "br"), "backslash_at_end", 105)
        patterns.register(Entity(ENTITY_RE, engine), "entity", 80)
        register_raised(engine)
        self._emphasis = Emphasis(engine, self._loose)
        patterns.register(self._emphasis, "em_strong", 60)
        engine.treeprocessors.register(InlineLoop(engine), "inline", 20)
        engine.treeprocessors.register(Unescape(engine), "unescape", 0)

    def _loose(self, words: str) -> None:
        self.marks.loose(words)

    def convert(self, root: Element, marks: Marks) -> str:
        """Return the HTML of what is in `root`, with marks in place of everything that needs the rest of the site."""
        self.marks = marks
        engine = self._markdown
        engine.htmlStash.reset()
        self._emphasis.reset()
        for processor in engine.treeprocessors:
            processor.run(root)
        html = engine.serializer(root)
        html = html[html.index(">") + 1 : html.rindex("<")] if html.count("<") > 1 else ""
        for postprocessor in engine.postprocessors:
            html = postprocessor.run(html)
        return html.strip()


class _Marking(InlineProcessor):
    def __init__(self, pattern: str, engine: markdown.Markdown, converter: Converter) -> None:
        super().__init__(pattern, engine)
        self._converter = converter

    def _link(self, words: str, target: str) -> Element:
        number = self._converter.marks.link(without_entities(target), without_entities(words), None)
        element = Element("a", {"id": f"mark-{number}"})
        element.text = AtomicString(without_entities(words))
        return element


class _Citation(_Marking):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        number = self._converter.marks.citation(m[0])
        return f"{OPEN}{number}{CLOSE}", m.start(0), m.end(0)


class _Footnote(_Marking):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        return f"{OPEN}{self._converter.marks.footnote(m[1])}{CLOSE}", m.start(0), m.end(0)


class _Mail(_Marking):
    """An address of mail between angle brackets."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        words = m[1].removeprefix("mailto:")
        return self._link(words, f"mailto:{words}"), m.start(0), m.end(0)


class _Bare(_Marking):
    """An address without any sign around it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        found = bare_address(m[0])
        if not found:
            return None, m.start(0), m.end(0)
        return self._link(*found), m.start(0), m.start(0) + len(found[0])


def _marking(base: type[InlineProcessor], converter: Converter) -> type[InlineProcessor]:
    """Return `base` with its links and pictures turned into marks."""
    in_place = issubclass(base, LinkInlineProcessor) and not issubclass(base, ReferenceInlineProcessor)
    short = issubclass(base, ShortReferenceInlineProcessor)
    # What the parser puts in place of escaped signs is there in the text, but not in the addresses below it, and in
    # angle brackets a backslash is none.
    written = plain if in_place else with_backslashes if base is AutolinkInlineProcessor else str

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

        def _is_followed(self, data: str, at: int) -> bool:
            """Say whether brackets stand here, also those of a link that was found before."""
            link = INLINE_PLACEHOLDER_RE.match(data, at)
            node = link and self.md.treeprocessors["inline"].stashed_nodes.get(link[1])
            return data[at : at + 1] == "[" or (isinstance(node, Element) and node.tag == "a")

        def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str | None, int | None, int | None]:  # noqa: N802
            found = super().handleMatch(m, data)
            element, start, end = found if isinstance(found, tuple) else (found, m.start(0), m.end(0))
            if element is None or (short and end is not None and self._is_followed(data, end)):
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


def slug(words: str) -> str:
    """Return words as an id: small letters of any script, digits and hyphens; "" where nothing is left."""
    kept = one_form(_NOT_IN_SLUG.sub("", one_form(words)).casefold())
    return _BETWEEN_WORDS.sub("-", kept).strip("-")
