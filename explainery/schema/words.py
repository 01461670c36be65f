"""What the words of a schema may be: those of JSON Schema by its own schema, ours by one that stands here."""

from collections.abc import Mapping, Sequence
from typing import Any

import jsonschema_rs

from explainery.fields import Fields, Items, Node
from explainery.problems import Place, Problem

_TEXT, _YES_OR_NO = {"type": "string", "minLength": 1}, {"type": "boolean"}
_FIELD = {
    "type": "object",
    "properties": {
        "x-ref": _TEXT,
        "x-markdown": {"enum": ["inline", "block"]},
        "x-max-words": {"type": "integer"},
        "x-value": {"enum": [True, "date"]},
        "x-edtf": _YES_OR_NO,
        "x-untied": _YES_OR_NO,
        "x-exact": _YES_OR_NO,
        "x-data": _YES_OR_NO,
        "x-select": _TEXT,
        "x-form": _TEXT,
        "x-open": _YES_OR_NO,
        "x-words": {"type": "object", "additionalProperties": _TEXT},
        "x-choices": _TEXT,
        "properties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}},
        "items": {"$ref": "#/$defs/field"},
    },
}
_NEEDED_BY_FIGURES = ("id", "claim", "alt")
_OURS = jsonschema_rs.Draft202012Validator(
    {
        "$defs": {"field": _FIELD},
        "$ref": "#/$defs/field",
        "properties": {
            "title": _TEXT,
            "required": {"type": "array", "items": _TEXT},
            "x-extends": _TEXT,
            "x-order": {"type": "array", "items": _TEXT},
            "x-sequence": {
                "type": ["boolean", "object"],
                "required": ["name"],
                "properties": {"name": _TEXT, "label": _TEXT},
                "additionalProperties": False,
            },
            "x-content": _TEXT,
            "x-page": _TEXT,
            "x-figure": {"const": True},
            "x-needs": {"type": "array", "items": {"enum": ["files", "support"]}},
        },
    }
)


def wrong_words(definition: dict[str, Any], node: Node, path: str) -> Problem | None:
    """Return what is wrong with a schema as a schema, at its place, if anything is."""
    try:
        jsonschema_rs.meta.validate(definition)
        _OURS.validate(definition)
    except jsonschema_rs.ValidationError as error:
        return bad_schema(error.message, place_in(node, error.instance_path) or Place(path))
    return None


def lacks(definition: Mapping[str, Any], path: str) -> Problem | None:
    """Return which field a schema lacks that the generator cannot do without, if there is one."""
    needed = _NEEDED_BY_FIGURES if "x-figure" in definition else ()
    missing = next((name for name in needed if name not in definition.get("properties", {})), None)
    if missing is None:
        return None
    says = f"This schema has no field `{missing}`, which the generator asks for."
    return Problem("BAD SCHEMA", Place(path), says, "Give it that field, as it stands in the schema that is shipped.")


def bad_schema(why: str, place: Place) -> Problem:
    """Return that a schema cannot be used."""
    hint = "See json-schema.org for what may stand here, and the schema of another kind."
    return Problem("BAD SCHEMA", place, f"This schema is not valid: {why.splitlines()[0].rstrip('.')}.", hint)


def place_in(node: Node | None, steps: Sequence[str | int]) -> Place | None:
    """Return where a part of a schema stands."""
    for step in steps:
        if isinstance(node, Fields):
            found = next((value for key, value in node.entries if key.text == step), None)
        else:
            found = node.items[int(step)] if isinstance(node, Items) else None
        if found is None:
            return None
        node = found
    return node.place if node else None
