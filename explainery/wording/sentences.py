"""Where sentences end.

Sentences decide what a citation holds. Where two are taken for one, what the second cites would hold a number of the
first, and a false number might pass; where one is taken for two, a true number is refused, and its writer is told. So
a full stop ends a sentence wherever nothing tells that it belongs to an abbreviation, an initial or an ordinal, and
behind what may end a sentence as well (`etc.`, `Ltd.`, an ordinal) it does before a word that sentences begin with,
such as “the”, and names and nouns do not.
"""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass

from explainery.wording.days import month_names
from explainery.wording.lexicon import Lexicon, either, lexicon_of

_SPACE = "[ \u00a0\u202f]"
_OPENING = r'(?:[–—]\s)?(?:[“«„»"(\[‘‚¿¡\u00a0\u202f\ue000]|(?<=«)[ ])*'
# A sentence may end at a sign before a capital, a digit or a quotation mark. Marks right behind the sign close: “ too,
# which does in German. Three points end one if they stand right behind a word.
_CLOSING = r"(?:[\u00a0\u202f]?[”“«’‘\")\]]|[ \u00a0\u202f]?»)*"
_CAPITAL, _SMALL_LETTER = r"[^\W\d_a-zа-яёß-öø-ÿ]", r"[a-zа-яёß-öø-ÿ]"
_SPACED = rf"(?:(?<=[.!?])|(?<=\w…)){_CLOSING}\s+(?={_OPENING}[^\W_a-zа-яёß-öø-ÿ])"
_BOUNDARY = re.compile(_SPACED)
# It may also end where no space follows, behind a plain word or number and before a word with a capital (“left.They”):
# not in an address or the name of a file. Few texts have such a place, and all others are spared the longer pattern.
_MAY_BE_TIGHT = re.compile(r"[.!?][”“»«’‘\")\]]*[^\W\d_a-zа-яё]|[.!?][¿¡„]")
_TIGHT_BOUNDARY = re.compile(
    rf"{_SPACED}|(?:(?<=[^\W\d_]{_SMALL_LETTER}[.!?])|(?<=[\s\d]{_SMALL_LETTER}[.!?])|(?<=[\d%‰°€²³][.!?]))"
    rf"{_CLOSING}(?=[¿¡«“„]?{_CAPITAL}(?:{_SMALL_LETTER}|\s))"
)
_PLAIN = re.compile(r"(?<![^\s“„«(\[‘\"])(?:[^\W\d_]+[²³]?|\d[\d.,]*[^\W\d_]?|[%‰°€])[.!?]$")
_HEAD = re.compile(rf"(?:^|[:…][”“»«’‘\")]*\s)\s*{_OPENING}\s*$")  # what follows a colon begins like a sentence
_END = re.compile(r"[.!?…:][\"'”“’‘»«)\]]*\s*$")
_NEXT = re.compile(rf"\s*{_OPENING}(\d+|[^\W\d_]+['’]?)")
_DASHES = "–—"
_ROMAN = "[IVXLCDM]{1,7}"
_NUMERAL = re.compile(rf"\d+|{_ROMAN}")
_INITIAL = re.compile(r"(?<![\w°])[^\W\d_a-zа-яёß-öø-ÿ]\.$")
# What stands behind a number other than a year is its unit: `5 V.`
_UNIT = re.compile(rf"(?<![\d.,])(?!(?:1\d|2[01])\d\d{_SPACE})\d[\d.,]*{_SPACE}[A-Z]\.$")
_WORD_BEFORE = re.compile(rf"([^\W\d_]+)\.?{_SPACE}$")
_REACH = 48  # characters before a full stop in which what it belongs to begins, and the words before that
_AHEAD = 12  # characters of an abbreviation behind a full stop in it: `z. B.`
_ANYWHERE = ("Capt.", "cf.", "Dr.", "e.g.", "i.e.", "Mme.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "vs.")
_ANYWHERE_BEFORE_NUMBERS = ("fig.", "no.", "nr.", "p.", "pp.", "vol.")
_ANYWHERE_AT_ENDS = ("Co.", "etc.", "Inc.", "Jr.", "Ltd.")


def split_sentences(text: str, language: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


def is_whole(sentence: str) -> bool:
    """Say whether a mark ends a sentence, so that it is no label and no item of a list."""
    return _END.search(sentence) is not None


def begins_sentence(text: str, at: int, language: str) -> bool:
    """Say whether the word at a place in a text begins a sentence, or what follows a colon."""
    start = max(first for first, _last in sentence_spans(text, language) if first <= at)
    if at - start <= _REACH:
        return _HEAD.search(text[start:at]) is not None
    return _HEAD.search(text, at - _REACH, at) is not None  # a long sentence is not read again for each of its numbers


@functools.lru_cache(maxsize=2048)
def sentence_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a text begins and ends, the space behind it included."""
    spans, start, points = [], 0, None
    boundary = _TIGHT_BOUNDARY if _MAY_BE_TIGHT.search(text) else _BOUNDARY
    for match in boundary.finditer(text):
        at, end = match.span()
        if at == end and not _PLAIN.search(text, max(0, at - _REACH), at):
            continue
        if text[at - 1] == "." or text[end] in _DASHES:
            points = points or _points_of(language)
            if points.go_on(text, at, end) or points.is_author(text, end):
                continue
        spans.append((start, match.end()))
        start = match.end()
    return (*spans, (start, len(text)))


@dataclass(frozen=True, slots=True)
class _Points:
    """Full stops of one language that end no sentence.

    `inner` are abbreviations of several words; `always`, `numbered` and `last` match at the end of a text those behind
    which a sentence goes on, does before a number, or does unless one of `starts` follows. `starts` are words that
    begin sentences and no names; `articles` begin some names. `after` is what stands before an ordinal, and
    `labels` before a letter that is no initial (`plan B.`).
    """

    lexicon: Lexicon
    inner: re.Pattern[str]
    always: re.Pattern[str]
    numbered: re.Pattern[str]
    last: re.Pattern[str]
    roman: re.Pattern[str]
    starts: frozenset[str]
    articles: frozenset[str]
    after: re.Pattern[str] | None
    ordinal_nouns: frozenset[str]
    labels: frozenset[str]

    def go_on(self, text: str, at: int, end: int) -> bool:
        """Say whether a sentence goes on behind a full stop right before `at`, and the space that ends at `end`."""
        since = max(0, at - _REACH)
        around = text[since : at + _AHEAD]
        before = text[since:at]
        if any(one.start() < at - since < one.end() for one in self.inner.finditer(around)):
            return True
        word, follows = self._word_at(text, end)
        begins = word in self.starts or word in self.articles
        initial = _INITIAL.search(before)
        is_label = initial is not None and self._is_labelled(before[: initial.start()])
        if is_label or self.last.search(before):
            return not (is_label or begins)
        if self.always.search(before):
            return True
        if _NUMERAL.fullmatch(follows) and self.numbered.search(before):
            return True
        if initial and not _UNIT.search(before):
            return word not in self.starts and not self._is_common(word)
        return not begins and (self.roman.search(before) is not None or self._is_ordinal(before, word))

    def _is_common(self, word: str) -> bool:
        """Say whether a word is no surname, as one of people or a number is: “said J. Men came”."""
        words = self.lexicon.words["people"]
        return not self.lexicon.has_capital_nouns and (word in words or self.lexicon.numeral(word) is not None)

    def _word_at(self, text: str, at: int) -> tuple[str, str]:
        """Return the word at a place in small letters, none where it is an initial, and as it stands there."""
        follows = _NEXT.match(text, at)
        if not follows:
            return "", ""
        word = follows[1].casefold().replace("’", "'")
        is_initial = len(word) == 1 and text[follows.end() : follows.end() + 1] == "."
        return "" if is_initial else word, follows[1]

    def is_author(self, text: str, end: int) -> bool:
        """Say whether a dash leads from a quotation to whose it is, `— Ada Lovelace`: no word that begins sentences."""
        return text[end] in _DASHES and self._word_at(text, end)[0] not in self.starts - {"the"}

    def _is_ordinal(self, before: str, word: str) -> bool:
        """Say whether a text ends with an ordinal, and not with a number that ends its sentence: by what is around."""
        match = _ORDINAL.search(before) if self.after else None
        if match is None or self.after is None:
            return False
        if word in self.ordinal_nouns or self.after.search(before):
            return True
        head = before[: match.start()]
        if not head.strip() or head.endswith(("(", "[")):
            return True  # a number alone is no sentence
        name = _WORD_BEFORE.search(head)
        return not match[0][0].isdigit() and name is not None and name[1][0].isupper() and not self._is_labelled(head)

    def _is_labelled(self, before: str) -> bool:
        """Say whether a text ends with a word after which a letter or number is a name: “group A”."""
        label = _WORD_BEFORE.search(before)
        return label is not None and label[1].casefold() in self.labels


_ORDINAL = re.compile(rf"(?<![\w.,:/%–-])(?:\d{{1,3}}|{_ROMAN})\.$")


@functools.cache
def _points_of(language: str) -> _Points:
    lexicon = lexicon_of(language)
    table = lexicon.forms.get("sentences", {})
    always = (*_ANYWHERE, *table.get("abbreviations", ()))
    numbered = (*_ANYWHERE_BEFORE_NUMBERS, *table.get("before-numbers", ()))
    last = (*_ANYWHERE_AT_ENDS, *table.get("at-ends", ()))
    after = lexicon.form("ordinal-after")
    number, joins = rf"(?:\d{{1,3}}|{_ROMAN})\.", either(("und", "oder", "bis", *lexicon.form("between")))
    chain = rf"(?:{number}{_SPACE}?(?:,|[–-]|/|{joins}){_SPACE}?(?:(?:{either(after)}){_SPACE})?)*"
    months = {name for name, _month in month_names(language)} if after else set[str]()
    several = [one for one in (*always, *numbered, *last) if " " in one]
    return _Points(
        lexicon,
        re.compile(f"(?<!\\w)(?:{_either_of(several)})"),
        re.compile(f"(?<![\\w.-])(?:{_either_of(always)})$"),
        re.compile(f"(?<![\\w.-])(?:{_either_of(numbered)})$"),
        re.compile(f"(?<![\\w.-])(?:{_either_of(last)})$"),
        re.compile(rf"(?<![\w.-])(?:{_either_of(numbered)}){_SPACE}?{_ROMAN}\.$"),
        frozenset(table.get("starts", ())),
        frozenset(table.get("articles", ())),
        re.compile(rf"(?<!\w)(?i:{either(after)}){_SPACE}{chain}{number}$") if after else None,
        frozenset((*months, *table.get("ordinal-nouns", ()))),
        frozenset((*lexicon.labels, *table.get("lettered", ()))),
    )


def _either_of(abbreviations: Collection[str]) -> str:
    """Return a pattern for any of some abbreviations, also with a capital, and with any space between their parts."""
    found = {one[0].upper() + one[1:] for one in abbreviations}
    found |= set(abbreviations)
    return either(sorted(found)).replace(r"\ ", f"{_SPACE}?")
