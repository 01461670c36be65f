"""A writer's own numbers: a CSV or YAML file in `content/` as columns and rows."""

import csv
import functools
import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw.shapes import Fault
from explainery.fields import Fields, Items, Node, Scalar, decode, load
from explainery.forms import one_form
from explainery.problems import Place, Problems, near
from explainery.units import has_decimal_comma, units_in_use

FACT = "fact:"
"""Stands before the name of a fact in a cell, in place of a number."""

TIES = "fact"
"""The column that names the fact of each row, where the block names no other."""

_MOST = 1000  # rows; with more, neither the drawing nor its table can be read
_MOST_COLUMNS = 100
_CELLS = {sign: re.compile(rf'\s*(?:"(?:[^"]|"")*"|[^{sign}"\n]*)\s*(?:{sign}|$)') for sign in ",;"}
_COMMA = re.compile(r"-?\d+,\d+")
_POINT = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+\.\d+)")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as its file has it: all cells as text, empty where there is a gap, and where each of them stands."""

    path: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Place, ...], ...]

    def place(self, row: int, column: str) -> Place:
        """Return where a cell stands."""
        return self.places[row][self.columns.index(column)]


def read_sheet(name: str, folder: str, files: Mapping[str, bytes]) -> Sheet:
    """Return the table in the file `name`, relative to `folder` below `content/`. Raises Fault."""
    path = path_of_sheet(name, folder)
    if path not in files:
        raise Fault(_no_file(name, path, files), "data")
    return _read(files[path], f"content/{path}", units_in_use().language)


@functools.lru_cache(maxsize=64)
def _read(content: bytes, path: str, language: str) -> Sheet:
    try:
        text = decode(content, path)
        sheet = _from_csv(text, path, language) if path.endswith(".csv") else _from_yaml(load(text, path), path)
    except Problems as found:
        first = found.problems[0]
        raise Fault(first.says, "data", first.place, first.hint) from None
    _check(sheet)
    return sheet


def facts_named(fields: Mapping[str, Any], folder: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the facts that the file of a block names: those in cells, and in the columns that hold names of facts."""
    if not isinstance(name := fields.get("data"), str):
        return ()
    try:
        sheet = read_sheet(name, folder, files)
    except Fault:  # which is said where it is drawn
        return ()
    return tuple(naming_facts(sheet, fields))


def naming_facts(sheet: Sheet, fields: Mapping[str, Any]) -> Mapping[str, Place]:
    """Return the facts that a file names, and where it does so first; `fields` are those of its block."""
    naming = {TIES, *(said.get("facts") for said in fields.get("columns") or ())}
    found: dict[str, Place] = {}
    for row, places in zip(sheet.cells, sheet.places, strict=True):
        for column, cell, place in zip(sheet.columns, row, places, strict=True):
            if cell.startswith(FACT) or (cell and column in naming):
                found.setdefault(cell.removeprefix(FACT), place)
    return found


def path_of_sheet(name: str, folder: str) -> str:
    """Return the path below `content/` of a file that is named relative to a folder."""
    return one_form(posixpath.normpath(posixpath.join(folder, name)))


def _no_file(name: str, path: str, files: Mapping[str, bytes]) -> str:
    if path.startswith(("../", "/")):
        return f"`{name}` lies outside `content/`, and only what stands there is drawn."
    guess = near(path, [other for other in files if other.endswith((".csv", ".yaml", ".yml"))])
    instead = f"; there is `content/{guess}`" if guess else ""
    if path.endswith((".yaml", ".yml")) and not path.startswith("data/"):
        instead = "; a YAML file with data for a figure must stand in `content/data/`"
    return f"There is no data file `content/{path}`{instead}."


def _from_csv(text: str, path: str, language: str) -> Sheet:
    """Return the rows of RFC 4180 text; the first line names the columns.

    Where the language has a comma before decimals, spreadsheets write semicolons between cells.
    """
    lines = text.splitlines()
    sign = _separator(lines[0] if lines else "", path, language)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    cells, places = list[tuple[str, ...]](), list[tuple[Place, ...]]()
    try:
        for row in reader:
            if row:
                where = _places(row, lines[reader.line_num - 1], Place(path, reader.line_num), _CELLS[sign])
                found = [cell.strip() for cell in row]
                cells.append(tuple(map(_with_point, found, where) if cells and sign == ";" else found))
                places.append(where)
    except csv.Error as error:
        message = f"This line is not CSV: {error}."
        raise Fault(message, "data", Place(path, reader.line_num)) from None
    return Sheet(path, cells[0] if cells else (), tuple(cells[1:]), tuple(places[1:]))


def _separator(line: str, path: str, language: str) -> str:
    """Return what stands between cells by the first line, but for what is quoted. Raises Fault for other signs."""
    bare = _QUOTED.sub("", line)
    sign = next((sign for sign in ";\t" if sign in bare), ",") if "," not in bare else ","
    if sign == "," or (sign == ";" and has_decimal_comma(language)):
        return sign
    message = f"The columns of this file are separated by {'semicolons' if sign == ';' else 'tabs'}."
    hint = (
        "Separate them by commas, and write decimals with a point. In a text editor, replace the commas in numbers by"
        f" points, and then the {'semicolons' if sign == ';' else 'tabs'} by commas; words that hold a comma stand in"
        " quotation marks."
    )
    raise Fault(message, "data", Place(path, 1), hint)


def _with_point(cell: str, place: Place) -> str:
    """Return a cell of a file with semicolons, a number with a point before its decimals. Raises Fault."""
    if _POINT.fullmatch(cell):
        hint = f"Write `{cell.replace('.', '')}`, with nothing between thousands."
        if cell.count(".") == 1 and "," not in cell:
            hint = f"Write `{cell.replace('.', '')}` or `{cell.replace('.', ',')}`, whichever it is."
        message = f"`{cell}` has a point, and in a file with semicolons a comma stands before decimals."
        raise Fault(message, "data", place, hint)
    return cell.replace(",", ".") if _COMMA.fullmatch(cell) else cell


def _places(row: list[str], line: str, whole: Place, of: re.Pattern[str]) -> tuple[Place, ...]:
    """Return where the cells of a row stand in its line; all at its beginning where it goes over several lines."""
    found, at = [], 0
    for cell in row:
        match = of.match(line, at)
        start = at + len(line[at:]) - len(line[at:].lstrip()) if match else at
        found.append(Place(whole.path, whole.line, start + 1, max(1, len(cell.strip()))))
        at = match.end() if match else at
    return tuple(found) if at == len(line) else (whole,) * len(row)


def _from_yaml(node: Node | None, path: str) -> Sheet:
    """Return the rows of a list in which every entry has fields with a single value each; one left out is a gap."""
    found: list[dict[str, Scalar]] = []
    if node is not None and not isinstance(node, Items):
        message = "Data for a figure are a list: every row begins with a hyphen."
        raise Fault(message, "data", node.place)
    for item in node.items if node else ():
        if not isinstance(item, Fields) or not all(isinstance(value, Scalar) for _, value in item.entries):
            message = "Every row of data is a group of fields with one value each."
            raise Fault(message, "data", item.place)
        found.append({key.text: value for key, value in item.entries if isinstance(value, Scalar)})
        columns = tuple(found[0])
        if unknown := [key for key, _ in item.entries if key.text not in columns]:
            message = f"The first row has no field `{unknown[0].text}`, and it names all columns."
            raise Fault(message, "data", unknown[0].place, "Write it there, too; empty where there is a gap.")
    columns = tuple(found[0]) if found else ()
    items = node.items if isinstance(node, Items) else ()
    return Sheet(
        path,
        columns,
        tuple(tuple(row[name].text if name in row else "" for name in columns) for row in found),
        tuple(
            tuple(row[name].place if name in row else item.place for name in columns)
            for row, item in zip(found, items, strict=True)
        ),
    )


def _check(sheet: Sheet) -> None:
    """Raise Fault where the columns have no names of their own, or a row has more or fewer cells than they."""
    whole = Place(sheet.path)
    if not sheet.cells:
        message = "This file holds no rows, so there is nothing to draw."
        raise Fault(message, "data", whole, "Write one row at least below the names of the columns.")
    if len(sheet.cells) > _MOST:
        message = f"This file holds {len(sheet.cells):,} rows; a figure draws at most {_MOST:,}."
        raise Fault(message, "data", whole, "Keep those that the claim is about, or sum them up.")
    if len(sheet.columns) > _MOST_COLUMNS:
        message = f"This file holds {len(sheet.columns):,} columns; a figure takes at most {_MOST_COLUMNS}."
        raise Fault(message, "data", whole, "Keep those that are drawn.")
    for column in sheet.columns:
        if not column or sheet.columns.count(column) > 1:
            message = f"The column `{column}` appears twice here." if column else "A column has no name."
            raise Fault(message, "data", Place(sheet.path, 1), "Give every column a name of its own.")
    for places, row in zip(sheet.places, sheet.cells, strict=True):
        if len(row) != len(sheet.columns):
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            columns = "1 column" if len(sheet.columns) == 1 else f"{len(sheet.columns)} columns"
            message = f"This row has {cells}, and the first one names {columns}."
            hint = "A gap is an empty cell, with its comma or semicolon; words that hold one stand in quotation marks."
            raise Fault(message, "data", Place(sheet.path, places[0].line), hint)
