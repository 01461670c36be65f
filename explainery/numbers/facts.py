"""What each fact of a site says: its value, how it is bounded, and the numbers, names and words of its own texts."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from explainery.model import Edtf, Fact, Month, Quantity, Site
from explainery.units import is_year, known_unit
from explainery.wording import (
    Finder,
    Number,
    agrees,
    bound_of,
    ends_of,
    measures_in,
    names_of,
    print_quantity,
    same_kind,
    words_of,
)

_FEW = 3  # facts in which a word may occur and still tell one of them from others
_SHARE = 20  # likewise, one fact of as many
_SMALL_COUNT = 12
_TIMES = (("time", 1),), (("calendar", 1),)
_FIRST = re.compile(r"\w+")
_TWO, _COMMON = 2, range(13)
_STEM, _MIDDLING = 4, 6  # letters that forms of a word share, and those of a word that is not long


class Said:
    """What one fact says. `quantity` and `value` are None where it has none."""

    def __init__(self, fact: Fact, quantity: Quantity | None, facts: "Facts") -> None:
        """Take a fact and what it holds, worked out."""
        self.id, self.fact, self.quantity = fact.id, fact, quantity
        self.statement, self.unit = fact.statement, fact.unit
        self.value = quantity.value if quantity else None
        self._facts = facts

    def agrees(self, number: Number) -> bool:
        """Say whether a number is the fact's value, or one end of its range."""
        return self.quantity is not None and agrees(number, self.quantity, self._facts.zones)

    def is_contradicted(self, number: Number) -> bool:
        """Say whether a number is of the kind that the fact holds, and another one."""
        return self.quantity is not None and same_kind(number, self.quantity) and not self.agrees(number)

    @property
    def printed(self) -> str:
        """Return the value as the site prints it; empty where there is none."""
        return print_quantity(self.quantity, self._facts.language, self.statement) if self.quantity else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return what the fact says in words: statement, title, note, versions, and the source's own words."""
        fact = self.fact
        versions = (str(version["says"]) for version in fact.versions or ())
        quoted = fact.quote["words"] if fact.quote else None
        return tuple(filter(None, (fact.statement, fact.title, fact.note, *versions, quoted)))

    @property
    def quotable(self) -> tuple[str, ...]:
        """Return the texts whose words may stand in quotation marks."""
        return (*self.texts, *(self.fact.says or ()), self.printed)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return the numbers in its texts, and in what else may be said of it."""
        texts = (*self.texts, *filter(None, (self.fact.judgement,)), *(self.fact.says or ()))
        return tuple(number for text in texts for number in self._facts.finder.find(text))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Return in what the numbers in its texts are measured."""
        return frozenset().union(*(measures_in(text, self._facts.finder) for text in self.quotable))

    def tells(self, number: Number) -> bool:
        """Say whether a number is the fact's value, or stands in its texts; of a range perhaps each end for itself."""
        if self.agrees(number) or any(_is_same(number, other) for other in self.numbers):
            return True
        if number.to is not None:
            return all(map(self.tells, ends_of(number)))
        return not number.units and self.is_end(number)

    def is_end(self, number: Number) -> bool:
        """Say whether a number, whatever its unit, is as large as the value, or as one end of its range."""
        is_read = self.quantity is not None and not number.is_foreign
        return is_read and any(number.value == end.value for end in self.quantity.ends)  # type: ignore[union-attr]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return all words that are said of it, in small letters."""
        texts = (*self.quotable, self.fact.judgement or "")
        return frozenset().union(*map(words_of, texts))

    @cached_property
    def bound(self) -> str:
        """Return how its value is bounded: as `bound` says, else as its statement does; empty for an exact value."""
        if self.fact.bound:
            return self.fact.bound
        if isinstance(self.value, Edtf):
            return "about" if any(one.qualifier in ("~", "%") for one in self.value.dates) else ""
        statement = self.statement
        for number in self._facts.finder.find(statement):
            if self.agrees(number):
                language = self._facts.language
                if kind := bound_of(statement, number.start, number.end, language, of_time=self.is_time).kind:
                    return kind
        return ""

    @property
    def is_range(self) -> bool:
        """Say whether its value is a range."""
        return self.quantity is not None and self.quantity.to is not None

    @property
    def is_time(self) -> bool:
        """Say whether its value is a date, a time or a duration."""
        if isinstance(self.value, Decimal):
            known = known_unit(self.unit)
            return known is not None and known.dimension in _TIMES
        return self.value is not None

    @property
    def is_exact_kind(self) -> bool:
        """Say whether its value is of a kind that is not called “about” so much: a date, a time, a small count."""
        if isinstance(self.value, Decimal):
            whole = self.value == self.value.to_integral_value()
            counts = self._facts.is_count(self.unit)
            return is_year(self.unit) or (whole and counts and abs(self.value) <= _SMALL_COUNT)
        return isinstance(self.value, dt.date | dt.time)

    @property
    def is_small_count(self) -> bool:
        """Say whether its value counts a few things."""
        return isinstance(self.value, Decimal) and self._facts.is_count(self.unit) and abs(self.value) <= _SMALL_COUNT

    @cached_property
    def worded(self) -> str:
        """Return the value as it may stand in a sentence: as the statement words it, else as the site prints it.

        The words for its bound stand before it, as in `more than 30 hours`.
        """
        if isinstance(self.value, Edtf):  # which says itself that it is about so much
            return self.printed
        lexicon, statement = self._facts.finder.lexicon, self.statement
        if self.value == 0 and (none := self._facts.finder.none_in(statement)):
            return f"{none} {self.unit}" if none in ("no", "kein", "keine") and self.unit else none
        found = [number for number in self._facts.finder.find(statement) if self._is_whole(number)]
        # “A kilo is 12.5 plates” says the same twice: in the fact's own unit, and in another.
        number = next((one for one in found if one.value == self.value), found[0] if found else None)
        words = statement[number.start : number.end] if number else self.printed
        bound = next(iter(lexicon.bounds.get(self.bound, ())), "")
        return f"{bound} {words}".strip()

    def _is_whole(self, number: Number) -> bool:
        """Say whether a number says all of the value: both ends of a range, and a unit where there is one."""
        if not self.agrees(number) or self.is_range != (number.to is not None):
            return False
        return (
            isinstance(self.value, Decimal | dt.timedelta)
            and number.kind != "ordinal"
            and bool(number.units or not self.unit)
        )


class Facts:
    """The facts of a site, and what finds numbers in its language."""

    def __init__(self, site: Site, names: frozenset[str] | None = None) -> None:
        """Read the facts of a site; `names` are those in their words, where they are known already."""
        self.language = str(site.settings["language"])
        self.zones: Mapping[str, str] = site.settings["zones"] or {}
        self.places = frozenset(word for place in self.zones for word in place.split())
        self._site = site
        units = {unit for fact in site.facts.values() if (unit := fact.unit) and not is_year(unit)}
        self.names = self._names_in(site.facts) if names is None else names
        self._units = frozenset(units)
        self._said: dict[str, Said] = {}
        self._titles: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for fact in site.facts.values():
            if title := fact.title:
                pattern = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)", re.IGNORECASE)
                self._titles.setdefault(_FIRST.findall(title.casefold())[0], []).append((pattern, fact.id))

    @cached_property
    def finder(self) -> Finder:
        """Return what finds numbers: made where a text is looked through, since that takes a while."""
        return Finder(self.language, self._units, tuple(self.zones), self.names)

    def get(self, name: str) -> Said | None:
        """Return a fact by its id or by an id that it had before."""
        if name not in self._said:
            fact = self._site.fact(name)
            if fact is None:
                return None
            self._said[name] = Said(fact, self._site.quantities.get(fact.id), self)
        return self._said[name]

    def all(self) -> Iterator[Said]:
        """Yield all facts."""
        for name in self._site.facts:
            if said := self.get(name):
                yield said

    def titled(self, text: str) -> Iterator[tuple[int, int, Said]]:
        """Yield the facts that a text names by their titles, each with where."""
        for word in dict.fromkeys(_FIRST.findall(text.casefold())):
            for pattern, name in self._titles.get(word, ()):
                said = self.get(name)
                yield from ((*match.span(), said) for match in pattern.finditer(text) if said)

    def with_term(self, name: str, number: Number) -> Said | None:
        """Return the one fact of a number's kind with a linked term in its statement; None where it is not just one."""
        term = self._site.term(name)
        if term is None or not number.units:
            return None
        pattern = re.compile(rf"(?<!\w){re.escape(term.term)}(?!\w)")
        found = [
            said
            for said in self.all()
            if said.quantity and same_kind(number, said.quantity) and pattern.search(said.statement)
        ]
        return found[0] if len(found) == 1 else None

    def _names_in(self, facts: Mapping[str, Fact]) -> frozenset[str]:
        given = (text for fact in facts.values() for text in (fact.statement, fact.title, fact.note))
        return names_of(filter(None, given), self.language)

    @cached_property
    def declared(self) -> frozenset[str]:
        """Return the words, in small letters, that terms declare."""
        return frozenset().union(*(words_of(term.term) for term in self._site.terms.values()))

    def is_preposition(self, before: str, bound: str) -> bool:
        """Say whether the words for a bound that end a text may be another word: “a book about”."""
        words = self.finder.lexicon.words["prepositions"].intersection(self.finder.lexicon.bounds.get(bound, ()))
        return before.casefold().rstrip().endswith(tuple(words))

    def is_count(self, unit: str | None) -> bool:
        """Say whether a unit counts things, or there is none."""
        return known_unit(unit) is None

    def alike(self, number: Number, sentence: str) -> list[Said]:
        """Return the facts that hold a number and share a word with its sentence that few facts have.

        Those come first that share most. An equal number alone says nothing: it may count quite another thing. A year
        or a small count is equal so often that two words must be shared.
        """
        here = frozenset(self.finder.lexicon.significant(sentence))
        fewest = _TWO if number.kind == "year" or (not number.units and number.value in _COMMON) else 1
        found = []
        for said in self._near(number):
            if said.agrees(number):
                shared = {word for word in here if self._occurs(word, said)}
                if len(shared) >= fewest:
                    found.append((-len(shared), said.id, said))
        return [said for _shared, _id, said in sorted(found, key=lambda one: one[:2])]

    def _near(self, number: Number) -> Iterator[Said]:
        """Yield the facts that may hold a number: all that have its size, or its year or day."""
        keys = dict.fromkeys(_keys(number.value, number.units) if number.to is None else _keys(number.to, number.units))
        yield from {said.id: said for key in keys for said in self._by_key.get(key, ())}.values()

    @cached_property
    def _by_key(self) -> Mapping[object, list[Said]]:
        found: dict[object, list[Said]] = {}
        for said in self.all():
            for end in said.quantity.ends if said.quantity else ():
                for key in dict.fromkeys(_keys(end.value, (end.unit,) if end.unit else ())):
                    found.setdefault(key, []).append(said)
        return found

    def _occurs(self, word: str, said: Said) -> bool:
        stem = _stem(word)
        return stem in self._stems[said.id] and self._spread.get(stem, 0) <= max(_FEW, len(self._stems) // _SHARE)

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[str]]:
        significant = self.finder.lexicon.significant
        return {
            said.id: frozenset(_stem(word) for text in said.texts for word in significant(text)) for said in self.all()
        }

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        spread: dict[str, int] = {}
        for stems in self._stems.values():
            for stem in stems:
                spread[stem] = spread.get(stem, 0) + 1
        return spread


def _stem(word: str) -> str:
    """Return what the forms of a word share, roughly: its first letters."""
    return word[: _STEM if len(word) <= _MIDDLING else _STEM + 1]


def _is_same(one: Number, other: Number) -> bool:
    """Say whether two numbers are the same, in one unit if both have one."""
    if one.is_foreign or other.is_foreign:
        return False
    if "clock" in (one.kind, other.kind) and one.zone != other.zone:
        return False
    if one.to is not None and other.to != one.to:
        return False
    if one.value not in (other.value, other.to) and not _is_part(one, other):
        return False
    return not (one.units and other.units) or bool(one.units & other.units)


def _is_part(one: Number, other: Number) -> bool:
    """Say whether a date is a part of another: its month, its day, its year."""
    return isinstance(other.value, dt.date) and agrees(one, Quantity(other.value), {})


def _keys(value: object, units: Iterable[str]) -> Iterator[object]:
    """Yield what a value is looked up by: its size in the first unit of its kind, its days, months and years."""
    if isinstance(value, Decimal):
        yield value
        yield from (Fraction(value) * known.worth for unit in units if (known := known_unit(unit)))
    elif isinstance(value, dt.timedelta):
        yield Fraction(value // dt.timedelta(seconds=1))
    elif isinstance(value, Edtf):
        for one in value.dates:
            yield from _keys(one.earliest, ())
    elif isinstance(value, dt.date):
        yield from (f"{value:%Y-%m-%d}", f"{value:%Y-%m}", f"--{value:%m-%d}", Decimal(value.year))
        yield from _keys(value.time(), ()) if isinstance(value, dt.datetime) else ()
    elif isinstance(value, dt.time):
        yield "clock"
    else:
        yield str(value)
        yield from (Decimal(value.year),) if isinstance(value, Month) else ()
