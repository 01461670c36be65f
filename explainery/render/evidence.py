"""What stands behind a page, counted from the notes that it printed: facts, how sure they are, sources and origins."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainery.ages import due_on
from explainery.model import Counts
from explainery.origins import chain_of
from explainery.render.head import shortened
from explainery.render.notes import Note
from explainery.render.page import PageContext
from explainery.render.views import RecordView

_NAME = 60  # characters of the name of a fact that has no title
_STATUSES = ("documented", "announced", "computed", "disputed")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A fact on which sources differ: its note, and its title or the beginning of its statement."""

    note: Note
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many facts, those `confirmed` by two origins and those that rest on a `single` one; how many of each status.

    `statuses` has only those that occur; `sources` and `origins` count those of all notes, `archived` the sources
    of which a copy is kept.
    """

    facts: int
    confirmed: int
    single: int
    statuses: Mapping[str, int]
    disputed: tuple[Disputed, ...]
    sources: int
    archived: int
    origins: int
    due: dt.date | None
    """The day from which the page is to be checked again; None where nobody said."""
    numbers: Counts | None
    """How many checkable numbers the page has, by what they rest on; None where not all were looked at."""


def evidence_of(context: PageContext) -> Evidence | None:
    """Return what stands behind the text so far, so ask after it was printed; None where it mentions no fact."""
    notes = context.notes.all()
    facts = [note.fact for note in notes if note.fact]
    if not facts:
        return None
    confirmed = sum(fact["confidence"] == "confirmed" for fact in facts)
    cited = (cited.record for note in notes for cited in note.citations)
    sources = {source.id: bool(source["archived"]) for source in cited}
    context.views.note("counts", context.page.path)
    page = context.views.site.by_path.get(context.page.path)
    return Evidence(
        facts=len(facts),
        confirmed=confirmed,
        single=len(facts) - confirmed,
        statuses=_in_order(Counter(str(fact["status"]) for fact in facts)),
        disputed=tuple(_disputed(note, note.fact) for note in notes if note.fact and note.fact["status"] == "disputed"),
        sources=len(sources),
        archived=sum(sources.values()),
        origins=len({_origin(name, context) for name in sources}),
        due=due_on(page.document) if page else None,
        numbers=context.views.site.counts.get(context.page.path),
    )


def _in_order(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the statuses that occur, the surest first; those that a writer added come last."""
    others: Iterable[str] = sorted(counts.keys() - set(_STATUSES))
    return {name: counts[name] for name in (*_STATUSES, *others) if name in counts}


def _disputed(note: Note, fact: RecordView) -> Disputed:
    return Disputed(note, shortened(str(fact["title"] or fact["statement"]), _NAME))


def _origin(source: str, context: PageContext) -> str:
    """Return where the story of a source begins; all that it leads over is read, and noted as such."""
    chain = chain_of(source, context.views.site.sources)
    for name in chain:
        context.views.note("record", "source", name)
    return chain[-1]
