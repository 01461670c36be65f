"""Bytes into text, and a page's text into its front matter and the rest."""

import re
from dataclasses import dataclass

from explainery.fields.invisible import INVISIBLE_HINT, invisible
from explainery.fields.load import load
from explainery.fields.nodes import Node
from explainery.problems import Place, Problem, Problems

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_FENCE_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ALMOST_FENCE = re.compile(r"^[ \t]*(?:-{3,}|—|–-?|\.\.\.)[ \t]*$", re.MULTILINE)
_FRONT_HINT = "Put these lines at the top, filled in:\n\n---\ntitle: …\nanswer: …\nchecked: 2026-01-31\n---"


@dataclass(frozen=True, slots=True)
class Front:
    """A Markdown file cut in two: the front matter, and where the text begins (line from 1, offset from 0)."""

    node: Node | None
    body_start: int
    body_line: int


def decode(content: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, a byte-order mark and CRLF line ends allowed. Raises Problems."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problems([_not_utf_8(content, error.start, path)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := invisible(text):
        offset, says = found
        raise Problems([Problem("INVISIBLE CHARACTER", _place(text, offset, path), says, INVISIBLE_HINT)])
    return text


def _not_utf_8(content: bytes, offset: int, path: str) -> Problem:
    before = content[:offset].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("NOT UTF-8", Place(path), "This file is UTF-16.", "Save it again with the encoding UTF-8.")
    says = f"The byte 0x{content[offset]:02X} here is not UTF-8 text."
    hint = "Save the file again with the encoding UTF-8; your editor offers it under “Save as” or “Encoding”."
    return Problem("NOT UTF-8", _place(before, len(before), path), says, hint)


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
