"""A writer's own chart: a Vega-Lite specification over a data file, drawn while the site is built.

The program `vega.py` draws it, with vl-convert-python, an optional extra: what a specification computes may never end,
or take all memory, and anybody may have written it. It draws with the fonts that it brings and with UTC, so that every
machine makes the same picture; the site's condensed face, in which the words are shown, is narrower.
"""

import functools
import importlib.util
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from explainery.aside import Aside, Ended, TakesTooLong, TooManyTakeTooLong
from explainery.draw.data import Data
from explainery.draw.rows import rows_of
from explainery.draw.shapes import NARROW, WIDE, Drawing, Fault, Figure, Table
from explainery.draw.sheets import Sheet, read_sheet
from explainery.problems import Place, did_you_mean, listed, near
from explainery.units import is_year

_ECHO = re.compile(r"Invalid specification \{.*\}\. ")  # the whole of it, with all data
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_OURS = {
    "data": "data come from the file that the block names in `data`",
    "datasets": "data come from the file that the block names in `data`",
    "url": "a chart asks for nothing from elsewhere; its data stand in the file that the block names in `data`",
    "href": "a chart holds no links; write them into the text",
    "config": "what charts look like is the site’s affair",
    "usermeta": "what charts look like is the site’s affair",
    "background": "what charts look like is the site’s affair",
    "autosize": "the site draws every chart in two widths of its own",
    "limit": "it would cut words or rows off, and nobody would see that",
    "sample": "it would choose other rows in every build",
    **dict.fromkeys(("font", "labelFont", "titleFont", "subtitleFont"), "the words of charts are in the site’s font"),
}
_WORDS = frozenset("title subtitle description name field as text value datum".split())  # no expressions
_ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{1,6})\}?")
_NOT_IN_NAMES = ".[]\\\"'"  # Vega-Lite takes these in the name of a field for a path into it
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_MOST = 1000  # rows
_DRAWN_BY_LOT = ("ci", "ci0", "ci1")  # confidence intervals, from samples
_CHANGING = re.compile(r"\b(random|now|sample(?:Normal|LogNormal|Uniform)|datetime(?=\s*\(\s*\)))\s*\(")
_MARKS = tuple("arc area bar circle errorband errorbar line point rect rule square text tick trail boxplot".split())
PROGRAM = Aside(Path(__file__).with_name("vega.py"))
"""Draws what it is asked for."""

SECONDS = 20.0
"""The time for one drawing; an ordinary one takes a tenth of a second, and the first a second."""

LARGEST = 1_000_000
"""The characters of a drawing; a thousand rows in three layers make half of that."""

_LESS = "Ask for less: fewer rows, steps, bins and ticks, and no expression that runs on and on."
_HIGHEST = 50_000  # pixels; a thousand rows have room
_HIGH = 300  # pixels of a chart whose specification does not say its height
_TEXT = {"fontSize": 15, "color": "ink", "fontWeight": "normal"}
_CONFIG: Mapping[str, Any] = {
    "font": "Liberation Sans",
    "background": None,
    "view": {"stroke": None},
    "mark": {"color": "series-1"},
    "rule": {"color": "ink-quiet"},
    "text": _TEXT,
    "bar": {"discreteBandSize": {"band": 0.7}},
    "line": {"strokeWidth": 3},
    "axis": {
        "labelFontSize": 15,
        "titleFontSize": 15,
        "titleFontWeight": "normal",
        "labelColor": "ink-quiet",
        "titleColor": "ink-quiet",
        "domainColor": "rule-strong",
        "tickColor": "rule-strong",
        "gridColor": "rule",
    },
    "axisX": {"grid": False, "labelBound": True, "labelFlush": True, "titleAnchor": "end"},
    "axisY": {
        "tickCount": 5,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "start",
        "titleX": 0,
        "titleY": -16,
    },
    "legend": {
        "orient": "top",
        "labelFontSize": 15,
        "titleFontSize": 15,
        "labelColor": "ink",
        "titleColor": "ink-quiet",
    },
    "header": {"labelFontSize": 15, "titleFontSize": 15, "labelColor": "ink", "titleColor": "ink-quiet"},
    "title": {**_TEXT, "fontSize": 17, "subtitleFontSize": 15, "subtitleColor": "ink-quiet"},
    "range": {"category": ["series-1", "series-2", "series-3", "series-4"]},
}


def draw(data: Mapping[str, Any]) -> Figure:
    """Return the chart that `spec` describes, over `rows`, or those of the file `data` that stands beside the page.

    `narrow` holds what is different in the narrow drawing. Raises Fault.
    """
    rows = _rows(data)
    _names_are_plain(rows)
    spec = data["spec"]
    spec = _with_years(spec, _years(rows, data))
    both = (("spec", spec, "wide", WIDE), ("narrow", _merged(spec, data.get("narrow") or {}), "narrow", NARROW))
    wide, narrow = (_drawn(name, one, rows, f"{data['id']}-{size}", width) for name, one, size, width in both)
    if not data.get("untied"):
        _has_no_numbers_of_its_own({"spec": data["spec"], "narrow": data.get("narrow")})
    return Figure(wide, narrow, Table(rows.columns, rows.cells))


def _drawn(name: str, spec: Any, rows: Sheet, prefix: str, width: int) -> Drawing:
    if not isinstance(spec, Mapping):
        message = f"`{name}` must be a Vega-Lite specification: a group of fields, such as `mark` and `encoding`."
        raise Fault(message, name)
    _refuse(spec, name)
    _fields_are_there(spec, rows, name)
    whole = {
        "height": _HIGH,
        **_in_utc(spec),
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": _values(rows)},
        "config": _config(width),
    }
    from explainery.draw.markup import cleaned  # noqa: PLC0415 - few have charts, and it loads a reader of XML

    drawing = cleaned(_svg(json.dumps(whole), name), prefix, name)
    if drawing.width > width + 1:
        message = f"`{name}` makes a drawing of {drawing.width:g} px, and there are {width}. Shorten its words."
        raise Fault(message, name)
    if not 0 < drawing.height <= _HIGHEST:
        message = (
            f"`{name}` makes a drawing {drawing.height:g} px high, and it can have up to {_HIGHEST:,}, but not none."
        )
        raise Fault(message, name)
    return drawing


@functools.lru_cache(maxsize=256)
def _svg(spec: str, name: str) -> str:
    """Return a specification as SVG. Raises Fault where it does not compile, or nothing is there to do it."""
    if importlib.util.find_spec("vl_convert") is None:
        message = "Charts are drawn by the Python package vl-convert-python, which is not installed."
        hint = (
            f'Install it, with `uv pip` where there is no pip:\n\n{sys.executable} -m pip install "explainery[charts]"'
        )
        raise Fault(message, hint=hint)
    try:
        answer = PROGRAM.ask({"spec": spec, "largest": LARGEST}, SECONDS)
    except TakesTooLong:
        message = f"`{name}` is not drawn after {SECONDS:g} seconds, so it was given up."
        raise Fault(message, name, hint=_LESS) from None
    except TooManyTakeTooLong:
        message = f"`{name}` was not tried, since other charts took too long."
        raise Fault(message, name, hint="Correct the others first, then build again.") from None
    except Ended:
        message = f"`{name}` ended the program that draws it, which mostly takes too much memory."
        raise Fault(message, name, hint=_LESS) from None
    if "large" in answer:
        message = f"`{name}` makes a drawing of {answer['large']:,} characters, and a page can hold {LARGEST:,}."
        raise Fault(message, name, hint=_LESS)
    if "error" in answer:
        lines = [line for line in answer["error"].splitlines() if not line.lstrip().startswith("at ")]
        says = _ECHO.sub("", lines[-1] if lines else "").removeprefix("Error: ").strip()
        message = f"`{name}` does not compile: {says}"
        raise Fault(message, name)
    return str(answer["svg"])


def _config(width: int) -> Mapping[str, Any]:
    """Return what charts of a width look like: in the narrow one, names get less room and its axis fewer ticks."""
    room, ticks, columns = (0.4 * width, 2, 1) if width == NARROW else (0.25 * width, 5, 3)
    return {
        **_CONFIG,
        "axis": {**_CONFIG["axis"], "labelLimit": room},
        "axisX": {**_CONFIG["axisX"], "tickCount": ticks},
        "legend": {**_CONFIG["legend"], "columns": columns, "labelLimit": room},
    }


def _rows(data: Mapping[str, Any]) -> Sheet:
    """Return what is drawn as a file has it; rows that were typed have the columns of their table."""
    if data.get("data") or not isinstance(data, Data):
        return read_sheet(data["data"], data["folder"], data["files"])
    table = rows_of(data, _MOST).table()
    places = tuple((Place("", 0),) * len(row) for row in table.rows)
    return Sheet("rows", table.columns, table.rows, places)


def _has_no_numbers_of_its_own(specs: Mapping[str, Any]) -> None:
    """Raise Fault for a number that the specification says itself: no fact and no source is behind it."""
    for name, spec in specs.items():
        for path, group in groups_in(spec, name):
            own = next((key for key in ("datum", "calculate") if _is_claim(key, group.get(key))), None)
            own = own or next((key for key in ("text", "value") if _shows_number(path, key, group)), None)
            if own:
                message = f"`{path}.{own}` says `{group[own]}`, and nothing says where that number is from."
                hint = (
                    "Draw it from a column of the data; or say why it is from nowhere, which readers see:\n\nuntied: …"
                )
                raise Fault(message, name, hint=hint)


def _is_claim(key: str, value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return key == "datum"
    return key == "calculate" and isinstance(value, str) and _DIGIT.search(value) is not None


def _shows_number(path: str, key: str, group: Mapping[str, Any]) -> bool:
    """Say whether words with a number stand in a specification, to be drawn beside the data."""
    value, in_text = group.get(key), path.endswith(".text") if key == "value" else "type" in group
    return in_text and isinstance(value, str | int | float) and _DIGIT.search(str(value)) is not None


def _years(rows: Sheet, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns that hold years, which are written without a sign between their digits."""
    units = {said["name"]: said.get("unit") for said in data.get("columns") or ()}
    columns = zip(rows.columns, zip(*rows.cells, strict=True), strict=True)
    return frozenset(
        name
        for name, cells in columns
        if is_year(units.get(name)) or (not units.get(name) and all(map(_YEAR.fullmatch, cells)))
    )


def _with_years(value: Any, years: frozenset[str]) -> Any:
    """Return a specification in which numbers of columns that hold years are written as years."""
    if isinstance(value, list | tuple):
        return [_with_years(inner, years) for inner in value]
    if not isinstance(value, Mapping):
        return value
    result = {name: _with_years(inner, years) for name, inner in value.items()}
    if result.get("field") in years and result.get("type") == "quantitative" and result.get("axis", {}) is not None:
        result["axis"] = {"format": "d", **result.get("axis", {})}
    return result


def _names_are_plain(rows: Sheet) -> None:
    """Raise Fault for the name of a column that Vega-Lite would take for a path."""
    for column in rows.columns:
        if wrong := set(_NOT_IN_NAMES) & set(column):
            message = f"The name of the column `{column}` holds `{min(wrong)}`, which Vega-Lite takes for a path."
            raise Fault(message, "data", Place(rows.path, 1))


def _values(rows: Sheet) -> list[dict[str, Any]]:
    """Return the rows for Vega-Lite: numbers in columns that hold nothing else, text in the others."""
    numeric = [any(column) and all(map(_is_number, filter(None, column))) for column in zip(*rows.cells, strict=True)]
    return [
        {
            name: (float(cell) if cell else None) if number else cell
            for name, cell, number in zip(rows.columns, row, numeric, strict=True)
        }
        for row in rows.cells
    ]


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and math.isfinite(float(cell))


def _merged(spec: Any, changes: Any) -> Any:
    """Return a specification with changes laid over it, group by group."""
    if not isinstance(spec, Mapping) or not isinstance(changes, Mapping):
        return changes
    return {**spec, **{name: _merged(spec.get(name), value) for name, value in changes.items()}}


def groups_in(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every group of fields inside a value, with where it stands: `spec.encoding.x`."""
    if isinstance(value, Mapping):
        yield path, value
        for name, inner in value.items():
            yield from groups_in(inner, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from groups_in(inner, f"{path}.{at}")


def _refuse(spec: Mapping[str, Any], name: str) -> None:
    for path, group in groups_in(spec, name):
        for key in group.keys() & _OURS.keys():
            message = f"`{path}.{key}` must not be there: {_OURS[key]}."
            raise Fault(message, name)
        for key, value in group.items():
            if changing := _changing(key, value):
                message = f"`{path}.{key}` asks for `{changing}`, which gives something else in every build."
                raise Fault(message, name)
        mark = group.get("mark")
        kind = mark.get("type") if isinstance(mark, Mapping) else mark
        if kind is not None and kind not in _MARKS:
            hint = did_you_mean(str(kind), _MARKS, f"Choose one of {listed(_MARKS)}.")
            message = f"`{path}.mark` is `{kind}`, and charts have no such mark."
            raise Fault(message, name, hint=hint)
    if "width" in spec:
        message = f"`{name}.width` must not be there: {_OURS['autosize']}."
        raise Fault(message, name)


def _changing(key: str, value: Any) -> str | None:
    """Return what is asked for though each build would get something else from it, if anything is."""
    if isinstance(value, list | tuple):
        return next(filter(None, (_changing(key, inner) for inner in value)), None)
    if not isinstance(value, str) or key in _WORDS:
        return None
    if key in ("extent", "aggregate", "op") and value in _DRAWN_BY_LOT:
        return value
    plain = _ESCAPED.sub(lambda sign: chr(min(int(sign[1], 16), 0x10FFFF)), value)
    found = _CHANGING.search(plain)
    return f"{found[1]}()" if found else None


def _fields_are_there(spec: Mapping[str, Any], rows: Sheet, name: str) -> None:
    """Raise Fault for a field that is no column, or no number where one is wanted: nothing would be drawn."""
    made = any("transform" in group or "repeat" in group for _, group in groups_in(spec, name))
    for path, group in () if made else groups_in(spec, name):
        field = group.get("field")
        if not isinstance(field, str):
            continue
        if field not in rows.columns:
            guess = near(field, rows.columns)
            hint = f"Did you mean `{guess}`?" if guess else f"Look at the first row of `{rows.path}`."
            message = f"`{path}.field` is `{field}`, and the data have no such column."
            raise Fault(message, name, hint=hint)
        at = rows.columns.index(field)
        for cells in rows.cells if group.get("type") == "quantitative" else ():
            if cells[at] and not _is_number(cells[at]):
                message = (
                    f"`{path}` is quantitative, and the column `{field}` holds `{cells[at]}`, which is not a number."
                )
                raise Fault(message, name)


def _in_utc(value: Any) -> Any:
    """Return a specification whose times are in UTC: Vega-Lite would take the clock of the machine that builds."""
    if isinstance(value, list | tuple):
        return [_in_utc(inner) for inner in value]
    if not isinstance(value, Mapping):
        return value
    result = {name: _in_utc(inner) for name, inner in value.items()}
    scale, unit = result.get("scale", {}), result.get("timeUnit")
    if result.get("type") == "temporal" and "field" in result and isinstance(scale, Mapping):
        result["scale"] = {"type": "utc", **scale}
    if isinstance(unit, str) and not unit.startswith("utc"):
        result["timeUnit"] = f"utc{unit}"
    elif isinstance(unit, Mapping):
        result["timeUnit"] = {**unit, "utc": True}
    return result
