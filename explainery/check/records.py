"""Rules about records: ids, references from their fields and from front matter, sources that can be found."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from explainery import walk
from explainery.check.missing import no_member, no_page, no_record
from explainery.model import Block, Ref, Site
from explainery.problems import Problem, did_you_mean, listed


def every_id_is_used_once(site: Site) -> Iterator[Problem]:
    """No two records of a kind have one id."""
    for first, second in site.duplicates:
        says = (
            f"Two records have the id `{second.id}`; the first stands in `{first.place.path}`, line {first.place.line}."
        )
        yield Problem("ID TWICE", second.place, says, "Give one of them another id.", (first.place,))


def old_ids_are_free(site: Site) -> Iterator[Problem]:
    """An id that a record had before leads to one record, and no other record, drafts among them, has it now."""
    for kind, published in site.records.items():
        drafts = {record.id: record for record in site.left_out if record.kind == kind}
        owners: dict[str, str] = {}
        for record in chain(published.values(), drafts.values()):
            for number, alias in enumerate(record.aliases):
                place, other = record.places[f"aliases.{number}"], owners.setdefault(alias, record.id)
                if alias in published or alias in drafts:
                    says = f"`{alias}` is the id of another {kind} now, so links to it lead there."
                    if alias not in published:
                        says = f"`{alias}` is the id of a draft, so links to it would lead there once it is published."
                    hint = "Delete the alias, or give that record another id."
                    yield Problem("ALIAS OF A LIVE RECORD", place, says, hint)
                elif other != record.id:
                    says = f"`{alias}` already leads to the {kind} `{other}`."
                    yield Problem("ALIAS TWICE", place, says, "Keep it on one of the two.")


def references_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A field that names a page or a record finds it."""
    for ref in _every_ref(site):
        if ref.kind in site.records:
            if site.record(ref.kind, ref.id) is None:
                yield no_record(site, ref)
        elif ref.kind == "page":
            if ref.id not in site.by_path:
                yield no_page(site, ref.id, ref.place, linked=False)
        elif walk.path_of(ref) not in site.by_path:
            yield no_member(site, ref)


def selections_find_something(site: Site) -> Iterator[Problem]:
    """A block that shows a group of records names a group that is there."""
    for page in site.pages:
        for block in page.document.blocks:
            shape = site.parsed.components[block.name]
            for parameter, selection in shape.selects.items():
                kind, _, field = selection.partition(".")
                wanted = block.fields.get(parameter) if parameter else None
                if kind == walk.ANY_KIND:
                    yield from _no_records(block, wanted, site)
                    continue
                groups = {str(walk.field_of(record, field)) for record in site.records.get(kind, {}).values()}
                if wanted is not None and wanted not in groups:
                    yield _nothing_to_show(block, (kind, field, wanted), groups, site)


def _no_records(block: Block, kind: str | None, site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the kind of records that a block names."""
    if kind is not None and kind not in site.records:
        kinds = sorted(site.records)
        hint = did_you_mean(kind, kinds, f"There is {listed(kinds)}.")
        yield Problem("UNKNOWN KIND", block.place, f"There is no kind of record called `{kind}`.", hint)
    elif kind is not None and not walk.selected(block, site.parsed.components[block.name], site.records):
        where = listed([f"{name}: {value}" for name, value in (block.fields.get("where") or {}).items()])
        says = f"No {kind} has {where}, so this block would be empty." if where else f"There is no {kind} yet."
        yield Problem("NOTHING TO SHOW", block.place, says, "Correct `of` or `where`, or write such a record.")


def _nothing_to_show(block: Block, selection: tuple[str, str, Any], groups: set[str], site: Site) -> Problem:
    kind, field, wanted = selection
    drafts = [one for one in site.left_out if one.kind == kind and walk.field_of(one, field) == wanted]
    if drafts:
        says = f"Every {kind} with `{field}: {wanted}` is a draft, so this block would be empty."
        hint = "Publish one of them (delete its `draft: true`), or delete this block."
        return Problem("DRAFT", block.place, says, hint, (drafts[0].places["draft"],))
    says = f"No {kind} has `{field}: {wanted}`, so this block would be empty."
    hint = did_you_mean(str(wanted), groups, f"There is {listed(sorted(groups)) or 'none'}.")
    return Problem("NOTHING TO SHOW", block.place, says, hint)


def sources_can_be_found(site: Site) -> Iterator[Problem]:
    """A reader can find every source: by its address, by who published it, by its number, or where it is kept."""
    for source in site.sources.values():
        if not (source.url or source.publisher or source.doi or source.isbn or source.archive):
            says = f"Nobody can find the source `{source.id}`: it has neither an address nor a publisher."
            yield Problem("SOURCE NOBODY CAN FIND", source.place, says, "Add `URL`, or `publisher`, or both.")


def zones_are_known(site: Site) -> Iterator[Problem]:
    """The time zone that the settings give a place is there."""
    if not site.settings["zones"]:
        return
    from explainery.zones import names  # noqa: PLC0415 - few explainers name places

    for place, zone in site.settings["zones"].items():
        if zone not in names():
            says = f"There is no time zone `{zone}`, which `zones` gives to {place}."
            hint = did_you_mean(zone, names(), "Write its name in the IANA database, as in `Europe/London`.")
            yield Problem("UNKNOWN TIME ZONE", site.settings.places["zones"], says, hint)


def _every_ref(site: Site) -> Iterator[Ref]:
    yield from walk.refs(site.settings.fields)
    for page in site.pages:
        yield from page.document.refs
    for kind in site.records.values():
        for record in kind.values():
            yield from walk.named_by(record)
