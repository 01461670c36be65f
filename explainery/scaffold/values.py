"""The values that a new page or record begins with: valid, and plainly to be replaced."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explainery.problems import Place, Problem, Problems
from explainery.schema import Schema

_NOT_WORDS = {"enum", "const", "pattern", "format", "x-ref", "x-value", "x-markdown", "x-new"}
_TEXTS = ("To be replaced.", "To be replaced", "to-be-replaced", "new", "x", "https://example.org/", "en", "1")
_NUMBERS = (1, 0)


@dataclass(frozen=True, slots=True)
class Needs:
    """What values are made from: the title, the day, and what finds something that a field can name.

    `reference` takes a kind of record or page, `group` what a figure selects by, such as `event.group`.
    """

    title: str
    today: dt.date
    reference: Callable[[str], str]
    group: Callable[[str], str] = str


def titled(schema: Schema) -> str:
    """Return the field that holds the title of a page or record; "" where no field does, as in figures.

    It is `title`, or the field called like the kind, or the first needed field of plain words.
    """
    if schema.shape.figure:
        return ""
    fields = schema.definition.get("properties", {})
    needed = [name for name in fields if name in schema.definition.get("required", ()) and name != "id"]
    words = [name for name in needed if fields[name].get("type") == "string" and not _NOT_WORDS & fields[name].keys()]
    return next((name for name in ("title", schema.shape.name, *words) if name in needed), "")


def first_values(schema: Schema, needs: Needs, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for every field that is needed, or has an `x-new`, in the order of the schema.

    `given` are values that are known: an id, the kind. Raises Problems where no valid value is known.
    """
    values: dict[str, Any] = {}
    for name, sub in schema.definition.get("properties", {}).items():
        if name in given:
            values[name] = given[name]
        elif name == titled(schema):
            values[name] = needs.title
        elif name in schema.definition.get("required", ()) or "x-new" in sub:
            values[name] = _first_valid(schema, name, sub, needs)
    return values


def _first_valid(schema: Schema, name: str, sub: Mapping[str, Any], needs: Needs) -> Any:
    for value in _candidates(sub, needs):
        errors = schema.validator.iter_errors({name: value})
        if not any(error.instance_path[:1] == [name] for error in errors):
            return value
    says = f"No value is known that the field `{name}` of {schema.what} could begin with."
    hint = f"Say one in the schema, below `{name}`:\n\n    x-new: …"
    folder = "components" if schema.shape.figure else "records" if schema.shape.content else "kinds"
    raise Problems(
        [Problem("NO FIRST VALUE", Place(f"templates/{folder}/{schema.shape.name}/schema.yaml"), says, hint)]
    )


def _candidates(sub: Any, needs: Needs) -> Iterator[Any]:
    """Yield values that may fit a field, the best first."""
    sub = sub if isinstance(sub, dict) else {}
    types = sub.get("type", "string")
    types = types if isinstance(types, list) else [types]
    if "x-new" in sub:
        yield sub["x-new"]
    elif "x-ref" in sub:
        yield needs.reference(sub["x-ref"])
    elif "x-select" in sub:
        yield needs.group(sub["x-select"])
    elif "enum" in sub or "const" in sub:
        yield from sub.get("enum", [sub.get("const")])
    elif "array" in types:
        inner = next(_candidates(sub.get("items"), needs), None)
        yield [inner] * sub.get("minItems", 0)
    elif "object" in types:
        inside = sub.get("properties", {})
        yield {name: next(_candidates(inside.get(name), needs), None) for name in sub.get("required", ())}
    else:
        yield from _single(sub, types, needs.today)


def _single(sub: Mapping[str, Any], types: list[str], today: dt.date) -> Iterator[Any]:
    if "boolean" in types:
        yield False
    if sub.get("x-value") is True and ("type" not in sub or "number" in types):
        yield from _NUMBERS
    if "x-value" in sub or sub.get("format") == "date":
        yield today.isoformat()
    if {"integer", "number"} & set(types):
        yield from (*_NUMBERS, *(sub[limit] for limit in ("minimum", "maximum", "multipleOf") if limit in sub))
    if "string" in types:
        yield from (*_TEXTS, today.isoformat(), f"{today:%Y}", "to-be-replaced.html")
