"""Rules about the numbers in figures: each is a fact, a formula over facts, or from a file that says its source."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from explainery import walk
from explainery.check.missing import no_record
from explainery.draw import Fault, Sheet, read_sheet
from explainery.draw.columns import ROLES, Column, columns_of
from explainery.draw.entries import entries_of
from explainery.draw.sheets import FACT, TIES, naming_facts
from explainery.figures import figure_code, given_to
from explainery.model import Block, Fact, FromFact, Month, Quantity, Ref, Shape, Site
from explainery.problems import Place, Problem
from explainery.units import converted, is_year
from explainery.values import read_amount
from explainery.wording import print_day, print_quantity


def numbers_in_figures_are_tied(site: Site) -> Iterator[Problem]:
    """Every number in a figure is from facts or a sourced file, or the block says why not; none contradicts a fact.

    An illustration is drawn from no data, and readers are told so.
    """
    for page in site.pages:
        for block in page.document.blocks:
            if figure_code(block, site) is not None and not block.fields.get("illustration"):
                yield from _of_block(block, site)


def _of_block(block: Block, site: Site) -> Iterator[Problem]:
    shape = site.parsed.components[block.name]
    loose = [*_typed(block, shape, site)]
    sheet = _sheet(block, site) if "files" in shape.needs else None
    if sheet:
        loose += _columns(block, shape, sheet)
        yield from _agreeing(block, sheet, site)
        yield from _nearly_named(block, shape, sheet)
    if "rows" in shape.fields and shape.extends:
        yield from _against_titles(block, site)
    if "untied" not in shape.fields:
        return
    if not block.fields["untied"]:
        yield from loose
    elif not loose:
        says = "`untied` says why numbers are from nowhere, and all numbers of this figure are from somewhere."
        yield Problem("NOTHING IS UNTIED", block.places.get("untied", block.place), says, "Delete `untied`.")


# Numbers that were typed into the block -------------------------------------------------------------------------------


def _typed(block: Block, shape: Shape, site: Site) -> Iterator[Problem]:
    statements: dict[int, list[str]] = {}  # of the facts in the same fields; thousands of numbers may stand in one list
    for pattern in shape.amounts:
        for path, value, beside in _found(block.fields, pattern.split("."), (), {}):
            if isinstance(value, FromFact):
                continue
            if id(beside) not in statements:
                statements[id(beside)] = _statements(beside, site)
            if not any(_says(statement, value, site.settings["language"]) for statement in statements[id(beside)]):
                name = path.rpartition(".")[2] if not path[-1].isdigit() else path.split(".")[-2]
                says = f"`{name}` is {_written(value)}, and nothing says where that number is from."
                hint = f"Name the fact that holds it:\n\n{name}: fact:…{_OR}"
                yield Problem("NUMBER TIED TO NOTHING", block.places.get(path, block.place), says, hint)


_OR = "\n\nWhere none can hold it, say why; readers see that below the figure:\n\nuntied: …"


def _found(
    value: Any, steps: list[str], path: tuple[str, ...], beside: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    """Yield what stands at a pattern of steps, with its path and the fields beside it."""
    if value is None or isinstance(value, bool):
        return
    if not steps:
        yield ".".join(path), value, beside
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _found(inner, steps[1:], (*path, str(number)), beside)
    elif isinstance(value, Mapping):
        yield from _found(value.get(steps[0]), steps[1:], (*path, steps[0]), value)


def _statements(fields: Mapping[str, Any], site: Site) -> list[str]:
    """Return what the facts say that some fields name."""
    refs = (ref for ref in walk.refs(fields) if ref.kind == "fact")
    return [fact.statement for ref in refs if (fact := site.fact(ref.id))]


def _says(statement: str, value: Any, language: str) -> bool:
    if isinstance(value, dt.date | Month):
        day = value.date() if isinstance(value, dt.datetime) else value
        return print_day(day, language) in statement
    words = {_written(value)}
    if isinstance(value, Decimal):
        words.add(print_quantity(Quantity(value), language))
    return any(re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d]|[.,]\d)", statement) for one in words)


def _written(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# Columns of a file ----------------------------------------------------------------------------------------------------


def _sheet(block: Block, site: Site) -> Sheet | None:
    """Return the file of a block; None where it names none, or the file is wrong, which is said where it is drawn."""
    data = given_to(block, site)
    try:
        return read_sheet(data["data"], data["folder"], data["files"]) if data.get("data") else None
    except Fault:
        return None


def _columns(block: Block, shape: Shape, sheet: Sheet) -> Iterator[Problem]:
    """Yield the columns with numbers that do not say their unit and source."""
    told = {said["name"]: (number, said) for number, said in enumerate(block.fields.get("columns") or ())}
    of_values = next(
        (said for said in told.values() if said[1].get("as") == "value" or said[1]["name"] == "value"), None
    )
    told = ({"low": of_values, "high": of_values} if of_values else {}) | told
    try:
        roles = {column.name: column.role for column in columns_of(sheet, block.fields)}
    except Fault:
        roles = {}
    for name in _shown(block, shape, sheet):
        number, said = told.get(name, (0, {}))
        says_when = is_year(said.get("unit")) and roles.get(name, "at") == "at"
        if (
            not says_when
            and _holds(sheet, name)
            and not (said.get("unit") and (said.get("source") or said.get("facts")))
        ):
            lacks = [word for word in ("unit", "source") if not said.get(word)]
            says = f"The column `{name}` of `{sheet.path}` holds numbers, and nothing says their {' and '.join(lacks)}."
            entry = f"- {{{', '.join(f'{word}: {held}' for word, held in _completed(name, said).items())}}}"
            hint = f"Say it in the block:\n\ncolumns:\n  {entry}{_OR}"
            place = (
                block.places.get(f"columns.{number}", block.place) if said else block.places.get("data", block.place)
            )
            yield Problem("COLUMN WITHOUT SOURCE", place, says, hint)
        source, named = said.get("source"), block.fields.get("sources") or ()
        if isinstance(source, Ref) and source.id not in {ref.id for ref in named}:
            says = f"The column `{name}` is from `{source.id}`, which `sources` of this figure does not name."
            yield Problem("SOURCE NOT NAMED", source.place, says, f"Add `{source.id}` to `sources`.")


def _completed(name: str, said: Mapping[str, Any]) -> dict[str, str]:
    """Return what a block says of a column, and marks for what it does not say."""
    given = {word: held.id if isinstance(held, Ref) else str(held) for word, held in said.items() if held}
    lacks = {"unit": "…", "source": "…"} if "facts" not in given else {"unit": "…"}
    return {"name": name, **given, **{word: mark for word, mark in lacks.items() if word not in given}}


def _shown(block: Block, shape: Shape, sheet: Sheet) -> list[str]:
    """Return the columns that readers get: all of a chart, which shows its file; else those that have a part in it."""
    if "spec" in shape.fields or "columns" not in shape.fields:
        return list(sheet.columns)
    try:
        return [column.name for column in columns_of(sheet, block.fields) if column.role not in ("label", "note")]
    except Fault:
        return []


def _holds(sheet: Sheet, name: str) -> bool:
    """Say whether a column holds numbers of its own: no days, which say when, and no names of facts."""
    at = sheet.columns.index(name)
    cells = [row[at] for row in sheet.cells if row[at] and not row[at].startswith(FACT)]
    return bool(cells) and all(isinstance(read_amount(cell), Decimal) for cell in cells)


def _agreeing(block: Block, sheet: Sheet, site: Site) -> Iterator[Problem]:
    """Yield the facts that a file names and that are not there, and the cells that say otherwise than their fact."""
    for name, place in naming_facts(sheet, block.fields).items():
        if site.fact(name) is None:
            yield no_record(site, Ref("fact", name, place))
    try:
        columns = columns_of(sheet, block.fields)
    except Fault:
        return
    for column in (one for one in columns if one.facts and one.role in ("value", "low", "high")):
        at, names = sheet.columns.index(column.name), sheet.columns.index(column.facts)
        for number, row in enumerate(sheet.cells):
            fact, amount = site.fact(row[names].removeprefix(FACT)), read_amount(row[at])
            place = sheet.place(number, column.name)
            if fact and isinstance(amount, Decimal) and not row[at].startswith(FACT):
                yield from _differing(fact, amount, column, place, site)


def _nearly_named(block: Block, shape: Shape, sheet: Sheet) -> Iterator[Problem]:
    """Yield the columns whose names would say what they are if they were in small letters; those of charts say nothing.

    A column that the block speaks of is what it says there.
    """
    told = {word for said in block.fields.get("columns") or () for word in (said["name"], said.get("facts"))}
    wanted = {TIES} if "spec" in shape.fields else {TIES, *ROLES}
    for column in sheet.columns:
        name = column.casefold()
        if name in wanted and column not in (*wanted, *told) and name not in sheet.columns:
            says = f"The column `{column}` of `{sheet.path}` is not read as `{name}`, which has small letters."
            yield Problem("COLUMN NEARLY NAMED", Place(sheet.path, 1), says, f"Did you mean `{name}`?")


def _differing(fact: Fact, amount: Decimal, column: Column, place: Place, site: Site) -> Iterator[Problem]:
    held = site.quantities.get(fact.id)
    ends = _ends(held, column.unit) if held else None
    if ends is None:
        says = f"The fact `{fact.id}` holds nothing that could be {column.unit or 'a number'}: {fact.statement}"
        yield Problem("FACT OF ANOTHER KIND", place, says, "Name another fact in this row, or none.")
    elif not _agrees(amount, ends):
        printed = print_quantity(held, site.settings["language"], fact.statement) if held else ""
        says = f"This cell says {amount:f} {column.unit}, and the fact `{fact.id}` says {printed}: {fact.statement}"
        hint = f"Correct the cell, or name the fact in its place:\n\n{FACT}{fact.id}"
        yield Problem("CELL AGAINST ITS FACT", place, " ".join(says.split()), hint, (fact.place,))


def _ends(held: Quantity, unit: str) -> tuple[Fraction, Fraction] | None:
    """Return what a fact holds, from one end to the other, in a unit; None where it cannot be converted."""
    numbers = []
    for end in held.ends:
        value = end.value
        number = converted(value, held.unit, unit) if isinstance(value, Decimal | dt.timedelta) else None
        if number is None:
            return None
        numbers.append(number)
    return min(numbers), max(numbers)


def _agrees(amount: Decimal, ends: tuple[Fraction, Fraction]) -> bool:
    """Say whether a number is what a fact says, to as many decimals as it has; or lies in the fact's range."""
    exponent = amount.as_tuple().exponent
    half = Fraction(1, 2) * Fraction(10) ** min(0, exponent if isinstance(exponent, int) else 0)
    slack = half if ends[0].denominator != 1 or ends[1].denominator != 1 else Fraction(0)
    return ends[0] - slack <= Fraction(amount) <= ends[1] + slack


def _against_titles(block: Block, site: Site) -> Iterator[Problem]:
    """Yield the rows whose label is the title of a fact, and whose number is another one."""
    titled = [(fact.title.casefold(), fact) for fact in site.facts.values() if fact.title]
    data = given_to(block, site)
    try:
        entries = tuple(entries_of(data)) if titled else ()
    except Fault:
        return
    for entry in entries:
        found = [cell for name in ("value", "low", "high") if (cell := entry.cells.get(name))]
        cells = found[:1] if "value" in entry.cells else found
        amounts = [cell.held for cell in cells if isinstance(cell.held, Decimal)]
        for title, fact in titled if cells and len(amounts) == len(cells) else ():
            held, cell = site.quantities.get(fact.id), cells[0]
            ends = _ends(held, cell.unit) if held and _names(entry.label, title) else None
            if held and ends and not _agrees_with(amounts, ends):
                place = cell.place or block.places.get(cell.where, block.place)
                printed = print_quantity(held, site.settings["language"], fact.statement)
                here = " to ".join(f"{amount:f}" for amount in amounts)
                says = f"“{entry.label}” is {here} here, and {printed} in the fact `{fact.id}`: {fact.statement}"
                hint = f"Name the fact in place of the number, `{FACT}{fact.id}`; or give the row another name."
                yield Problem("NUMBER AGAINST A FACT", place, says, hint, (fact.place,))


def _agrees_with(amounts: list[Decimal], ends: tuple[Fraction, Fraction]) -> bool:
    """Say whether a number is what a fact says, or a range, from its lowest to its highest number, holds that."""
    if len(amounts) == 1:
        return _agrees(amounts[0], ends)
    return Fraction(amounts[0]) <= ends[0] and ends[1] <= Fraction(amounts[-1])


def _names(label: str, title: str) -> bool:
    """Say whether a label holds a title, in small letters, as whole words."""
    label = label.casefold()
    # A pattern for each of hundreds of titles takes far longer than to see that hardly any stands in the label.
    return title in label and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", label) is not None
