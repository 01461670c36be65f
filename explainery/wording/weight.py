"""Whether a number has weight by the words around it: what it counts, what it names, and what it points back to."""

import re
from decimal import Decimal

from explainery.wording.days import Days
from explainery.wording.lexicon import Lexicon, either, lexicon_of
from explainery.wording.sentences import begins_sentence

SMALL = 12
"""The largest number that points back after “the”, and that in words counts nothing checkable."""
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[ \u00a0\u202f]$")
_REACH = 40  # characters in which the words before a number are looked for
_NEXT = re.compile(r"[ \u00a0\u202f]([^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]+)")
_NOUN = re.compile(r"[ \u00a0\u202f][^\W\d_a-zäöüß]")
_LETTERS = re.compile(r"[^\W\d_]+")
_TEN = 10
_LAST_DECADE = 9_990  # Python cannot tell what is left of a number of thirty digits
_HARDLY_A_NAME = 2  # letters that a first word has at most: “Oh”, “Vi”


class Around:
    """The words around numbers in one language. `people` are the words for people as a pattern."""

    def __init__(self, language: str, days: Days, people: str, names: frozenset[str]) -> None:
        """Take the language and its calendar, and the `names` that are known."""
        self._language, self._days, self._names = language, days, names
        self._lexicon = lexicon = lexicon_of(language)
        words, space = lexicon.words, "[ \u00a0\u202f]"
        of = rf"(?:(?:{either(lexicon.form('of'))})(?:{space}|(?<=['’])))?"
        self._after = re.compile(rf"{space}{of}((?:[^\W\d_]+{space}){{0,2}}?)({people})(?!\w)", re.IGNORECASE)
        self._group = re.compile(rf"(?:{either(words['groups'])}){space}$", re.IGNORECASE)
        numbers = either((*lexicon.numerals, *lexicon.form("one")[:1]))
        self._share = re.compile(
            rf"(?<!\w)(?:{numbers}) (?:{either(lexicon.form('shares'))}) (?:every )?$", re.IGNORECASE
        )
        # “the decade of the”, with another decade between: `les années soixante et` quatre-vingt
        self._decade = re.compile(
            rf"(?<!\w)(?:{either(lexicon.form('decades'))}){space}"
            rf"(?:[\w-]+{space}(?:{either(lexicon.form('between'))}){space})?$",
            re.IGNORECASE,
        )
        # “In”, at the head of a sentence or clause, and a place of up to three words: “In New York” 14 trains left
        word = rf"[^\W\d_][\w’'-]*\.?{space}"
        self._place = re.compile(
            rf"(?:^|[.!?…:;,(–—“«„]{space}?)(?:{either(lexicon.form('fronted'))}){space}(?:{word}){{1,3}}$",
            re.IGNORECASE,
        )
        joined = rf",?{space}(?:{either(lexicon.form('between'))}){space}"
        self._list = re.compile(rf"(?<![\w.,])\d+(?:,{space}\d+)*{joined}\d+(?![\w.,]?\d)")
        self._verb = re.compile(f"(?:{either(lexicon.form('verb-endings'))})$")

    def word_before(self, text: str, at: int) -> str:
        """Return the word right before a place in a text; empty where there is none."""
        match = _BEFORE.search(text, max(0, at - _REACH), at)
        return match[1] if match else ""

    def counts_people(self, unit: str, text: str, start: int, end: int) -> bool:
        """Say whether a number counts people: by its `unit`, a word that follows soon, or “a crew of” before it."""
        if unit.strip("- \u00a0").casefold() in self._lexicon.words["people"]:
            return True
        if self._group.search(text[max(0, start - _REACH) : start]):
            return True
        match = self._after.match(text, end)
        return match is not None and not any(map(self._lexicon.is_function, match[1].casefold().split()))

    def is_share(self, text: str, start: int) -> bool:
        """Say whether a number is what a share is taken of: “one in seven people”, “nine out of ten”."""
        return self._share.search(text, max(0, start - _REACH), start) is not None

    def is_decade(self, text: str, start: int, value: Decimal) -> bool:
        """Say whether a number is the name of ten years: `années quatre-vingt`, `la década de 1980`."""
        if value > _LAST_DECADE or value % _TEN:
            return False
        return self._decade.search(text, max(0, start - _REACH), start) is not None

    def is_in_name(self, text: str, start: int, end: int) -> bool:
        """Say whether a number is part of a name, or one of several of that name: “Apollo 13 and 14”."""
        if self._lexicon.has_capital_nouns and counts(text, end, self._lexicon):
            return False
        since = max(0, start - _REACH)
        lists = (
            one.span() for one in self._list.finditer(text, since, end + _REACH) if one.start() < start < one.end()
        )
        first, last = next(lists, (start, end))
        if not counts(text, last, self._lexicon) and not self._place.search(text, max(0, first - _REACH), first):
            start, end = first, last
        return self.is_name(self.word_before(text, start), text, start, end)

    def is_name(self, word: str, text: str, start: int, end: int) -> bool:
        """Say whether a word before a number makes it a name: it has a capital, and is no small word or month.

        A sentence begins with a capital, too: its first word is a name if it is known as one, or nothing follows that
        the number may count and it looks like no “Oh” and no verb. Behind “In London” a larger number is one of what
        follows: “In London 14 trains left”.
        """
        if not word[:1].isupper():
            return False
        if len(word) > 1 and word.isupper():
            return True
        if self._lexicon.is_function(word.casefold()) or self._days.is_month(word):
            return False
        begins = begins_sentence(text, text.rindex(word, 0, start), self._language)
        if not begins:
            return not (counts(text, end, self._lexicon) and self._is_in_place(text, start, end))
        if word in self._names:
            return True
        return not (len(word) <= _HARDLY_A_NAME or self._verb.search(word) or counts(text, end, self._lexicon))

    def _is_in_place(self, text: str, start: int, end: int) -> bool:
        """Say whether a number too large for a version follows a place that begins a sentence or clause."""
        digits = text[start:end].partition("-")[0]
        is_large = digits.isdecimal() and Decimal(digits) > SMALL
        return is_large and self._place.search(text, max(0, start - _REACH), start) is not None

    def points_back(self, text: str, start: int) -> bool:
        """Say whether a number follows “the”, “all” or “his”: what it counts was counted before."""
        before = text[max(0, start - _REACH) : start]
        if not before.rstrip(" \u00a0")[-1:].isalpha():
            return False
        words = [word.casefold() for word in _LETTERS.findall(before)[-3:]]
        determiners, between = self._lexicon.words["determiners"], self._lexicon.words["after-determiner"]
        while words and words[-1] in between and words[-1] not in determiners:
            words.pop()
        return bool(words) and words[-1] in determiners


def counts(text: str, end: int, lexicon: Lexicon) -> bool:
    """Say whether a word follows that a number may count: “building 300 houses”; where nouns have a capital, a noun."""
    if lexicon.has_capital_nouns:
        return _NOUN.match(text, end) is not None
    match = _NEXT.match(text, end)
    return match is not None and not lexicon.is_function(match[1])
