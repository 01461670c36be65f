"""Rules about origins: copies of one story count once, however many there are."""

from collections.abc import Iterator

from explainery.check.missing import is_a_draft
from explainery.model import Site
from explainery.origins import chain_of, origins_of
from explainery.problems import Problem

_TWO = 2


def origins_have_a_beginning(site: Site) -> Iterator[Problem]:
    """No source has itself as its origin, nor one whose story comes from it."""
    for source in site.sources.values():
        chain = chain_of(source.id, site.sources)
        if chain[-1] != source.id or len(chain) == 1:
            continue
        place = source.places["origin"]
        if len(chain) == _TWO:
            says = f"The source `{source.id}` cites itself as its origin."
            hint = (
                "Write a name for the story that is not the id of a source, such as who told it first: `origin: wire`."
            )
        else:
            says = f"The origin of `{source.id}` goes in a circle: {' → '.join(chain)}."
            hint = "Find out which of them told it first, and give that one the name of the story: `origin: wire`."
        yield Problem("ORIGIN OF ITSELF", place, says, hint)


def origins_are_no_drafts(site: Site) -> Iterator[Problem]:
    """No source tells the story of a draft: which story that is, and so what counts twice, is not said yet."""
    drafts = {record.id: record for record in site.left_out if record.kind == "source"}
    for source in site.sources.values():
        if source.origin in drafts:
            draft = drafts[source.origin]
            yield is_a_draft(draft, draft.id, source.places["origin"])


def confirmed_facts_have_two_origins(site: Site) -> Iterator[Problem]:
    """A fact that is called confirmed has two sources that do not tell one story."""
    for fact in site.facts.values():
        if fact.confidence != "confirmed":
            continue
        origins = origins_of(fact, site)
        if len(origins) < _TWO:
            told = f": all its sources tell the story `{next(iter(origins))}`" if origins else ""
            says = f"The fact `{fact.id}` is called confirmed, and has one origin{told}."
            hint = "Add a source of another origin; or write, as it is:\n\nconfidence: one source"
            yield Problem("CONFIRMED BY ONE ORIGIN", fact.places["confidence"], says, hint)
