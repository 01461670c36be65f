"""Typography in one pass over the text of finished HTML: quotation marks, dashes, ellipses, spaces in numbers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from explainery.markdown.escapes import KEPT

_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
# Each choice begins with a plain sign: so `re` finds the places to try without trying all. Arrows stay as they are.
_SIGN = re.compile(rf""""(?<!{KEPT}")|'(?<!{KEPT}')|-(?<!{KEPT}-)(?:--|(?<!&lt;-)-(?!&gt;))|\.(?<!{KEPT}\.)\.\.""")
_APART = re.compile(r" (?=[;!?»%])| (?<=« )| (?=:)")  # where signs stand apart from words, and no line is to end
_GROUPED = re.compile(r" (?=\d{3}\b)(?:(?<=\b\d )|(?<=\b\d\d )|(?<=\b\d\d\d ))")  # in `6 075,90`
_PLAIN = re.compile(f"{_SIGN.pattern}|{_GROUPED.pattern}")
_SPACED = re.compile(f"{_PLAIN.pattern}|{_APART.pattern}")
_ADDRESS = re.compile(r"https?://\S+")
_LITERAL_TAG = re.compile(r"<(/?)(?:code|kbd|samp|pre)\b")
_INSIDE_TEXT = frozenset("a abbr b cite code dfn em i kbd mark pre q s samp small strong sub sup u var".split())
_OPENS = "([{–—«„“‘‚/="  # what opens something itself, so that a quotation begins behind it


class Quotes(NamedTuple):
    """A language's quotation marks, and those inside of others. `spaced`: signs such as `!` stand apart from words.

    `language`: the one of the texts in which they stand.
    """

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    spaced: bool = False
    language: str = "en"


_QUOTES = {
    "en": Quotes("“", "”", "‘", "’"),
    "de": Quotes("„", "“", "‚", "‘"),
    "fr": Quotes("«\u202f", "\u202f»", "“", "”", spaced=True),
    "es": Quotes("«", "»", "“", "”"),
    "ru": Quotes("«", "»", "„", "“"),
}


def quotes_of(language: str, brought: Sequence[str] | None = None) -> Quotes:
    """Return the quotation marks that an explainer brings, else those of its language, else those of English."""
    known = _QUOTES.get(language.partition("-")[0], _QUOTES["en"])._replace(language=language)
    return Quotes(brought[0], brought[1], brought[2], brought[3], known.spaced, language) if brought else known


def typeset(html: str, quotes: Quotes) -> str:
    """Return `html` with the quotation marks of a language and proper dashes, code left alone.

    `html` is cleaned: no `<` or `>` stands outside of tags or inside of attributes. Goes from sign to sign, since few
    texts have any.
    """
    setter, signs = _Setter(quotes), _SPACED if quotes.spaced else _PLAIN
    result: list[str] = []
    done, at = 0, 0
    counted, literal = 0, 0  # how far tags of code were counted, and how many are open there
    while sign := signs.search(html, at):
        tag = html.rfind("<", at, sign.start())
        start = html.index(">", tag) + 1 if tag >= 0 else at
        if start <= sign.start():
            literal += sum(-1 if found[1] else 1 for found in _LITERAL_TAG.finditer(html, counted, start))
            counted = start
            end = html.find("<", start)
            text = html[start:end] if end >= 0 else html[start:]
            if not literal and not _ADDRESS.fullmatch(text):
                before = _before(html, start)
                setter.goes_on = before == done > 0
                result += (html[done:start], setter.text(text, html[before - 1] if before else " "))
                done = start + len(text)
            start += len(text)
        at = start
    return "".join([*result, html[done:]])


def _before(html: str, at: int) -> int:
    """Return where the text ends that a reader sees before `at`; 0 where a block begins there."""
    while html.endswith(">", 0, at):
        at = html.rindex("<", 0, at)
        named = _TAG_NAME.match(html, at)
        if not named or named[1] not in _INSIDE_TEXT:
            return 0
    return at


def typeset_words(text: str, quotes: Quotes) -> str:
    """Return plain words, such as a title, with the quotation marks of a language and proper dashes."""
    return _Setter(quotes).text(text, " ") if (_SPACED if quotes.spaced else _PLAIN).search(text) else text


class _Setter:
    """Sets text after text. Knows which marks it opened: what stands behind one of them begins something, too."""

    def __init__(self, quotes: Quotes) -> None:
        self.quotes = quotes
        self.goes_on = False  # the next text stands right behind the last one
        self._opened: str | None = None  # the straight sign that ended the last text: empty if it opened no quotation
        self._single = False  # a quotation inside another one is open

    def text(self, text: str, before: str) -> str:
        """Return a text set, before which a reader sees the sign `before`."""
        opened = {0: self._opened} if self.goes_on and self._opened is not None else {}  # by where they end
        self._single = self._single and self.goes_on
        text = _GROUPED.sub("\u202f" if self.quotes.spaced else "\u00a0", text)
        if self.quotes.spaced:
            text = _APART.sub(lambda space: "\u00a0" if space.string.startswith(":", space.end()) else "\u202f", text)

        def replace(found: re.Match[str]) -> str:
            sign, start, end = found[0], *found.span()
            if sign == "...":
                return "…"
            previous = text[start - 1] if start else before
            if sign == "--" and previous in " (" and text[end : end + 1].isalpha():
                return sign  # of a command, as in `--help`
            if sign[0] == "-":
                return "—" if sign == "---" else "–"
            opens = previous.isspace() or previous in _OPENS or text.endswith("--", 0, start)
            if start in opened:
                opens = opened[start] not in ("", sign)  # two of a kind are a quotation of nothing
            if sign == '"':
                opened[end] = sign if opens else ""
                return self.quotes.opening if opens else self.quotes.closing
            following = text[end : end + 1]
            if opens and not following.isdigit():
                opened[end], self._single = sign, True
                return self.quotes.inner_opening
            opened[end] = ""
            closes = self._single and not following.isalnum()
            self._single = self._single and not closes
            return self.quotes.inner_closing if closes else "’"

        done = _SIGN.sub(replace, text)
        self._opened = opened.get(len(text))
        return done
