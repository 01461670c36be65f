"""The rows of a figure as they were written, in its block or in a file, before they are brought into one unit."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from explainery.draw.columns import AMOUNTS, Column, columns_of
from explainery.draw.data import Data, Fact, Formula
from explainery.draw.shapes import Fault
from explainery.draw.sheets import FACT, Sheet, read_sheet
from explainery.model import Amount, Edtf, Month
from explainery.problems import Place, listed, near
from explainery.values import read_amount

STATUSES = ("documented", "announced", "disputed", "computed")
LONGEST = 300
"""The most letters of a label or note."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row for one of its numbers: a fact, a formula, or an amount that was written.

    `unit` is that of a written number, `round` how the result of a formula is rounded, `where` the parameter.
    """

    held: Fact | Formula | Amount
    unit: str
    place: Place | None
    where: str
    round: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row before its numbers are brought into one unit; `tied` is the fact that its file names for its value."""

    label: str
    cells: Mapping[str, Cell]
    series: str = ""
    note: str = ""
    status: str = ""
    place: Place | None = None
    where: str = ""
    tied: Fact | None = None


def entries_of(data: Data) -> Iterator[Entry]:
    """Yield the rows of a block as they were written. Raises Fault."""
    typed, name = data.get("rows"), data.get("data")
    if typed and name:
        message = "This block has both `rows` and `data`, and only one of them can be drawn."
        raise Fault(message, "data", hint="Delete one of them.")
    if name:
        yield from _from_sheet(read_sheet(name, data["folder"], data["files"]), data)
    elif typed:
        yield from (_typed(row, number, data) for number, row in enumerate(typed))
    else:
        message = "This block has no `rows`, so there is nothing to draw."
        raise Fault(message, hint="Write them:\n\nrows:\n  - {label: …, value: fact:…}")


def _typed(row: Mapping[str, Any], number: int, data: Data) -> Entry:
    where = f"rows.{number}"
    cells = {}
    for name in (*AMOUNTS, "at"):
        held = row.get(name)
        if held is not None:
            unit = "" if name == "at" else data.get("unit") or ""
            cells[name] = Cell(held, unit, getattr(held, "place", None), f"{where}.{name}")
    if (formula := row.get("formula")) is not None:
        if "value" in cells:
            message = f"“{row['label']}” has both a `value` and a `formula`."
            raise Fault(message, f"{where}.formula", hint="Delete one of them.")
        cells["value"] = Cell(formula, "", formula.place, f"{where}.formula", row.get("round"))
    return _entry(row, cells, None, where, None)


def _entry(
    texts: Mapping[str, Any], cells: Mapping[str, Cell], place: Place | None, where: str, tied: Fact | None
) -> Entry:
    for name in ("label", "series", "note"):
        if len(text := texts.get(name) or "") > LONGEST:
            message = f"This `{name}` has {len(text)} letters; at most {LONGEST} can be drawn."
            hint = "Say it in a few words here, and the rest in the text."
            raise Fault(message, f"{where}.{name}" if where.startswith("rows.") else where, place, hint)
    if (status := texts.get("status") or "") and status not in STATUSES:
        message = f"`{status}` is no status; there are {listed(STATUSES)}."
        raise Fault(message, where, place, "Write one of these, or leave the cell empty.")
    known = cells.get("value") or cells.get("low")
    if not status and known:
        status = known.held.status if isinstance(known.held, Fact) else ""
        status = "computed" if isinstance(known.held, Formula) else status
    label, series, note = (texts.get(name) or "" for name in ("label", "series", "note"))
    return Entry(label, cells, series, note, status or "documented", place, where, tied)


def _from_sheet(sheet: Sheet, data: Data) -> Iterator[Entry]:
    columns = columns_of(sheet, data)
    by_role = {column.role: column for column in columns}
    values = [column for column in columns if column.role == "value"]
    for number in range(len(sheet.cells)):
        texts = {role: _text(sheet, number, by_role.get(role)) for role in ("label", "series", "note", "status")}
        place = sheet.places[number][0]
        others = {
            role: cell
            for role in ("low", "high", "at")
            if (column := by_role.get(role)) and (cell := _cell(sheet, number, column, data))
        }
        for value in (*values,) or (None,):
            cell = _cell(sheet, number, value, data) if value else None
            beside = (
                others if value in values[:1] or not value else {role: others[role] for role in others if role == "at"}
            )
            cells = {**({"value": cell} if cell else {}), **beside}  # `low` and `high` are those of the first value
            if value and len(values) > 1:
                texts = {**texts, "series": value.label or value.name}
            tied = _tied(sheet, number, value or by_role.get("low"), data)
            yield _entry(texts, cells, place, "data", tied)


def _text(sheet: Sheet, row: int, column: Column | None) -> str:
    return sheet.cells[row][sheet.columns.index(column.name)] if column else ""


def _cell(sheet: Sheet, row: int, column: Column, data: Data) -> Cell | None:
    """Return what a cell holds; None for a gap. Raises Fault."""
    text, place = _text(sheet, row, column), sheet.place(row, column.name)
    if not text:
        return None
    if text.startswith(FACT):
        return Cell(_named(text.removeprefix(FACT), place, data), column.unit, place, "data")
    amount = read_amount(text)
    wanted = dt.date | Month | Edtf | Decimal if column.role == "at" else Decimal
    if not isinstance(amount, wanted):
        message = f"`{text}` stands in the column `{column.name}`, where a number is expected."
        hint = "Write digits, with a point before decimals and nothing between thousands; leave a gap empty."
        if column.role == "at":
            message = f"`{text}` stands in the column `{column.name}`, where a day, a year or a number is expected."
            hint += " A day is written as in `2021-10-05`, a month as in `2021-10`."
        raise Fault(message, "data", place, hint)
    return Cell(amount, column.unit, place, "data")


def _tied(sheet: Sheet, row: int, column: Column | None, data: Data) -> Fact | None:
    """Return the fact that a row names for one of its numbers."""
    if column is None or not column.facts:
        return None
    at = sheet.columns.index(column.facts)
    text = sheet.cells[row][at].removeprefix(FACT)
    return _named(text, sheet.places[row][at], data) if text else None


def _named(name: str, place: Place, data: Data) -> Fact:
    facts: Mapping[str, Fact] = data.get("facts") or {}
    if name in facts:
        return replace(facts[name], place=place)
    guess = near(name, facts)
    message = f"There is no fact `{name}`."
    raise Fault(message, "data", place, f"Did you mean `{guess}`?" if guess else "Write it into `content/facts/`.")
