"""The inline loop of Python-Markdown, written so that a pattern is called only where it can find something.

The released loop asks every pattern about every text: thousands of calls a page, nearly all of which find nothing, and
a third of the time. This one gives the same tree (`tests/test_inline.py` compares them); it can go when a release is
as fast.
"""

import re
from collections import deque
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, STX, AtomicString

# One of these stands in every text in which the pattern of that name finds something.
_SIGNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "citation": ("[@",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "mail": ("@",),
    "bare": ("://", "www.", "@"),
    "backslash_at_end": ("\\\n",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "sub": ("~",),
    "sup": ("^",),
    "em_strong": ("*", "_", "~~", "~"),
}
_ANY_SIGN = re.compile(rf"`|\\|\[|<|&|\*|_|~|\^|@|{STX}|  \n|://|www\.")  # plain signs, for which `re` is quick
_ADDRESSED_ELSEWHERE = ("reference", "image_reference", "short_reference", "short_image_ref")


class InlineLoop(Treeprocessor):
    """Turns the inline marks of every text in a tree into elements.

    Stands in for `markdown.treeprocessors.InlineProcessor`, for patterns of the new style that may stand in any element
    but a link (`ANCESTOR_EXCLUDES`).
    """

    def __init__(self, engine: markdown.Markdown) -> None:
        """Take the patterns of `engine`, which must all be registered by now."""
        super().__init__(engine)
        self.stashed_nodes: dict[str, Element | str] = {}  # patterns look into it, by this name
        registry = engine.inlinePatterns
        signs = {registry.get_index_for_name(name): sign for name, sign in _SIGNS.items()}
        self._patterns: list[tuple[InlineProcessor, tuple[str, ...]]] = [
            (pattern, signs[number]) for number, pattern in enumerate(registry) if isinstance(pattern, InlineProcessor)
        ]
        self._needing_references = {registry.get_index_for_name(name) for name in _ADDRESSED_ELSEWHERE}

    def run(self, root: Element) -> None:
        """Turn marks into elements, level after level."""
        self.stashed_nodes = {}
        waiting = deque([(root, False)])
        while waiting:
            parent, above = waiting.popleft()
            linked = above or parent.tag == "a"
            inside: list[tuple[Element, list[Element]]] = []
            for position, child in enumerate(parent):  # also goes through what is inserted on the way
                text, tail = child.text, child.tail
                if text and _ANY_SIGN.search(text) and not isinstance(text, AtomicString):
                    child.text = None
                    inside_link = linked or child.tag == "a"
                    found = self._taken_out(self._put_away(text, linked=inside_link), child)
                    waiting += ((one, inside_link) for one in found)
                    inside.append((child, found))
                if tail and _ANY_SIGN.search(tail):
                    tail = self._put_away(tail, linked=linked)
                    child.tail = None
                    for element in reversed(self._taken_out(tail, child, behind=True)):
                        parent.insert(position + 1, element)
                if len(child):
                    waiting.append((child, linked))
            for child, found in inside:
                for position, element in enumerate(found):
                    child.insert(position, element)

    def _put_away(self, text: str, first: int = 0, *, linked: bool = False) -> str:
        """Return `text` with a placeholder for everything that the patterns from number `first` on find in it.

        `linked`: it stands in a link.
        """
        if isinstance(text, AtomicString):
            return text
        for number in range(first, len(self._patterns)):
            pattern, signs = self._patterns[number]
            if linked and "a" in pattern.ANCESTOR_EXCLUDES:
                continue
            if any(map(text.__contains__, signs)) and (number not in self._needing_references or self.md.references):
                start: int | None = 0
                while start is not None:
                    text, start = self._replaced(pattern, text, number, start, linked=linked)
        return text

    def _replaced(
        self, pattern: InlineProcessor, text: str, number: int, start: int, *, linked: bool
    ) -> tuple[str, int | None]:
        """Return `text` with its next match behind `start` put away, and where to go on; None if there is none."""
        for match in pattern.getCompiledRegExp().finditer(text, start):
            node, begin, end = pattern.handleMatch(match, text)
            if begin is not None and end is not None:
                break
        else:
            return text, None
        if node is None:
            return text, end
        if isinstance(node, Element) and not isinstance(node.text, AtomicString):
            linked = linked or node.tag == "a"
            for child in (node, *node):
                if child.text:
                    child.text = self._put_away(child.text, number + 1, linked=linked)
                if child.tail:
                    child.tail = self._put_away(child.tail, number, linked=linked)
        key = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[key] = node
        placeholder = INLINE_PLACEHOLDER % key
        return f"{text[:begin]}{placeholder}{text[end:]}", begin + len(placeholder)

    def _taken_out(self, text: str, parent: Element, *, behind: bool = False) -> list[Element]:
        """Return the elements that `text` has placeholders for, each with the words behind it as its tail.

        The words before the first one become the text of `parent`, or its tail (`behind`).
        """
        found: list[Element] = []

        def add(words: str) -> None:
            if not words:
                return
            if not found and not behind:
                parent.text = parent.text + words if parent.text else words
            else:
                before = found[-1] if found else parent
                before.tail = before.tail + words if before.tail else words

        at = 0
        while (start := text.find(INLINE_PLACEHOLDER_PREFIX, at)) >= 0:
            placeholder = INLINE_PLACEHOLDER_RE.search(text, start)
            node = self.stashed_nodes.get(placeholder[1]) if placeholder else None
            if placeholder is None or node is None:
                end = start + len(INLINE_PLACEHOLDER_PREFIX)
                add(text[at:end])
                at = end
                continue
            add(text[at:start])
            at = placeholder.end()
            if isinstance(node, str):
                add(node)
            else:
                self._fill(node)
                found.append(node)
        add(AtomicString(text[at:]) if isinstance(text, AtomicString) else text[at:])
        return found

    def _fill(self, node: Element) -> None:
        """Take the placeholders out of an element and its children."""
        for child in (node, *node):
            tail, text = child.tail, child.text
            if tail and INLINE_PLACEHOLDER_PREFIX in tail:
                child.tail = None
                place = 0 if child is node else list(node).index(child) + 1
                for element in reversed(self._taken_out(tail, child, behind=True)):
                    node.insert(place, element)
            if text and INLINE_PLACEHOLDER_PREFIX in text:
                child.text = None
                for element in reversed(self._taken_out(text, child)):
                    child.insert(0, element)
