"""What holds one number: a fact near it, the data of its figure or record, a citation, or nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from explainery.model import Month, Quantity
from explainery.numbers.facts import Facts, Said
from explainery.numbers.linked import Finding
from explainery.numbers.passages import Passage
from explainery.problems import Place
from explainery.wording import Number, agrees, ends_of, sentence_spans

Held = Literal["held", "cited"]
_BESIDE = 40  # characters between a name and a number beside it
_QUOTATION = re.compile(r"“[^“”„«]*”|„[^„“”]*[“”]|«[^«»]*»")
_UNKNOWN = "?"  # before the name of a place whose time nobody has told


@dataclass(frozen=True, slots=True)
class Text:
    """A passage with where its text begins in a file, and the typed values that hold its numbers besides facts.

    `is_prose`: it is Markdown, and no heading or alternative text.
    """

    passage: Passage
    place: Place
    values: tuple[Quantity, ...] = ()
    is_prose: bool = True


class Judge:
    """Says of numbers what holds them. Where it is not `strict`, only those matter that some fact holds."""

    def __init__(self, facts: Facts, *, strict: bool) -> None:
        """Take the facts."""
        self._facts, self._strict = facts, strict

    def verdict(self, number: Number, text: Text, around: Sequence[Said]) -> Held | Finding:
        """Return what holds a number, or what is wrong with it; `around` are the facts that are linked around it."""
        named = self._contradicted(number, text.passage)
        if named and (self._strict or (text.is_prose and _is_plain(number))):
            return _against(number, text, *named)
        if self._is_held(number, around, text.values):
            return "held"
        if not self._strict:
            return self._lenient(number, text)
        if number.zone.startswith(_UNKNOWN):
            return Finding("zone", text.passage, text.place, (number.start, number.end), name=number.zone[1:])
        return self._beside(number, text)

    def _lenient(self, number: Number, text: Text) -> Held | Finding:
        """Return what is wrong with a number where only those matter that some fact with words in common holds."""
        found = self._beside(number, text) if text.is_prose and _is_plain(number) else "held"
        return found if isinstance(found, Finding) and found.facts else "held"

    def _beside(self, number: Number, text: Text) -> Held | Finding:
        """Return what a number's own sentence has for it: a fact that says it, a citation, or nothing."""
        passage = text.passage
        start, end = _sentence(passage, number, self._facts.language)
        if any(said.tells(number) for said in self._linked(passage, start, end)):
            return "held"
        if not any(number.end <= at <= self._end_of_quotation(passage.text, number, end) for at in passage.cited):
            return _loose(number, text, self._facts)
        start, end = _clause(passage.text, number, start, end)
        other = next((said for said in self._linked(passage, start, end) if _clashes(said, number)), None)
        return _against(number, text, "", other) if other else "cited"

    def _is_held(self, number: Number, around: Sequence[Said], values: Sequence[Quantity]) -> bool:
        if any(said.agrees(number) for said in around):
            return True
        if any(agrees(number, value, self._facts.zones) for value in values):
            return True
        return number.to is not None and all(self._is_held(end, around, values) for end in ends_of(number))

    def _end_of_quotation(self, text: str, number: Number, end: int) -> int:
        """Return the end of a sentence; that in which a quotation ends, where the number stands in one.

        What is cited behind a quotation is cited for all of it.
        """
        quotation = next((one for one in _QUOTATION.finditer(text) if one.start() < number.start < one.end()), None)
        if quotation is None:
            return end
        ends = (last for _first, last in sentence_spans(text, self._facts.language) if last >= quotation.end())
        return max(end, next(ends, end))

    def _linked(self, passage: Passage, start: int, end: int) -> Iterator[Said]:
        for first, _last, link in passage.links:
            if link.scheme == "fact" and start <= first < end and (said := self._facts.get(link.target)):
                yield said

    def _contradicted(self, number: Number, passage: Passage) -> tuple[str, Said] | None:
        """Return the name and the fact that a number contradicts: one whose title or linked term stands beside it."""
        named = list(self._facts.titled(passage.text))
        for start, end, link in passage.links:
            if link.scheme == "term" and (said := self._facts.with_term(link.target, number)):
                named.append((start, end, said))
        close = [one for one in named if self._is_beside((one[0], one[1]), number, passage.text)]
        if any(said.agrees(number) for _start, _end, said in close):
            return None
        wrong = ((passage.text[start:end], said) for start, end, said in close if said.is_contradicted(number))
        return next(wrong, None)

    def _is_beside(self, name: tuple[int, int], number: Number, text: str) -> bool:
        """Say whether a number stands close to a name, in the same part of one sentence."""
        first, last = (name[1], number.start) if name[1] <= number.start else (number.end, name[0])
        if not 0 <= last - first <= _BESIDE or "; " in text[first:last]:
            return False
        return not any(first < start <= last for start, _end in sentence_spans(text, self._facts.language))


def _loose(number: Number, text: Text, facts: Facts) -> Finding:
    start, end = _sentence(text.passage, number, facts.language)
    alike = facts.alike(number, text.passage.text[start:end])
    return _finding("foreign" if number.is_foreign else "loose", number, text, tuple(alike))


def _against(number: Number, text: Text, name: str, said: Said) -> Finding:
    return _finding("against", number, text, (said,), name)


def _finding(
    kind: Literal["loose", "foreign", "against"], number: Number, text: Text, facts: tuple[Said, ...], name: str = ""
) -> Finding:
    span = (number.start, number.end)
    return Finding(kind, text.passage, text.place, span, facts, name, is_plain=not text.is_prose)


def _sentence(passage: Passage, number: Number, language: str) -> tuple[int, int]:
    return next(span for span in sentence_spans(passage.text, language) if number.start < span[1])


def _clause(text: str, number: Number, start: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence, between semicolons, in which a number stands."""
    first = text.rfind(";", start, number.start)
    last = text.find(";", number.end, end)
    return (first if first >= 0 else start), (last if last >= 0 else end)


def _clashes(said: Said, number: Number) -> bool:
    """Say whether a fact has another value in the unit of a number."""
    return bool(number.units) and said.is_contradicted(number) and not said.tells(number)


def _is_plain(number: Number) -> bool:
    """Say whether a number has weight where numbers are lenient: it has a unit, or is a date with its year."""
    if number.kind == "date":
        return isinstance(number.value, Month) or hasattr(number.value, "year")
    return bool(number.units)
