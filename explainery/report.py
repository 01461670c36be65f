"""Problems into text: for a terminal, and as JSON. The only module that makes sentences out of them for people.

Only user of rich beside the progress bar: carets must stand under signs that are two cells wide, or none.
"""

import json
from collections import Counter
from collections.abc import Callable
from functools import cache

from rich.cells import cell_len

from explainery.problems import Place, Problem, Problems

_WIDTH = 80
_SHOWN = 3  # of the same problem
_MOST = 100  # of all
_LONGEST_LINE = 120
_CONTROLS = (*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xE000, 0xE001)
_SHOWN_AS = dict.fromkeys(_CONTROLS, "�") | {9: " "}
_OF_LINES = _SHOWN_AS | {10: "\n"}

NOTHING_WRITTEN = "Nothing was written."

Lines = Callable[[str], list[str]]
"""Takes a path and gives the lines of that file as they are on disk."""


def as_text(found: Problems, lines_of: Lines, outcome: str = NOTHING_WRITTEN) -> str:
    """Return the problems as a terminal shows them; `outcome` says last what came of it, if they do not themselves."""
    return "\n".join(text for _problem, text in passages(found, lines_of, outcome))


def passages(found: Problems, lines_of: Lines, outcome: str = NOTHING_WRITTEN) -> list[tuple[Problem | None, str]]:
    """Return the parts of that text, each with its problem.

    The same problem is shown three times, and a hundred of all; then they are counted.
    """
    lines_of = cache(lines_of)  # of one file there may be hundreds of problems
    met: Counter[tuple[str, str]] = Counter()
    worth_showing = []
    for problem in found.problems:
        met[problem.title, problem.says] += 1
        if met[problem.title, problem.says] <= _SHOWN:
            worth_showing.append(problem)
    parts: list[tuple[Problem | None, str]] = [
        (problem, one_as_text(problem, lines_of)) for problem in worth_showing[:_MOST]
    ]
    count = len(found.problems)
    if more := count - len(parts):
        parts.append((None, f"… and {more:,} more{'' if len(worth_showing) > _MOST else ' like these'}.\n"))
    last = f"{count:,} problem{'s' if count != 1 else ''}. {found.outcome or outcome}\n"
    return [*parts, (None, last)]


def one_as_text(problem: Problem, lines_of: Lines) -> str:
    """Return one problem: title and file, the sentence, the line with carets, the remedy."""
    path = problem.place.path
    rule = "-" * max(3, _WIDTH - len(problem.title) - len(path) - 5)
    parts = [f"-- {problem.title} {rule} {path}", problem.says]
    for place in sorted((*problem.also, problem.place)):
        shown = excerpt(place, lines_of)
        parts += [shown if place.path == path or not shown else f"{place.path}:\n\n{shown}"]
    parts.append(problem.hint)
    return "\n\n".join(part for part in parts if part).translate(_OF_LINES) + "\n"


def excerpt(place: Place, lines_of: Lines) -> str:
    """Return the line as written with carets below it; the part around the place where the line is very long."""
    lines = lines_of(place.path) if place.line else []
    if not 0 < place.line <= len(lines):
        return ""
    line = lines[place.line - 1].translate(_SHOWN_AS)
    start = max(0, place.column - 1)
    cut = max(0, start - _LONGEST_LINE // 2) if start + place.length > _LONGEST_LINE else 0
    shown = line[cut : cut + _LONGEST_LINE]
    marked = shown[start - cut : start - cut + place.length]
    number, begin = f" {place.line} | ", "…" if cut else ""
    end = "…" if cut + _LONGEST_LINE < len(line) else ""
    before = " " * (len(number) + len(begin) + cell_len(shown[: start - cut]))
    return f"{number}{begin}{shown}{end}".rstrip() + f"\n{before}{'^' * max(1, cell_len(marked))}"


def as_json(found: Problems) -> str:
    """Return the same problems as JSON, one object each."""
    return json.dumps({"problems": [_plain(problem) for problem in found.problems]}, ensure_ascii=False, indent=2)


def _plain(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "title": problem.title,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "says": problem.says,
        "hint": problem.hint,
        "also": [{"path": other.path, "line": other.line, "column": other.column} for other in problem.also],
    }
