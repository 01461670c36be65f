"""Signs that stand lower or higher than others: `H~2~O`, `x^2^`."""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor

_BEFORE = r"(?<=[\w)\]])"  # right behind a word: elsewhere these signs are something else


def register_raised(engine: markdown.Markdown) -> None:
    """Register both, so that they are found before emphasis is."""
    engine.inlinePatterns.register(_Raised(rf"{_BEFORE}~([^\s~]{{1,40}})~(?!~)", "sub", engine), "sub", 70)
    engine.inlinePatterns.register(_Raised(rf"{_BEFORE}\^([^\s^\[\]]{{1,40}})\^(?!\^)", "sup", engine), "sup", 69)


class _Raised(InlineProcessor):
    def __init__(self, pattern: str, tag: str, engine: markdown.Markdown) -> None:
        super().__init__(pattern, engine)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        element = Element(self._tag)
        element.text = m[1]
        return element, m.start(0), m.end(0)
