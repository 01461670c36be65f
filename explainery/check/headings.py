"""Rules about the words above numbers in figures: they name no other unit than that in which the numbers are."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from explainery.draw import Fault
from explainery.draw.chart import groups_in
from explainery.draw.rows import rows_of
from explainery.figures import figure_code, given_to
from explainery.model import Block, Body, Shape, Site
from explainery.numbers.charts import SPECS
from explainery.numbers.passages import cut
from explainery.problems import Place, Problem
from explainery.units import known_unit

_NAMES = tuple(map(re.compile, (r"^(.+)$", r"[(\[]([^()\[\]]+)[)\]]", r"(?:^| )(?:in|en|в) (.+)$", r"[,:] (.+)$")))
_MONEY = re.compile("[A-Z]{3}")
_TEMPERATURES = ("temperature", "fahrenheit", "kelvin")
_MOST = 1000  # rows


def headings_name_the_unit(site: Site) -> Iterator[Problem]:
    """What stands above numbers, or at their axis, names no other unit of their kind; shares alone are per cent."""
    for page in site.pages:
        for block in page.document.blocks:
            if figure_code(block, site) is not None:
                yield from _of_block(block, site.parsed.components[block.name], site)


def _of_block(block: Block, shape: Shape, site: Site) -> Iterator[Problem]:
    language = str(site.settings["language"])
    for words, unit, place in (*_columns(block), *_values(block, shape, site), *_titles(block, shape)):
        if other := _other_unit(words, unit, language):
            says = f"“{words}” names `{other}`, and the numbers are in `{unit}`."
            hint = "Correct the words, or the unit if that is wrong."
            yield Problem("HEADING OF ANOTHER UNIT", place, says, hint)
    for path, unit, place in _in_hundredths(block, shape):
        says = f"`{path}` writes numbers in hundredths, `%`, and the column is in `{unit}`."
        yield Problem("FORMAT OF ANOTHER UNIT", place, says, "Write a format without `%`, such as `.0f`.")


def _columns(block: Block) -> Iterator[tuple[str, str, Place]]:
    """Yield the names and labels of the columns that say their unit."""
    columns = block.fields.get("columns")
    for number, said in enumerate(columns if isinstance(columns, tuple) else ()):
        for name in ("name", "label"):
            if isinstance(said, Mapping) and (words := _plain(said.get(name))) and said.get("unit"):
                place = block.places.get(f"columns.{number}.{name}", block.places.get(f"columns.{number}", block.place))
                yield words, str(said["unit"]), place


def _plain(words: Any) -> str:
    return " ".join(one.text for one in cut(words, "").passages) if isinstance(words, Body) else str(words or "")


def _values(block: Block, shape: Shape, site: Site) -> Iterator[tuple[str, str, Place]]:
    """Yield what is written above the values of a figure of rows, which are all in one unit."""
    words = (block.fields.get("words") or {}) if "rows" in shape.fields and shape.extends else {}
    if not isinstance(words, Mapping) or not words.get("value"):
        return
    try:
        rows = rows_of(given_to(block, site), _MOST)
    except Fault:  # which is said where it is drawn
        return
    yield str(words["value"]), rows.unit, block.places.get("words.value", block.place)


def _titles(block: Block, shape: Shape) -> Iterator[tuple[str, str, Place]]:
    """Yield the titles that a chart gives to its columns, at an axis or above a legend."""
    for _path, group, unit, place in _of_columns(block, shape):
        parts = (
            group,
            *(part for name in ("axis", "legend", "header") if isinstance(part := group.get(name), Mapping)),
        )
        yield from ((title, unit, place) for part in parts if isinstance(title := part.get("title"), str))


def _in_hundredths(block: Block, shape: Shape) -> Iterator[tuple[str, str, Place]]:
    """Yield where a chart writes numbers as shares that are in a unit of their own."""
    for path, group, unit, place in _of_columns(block, shape):
        for name, part in (("", group), *((f".{name}", group.get(name)) for name in ("axis", "legend"))):
            writes = isinstance(part, Mapping) and str(part.get("format", "")).endswith("%")
            if writes and (known := known_unit(unit)) and known.symbol != "ratio":
                yield f"{path}{name}.format", unit, place


def _of_columns(block: Block, shape: Shape) -> Iterator[tuple[str, Mapping[str, Any], str, Place]]:
    """Yield what a chart says of columns that say their unit."""
    if "spec" in shape.fields:
        units = {said["name"]: str(said["unit"]) for said in block.fields.get("columns") or () if said.get("unit")}
        for spec in SPECS:
            for path, group in groups_in(block.fields.get(spec), spec):
                if isinstance(field := group.get("field"), str) and field in units:
                    yield path, group, units[field], block.places.get(spec, block.place)


def _other_unit(words: str, unit: str, language: str) -> str:
    """Return what words say the numbers below them are in, where that is another unit of the same kind.

    Words say a unit where they are nothing else, or have it in brackets, behind a comma, or behind “in”.
    """
    own = known_unit(unit, language)
    found = [name.strip() for pattern in _NAMES for name in pattern.findall(words.replace("_", " "))]
    known = [(name, other) for name in found if (other := known_unit(name, language))]
    if own is None or any(other.symbol == own.symbol for _name, other in known):
        return ""
    return next((name for name, other in known if _kind(other.dimension) == _kind(own.dimension) != ()), "")


def _kind(dimension: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Return the kind of a unit, one for all money and one for all temperatures."""
    kinds = (("currency" if _MONEY.fullmatch(kind) else kind, power) for kind, power in dimension)
    return tuple(("temperature" if kind in _TEMPERATURES else kind, power) for kind, power in kinds)
