"""One number, one place: a number that a fact holds is tied to it, and none beside a fact's name contradicts it."""

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import chain
from typing import Any

from explainery import walk
from explainery.check.held import Held
from explainery.check.passages import Passage, find_in, passages
from explainery.essence import digest_of
from explainery.model import Page, Record, Site, Sources
from explainery.problems import Place, Problem, listed
from explainery.wording import Weight, print_amount

_OTHERS = 3  # further facts that are named
_RECORDS = b""


def numbers_are_tied(site: Site, sources: Sources, clean: MutableMapping[bytes, Any]) -> Iterator[Problem]:
    """Every number of weight that a fact holds is linked to it, and every exempt phrase stands in its page's text.

    `clean` keeps the pages in which nothing was found, with a digest of all that this depends on.
    """
    facts = {name: (fact.digest, site.amounts.get(name)) for name, fact in site.records.get("fact", {}).items()}
    terms = {name: term.fields["term"] for name, term in site.records.get("term", {}).items()}
    basis = digest_of((str(site.settings["language"]), facts, terms))
    records = [record for kind in site.records.values() for record in kind.values() if any(walk.bodies(record.fields))]
    seals = {page.path.encode(): basis + page.document.digest for page in site.pages}
    seals[_RECORDS] = basis + digest_of([record.digest for record in records])
    stale = {key for key, seal in seals.items() if clean.get(key) != seal}
    if not stale or not facts:
        return
    held, files = Held(site), _Files(sources)
    for page in site.pages:
        key = page.path.encode()
        if key in stale:
            yield from _noted(_on_page(page, site, held, files), clean, key, seals[key])
    if _RECORDS in stale:
        found = chain.from_iterable(_in_record(record, site, held, files) for record in records)
        yield from _noted(found, clean, _RECORDS, seals[_RECORDS])


def forget_others(site: Site, clean: MutableMapping[bytes, Any]) -> None:
    """Forget the pages that are gone."""
    for gone in clean.keys() - {page.path.encode() for page in site.pages} - {_RECORDS}:
        del clean[gone]


def _noted(problems: Iterable[Problem], clean: MutableMapping[bytes, Any], key: bytes, seal: bytes) -> list[Problem]:
    """Return problems, and note where there is none."""
    found = list(problems)
    if not found:
        clean[key] = seal
    return found


class _Files:
    """Finds words in the files that they were written in."""

    def __init__(self, sources: Sources) -> None:
        """Take the files."""
        self._contents = {source.path: source.content for source in (*sources.pages, *sources.records)}

    def place(self, where: Place, passage: Passage, weight: Weight) -> Place:
        """Return where a number stands, looked for from a place on."""
        text = self._contents[where.path].decode("utf-8-sig", "replace").replace("\r\n", "\n")
        return find_in(text, where, passage.text, (weight.start, weight.end))


def _on_page(page: Page, site: Site, held: Held, files: _Files) -> Iterator[Problem]:
    where = Place(f"content/{page.path}")
    blocks = (block.fields for block in walk.blocks([page.document.body]))
    bodies = [*walk.bodies(page.document.fields), page.document.body, *chain.from_iterable(map(walk.bodies, blocks))]
    exempt = page.document.fields.get("exempt") or ()
    found = [passage for body in bodies if exempt or held.weights(body.text) for passage in passages(body)]
    for number, phrase in enumerate(exempt):
        if not any(phrase["words"] in _spaced(passage.text) for passage in found):
            says = f"The text has no words “{phrase['words']}”, so nothing is exempt."
            place = page.document.places.get(f"exempt.{number}", where)
            hint = "Write them as they stand in the text, or delete the entry."
            yield Problem("EXEMPT WORDS NOT THERE", place, says, hint)
    phrases = [phrase["words"] for phrase in exempt]
    cited = {ref.id for body in bodies for ref in walk.mentions(body) if ref.kind == "fact"}
    for passage in found:
        for weight in _free(passage, held, phrases):
            yield from _remarks(weight, passage, site, held, (files, where, cited))


def _in_record(record: Record, site: Site, held: Held, files: _Files) -> Iterator[Problem]:
    cited = {ref.id for body in walk.bodies(record.fields) for ref in walk.mentions(body) if ref.kind == "fact"}
    for body in walk.bodies(record.fields):
        for passage in passages(body):
            for weight in _free(passage, held, ()):
                yield from _remarks(weight, passage, site, held, (files, record.place, cited))


def _free(passage: Passage, held: Held, phrases: Sequence[str]) -> Iterator[Weight]:
    """Yield the numbers of a passage that are neither tied nor exempt."""
    text = _spaced(passage.text)
    taken = [(start, end) for start, end, link in passage.links if link.scheme == "fact"]
    taken += [match.span() for phrase in phrases for match in re.finditer(re.escape(phrase), text)]
    for weight in held.weights(passage.text):
        if not any(weight.start < end and start < weight.end for start, end in taken):
            yield weight


def _spaced(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def _remarks(
    weight: Weight, passage: Passage, site: Site, held: Held, at: tuple[_Files, Place, set[str]]
) -> Iterator[Problem]:
    """Yield what is wrong with one number: that a fact holds it, else that it contradicts one."""
    files, where, cited = at
    words = passage.text[weight.start : weight.end]
    facts = sorted(held.holding(weight), key=lambda fact: fact.id not in cited)
    other = "Where it is another number, "
    way_out = f"{other}say so in the front matter of the page:\n\nexempt:\n  - words: {words}\n    why: …"
    if not where.path.endswith(".md"):
        way_out = f"{other}write it in other words: a record has no `exempt`."
    if facts:
        says = f"“{words}” is what the fact `{facts[0].id}` says: {facts[0].fields['statement']}"
        others = [fact.id for fact in facts[1 : 1 + _OTHERS]]
        also = f"\n\nThe same number stands in {listed(others)}." if others else ""
        hint = f"Tie it to the fact:\n\n[{words}](fact:{facts[0].id}){also}\n\n{way_out}"
        yield Problem("LOOSE NUMBER", files.place(where, passage, weight), says, hint)
        return
    for name, fact in held.contradicted(weight, passage):
        unit, to = fact.fields.get("unit"), fact.fields.get("to")
        printed = print_amount(held.amounts[fact.id], to, unit, str(site.settings["language"]))
        says = f"“{words}” stands beside “{name}”, but the fact `{fact.id}` says {printed}: {fact.fields['statement']}"
        hint = f"Write what the fact says:\n\n[{printed}](fact:{fact.id})\n\n{way_out}"
        yield Problem("NUMBER AGAINST A FACT", files.place(where, passage, weight), says, hint)
        return
