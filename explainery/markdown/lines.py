"""What is wrong with lines that are read as something else than they look like: rows, headings, items, quotations."""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown.util import STX
from markdown_it.token import Token

from explainery.markdown.blocks import Blocks, Words
from explainery.markdown.lists import Finding
from explainery.markdown.tree import ALERTS, alert_of
from explainery.problems import listed, near

_NO_TABLE = {
    "headless": (
        "A table needs a line of hyphens and `|` under its head, and there is none here.",
        "Put the names of the columns above it, with `|` between them.",
    ),
    "uneven": (
        "The head of a table has as many cells as the line of hyphens under it, and here it has more or fewer.",
        "Write `---` for each cell of the head, with `|` between them.",
    ),
    "indented": (
        "This line of a table is indented by four spaces or more, so no table begins here.",
        "Begin it where the head of the table begins.",
    ),
    "bare": (
        "This looks like a row of a table, and no table begins here.",
        "Put a head above it, and below that a line such as `|---|---|`; for the sign itself, write `\\|`.",
    ),
}
_UNREAD = (  # how such a line begins, and what to say of it
    (
        re.compile(r">"),
        "NOT A QUOTATION",
        "`>` begins no quotation here, so it would be printed as it stands.",
        "Put an empty line above it; or write `\\>` for the sign.",
    ),
    (
        re.compile(r"#{2,6} "),
        "NOT A HEADING",
        "`##` begins no heading here, so it would be printed as it stands.",
        "Put an empty line above it, and write it at the margin; for the signs themselves, write `\\#`.",
    ),
    (
        re.compile(r"(?P<sign>`|~)(?P=sign){2}"),
        "NOT A BLOCK",
        "No block begins here, so this line would be printed as it stands.",
        "Begin it with only a name after its signs, and an empty line above; or write `\\{sign}` for the first.",
    ),
    (
        re.compile(r"\[(?![@^])(?P<name>[^\n]*?)\]:"),
        "NOT AN ADDRESS",
        "This looks like a line that gives the name `{name}` to an address, and would be printed as it stands.",
        "Put an empty line above it, and write only the address after the colon; if this is text, begin it with `\\[`.",
    ),
    (
        re.compile(r":[ \t]+\S"),
        "NOT A DEFINITION",
        "`:` begins no definition here, so it would be printed as it stands.",
        "Put the word that it defines alone in the line above, with an empty line above that; or write `\\:`.",
    ),
    (
        re.compile(r"(?P<sign>[-*+])(?:[ \t]|$)"),
        "NOT A LIST",
        "`{sign}` begins no list item here, so it would be printed as it stands.",
        "Put an empty line above it, and words after it; or write `\\{sign}` for the sign.",
    ),
)
_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_ROW = re.compile(r"\|(?!\|).*\|")
_PIPE_IN_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\n|]*(?<!\\)\|[^`\n]*\1(?!`)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ \t])")
_FAR = (
    "Four spaces or more stand before this `>`; elsewhere it is code, or printed as it stands.",
    "Begin it where the quotation begins.",
)
_UNDER_QUOTATION = (
    "This line stands right under a quotation, so elsewhere it would become part of that.",
    "Put an empty line above it; or begin it with `>`, too.",
)
_LEVEL = 4  # spaces before what is code elsewhere
_MOST_DIGITS = 3  # of the number of an item


def lines(blocks: Blocks, visible: str) -> Iterator[Finding]:
    """Yield what is wrong with the lines of a text, in which code and escapes are blanked out as `visible`."""
    columns = 0
    for at, token in enumerate(blocks.tokens):
        if token.type == "inline":
            words: Words = token.meta["words"]
            if words.kind == "p":
                yield from _unread(words, visible)
        elif token.type == "heading_open":
            yield from _heading(token, blocks.text)
        elif token.type == "tr_open" and blocks.tokens[at - 1].type == "thead_open":
            columns = len(token.meta["cells"])
        elif token.type == "tr_open":
            yield from _row(token, columns, blocks.text, visible)
        elif token.type == "blockquote_open":
            yield from _alert(blocks.tokens[at + 1 : at + 6])
            yield from (("NOT A QUOTATION", begin, end - begin, *_FAR) for begin, end in token.meta["far"])
        elif token.type == "code_block" and at and blocks.tokens[at - 1].type == "blockquote_close":
            begin, end = token.meta["lines"][0]
            if blocks.text[: blocks.text.rfind("\n", 0, begin)].rpartition("\n")[2].strip():
                yield ("LINE UNDER A QUOTATION", begin, end - begin, *_UNDER_QUOTATION)


def alerts_in(blocks: Blocks) -> Iterator[int]:
    """Yield where quotations of a text begin with `[!…]`."""
    for at, token in enumerate(blocks.tokens):
        if token.type == "blockquote_open" and alert_of(following := blocks.tokens[at + 1 : at + 3]) is not None:
            yield following[1].meta["words"].origin(0)


def _heading(token: Token, text: str) -> Iterator[Finding]:
    begin, end = token.meta["lines"][0]
    if token.markup in ("-", "="):
        begin, end = token.meta["lines"][-1]
        says = "A line of hyphens or equals signs right under text makes that text a heading."
        hint = "Write `## …` for a heading; put an empty line above hyphens for a rule across the page."
        yield ("UNDERLINED HEADING", begin, len(text[begin:end].rstrip()), says, hint)
    elif token.tag == "h1":
        says = "`#` makes a second title; the page’s title is in its front matter."
        hint = "Begin headings with `##`; for the sign itself, write `\\#`."
        yield ("SECOND TITLE", begin, end - begin, says, hint)


def _row(token: Token, columns: int, text: str, visible: str) -> Iterator[Finding]:
    begin, end = token.meta["row"]
    cells: Sequence[Words] = token.meta["cells"]
    row = visible[begin:end].rstrip()
    if "`" in row and (code := _PIPE_IN_CODE.search(text, begin, end)):
        says = "`|` divides the cells of a table in code, too."
        yield ("PIPE IN CODE", code.start(), len(code[0]), says, "Put a backslash before it: `\\|`.")
    elif len(cells) > columns:
        cell = cells[columns]
        says = f"The head of this table has {columns} cells, so this one in a longer row would be lost."
        hint = "Give the head another cell, or put this into one that it has; for the sign itself, write `\\|`."
        start = cell.origin(0)
        yield ("CELL TOO MANY", start, max(1, len(visible[start:end].rstrip(" |"))), says, hint)
    elif "|" not in row:
        says = "This line right under a table would become a row of it."
        hint = "Put an empty line above it; if it is a row, write `|` between its cells."
        yield ("ROW WITHOUT CELLS", begin, len(row), says, hint)


def _alert(following: Sequence[Token]) -> Iterator[Finding]:
    kind = alert_of(following)
    if kind is None:
        return
    words: Words = following[1].meta["words"]
    start, length = words.origin(0), len(words.content.partition("\n")[0])
    if kind not in ALERTS:
        says = f"There is no kind of remark `{kind}`."
        known = f"Write one of {listed(f'[!{one.upper()}]' for one in ALERTS)}; for the signs themselves, write `\\[`."
        guess = near(kind, ALERTS)
        hint = f"Did you mean `[!{guess.upper()}]`?" if guess else known
        yield ("UNKNOWN ALERT", start, length, says, hint)
    elif "\n" not in words.content and following[3].type == "blockquote_close":
        says = "This remark has no words."
        yield ("EMPTY ALERT", start, length, says, "Write them in the next lines, each with `> ` before it.")


def _unread(words: Words, visible: str) -> Iterator[Finding]:
    """Yield lines of a paragraph that begin as tables, quotations, items and so on do, and are none."""
    found = [(start, words.content[at:].partition("\n")[0].rstrip()) for at, start in words.starts]
    seen = [(start, visible[start : start + len(line)]) for start, line in found]
    rules = [number for number, (_, line) in enumerate(seen) if "|" in line and _RULE.fullmatch(line)]
    for number in rules:
        start, line = seen[number]
        indent = start - visible.rfind("\n", 0, start) - 1
        why = (
            "headless"
            if not number
            else "indented"
            if visible[start - indent : start].isspace() and indent >= _LEVEL
            else "uneven"
        )
        yield ("NOT A TABLE", start, len(line), *_NO_TABLE[why])
    if not rules and (bare := next(((start, line) for start, line in seen if _ROW.fullmatch(line)), None)):
        yield ("NOT A TABLE", bare[0], len(bare[1]), *_NO_TABLE["bare"])
    numbers: list[tuple[int, int, str]] = []
    for start, line in seen:
        for pattern, title, says, hint in _UNREAD:
            if begin := pattern.match(line):
                named = begin.groupdict()
                yield (title, start, len(line), says.format(**named), hint.format(**named))
                break
        if found_number := _NUMBERED.match(line):
            numbers.append((int(found_number[1]), start, found_number[2]))
        else:
            numbers = []
        if len(numbers) > 1 and numbers[-1][0] == numbers[-2][0] + 1 and numbers[-1][2] == numbers[-2][2]:
            yield _numbers(numbers[-2], numbers[-1])
            return


def _numbers(first: tuple[int, int, str], second: tuple[int, int, str]) -> Finding:
    """Return what is wrong with lines in a paragraph that are numbered one after the other."""
    number, start, sign = first
    if len(str(number)) > _MOST_DIGITS:
        says = f"The number of a list item has at most {_MOST_DIGITS} digits, so these lines become one paragraph."
        hint = f"Put an empty line between them, or begin them with `- {second[0]}: `."
        return ("NOT A LIST", second[1], len(str(second[0])) + 1, says, hint)
    says = "A list that does not begin with 1 is none right under words, so these lines become one paragraph."
    hint = f"Put an empty line above it. If it is not a list, write `{number}\\{sign}`."
    return ("NOT A LIST", start, len(str(number)) + 1, says, hint)


class LooseSigns:
    """Says of signs that look like emphasis and are none where they stand. It is told of them as they are found."""

    def __init__(self, visible: str, say: Callable[[str, tuple[int, int], str, str], None]) -> None:
        """Take a text with code blanked out; `say` is told (title, offset and length, sentence, hint)."""
        self._visible, self._say = visible, say
        self._seen: dict[str, int] = {}

    def __call__(self, words: str) -> None:
        """Say that the signs around words would be printed."""
        signs = words[: len(words) - len(words.lstrip(words[0]))]
        begins = re.split(rf"[\n{STX}]", words, maxsplit=1)[0]
        pattern = r"\s+".join(map(re.escape, re.split(r"\s+", begins)))  # comments are spaces there
        if begins == signs:  # what follows is a link, code or the like
            pattern = rf"(?<![{signs[0]}\\]){pattern}(?=[^\w\s{signs[0]}])"
        spaced = re.compile(pattern)
        found = spaced.search(self._visible, self._seen.get(begins, 0)) or spaced.search(self._visible)
        start = found.start() if found else max(0, self._visible.find(signs))
        self._seen[begins] = start + 1
        tag, look = ("s", "struck out") if signs[0] == "~" else ("b", "bold") if len(signs) > 1 else ("i", "italics")
        itself = "".join(f"\\{sign}" for sign in signs)
        says = f"`{signs}` sets nothing in {look} here, so it would be printed as it stands."
        if tag == "s":
            says = f"`{signs}` strikes nothing out here, so it would be printed as it stands."
        hint = (
            f"Put spaces and punctuation outside of the signs, or write `<{tag}>` and `</{tag}>` in their place; for"
            f" the signs themselves, write `{itself}`."
        )
        if signs == "~" and words.endswith("~"):
            says = "One `~` on each side strikes words out on GitHub, and is a subscript elsewhere."
            hint = (
                "Write `~~` on each side to strike them out, or `<sub>` and `</sub>`; for the sign itself, write `\\~`."
            )
        elif not words.endswith(signs[0]) or words == signs:
            says = (
                f"`{signs}` begins words {'that are struck out' if tag == 's' else f'in {look}'}, and never ends here."
            )
            hint = f"Write `{signs}` after the last of them; for the signs themselves, write `{itself}`."
        self._say("NO EMPHASIS", (start, len(begins.rstrip())), says, hint)
