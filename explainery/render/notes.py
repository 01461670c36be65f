"""The notes of one page: numbered as the text mentions facts and sources, with the way back to each mention.

This is the one piece of state in rendering; it lives as long as one page.
"""

from dataclasses import dataclass, field

from explainery.render.views import Cited, RecordView

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Back:
    """The way back to one mention of a note."""

    id: str
    letter: str


@dataclass(slots=True)
class Note:
    """One note: a fact with its sources, or the sources of one citation."""

    number: int
    fact: RecordView | None
    citations: tuple[Cited, ...]
    backs: list[Back] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Return the id of the note on its page."""
        return f"note-{self.number}"

    def mention(self) -> str:
        """Remember one more mention, and return its id."""
        count = len(self.backs)
        letter = _LETTERS[count % 26] * (count // 26 + 1)
        self.backs.append(Back(f"ref-{self.number}-{count + 1}", letter))
        return self.backs[-1].id


class Notes:
    """The notes of a page, in the order of their first mention."""

    def __init__(self) -> None:
        """Begin with none."""
        self._notes: dict[object, Note] = {}

    def of_fact(self, fact: RecordView) -> Note:
        """Return the note of a fact; the same one each time that the page mentions it."""
        return self._notes.setdefault(("fact", fact.id), Note(len(self._notes) + 1, fact, fact["sources"]))

    def of_citation(self, citations: tuple[Cited, ...]) -> Note:
        """Return the note of a citation; the same one where the same sources are cited at the same places."""
        key = tuple((cited.record.id, cited.locator) for cited in citations)
        return self._notes.setdefault(key, Note(len(self._notes) + 1, None, citations))

    def all(self) -> tuple[Note, ...]:
        """Return the notes so far."""
        return tuple(self._notes.values())

    def sources(self) -> tuple[RecordView, ...]:
        """Return the sources that the notes so far name, each once."""
        return tuple({cited.record.id: cited.record for note in self.all() for cited in note.citations}.values())
