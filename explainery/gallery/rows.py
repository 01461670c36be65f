"""The fields of a schema, each as words for a person who writes them."""

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from explainery.schema import Schema, holds_amount

Pieces = list[dict[str, str | bool]]
"""A sentence in parts: the `text` of each, and whether it is `code`."""

Row = dict[str, Any]
"""A field: its `name`, and the parts of its `type`, of where it is `needed`, `about` it, and of its `limits`."""

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "array": "list",
    "object": "group of fields",
}
_FORMS: tuple[tuple[str, Callable[[Mapping[str, Any]], bool]], ...] = (
    ("data of any form", lambda sub: "x-data" in sub),
    ("Markdown, one paragraph", lambda sub: sub.get("x-markdown") == "inline"),
    ("Markdown", lambda sub: "x-markdown" in sub),
    ("day, as `2026-01-31`", lambda sub: sub.get("format") == "date"),
    ("date, also one that is not quite known", lambda sub: "x-edtf" in sub or sub.get("x-value") == "date"),
    ("number, day, time or duration", lambda sub: "x-value" in sub),
    ("address on the web", lambda sub: "x-web" in sub),
    ("name of a file", lambda sub: bool({"x-picture", "x-file"} & sub.keys())),
    ("name of a licence, or a group of fields", lambda sub: "x-licence" in sub),
)
"""What our own words in a schema make of a field, the first that is so."""

_LIMITS = {
    "maxLength": "At most {} characters.",
    "x-max-words": "At most {} words.",
    "minItems": "At least {} entries.",
    "maxItems": "At most {} entries.",
    "minimum": "At least {}.",
    "maximum": "At most {}.",
}


def pieces_of(text: str) -> Pieces:
    """Return a text in which backticks mark code as its parts."""
    pieces = enumerate(" ".join(text.split()).split("`"))
    return [{"text": piece, "code": at % 2 == 1} for at, piece in pieces if piece]


def rows_of(schema: Schema, records: AbstractSet[str]) -> list[Row]:
    """Return the fields of a schema in its order, those inside another one behind a dot.

    `records` are the kinds of records, which references name.
    """
    sometimes = {name: words for rule in _rules(schema.definition) for name, words in _conditions(rule)}
    return list(_rows(schema.definition, "", records, sometimes, takes_facts=schema.takes_facts))


def _rows(
    sub: Mapping[str, Any], before: str, records: AbstractSet[str], sometimes: Mapping[str, str], *, takes_facts: bool
) -> Iterator[Row]:
    for name, field in _part(sub, "properties").items():
        needed = "needed" if name in sub.get("required", ()) else sometimes.get(name, "")
        limits = [*_limits(field, takes_facts=takes_facts)]
        yield {
            "name": f"{before}{name}",
            "type": pieces_of(_type(field, records)),
            "needed": pieces_of(needed),
            "about": pieces_of(str(field.get("description", ""))),
            "limits": [pieces_of(limit) for limit in limits],
        }
        inside = _part(field, "items") if field.get("type") == "array" else field
        if "x-ref" not in inside:  # whose two forms are no fields to list
            yield from _rows(inside, f"{before}{name}.", records, {}, takes_facts=takes_facts)


def _part(sub: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of a schema; an empty one where there is none, or it is `true` or `false`, as it may be."""
    part = sub.get(name)
    return part if isinstance(part, Mapping) else {}


def _type(sub: Mapping[str, Any], records: AbstractSet[str]) -> str:
    """Return what a field holds."""
    if "x-ref" in sub:
        return _reference(sub, records)
    return next((words for words, is_so in _FORMS if is_so(sub)), None) or _plain_type(sub, records)


def _plain_type(sub: Mapping[str, Any], records: AbstractSet[str]) -> str:
    """Return what a field holds of which none of our own words says it."""
    if "enum" in sub or "const" in sub:
        choices = sub.get("enum", [sub.get("const")])
        return f"{'one of ' if len(choices) > 1 else ''}{', '.join(f'`{_shown(choice)}`' for choice in choices)}"
    if items := _part(sub, "items"):
        return f"list: {_type(items, records)}"
    if named := _part(sub, "additionalProperties"):
        return f"names, each with: {_type(named, records)}"
    types = sub.get("type", "string")
    return " or ".join(_TYPES.get(name, name) for name in ([types] if isinstance(types, str) else types))


def _reference(sub: Mapping[str, Any], records: AbstractSet[str]) -> str:
    kind = str(sub["x-ref"])
    if kind in records:
        located = ", or `{id: …, locator: page 12}`" if kind == "source" and sub.get("type") != "string" else ""
        return f"id of a `{kind}`{located}"
    return "page, by its path in `content/`" if kind == "page" else f"page in `content/{kind}/`, by its name"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _limits(sub: Mapping[str, Any], *, takes_facts: bool) -> Iterator[str]:
    """Yield what is allowed, beyond the type."""
    if "minItems" in sub and sub["minItems"] == sub.get("maxItems"):
        yield f"Exactly {sub['minItems']:,} entries."
        sub = {word: value for word, value in sub.items() if word not in ("minItems", "maxItems")}
    for word, sentence in _LIMITS.items():
        if word in sub and (word, sub[word]) != ("minItems", 1):
            yield sentence.format(f"{sub[word]:,}")
    for inner in (sub, _part(sub, "items")):
        if "x-form" in inner:
            yield str(inner["x-form"])
    if sub.get("x-open"):
        yield "An explainer's own schema may have other choices."
    if takes_facts and holds_amount(sub):
        yield "Or the fact that holds it, as in `fact:opened`."


def _rules(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (rule for rule in (definition, *definition.get("allOf", ())) if isinstance(rule, Mapping))


def _conditions(rule: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields that are needed only where something holds, each with words that say where."""
    condition = _part(rule, "if")
    where, elsewhere = [], []
    for name in condition.get("required", ()):
        if name not in _part(condition, "properties"):
            where.append(f"there is `{name}`")
            elsewhere.append(f"there is no `{name}`")
    for name, sub in _part(condition, "properties").items():
        if isinstance(sub, Mapping) and "const" in sub:
            where.append(f"`{name}` is `{_shown(sub['const'])}`")
            elsewhere.append(f"`{name}` is not `{_shown(sub['const'])}`")
    for branch, words in (("then", " and ".join(where)), ("else", " or ".join(elsewhere))):
        for name in _part(rule, branch).get("required", ()):
            yield name, f"needed where {words}" if words else "needed in some cases"
