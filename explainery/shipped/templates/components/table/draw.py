"""Facts in a table: a column's numbers in one unit, under each other by their decimals, the rows in an order."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Shape,
    Table,
    distinct,
    is_year,
    number_in,
    print_unit,
    px,
    say_fact,
    say_number,
    stretch,
    width_of,
    wrapped,
)

MOST, MOST_COLUMNS = 100, 8
_GAP, _LINE, _LEAST = 20, 21, 60  # pixels: between columns, from line to line, and of the narrowest column
_LINES = 40
_DIGIT, _MARK = "\u2007", "\u2008"  # spaces as wide as a digit and as a point


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: what it says, what a file says for it, and by what it is sorted; `number` says that it is one.

    `space` stands behind it, so that its decimals lie below those of others.
    """

    said: str
    plain: str
    key: Any = None
    number: bool = False
    space: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    cells: tuple[_Cell, ...]
    at: int


def draw(data: Data) -> Figure:
    """Return the `rows`, sorted, whose facts are in the units of the `columns`. Raises Fault."""
    columns, written = data["columns"], data["rows"]
    for found, name, most in ((written, "rows", MOST), (columns, "columns", MOST_COLUMNS)):
        if not 0 < len(found) <= most:
            message = f"`{name}` has {len(found):,} entries; 1 to {most} can be drawn."
            raise Fault(message, name, hint="Keep those that the claim is about, or make several tables.")
    for at, row in enumerate(written):
        if len(row["cells"]) != len(columns):
            message = f"The row “{row['label']}” has {len(row['cells'])} cells, and `columns` has {len(columns)}."
            raise Fault(
                message, f"rows.{at}.cells", hint="Write one cell for each column, `{text: –}` for an empty one."
            )
    units = [column["unit"] or _unit_of([row["cells"][at] for row in written]) for at, column in enumerate(columns)]
    rows = [
        _Row(
            row["label"],
            tuple(
                _cell(cell, unit, f"rows.{at}.cells.{number}", data.language)
                for number, (cell, unit) in enumerate(zip(row["cells"], units, strict=True))
            ),
            at,
        )
        for at, row in enumerate(written)
    ]
    rows = _in_order(_aligned(rows, data.language), data["sort"], len(columns))
    heads = [column["label"] for column in columns]
    shown = ["" if is_year(unit) else print_unit(unit, data.language) for unit in units]
    names = [f"{head} ({unit})" if unit else head for head, unit in zip(heads, shown, strict=True)]
    values = {f"{row.at}.{at}": cell.said for row in rows for at, cell in enumerate(row.cells)}
    values |= {f"{row.at}.{at}.space": cell.space for row in rows for at, cell in enumerate(row.cells)}
    values |= {f"unit.{at}": unit for at, unit in enumerate(shown)}
    values |= {f"number.{at}": "yes" if _is_of_numbers(rows, at) else "" for at in range(len(columns))}
    return Figure(
        wide=_wide(rows, data["corner"], names),
        narrow=_narrow(rows, names),
        table=Table(
            distinct((data["corner"], *names)), tuple((row.label, *(cell.plain for cell in row.cells)) for row in rows)
        ),
        values={**values, "order": " ".join(str(row.at) for row in rows)},
        in_html=True,
    )


def _unit_of(cells: Sequence[Mapping[str, Any]]) -> str:
    """Return the unit of the first fact of a column that has one."""
    return next((cell["fact"].unit for cell in cells if isinstance(cell["fact"], Fact) and cell["fact"].unit), "")


def _cell(cell: Mapping[str, Any], unit: str, where: str, language: str) -> _Cell:
    """Return what a cell shows. Raises Fault."""
    fact, text = cell["fact"], cell["text"]
    if (fact is None) == (not text):
        message = "This cell says nothing." if fact is None else "This cell has both a fact and a text."
        raise Fault(message, where, hint="Give it one of the two, `fact` or `text`.")
    if fact is None:
        return _Cell(text, text)
    amount = fact.value
    if amount is None:
        message = f"The fact `{fact.id}` holds no value, so there is nothing to show."
        raise Fault(message, where, fact.place, "Name a fact that holds one, or write `text`.")
    if not isinstance(amount, Decimal | dt.timedelta):
        said = say_fact(fact, language)
        key = None if isinstance(amount, dt.time) else stretch(amount, where)[0]
        return _Cell(said, str(amount), key)
    low, high = number_in(fact, unit, where)
    ends = [end for end in (low, high) if end is not None]
    said = "–".join(say_number(end, language, year=is_year(unit)) for end in ends)
    return _Cell(said, "–".join(f"{end.normalize():f}" for end in ends), float(low), number=high is None)


def _is_of_numbers(rows: Sequence[_Row], at: int) -> bool:
    return any(row.cells[at].number for row in rows)


def _aligned(rows: Sequence[_Row], language: str) -> list[_Row]:
    """Return the rows with spaces behind the numbers of each column, so that their decimals lie under each other."""
    point = say_number(Decimal("0.5"), language)[1]
    cells = [list(row.cells) for row in rows]
    for at in range(len(rows[0].cells)):
        numbers = [row[at] for row in cells if row[at].number]
        most = max((len(cell.said.partition(point)[2]) for cell in numbers), default=0)
        for row in cells:
            cell = row[at]
            if cell.number and (lacks := most - len(cell.said.partition(point)[2])):
                space = _DIGIT * lacks if point in cell.said else _MARK + _DIGIT * lacks
                row[at] = replace(cell, space=space)
    return [replace(row, cells=tuple(mine)) for row, mine in zip(rows, cells, strict=True)]


def _in_order(rows: list[_Row], sort: Mapping[str, Any] | None, columns: int) -> list[_Row]:
    """Return the rows in the order that the block says; those without a value in that column last. Raises Fault."""
    if not sort:
        return rows
    if sort["column"] > columns:
        message = f"`sort` names column {sort['column']}, and there are {columns}."
        raise Fault(message, "sort", hint=f"Name one from 1 to {columns}, or 0 for the names.")
    keys = {row.at: row.label.casefold() if sort["column"] == 0 else row.cells[sort["column"] - 1].key for row in rows}
    known = [row for row in rows if keys[row.at] is not None]
    falling = sort["order"] == "falling"
    known.sort(key=lambda row: keys[row.at], reverse=falling)
    return [*known, *(row for row in rows if keys[row.at] is None)]


# The drawing of the file ----------------------------------------------------------------------------------------------


def _wide(rows: Sequence[_Row], corner: str, names: Sequence[str]) -> Drawing:
    """Return the table, its columns as wide as they have to be, and narrower together where that is too wide."""
    texts = [[corner, *(row.label for row in rows)]]
    texts += [[name, *(row.cells[at].said + row.cells[at].space for row in rows)] for at, name in enumerate(names)]
    widths = _fitting([max(map(width_of, column)) for column in texts])
    lefts = [sum(widths[:at]) + at * _GAP for at in range(len(widths))]
    ends = [False, *(_is_of_numbers(rows, at) for at in range(len(names)))]
    shapes: list[Shape] = []
    y = 0.0
    for number in range(len(rows) + 1):
        role = "label" if number else "tick"
        lines = [wrapped(column[number], wide, role, _LINES) for column, wide in zip(texts, widths, strict=True)]
        for left, wide, cell, at_end in zip(lefts, widths, lines, ends, strict=True):
            x, anchor = (left + wide, "end") if at_end else (left, "start")
            shapes += [Label(px(x), px(y + 18 + at * _LINE), words, role, anchor) for at, words in enumerate(cell)]
        y += max(map(len, lines)) * _LINE + 6
        shapes.append(Line(0, px(y), WIDE, px(y), "grid" if number else "axis"))
        y += 4
    return Drawing(WIDE, px(y), tuple(shapes))


def _fitting(wanted: Sequence[float]) -> list[float]:
    """Return widths of columns that fit side by side: each as wanted, or the widest ones cut down to one limit."""
    room = WIDE - _GAP * (len(wanted) - 1)
    limit = max(wanted)
    while sum(min(one, limit) for one in wanted) > room and limit > _LEAST:
        limit -= 1
    return [min(one, limit) for one in wanted]


def _narrow(rows: Sequence[_Row], names: Sequence[str]) -> Drawing:
    """Return each row below the other: its name, and its cells behind the names of their columns."""
    shapes: list[Shape] = []
    y = 0.0
    for row in rows:
        said = [f"{name}: {cell.said}" for name, cell in zip(names, row.cells, strict=True)]
        for words, role in ((row.label, "label"), *((one, "tick") for one in said)):
            for line in wrapped(words, NARROW, role, _LINES):
                shapes.append(Label(0, px(y + 18), line, role))
                y += _LINE
        y += 6
        shapes.append(Line(0, px(y), NARROW, px(y), "grid"))
        y += 4
    return Drawing(NARROW, px(y), tuple(shapes))
