"""Texts in Markdown: as people write them, with a slip here and there, and lines thrown together."""

from hypothesis import strategies as st

from explainery.markdown.foreign import FOREIGN

PLAIN = "one two three four Anna Boris café 12 1986 日本 x2 it's e.g. 50%".split()
INLINE = (
    r"""
*em*¦**st rong**¦***both***¦_under_¦`co de`¦``a ` b``¦[li nk](b.md)¦[r][x]¦[x1]¦<https://e.org/a_b>¦![pic ture](a.png)
x <b>bold</b>¦&amp;¦&copy;¦a&b¦\*¦\_¦"q"¦a_b_c¦2\*3\*4¦5. six¦C#¦1 > 0¦`<!-- c -->`¦x <!-- c -->¦y<br>¦(a) b¦[b]¦a--b
a...¦^¦- dash¦+ plus¦#tag¦| pipe¦a\b¦*a¦b*¦**c¦_d¦`t¦&#65;¦[*e* f](b.md)¦[`g`](b.md)¦**a *b* c**¦*a `b*` c*¦a**b**c
_a_.¦__a__¦!¦![x][x1]¦https://e.org/x¦``nine¦[x1]:¦5\. five¦~¦a*"b"*¦**a：**b¦*a _b_ c*
**a*b c**¦[a](b.md c)¦<abbr title=a lang=b>c</abbr>¦~~st *r* uck~~¦a~~b~~¦~x~¦~~c¦www.e.org
https://e.org/a_(b).¦(http://e.org)¦me@e.org¦end\\¦x[^n]¦[^n]¦[x]¦[ ]
""".strip()
    .replace("\n", "¦")
    .split("¦")
)
BEFORE = (
    "    ¦  ¦ ¦> ¦>¦> > ¦- ¦* ¦+ ¦1. ¦2. ¦10. ¦1) ¦- - ¦> - ¦- > ¦    - ¦  - ¦- 1. ¦> 1. ¦     ¦        ¦\t¦-\t¦-     ¦"
    "    > ¦    1. ¦- ## ¦> ## ¦## ¦###¦- [ ] ¦1. [x] ¦2) ¦* [x]¦   ¦      "
).split("¦")
ALONE = (
    "¦## seven¦---¦===¦***¦- - -¦* * *¦| a | b |¦|---|---|¦```¦~~~¦  ```¦    ~~~¦[^n]: remark"
    "¦[x1]: b.md¦##hash¦<!-- c -->¦>¦-¦1.¦1)"
).split("¦")

words = st.lists(st.sampled_from(PLAIN) | st.sampled_from(INLINE), min_size=1, max_size=4).map(" ".join)
paragraphs = st.lists(st.tuples(words, st.sampled_from(["", "", "  ", "."])).map("".join), min_size=1, max_size=3)
code = st.lists(
    st.tuples(st.sampled_from(["", "x <!-- c --> ", "y<!-- d -->"]), words).map("".join), min_size=1, max_size=2
)


def indented(lines, by="    "):
    return [by + line if line else line for line in lines]


def item(parts):
    """Return the lines of an item: its words, and what stands below them."""
    begin, more, kind, empty = parts
    below = {"paragraph": ["", *more], "quotation": ["", *indented(more, "> ")], "code": ["", *indented(more)]}.get(
        kind, []
    )
    return [begin, *indented(below), *([""] if empty else [])]


def listed(parts):
    """Return the lines of a list with a sign, of items, and with an inner list in its last one."""
    sign, items, inner, tight = parts
    first = int(sign[:-2].strip()) if sign.strip()[-1] == "." else None
    lines = []
    for number, one in enumerate(items):
        lines += [(sign if first is None else f"{first + number}. ") + one[0], *one[1:]]
    return [*lines, *([] if tight else [""]), *indented(inner)]


items = st.tuples(words, paragraphs, st.sampled_from(["", "", "", "paragraph", "quotation", "code"]), st.booleans())
signs = st.sampled_from(["- ", "* ", "+ ", "1. ", "3. "])
lists = st.recursive(
    st.just([]),
    lambda inner: st.tuples(signs, st.lists(items.map(item), min_size=1, max_size=3), inner, st.booleans()).map(listed),
    max_leaves=3,
)
simple = (
    paragraphs
    | st.tuples(st.sampled_from(["## ", "### "]), words).map("".join).map(lambda line: [line])
    | lists
    | code.map(indented)
    | st.sampled_from([["---"], ["***"], ["| a | b |", "|---|:-:|", "| c | d |"], ["<!-- c", "d -->"]])
    | paragraphs.map(lambda lines: ["```text", *lines, "", "```"])
)


def joined(blocks):
    """Return the lines of blocks, nearly always with an empty one between."""
    lines = []
    for block, close in blocks:
        lines += ([] if close else [""]) + block
    return lines


quotations = st.lists(
    st.tuples(paragraphs | lists | code.map(indented), st.just(value=False)), min_size=1, max_size=2
).map(lambda blocks: [f"> {line}".rstrip() for line in joined(blocks)[1:]])
honest = st.lists(st.tuples(simple | quotations, st.sampled_from([False] * 9 + [True])), min_size=1, max_size=4).map(
    joined
)


def slipped(parts):
    """Return lines in which something was typed before one, or one was put in or taken away."""
    lines, at, how, what = parts
    at %= len(lines) or 1
    if how == "before" and lines:
        return [*lines[:at], what + lines[at], *lines[at + 1 :]]
    return [*lines[:at], *([what] if how == "new" else []), *lines[at + (how == "gone") :]]


slips = st.tuples(
    honest, st.integers(0, 30), st.sampled_from(["before", "new", "gone"]), st.sampled_from([*BEFORE, *ALONE])
)
thrown = st.lists(st.tuples(st.sampled_from(["", *BEFORE]), words | st.sampled_from(ALONE)).map("".join), max_size=7)
foreign = st.tuples(honest, st.sampled_from([row.example for row in FOREIGN])).map(lambda two: [*two[0], "", two[1]])
texts = (honest | slips.map(slipped) | slips.map(slipped) | thrown | foreign).map(
    lambda lines: "\n".join(
        [
            *lines,
            "",
            *(["[x]: b.md"] if any("[x]" in line for line in lines) else []),
            *(["", "[^n]: words", ""] if any("[^n]" in line and "]:" not in line for line in lines) else []),
        ]
    )
)
