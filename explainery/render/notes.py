"""The notes of one page: numbered as the text mentions facts and sources.

This is the one piece of state in rendering; it lives as long as one page.
"""

from dataclasses import dataclass

from explainery.render.views import Cited, RecordView


@dataclass(frozen=True, slots=True)
class Note:
    """One note: a fact with its sources, or the sources of one citation."""

    number: int
    fact: RecordView | None
    citations: tuple[Cited, ...]

    @property
    def id(self) -> str:
        """Return the id of the note on its page."""
        return f"note-{self.number}"

    @property
    def mention_id(self) -> str:
        """Return the id of the note's first mention in the text."""
        return f"ref-{self.number}"


class Notes:
    """The notes of a page, in the order of their first mention."""

    def __init__(self) -> None:
        """Begin with none."""
        self._notes: dict[object, Note] = {}

    def of_fact(self, fact: RecordView) -> tuple[Note, bool]:
        """Return the note of a fact, the same one for each mention; and whether this is the first."""
        return self._note(("fact", fact.id), fact, fact["sources"])

    def of_citation(self, citations: tuple[Cited, ...]) -> tuple[Note, bool]:
        """Return the note of a citation, the same one for the same sources at the same places; and if it is new."""
        return self._note(tuple((cited.record.id, cited.locator) for cited in citations), None, citations)

    def _note(self, key: object, fact: RecordView | None, citations: tuple[Cited, ...]) -> tuple[Note, bool]:
        first = key not in self._notes
        if first:
            self._notes[key] = Note(len(self._notes) + 1, fact, citations)
        return self._notes[key], first

    def all(self) -> tuple[Note, ...]:
        """Return the notes so far."""
        return tuple(self._notes.values())
