"""Signs that stand for themselves: with a backslash before them, as every sign of ASCII may have, or as an entity."""

import html
import re
from string import punctuation

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX

ESCAPED_CHARS = list(punctuation)
KEPT = "\ue002"
"""What stands before an escaped sign that is one of typography or of a link, until these are looked for no more."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_CODE = re.compile(rf"{STX}(\d+){ETX}")
_ESCAPE = re.compile(rf"\\([{re.escape(punctuation)}])")
_KEPT_SIGNS = "\"'-.[]()"


class Unescape(UnescapeTreeprocessor):
    """Gives escaped signs back, so that neither HTML nor typography changes them."""

    def unescape(self, text: str) -> str:
        """Return text with the signs that numbers stand for."""
        return super().unescape(text) if STX in text else text

    def _unescape(self, m: re.Match[str]) -> str:
        sign = chr(int(m[1]))
        return KEPT + sign if sign in _KEPT_SIGNS else "&amp;" if sign == "&" else sign


class Entity(InlineProcessor):
    """Leaves entities to HTML, but for signs that typography would change."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802, ARG002
        """Return what stands in place of an entity, and where that begins and ends."""
        sign = html.unescape(m[1])
        kept = KEPT + sign if sign in _KEPT_SIGNS else self.md.htmlStash.store(m[1])
        return kept, m.start(), m.end()


def plain(text: str) -> str:
    """Return text in which Python-Markdown put numbers in place of escaped signs, with these signs."""
    return _CODE.sub(lambda found: chr(int(found[1])), text) if STX in text else text


def with_backslashes(text: str) -> str:
    """Return such text as it was written, for where a backslash is no mark."""
    return _CODE.sub(lambda found: "\\" + chr(int(found[1])), text) if STX in text else text


def unescaped(text: str) -> str:
    """Return text as it was written without the backslashes before signs."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def without_entities(text: str) -> str:
    """Return text with the signs that entities stand for; one without its semicolon is none, and `&section` stays."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
