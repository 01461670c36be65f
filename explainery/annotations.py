"""Problems as GitHub Actions shows them: annotations on file and line, and a job summary in Markdown.

Annotations are workflow commands, formed and escaped as in `packages/core/src/command.ts` of `actions/toolkit`.
"""

import hashlib
import re
from collections.abc import Callable
from functools import cache

from explainery.problems import Place, Problem, Problems
from explainery.report import Lines, excerpt

_SHOWN = 10  # GitHub shows ten errors of one step
_SUMMARISED = 50  # and takes a summary of at most 1 MiB

PathOf = Callable[[str], str | None]
"""Takes a path as problems name it and gives it from the root of the repository; None for what is no file in it."""

LinkTo = Callable[[Place], str | None]
"""Takes a place and gives the address of its line; None where it has none."""


def annotations(found: Problems, path_of: PathOf) -> str:
    """Return one workflow command a line, for the first ten problems."""
    return "".join(_annotation(problem, path_of(problem.place.path)) for problem in found.problems[:_SHOWN])


def _annotation(problem: Problem, path: str | None) -> str:
    place, properties = problem.place, {}
    if path:
        properties["file"] = path
        if place.line:
            properties |= {"line": str(place.line), "col": str(place.column)}
            properties["endColumn"] = str(place.column + max(1, place.length) - 1)
    properties["title"] = problem.title
    message = "\n\n".join(filter(None, ("" if path else place.path, problem.says, problem.hint)))
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::error {listed}::{_escaped(message, '')}\n"


def _escaped(text: str, more: str) -> str:
    """Return text with per cent, line ends and `more` written as per cent and two hexadecimal digits."""
    return re.sub(f"[%\r\n{more}]", lambda found: f"%{ord(found[0]):02X}", text)


def without_commands(text: str) -> str:
    """Return text in which the runner obeys no workflow command: what content says must never be one.

    The word that ends this has to be one that the text cannot hold: here a digest of the text.
    """
    word = hashlib.sha256(text.encode()).hexdigest()
    return f"::stop-commands::{word}\n{text}\n::{word}::\n"


def summary(found: Problems, lines_of: Lines, link_to: LinkTo) -> str:
    """Return the problems in Markdown, each with a link to its line and the text to paste ready to copy."""
    count = len(found.problems)
    parts = [f"## {count} problem{'s' if count > 1 else ''}: nothing was published"]
    lines_of = cache(lines_of)
    parts += [part for problem in found.problems[:_SUMMARISED] for part in _section(problem, lines_of, link_to)]
    if count > _SUMMARISED:
        parts.append(f"… and {count - _SUMMARISED} more.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(problem: Problem, lines_of: Lines, link_to: LinkTo) -> list[str]:
    parts = [f"### {_prose(problem.title)}"]
    for place in (problem.place, *problem.also):
        words, link = _prose(f"{place.path}, line {place.line}" if place.line else place.path), link_to(place)
        parts += [f"[{words}]({link})" if link else words, _fence(excerpt(place, lines_of))]
    remedy, _, to_paste = problem.hint.partition("\n\n")
    return [*parts, _prose(problem.says), _prose(remedy), _fence(to_paste)]


def _prose(text: str) -> str:
    """Return a sentence in which only code marks mean something to Markdown."""
    parts = re.split(r"(`[^`\n]*`)", text.replace("\n", " "))
    return "".join(part if at % 2 else re.sub(r"([\\`*_\[\]<>#|~&$@])", r"\\\1", part) for at, part in enumerate(parts))


def _fence(text: str) -> str:
    """Return text as a block of code, between more code marks than it holds itself; nothing for no text."""
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{marks}text\n{text}\n{marks}" if text else ""
