"""Facts, sources and terms that nothing on the site refers to."""

from collections.abc import Iterator

from explainery import walk
from explainery.editorial.measure import Finding, Measure
from explainery.formula import names_in
from explainery.model import Ref, Site

_KINDS = (("fact", "Unused facts"), ("source", "Unused sources"), ("term", "Unused terms"))


def measures(site: Site) -> Iterator[Measure]:
    """Yield the records of each kind that no text, field, figure or formula of the site names."""
    used = {(ref.kind, site.record_aliases.get((ref.kind, ref.id), ref.id)) for ref in _references(site)}
    for kind, title in _KINDS:
        records = site.records.get(kind, {})
        unused = [records[name] for name in sorted(records) if (kind, name) not in used]
        findings = tuple(Finding(record.place, record.id) for record in unused)
        yield Measure(f"unused-{kind}s", title, len(unused), findings=findings)


def _references(site: Site) -> Iterator[Ref]:
    for page in site.pages:
        yield from page.document.refs
    for body in site.texts:
        yield from walk.mentions(body)
    for records in site.records.values():
        for record in records.values():
            yield from walk.named_by(record)
    for fact in site.facts.values():
        if fact.formula:
            yield from (Ref("fact", name, fact.place) for name in names_in(fact.formula))
