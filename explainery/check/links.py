"""Rules about links: pages, anchors, facts, terms and sources that marks in the text name are there."""

from collections.abc import Iterator

from explainery import walk
from explainery.check.everything import every_body
from explainery.model import Link, Page, Ref, Site
from explainery.problems import Place, Problem, did_you_mean, listed, near

DOWNLOADS = (".pdf", ".csv", ".txt", ".json", ".zip", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg")


def links_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A link to a page or file finds it, spelled as it is written on the disk."""
    for link in _page_links(site):
        if link.target.endswith(".md"):
            if link.target not in site.by_path:
                yield _no_page(site, link)
        elif link.target not in site.parsed.files:
            yield _no_file(site, link)
        elif not link.target.lower().endswith(DOWNLOADS):
            says = f"Files like `{link.target}` are not published, since browsers may run what is in them."
            yield Problem("FILE NOT PUBLISHED", link.place, says, f"These are: {', '.join(DOWNLOADS)}.")


def anchors_exist(site: Site) -> Iterator[Problem]:
    """The part of a link after `#` names a heading of that page, or a record that it shows."""
    known: dict[str, set[str]] = {}
    for link in _page_links(site):
        page = site.by_path.get(link.target)
        if page and link.fragment:
            anchors = known.get(page.path) or known.setdefault(page.path, _anchors(site, page))
            if link.fragment not in anchors:
                says = f"The page `{page.path}` has no place called `#{link.fragment}`."
                hint = did_you_mean(link.fragment, anchors, "Give the heading there an id: `## Title {#id}`.")
                yield Problem("NO SUCH ANCHOR", link.place, says, hint)


def mentions_lead_somewhere(site: Site) -> Iterator[Problem]:
    """Every fact, term and source that a text names is a record, and terms have a page to lead to."""
    for body in every_body(site):
        for ref in walk.mentions(body):
            if site.record(ref.kind, ref.id) is None:
                yield no_record(site, ref)
            elif ref.kind == "term" and (home := site.parsed.record_kinds["term"].page) not in site.by_path:
                says = f"Terms are explained on the page `{home}`, and there is none."
                yield Problem("NO PAGE FOR TERMS", ref.place, says, f"Write `content/{home}` with the block `glossary`.")


def no_record(site: Site, ref: Ref) -> Problem:
    """Return the problem that a reference finds no record, with the id that was probably meant."""
    ids = [*site.records.get(ref.kind, {}), *(alias for kind, alias in site.record_aliases if kind == ref.kind)]
    pieces = [name for name in ids if name.startswith(f"{ref.id}-")]
    home = site.parsed.record_kinds[ref.kind].content
    hint = did_you_mean(ref.id, ids, f"Records of this kind stand in `content/{home}.yaml` or `content/{home}/`.")
    if pieces:
        hint = f"It may have been divided: there is {listed(pieces)}."
    says = f"There is no {ref.kind} `{ref.id}`."
    return Problem(f"UNKNOWN {ref.kind.upper()}", ref.place, says, hint)


def _page_links(site: Site) -> Iterator[Link]:
    for body in every_body(site):
        for link in walk.links(body):
            if link.scheme == "page":
                if link.target.endswith((".yaml", ".yml")):  # `#anchor` alone in a record has no page of its own
                    continue
                yield link


def _no_page(site: Site, link: Link) -> Problem:
    other_case = {path.casefold(): path for path in site.by_path}.get(link.target.casefold())
    if other_case:
        says = f"The file is called `{other_case}`; letter case counts on the web."
        return Problem("WRONG LETTER CASE", link.place, says, f"Write `{other_case}`.")
    if any(document.path == link.target for document in site.parsed.documents):
        says = f"`{link.target}` is a draft, so it is not on the site."
        return Problem("LINK TO A DRAFT", link.place, says, "Publish that page, or take the link out.")
    says = f"There is no page `{link.target}`."
    guess = near(link.target, site.by_path)
    hint = f"Did you mean `{guess}`?" if guess else "Links are relative to the file in which they stand."
    return Problem("NO SUCH PAGE", link.place, says, hint)


def _no_file(site: Site, link: Link) -> Problem:
    as_page = link.target.removesuffix(".html") + ".md"
    if as_page in site.by_path:
        says = "A link to a page names its Markdown file."
        return Problem("LINK TO HTML", link.place, says, "Write `.md` in place of `.html`: the build makes the address.")
    return no_such_file(site, link.target, link.place)


def no_such_file(site: Site, target: str, place: Place) -> Problem:
    """Return the problem that a file is not in `content/`, or only in another letter case."""
    other_case = {path.casefold(): path for path in site.parsed.files}.get(target.casefold())
    if other_case:
        says = f"The file is called `{other_case}`; letter case counts on the web."
        return Problem("WRONG LETTER CASE", place, says, f"Write `{other_case}`.")
    hint = did_you_mean(target, site.parsed.files, "Paths are relative to the file in which they stand.")
    return Problem("NO SUCH FILE", place, f"There is no file `content/{target}`.", hint)


def _anchors(site: Site, page: Page) -> set[str]:
    """Return the ids that a page will have: its headings and the records that its blocks show."""
    body = page.document.body
    found = {heading.id for heading in body.headings}
    for block in walk.blocks([body]):
        shown = walk.selected(block, site.parsed.components[block.name], site.records) or ()
        found |= {record.id for record in shown} | {ref.id for ref in walk.refs(block.fields) if ref.kind != "page"}
    return found
