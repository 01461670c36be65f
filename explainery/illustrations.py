"""Pictures with what is said of them: in the fields of blocks, pages and records, or as a mark in Markdown.

A block may name a record of the kind `media`, which says what the block leaves unsaid.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explainery import walk
from explainery.model import Block, Document, Picture, Record, Ref
from explainery.value import Value

KIND = "media"
"""The kind of records of which each is a picture."""

_SAID = ("alt", "decorative", "caption", "credit", "licence", "source", "focus")
_FOR_ALL = ("credit", "licence", "source")  # of several pictures


Records = Mapping[str, Mapping[str, Record]]


@dataclass(frozen=True, slots=True)
class Illustration(Value):
    """A picture, and what is said of it: `alt`, `caption`, `credit` and so on, each None where nothing is.

    `in_fields`: there are fields for all that; a picture in Markdown has a credit alone, which is its title.
    """

    picture: Picture
    said: Mapping[str, Any]
    in_fields: bool = True


def in_block(block: Block, records: Records) -> Iterator[Illustration]:
    """Yield the pictures that a block names in its fields, itself or by a record; those in its Markdown not."""
    several = block.fields.get("pictures")
    for holder in several if isinstance(several, tuple) else (block.fields,):
        if isinstance(holder, Mapping):
            ref = holder.get(KIND)
            record = records.get(KIND, {}).get(ref.id) if isinstance(ref, Ref) else None
            known: Mapping[str, Any] = record.fields if record else {}
            picture = holder.get("file") or known.get("file")
            if isinstance(picture, Picture):
                said = {name: _first(name, holder, known) for name in _SAID}
                said |= {name: _first(name, said, block.fields) for name in _FOR_ALL}
                if holder.get("alt") or holder.get("decorative"):  # one of them is the answer to the other
                    said |= {name: holder.get(name) for name in ("alt", "decorative")}
                yield Illustration(picture, said)


def _first(name: str, *holders: Mapping[str, Any]) -> Any:
    return next((holder[name] for holder in holders if holder.get(name) is not None), None)


def in_document(document: Document, records: Records) -> Iterator[Illustration]:
    """Yield the pictures of a page's texts and blocks, in the order of writing."""
    for body in document.texts:
        in_fields: set[Picture] = set()
        for mark in body.marks:
            if isinstance(mark, Block):
                in_fields.update(walk.pictures_in(mark.fields))
                yield from in_block(mark, records)
            elif isinstance(mark, Picture) and mark not in in_fields:
                said = {**dict.fromkeys(_SAID), "alt": mark.alt, "credit": mark.title}
                yield Illustration(mark, said, in_fields=False)


def credited(documents: Iterable[Document], records: Records) -> tuple[tuple[str, tuple[Illustration, ...]], ...]:
    """Return the paths of pages, each with its pictures of which somebody said who made them or how they are given."""
    found = ((one.path, tuple(_once(filter(_is_credited, in_document(one, records))))) for one in documents)
    return tuple((path, several) for path, several in found if several)


def credited_in_text(document: Document) -> tuple[Illustration, ...]:
    """Return the pictures in the Markdown of a page of which it says who made them, each file once."""
    found = (one for one in in_document(document, {}) if not one.in_fields and _is_credited(one))
    return tuple(_once(found))


def _once(found: Iterable[Illustration]) -> Iterable[Illustration]:
    """Return pictures, each file once with each credit, licence and source that somewhere is said of it."""
    different: dict[tuple[str, str], Illustration] = {}
    for one in found:
        different.setdefault((one.picture.path, repr([one.said[name] for name in _FOR_ALL])), one)
    return different.values()


def _is_credited(one: Illustration) -> bool:
    return any(one.said[name] for name in _FOR_ALL)
