"""Typography in one pass over the text of finished HTML: quotation marks, dashes, ellipses."""

import re

from explainery.markdown.escapes import KEPT

_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_SIGN = re.compile(rf"""(?<!{KEPT})(?:"|'|---|--|\.\.\.)""")
_ADDRESS = re.compile(r"https?://\S+")
_LITERAL_TAG = re.compile(r"<(/?)(?:code|kbd|samp|pre)\b")
_INSIDE_TEXT = frozenset("a abbr b cite code dfn em i kbd mark pre q s samp small strong sub sup u var".split())
_MARKS = {"en": ("“", "”", "‘", "’"), "ru": ("«", "»", "„", "“"), "de": ("„", "“", "‚", "‘")}


def typeset(html: str, language: str) -> str:
    """Return `html` with the quotation marks of `language` and proper dashes, code left alone.

    `html` is cleaned: no `<` or `>` stands outside of tags or inside of attributes. Goes from sign to sign, since few
    texts have any.
    """
    marks = _marks(language)
    result: list[str] = []
    done, at = 0, 0
    counted, literal = 0, 0  # how far tags of code were counted, and how many are open there
    while sign := _SIGN.search(html, at):
        tag = html.rfind("<", at, sign.start())
        start = html.index(">", tag) + 1 if tag >= 0 else at
        if start <= sign.start():
            literal += sum(-1 if found[1] else 1 for found in _LITERAL_TAG.finditer(html, counted, start))
            counted = start
            end = html.find("<", start)
            text = html[start:end] if end >= 0 else html[start:]
            if not literal and not _ADDRESS.fullmatch(text):
                result += (html[done:start], _typeset_text(text, _before(html, start), marks))
                done = start + len(text)
            start += len(text)
        at = start
    return "".join([*result, html[done:]])


def _before(html: str, at: int) -> str:
    """Return the sign of text that a reader sees before `at`; a space where a block begins there."""
    while html.endswith(">", 0, at):
        at = html.rindex("<", 0, at)
        named = _TAG_NAME.match(html, at)
        if not named or named[1] not in _INSIDE_TEXT:
            return " "
    return html[at - 1] if at else " "


def typeset_words(text: str, language: str) -> str:
    """Return plain words, such as a title, with the quotation marks of `language` and proper dashes."""
    return _typeset_text(text, " ", _marks(language)) if _SIGN.search(text) else text


def _marks(language: str) -> tuple[str, str, str, str]:
    return _MARKS.get(language.partition("-")[0], _MARKS["en"])


def _typeset_text(text: str, before: str, marks: tuple[str, str, str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        sign = found[0]
        if sign == "...":
            return "…"
        if sign[0] == "-":
            return "—" if sign == "---" else "–"
        previous = text[found.start() - 1] if found.start() else before
        opens = previous.isspace() or previous in "([{–—«„“‘/" or text.endswith("--", 0, found.start())
        if sign == '"':
            return marks[0] if opens else marks[1]
        following = text[found.end() : found.end() + 1]
        if not opens or following.isdigit():
            return "’"
        return marks[2]

    return _SIGN.sub(replace, text)
