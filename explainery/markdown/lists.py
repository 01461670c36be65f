"""Lists that Python-Markdown would flatten, or take for something else."""

import re
from collections.abc import Iterator

_ITEM = re.compile(r"^( *)([-*+]|\d{1,3}\.)( +|$)")
_MAYBE_ITEM = re.compile(r"\n *(?:[-*+](?:[ \n]|$)|\d{1,3}[.)])")
_ROUND = re.compile(r"^ {0,3}(\d{1,3})\) +\S")
_LEVEL = 4
_DEEPEST = 10


def lists(text: str) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield title, offset, length, sentence and hint of every line that would not become the list it looks like."""
    if not _MAYBE_ITEM.search(f"\n{text}"):
        return
    offset, previous = 0, ""
    kinds: dict[int, str] = {}  # of the lists that are open, by their indentation
    for line in text.split("\n"):
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip(" "))
        rest = (offset + indent, max(1, len(line.rstrip()) - indent))
        if item and kinds:
            yield from _next_item(indent, item[2], kinds, rest)
            kinds = {level: kind for level, kind in kinds.items() if level < indent} | {indent: item[2][-1]}
            if len(kinds) > _DEEPEST:
                return
        elif item and previous.strip() and item[2][0] in "-*+" and indent < _LEVEL and not previous.startswith("#"):
            says = "A list begins right under a line of text, so it would become part of that paragraph."
            yield ("LIST WITHOUT AN EMPTY LINE", *rest, says, "Put an empty line above it.")
        elif not item and kinds and 0 < indent < _LEVEL and line.strip() and not previous.strip():
            says = (
                f"This paragraph is indented by {_spaces(indent)}, so it would end the list instead of belonging to it."
            )
            yield ("LIST WOULD FLATTEN", *rest, says, "Indent it by four spaces; or by none, if the list ends here.")
        elif (number := _ROUND.match(line)) and not previous.strip():
            says = f"`{number[1]})` does not begin a list item."
            yield ("NOT A LIST", *rest, says, f"Write `{number[1]}.`; for the sign itself, `{number[1]}\\)`.")
        if item and not kinds and indent < _LEVEL:
            kinds = {indent: item[2][-1]}
        elif line.strip() and not item and not line.startswith(" ") and not previous.strip():
            kinds = {}
        offset += len(line) + 1
        previous = line


def _next_item(
    indent: int, sign: str, kinds: dict[int, str], rest: tuple[int, int]
) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield what is wrong with an item that follows another one."""
    if indent > min(kinds) and indent % _LEVEL:
        says = f"This item is indented by {_spaces(indent)}, so it would not be inside the item above."
        yield ("LIST WOULD FLATTEN", *rest, says, "Indent it by four spaces for each level.")
    elif indent not in kinds and len(kinds) >= _DEEPEST:
        says = f"Here more than {_DEEPEST} lists stand one inside another."
        yield ("LISTS TOO DEEP", *rest, says, "Begin a list with a heading of its own.")
    elif indent in kinds and (kinds[indent] == ".") != (sign[-1] == "."):
        says = "A list with numbers and one with bullets follow each other, so they would become one list."
        yield ("LISTS RUN TOGETHER", *rest, says, "Put a line of text or a heading between them.")


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
