"""A writer's own numbers: a CSV or YAML file in `content/` as columns and rows."""

import csv
import io
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from explainery.draw.shapes import Fault
from explainery.fields import Fields, Items, Node, Scalar, decode, load
from explainery.forms import one_form
from explainery.problems import Place, Problems, near

_MOST = 1000  # rows; with more, neither the drawing nor its table can be read
_MOST_COLUMNS = 100
_NOT_IN_NAMES = ".[]\\\"'"  # Vega-Lite takes these in the name of a field for a path into it


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as its file has it: all cells as text, with the number of the line that each row stands in."""

    path: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_rows(name: str, folder: str, files: Mapping[str, bytes]) -> Rows:
    """Return the table in the file `name`, relative to `folder` below `content/`. Raises Fault."""
    path = one_form(posixpath.normpath(posixpath.join(folder, name)))
    if path not in files:
        raise Fault(_no_file(name, path, files), "data")
    whole = f"content/{path}"
    try:
        text = decode(files[path], whole)
        rows = _from_csv(text, whole) if path.endswith(".csv") else _from_yaml(load(text, whole), whole)
    except Problems as found:
        first = found.problems[0]
        raise Fault(first.says, "data", first.place, first.hint) from None
    _check(rows)
    return rows


def _no_file(name: str, path: str, files: Mapping[str, bytes]) -> str:
    if path.startswith(("../", "/")):
        return f"`{name}` lies outside `content/`, and only what stands there is drawn."
    guess = near(path, [other for other in files if other.endswith((".csv", ".yaml", ".yml"))])
    instead = f"; there is `content/{guess}`" if guess else ""
    if path.endswith((".yaml", ".yml")) and not path.startswith("data/"):
        instead = "; a YAML file with data for a chart must stand in `content/data/`"
    return f"There is no data file `content/{path}`{instead}."


def _from_csv(text: str, path: str) -> Rows:
    """Return the rows of RFC 4180 text; the first line names the columns."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    cells, lines = [], []
    try:
        for row in reader:
            if row:
                cells.append(tuple(cell.strip() for cell in row))
                lines.append(reader.line_num)
    except csv.Error as error:
        message = f"This line is not CSV: {error}."
        raise Fault(message, "data", Place(path, reader.line_num)) from None
    return Rows(path, cells[0] if cells else (), tuple(cells[1:]), tuple(lines[1:]))


def _from_yaml(node: Node | None, path: str) -> Rows:
    """Return the rows of a list in which every entry has the same fields, each with a single value."""
    found, lines = [], []
    if node is not None and not isinstance(node, Items):
        message = "Data for a chart are a list: every row begins with a hyphen."
        raise Fault(message, "data", node.place)
    for item in node.items if node else ():
        if not isinstance(item, Fields) or not all(isinstance(value, Scalar) for _, value in item.entries):
            message = "Every row of data is a group of fields with one value each."
            raise Fault(message, "data", item.place)
        found.append({key.text: value.text for key, value in item.entries if isinstance(value, Scalar)})
        lines.append(item.place.line)
    columns = tuple(found[0]) if found else ()
    for row, line in zip(found, lines, strict=True):
        if row.keys() != set(columns):
            odd = min(row.keys() ^ set(columns))
            message = f"This row and the first one differ in their fields: only one of them has `{odd}`."
            raise Fault(message, "data", Place(path, line))
    return Rows(path, columns, tuple(tuple(row[name] for name in columns) for row in found), tuple(lines))


def _check(rows: Rows) -> None:
    """Raise Fault where the columns have no names of their own, or a row has more or fewer cells than they."""
    whole = Place(rows.path)
    if not rows.cells:
        message = "This file holds no rows, so there is nothing to draw."
        raise Fault(message, "data", whole)
    if len(rows.cells) > _MOST:
        message = f"This file holds {len(rows.cells):,} rows; a chart draws at most {_MOST:,}."
        raise Fault(message, "data", whole)
    if len(rows.columns) > _MOST_COLUMNS:
        message = f"This file holds {len(rows.columns):,} columns; a chart takes at most {_MOST_COLUMNS}."
        raise Fault(message, "data", whole)
    for column in rows.columns:
        if not column or rows.columns.count(column) > 1:
            message = f"The column `{column}` appears twice here." if column else "A column has no name."
            raise Fault(message, "data", Place(rows.path, 1))
        if wrong := set(_NOT_IN_NAMES) & set(column):
            message = f"The name of the column `{column}` holds `{min(wrong)}`, which Vega-Lite takes for a path."
            raise Fault(message, "data", Place(rows.path, 1))
    for line, row in zip(rows.lines, rows.cells, strict=True):
        if len(row) != len(rows.columns):
            message = f"This row has {len(row)} cells, and there are {len(rows.columns)} columns."
            raise Fault(message, "data", Place(rows.path, line))
        if "" in row:
            message = f"This row has nothing in the column `{rows.columns[row.index('')]}`."
            raise Fault(message, "data", Place(rows.path, line))
