"""Lists that Python-Markdown would flatten, or take for something else."""

import re
from collections.abc import Iterator

_ITEM = re.compile(r"^( *)([-*+]|\d{1,3}\.)( +|$)")
_ROUND = re.compile(r"^ {0,3}(\d{1,3})\) +\S")
_LEVEL = 4
_DEEPEST = 10


def lists(text: str) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield title, offset, length, sentence and hint of every line of a list that would not become what it looks like."""
    offset, previous, top = 0, "", -1
    for line in text.split("\n"):
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip(" "))
        rest = (offset + indent, max(1, len(line.rstrip()) - indent))
        if item and top >= 0:
            yield from _inner_item(indent, top, rest)
        elif item and previous.strip() and item[2][0] in "-*+" and indent < _LEVEL and not previous.startswith("#"):
            says = "A list begins right under a line of text, so it would become part of that paragraph."
            yield ("LIST WITHOUT AN EMPTY LINE", *rest, says, "Put an empty line above it.")
        elif not item and top >= 0 and 0 < indent < _LEVEL and line.strip() and not previous.strip():
            says = f"This paragraph is indented by {indent} spaces, so it would end the list instead of belonging to the item."
            yield ("LIST WOULD FLATTEN", *rest, says, "Indent it by four spaces; or by none, if the list ends here.")
        elif (number := _ROUND.match(line)) and not previous.strip():
            says = f"`{number[1]})` does not begin a list item."
            yield ("NOT A LIST", *rest, says, f"Write `{number[1]}.`; for the sign itself, `{number[1]}\\)`.")
        if item:
            top = indent if top < 0 else top
        elif line.strip() and not line.startswith(" ") and not previous.strip():
            top = -1
        offset += len(line) + 1
        previous = line


def _inner_item(indent: int, top: int, rest: tuple[int, int]) -> Iterator[tuple[str, int, int, str, str]]:
    if indent > top and indent % _LEVEL:
        says = f"This item is indented by {indent} space{'' if indent == 1 else 's'}, so it would not be inside the item above."
        yield ("LIST WOULD FLATTEN", *rest, says, "Indent it by four spaces for each level.")
    elif indent > _DEEPEST * _LEVEL:
        says = f"Here more than {_DEEPEST} lists stand one inside another."
        yield ("LISTS TOO DEEP", *rest, says, "Begin a list with a heading of its own.")
