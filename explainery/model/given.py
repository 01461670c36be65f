"""Fields that the generator itself reads, each declared once with its type: `statement = Field[str]()`.

What a schema gives beside them lies in `fields` alone, for templates, data and figures.
"""

from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar

Given = TypeVar("Given")


class HasFields(Protocol):
    """A page or record: something with the fields that a writer filled in, by their names in the schema."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """Return the fields; None where the writer left one out."""


class _Declared:
    """What `Field` and `Option` have in common: the name in the schema, in which `check_every` is `check-every`."""

    def __init__(self, name: str = "") -> None:
        """Take the name in the schema, where it is not that of the attribute."""
        self.name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name.replace("_", "-")


class Field(_Declared, Generic[Given]):
    """A field that every writer fills in, because the schema asks for it."""

    def __get__(self, holder: HasFields, owner: type) -> Given:
        """Return what the writer gave."""
        value: Given = holder.fields[self.name]
        return value


class Option(_Declared, Generic[Given]):
    """A field that a writer may leave out."""

    def __get__(self, holder: HasFields, owner: type) -> Given | None:
        """Return what the writer gave; None for nothing."""
        value: Given | None = holder.fields.get(self.name)
        return value


def fields_read(holder: type[HasFields]) -> Mapping[str, bool]:
    """Return the fields that the generator reads of pages or records of a class, and whether each has to be given."""
    declared = [one for base in holder.__mro__ for one in vars(base).values() if isinstance(one, _Declared)]
    return {one.name: isinstance(one, Field) for one in declared}
