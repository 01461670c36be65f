"""Rules about the other files in `content/`: none is left out for its ending alone, and what nothing uses is known."""

import posixpath
import re
from collections.abc import Iterator

from explainery import walk
from explainery.addresses import FILE
from explainery.model import Block, Link, Picture, Site
from explainery.paths import below_content
from explainery.problems import Place, Problem

_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdx|rmd|qmd)", re.IGNORECASE)
_RECORDS = re.compile(r"\.ya?ml", re.IGNORECASE)
_HIDDEN = re.compile(r"(\.md|\.ya?ml)\.te?xt", re.IGNORECASE)  # what a system that hides endings makes of a name
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_PLAIN = ("", ".txt", ".text", ".html", ".htm")


def endings_are_known(site: Site) -> Iterator[Problem]:
    """A page ends with `.md` and a file of records with `.yaml`, in small letters, so that neither is left out."""
    for path in unused_files(site):
        stem, ending = _parts(path)
        if _PAGE.fullmatch(ending) or _begins_as_page(site.parsed.files[path], ending):
            what, right = "page", ".md"
        elif _RECORDS.fullmatch(ending):
            what, right = "file of records", ".yaml"
        else:
            continue
        says = f"`{posixpath.basename(path)}` is left out: the name of a {what} ends with `{right}`, in small letters."
        name = posixpath.basename(stem) + right
        if f"content/{stem}{right}" in _sources(site):
            hint = f"There is a `{name}` already: delete this file, or give it another name that ends with `{right}`."
        else:
            hint = f"Rename it `{name}`."
        yield Problem("LEFT OUT", Place(f"content/{path}"), says, hint)


def _sources(site: Site) -> set[str]:
    """Return the paths of the files that are no others."""
    pages = {f"content/{document.path}" for document in site.parsed.documents}
    return pages | {record.place.path for record in site.parsed.records} | {"content/site.yaml"}


def _parts(path: str) -> tuple[str, str]:
    """Return a path in two, at the ending that counts."""
    hidden = _HIDDEN.search(path)
    if hidden and hidden.end() == len(path):
        return path[: hidden.start()], hidden[1]
    return posixpath.splitext(path)


def _begins_as_page(content: bytes, ending: str) -> bool:
    return ending.lower() in _PLAIN and bool(_FRONT_MATTER.match(content))


def unused_files(site: Site) -> tuple[str, ...]:
    """Return the paths of files that no page and no record uses, drafts included; `README` files are for writers."""
    others = {path for path in site.parsed.files if not posixpath.basename(path).upper().startswith("README")} - {FILE}
    if others:
        others.difference_update(_used(site))
    return tuple(sorted(others))


def _used(site: Site) -> Iterator[str]:
    """Yield the paths that texts show, link to, or draw a chart from."""
    written = [body for document in site.parsed.documents for body in document.texts]
    written += [body for record in site.parsed.records for body in record.texts]
    for document in site.parsed.documents:
        yield from (picture.path for picture in walk.pictures_of(document.files))
    for record in site.parsed.records:
        yield from (picture.path for picture in walk.pictures_of(record.files))
    for mark in (mark for body in written for mark in body.marks):
        if isinstance(mark, Picture):
            yield mark.path
        elif isinstance(mark, Link):
            yield mark.target
        elif isinstance(mark, Block) and isinstance(mark.fields.get("data"), str):
            folder = posixpath.dirname(below_content(mark.place.path))
            yield posixpath.normpath(posixpath.join(folder, mark.fields["data"]))
