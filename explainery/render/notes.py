"""The notes of one page: numbered as the text mentions facts and sources, and gathered in panels below the text.

This is the one piece of state in rendering; it lives as long as one page.
"""

import html as entities
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from explainery.render.views import Cited, RecordView
from explainery.wording import split_sentences

_TO_KNOW_FIRST = ("disputed", "announced")
_BLOCK = re.compile(r"</?(?:p|li|d[dt]|t[dhr]|h[1-6]|div|details|blockquote|figcaption)\b[^>]*>|<br>")
_FOOTNOTE = re.compile(r'<a class="footnote"[^>]*>[^<]*</a>')
_TAG = re.compile(r"<[^>]*>")
_RAISED = re.compile(
    r"(?:<mrow><mo>(?P<sign>[−-])</mo>)?<mn>(?P<power>\d+)</mn>(?:</mrow>)?</msup>|<sup>(?P<plain>[−-]?\d+)</sup>"
)
_AS_RAISED = str.maketrans("0123456789−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_FEW = 12  # words that tell which sentence is meant


@dataclass(frozen=True, slots=True)
class Note:
    """One note: a fact with its sources, the sources of one citation, or a footnote, which is a `remark`."""

    number: int
    fact: RecordView | None
    citations: tuple[Cited, ...]
    remark: Markup | None = None

    @property
    def id(self) -> str:
        """Return the id of the note on its page."""
        return f"note-{self.number}"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a text, and the note that holds them; of a citation what was said before it, or nothing.

    `first`: no panel before has the note. `jumps`: its number is not the next one after the claim before in its panel.
    """

    note: Note
    words: Markup
    first: bool
    jumps: bool


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
    def remarks(self) -> int:
        """Return how many of the claims have a footnote."""
        return sum(claim.note.remark is not None for claim in self.claims)

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

    def of_citation(self, citations: tuple[Cited, ...], words: Markup) -> Note:
        """Return the note of a citation, the same one for the same sources at the same places.

        `words` say what it is for.
        """
        key = tuple((cited.record.id, cited.locator) for cited in citations)
        return self._note(key, None, citations, words)

    def of_footnote(self, key: object, words: Markup, remark: Callable[[], Markup]) -> Note:
        """Return the note of a footnote, the same one for each mark of it.

        Facts in its words have their notes after it. `words` say what it is for; `remark` gives its own words, at its
        first mark.
        """
        is_new = key not in self._notes
        note = self._note(key, None, (), words)
        if is_new:
            note = self._notes[key] = replace(note, remark=remark())
            self._waiting[note.number] = replace(self._waiting[note.number], note=note)
        return note

    def _note(self, key: object, fact: RecordView | None, citations: Iterable[Cited], words: Markup) -> Note:
        note = self._notes.setdefault(key, Note(len(self._notes) + 1, fact, tuple(citations)))
        jumps = note.number != next(reversed(self._waiting), 0) + 1
        self._waiting.setdefault(
            note.number, Claim(note, words.replace("\n", " "), note.number not in self._shown, jumps)
        )
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


def said_before(pieces: Sequence[str], language: str) -> str:
    """Return what the sentence at the end of some HTML says, of a long one the last words; no tag is in two pieces."""
    html = ""
    for piece in reversed(pieces):
        *before, after = _BLOCK.split(piece)
        html = after + html
        if before:
            break
    html = _RAISED.sub(_raised, _FOOTNOTE.sub("", html))
    text = entities.unescape(_TAG.sub("", html))
    words = split_sentences(" ".join(text.split()), language)[-1].split()
    return " ".join(words if len(words) <= _FEW else ["…", *words[-_FEW:]])


def _raised(found: re.Match[str]) -> str:
    """Return a power as plain text writes it, so that `10³` does not become `103`."""
    return (found["plain"] or (found["sign"] or "") + found["power"]).translate(_AS_RAISED)
