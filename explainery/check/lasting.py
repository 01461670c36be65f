"""Rules about addresses that were published: others may have written them down, so they go on leading somewhere."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from explainery import walk
from explainery.addresses import FILE, Published, addresses_of, lasting_kinds, published
from explainery.check.missing import draft_called
from explainery.model import Heading, Page, Record, Site
from explainery.paths import path_at
from explainery.problems import Place, Problem, near

_New = TypeVar("_New")


def published_addresses_last(site: Site) -> Iterator[Problem]:
    """An address that was published is still there, or something leads on from it, or it was given up."""
    said = published(site.parsed.files.get(FILE, b""))
    for text, place in said.odd:
        says = f"`{text}` is not an address."
        hint = "Write one a line, as in `page.html`, `page.html#piers` or `fact:bridge-02`, or delete the line."
        yield Problem("BAD ADDRESS", place, says, hint)
    now = addresses_of(site)
    gone = sorted(said.places.keys() - now - said.given_up)
    owners = {alias: page for page in site.pages for alias in page.document.aliases}
    owners |= {page.address: page for page in site.pages}
    for address in gone:
        name, _, anchor = address.partition("#")
        if ":" in address:
            yield from _record_gone(address, site, said)
        elif name not in now:
            if not anchor:
                yield _page_gone(address, site, said)
        elif f"{owners[name].address}#{anchor}" not in now:
            yield from _place_gone(address, anchor, owners[name], site, said)


def _page_gone(address: str, site: Site, said: Published) -> Problem:
    path = path_at(address)
    if any(document.path == path for document in site.parsed.documents):
        says = f"This page was published at `{address}`, and now it is a draft."
        return _gone(address, Place(f"content/{path}"), says, "Delete `draft: true` from its front matter.", said)
    own = (page for page in site.pages if page.path not in site.listed)  # in a list that is made nobody can write
    page = _successor(address, {page.address: page for page in own if page.address not in said.places})
    says = f"A page was published at `{address}`, and now there is none, nor does one lead on from there."
    where = f"into the front matter of `content/{page.path}`" if page else "into the front matter of that page"
    aliases = ", ".join([*((page.document.fields.get("aliases") or ()) if page else ()), address])
    hint = f"If it has another name now, write {where}:\n\naliases: [{aliases}]"
    place = Place(f"content/{page.path}") if page else said.places[address]
    return _gone(address, place, says, hint, said)


def _place_gone(address: str, anchor: str, page: Page, site: Site, said: Published) -> Iterator[Problem]:
    records = {f"{kind}:{anchor}": site.record(kind, anchor) for kind in lasting_kinds(site)}
    moved = next((record for record in records.values() if record and not record.draft), None)
    if moved:
        yield _record_moved(address, moved, page, said)
    elif not records.keys() & (said.places.keys() | said.given_up):  # of a record that is gone this is said already
        drafts = (draft_called(site, kind, anchor) for kind in lasting_kinds(site))
        draft = next((one for one in drafts if one and _home_of(one, site) == page.path), None)
        if draft:
            yield _withdrawn(address, draft, said)
        elif page.path in site.listed:
            says = f"Something was published at `{address}`, and the list that the build makes there holds it no more."
            hint = f"If it has another id now, give it the old one, too:\n\naliases: [{anchor}]"
            yield _gone(address, said.places[address], says, hint, said)
        else:
            yield _heading_gone(address, anchor, page, said)


def _home_of(record: Record, site: Site) -> str:
    return walk.home_of(record, site.parsed.record_kinds[record.kind])


def _withdrawn(address: str, draft: Record, said: Published) -> Problem:
    says = f"The {draft.kind} `{draft.id}` was published at `{address}`, and now it is a draft."
    return _gone(address, draft.places["draft"], says, "Delete its `draft: true`.", said)


def _record_moved(address: str, record: Record, page: Page, said: Published) -> Problem:
    says = f"The {record.kind} `{record.id}` was published on the page `content/{page.path}`, and stands there no more."
    hint = f"Put it back, or write a heading on that page which leads to its new place:\n\n## Moved {{#{record.id}}}"
    return _gone(address, record.place, says, hint, said)


def _heading_gone(address: str, anchor: str, page: Page, said: Published) -> Problem:
    headings = {one.id: one for one in page.document.body.headings}
    new = {name: one for name, one in headings.items() if f"{page.address}#{name}" not in said.places}
    heading: Heading | None = _successor(anchor, new)
    says = f"The page `content/{page.path}` had a place `#{anchor}`, which was published, and has it no more."
    marks = "#" * heading.level + f" {heading.text}" if heading else "## Its words"
    ids = " ".join(f"#{name}" for name in ((heading.id, *heading.former) if heading else ("its-id",)))
    hint = f"Write the old id after that of the heading that is there now:\n\n{marks} {{{ids} #{anchor}}}"
    return _gone(address, heading.place if heading else Place(f"content/{page.path}"), says, hint, said)


def _record_gone(address: str, site: Site, said: Published) -> Iterator[Problem]:
    kind, _, name = address.partition(":")
    draft = draft_called(site, kind, name)
    if draft and kind in lasting_kinds(site):
        yield _withdrawn(address, draft, said)
    elif kind in lasting_kinds(site):
        new = {one: record for one, record in site.records[kind].items() if f"{kind}:{one}" not in said.places}
        record: Record | None = _successor(name, new)
        says = f"The {kind} `{name}` was published, and now there is none of that id."
        aliases = ", ".join([*(record.aliases if record else ()), name])
        which = f"the {kind} `{record.id}`" if record else f"the {kind} that has taken its place"
        hint = f"Give {which} the old id, too:\n\naliases: [{aliases}]"
        yield _gone(address, record.place if record else said.places[address], says, hint, said)


def _successor(name: str, new: Mapping[str, _New]) -> _New | None:
    """Return what most likely had this name before: the only new one, or the one whose name is near."""
    if len(new) == 1:
        return next(iter(new.values()))
    guess = near(name, new)
    return new[guess] if guess else None


def _gone(address: str, place: Place, says: str, hint: str, said: Published) -> Problem:
    hint += f"\n\nTo give the address up, write this line into `content/{FILE}`:\n\n- {address}"
    line = said.places[address]
    return Problem("PUBLISHED ADDRESS GONE", place, says, hint, () if place == line else (line,))
