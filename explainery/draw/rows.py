"""What general figures draw: rows with a value each, typed into the block or read from a file beside the page.

`rows_of` gives them whichever way they came. A value is a fact, a formula over facts, or a cell of a column whose
unit and source the block names; what else may stand there is up to `check/ties.py`.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from explainery.draw.columns import AMOUNTS
from explainery.draw.conversion import in_unit, lies_at_year, say_number, significant
from explainery.draw.data import Data, Fact
from explainery.draw.entries import Cell, Entry, entries_of
from explainery.draw.shapes import Fault, Table
from explainery.draw.times import stretch
from explainery.model import Amount, Edtf, Month, Quantity
from explainery.problems import Place
from explainery.units import is_year
from explainery.wording import print_quantity, print_unit


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

    @property
    def shown_unit(self) -> str:
        """The unit as it stands at an axis or above it; years say by themselves what they are."""
        return "" if is_year(self.unit) else self.unit

    def unit_of(self, row: Row) -> str:
        """Return the unit as it stands after the number of a row."""
        return print_unit(self.unit, self.language, None if row.exact is None else significant(row.exact))

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


def _first_unit(entries: tuple[Entry, ...]) -> str:
    """Return the unit of the first number that has one."""
    for entry in entries:
        for name in AMOUNTS:
            if cell := entry.cells.get(name):
                held = cell.held
                if cell.unit:
                    return cell.unit
                if isinstance(held, Fact):
                    return held.unit or ("s" if isinstance(held.value, dt.timedelta) else "")
    return ""


def _given(cell: Cell, unit: str, name: str) -> Cell:
    return replace(cell, unit=cell.unit or unit) if name in AMOUNTS else cell


def _row(entry: Entry, unit: str, language: str) -> Row:
    numbers: dict[str, Fraction] = {}
    for name in AMOUNTS:
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
    words = [say_number(significant(one), language, year=year) for one in (value, bottom, top) if one is not None]
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


def _plain(number: float | None) -> str:
    """Return a number as a table for programs holds it: `1410`, `0.25`; nothing for a gap."""
    return "" if number is None else f"{significant(Fraction(number)):f}"


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


def _amount_of(cell: Cell) -> Amount:
    held = cell.held
    amount = held.value if isinstance(held, Fact) else held
    if isinstance(amount, Edtf) and not amount.interval and amount.begins and amount.begins.month is None:
        return Decimal(amount.begins.year)
    if not isinstance(amount, dt.date | Month | Edtf | Decimal):
        message = "A day, a month, a year or a number is expected here."
        raise Fault(message, cell.where, cell.place, "Name a fact that holds one.")
    return amount
