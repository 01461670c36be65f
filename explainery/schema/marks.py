"""Marks of Markdown, HTML and LaTeX in fields that take plain words: they would be printed as they stand.

Signs that a writer may well mean as they are do not count: `5 * 3 * 2`, `M*A*S*H`, `snake_case`, `__init__`,
`$5 and $6`, `a < b`, `m^2`.
"""

import re
from collections.abc import Iterator
from html.entities import html5

_ELEMENTS = (
    "a|abbr|b|big|blockquote|center|cite|code|del|dfn|div|em|font|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span"
    "|strike|strong|sub|sup|table|tt|u|ul|var"
)
_COMMANDS = (
    "[Aa]lpha|beta|[Gg]amma|[Dd]elta|epsilon|eta|[Tt]heta|[Ll]ambda|mu|nu|[Pp]i|rho|[Ss]igma|tau|[Pp]hi|chi|[Pp]si|[Oo]mega"
    "|approx|cdot|circ|deg|div|equiv|geq?|infty|int|leq?|neq?|pm|quad|(?:left|right)arrow|sum|times|to"
)
_TARGET = r"https?://|mailto:|fact:|term:|\.\.?/|#[a-z]|[^()\s]+\.(?:md|html|pdf|csv|png|jpe?g|svg|webp|mp[34])\b"
_MARK = re.compile(
    # HTML: entities, remarks, elements that are closed
    rf"(?P<entity>&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)"
    r"|<!--(?:(?!<!--).)*?-->"
    rf"|(?i:<br ?/?>|<(?P<element>{_ELEMENTS})(?: [^<>]*)?>[^<>\n]*</(?P=element)>|<img [^<>]*=[^<>]*>)"
    # Markdown and its dialects: bold and italics, then what is struck out, lowered, raised, marked, and linked in wikis
    r"|\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*"
    r"|(?P<star>(?<![\w*])\*(?=[\w\"'“„«$])[^*\n]*[^\s*,;:(\[]\*(?![\w*]))"
    r"|(?<!\w)_(?=[^\W_]|[\"'“„«])[^_\n]*[^\s_]_(?!\w)"
    r"|(?<!\w)__(?=[^\W_])[^_\n ]* [^_\n]*[^\s_]__(?!\w)"
    r"|~~(?=[^\s~])[^~\n]*[^\s~]~~|(?<=[^\W\d_])~\d{1,3}~|(?<=\w)\^[-+]?\d{1,3}\^"
    r"|(?<![\w=])==(?=[^\s=])[^=\n]*[^\s=]==(?![\w=])|(?<!')'''(?=[^\s'])[^'\n]*'''|(?<!\w)\[\[[^\[\]\n]+\]\]"
    # formulas, with a letter alone or a sign of mathematics; commands of LaTeX, which no path of Windows holds
    r"|\$\$[^$\n]+\$\$|(?<![\w$])\$(?:[^\W\d_]|(?=[^\s$])[^$\n\\^_={}]*[\\^_={}][^$\n]*(?<!\s))\$(?![\w$])"
    rf"|\\[A-Za-z]+\{{[^{{}}\n]*\}}|\\\([^\n\\]*\\\)|(?<=\w)[_^]\{{[^{{}}\n]{{1,20}}\}}|(?<![\w:\\/.])\\(?:{_COMMANDS})(?![\w\\])"
    r"|(?<![\w:\\/.])\\[*~$&%](?!\\)"
    # links, citations and footnotes
    rf"|!?\[[^\[\]\n]*\]\((?:{_TARGET})[^()\n]*\)"
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
