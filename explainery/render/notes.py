"""The notes of one page: numbered as the text mentions facts and sources, and gathered in panels below the text.

This is the one piece of state in rendering; it lives as long as one page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from explainery.render.views import Cited, RecordView

_TO_KNOW_FIRST = ("disputed", "announced")


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


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a text, and the note that holds them; a citation has none. `first`: no panel before has the note."""

    note: Note
    words: Markup
    first: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The evidence of one paragraph, list, table or caption: its claims, one for each note, in reading order."""

    claims: tuple[Claim, ...]

    @property
    def sources(self) -> tuple[RecordView, ...]:
        """Return the sources of all claims, each once."""
        cited = (item.record for claim in self.claims for item in claim.note.citations)
        return tuple({source.id: source for source in cited}.values())

    @property
    def statuses(self) -> tuple[str, ...]:
        """Return what readers must know before they believe a claim: `disputed`, `announced`, both or neither."""
        found = {str(claim.note.fact["status"]) for claim in self.claims if claim.note.fact}
        return tuple(status for status in _TO_KNOW_FIRST if status in found)


class Notes:
    """The notes of a page, in the order of their first mention."""

    def __init__(self) -> None:
        """Begin with none."""
        self._notes: dict[object, Note] = {}
        self._waiting: dict[int, Claim] = {}
        self._shown: set[int] = set()

    def of_fact(self, fact: RecordView, words: Markup) -> Note:
        """Return the note of a fact, the same one for each mention, and keep the words for the next panel."""
        return self._note(("fact", fact.id), fact, fact["sources"], words)

    def of_citation(self, citations: tuple[Cited, ...]) -> Note:
        """Return the note of a citation, the same one for the same sources at the same places."""
        key = tuple((cited.record.id, cited.locator) for cited in citations)
        return self._note(key, None, citations, Markup(""))

    def _note(self, key: object, fact: RecordView | None, citations: Iterable[Cited], words: Markup) -> Note:
        note = self._notes.setdefault(key, Note(len(self._notes) + 1, fact, tuple(citations)))
        self._waiting.setdefault(note.number, Claim(note, words, note.number not in self._shown))
        return note

    def panel(self) -> Panel | None:
        """Return what was mentioned since the last panel; None where nothing was."""
        if not self._waiting:
            return None
        found = Panel(tuple(self._waiting.values()))
        self._shown.update(self._waiting)
        self._waiting.clear()
        return found

    def all(self) -> tuple[Note, ...]:
        """Return the notes so far."""
        return tuple(self._notes.values())
