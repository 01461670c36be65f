"""The words of an explainer, with those that it says otherwise. What reads catalogues is loaded for these alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from explainery.catalogues.finding import TEMPLATE, catalogue_for
from explainery.model import Words
from explainery.problems import Place


@dataclass(frozen=True, slots=True)
class Override:
    """A string that an explainer says otherwise: its English, and each form of what is said in its place."""

    string: str
    forms: tuple[str, ...]
    place: Place


def words_of(language: str, templates: Mapping[str, str], overrides: tuple[Override, ...] = ()) -> Words:
    """Return the words of a language, with those that the settings say otherwise. A language has to have a catalogue.

    Raises Problems with all that is wrong in either.
    """
    path = catalogue_for(language, templates) or ""
    if not path and not overrides:
        return Words(language)  # in English all is said as it stands
    from explainery.catalogues.reading import read_words  # noqa: PLC0415 - with Babel it takes a while

    return read_words(language, path, templates.get(path, ""), templates[TEMPLATE], overrides)
