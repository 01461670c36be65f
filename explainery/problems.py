"""Problems as data: a place, what is wrong there, and what to do. Text is made in `report`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from explainery.value import Value

_ALIKE = 0.6  # as in difflib, below which names have little in common
_LIKE, _UNLIKE = 3, 4  # one letter in so many may be wrong, with the same first letter and without
_OTHER_SIGNS = re.compile(r"[^\w]|_")
_COMPARED = 20  # of many names, as many as are compared in full


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

    def __init__(self, problems: Iterable[Problem], outcome: str | None = None) -> None:
        """Keep `problems` in the order of their places, and what came of them where it is not what is usual."""
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.title)))
        self.outcome = outcome
        super().__init__(f"{len(self.problems)} problems")


def near(name: str, names: Iterable[str], *, misspelled: bool = False) -> str | None:
    """Return the one of `names` that the writer most likely meant by `name`, or None.

    With `misspelled` only one that differs by a slip of the pen, and is not another word like it.
    """
    known = _known(frozenset(names))
    folded = name.casefold()
    if folded in known.by_fold:
        return known.by_fold[folded]
    matcher = SequenceMatcher(None, b=folded)
    best = _ALIKE, ""
    for candidate in known.likeliest(folded):
        matcher.set_seq1(candidate)
        if not misspelled or _may_be_meant(folded, candidate):
            best = max(best, (matcher.ratio(), candidate))
    return known.by_fold[best[1]] if best[1] else None


def _may_be_meant(name: str, known: str) -> bool:
    """Say whether `name` may be `known`, misspelled or with other words around it."""
    shorter, longer = sorted((name, known), key=len)
    if longer.startswith(shorter) or _OTHER_SIGNS.sub("-", f"-{shorter}-") in _OTHER_SIGNS.sub("-", f"-{longer}-"):
        return True
    share = _LIKE if name[:1] == known[:1] else _UNLIKE
    return _changes(name, known) <= max(1, len(longer) // share)


def _changes(one: str, other: str) -> int:
    """Return how many letters are to be added, left out, changed or swapped with their neighbours."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for at, its in enumerate(other, 1):
            fewest = min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (letter != its))
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == its:
                fewest = min(fewest, before[at - 2] + 1)
            now.append(fewest)
        before, last = last, now
    return last[-1]


class _Known:
    """Names, and which pieces they have, so that of many only the likeliest are compared in full.

    A piece is a letter or a pair of neighbours, told apart when it comes again; each has one bit of a mask.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.by_fold = {name.casefold(): name for name in sorted(names)}
        self._bits: dict[tuple[str, int], int] = {}
        for folded in self.by_fold:
            for piece in _pieces(folded):
                self._bits.setdefault(piece, 1 << len(self._bits))
        self._masks = [(folded, self._mask(folded)) for folded in self.by_fold]

    def likeliest(self, word: str) -> list[str]:
        """Return the names that share most pieces with a word."""
        if len(self._masks) <= _COMPARED:
            return list(self.by_fold)
        own, length = self._mask(word), len(word)
        shares = [((own & mask).bit_count() / (length + len(folded)), folded) for folded, mask in self._masks]
        return [folded for _share, folded in nlargest(_COMPARED, shares)]

    def _mask(self, word: str) -> int:
        return sum(self._bits.get(piece, 0) for piece in _pieces(word))


_known = lru_cache(maxsize=8)(_Known)


def _pieces(word: str) -> Iterator[tuple[str, int]]:
    met: Counter[str] = Counter()
    for piece in (*word, *map("".join, pairwise(word))):
        yield piece, met[piece]
        met[piece] += 1


def did_you_mean(name: str, names: Iterable[str], otherwise: str, *, misspelled: bool = False) -> str:
    """Return the hint `Did you mean …?`, or `otherwise` where no name is near; for `misspelled` see `near`."""
    guess = near(name, names, misspelled=misspelled)
    return f"Did you mean `{guess}`?" if guess else otherwise


def names_a_draft(kind: str, draft: str, name: str, place: Place, marked: Place) -> Problem:
    """Return the problem that `name` is that of a draft, now or formerly, which something published cannot name.

    `draft` is the draft's id; `marked` is the place of its `draft: true`.
    """
    called = "" if name == draft else f", which was called `{name}`,"
    says = f"The {kind} `{draft}`{called} is a draft, so it is not on the site."
    hint = f"Publish that {kind} (delete its `draft: true`), or do not name it here."
    return Problem("DRAFT", place, says, hint, (marked,))


def unknown_record(kind: str, name: str, place: Place, names: Iterable[str], home: str) -> Problem:
    """Return the problem that a name is none of `names`, the ids of a kind of record whose home is `home`."""
    names = tuple(names)
    pieces = [known for known in names if known.startswith(f"{name}-")]
    hint = did_you_mean(name, names, f"Every {kind} stands in `content/{home}.yaml` or in the folder `content/{home}`.")
    if pieces:
        hint = f"It may have been divided: there is {listed(pieces)}."
    return Problem(f"UNKNOWN {kind.upper()}", place, f"There is no {kind} `{name}`.", hint)


def ended(sentence: str) -> str:
    """Return a sentence with its full stop, which an abbreviation at its end has already: `2021 г.`."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def listed(names: Iterable[str]) -> str:
    """Return names in code marks as English lists them: `a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    if len(marked) <= 1:
        return "".join(marked)
    return ", ".join(marked[:-1]) + " and " + marked[-1]
