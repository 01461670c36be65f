"""Stage 3, `assemble`: documents and records into the site. The only stage that knows everything."""

import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from explainery import walk
from explainery.essence import digest_of
from explainery.illustrations import credited
from explainery.model import (
    Block,
    Counts,
    Document,
    Edtf,
    Fact,
    History,
    Life,
    Month,
    Page,
    Parsed,
    Quantity,
    Record,
    Settings,
    Shape,
    Site,
)
from explainery.paths import FRONT, address_of, is_folder_page
from explainery.problems import Problem, Problems
from explainery.reckoning import reckon
from explainery.taking import Taking
from explainery.uses import corrected, homes, supports, used_on

Records = Mapping[str, Mapping[str, Record]]
Holder = TypeVar("Holder", Record, Document)


def assemble(
    parsed: Parsed,
    url: str | None,
    repository: str | None = None,
    history: History | None = None,
    *,
    drafts: bool,
    today: dt.date | None = None,
) -> Site:
    """Return the site that the parsed files make.

    `url` is its public address, `repository` its source and `today` the day, where they are given on the command line;
    `history` is what git knows.

    Raises Problems where a computed fact cannot be worked out, or has no value for a field that names it.
    """
    shown = [record for record in parsed.records if drafts or not record.draft]
    left_out = () if drafts else tuple(record for record in parsed.records if record.draft)
    quantities, taking, problems = _taking(shown, left_out, parsed)
    published = [taking.filled(document) for document in parsed.documents if drafts or not document.draft]
    records = _by_id(map(taking.filled, shown), parsed.record_kinds)
    if problems or taking.problems:
        raise Problems((*problems, *taking.problems))
    aliases = {
        (record.kind, alias): record.id
        for kind in records.values()
        for record in kind.values()
        for alias in record.aliases
    }
    used = used_on(published, parsed, records, aliases)
    lists = tuple(_lists(parsed, published, records, used))
    published += lists
    pages = tuple(_pages(published, parsed.kinds))
    by_path: dict[str, Page] = {}
    for page in pages:
        by_path.setdefault(page.path, page)
    domain = parsed.settings["cname"]
    return Site(
        settings=_with_repository(parsed.settings, repository),
        url=_with_slash(url or parsed.settings["url"] or (domain and f"https://{domain}")),
        pages=pages,
        by_path=by_path,
        records=records,
        duplicates=tuple(_duplicates(parsed.records)),
        record_aliases=aliases,
        quantities=quantities,
        used_on=used,
        supports=supports(records, aliases),
        texts=tuple(walk.texts(published, records)),
        parsed=parsed,
        drafts=len(parsed.documents) + len(lists) - len(published) + len(left_out),
        left_out=left_out,
        today=today,
        corrected=corrected(records),
        history=history,
        homes=homes(published, parsed, records),
        listed=frozenset(document.path for document in lists),
    )


def _lists(
    parsed: Parsed, published: list[Document], records: Records, used: Mapping[tuple[str, str], tuple[str, ...]]
) -> Iterator[Document]:
    """Yield the shipped pages that list records which pages name and none shows; they are as old as the newest page."""
    known = homes(published, parsed, records)
    newest = max((document.checked for document in published), default=None)
    for document in parsed.lists:
        shown = {kind for block in document.blocks for kind in _kinds_shown(block, parsed)}
        is_needed = any(key[0] in shown and key not in known for key in used)
        if _needs_pictures(document, parsed):
            shows_them = any(_needs_pictures(one, parsed) for one in published)
            is_needed = not shows_them and bool(credited(published, records))
        if is_needed and newest and not any(one.path.casefold() == document.path for one in parsed.documents):
            fields = {**document.fields, "checked": newest}
            yield replace(document, fields=fields, digest=digest_of((document.digest, newest)))


def _needs_pictures(document: Document, parsed: Parsed) -> bool:
    return any("pictures" in parsed.components[block.name].needs for block in document.blocks)


def _kinds_shown(block: Block, parsed: Parsed) -> Iterator[str]:
    for parameter, selection in parsed.components[block.name].selects.items():
        kind = selection.partition(".")[0]
        yield str(block.fields[parameter]) if kind == walk.ANY_KIND else kind


def with_documents(site: Site, documents: Iterable[Document]) -> Site:
    """Return the site with other texts on some of its pages; where the pages stand, and who uses what, stays.

    Raises Problems where a fact has no value for a field that names it.
    """
    by_path = dict(site.by_path)
    drafts = {record.id: record for record in site.left_out if isinstance(record, Fact)}
    taking = Taking(site.facts, site.quantities, _home_of_facts(site.parsed), drafts)
    for document in documents:
        by_path[document.path] = replace(by_path[document.path], document=taking.filled(document))
    if taking.problems:
        raise Problems(taking.problems)
    return replace(site, by_path=by_path, pages=tuple(by_path.values()))


def with_counts(site: Site, counts: Mapping[str, Counts]) -> Site:
    """Return the site with what is known of its numbers."""
    return replace(site, counts=counts)


def with_lives(site: Site, lives: Mapping[str, Life]) -> Site:
    """Return the site with when its pages were written, and when and how they changed last."""
    return replace(site, lives=lives)


def with_one_page(site: Site, path: str) -> Site:
    """Return the site as it is, but that only one page is to be checked and rendered: the others can be looked up."""
    page = site.by_path[path]
    return replace(site, pages=(page,), texts=tuple(walk.texts([page.document], site.records)))


def _with_repository(settings: Settings, repository: str | None) -> Settings:
    if repository is None:
        return settings
    return Settings({**settings.fields, "repository": repository}, settings.places)


def _with_slash(url: str | None) -> str | None:
    return url.rstrip("/") + "/" if url else None


def _taking(
    shown: Iterable[Record], left_out: Iterable[Record], parsed: Parsed
) -> tuple[Mapping[str, Quantity], Taking, tuple[Problem, ...]]:
    """Return what all facts hold, what puts them into fields, and why some could not be worked out."""
    facts: dict[str, Fact] = {}
    for record in shown:
        if isinstance(record, Fact):
            facts.setdefault(record.id, record)
    drafts = {record.id: record for record in left_out if isinstance(record, Fact)}
    quantities, problems = reckon(facts, frozenset(drafts))
    return quantities, Taking(facts, quantities, _home_of_facts(parsed), drafts), problems


def _home_of_facts(parsed: Parsed) -> str:
    return str(parsed.record_kinds["fact"].content) if "fact" in parsed.record_kinds else "facts"


def _by_id(records: Iterable[Record], kinds: Mapping[str, Shape]) -> Records:
    """Return records by kind and id, each kind in its schema's order."""
    found: dict[str, dict[str, Record]] = {kind: {} for kind in kinds}
    for record in records:
        found[record.kind].setdefault(record.id, record)
    return {
        kind: {record.id: record for record in _sorted(by_id.values(), kinds[kind].order)}
        for kind, by_id in found.items()
    }


def _duplicates(records: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield the pairs that claim one id; drafts count, for theirs is to be the name of something, too."""
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        first = found.setdefault((record.kind, record.id), record)
        if first is not record:
            yield first, record


def _sorted(holders: Iterable[Holder], order: tuple[str, ...]) -> list[Holder]:
    return sorted(holders, key=lambda holder: tuple(_rank(holder.fields.get(field)) for field in order))


def _rank(value: Any) -> tuple[int, Any]:
    """Return a key that sorts numbers by size, dates by time and texts by their letters; what is missing comes last."""
    if value is None:
        return (3, "")
    if isinstance(value, int | Decimal):
        return (0, value)
    if isinstance(value, dt.date | dt.time):
        return (1, value.isoformat())
    if isinstance(value, Month):
        return (1, str(value))
    if isinstance(value, Edtf):
        return (1, value.begins.earliest.isoformat() if value.begins else "")
    return (2, str(value).casefold().lstrip("“«\"' "))


def _pages(documents: list[Document], kinds: Mapping[str, Shape]) -> Iterator[Page]:
    paths = {document.path for document in documents}
    folders: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        if not is_folder_page(document.path):
            folders[posixpath.dirname(document.path)][document.kind].append(document)
    groups = {
        (folder, kind): [document.path for document in _sorted(members, kinds[kind].order)]
        for folder, by_kind in folders.items()
        for kind, members in by_kind.items()
    }
    positions = {path: at for group in groups.values() for at, path in enumerate(group)}
    trails = {folder: _trail(folder, paths) for folder in {posixpath.dirname(path) for path in paths}}
    for document in documents:
        folder = posixpath.dirname(document.path)
        course = groups.get((folder, document.kind), [])
        at = positions.get(document.path) if kinds[document.kind].sequence else None
        yield Page(
            path=document.path,
            address=address_of(document.path),
            document=document,
            trail=tuple(index for index in trails[folder] if index != document.path),
            children=tuple(_children(folder, groups) if is_folder_page(document.path) else ()),
            previous=course[at - 1] if at else None,
            next=course[at + 1] if at is not None and at + 1 < len(course) else None,
            position=None if at is None else at + 1,
            count=None if at is None else len(course),
        )


def _children(folder: str, groups: Mapping[tuple[str, str], list[str]]) -> Iterator[str]:
    """Yield the pages of an index page's folder, kind after kind in the order of each."""
    for _, kind in sorted(key for key in groups if key[0] == folder):
        yield from groups[folder, kind]


def _trail(folder: str, paths: set[str]) -> list[str]:
    """Return the index pages of a folder and of those that it lies in, the outermost first, the home page left out."""
    parts = folder.split("/") if folder else []
    indexes = ["/".join([*parts[:depth], FRONT]) for depth in range(1, len(parts) + 1)]
    return [index for index in indexes if index in paths]
