"""Rules about links: pages, anchors, facts, terms and sources that marks in the text name are there."""

import posixpath
import re
from collections.abc import Iterator

from explainery import walk
from explainery.captions import RECORDINGS
from explainery.check.missing import is_a_draft, no_file, no_page, no_record, relative
from explainery.model import Bracketed, Link, Page, Record, Ref, Site
from explainery.paths import FRONT, is_page, path_at
from explainery.problems import Place, Problem, did_you_mean

DOWNLOADS = (
    *(".pdf", ".csv", ".txt", ".json", ".zip", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"),
    *(one for endings in RECORDINGS.values() for one in endings),
)


_TELLING = re.compile(r"[\d-]")  # in a name, and in no plain word such as `[sic]`
_RECORDS = (".yaml", ".yml")
_HOST = re.compile(r"(?:[\w-]+\.)+(?!html?\Z)[^\W\d_]{2,}")


def links_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A link to a page or file finds it, spelled as it is written on the disk."""
    for link in _page_links(site):
        if is_page(link.target):
            if link.target not in site.by_path:
                yield no_page(site, link.target, link.place, linked=True)
        elif link.target not in site.parsed.files:
            yield _no_download(site, link)
        elif not link.target.lower().endswith(DOWNLOADS):
            says = f"Files like `{link.target}` are not published, since browsers may run what is in them."
            yield Problem("FILE NOT PUBLISHED", link.place, says, f"These are: {', '.join(DOWNLOADS)}.")


def anchors_exist(site: Site) -> Iterator[Problem]:
    """The part of a link after `#` names a heading of that page, or a record that it shows."""
    wanted = [(link.target, link.fragment, link.place) for link in _page_links(site) if link.fragment]
    known: dict[str, set[str]] = {}
    for path, anchor, place in (*wanted, *_anchors_in_fields(site)):
        page = site.by_path.get(path)
        if page is None:
            continue
        anchors = known.get(path) or known.setdefault(path, _anchors(site, page))
        if anchor in anchors:
            continue
        draft = next((record for record in _drafts_of(site, page) if record.id == anchor), None)
        if draft:
            yield is_a_draft(draft, anchor, place)
        else:
            says = f"The page `content/{path}` has no place called `#{anchor}`."
            hint = did_you_mean(anchor, anchors, f"Give the heading there an id: `## Title {{#{anchor}}}`.")
            yield Problem("NO SUCH ANCHOR", place, says, hint)


def mentions_lead_somewhere(site: Site) -> Iterator[Problem]:
    """Every fact, term and source that a text names is a record, and terms have a page to lead to."""
    for body in site.texts:
        for ref in walk.mentions(body):
            record = site.record(ref.kind, ref.id)
            if record is None:
                yield no_record(site, ref)
                continue
            if record.kind == "term" and (record.kind, record.id) not in site.homes:
                home = walk.home_of(record, site.parsed.record_kinds[record.kind])
                says = f"Terms are explained on the page `content/{home}`, and there is none."
                hint = "Write that page, with the block `glossary` in it."
                yield Problem("NO PAGE FOR TERMS", ref.place, says, hint)


def names_in_brackets_are_cited(site: Site) -> Iterator[Problem]:
    """The name of a source or fact does not stand in plain brackets, where readers would see it in place of a note."""
    for body in site.texts:
        for mark in body.marks:
            if not isinstance(mark, Bracketed):
                continue
            name, otherwise = mark.word, "for the words themselves, put a backslash before the bracket."
            if site.record("source", name):
                says = f"`[{name}]` cites no source, and would be printed as it stands."
                yield Problem("NOT A CITATION", mark.place, says, f"Write `[@{name}]`; {otherwise}")
            elif site.record("fact", name) and _TELLING.search(name):
                says = f"`[{name}]` links to no fact, and would be printed as it stands."
                yield Problem("BROKEN LINK", mark.place, says, f"Write `[words](fact:{name})`; {otherwise}")


def _page_links(site: Site) -> Iterator[Link]:
    for body in site.texts:
        for link in walk.links(body):
            # `#anchor` alone in a record has no page of its own.
            is_anchor = link.target.endswith(_RECORDS) and f"content/{link.target}" == link.place.path
            if link.scheme == "page" and not is_anchor:
                yield link


def _anchors_in_fields(site: Site) -> Iterator[tuple[str, str, Place]]:
    """Yield path, anchor and place where a record names a page, and in a field `anchor` a place on it."""
    for kind in site.records.values():
        for record in kind.values():
            page, anchor = record.fields.get("page"), record.fields.get("anchor")
            if isinstance(page, Ref) and anchor:
                yield page.id, str(anchor), record.places["anchor"]


def _no_download(site: Site, link: Link) -> Problem:
    if link.target.endswith(_RECORDS):
        says = "Files of records are what the site is made from, and are not published."
        return Problem("FILE NOT PUBLISHED", link.place, says, "Link to the page that shows what you mean.")
    as_page = path_at(link.target)
    if as_page in site.by_path:
        says = "A link to a page names its Markdown file, so that it works in an editor, too."
        hint = "Write `.md` instead of `.html`; the build makes the address."
        return Problem("LINK TO HTML", link.place, says, hint)
    if (index := posixpath.normpath(f"{link.target}/{FRONT}")) in site.by_path:
        says = "A link to a folder shows a list of files when the site is opened from a disk."
        hint = f"Name the page in it: `{relative(index, link.place)}`."
        return Problem("LINK TO A FOLDER", link.place, says, hint)
    return _meant_otherwise(site, link) or no_file(site, link.target, link.place)


def _meant_otherwise(site: Site, link: Link) -> Problem | None:
    """Return that a link to a file is meant for a record or for another site; None if it looks like neither."""
    written = relative(link.target, link.place)
    says = f"There is no file `content/{link.target}`."
    for kind in ("fact", "term"):
        if site.record(kind, written):
            hint = f"`{written}` is the id of a {kind}: write `{kind}:{written}`."
            return Problem("NO SUCH FILE", link.place, says, hint)
    if _HOST.fullmatch(written.partition("/")[0]) and not written.lower().endswith(DOWNLOADS):
        hint = f"If it is the address of another site, write `https://{written}`; else put the file there."
        return Problem("NO SUCH FILE", link.place, says, hint)
    return None


def _drafts_of(site: Site, page: Page) -> Iterator[Record]:
    """Yield the drafts that the blocks of a page would show if they were published."""
    by_kind: dict[str, dict[str, Record]] = {}
    for record in site.left_out:
        by_kind.setdefault(record.kind, {})[record.id] = record
    for block in page.document.blocks:
        yield from walk.selected(block, site.parsed.components[block.name], by_kind) or ()


def _anchors(site: Site, page: Page) -> set[str]:
    """Return the ids that a page will have: its headings, formulas, figures, and the records that its blocks show."""
    body = page.document.body
    found = {name for heading in body.headings for name in (heading.id, *heading.former)}
    found |= {formula.anchor for formula in body.numbered}
    for block in walk.blocks([body]):
        shape = site.parsed.components[block.name]
        found |= {record.id for record in walk.selected(block, shape, site.records) or ()}
        if shape.figure:
            found |= {block.fields["id"]} - {None}
        else:
            found |= {ref.id for ref in walk.refs(block.fields) if ref.kind != "page"}
    return found
