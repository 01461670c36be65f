"""Typography in one pass over the text of finished HTML: quotation marks, dashes, ellipses."""

import re

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_SIGN = re.compile(r"""["']|---|--|\.\.\.""")
_ADDRESS = re.compile(r"https?://\S+")
_LITERAL = frozenset({"code", "kbd", "samp", "pre"})
_PHRASE = frozenset("a abbr b cite dfn em i mark q s small strong sub sup u var".split())
_MARKS = {"en": ("“", "”", "‘", "’"), "ru": ("«", "»", "„", "“"), "de": ("„", "“", "‚", "‘")}


def typeset(html: str, language: str) -> str:
    """Return `html` with the quotation marks of `language` and proper dashes, code left alone."""
    if not _SIGN.search(html):
        return html
    marks = _marks(language)
    result, literal, before = [], 0, " "
    for piece in _PIECE.findall(html):
        if piece[0] == "<":
            named = _TAG_NAME.match(piece)
            name = named[1] if named else ""
            if name in _LITERAL:
                literal += -1 if piece[1] == "/" else 1
            elif name not in _PHRASE:
                before = " "
            result.append(piece)
        elif literal or _ADDRESS.fullmatch(piece):
            result.append(piece)
            before = piece[-1]
        else:
            result.append(_typeset_text(piece, before, marks))
            before = piece[-1]
    return "".join(result)


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
        opens = previous.isspace() or previous in "([{–—«„“‘/" or text[: found.start()].endswith("--")
        if sign == '"':
            return marks[0] if opens else marks[1]
        following = text[found.end() : found.end() + 1]
        if not opens or following.isdigit():
            return "’"
        return marks[2]

    return _SIGN.sub(replace, text)
