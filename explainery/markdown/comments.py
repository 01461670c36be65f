"""Comments: what would be published of them, or be read otherwise without them."""

import re
from collections.abc import Iterable, Iterator

from explainery.markdown.blocks import Blocks
from explainery.markdown.lists import Finding
from explainery.markdown.silence import Fence, Silence

_BESIDE = re.compile(r"[*_~][^\W_]|[^\W_][*_~]|([`*_~])\1")


def comments(blocks: Blocks, visible: str, silent: Iterable[Silence | Fence]) -> Iterator[Finding]:
    """Yield what is wrong about the comments of a text; all in it that is `silent` is blanked out in `visible`."""
    whole = blocks.text
    for token in blocks.tokens:
        if token.type == "comment":
            lines = token.meta["lines"]
            begin, end = lines[0][0], lines[-1][1]
            where, close = (begin, len("<!--")), whole.find("-->", begin + 2, end)
            if close < 0 and "-->" in whole[end:]:
                says = "This comment begins in a quotation or an item, which ends before it."
                yield ("COMMENT OVER LINES", *where, says, "Put it into one line, or below the quotation or the list.")
            elif close < 0:
                says = "A comment opens here and never closes."
                yield ("COMMENT WITHOUT END", *where, says, "Close it with `-->`.")
            elif visible[begin:end].strip():
                says = "This line begins with a comment, so elsewhere the rest of it is HTML, and no Markdown."
                hint = "Put the comment after the words, or on a line of its own."
                yield ("COMMENT BEFORE WORDS", *where, says, hint)
    for one in silent:
        if not isinstance(one, Silence) or one.kind != "comment":
            continue
        if _BESIDE.fullmatch(whole[max(0, one.start - 1) : one.start] + whole[one.end : one.end + 1]):
            says = "Without this comment the signs on both sides of it are read otherwise than with it."
            yield ("COMMENT IN A WORD", one.start, len("<!--"), says, "Put the comment after the word.")
    begin = visible.find("<!--")  # those that close are blanked out
    if begin >= 0:
        says = "A comment opens here and does not close in its paragraph."
        hint = "Close it there with `-->`, or begin it on a line of its own; for the signs themselves, write `&lt;`."
        yield ("COMMENT WITHOUT END", begin, len("<!--"), says, hint)
