"""Pages that name no source, and pictures that name nobody who made them."""

from collections.abc import Iterator

from explainery import walk
from explainery.editorial.measure import Finding, Measure
from explainery.illustrations import in_document
from explainery.model import Page, Ref, Site
from explainery.problems import Place

_SUPPORTED = ("fact", "source")


def measures(site: Site) -> Iterator[Measure]:
    """Yield the pages that lead to no source, and the pictures that say not who made them, or how they are given.

    A picture in Markdown has its credit in its title, and no licence.
    """
    pages = sorted((page for page in site.pages if not any(_support(page, site))), key=lambda page: page.path)
    findings = tuple(Finding(page.document.places.get("title", Place(_file(page))), page.title) for page in pages)
    yield Measure("pages-without-citation", "Pages without a citation", len(pages), findings=findings)
    shown = [one for page in site.pages for one in in_document(page.document, site.records)]
    for field in ("credit", "licence"):
        bare = {one.picture for one in shown if not one.said[field] and (one.in_fields or field == "credit")}
        found = tuple(Finding(one.place, one.path) for one in sorted(bare, key=lambda one: (one.place, one.path)))
        yield Measure(f"pictures-without-{field}", f"Pictures without a {field}", len(found), findings=found)


def _support(page: Page, site: Site) -> Iterator[Ref]:
    """Yield the facts and sources that a page names, itself or in the records that its blocks show."""
    document = page.document
    found = [*document.refs, *(ref for body in document.texts for ref in walk.mentions(body))]
    for block in document.blocks:
        for record in walk.selected(block, site.parsed.components[block.name], site.records) or ():
            found += [Ref(record.kind, record.id, block.place), *walk.named_by(record)]
            found += [ref for body in record.texts for ref in walk.mentions(body)]
    yield from (ref for ref in found if ref.kind in _SUPPORTED)


def _file(page: Page) -> str:
    return f"content/{page.path}"
