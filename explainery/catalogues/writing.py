"""A catalogue for a translator: every string, with what there is of it already."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog
from babel.messages.pofile import generate_po, read_po

from explainery.catalogues.finding import TEMPLATE, catalogue_for
from explainery.catalogues.reading import catalog_in, strings_of, untranslated

_HEAD = (
    "# What Explainery says to readers, in the language `{}`: English behind `msgid`, its translation behind `msgstr`."
)
_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class ToFill:
    """A catalogue (`.po`): how many strings it has, and how many of them are to be translated."""

    text: str
    strings: int
    left: int


def catalogue_to_fill(language: str, templates: Mapping[str, str]) -> ToFill:
    """Return a catalogue with all strings: those of a language that there are already, and the rest empty.

    Raises Problems where the one that there is cannot be read.
    """
    path = catalogue_for(language, templates)
    return filled(
        catalog_in(language, path or TEMPLATE, templates[path] if path else ""), language, templates[TEMPLATE]
    )


def filled(catalog: Catalog, language: str, template: str) -> ToFill:
    """Return a catalogue with the strings that the list has now: what is new is empty, and what is gone goes."""
    catalog.update(read_po(io.StringIO(template)), no_fuzzy_matching=True)
    header = f'{_HEADER}"Language: {language}\\n"\n"Plural-Forms: {catalog.plural_forms}\\n"\n'
    strings = strings_of(template)
    text = f"{_HEAD.format(language)}\n{header}\n{_printed(catalog)}"
    return ToFill(text, len(strings), len(untranslated(catalog, strings)))


def template_of(catalog: Catalog) -> str:
    """Return the list of all strings (`.pot`)."""
    return f"# All that Explainery itself says to readers. Made by tools/words.py.\n{_HEADER}\n{_printed(catalog)}"


def _printed(catalog: Catalog) -> str:
    """Return strings by the files that they stand in, without the lines, which move all the time."""
    lines = generate_po(
        catalog, ignore_obsolete=True, include_lineno=False, omit_header=True, sort_by="location", width=_WIDTH
    )
    return "".join(lines).rstrip("\n") + "\n"
