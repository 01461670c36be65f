"""What YAML holds: single values, lists, and groups of fields, each with its place."""

from dataclasses import dataclass

from explainery.problems import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as the writer typed it. `start` and `end` are offsets in the file's text."""

    text: str
    plain: bool
    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """Named values in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Items | Fields
