"""Numbers that are written in words: `twelve days`, `two hundred and five`, `an hour and a half`, `fifth`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from explainery.wording.lexicon import Lexicon, either

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0\u202f]|[-‑]|, ")
_SPACE = re.compile("[ \u00a0\u202f‑-]+")
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_LARGEST = 18  # as a power of ten
_REACH = 40  # characters before a word that tell what it is
SIGNS_AFTER_WORDS = frozenset("km kg cm mm ft lb км кг см мм".split())
"""Signs of units that also follow number words, and are no words themselves."""
_SHORTEST = 2  # letters of a unit that may follow a number word: `m` and `s` follow digits
_IDIOMS = (1, 100, 1000)  # what “a” and “one” make: “a hundred”


@dataclass(frozen=True, slots=True)
class Worded:
    """A number in words at `start` to `end` of a text, its unit included, the number alone up to `end_of_number`.

    `is_idiom`: it says no exact number, as “a hundred” does; with `counts_people` it says one if it counts people, as
    `une centaine` does. `is_fraction`: it is a share, as “two thirds” are.
    """

    start: int
    end: int
    end_of_number: int
    value: Decimal
    to: Decimal | None = None
    units: frozenset[str] = frozenset()
    is_ordinal: bool = False
    is_idiom: bool = False
    counts_people: bool = False
    is_fraction: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word at `start` to `end` of a text, or several that are one: `quatre-vingt-dix`, with spaces between."""

    text: str
    start: int
    end: int


class WordNumbers:
    """Finds the numbers that are written in words, in one language."""

    def __init__(self, lexicon: Lexicon, scales: Mapping[str, int], units: Mapping[str, frozenset[str]]) -> None:
        """Take the language's words, the words for powers of ten, and the words for units with what they may mean."""
        self._lexicon = lexicon
        self._scales = {word: power for word, power in scales.items() if word in lexicon.scales}
        self._units = {
            word: symbols
            for word, symbols in units.items()
            if word in SIGNS_AFTER_WORDS or (len(word) > _SHORTEST and word[0].isalpha())
        }
        self._ones, self._hundreds = frozenset(lexicon.form("one")), frozenset(lexicon.form("hundred"))
        self._vague = frozenset(lexicon.form("vague"))
        self._rough = frozenset((*lexicon.dozens, *lexicon.form("rough")))
        self._of_things, self._of_people = (frozenset(lexicon.form(name)) for name in ("of-things", "of-people"))
        self._joints = frozenset(lexicon.form("joint"))
        self._not_after = frozenset(lexicon.form("hundred-not-after"))
        phrases = (word for word in (*lexicon.numerals, *lexicon.scales) if " " in word)
        several_words = either(phrases).replace("\\ ", "[ \u00a0\u202f‑-]")
        self._word = re.compile(rf"(?<!\w)(?:{several_words})(?![\w])|{_WORD.pattern}")
        of = f"(?:{either(lexicon.form('of'))})(?:[ \u00a0\u202f]|(?<=['’]))"
        self._known = frozenset((*lexicon.numerals, *self._scales, *lexicon.dozens, *self._hundreds))
        self._parts: dict[str, float] = dict(lexicon.forms.get("halves", ()))
        self._more: dict[str, float] = dict(lexicon.forms.get("more-halves", ()))
        clashing = either(word for word in units if " " in word and word.partition(" ")[0] in self._scales)
        self._clash = re.compile(rf"(?:{clashing})(?!\w)")
        self._starts = self._known | self._ones
        times = either((*self._scales, *lexicon.dozens))
        self._of = re.compile(f"[ \u00a0\u202f]{of}([^\\W\\d_]+)")
        names, halves, half = either(self._units), either(self._parts), either(self._more)
        one, between = either(self._ones), either(lexicon.form("between"))
        several = either([word for word, value in lexicon.numerals.items() if 1 < value < _TEN and value % 1 == 0])
        self._unit = re.compile(rf"[ \u00a0\u202f]?[-‑]?(?:{of})?({names})(?!\w)")
        self._ordinal = re.compile(rf"(?<![\w-]){lexicon.ordinal_pattern()}(?!\w)")
        self._halves = re.compile(
            rf"(?<!\w)({halves})(?:[ -]|(?<=['’]))(?:({times})(?: (?:{of})?({names}))?|({names}))(?!\w)"
        )
        self._fraction = re.compile(rf"(?<!\w)({several})[ -]({either(lexicon.parts)})(?!\w)")
        self._half = re.compile(rf" ({half})(?!\w)")
        self._shorter = {word: symbols for word, symbols in units.items() if len(word) > 1 and word.isalpha()}
        self._one_and_half = re.compile(
            rf"(?<!\w)(?:{one}) ({either(self._shorter)}) ({half})(?!\w)"
        )  # `un an et demi`
        alone = either(word for word in lexicon.form("one-left-out") if word in self._units)
        self._alone_and_half = re.compile(rf"(?<!\w)({alone}) ({half})(?!\w)")  # `hora y media`
        self._to = re.compile(rf" (?:{between}) |[–—]")
        self._before_unit = re.compile(rf"(?:\d[ -]?|(?<!\w)(?:{names}) (?:an?|per|each|every) )$")
        one_unit = rf"(?<!\w)(?:{one}) (?:{names})(?!\w)"
        self._signs = re.compile("|".join((*map(re.escape, lexicon.ordinals), halves, half, one_unit)))

    def find(self, text: str) -> list[Worded]:
        """Return the numbers in words of a text, in order; the ends of a range with one unit are one."""
        low = _lowered(text)
        words = [_Word(_SPACE.sub(" ", match[0]), *match.span()) for match in self._word.finditer(low)]
        found = list(self._with_halves(low))
        for one in (*self._fractions(low), *self._ordinals(low), *self._cardinals(low, words)):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
        return list(self._ranges(sorted(found, key=lambda one: one.start), low))

    def has_any(self, text: str) -> bool:
        """Say whether a text may have a number in words, at little cost: most have none."""
        low = _lowered(text)
        if not self._known.isdisjoint(_WORD.findall(low)) or self._signs.search(low):
            return bool(self._known)
        return bool(self._lexicon.forms.get("compounds")) and any(word in low for word in ("hundert", "tausend"))

    def _ordinals(self, low: str) -> Iterator[Worded]:
        for match in self._ordinal.finditer(low):
            value, start = Decimal(self._lexicon.ordinals[match[1]]), match.start()
            before = low[max(0, start - _REACH) : start]
            tens = re.search(r"([^\W\d_]+)[ -]$", before)
            ten = self._lexicon.numerals.get(tens[1]) if tens else None
            if match[1] in self._units and (ten or self._before_unit.search(before)):
                continue  # “thirty second”, “metres a second”
            if ten and tens and ten % _TEN == 0 and ten > _TEN > value:
                value, start = value + ten, start - len(tens[0])
            yield Worded(start, match.end(), match.end(), value, is_ordinal=True)

    def _fractions(self, low: str) -> Iterator[Worded]:
        for match in self._fraction.finditer(low):
            share = self._lexicon.numerals[match[1]] / self._lexicon.parts[match[2]]
            yield Worded(match.start(), match.end(), match.end(), share, is_fraction=True)

    def _with_halves(self, low: str) -> Iterator[Worded]:
        for match in self._one_and_half.finditer(low):
            value = 1 + Decimal(str(self._more[match[2]]))
            yield Worded(match.start(), match.end(), match.end(), value, None, self._shorter[match[1]])
        for match in self._alone_and_half.finditer(low):
            before = [
                word for word in _WORD.findall(low[: match.start()])[-1:] if word in self._starts or word.isdigit()
            ]
            if not before:
                value = 1 + Decimal(str(self._more[match[2]]))
                yield Worded(match.start(), match.end(), match.end(), value, None, self._units[match[1]])
        for match in self._halves.finditer(low):
            scale, unit = match[2] or "", match[3] or match[4] or ""
            times = self._lexicon.dozens.get(scale) or Decimal(10) ** self._scales.get(scale, 0)
            value = Decimal(str(self._parts[match[1]])) * times
            end = match.end() - len(unit)
            yield Worded(match.start(), match.end(), end, value, None, self._units.get(unit, frozenset()))

    def _cardinals(self, low: str, words: list["_Word"]) -> Iterator[Worded]:
        at = 0
        has_compounds = bool(self._lexicon.forms.get("compounds"))
        while at < len(words):
            if words[at].text not in self._starts and not has_compounds:
                at += 1
                continue
            start = words[at].start
            if re.search(r"\w[-‑]$", low[max(0, start - 2) : start]):
                at += 1  # the second half of a compound: “sub-three”
                continue
            before = words[at - 1].text if at else ""
            is_per_cent = before in self._not_after and words[at].text in self._hundreds
            if is_per_cent or self._clash.match(low, start):
                at += 1  # “per cent” has two words in French and Spanish; a `mille marin` is a mile
                continue
            reading = _Reading(self._lexicon, self._scales, self._hundreds)
            used = self._read(low, words, at, reading)
            if not used:
                at += 1
                continue
            first, last, value = words[at].text, words[at + used - 1], reading.value
            end = last.end
            at += used
            if not self._counts(last.text, low, end):
                continue  # a `quarantaine` is one of ships, too, and a score is music
            is_idiom = value in _IDIOMS and (first in self._ones or used == 1)
            is_vague = used == 1 and first in self._vague
            half, unit = self._half.match(low, end), self._unit.match(low, end)
            if half:
                unit = self._unit.match(low, half.end())
            elif unit:
                half = self._half.match(low, unit.end())  # `deux heures et demie`
            if half:
                value, is_idiom = value + Decimal(str(self._more[half[1]])), False
            units = self._units[unit[1]] if unit else frozenset()
            ends = [end, *(one.end() for one in (half, unit) if one)]
            end = half.end() if half and not unit else end
            is_idiom = is_vague or (is_idiom and not (unit and used == 1))
            counts_people = last.text in self._rough and not is_vague
            yield Worded(start, max(ends), end, value, None, units, is_idiom=is_idiom, counts_people=counts_people)

    def _counts(self, word: str, low: str, at: int) -> bool:
        """Say whether a word counts what follows it: one that has another meaning does with “of” and a noun behind."""
        if word not in self._of_things and word not in self._of_people:
            return True
        counted = self._of.match(low, at)
        if counted is None or counted[1] in self._starts:
            return False
        return word in self._of_things or counted[1] in self._lexicon.words["people"]

    def _read(self, low: str, words: list["_Word"], first: int, reading: "_Reading") -> int:
        """Read the number that begins at a word, and return how many words it takes."""
        used = 0
        for at in range(first, len(words)):
            word = words[at]
            following = words[at + 1].text if at + 1 < len(words) else ""
            if at > first and not _BETWEEN.fullmatch(low, words[at - 1].end, word.start):
                break
            if at > first and word.text in self._joints:
                if self._lexicon.numeral(following) is None or not reading.is_open:
                    break
                continue
            if word.text in self._ones and not self._begins(word.text, following):
                break
            if not reading.takes(Decimal(1) if word.text in self._ones else None, word.text):
                break
            used = at + 1 - first
        return used

    def _begins(self, word: str, following: str) -> bool:
        """Say whether a word for one begins a number: “a” does so before “hundred”, “million” or a unit alone."""
        is_article = word != self._lexicon.form("one")[0]
        counted = (self._hundreds, self._scales, self._lexicon.dozens, self._units)
        return not is_article or any(following in words for words in counted)

    def _ranges(self, found: list[Worded], low: str) -> Iterator[Worded]:
        """Yield the numbers, two that are the ends of a range with one unit as one."""
        waiting: Worded | None = None
        for one in found:
            if waiting is None:
                waiting = one
            elif self._is_range(waiting, one, low):
                yield Worded(waiting.start, one.end, one.end_of_number, waiting.value, one.value, one.units)
                waiting = None
            else:
                yield waiting
                waiting = one
        if waiting:
            yield waiting

    def _is_range(self, one: Worded, other: Worded, low: str) -> bool:
        if one.units or not other.units or one.is_ordinal or other.is_ordinal or one.value >= other.value:
            return False
        return self._to.fullmatch(low, one.end, other.start) is not None


class _Reading:
    """A number while its words are read: what is complete, what a word for thousands multiplies, what may follow."""

    def __init__(self, lexicon: Lexicon, scales: Mapping[str, int], hundreds: frozenset[str]) -> None:
        self._lexicon, self._scales, self._hundreds = lexicon, scales, hundreds
        self._total, self._current = Decimal(0), Decimal(0)
        self._below, self._power = Decimal(_THOUSAND) ** 2, _LARGEST  # a next word must be smaller
        self._begun = False

    @property
    def value(self) -> Decimal:
        """Return the number so far."""
        return self._total + self._current

    @property
    def is_open(self) -> bool:
        """Say whether “and” may stand here: after hundreds or thousands."""
        return self._current >= _HUNDRED or (self._begun and not self._current)

    def takes(self, one: Decimal | None, word: str) -> bool:
        """Take a word, and say whether the number goes on with it. `one` is the value of a word for one."""
        value = one if one is not None else self._lexicon.numeral(word)
        if word in self._hundreds:
            if self._current >= _HUNDRED or (not self._begun and value is None):
                return False
            self._current, self._below = (self._current or Decimal(1)) * _HUNDRED, Decimal(_HUNDRED)
        elif word in self._scales and (self._begun or self._lexicon.forms.get("bare-scales")):
            if self._scales[word] >= self._power:
                return False
            self._power = self._scales[word]
            self._total += (self._current or Decimal(1)) * Decimal(10) ** self._power
            self._current, self._below = Decimal(0), Decimal(_THOUSAND)
        elif word in self._lexicon.dozens and self._begun and self._current < _HUNDRED:
            self._current, self._below = (self._current or Decimal(1)) * self._lexicon.dozens[word], Decimal(0)
        elif value is not None and value < self._below:
            self._current += value
            self._below = _open_below(value)
        else:
            return False
        self._begun = True
        return True


def _lowered(text: str) -> str:
    """Return a text in small letters, each letter in its place: some have two small ones."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _open_below(value: Decimal) -> Decimal:
    """Return below what a further word of the same number must be: after twenty comes a number below ten."""
    if value >= _HUNDRED:
        return Decimal(_HUNDRED)
    return Decimal(_TEN) if value >= 2 * _TEN and value % _TEN == 0 else Decimal(0)
