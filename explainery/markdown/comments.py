"""Comments that begin a line, since elsewhere they are blocks: what would be read otherwise there."""

import re
from collections.abc import Iterable, Iterator

from explainery.markdown.lists import Finding
from explainery.markdown.silence import Fence, Silence

_LEVEL = 4
_SIGN = r"(?:[-*+]|\d{1,3}\.)[ \t]"
_BEFORE = re.compile(rf"[ \t]*(?:(?:>|{_SIGN})[ \t]*)*")
_QUOTES = re.compile(r"[ >]*")
_ITEM = re.compile(rf"[ \t]*{_SIGN}")
_INSIDE = re.compile(r"(?: {4}|\t)[ \t]*\S")
_LAST_LINE, _NEXT_LINE = re.compile(r"[^\n]*\S[^\n]*\s*\Z"), re.compile(r"\s*\n([^\n]*\S)")
_BESIDE = re.compile(r"[*_][^\W_]|[^\W_][*_]|([`*_])\1")
_ABOVE = 2_000  # as far as is looked for the line above


def comments(whole: str, visible: str, silent: Iterable[Silence | Fence]) -> Iterator[Finding]:
    """Yield what is wrong about comments in the `whole` text; all that is `silent` is blanked out in `visible`."""
    line_end = -1  # of the line in which the first comment begins: what is wrong with those behind it, it says
    for one in silent:
        if isinstance(one, Silence) and one.kind == "comment":
            if one.start > line_end or "\n" in whole[one.start : one.end]:
                line_end = visible.find("\n", one.start) % (len(visible) + 1)
                before = visible[visible.rfind("\n", 0, one.start) + 1 : one.start]
                if _BEFORE.fullmatch(before):
                    yield from _block(whole, visible, one, before)
            if _BESIDE.fullmatch(whole[max(0, one.start - 1) : one.start] + whole[one.end : one.end + 1]):
                says = "Without this comment the signs on both sides of it are read otherwise than with it."
                yield ("COMMENT IN A WORD", one.start, len("<!--"), says, "Put the comment after the word.")


def _block(whole: str, visible: str, one: Silence, before: str) -> Iterator[Finding]:
    """Yield what is wrong about a comment that begins a line."""
    where = (one.start, len("<!--"))
    if visible[one.end :].partition("\n")[0].strip():
        says = "This line begins with a comment, so elsewhere the rest of it is HTML, and no Markdown."
        yield ("COMMENT BEFORE WORDS", *where, says, "Put the comment after the words, or on a line of its own.")
    if _leaves(whole[one.start : one.end].split("\n")[1:], before):
        says = "This comment begins in a quotation or an item; elsewhere it ends with that, and the rest is printed."
        yield ("COMMENT OVER LINES", *where, says, "Put it into one line, or below the quotation or the list.")
    elif _parts(whole, one, before):
        says = (
            "This comment stands at the margin; elsewhere it ends the list or the code above, so that what is indented"
            " below is code of its own."
        )
        yield ("COMMENT BETWEEN LINES", *where, says, "Put it above or below all of that.")


def _leaves(lines: Iterable[str], before: str) -> bool:
    """Say whether the further lines of a comment leave the quotation or the item in which it begins."""
    quotes = before.count(">")
    if quotes:
        return any(_QUOTES.match(line)[0].count(">") < quotes for line in lines)  # type: ignore[index] # it matches always
    if _ITEM.match(before) or len(before.expandtabs(_LEVEL)) >= _LEVEL:
        return any(line.strip() and not _INSIDE.match(line) for line in lines)
    return False


def _parts(whole: str, one: Silence, before: str) -> bool:
    """Say whether a comment at the margin has lines above and below that belong together."""
    following = _NEXT_LINE.match(whole, one.end)
    if before.strip() or len(before) >= _LEVEL or not following or not _INSIDE.match(following[1]):
        return False
    above = _LAST_LINE.search(whole, max(0, one.start - _ABOVE), one.start)
    return bool(above and (_ITEM.match(above[0]) or _INSIDE.match(above[0])))
