"""Rules about days: nothing was checked before what it was checked against came out, nor on a day still to come."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainery.edtf import read_edtf
from explainery.model import Citation, Page, Ref, Site, Source, Sources
from explainery.paths import below_content
from explainery.problems import Place, Problem

_MONTHS = 12  # EDTF numbers seasons as the months after the last
_SHA_1 = 40  # hexadecimal digits of git's names; those of a repository of SHA-256 are longer


@dataclass(frozen=True, slots=True)
class _Checked:
    """A fact or page that was checked: what it is called in a sentence, the day, where that stands, and what it names.

    `refs` are looked through only where it is asked for sources: there are many.
    """

    what: str
    day: dt.date
    place: Place
    refs: Iterable[Ref]


def sources_came_out_before_the_check(site: Site) -> Iterator[Problem]:
    """No fact was checked before the newest of its sources came out, nor a page before the newest that it cites."""
    known: dict[str, dt.date | None] = {}
    for one in _all_checked(site):
        newest = _newest(one.refs, site, known)
        if newest is None or one.day >= newest[0]:
            continue
        _day, source = newest
        says = (
            f"{one.what} says that it was checked on {one.day}; its source `{source.id}` came out later:"
            f" `issued: {source.issued}`."
        )
        hint = "Compare it with that source and write the day on which you did; or correct `issued` of the source."
        yield Problem("CHECKED BEFORE ITS SOURCE", one.place, says, hint, (source.places["issued"],))


def nothing_was_checked_in_the_future(site: Site, sources: Sources) -> Iterator[Problem]:
    """No fact and no page was checked on a day that is still to come.

    Where nobody says what day it is, it is the day of the newest commit, and only files are judged that are as that
    commit has them: whoever has just changed one may rightly have written the day of today, which no build knows.
    """
    today = site.today or (site.history.day if site.history else None)
    late = [one for one in _all_checked(site) if today and one.day > today]
    contents = {file.path: file.content for file in (*sources.pages, *sources.records)} if late else {}
    for one in late:
        if site.today or _is_committed(one.place.path, contents[one.place.path], site):
            by = f"today is {today}" if site.today else f"the newest commit, which says so already, is of {today}"
            says = f"{one.what} says that it was checked on {one.day}, but {by}."
            hint = "Write the day on which somebody compared it with its sources."
            yield Problem("CHECKED IN THE FUTURE", one.place, says, hint)


def _all_checked(site: Site) -> Iterator[_Checked]:
    """Yield every fact with its sources, those of its versions among them, and every page with those that it cites."""
    for fact in site.facts.values():
        yield _Checked(f"The fact `{fact.id}`", fact.checked, fact.places["checked"], fact.refs)
    for page in site.pages:
        if page.path in site.listed:  # which is as old as others
            continue
        yield _Checked("This page", page.document.checked, page.document.places["checked"], _cited(page))


def _cited(page: Page) -> Iterator[Ref]:
    for body in page.document.texts:
        for mark in body.marks:
            if isinstance(mark, Citation):
                yield from mark.refs


def _newest(refs: Iterable[Ref], site: Site, known: dict[str, dt.date | None]) -> tuple[dt.date, Source] | None:
    """Return the source that came out last, and when at the earliest; None where that is known of none.

    `known` keeps these days by the ids of sources.
    """
    newest: tuple[dt.date, Source] | None = None
    for ref in refs:
        source = site.source(ref.id) if ref.kind == "source" else None
        if source is None:  # where there is none, another rule has said so
            continue
        if source.id not in known:
            known[source.id] = _came_out(source)
        day = known[source.id]
        if day and (newest is None or day > newest[0]):
            newest = day, source
    return newest


def _came_out(source: Source) -> dt.date | None:
    """Return the earliest day that `issued` may mean; None where it may mean any: about, possibly, or until a day.

    So may a season, which is not at one time everywhere.
    """
    date = read_edtf(source.issued) if source.issued else None
    first = date.begins if date else None
    if first is None or first.qualifier or (first.month or 0) > _MONTHS:
        return None
    return first.earliest


def _is_committed(path: str, content: bytes, site: Site) -> bool:
    """Say whether a file is as the newest commit has it (git-scm.com/book, “Git Objects”).

    Where git changed the ends of lines it is not taken for the same.
    """
    blob = site.history.blobs.get(below_content(path), "") if site.history else ""
    sha = hashlib.sha1 if len(blob) == _SHA_1 else hashlib.sha256
    return sha(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == blob
