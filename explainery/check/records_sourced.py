"""Rules about the numbers and dates of records: they are from somewhere, and no fact beside them says another."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import Any

from explainery import walk
from explainery.model import Body, Document, Edtf, Fact, Month, Quantity, Record, Shape, Site
from explainery.problems import Problem, ended, listed
from explainery.wording import print_quantity

_RULED = ("fact", "source", "correction")  # kinds that have rules of their own
_MOST = 3  # facts that are named


def numbers_are_from_somewhere(site: Site) -> Iterator[Problem]:
    """Under `numbers: strict` a record whose number or date is from no fact names its sources.

    A page, which names none, links a fact that holds the day. A draft may wait for either.
    """
    if site.settings["numbers"] != "strict":
        return
    for kind in site.records.keys() - _RULED:
        shape = site.parsed.record_kinds[kind]
        for record in (one for one in site.records[kind].values() if not one.draft):
            typed = [path for path in walk.amounts(record, shape) if path not in record.taken]
            if typed and not record.fields.get("sources"):
                yield _unsourced(record, shape, typed)
    for page in site.pages:
        if not page.document.draft:
            yield from _days_of_page(page.document, site)


def _days_of_page(document: Document, site: Site) -> Iterator[Problem]:
    """Yield the days in front matter that are typed, and that no fact which the page links holds."""
    linked = _linked(document.texts, site)
    for field in site.parsed.kinds[document.kind].dates:
        day = document.fields.get(field)
        if day is not None and field not in document.taken and not any(_agrees(fact, day, site) for fact in linked):
            says = f"Nothing says where `{field}` of this {document.kind} is from."
            hint = f"Name the fact that holds it, or link one in the text:\n\n{field}: fact:…"
            yield Problem("NUMBER FROM NOWHERE", document.places[field], says, hint)


def _unsourced(record: Record, shape: Shape, typed: list[str]) -> Problem:
    names = tuple(dict.fromkeys(path.partition(".")[0] for path in typed))
    it, facts, is_ = ("it", "the fact that holds", "is") if len(names) == 1 else ("them", "the facts that hold", "are")
    says = f"Nothing says where {listed(names)} of the {record.kind} `{record.id}` {is_} from."
    lines = "".join(f"\n{name}: fact:…" for name in names if name in typed)
    hint = f"Name {facts} {it}, or the sources of the {record.kind}:\n{lines}\n\nsources: […]"
    if "sources" not in shape.fields:
        schema = f"`templates/records/{record.kind}/schema.yaml`"
        name = f"Name {facts} {it}:\n{lines}" if lines else f"Name {facts} {it}, each as `fact:…` in its place."
        hint = f"{name}\n\nOr give {schema} a field `sources`, as that of events has, and fill it in."
    return Problem("NUMBER FROM NOWHERE", record.places[names[0]], says, hint)


def no_fact_dates_an_event_otherwise(site: Site) -> Iterator[Problem]:
    """A record or page with a typed day, whose text links facts that hold dates, agrees with one of them."""
    for kind in site.records.keys() - _RULED:
        for record in site.records[kind].values():
            yield from _dated(record, site.parsed.record_kinds[kind], record.texts, site)
    for page in site.pages:
        yield from _dated(page.document, site.parsed.kinds[page.document.kind], page.document.texts, site)


def _dated(holder: Record | Document, shape: Shape, texts: Iterable[Body], site: Site) -> Iterator[Problem]:
    """Yield the problem that the first date of a record or page, its time, is none that its text links.

    Facts that hold another of its dates, such as its end, say nothing about it; a range holds both.
    """
    field, *others = shape.dates or ("",)
    time = holder.fields.get(field)
    if field in holder.taken or not _has_day(time):
        return
    linked = _linked(texts, site)
    if any(_agrees(fact, time, site) for fact in linked):
        return
    ends = [holder.fields[name] for name in others if holder.fields.get(name) is not None]
    facts = [fact for fact in linked if _is_range(fact, site) or not any(_agrees(fact, end, site) for end in ends)]
    if facts:
        yield _otherwise(holder, field, facts, site)


def _linked(texts: Iterable[Body], site: Site) -> list[Fact]:
    """Return the facts with dates that texts link, each once."""
    names = (link.target for body in texts for link in walk.links(body) if link.scheme == "fact")
    found = {fact.id: fact for name in names if (fact := site.fact(name)) and _has_date(fact, site)}
    return list(found.values())


def _has_date(fact: Fact, site: Site) -> bool:
    held = site.quantities.get(fact.id)
    return held is not None and isinstance(held.value, dt.date | Month | Edtf)


def _otherwise(holder: Record | Document, field: str, facts: list[Fact], site: Site) -> Problem:
    language = str(site.settings["language"])

    def says(fact: Fact) -> str:
        return f"says {print_quantity(site.quantities[fact.id], language)}"

    time, what = print_quantity(Quantity(holder.fields[field]), language), f"`{field}` of this {holder.kind}"
    first = facts[0]
    if len(facts) > 1:
        named = ", ".join(f"`{fact.id}` {says(fact)}" for fact in facts[:_MOST])
        more = f", and so on ({len(facts)} in all)" if len(facts) > _MOST else ""
        sentence = f"`{field}` is {time}, but no fact that the text links says so: {named}{more}"
    else:
        sentence = f"`{field}` is {time}, but the fact `{first.id}`, which the text links, {says(first)}"
    hint = f"Name the fact that holds the {what}: `{field}: fact:…`. Where there is none, write one, with its sources."
    if len(facts) == 1 and isinstance(site.quantities[first.id].value, dt.date) and first.to is None:
        take = f"If that is the {what}, take it from there:\n\n{field}: fact:{first.id}"
        other = f"If not, write a fact that holds the {what}, with its sources, and name that one."
        hint = f"The fact is: {first.statement} {take}\n\n{other}"
    return Problem("DATED OTHERWISE THAN ITS FACT", holder.places[field], ended(sentence), hint)


def _has_day(time: Any) -> bool:
    if isinstance(time, Edtf):
        return all(date.day and not date.qualifier for date in time.dates)
    return isinstance(time, dt.date)


def _is_range(fact: Fact, site: Site) -> bool:
    held = site.quantities[fact.id]
    return held.to is not None or (isinstance(held.value, Edtf) and held.value.interval)


def _agrees(fact: Fact, time: Any, site: Site) -> bool:
    """Say whether a fact and a time have a day in common; of two moments, whether they are the same to the minute."""
    held = site.quantities[fact.id]
    amount, to = held.value, held.to
    if to is None and isinstance(amount, dt.datetime) and isinstance(time, dt.datetime):
        to_the_minute = 0 in (amount.second, time.second)
        return amount.replace(second=0) == time.replace(second=0) if to_the_minute else amount == time
    first, last = _days(amount)
    begins, ends = _days(time)
    return begins <= (last if to is None else _days(to)[1]) and first <= ends


def _days(value: Any) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date may mean; an open time has no end."""
    if isinstance(value, Edtf):
        begins = value.begins.earliest if value.begins else dt.date.min
        if value.interval:
            return begins, value.ends.latest if value.ends else dt.date.max
        return begins, value.dates[0].latest
    if isinstance(value, Month):
        first = dt.date(value.year, value.month, 1)
        return first, first.replace(day=monthrange(value.year, value.month)[1])
    day = value.date() if isinstance(value, dt.datetime) else value
    return day, day
