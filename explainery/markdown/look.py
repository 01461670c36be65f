"""What is looked for in Markdown before and after it is parsed: what the parser would lose, flatten or choke on."""

import re
from collections import Counter
from collections.abc import Iterator

from explainery.markdown.lists import lists

Finding = tuple[str, int, int, str, str]
"""Title, offset, length, sentence, hint."""

RAW_TAGS = frozenset(
    "abbr b br cite code dfn em i kbd mark q s samp small strong sub sup u var wbr".split(),
)
RAW_ATTRIBUTES = frozenset({"lang", "dir", "title"})
_VOID = frozenset({"br", "wbr"})
_INSTEAD = {
    "a": "Write a link: `[words](film.md)`.",
    "img": "Write a picture: `![what it shows](picture.png)`.",
    "p": "Write an empty line between paragraphs.",
    "hr": "Write a line with only `---`, and an empty line above it.",
    "del": "Write `s`.",
    "details": "Write the block `details`.",
    **{f"h{level}": f"Write `{'#' * level} …`." for level in range(2, 7)},
    **dict.fromkeys(("ul", "ol", "li"), "Write a list: each line begins with `- ` or `1. `."),
    **dict.fromkeys(("table", "tr", "td", "th", "thead", "tbody"), "Write a table with `|` between its cells."),
}
_DEEPEST = 100
_DEEPEST_QUOTE = 10  # Python-Markdown needs twice as long for each level
_LONGEST_PARAGRAPH = 20_000
_MOST_MARKS = 20_000
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:\s[^<>]*|/)?)>")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_BRACKET = re.compile(r"[\[\](){}]|\n[ \t]*\n")
_UNDERLINED = re.compile(r"^(?=[^\s>|])[^\n]+\n((?:-+|=+)[ \t]*)$", re.MULTILINE)
_UNREAD = re.compile(r"\[([^\[\]<>\n]*)\](?=\s?\(|\[)|\[(@[^\]<>\n]*)")


def look(text: str) -> Iterator[Finding]:
    """Yield what is wrong in `text`, in which code, comments and escaped signs are blanked out."""
    yield from _raw_html(text)
    yield from lists(text)
    for found in _UNDERLINED.finditer(text):
        says = "A line of hyphens or equals signs right under text makes that text a heading."
        hint = "Put an empty line above it for a rule across the page; write `## …` for a heading."
        yield ("UNDERLINED HEADING", found.start(1), len(found[1]), says, hint)
    comment = text.find("<!--")  # those that close are blanked out
    if comment >= 0:
        says = "A comment opens here and never closes."
        yield ("COMMENT WITHOUT END", comment, len("<!--"), says, "Close it with `-->`.")


def too_heavy(text: str) -> Iterator[Finding]:
    """Yield what is nested so deep, or so long, that parsing would take minutes. `text` has only its blocks blanked out."""
    yield from _brackets_too_deep(text)
    yield from _too_much(text)


def leftovers(html: str, text: str) -> Iterator[Finding]:
    """Yield what was meant as a link or a citation in `text`, but stands as plain signs in the finished `html`."""
    if "[" not in html:
        return
    for found in _UNREAD.finditer(re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)):
        words = found[1] if found[1] is not None else found[2]
        offset = max(0, text.find(f"[{words}"))
        if found[2]:
            says, hint = "A citation opens here and never closes.", "Write `]` at its end."
        else:
            says = "This looks like a link, but cannot be read as one."
            hint = "Write `[words](film.md)`, with no space between the brackets nor in the address; for the signs themselves, `\\[`."
        yield ("BROKEN LINK", offset, len(words) + 2, says, hint)


def _too_much(text: str) -> Iterator[Finding]:
    """Yield what is too long for the parser: it needs far more than twice the time for twice the text."""
    if len(text) <= _LONGEST_PARAGRAPH:
        return
    offset = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        if len(paragraph) > _LONGEST_PARAGRAPH:
            says = f"Here {len(paragraph):,} characters stand without an empty line; at most {_LONGEST_PARAGRAPH:,} may."
            yield ("PARAGRAPH TOO LONG", offset, 1, says, "Put an empty line where a new thought begins.")
        offset += len(paragraph)
    marks = len(re.findall(r"[*_`\[<&\\]|^ *(?:[-*+#|=]|\d+\.)", text, re.MULTILINE))
    if marks > _MOST_MARKS:
        says = f"This text has {marks:,} marks (links, emphasis, list items, headings); at most {_MOST_MARKS:,} may be in one."
        yield ("TOO MANY MARKS", 0, 1, says, "Divide it into several pages.")


def _brackets_too_deep(text: str) -> Iterator[Finding]:
    depth: Counter[str] = Counter()
    for bracket in _BRACKET.finditer(text):
        sign = bracket[0]
        if sign in "[({":
            depth[sign] += 1
            if depth[sign] > _DEEPEST:
                says = f"Here more than {_DEEPEST} brackets are open, one inside another."
                yield ("BRACKETS TOO DEEP", bracket.start(), 1, says, "Close brackets before you open new ones.")
                return
        elif sign in "])}":
            opening = "[({"["])}".index(sign)]
            depth[opening] = max(0, depth[opening] - 1)
        else:
            depth.clear()
    quotes = re.search(rf"^(?: {{0,3}}> ?){{{_DEEPEST_QUOTE + 1},}}", text, re.MULTILINE)
    if quotes:
        says = f"Here more than {_DEEPEST_QUOTE} quotations stand one inside another."
        yield ("QUOTATIONS TOO DEEP", quotes.start(), len(quotes[0]), says, "One `>` is enough.")


def _raw_html(text: str) -> Iterator[Finding]:
    if "<" not in text:
        return
    open_tags: list[tuple[str, int, int]] = []
    for tag in _TAG.finditer(text):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        where = (tag.start(), len(tag[0]))
        if ":" in name and not closing and not rest:
            continue  # an address in angle brackets
        if name not in RAW_TAGS:
            if not closing:
                yield ("RAW HTML", *where, f"The HTML element `{name}` may not stand in a text.", _instead(name))
            continue
        for attribute in _ATTRIBUTE.findall(rest.rstrip("/")):
            if attribute.lower() not in RAW_ATTRIBUTES:
                says = f"The attribute `{attribute}` may not stand in a text; only `lang`, `dir` and `title` may."
                yield ("RAW HTML", *where, says, "Delete it. If you mean the sign for “less than”, write `&lt;`.")
        if name in _VOID:
            continue
        if not closing:
            open_tags.append((name, *where))
        elif open_tags and open_tags[-1][0] == name:
            open_tags.pop()
        else:
            yield ("RAW HTML", *where, f"`</{name}>` closes nothing here.", f"Open it with `<{name}>`, or delete it.")
            return
    for name, offset, length in open_tags:
        yield ("RAW HTML", offset, length, f"`<{name}>` is never closed.", f"Close it with `</{name}>`.")


def _instead(name: str) -> str:
    """Return what to write in place of an element."""
    return _INSTEAD.get(name, f"Delete it, or use one of: {', '.join(sorted(RAW_TAGS))}.")
