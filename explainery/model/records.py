"""Records: what any of them has, and the fields of the shipped kinds that the generator itself reads.

`schema/` sees to it that the schema of each kind has the fields that stand here, in the form that ships.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explainery.model.given import Field, Option
from explainery.model.texts import Amount, Body, Link, Picture, Ref
from explainery.problems import Place
from explainery.value import Value


@dataclass(frozen=True, slots=True)
class Record(Value):
    """One entry of a record file. `file` is the stem of the file that holds it; `digest` stands for what it says.

    `fields` are all that its schema knows, None where the writer left one out. What stands in them is listed once, in
    the order of writing: `refs` are the references, `texts` the pieces of Markdown, `files` the pictures and other
    files that they name. `taken` are the facts that fields take their values from, by the field; of an item of a list
    `years.0`.
    """

    kind: str
    id: str
    fields: Mapping[str, Any]
    places: Mapping[str, Place]
    place: Place
    file: str
    digest: bytes
    refs: tuple[Ref, ...] = ()
    texts: tuple[Body, ...] = ()
    files: "tuple[Picture | Link, ...]" = ()
    taken: Mapping[str, Ref] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Say whether its writer keeps it out of the site for now."""
        return bool(self.fields.get("draft"))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the ids that it had before, and other names that it is called by."""
        return self.fields.get("aliases") or ()


class Fact(Record):
    """A fact as it was written; its value, worked out where it has a formula, is in the `quantities` of the site."""

    __slots__ = ()
    statement = Field[str]()
    title = Option[str]()
    value = Option[Amount]()
    to = Option[Amount]()
    unit = Option[str]()
    bound = Option[str]()
    says = Option[tuple[str, ...]]()
    quote = Option[Mapping[str, str]]()
    formula = Option[str]()
    rounding = Option[str]("round")
    status = Field[str]()
    confidence = Field[str]()
    sources = Field[tuple[Ref, ...]]()
    versions = Option[tuple[Mapping[str, Any], ...]]()
    judgement = Option[str]()
    note = Option[str]()
    checked = Field[dt.date]()
    check_every = Option[str]()


class Source(Record):
    """What facts and texts cite."""

    __slots__ = ()
    title = Field[str]()
    origin = Field[str]()
    publisher = Option[str]()
    issued = Option[str]()
    url = Option[str]("URL")
    doi = Option[str]("DOI")
    isbn = Option[str]("ISBN")
    archive = Option[str]()
    archived = Option[str]()
    link = Option[bool]()


class Term(Record):
    """A word of the glossary."""

    __slots__ = ()
    term = Field[str]()
    definition = Field[Body]()


class Question(Record):
    """A question that readers ask."""

    __slots__ = ()
    question = Field[str]()
    answer = Field[Body]()
    page = Field[Ref]()
    anchor = Option[str]()


class Correction(Record):
    """Something that the site had wrong."""

    __slots__ = ()
    date = Field[dt.date]()
    page = Field[Ref]()
    moved_from = Option[Ref]()
    old = Field[str]()
    new = Field[Body]()
    why = Option[Body]()


class Constant(Record):
    """A physical constant."""

    __slots__ = ()
    name = Field[str]()
    value = Field[float]()
    unit = Field[str]()


CLASSES: Mapping[str, type[Record]] = {
    "fact": Fact,
    "source": Source,
    "term": Term,
    "question": Question,
    "correction": Correction,
    "constant": Constant,
}
"""The classes of the kinds of which the generator reads more than of any record."""
