"""Addresses that others may have written down: those that a site has, and those that it once published.

The second are kept in `content/addresses.txt`, one a line: `page.html`, `page.html#piers` (a heading with an id of the
writer's own, a figure, or a record on the page that shows it), `fact:bridge-02` (a record of a kind that knows
`aliases`). A line that begins with `- ` gives an address up; one that begins with `# ` is a remark.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explainery.model import Page, Site
from explainery.problems import Place

FILE = "addresses.txt"
"""The list in `content/`, and in the finished site that of the addresses which it has now."""

_ADDRESS = re.compile(r"(?:[^\s#:]+\.html(?:#[\w-]\S*)?|[\w-]+:[\w.]\S*)")
_HEAD = """\
# Addresses that this site has published. One that vanishes stops the build until something leads on from it.
# The command `lock` adds the new ones. A hyphen and a space before an address give it up.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What `content/addresses.txt` says: addresses and where they stand, those given up, and lines that are neither."""

    places: Mapping[str, Place]
    given_up: frozenset[str]
    odd: tuple[tuple[str, Place], ...]


def published(content: bytes) -> Published:
    """Return what the list says."""
    places: dict[str, Place] = {}
    given_up, odd = set(), []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", content.decode("utf-8-sig", "replace")), 1):
        text = line.strip()
        place = Place(f"content/{FILE}", number, 1, max(1, len(text)))
        if not text or text == "#" or text.startswith("# "):
            continue
        address = text.removeprefix("-").strip()
        if not _ADDRESS.fullmatch(address):
            odd.append((text, place))
        elif address != text:
            given_up.add(address)
        else:
            places.setdefault(address, place)
    return Published(places, frozenset(given_up), tuple(odd))


def written(now: str, before: bytes) -> str:
    """Return the list with the addresses that a finished site has `now`, and what the list `before` gave up."""
    lines = {line for line in now.splitlines() if line and not line.startswith("#")}
    given_up = published(before).given_up
    return "".join(
        [_HEAD, *(f"{line}\n" for line in sorted(lines - given_up)), *(f"- {one}\n" for one in sorted(given_up))]
    )


def addresses_of(site: Site) -> frozenset[str]:
    """Return every address that the site answers to; drafts have none yet."""
    found: set[str] = set()
    for page in site.pages:
        if not page.document.draft:
            found |= {page.address, *page.document.aliases}
            found |= {f"{page.address}#{name}" for name in places_of(page, site)}
    for kind in lasting_kinds(site):
        for record in site.records[kind].values():
            if record.draft:
                continue
            home = site.by_path.get(site.homes.get((kind, record.id), ""))
            for name in (record.id, *record.aliases):
                found.add(f"{kind}:{name}")
                if home and not home.document.draft:
                    found.add(f"{home.address}#{name}")
    return frozenset(found)


def places_of(page: Page, site: Site) -> Iterator[str]:
    """Yield the ids on a page that last: those which a writer gave to headings, formulas and figures."""
    for heading in page.document.body.headings:
        yield from heading.former
        if heading.given:
            yield heading.id
    yield from (formula.anchor for formula in page.document.body.numbered)
    for block in page.document.blocks:
        if site.parsed.components[block.name].figure and block.fields["id"]:
            yield str(block.fields["id"])


def lasting_kinds(site: Site) -> list[str]:
    """Return the kinds of records that can say which ids they had."""
    return [kind for kind, shape in site.parsed.record_kinds.items() if "aliases" in shape.fields]
