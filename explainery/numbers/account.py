"""The account of each page: how many of its numbers facts hold, how many are cited or exempt, and what is wrong."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from explainery import walk
from explainery.draw import Fault, Sheet, read_sheet
from explainery.draw.columns import columns_of
from explainery.draw.sheets import facts_named
from explainery.essence import digest_of
from explainery.model import (
    Amount,
    Block,
    Constant,
    Counts,
    Document,
    Link,
    Page,
    Quantity,
    Record,
    Ref,
    Shape,
    Site,
)
from explainery.numbers.charts import SPECS, words_in_spec
from explainery.numbers.exempting import places_of, together, words_around
from explainery.numbers.facts import Facts, Said
from explainery.numbers.judging import Judge, Text
from explainery.numbers.linked import Finding, faults_of_links
from explainery.numbers.passages import Cut, Passage, cut
from explainery.numbers.texts import texts_in
from explainery.problems import Place
from explainery.units import units_in_use
from explainery.value import Value as Frozen
from explainery.values import read_amount
from explainery.wording import SMALL, Number, codes_in
from explainery.workers import spread

_A_WORD = 0.01  # milliseconds
_FACTS = b"\0"  # the key of the seal of facts with which nothing was wrong
_NAMES = b"\1"  # the key of the names in facts
_HIDDEN = "\ue003"  # in place of words that are tied to a fact
_GOES_ON = re.compile(f"{_HIDDEN}[¼½¾]")  # which is said of those words
_WORDS = ("label", "series", "note")  # what the columns of a file are that hold words for readers
_TITLES = ("title", "label")  # fields that are headings
_OWN_DAYS = ("checked", "date", "exempt")  # fields whose days and numbers are no claims of the text


@dataclass(frozen=True, slots=True)
class Account(Frozen):
    """How many checkable numbers a text has: `held` by facts, `cited` and not compared, `exempt` for a reason.

    `findings` are what is wrong; `missing` are the exempt phrases, by their number, that do not stand there as often
    as they are to, and how often they do.
    """

    held: int = 0
    cited: int = 0
    exempt: int = 0
    findings: tuple[Finding, ...] = ()
    missing: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of all pages by path, and of all records together.

    `seal` is a digest of all facts and of what they are read with; `facts_are_right`: an earlier build, which kept that
    seal, found nothing wrong with them.
    """

    pages: Mapping[str, Account]
    records: Account
    facts: Facts
    is_strict: bool
    seal: bytes = b""
    facts_are_right: bool = False

    @property
    def counts(self) -> dict[str, Counts]:
        """Return the counts of every page by its path, those of all records under an empty one; none where lenient."""
        if not self.is_strict:
            return {}
        accounts = {**self.pages, "": self.records}
        return {path: Counts(one.held, one.cited, one.exempt) for path, one in accounts.items()}


def accounts_of(site: Site, kept: MutableMapping[bytes, Any]) -> Accounts:
    """Return the account of every page of a site, and of its records.

    `kept` has those of earlier builds in which nothing was wrong, each with a digest of all that it depends on.
    """
    facts = _facts_of(site, kept)
    if site.settings["numbers"] != "strict" and not site.facts:
        return Accounts({page.path: Account() for page in site.pages}, Account(), facts, is_strict=False)
    office = _Office(site, facts)
    seals = {page.path: office.seal(page.document) for page in site.pages}
    pages = {page.path: _kept(kept, page.path.encode(), seals[page.path]) for page in site.pages}
    stale = [page for page in site.pages if pages[page.path] is None]
    first = map(office.of_page, stale[:1])  # which makes what finds numbers, for the others, too
    for page, found in zip(stale, chain(first, spread(office.of_right_page, stale[1:], _takes)), strict=True):
        account = found or office.of_page(page)
        pages[page.path] = _noted(account, kept, page.path.encode(), seals[page.path])
    records = [_of_record(record, office, kept) for record in _held(site)]
    seal = office.seal_of_facts()
    of_pages = {path: one for path, one in pages.items() if one is not None}
    return Accounts(of_pages, _together(records), facts, office.is_strict, seal, kept.get(_FACTS) == seal)


def _takes(page: Page) -> float:
    """Say about how many milliseconds the account of a page takes."""
    return page.document.body.words * _A_WORD


def _facts_of(site: Site, kept: MutableMapping[bytes, Any]) -> Facts:
    """Return the facts of a site. The names in their words are looked for again only where a fact changed."""
    seal = digest_of((site.settings["language"], tuple(site.facts.values())))
    known = kept.get(_NAMES)
    facts = Facts(site, known[1] if known and known[0] == seal else None)
    kept[_NAMES] = known if known and known[1] is facts.names else (seal, facts.names)
    return facts


def _held(site: Site) -> Iterator[Record]:
    """Yield the records whose numbers have to be held by facts; what holds numbers need not be held itself."""
    for kind, by_id in site.records.items():
        if not site.parsed.record_kinds[kind].untied:
            yield from by_id.values()


def _of_record(record: Record, office: "_Office", kept: MutableMapping[bytes, Any]) -> Account:
    key, seal = _key_of(record), office.seal_of_record(record)
    return _kept(kept, key, seal) or _noted(office.of_record(record), kept, key, seal)


def _key_of(record: Record) -> bytes:
    return f"{record.kind}:{record.id}".encode()  # no path of a page, which ends in `.md`


def _together(accounts: Sequence[Account]) -> Account:
    findings = chain.from_iterable(account.findings for account in accounts)
    return Account(sum(one.held for one in accounts), sum(one.cited for one in accounts), 0, tuple(findings))


def forget_others(site: Site, kept: MutableMapping[bytes, Any]) -> None:
    """Forget the pages and records that are gone."""
    there = {page.path.encode() for page in site.pages} | set(map(_key_of, _held(site)))
    for gone in kept.keys() - there - {_FACTS, _NAMES}:
        del kept[gone]


def note_facts(accounts: Accounts, kept: MutableMapping[bytes, Any]) -> None:
    """Keep for later builds that nothing is wrong with the facts."""
    if accounts.seal and not accounts.facts_are_right:
        kept[_FACTS] = accounts.seal


def _kept(kept: Mapping[bytes, Any], key: bytes, seal: bytes) -> Account | None:
    known = kept.get(key)
    return known[1] if known and known[0] == seal else None


def _noted(account: Account, kept: MutableMapping[bytes, Any], key: bytes, seal: bytes) -> Account:
    """Return an account, and keep it where nothing is wrong."""
    if not account.findings and not account.missing:
        kept[key] = (seal, account)
    return account


class _Office:
    """Makes the accounts, with what those of all pages have in common."""

    def __init__(self, site: Site, facts: Facts) -> None:
        self._site, self._facts = site, facts
        self.is_strict = site.settings["numbers"] == "strict"
        self._judge = Judge(facts, strict=self.is_strict)
        records = site.facts
        self._digests = {name: digest_of((fact.digest, site.quantities.get(name))) for name, fact in records.items()}
        self._all = digest_of(self._digests)
        titles = {name: fact.title for name, fact in records.items() if fact.title}
        terms = {name: term.term for name, term in site.terms.items()}
        units = sorted({str(fact.unit) for fact in records.values()})
        names = sorted(facts.names)
        shapes = (site.parsed.kinds, site.parsed.record_kinds, site.parsed.components)
        said = [repr(shape) for by_name in shapes for _name, shape in sorted(by_name.items())]
        own = units_in_use().own
        self._basis = digest_of(
            (facts.language, dict(facts.zones), own, self.is_strict, titles, terms, units, names, said)
        )
        self._titled = digest_of([self._digests[name] for name in sorted(titles)])

    def seal(self, document: Document) -> bytes:
        """Return a digest of all that a page's account depends on: itself, and the facts it may be compared with.

        A number beside a linked term is compared with all facts, and so is every number where they are lenient.
        """
        refs = list(_refs_of(document, self._site))
        if not self.is_strict or any(ref.kind == "term" for ref in refs):
            return digest_of((self._basis, document.digest, self._all, list(self._of_files(document))))
        found = (self._site.record(ref.kind, ref.id) for ref in refs)
        named = {(record.kind, record.id): record for record in found if record}
        digests = [self._digests[name] if kind == "fact" else named[kind, name].digest for kind, name in sorted(named)]
        return digest_of((self._basis, document.digest, self._titled, digests, list(self._of_files(document))))

    def seal_of_facts(self) -> bytes:
        """Return a digest of the facts and of what they are read with."""
        return digest_of((self._basis, self._all))

    def seal_of_record(self, record: Record) -> bytes:
        """Return a digest of all that a record's account depends on: itself, and the facts that may hold it."""
        return digest_of((self._basis, self._all, record.digest, self._facts_on_pages(record)))

    def of_right_page(self, page: Page) -> Account | None:
        """Return the account of a page, if nothing is wrong with it: findings hold all facts, too much to hand over."""
        account = self.of_page(page)
        return None if account.findings or account.missing else account

    def of_page(self, page: Page) -> Account:
        """Return the account of a page."""
        document = page.document
        body = cut(document.body, self._facts.language)
        blocks = body.blocks
        texts = list(self._texts_of(document, body))
        entries = document.exempt or ()
        exempt = [str(entry["words"]) for entry in entries]
        sections: dict[int, list[Said]] = {}
        for text in texts:
            sections.setdefault(text.passage.section, []).extend(self._linked(text.passage))
        for section, block in blocks:
            sections.setdefault(section, []).extend(self._named(walk.refs(block.fields)))
        account = self._account(texts, sections, exempt)
        whole = together(text.passage.text for text in texts)
        counts = [len(places_of(words, whole)) for words in exempt]
        wanted = [entry["times"] or 1 for entry in entries]
        missing = tuple((at, count) for at, count in enumerate(counts) if count != wanted[at])
        findings = tuple(_with_words(finding, whole) for finding in account.findings)
        return replace(account, findings=findings, missing=missing)

    def of_record(self, record: Record) -> Account:
        """Return the account of a record, held by what it links itself, and by the pages that it names."""
        shape = self._site.parsed.record_kinds[record.kind]
        values = tuple(_typed(record.fields))
        texts = [
            Text(passage, record.place, values, is_prose)
            for _name, passage, is_prose in texts_in(record.fields, shape.texts, self._facts.language)
        ]
        around = [said for text in texts for said in self._linked(text.passage)]
        around += self._named(record.refs)
        around += [said for name in self._facts_on_pages(record) if (said := self._facts.get(name))]
        return self._account(texts, {0: around}, ())

    def _facts_on_pages(self, record: Record) -> list[str]:
        """Return the facts that are mentioned on the pages which a record names."""
        pages = [self._site.by_path.get(walk.path_of(ref)) for ref in record.refs if ref.kind == "page"]
        refs = chain.from_iterable(_refs_of(page.document, self._site) for page in pages if page)
        return [ref.id for ref in refs if ref.kind == "fact"]

    def _texts_of(self, document: Document, body: Cut) -> Iterator[Text]:
        where, parsed = Place(f"content/{document.path}"), self._site.parsed
        language = self._facts.language
        values = tuple(_typed(document.fields))
        for name, passage, is_prose in texts_in(document.fields, parsed.kinds[document.kind].texts, language):
            whole = replace(passage, section=0, is_heading=passage.is_heading or name in _TITLES, whole_page=True)
            yield Text(whole, document.places.get(name, where), values, is_prose)
        for passage in body.passages:
            yield Text(passage, where, (), not passage.whole_page)
        for section, block in body.blocks:
            data = tuple(self._data(block))
            for _name, passage, is_prose in texts_in(block.fields, parsed.components[block.name].texts, language):
                yield Text(replace(passage, section=section), block.place, data, is_prose)
            for words in _words_of_chart(block, parsed.components[block.name]):
                place = block.places.get("spec", block.place)
                yield Text(Passage(words, section=section), place, data, is_prose=False)
            for text in self._texts_in_file(block, document):
                yield replace(text, passage=replace(text.passage, section=section))

    def _texts_in_file(self, block: Block, document: Document) -> Iterator[Text]:
        """Yield the words in the file that a figure is drawn from, with the numbers and facts beside them."""
        sheet = self._sheet(block, document)
        if sheet is None:
            return
        try:
            words = [column.name for column in columns_of(sheet, block.fields) if column.role in _WORDS]
        except Fault:  # which is said where it is drawn
            return
        facts = facts_named(block.fields, _folder(document), self._site.parsed.files)
        held = [self._site.quantities[name] for name in facts if name in self._site.quantities]
        for number, row in enumerate(sheet.cells):
            amounts = [Quantity(amount) for cell in row if isinstance(amount := read_amount(cell), Amount)]
            for name in words:
                if cell := row[sheet.columns.index(name)]:
                    yield Text(
                        Passage(" ".join(cell.split())), sheet.place(number, name), (*amounts, *held), is_prose=False
                    )

    def _sheet(self, block: Block, document: Document) -> Sheet | None:
        """Return the file of a block; None where it names none, or one that is wrong, which is said elsewhere."""
        name = block.fields.get("data")
        if "files" not in self._site.parsed.components[block.name].needs or not isinstance(name, str):
            return None
        try:
            return read_sheet(name, _folder(document), self._site.parsed.files)
        except Fault:
            return None

    def _of_files(self, document: Document) -> Iterator[object]:
        """Yield all in files that the account of a page depends on, with the facts that are named there."""
        for block in document.blocks:
            if sheet := self._sheet(block, document):
                facts = facts_named(block.fields, _folder(document), self._site.parsed.files)
                yield sheet.cells, [self._digests.get(name) for name in facts]

    def _data(self, block: Block) -> Iterator[Quantity]:
        """Yield what a figure is drawn from, beside facts: typed numbers, constants, and the times of events."""
        shape = self._site.parsed.components[block.name]
        yield from _typed({name: value for name, value in block.fields.items() if not _is_spec(name, block, shape)})
        shown = walk.selected(block, shape, self._site.records) or ()
        named = (self._site.record(ref.kind, ref.id) for ref in walk.refs(block.fields))
        for record in (*shown, *filter(None, named)):
            if isinstance(record, Constant):
                yield Quantity(Decimal(str(record.value)), None, record.unit)
            elif not self._site.parsed.record_kinds[record.kind].untied:
                yield from _typed(record.fields)

    def _linked(self, passage: Passage) -> list[Said]:
        found = (self._facts.get(link.target) for _start, _end, link in passage.links if link.scheme == "fact")
        return [said for said in found if said]

    def _named(self, refs: Iterable[Ref]) -> list[Said]:
        return [said for ref in refs if ref.kind == "fact" and (said := self._facts.get(ref.id))]

    def _account(self, texts: Sequence[Text], sections: Mapping[int, Sequence[Said]], exempt: Sequence[str]) -> Account:
        counts = {"held": 0, "cited": 0, "exempt": 0}
        findings: list[Finding] = []
        nearby = {section: tuple(dict.fromkeys(found)) for section, found in sections.items()}
        everywhere = tuple(dict.fromkeys(chain.from_iterable(sections.values())))
        for text in texts:
            passage = text.passage
            findings += faults_of_links(passage, text.place, self._facts)
            around = everywhere if passage.whole_page else nearby.get(passage.section, ())
            ties = [(start, end) for start, end, link in passage.links if link.scheme == "fact"]
            excused = [span for words in exempt for span in places_of(words, passage.text)]
            counts["held"] += sum(self._is_compared(link) for _start, _end, link in passage.links)
            for number in self._free(passage, ties):
                if any(start <= number.start and number.end <= end for start, end in excused):
                    counts["exempt"] += 1
                    continue
                verdict = self._judge.verdict(number, text, around)
                if isinstance(verdict, Finding):
                    findings.append(verdict)
                else:
                    counts[verdict] += 1
        return Account(counts["held"], counts["cited"], counts["exempt"], tuple(findings))

    def _is_compared(self, link: Link) -> bool:
        """Say whether words are tied to a fact that has a value."""
        said = self._facts.get(link.target) if link.scheme == "fact" else None
        return said is not None and said.value is not None

    def _free(self, passage: Passage, ties: Sequence[tuple[int, int]]) -> list[Number]:
        """Return the checkable numbers in a passage outside the words that are tied to facts."""
        text = passage.text
        for start, end in ties:
            text = text[:start] + _HIDDEN * (end - start) + text[end:]
        for start, end, _formula in passage.formulas:
            text = text[:start] + self._facts.finder.with_own_points(text[start:end]) + text[end:]
        found = self._facts.finder.find(text, in_cell=passage.is_cell)
        found = tuple(number for number in found if not _GOES_ON.match(text, max(0, number.start - 1)))
        found = tuple(number for number in found if number.weighs and not _is_of_relation(number, passage))
        codes = tuple(codes_in(text, self._facts.language, is_heading=passage.is_heading)) if found else ()
        return [number for number in found if not _is_code(number, codes)]


def _folder(document: Document) -> str:
    return posixpath.dirname(document.path)


def _is_spec(field: str, block: Block, shape: Shape) -> bool:
    """Say whether a field is the specification of a chart, whose numbers are sizes, and none are from nowhere."""
    return field in SPECS and "spec" in shape.fields and not block.fields.get("untied")


def _words_of_chart(block: Block, shape: Shape) -> Iterator[str]:
    """Yield the words that the specification of a chart shows, each once."""
    found = (words_in_spec(block.fields.get(name)) for name in SPECS if _is_spec(name, block, shape))
    yield from dict.fromkeys(chain.from_iterable(found))


def _typed(value: Any) -> Iterator[Quantity]:
    """Yield the numbers and times that are typed inside fields."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _OWN_DAYS:
                yield from _typed(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _typed(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Quantity(Decimal(str(value)))
    elif isinstance(value, Amount):
        yield Quantity(value)


def _refs_of(document: Document, site: Site) -> Iterator[Ref]:
    """Yield what a page refers to: by its marks, in its fields and blocks, and what its blocks show."""
    yield from document.refs
    for body in document.texts:
        yield from walk.mentions(body)
        for block in walk.blocks([body]):
            for record in walk.selected(block, site.parsed.components[block.name], site.records) or ():
                if record.kind != "source":
                    yield Ref(record.kind, record.id, block.place)


def _with_words(finding: Finding, page: str) -> Finding:
    """Return what is wrong with a number together with the words of its page that would excuse it alone."""
    if finding.kind not in ("loose", "foreign", "against"):
        return finding
    words, times = words_around(finding.passage.text, finding.span, page)
    return replace(finding, words=words, times=times)


def _is_of_relation(number: Number, passage: Passage) -> bool:
    """Say whether a number stands in a formula and is one of what that relates: a small whole one without a unit."""
    if not passage.formula_at(number.start, number.end) or number.units or number.to is not None:
        return False
    value = number.value
    return isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) <= SMALL


def _is_code(number: Number, codes: Iterable[tuple[int, int]]) -> bool:
    """Say whether a number stands in digits that are no amount; what is a date, or counts people, is one even there."""
    if number.kind in ("date", "people"):
        return False
    return any(start <= number.start and number.end <= end for start, end in codes)
