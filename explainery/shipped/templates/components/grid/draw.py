"""Marks in rows and columns: written cell by cell, or each record a row, or each record a mark."""

from collections.abc import Mapping
from typing import Any

from explainery.draw import NARROW, WIDE, Data, Fault, Figure, Page, Record, Ref, Sign, Table, cells, distinct

Row = tuple[str, list[list[Sign]]]

_LOOKS = {"yes": "documented", "no": "dash", "partly": "half", "none": "none"}


def draw(data: Data) -> Figure:
    """Return the rows that are written, or one for each record, or the rows to which records belong. Raises Fault."""
    columns = data["columns"]
    if data["of"] is None:
        rows = [_written(row, number, data) for number, row in enumerate(data["rows"] or (), 1)]
    elif data["column"] is None:
        rows = [_of_record(record, data) for record in data["records"]]
    else:
        rows = _of_marks(data)
    heads = [column["label"] for column in columns]
    return Figure(
        wide=cells(WIDE, heads, rows, "rows", data["corner"]),
        narrow=cells(NARROW, heads, rows, "rows", data["corner"]),
        table=Table(
            distinct((data["corner"], *heads)),
            tuple((name, *("; ".join(_said(sign, data) for sign in signs) for signs in row)) for name, row in rows),
        ),
        in_html=True,
    )


def _said(sign: Sign, data: Data) -> str:
    """Return a mark as a table says it: its words, and how sure they are, if that is not as usual."""
    status = data.status(sign.look)
    return f"{sign.words} ({status})" if status else sign.words


def _role(column: Mapping[str, Any]) -> str:
    return f"series-{column['series'] or 1}"


def _word(data: Data, answer: str) -> str:
    """Return the words of an answer. Raises Fault where there are none."""
    found = (data["words"] or {}).get(answer)
    if not found:
        message = f"A cell is `{answer}`, and `words` does not say how readers read that; no mark stands without words."
        raise Fault(message, "words", hint=f"Add it:\n\nwords: {{{answer}: …}}")
    return str(found)


# Written cell by cell ------------------------------------------------------------------------------------------------


def _written(row: Mapping[str, Any], number: int, data: Data) -> Row:
    """Return a row that the block writes itself."""
    name, found, columns = _name(row, number), row["cells"] or (), data["columns"]
    if len(found) != len(columns):
        message = f"The row “{name}” has {len(found)} cells, and `columns` has {len(columns)}."
        hint = "Write one cell for each column, `{is: none, words: –}` where there is nothing to say."
        raise Fault(message, "rows", hint=hint)
    return name, [[_answer(cell, column, name, data)] for cell, column in zip(found, columns, strict=True)]


def _answer(cell: Mapping[str, Any], column: Mapping[str, Any], name: str, data: Data) -> Sign:
    answer, status = cell["is"] or "none", cell["status"] or "documented"
    if answer == "none" and not cell["words"]:
        message = f"A cell in the row “{name}” says nothing."
        raise Fault(message, "rows", hint="Give it a mark, `{is: yes}`, or words, `{words: –}`.")
    if status != "documented" and answer != "yes":
        message = f"A cell in the row “{name}” is `{status}` and has no mark that could show it; only a `yes` has."
        raise Fault(message, "rows", hint=f"Say it in words, or write `{{is: yes, status: {status}}}`.")
    look = status if answer == "yes" else _LOOKS[answer]
    return Sign(cell["words"] or _word(data, answer), _role(column), look)


def _name(row: Mapping[str, Any], number: int) -> str:
    page = row["page"]
    name = row["label"] or (page.title if isinstance(page, Page) else row["is"])
    if not name:
        message = f"Row {number} has no name."
        raise Fault(message, "rows", hint="Give it a `label`, or the `page` that it is about.")
    return str(name)


# Each record a row ---------------------------------------------------------------------------------------------------


def _of_record(record: Record, data: Data) -> Row:
    """Return the row of a record: what its fields say."""
    if data["rows"]:
        message = "Each record is a row here, so `rows` has nothing to say."
        raise Fault(message, "rows", hint="Delete `rows`; or name the field `column`, so that each record is a mark.")
    name = _field(record, data["row"] or "title", "row")
    return str(name), [[_fact_of(record, column, data)] for column in data["columns"]]


def _fact_of(record: Record, column: Mapping[str, Any], data: Data) -> Sign:
    if not column["field"]:
        message = f"The column “{column['label']}” does not say which field of a record it shows."
        raise Fault(message, "columns", hint="Add its `field`, the name of a field with yes or no, or with a choice.")
    value = _field(record, column["field"], "columns")
    if isinstance(value, bool):
        answer = "yes" if value else "no"
        return Sign(_word(data, answer), _role(column), _LOOKS[answer])
    if value is not None and not isinstance(value, str | int | float):
        message = f"`{column['field']}` holds more than a grid can show: no yes or no, and no choice."
        raise Fault(message, "columns", hint="Show it in a `table`.")
    return Sign("–" if value is None else str(value), _role(column), "none")


def _field(record: Record, name: str, parameter: str) -> Any:
    """Return a field of a record. Raises Fault where records of its kind have none of that name."""
    if name not in record.fields:
        message = f"`{parameter}` names the field `{name}`, and records of the kind `{record.kind}` have no such field."
        hint = f"Its fields are {', '.join(f'`{field}`' for field in record.fields)}."
        raise Fault(message, parameter, hint=hint)
    return record.fields[name]


# Each record a mark --------------------------------------------------------------------------------------------------


def _of_marks(data: Data) -> list[Row]:
    """Return the rows of the block, with a dot for each record where its fields put it. Raises Fault."""
    for parameter in ("row", "mark"):
        if data[parameter] is None:
            message = f"Each record is a mark here, and `{parameter}` is missing."
            raise Fault(message, "column", hint=f"Add it:\n\n{parameter}: the name of a field")
    columns = {column["is"]: at for at, column in enumerate(data["columns"])}
    if len(columns) < len(data["columns"]) or None in columns:
        message = "Each column must have an `is` of its own: what the records in it say."
        raise Fault(message, "columns", hint="Add `is` to each column, none of them twice.")
    rows: dict[str, Row] = {
        _key(row): (_name(row, at), [[] for _ in columns]) for at, row in enumerate(data["rows"] or (), 1)
    }
    if len(rows) < len(data["rows"] or ()):
        message = "`rows` names one twice; each of its marks would be drawn twice."
        raise Fault(message, "rows", hint="Delete one of the two.")
    for record in data["records"]:
        owner, column = _field(record, data["row"], "row"), _field(record, data["column"], "column")
        row = _path(owner)
        if row not in rows:
            message = f"`rows` lacks `{row}`, to which the {record.kind} `{record.id}` belongs."
            raise Fault(message, "rows", hint="Add it, so that nothing is left out unseen.")
        if column not in columns:
            message = f"`columns` lacks `{column}`, to which the {record.kind} `{record.id}` belongs."
            raise Fault(message, "columns", hint="Add it, so that nothing is left out unseen.")
        at = columns[column]
        words = str(_field(record, data["mark"], "mark") or record.id)
        rows[row][1][at].append(Sign(words, _role(data["columns"][at]), "dot"))
    return list(rows.values())


def _key(row: Mapping[str, Any]) -> str:
    return str(row["page"].path if row["page"] else row["is"] or row["label"])


def _path(owner: Any) -> str:
    """Return what a field says: of a reference to a page its path."""
    if isinstance(owner, Ref):
        return owner.id if owner.kind == "page" else f"{owner.kind}/{owner.id}.md"
    return str(owner)
