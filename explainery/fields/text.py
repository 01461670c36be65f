"""Bytes into text, and a page's text into its front matter and the rest."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from explainery.fields.invisible import invisible
from explainery.fields.load import load
from explainery.fields.nodes import Node
from explainery.problems import Place, Problem, Problems
from explainery.utf8 import text_of

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_FENCE_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ALMOST_FENCE = re.compile(r"^[ \t]*(?:-{3,}|—|–-?|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.MULTILINE | re.DOTALL)
_PLAIN = re.compile(r"[^\W\d_][\w ,.()/+-]*(?<! )")  # words that YAML takes without quotation marks
_TAKEN_OTHERWISE = ("true", "false", "null", "yes", "no", "on", "off")
_EXAMPLE = "---\ntitle: …\nanswer: …\nchecked: 2026-01-31\n---"
_MOST_SIGNS = 1_000  # nobody reads of more
_FRONT_HINT = f"Put these lines at the top, filled in:\n\n{_EXAMPLE}"


@dataclass(frozen=True, slots=True)
class Front:
    """A Markdown file cut in two: the front matter, and the offset at which the text begins."""

    node: Node | None
    body_start: int


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
    return Front(node, body_start)


def _in_another_form(text: str) -> tuple[str, str] | None:
    """Return in which other language than YAML a page has its front matter, and what to write in its place."""
    found = _TOML.match(text)
    try:
        if found:
            return "TOML", _as_yaml(tomllib.loads(found[1]))
        if text.lstrip()[:1] == "{" and text.lstrip()[1:].lstrip()[:1] in ('"', "}"):
            value, _end = json.JSONDecoder().raw_decode(text.lstrip())
            return "JSON", _as_yaml(value)
    except (ValueError, RecursionError):
        return ("TOML", _EXAMPLE) if found else None
    return None


def _as_yaml(values: Mapping[str, Any]) -> str:
    lines = (f"{name}: {_one_line(value)}" for name, value in values.items())
    return "\n".join(("---", *lines, "---"))


def _one_line(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _TAKEN_OTHERWISE:
        return value
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)


def _no_front_matter(text: str, path: str) -> Problem:
    if not text.strip():
        return Problem("NO FRONT MATTER", Place(path), "This file is empty.", _FRONT_HINT)
    later = re.match(r"\s+(?=---[ \t]*\n)", text)
    if later:
        says = "The front matter begins in the first line of a file, and here something empty stands before it."
        hint = "Delete what stands before `---`: empty lines, or spaces."
        place = _place(text, later.end(), path)
        return Problem("NO FRONT MATTER", Place(path, place.line, place.column, 3), says, hint)
    if written := _in_another_form(text):
        says = f"This front matter is written in {written[0]}, and here it is YAML."
        hint = f"Write it so:\n\n{written[1]}"
        return Problem("NO FRONT MATTER", Place(path, 1, 1, max(1, len(text.split("\n", 1)[0]))), says, hint)
    says = "A page begins with its front matter, and this file does not."
    return Problem("NO FRONT MATTER", Place(path, 1, 1, max(1, len(text.split("\n", 1)[0]))), says, _FRONT_HINT)
