"""Rules about addresses: one page each, and nothing in them that a reader cannot type."""

import posixpath
import re
from collections.abc import Iterator

from explainery.markdown import slug
from explainery.model import Site
from explainery.problems import Place, Problem

_SPEAKABLE = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def every_address_has_one_page(site: Site) -> Iterator[Problem]:
    """Two pages never claim one address, not even in another letter case."""
    owners: dict[str, Place] = {}
    for page in site.pages:
        place = Place(f"content/{page.path}", 1, 1, 3)
        first = owners.setdefault(page.address.casefold(), place)
        if first is not place:
            says = f"This page and `{first.path}` would both stand at `{page.address}` (letter case does not count)."
            yield Problem("ONE ADDRESS, TWO PAGES", place, says, "Give one of the two files another name.", (first,))


def every_page_has_a_speakable_address(site: Site) -> Iterator[Problem]:
    """The name of a file is letters and digits, so that its address needs no escapes."""
    for page in site.pages:
        stem = posixpath.basename(page.path).removesuffix(".md")
        wanted = slug(stem)
        place = Place(f"content/{page.path}")
        if not wanted:
            says = "No letter or digit is left in this file's name to make an address from."
            yield Problem("EMPTY SLUG", place, says, "Give the file a name: `how-it-works.md`.")
        elif not _SPEAKABLE.fullmatch(stem):
            says = f"`{stem}` holds characters that an address would have to escape."
            yield Problem("BAD FILE NAME", place, says, f"Call the file `{wanted}.md`.")


def aliases_are_free(site: Site) -> Iterator[Problem]:
    """An old address leads to one page, and no page stands there now."""
    live = {page.address.casefold(): page for page in site.pages}
    taken: dict[str, str] = {}
    for page in site.pages:
        place = page.document.places.get("aliases") or Place(f"content/{page.path}")
        for alias in page.document.fields.get("aliases") or ():
            here = posixpath.normpath(alias)
            if here.startswith("..") or here != alias:
                says = f"`{alias}` is no plain address below the site."
                yield Problem("BAD ALIAS", place, says, "Write it without `.`, `..` and doubled slashes.")
            elif alias.casefold() in live:
                says = f"`{alias}` is the address of `content/{live[alias.casefold()].path}`, which is there now."
                yield Problem("ALIAS OF A LIVE PAGE", place, says, "Delete the alias, or move that page.")
            elif alias.casefold() in taken:
                says = f"`{alias}` already leads to `content/{taken[alias.casefold()]}`."
                yield Problem("ALIAS TWICE", place, says, "Keep it on one of the two pages.")
            taken.setdefault(alias.casefold(), page.path)
