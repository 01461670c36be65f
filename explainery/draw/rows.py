"""What general figures draw: rows with a value each, typed into the block or read from a file beside the page.

`rows_of` gives them whichever way they came. A value is a fact, a formula over facts, or a cell of a column whose
unit and source the block names; what else may stand there is up to `ties.py`.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from explainery.draw.data import LATEST, Data, Fact, Formula
from explainery.draw.shapes import Fault, Table
from explainery.draw.sheets import FACT, TIES, Sheet, read_sheet
from explainery.draw.times import stretch
from explainery.formula import FormulaError, work_out
from explainery.model import Amount, Edtf, Month, Quantity
from explainery.problems import Place, listed, near
from explainery.units import converted, is_year
from explainery.values import read_amount
from explainery.wording import print_quantity, print_unit

ROLES = ("label", "value", "low", "high", "at", "series", "note", "status")
"""What a column may be: its `as`, where its name is not one of these already."""

STATUSES = ("documented", "announced", "disputed", "computed")
LONGEST = 300
"""The most letters of a label or note."""

_AMOUNTS = ("value", "low", "high")
_FORMULA = "Write ids of facts, numbers, and signs with spaces around them: `closed - opened`."
_DIGITS = 6  # significant ones of a number that was converted


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is drawn: numbers in the unit of the figure, None where there is a gap.

    With `low` and `high` alone it is a range; beside a `value` they say how far it is uncertain. `at` is where it lies
    on an axis: a number, a year, or days as in `times.py`. `said` is its value in the page's language, without the
    unit, `said_at` the same of `at`, `said_status` its status; `of` is where it was written, `exact` its value as such.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    at: float | None = None
    series: str = ""
    note: str = ""
    status: str = "documented"
    said: str = ""
    said_at: str = ""
    said_status: str = ""
    exact: Fraction | None = None
    of: Place | None = None

    @property
    def reach(self) -> tuple[float, float] | None:
        """Return the smallest and the largest number that it says; None for a gap."""
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        return (min(known), max(known)) if known else None


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a figure, in the order of writing, and what they have in common.

    `unit` is that of the numbers, as it stands after several; `axis` says what `at` is: `number`, `year`, `days`, or
    nothing; `at_unit` is the unit of a number. `series` are the names of the series, each once. `parameter` is the one
    that gave them, `rows` or `data`.
    """

    rows: tuple[Row, ...]
    unit: str
    series: tuple[str, ...]
    axis: str
    at_unit: str
    language: str
    parameter: str = "rows"

    def of(self, series: str) -> tuple[Row, ...]:
        """Return the rows of one series."""
        return tuple(row for row in self.rows if row.series == series)

    @property
    def reach(self) -> tuple[float, float]:
        """Return the smallest and the largest number of all rows; 0 and 0 where all are gaps."""
        known = [end for row in self.rows for end in row.reach or ()]
        return (min(known), max(known)) if known else (0.0, 0.0)

    def say(self, number: float | Decimal) -> str:
        """Return a number as the page's language writes it, `1,410` or `1.410`; a year without a sign between."""
        return say_number(number, self.language, year=is_year(self.unit))

    def unit_of(self, row: Row) -> str:
        """Return the unit as it stands after the number of a row."""
        return print_unit(self.unit, self.language, None if row.exact is None else _significant(row.exact))

    def table(self) -> Table:
        """Return the rows as a table, with the columns that any of them fills."""
        columns = {
            "label": [row.label for row in self.rows],
            "series": [row.series for row in self.rows],
            "at": [row.said_at for row in self.rows],
            "value": [_plain(row.value) for row in self.rows],
            "low": [_plain(row.low) for row in self.rows],
            "high": [_plain(row.high) for row in self.rows],
            "unit": [self.unit_of(row) for row in self.rows],
            "status": [row.said_status for row in self.rows],
            "note": [row.note for row in self.rows],
        }
        filled = {name: cells for name, cells in columns.items() if any(cells)}
        return Table(tuple(filled), tuple(zip(*filled.values(), strict=True)))


def say_number(number: float | Decimal, language: str, *, year: bool = False) -> str:
    """Return a number as a language writes it, to six significant digits."""
    exact = number if isinstance(number, Decimal) else _significant(Fraction(number))
    return f"{exact.normalize():f}" if year else print_quantity(Quantity(exact), language)


def say_quantity(number: float | Decimal, unit: str, language: str) -> str:
    """Return a number with its unit as a language writes them, to six significant digits: `1,000 km`, `1.000 km`."""
    exact = number if isinstance(number, Decimal) else _significant(Fraction(number))
    return print_quantity(Quantity(exact, None, unit), language)


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


def rows_of(data: Data, most: int, *, needs: str = "") -> Rows:
    """Return the rows of a block, 1 to `most`. Raises Fault, at the place of what cannot be drawn.

    `needs` may be `at`, which then every row has.
    """
    entries, where = tuple(entries_of(data)), "data" if data.get("data") else "rows"
    if len(entries) > most:
        message = f"There are {len(entries):,} rows here, and this figure draws at most {most:,}."
        raise Fault(message, where, hint="Keep those that the claim is about, or draw them in several figures.")
    unit = data.get("unit") or _first_unit(entries)
    if where == "rows":  # a number that was typed without a unit is in that of the figure
        entries = tuple(
            replace(entry, cells={name: _given(cell, unit, name) for name, cell in entry.cells.items()})
            for entry in entries
        )
    rows = tuple(replace(_row(entry, unit, data.language), said_status=data.status(entry.status)) for entry in entries)
    if not any(row.reach for row in rows):
        message = "No row here holds a number, so there is nothing to draw."
        raise Fault(message, where, hint="Give one row at least a `value`, or `low` and `high`.")
    placed, axis, at_unit = _placed(rows, entries, data.language)
    if needs and (lacking := next((entry for entry in entries if needs not in entry.cells), None)):
        message = f"“{lacking.label}” does not say where it lies on the axis."
        raise Fault(message, lacking.where, lacking.place, "Give every row `at`: a day, a year or a number.")
    series = tuple(dict.fromkeys(row.series for row in placed))
    return Rows(placed, print_unit(unit, data.language), series, axis, at_unit, data.language, where)


# Where rows come from -------------------------------------------------------------------------------------------------


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
    for name in (*_AMOUNTS, "at"):
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
        facts = said.get("facts") or (TIES if TIES in sheet.columns and role in _AMOUNTS else "")
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
        if column.role == "at":
            message = f"`{text}` stands in the column `{column.name}`, where a day, a year or a number is expected."
        hint = "Write digits, with a point before decimals and nothing between thousands; leave a gap empty."
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


# Numbers in one unit --------------------------------------------------------------------------------------------------


def _first_unit(entries: tuple[Entry, ...]) -> str:
    """Return the unit of the first number that has one."""
    for entry in entries:
        for name in _AMOUNTS:
            if cell := entry.cells.get(name):
                held = cell.held
                if cell.unit:
                    return cell.unit
                if isinstance(held, Fact):
                    return held.unit or ("s" if isinstance(held.value, dt.timedelta) else "")
    return ""


def _given(cell: Cell, unit: str, name: str) -> Cell:
    return replace(cell, unit=cell.unit or unit) if name in _AMOUNTS else cell


def _row(entry: Entry, unit: str, language: str) -> Row:
    numbers: dict[str, Fraction] = {}
    for name in _AMOUNTS:
        if cell := entry.cells.get(name):
            low, high = in_unit(cell, unit)
            if high is None:
                numbers[name] = low
            elif name == "value":
                numbers |= {"low": low, "high": high}
            else:
                message = f"What `{name}` of “{entry.label}” names is a range, and one number is expected."
                hint = "Name the range as `value`, without `low` and `high`."
                raise Fault(message, cell.where, cell.place, hint)
    bottom, value, top = (numbers.get(name) for name in ("low", "value", "high"))
    place = entry.place or next((cell.place for cell in entry.cells.values()), None)
    if (bottom is None) != (top is None):
        message = f"“{entry.label}” has only one end of its range."
        raise Fault(message, entry.where, place, "Give it both `low` and `high`, or neither.")
    if bottom is not None and top is not None and not bottom <= (bottom if value is None else value) <= top:
        message = f"The numbers of “{entry.label}” are out of order: `low` to `high`, and `value` between them."
        raise Fault(message, entry.where, place, "Correct them, or what they name.")
    year = is_year(unit)
    words = [say_number(_significant(one), language, year=year) for one in (value, bottom, top) if one is not None]
    between = " – " if bottom is not None and bottom < 0 else "–"
    said = words[0] if value is not None else between.join(words)
    return Row(
        entry.label,
        _as_float(value),
        _as_float(bottom),
        _as_float(top),
        series=entry.series,
        note=entry.note,
        status=entry.status,
        said=said,
        exact=value,
        of=place,
    )


def _as_float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def number_in(fact: Fact, unit: str, where: str) -> tuple[Decimal, Decimal | None]:
    """Return the number of a fact in a unit, and the upper end where it is a range. Raises Fault, for `where`."""
    low, high = in_unit(Cell(fact, "", fact.place, where), unit)
    return _significant(low), None if high is None else _significant(high)


def say_fact(fact: Fact, language: str) -> str:
    """Return what a fact holds in a language, with its unit; nothing for none."""
    return print_quantity(fact.quantity, language, fact.statement) if fact.quantity else ""


def in_unit(cell: Cell, unit: str) -> tuple[Fraction, Fraction | None]:
    """Return a number in a unit, and the upper end where it is a range. Raises Fault."""
    held, own = cell.held, cell.unit
    if isinstance(held, Formula):
        return _worked_out(held, cell, unit), None
    if isinstance(held, Fact):
        if held.quantity is None:
            message = f"The fact `{held.id}` holds no value."
            raise Fault(message, cell.where, cell.place, "Name a fact that holds a number.")
        own = held.unit
        ends = [end.value for end in held.quantity.ends]
    else:
        ends = [held]
    numbers = [_converted(end, own, unit, cell) for end in ends]
    return numbers[0], numbers[1] if len(numbers) > 1 else None


def _converted(amount: Amount, own: str, unit: str, cell: Cell) -> Fraction:
    named = f"the fact `{cell.held.id}`" if isinstance(cell.held, Fact) else "it"
    if not isinstance(amount, Decimal | dt.timedelta):
        message = f"A number is expected here, and {named} is a date or a time."
        raise Fault(message, cell.where, cell.place, "Name a fact that holds a number or a duration.")
    number = converted(amount, own, unit)
    if number is None:
        own = own or ("s" if isinstance(amount, dt.timedelta) else "")
        has = f"has the unit `{own}`" if own else "has no unit"
        drawn = f"is drawn in `{unit}`" if unit else "is drawn without a unit"
        message = f"This figure {drawn}, and {named} {has}."
        hint = "Draw numbers of one kind in one figure, or say the `unit` that all of them can be converted to."
        raise Fault(message, cell.where, cell.place, hint)
    return number


def _worked_out(formula: Formula, cell: Cell, unit: str) -> Fraction:
    def operand(name: str) -> Quantity:
        fact = formula.facts[name]
        if fact.quantity is None or fact.to is not None or isinstance(fact.value, Edtf):
            what = "is a range" if fact.to is not None else "holds no single value"
            message = f"The fact `{name}` {what}, with which nothing can be computed."
            raise FormulaError(message, "Compute with facts that hold one number each.")
        return fact.quantity

    try:
        result = work_out(formula.text, operand, unit or None, cell.round)
    except FormulaError as error:
        raise Fault(str(error), cell.where, cell.place, error.hint or _FORMULA) from None
    return _converted(result, unit, unit, cell)


def _significant(number: Fraction) -> Decimal:
    """Return a number as a decimal: exact where it has few digits, else to six significant ones."""
    with localcontext() as context:
        context.prec = 30
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        if Fraction(exact) == number and len(exact.normalize().as_tuple().digits) <= 2 * _DIGITS:
            return exact.normalize() + 0
        context.prec = _DIGITS
        return (+exact).normalize() + 0


def _plain(number: float | None) -> str:
    """Return a number as a table for programs holds it: `1410`, `0.25`; nothing for a gap."""
    return "" if number is None else f"{_significant(Fraction(number)):f}"


# Where rows lie on an axis --------------------------------------------------------------------------------------------


def _placed(rows: tuple[Row, ...], entries: tuple[Entry, ...], language: str) -> tuple[tuple[Row, ...], str, str]:
    """Return the rows with where they lie, what that is, and its unit. Raises Fault where they are of several kinds."""
    cells = [entry.cells.get("at") for entry in entries]
    known = [cell for cell in cells if cell]
    if not known:
        return rows, "", ""
    amounts = [_amount_of(cell) for cell in known]
    numbers = [isinstance(amount, Decimal) for amount in amounts]
    if any(numbers) and not all(numbers):
        odd = known[numbers.index(not numbers[0])]
        message = "Some rows lie at a number, and others at a day or month, which share no axis."
        raise Fault(message, odd.where, odd.place, "Write all of them in one form.")
    units = [cell.held.unit if isinstance(cell.held, Fact) else cell.unit for cell in known]
    axis = "days"
    if all(numbers):
        axis = "year" if all(map(lies_at_year, amounts, units)) else "number"
    placed = []
    for row, cell in zip(rows, cells, strict=True):
        if cell is None:
            placed.append(row)
            continue
        amount = _amount_of(cell)
        if isinstance(amount, Decimal):
            said = say_number(amount, language, year=axis == "year")
            placed.append(replace(row, at=float(amount), said_at=said))
        else:
            said = print_quantity(Quantity(amount), language)
            placed.append(replace(row, at=stretch(amount, cell.where)[0], said_at=said))
    return tuple(placed), axis, "" if axis != "number" else min(units)


def lies_at_year(amount: Amount, unit: str) -> bool:
    """Say whether a number lies on an axis as a year of the calendar: a whole one, in no other unit than that."""
    is_whole = isinstance(amount, Decimal) and amount == int(amount) and 0 < amount <= LATEST
    return is_whole and (is_year(unit) or not unit)


def _amount_of(cell: Cell) -> Amount:
    held = cell.held
    amount = held.value if isinstance(held, Fact) else held
    if isinstance(amount, Edtf) and not amount.interval and amount.begins and amount.begins.month is None:
        return Decimal(amount.begins.year)
    if not isinstance(amount, dt.date | Month | Edtf | Decimal):
        message = "A day, a month, a year or a number is expected here."
        raise Fault(message, cell.where, cell.place, "Name a fact that holds one.")
    return amount
