"""Problems as data: a place, what is wrong there, and what to do. Text is made in `report`."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from explainery.value import Value


@dataclass(frozen=True, slots=True, order=True)
class Place(Value):
    """Where a person wrote something.

    `path` is relative to the explainer's folder. `line` and `column` count from 1; line 0 means the file as a whole.
    `length` counts characters.
    """

    path: str
    line: int = 0
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem(Value):
    """One thing that is wrong with the input: `title` (also its id), one sentence, and the remedy.

    `also` are further places that take part, such as the first of two duplicates.
    """

    title: str
    place: Place
    says: str
    hint: str
    also: tuple[Place, ...] = ()


class Problems(Exception):  # noqa: N818 - the name says what it carries, and it is no error of the program
    """Everything that one stage found wrong, in reading order and without repetition."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems` in the order of their places."""
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.title)))
        super().__init__(f"{len(self.problems)} problems")


def near(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that the writer most likely meant by `name`, or None."""
    known = sorted(set(names))
    by_fold = {known_name.casefold(): known_name for known_name in known}
    if name.casefold() in by_fold:
        return by_fold[name.casefold()]
    found = get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str], otherwise: str) -> str:
    """Return the hint `Did you mean …?`, or `otherwise` where no name is near."""
    guess = near(name, names)
    return f"Did you mean `{guess}`?" if guess else otherwise


def listed(names: Iterable[str]) -> str:
    """Return names in code marks as English lists them: `a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    if len(marked) <= 1:
        return "".join(marked)
    return ", ".join(marked[:-1]) + " and " + marked[-1]
