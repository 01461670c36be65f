"""What is wrong with lists: items that would be numbered anew, hold nothing, or look like tasks and are none."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from explainery.markdown.blocks import MOST_LEVELS, Blocks, Words
from explainery.markdown.silence import SOMETHING

Finding = tuple[str, int, int, str, str]
"""Title, offset, length, sentence, hint."""

_DEEPEST = 10
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) {1,4}(?=[^ \n])")
_NO_TASK = re.compile(r"\[(?:[ \t]*[xX]?[ \t]*)\](?![(\[:])")


def lists(blocks: Blocks, visible: str) -> Iterator[Finding]:
    """Yield what is wrong with the lists of a text, in which code and escapes are blanked out as `visible`."""
    numbers: list[list[int]] = []  # of the items of each list around, as they were written
    for at, token in enumerate(blocks.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append([])
            if len(numbers) > _DEEPEST:
                says = f"More than {_DEEPEST} lists are nested here."
                where = _where(blocks.tokens[at + 1])
                yield ("LISTS TOO DEEP", *where, says, "Begin a list with a heading of its own.")
                return
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            yield from _outside(blocks, at)
        elif token.type == "list_item_open":
            yield from _item(blocks.tokens[at : at + 3], numbers[-1], visible)
        elif token.level >= MOST_LEVELS:
            says = "Lists, quotations and definitions are nested here deeper than anybody could see."
            yield ("NESTED TOO DEEP", 0, 1, says, "Close what is open before you open more.")
            return


def _where(item: Token) -> tuple[int, int]:
    begin: int = item.meta["at"]
    return begin, max(1, int(item.meta["end"]) - begin)


def _outside(blocks: Blocks, end: int) -> Iterator[Finding]:
    """Yield the block after the list that ends with a token, if it is indented more than the last item's mark.

    On GitHub, too, what belongs to an item begins under its words, and those of `10.` begin four further in.
    """
    text, begin = blocks.text, _begin(blocks.tokens, end + 1)
    level = blocks.tokens[end].level + 1
    last = next(one for one in reversed(blocks.tokens[:end]) if one.type == "list_item_open" and one.level == level)
    item = _ITEM.match(text, last.meta["at"])
    if begin is None or item is None:
        return
    mark, column = _column(text, item.start()), _column(text, begin)
    wanted = mark + len(item[0])
    if mark < column < wanted and "\t" not in text[begin - column : begin]:
        says = "This is indented less than the words of the item above it, so it is not part of that list."
        more = "one more space" if wanted - column == 1 else f"{wanted - column} more spaces"
        hint = (
            f"Put {more} before each of its lines; if it is not meant to be part of the item, delete those before it."
        )
        yield ("OUTSIDE THE LIST", begin, len(text[begin:].partition("\n")[0]), says, hint)


def _column(text: str, at: int) -> int:
    """Return how many signs stand before a place on its line."""
    return at - text.rfind("\n", 0, at) - 1


def _begin(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the block begins that a token opens; None where it ends one, or nobody knows."""
    if at >= len(tokens) or tokens[at].nesting < 0 or tokens[at].type == "comment":
        return None
    for token in tokens[at : at + 3]:  # a list begins with its item, a table with its head and the row in it
        if "at" in token.meta:
            return int(token.meta["at"])
        if "row" in token.meta:
            return int(token.meta["row"][0])
        if "lines" in token.meta:
            return int(token.meta["lines"][0][0])
    return None


def _item(tokens: Sequence[Token], before: list[int], visible: str) -> Iterator[Finding]:
    """Yield what is wrong with an item that begins with these tokens, behind those of these numbers."""
    item, *inside = tokens
    where, sign = _where(item), item.info + item.markup
    itself = f"for the sign itself, `{sign[:-1]}\\{sign[-1]}`."
    if inside[0].type == "list_item_close":
        hint = f"Write something after it, or delete it; {itself}"
        yield ("EMPTY ITEM", *where, f"In this list nothing follows `{sign}`.", hint)
    elif inside[0].type != "paragraph_open" and "checked" in item.meta:
        says = "Right behind the box of a task stand words, and here is something else."
        yield ("NOT A TASK", *where, says, "Say what is to be done, and put the rest below it, indented.")
    elif inside[0].type == "paragraph_open":
        yield from _task(item, inside[1].meta["words"], visible)
    if not item.info:
        return
    number, digits = int(item.info), item.info
    if len(digits) > 1 and digits.startswith("0"):
        says = f"The number of this item would be printed as {number}, without the zeros."
        hint = f"Write `{number}{sign[-1]}`; for the digits themselves, `{digits}\\{sign[-1]}`."
        yield ("NUMBER WITH ZEROS", *where, says, hint)
    before.append(number)
    printed = before[0] + len(before) - 1
    if number != printed and len(set(before)) > 1:
        says = f"This item would be printed as number {printed}, since it follows number {printed - 1}."
        hint = f"Write `{printed}{sign[-1]}`; or put a line of text above it, and it begins a list with its own number."
        yield ("NUMBER OUT OF ORDER", *where, says, hint)
        before[:] = [number - len(before) + 1] * len(before)  # so that no more is said of those that go on from it
        before[-1] = number


def _task(item: Token, words: Words, visible: str) -> Iterator[Finding]:
    """Yield what is wrong with a box of a task; its signs are found where they are not escaped."""
    begin = words.origin(0)
    box = _NO_TASK.match(visible, begin)
    if "checked" in item.meta and not words.content.strip():
        says, hint = "This task has no words.", "Say after the box what is to be done, or delete the line."
        yield ("EMPTY TASK", *_where(item), says, hint)
    elif "checked" not in item.meta and box and SOMETHING not in box[0]:
        says = f"`{box[0]}` is no box of a task, so it would be printed as it stands."
        sign = "[x]" if "x" in box[0].lower() else "[ ]"
        hint = (
            f"Write `{sign}`, a space, and what is to be done; for the signs themselves, put a backslash before them."
        )
        yield ("NOT A TASK", begin, len(box[0]), says, hint)
