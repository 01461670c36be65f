"""Titles in quotation marks, in which a number is part of a name: “Fahrenheit 451”."""

import re
from dataclasses import replace

from explainery.wording.lexicon import Lexicon
from explainery.wording.number import Number

_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“«„][^”»“„«]{1,80}[”»“]|[‘‹][^’›]{1,60}[’›]")
_SENTENCE_LIKE = re.compile(r"[.!?,][ \u00a0\u202f]?[”»“’›]$")
_COUNTS_NOUN = re.compile(r"[^\W\d_]")  # in a number, or right behind it
_MOST_WORDS = 9
_SHORT = 3  # letters of a word that has a small letter in titles, too


def outside_titles(numbers: list[Number], text: str, lexicon: Lexicon) -> list[Number]:
    """Return the numbers, those weightless that are part of a title in quotation marks."""
    titles = _titles_in(text, lexicon)
    if not titles:
        return numbers
    return [
        replace(one, weighs=False)
        if any(start <= one.start and one.end <= end for start, end in titles) and _may_be_title(one, text, lexicon)
        else one
        for one in numbers
    ]


def _titles_in(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return where a text has titles in quotation marks: short, with a capital, and no sentences."""
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if ((first := match[0][1:].lstrip()[:1]).isupper() or first.isdigit())
        and len(match[0].split()) <= _MOST_WORDS
        and not _is_running(match[0], lexicon)
        and not _SENTENCE_LIKE.search(match[0])
    ]


def _may_be_title(number: Number, text: str, lexicon: Lexicon) -> bool:
    """Say whether a number in a title may be a part of its name: it measures nothing, or has a capital unit.

    Where every noun has a capital, none that measures or counts may: “45 Busse” may be what somebody said.
    """
    if lexicon.has_capital_nouns and _COUNTS_NOUN.search(text, number.start, number.end + 2):
        return False
    if number.kind in ("count", "people", "year", "bare"):
        return number.kind != "people" or text[number.end - 1 : number.end].isdigit()
    words = _LETTERS.findall(text[number.start : number.end])
    return number.kind == "measure" and bool(words) and words[-1][0].isupper()


def _is_running(quoted: str, lexicon: Lexicon) -> bool:
    """Say whether words in quotation marks are running text, in which most long words have small letters.

    In titles few have, but for “of” and the like. The first word has a capital in either. Where nouns have one, too,
    a small letter at the head of any other word tells running text, as it does where no word is long.
    """
    first, *rest = [*_LETTERS.findall(quoted), ""]
    words = [word for word in (rest if first[:1].isupper() else [first, *rest]) if word]
    long = [] if lexicon.has_capital_nouns else [word for word in words if len(word) > _SHORT]
    if long:
        return 2 * len([word for word in long if word[0].islower()]) > len(long)
    return any(word[0].islower() and word not in lexicon.words["in-titles"] for word in words)
