"""Bytes into text, and a page's text into its front matter and the rest."""

import re
from dataclasses import dataclass
from itertools import islice

from explainery.fields.invisible import invisible
from explainery.fields.load import load
from explainery.fields.nodes import Node
from explainery.problems import Place, Problem, Problems
from explainery.utf8 import text_of

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_FENCE_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ALMOST_FENCE = re.compile(r"^[ \t]*(?:-{3,}|—|–-?|\.\.\.)[ \t]*$", re.MULTILINE)
_MOST_SIGNS = 1_000  # nobody reads of more
_FRONT_HINT = "Put these lines at the top, filled in:\n\n---\ntitle: …\nanswer: …\nchecked: 2026-01-31\n---"


@dataclass(frozen=True, slots=True)
class Front:
    """A Markdown file cut in two: the front matter, and where the text begins (line from 1, offset from 0)."""

    node: Node | None
    body_start: int
    body_line: int


def decode(content: bytes, path: str) -> str:
    """Return what a person wrote in a file: text without characters that nobody sees. Raises Problems."""
    text = text_of(content, path).replace("\r", "\n")
    found = [
        Problem("INVISIBLE CHARACTER", _place(text, offset, path), says, hint)
        for offset, says, hint in islice(invisible(text), _MOST_SIGNS)
    ]
    if found:
        raise Problems(found)
    return text


def _place(text: str, offset: int, path: str) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def front_matter(text: str, path: str) -> Front:
    """Cut a page's text at the end of its front matter. Raises Problems."""
    opening = _FENCE.match(text)
    if not opening:
        raise Problems([_no_front_matter(text, path)])
    closing = _FENCE_END.search(text, opening.end())
    if not closing:
        says = "The front matter begins here and never ends."
        hint = "Put a line with only `---` after its last field."
        almost = _ALMOST_FENCE.search(text, opening.end())
        also: tuple[Place, ...] = ()
        if almost:
            sign = almost[0].strip()
            start = almost.start() + almost[0].index(sign)
            place = _place(text, start, path)
            also = (Place(path, place.line, place.column, len(sign)),)
            hint = f"Is line {place.line} meant to end it? Write `---` there, exactly three hyphens at the margin."
        raise Problems([Problem("FRONT MATTER WITHOUT END", Place(path, 1, 1, 3), says, hint, also)])
    node = load(text[: closing.start()], path, start=opening.end())
    body_start = min(closing.end() + 1, len(text))
    return Front(node, body_start, text.count("\n", 0, body_start) + 1)


def _no_front_matter(text: str, path: str) -> Problem:
    if not text.strip():
        return Problem("NO FRONT MATTER", Place(path), "This file is empty.", _FRONT_HINT)
    later = re.match(r"\s+(?=---[ \t]*\n)", text)
    if later:
        says = "The front matter begins in the first line of a file, and here something empty stands before it."
        hint = "Delete what stands before `---`: empty lines, or spaces."
        place = _place(text, later.end(), path)
        return Problem("NO FRONT MATTER", Place(path, place.line, place.column, 3), says, hint)
    says = "A page begins with its front matter, and this file does not."
    return Problem("NO FRONT MATTER", Place(path, 1, 1, max(1, len(text.split("\n", 1)[0]))), says, _FRONT_HINT)
