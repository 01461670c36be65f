"""What words around a number make of it: “more than”, “at least”, “about”, “at most”, “less than”, “exactly”."""

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from explainery.wording.lexicon import Lexicon, either, lexicon_of

_REACH = 48  # characters before a number in which its bound begins
# What a number may be by its bound: below, equal to, or above the one that is printed.
_MAY_BE = {
    "": "=",
    "exactly": "=",
    "more than": ">",
    "at least": "=>",
    "at most": "<=",
    "less than": "<",
    "nearly": "<",
    "about": "<=>",
}


class Bound(NamedTuple):
    """What a number is by the words around it: a key of `_MAY_BE`, and the words; both empty where there are none."""

    kind: str = ""
    words: str = ""


def bound_of(text: str, start: int, end: int, language: str, *, of_time: bool) -> Bound:
    """Return the bound of the number at `start` to `end` of a text.

    Its words end right before the number, or one small word (“the”) before it, or begin right after it. `of_time`: the
    number is a time or a duration, of which “over” says when.
    """
    before, after = _patterns(language)
    lexicon = lexicon_of(language)
    match = before.search(text, max(0, start - _REACH), start)
    while match and not _is_close(text[match.end() : start], lexicon):
        match = before.search(text, match.start() + 1, start)
    if match and (first := _ending_at(before, text, match.start())):
        match = first  # “more than at least 30”: the first one counts
    if match and not (of_time and _plain(match[0]) in lexicon.words["not-of-time"]):
        return _named(_plain(match[0]), lexicon.bounds)
    behind = after.match(text, end)
    return _named(_plain(behind[1]), lexicon.bounds_after) if behind else Bound()


def is_implied(said: str, held: str, *, exact_kind: bool) -> bool:
    """Say whether words with the bound `said` are true of a number whose fact has the bound `held`.

    `exact_kind`: the number is a date, a clock time or a small count, which nobody calls “about” so much.
    """
    if not said:
        return True
    if said == "nearly":
        return held not in ("more than", "at least")
    if said == "about":
        return not (exact_kind and held in ("", "exactly"))
    return set(_MAY_BE[held]) <= set(_MAY_BE[said])


def _is_close(between: str, lexicon: Lexicon) -> bool:
    """Say whether nothing but a small word, a sign of currency or an opening mark stands between bound and number."""
    words = re.findall(r"\w+", between)
    return (
        len(words) <= 1
        and not re.search(r"[.;:!?,]", between)
        and all(
            word.casefold() in lexicon.words["function"] or word.casefold() in lexicon.words["determiners"]
            for word in words
        )
    )


def _ending_at(before: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return a bound whose words end right before a place."""
    found = (match for match in before.finditer(text, max(0, end - _REACH), end) if not text[match.end() : end].strip())
    return next(found, None)


def _named(words: str, table: Mapping[str, tuple[str, ...]]) -> Bound:
    return next((Bound(kind, words) for kind, phrases in table.items() if words in phrases), Bound())


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = lexicon_of(language)
    first, last = (
        either(phrase for group in table.values() for phrase in group).replace(r"\ ", r"\s+")
        for table in (lexicon.bounds, lexicon.bounds_after)
    )
    return (
        re.compile(rf"(?<!\w)(?:{first})(?:(?!\w)|(?<=[<>≤≥≈~]))(?<![-=]>)", re.IGNORECASE),  # an arrow is none
        re.compile(rf"[ \u00a0]({last})(?!\w)", re.IGNORECASE),
    )
