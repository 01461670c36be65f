"""Every piece of Markdown of a site, with what the rules need to know of where it stands."""

from collections.abc import Iterator

from explainery import walk
from explainery.model import Body, Site


def every_body(site: Site) -> Iterator[Body]:
    """Yield the Markdown of all pages, then that of all records."""
    for page in site.pages:
        yield from walk.bodies(page.document.fields)
        yield page.document.body
    for kind in site.records.values():
        for record in kind.values():
            yield from walk.bodies(record.fields)
