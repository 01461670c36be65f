"""Marks of Markdown and HTML in fields that take plain words: they would be printed as they stand.

Signs that somebody may mean are none: `5 * 3 * 2`, `M*A*S*H`, `snake_case`, `__init__`, `$5 and $6`, `a < b`.
"""

import re
from collections.abc import Iterator
from html.entities import html5

_ELEMENTS = "abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u"
_MARK = re.compile(
    rf"(?P<entity>&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)"
    rf"|<!--.*?-->|<br ?/?>|<(?P<element>{_ELEMENTS})(?: [^<>]*)?>[^<>\n]*</(?P=element)>"
    r"|\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*"
    r"|(?P<star>(?<![\w*])\*(?=[\w\"'“„«$])[^*\n]*[^\s*,;:(\[]\*(?![\w*]))"
    r"|(?<!\w)_(?=[^\W_]|[\"'“„«])[^_\n]*[^\s_]_(?!\w)"
    r"|(?<!\w)__(?=[^\W_])[^_\n]* [^_\n]*[^\s_]__(?!\w)"
    r"|~~(?=[^\s~])[^~\n]*[^\s~]~~|(?<=[^\W\d_])~\d{1,3}~"
    r"|\$\$[^$\n]+\$\$|(?<![\w$])\$(?:[^\W\d_]|(?=[^\s$])[^$\n]*[\\^_={}][^$\n]*(?<!\s))\$(?![\w$])"
    r"|!?\[[^\[\]\n]*\]\((?:https?://|fact:|term:|[^()\s]+\.(?:md|html|png|jpe?g|svg|webp)\b)[^()\s]*\)"
    r"|\[@\w[^\[\]\n]*\]|\[\^\w+\]",
    re.DOTALL,
)


def marks_in(words: str) -> Iterator[tuple[str, str]]:
    """Yield each mark that stands in plain words once, with what to write in its place."""
    seen = set()
    for found in _MARK.finditer(words):
        if found[0] in seen or (found["entity"] and found[0][1] != "#" and found[0][1:] not in html5):
            continue
        seen.add(found[0])
        hint = "Write only the words, and each sign as readers are to see it."
        yield found[0], f"{hint} A star that is part of a name is `∗`." if found["star"] else hint
