"""Pictures and recordings with what is said of them: in fields of blocks, or of pictures as a mark in Markdown.

A block of pictures may name a record of the kind `media`, which says what the block leaves unsaid.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from explainery import walk
from explainery.model import Block, Document, Link, Picture, Record, Ref
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

    @property
    def file(self) -> Picture:
        """Return the file of which all that is said."""
        return self.picture


@dataclass(frozen=True, slots=True)
class Recording(Value):
    """A recording, the picture that stands for it, if there is one, and what is said of it, as of a picture."""

    file: Link
    picture: Picture | None
    said: Mapping[str, Any]


_Medium = TypeVar("_Medium", Illustration, Illustration | Recording)


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
    """Yield the pictures of a page's texts and blocks, in the order of writing; not those that stand for something."""
    yield from (one for one, is_still in _media_in(document, records) if isinstance(one, Illustration) and not is_still)


def media_in(document: Document, records: Records) -> Iterator[Illustration | Recording]:
    """Yield the pictures and recordings of a page's texts and blocks, in the order of writing."""
    yield from (one for one, _is_still in _media_in(document, records))


def _media_in(document: Document, records: Records) -> Iterator[tuple[Illustration | Recording, bool]]:
    """Yield pictures and recordings; of a picture whether it is a still of what is played or read elsewhere."""
    for body in document.texts:
        in_fields: set[Picture] = set()
        for mark in body.marks:
            if isinstance(mark, Block):
                in_fields.update(walk.pictures_in(mark.fields))
                yield from ((one, False) for one in in_block(mark, records))
                yield from _played(mark)
            elif isinstance(mark, Picture) and mark not in in_fields:
                said = {**dict.fromkeys(_SAID), "alt": mark.alt, "credit": mark.title}
                yield Illustration(mark, said, in_fields=False), False


def _played(block: Block) -> Iterator[tuple[Illustration | Recording, bool]]:
    """Yield the recording that a block names, or the still of what it keeps the words of."""
    file, still = block.fields.get("file"), block.fields.get("poster")
    picture = still if isinstance(still, Picture) else None
    said = {name: block.fields.get(name) for name in _SAID}
    if isinstance(file, Link):
        yield Recording(file, picture, said), False
    elif picture:
        yield Illustration(picture, said), True


def credited(
    documents: Iterable[Document], records: Records
) -> tuple[tuple[str, tuple[Illustration | Recording, ...]], ...]:
    """Return the paths of pages, each with those pictures and recordings of which somebody said who made them or so."""
    found = ((one.path, tuple(_once(filter(_is_credited, media_in(one, records))))) for one in documents)
    return tuple((path, several) for path, several in found if several)


def credited_in_text(document: Document) -> tuple[Illustration, ...]:
    """Return the pictures in the Markdown of a page of which it says who made them, each file once."""
    found = (one for one in in_document(document, {}) if not one.in_fields and _is_credited(one))
    return tuple(_once(found))


def _once(found: Iterable[_Medium]) -> Iterable[_Medium]:
    """Return pictures or recordings, each file once with each credit, licence and source that is said of it."""
    different: dict[tuple[str, str], _Medium] = {}
    for one in found:
        different.setdefault((path_of(one), repr([one.said[name] for name in _FOR_ALL])), one)
    return different.values()


def path_of(one: Illustration | Recording) -> str:
    """Return the path below `content/` of the file of which all is said."""
    return one.file.target if isinstance(one.file, Link) else one.file.path


def _is_credited(one: Illustration | Recording) -> bool:
    return any(one.said[name] for name in _FOR_ALL)
