"""What the columns of a file are that a figure draws: by their names, by what they hold, or as the block says."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from explainery.draw.shapes import Fault
from explainery.draw.sheets import FACT, TIES, Sheet
from explainery.model import Amount, Edtf, Month
from explainery.problems import near
from explainery.units import is_year
from explainery.values import read_amount

ROLES = ("label", "value", "low", "high", "at", "series", "note", "status")
"""What a column may be: its `as`, where its name is not one of these already."""
AMOUNTS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, what it is (`role`), and what the block says of it; `facts` is the one that names facts."""

    name: str
    role: str
    unit: str = ""
    label: str = ""
    facts: str = ""


def columns_of(sheet: Sheet, data: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return what the columns of a file are that a block draws. Raises Fault for one that is not there."""
    found = dict(_told(sheet, data))
    found |= {name: Column(name, name) for name in sheet.columns if name in ROLES and name not in found}
    roles = {column.role for column in found.values()}
    left = [name for name in sheet.columns if name not in (TIES, *(one.facts for one in found.values()), *found)]
    if not {"value", "low"} & roles:
        facts = TIES if TIES in sheet.columns else ""
        found |= {name: Column(name, "value", facts=facts) for name in left if _holds_numbers(sheet, name)}
    if "label" not in roles:
        texts = (name for name in left if not _holds_numbers(sheet, name) and not _holds_days(sheet, name))
        found |= {name: Column(name, "label") for name in itertools.islice(texts, 1)}
    of_values = next((column for column in found.values() if column.role == "value"), None)
    for name, column in found.items():
        if of_values and column.role in ("low", "high") and not column.unit:
            found[name] = replace(column, unit=of_values.unit)
    return tuple(found[name] for name in sheet.columns if name in found)


def _told(sheet: Sheet, data: Mapping[str, Any]) -> Iterator[tuple[str, Column]]:
    """Yield the columns of which the block says what they are. Raises Fault."""
    for number, said in enumerate(data.get("columns") or ()):
        name, where = said["name"], f"columns.{number}"
        for one, of in ((name, f"{where}.name"), (said.get("facts"), f"{where}.facts")):
            if one and one not in sheet.columns:
                guess = near(one, sheet.columns)
                hint = f"Did you mean `{guess}`?" if guess else f"The first row of `{sheet.path}` names them."
                message = f"`{sheet.path}` has no column `{one}`."
                raise Fault(message, of, hint=hint)
        role = said.get("as") or (name if name in ROLES else _role_by(said.get("unit"), sheet, name))
        facts = said.get("facts") or (TIES if TIES in sheet.columns and role in AMOUNTS else "")
        yield name, Column(name, role, said.get("unit") or "", said.get("label") or "", facts)


def _role_by(unit: str | None, sheet: Sheet, name: str) -> str:
    """Return what a column is of which the block does not say it: years and days are an axis, other numbers values."""
    if is_year(unit) or _holds_days(sheet, name):
        return "at"
    return "value" if unit or _holds_numbers(sheet, name) else "label"


def _cells_in(sheet: Sheet, name: str) -> list[Amount | None]:
    at = sheet.columns.index(name)
    return [read_amount(row[at]) for row in sheet.cells if row[at] and not row[at].startswith(FACT)]


def _holds_numbers(sheet: Sheet, name: str) -> bool:
    return bool(cells := _cells_in(sheet, name)) and all(isinstance(cell, Decimal) for cell in cells)


def _holds_days(sheet: Sheet, name: str) -> bool:
    return bool(cells := _cells_in(sheet, name)) and all(isinstance(cell, dt.date | Month | Edtf) for cell in cells)
