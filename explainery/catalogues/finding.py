"""Where catalogues are found, among the templates of an explainer."""

from collections.abc import Iterator, Mapping
from pathlib import Path

TEMPLATE = "locale/explainery.pot"
"""The list of all strings, among the templates."""

_ENGLISH = "en"  # which the strings are in, so that it needs no catalogue


def shipped_catalogues(shipped: Path) -> Iterator[tuple[str, Path]]:
    """Yield the shipped catalogues, each with the path at which an explainer has its own among its templates."""
    locale = shipped / "locale"
    if (shipped / TEMPLATE).is_file():
        yield TEMPLATE, shipped / TEMPLATE
    for file in sorted(locale.glob("*/LC_MESSAGES/explainery.po")):
        yield f"locale/{file.relative_to(locale).parts[0]}.po", file


def catalogue_for(language: str, templates: Mapping[str, str]) -> str | None:
    """Return the path among the templates of the catalogue for a language: `de-AT` takes that of `de`.

    Empty for English without one of its own, None for a language that has none.
    """
    general = language.partition("-")[0]
    paths = (f"locale/{name}.po" for name in (language, general))
    return next((path for path in paths if path in templates), "" if general == _ENGLISH else None)
