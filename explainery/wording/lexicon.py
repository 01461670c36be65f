"""The words with which a language says numbers, read from `languages/<language>.toml`.

A language without a table has numbers in digits, the words of Unicode CLDR, and nothing else.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

_TABLES = Path(__file__).parent / "languages"
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, all in small letters.

    `numerals` are number words below a hundred (below a thousand where single words say hundreds), `scales` powers of
    ten, `dozens` what else counts by so many (“two dozen”), `ordinals` numbers by the stem of their ordinal, `parts`
    those below the line of a fraction. `bounds` and `bounds_after` are what says “more than” and the like before and
    after a number. The groups of `words`:

    * `prepositions`, which may also say a bound (“about”);
    * `determiners`, after which a small number points back (“the two”), with one of `after-determiner` between or not;
    * `groups` and `people`, which make a number one of people;
    * `none`, which says that there are 0; `not-of-time`, which are no bound before a time;
    * `function`, the words that say nothing of a sentence's subject;
    * `in-titles`, those with a small letter in titles.

    Of the `forms`, `of` stands between millions and their unit (`10 millions d’euros`), `hundred-not-after` before a
    “hundred” that is none (`pour cent`), `year-mark` after a year (`2021 г.`), `half-days` after a clock time (`du
    soir`); `vague` words alone say no number (`milliers d’années`); `adjectives` with `adjective-endings` stand
    right behind a number (`14-tägige`), `one-left-out` are units of which one is meant (`hora y media`); in `clocks`
    the group `lasts` marks what may be a duration, too (`3 h 27`). Behind a unit, `below-zero` turns a temperature
    round, `powers` make another unit of it (“squared”), and `when` is what makes “a day” no rate (“a day later”).
    `fronted` stand before a place at the head of a sentence, behind which a number counts (“In London 14 trains left”);
    `rough` words count people as dozens do (`сотня`), `of-things` count where “of” and a noun follow (`quarantaine de
    personnes`), `of-people` count people alone (“a score of men”); a first word with one of `verb-endings` is no name
    (`Murieron 48`).

    Of `places-on-earth` are what stands behind degrees of `latitudes` and `longitudes`, and between these (`and`).

    `decades` stand before the name of ten years (`les années quatre-vingt`), and `number-follows` before a number that
    is not one of a house. Of `labels` are the `words` after which numbers are names (“page 12”), and `abbreviations`
    that are such with their capitals alone; of `addresses` what stands before a postcode (`in-towns`), how no name of a
    town ends (`no-towns`, a pattern), and what stands before `telephones`.

    Of `sentences` are the `abbreviations` behind which a sentence goes on, those `before-numbers`, and those that may
    stand `at-ends`; words that begin sentences (`starts`, and `articles`, which begin names, too); `ordinal-nouns`
    follow an ordinal with a point (`18. Jahrhundert`), and a letter with one that follows `lettered` is no initial.
    """

    numerals: Mapping[str, Decimal]
    scales: Mapping[str, int]
    dozens: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, int]
    bounds: Mapping[str, tuple[str, ...]]
    bounds_after: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, Any]

    def form(self, name: str) -> Sequence[str]:
        """Return how a language writes something, such as the words `between` the ends of a range."""
        return tuple(self.forms.get(name, ()))

    @property
    def labels(self) -> Sequence[str]:
        """Return the words after which numbers and letters are names: “page 12”, “group A”."""
        return tuple(self.forms.get("labels", {}).get("words", ()))

    @property
    def has_capital_nouns(self) -> bool:
        """Say whether every noun begins with a capital, so that a capital tells no name."""
        return bool(self.forms.get("capital-nouns"))

    def numeral(self, word: str) -> Decimal | None:
        """Return what a number word below a thousand says; German ones are taken apart: `zweihundertfünf`."""
        if word in self.numerals:
            return self.numerals[word]
        if not self.forms.get("compounds"):
            return None
        for marker, factor in (("tausend", _THOUSAND), ("hundert", _HUNDRED)):
            before, found, after = word.partition(marker)
            if found and (before or after):
                times = Decimal(1) if before in ("", "ein") else self.numeral(before)
                rest = Decimal(0) if not after else self.numeral(after.removeprefix("und"))
                return times * factor + rest if times is not None and rest is not None else None
        return None

    def ordinal_pattern(self) -> str:
        """Return a pattern for an ordinal in words, its stem in a group."""
        endings = "|".join(sorted(self.form("ordinal-endings"), key=lambda ending: (-len(ending), ending)))
        return rf"({either(self.ordinals)})(?:{endings})"

    def is_function(self, word: str) -> bool:
        """Say whether a word tells nothing of what a sentence is about."""
        return word in self.words["function"]

    def significant(self, text: str) -> Iterator[str]:
        """Yield the words of a text that tell what it is about, in small letters."""
        for match in _WORD.finditer(text.casefold()):
            word = match[0]
            if len(word) > _SHORT and word not in self.words["function"] and self.numeral(word) is None:
                yield word


_SHORT = 2
# What a number may be called, with the signs that say it in every language.
_BOUNDS = {
    "more than": ">",
    "at least": "≥",
    "at most": "≤",
    "less than": "<",
    "nearly": "",
    "about": "≈~",
    "exactly": "",
}
_GROUPS = (
    "prepositions",
    "determiners",
    "after-determiner",
    "groups",
    "people",
    "none",
    "not-of-time",
    "function",
    "in-titles",
)


@functools.cache
def lexicon_of(language: str) -> Lexicon:
    """Return the words of a language, empty where there is no table of it."""
    file = _TABLES / f"{language.split('-', maxsplit=1)[0]}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    words = table.get("words", {})
    numerals = {word: Decimal(str(value)) for word, value in table.get("numerals", {}).items()}
    if table.get("compounds"):
        numerals |= dict(_reversed_tens(numerals, next(iter(table["joint"]))))
    return Lexicon(
        numerals=numerals,
        scales=table.get("scales", {}),
        dozens=table.get("dozens", {}),
        ordinals=table.get("ordinals", {}),
        parts=table.get("parts", {}),
        bounds={name: (*table.get("bounds", {}).get(name, ()), *signs) for name, signs in _BOUNDS.items()},
        bounds_after={name: tuple(phrases) for name, phrases in table.get("bounds-after", {}).items()},
        words={name: frozenset(words.get(name, ())) for name in _GROUPS},
        forms=table,
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; one that matches nothing where there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def _reversed_tens(numerals: Mapping[str, Decimal], joint: str) -> Iterator[tuple[str, Decimal]]:
    """Yield the numbers that are said ones first: `einundzwanzig`."""
    ones = {"ein": Decimal(1), **{word: value for word, value in numerals.items() if value < _TEN and value % 1 == 0}}
    tens = {word: value for word, value in numerals.items() if value > _TEN and value % _TEN == 0}
    for one, small in ones.items():
        for ten, large in tens.items():
            yield f"{one}{joint}{ten}", small + large
