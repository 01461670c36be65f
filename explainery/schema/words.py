"""What the words of a schema may be: those of JSON Schema by its own schema, ours by one that stands here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs

from explainery import SCHEMAS
from explainery.fields import Fields, Items, Node
from explainery.problems import Place, Problem, did_you_mean, listed

_TEXT, _YES_OR_NO = {"type": "string", "minLength": 1}, {"type": "boolean"}
_FIELD = {
    "type": "object",
    "properties": {
        "x-ref": _TEXT,
        "x-markdown": {"enum": ["inline", "block"]},
        "x-max-words": {"type": "integer"},
        "x-value": {"enum": [True, "date"]},
        "x-unit": _TEXT,
        "x-edtf": _YES_OR_NO,
        "x-formula": _YES_OR_NO,
        "x-untied": _YES_OR_NO,
        "x-exact": _YES_OR_NO,
        "x-web": _YES_OR_NO,
        "x-picture": _YES_OR_NO,
        "x-file": {"enum": ["video", "audio", "captions"]},
        "x-licence": _YES_OR_NO,
        "x-data": _YES_OR_NO,
        "x-select": _TEXT,
        "x-form": _TEXT,
        "x-open": _YES_OR_NO,
        "x-words": {"type": "object", "additionalProperties": _TEXT},
        "x-choices": _TEXT,
        "x-new": {},
        "x-site": _YES_OR_NO,
        "properties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}},
        "items": {"$ref": "#/$defs/field"},
    },
}
_WHOLE = {
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
    "x-needs": {"type": "array", "items": {"enum": ["files", "support", "pictures"]}},
}
_OURS = jsonschema_rs.Draft202012Validator({"$defs": {"field": _FIELD}, "$ref": "#/$defs/field", "properties": _WHOLE})
_GROUPS = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")  # of schemas, by name
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then"),
    *("unevaluatedItems", "unevaluatedProperties"),
)
_OTHERS = (  # of JSON Schema 2020-12, which lets a word that it does not know pass
    "$anchor $comment $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary const contentEncoding contentMediaType"
    " default dependentRequired deprecated description enum examples exclusiveMaximum exclusiveMinimum format"
    " maxContains maximum maxItems maxLength maxProperties minContains minimum minItems minLength minProperties"
    " multipleOf pattern readOnly required title type uniqueItems writeOnly"
).split()
_FORMS = (
    "date date-time duration email hostname idn-email idn-hostname ipv4 ipv6 iri iri-reference json-pointer regex"
    " relative-json-pointer time uri uri-reference uri-template uuid"
).split()
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_STANDARD = frozenset((*_GROUPS, *_LISTS, *_SINGLE, *_OTHERS))
_OWN_WORDS = [word for word in (*_WHOLE, *_FIELD["properties"]) if word.startswith("x-")]
_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
_OF_OURS = f"What the words mean that begin with `x-` is said at {SCHEMAS}"


def wrong_words(definition: dict[str, Any], node: Node, path: str) -> Problem | None:
    """Return what is wrong with a schema as a schema, at its place, if anything is."""
    if (draft := definition.get("$schema", _DRAFT)) != _DRAFT:  # which else would be asked for, on its host
        says = f"`$schema` is `{draft}`, and schemas here are those of JSON Schema 2020-12."
        place = place_in(node, ("$schema",)) or Place(path)
        return Problem("BAD SCHEMA", place, says, f"Leave it out, or write `$schema: {_DRAFT}`.")
    try:
        jsonschema_rs.meta.validate(definition)
        for way, part in _parts(definition):
            if problem := _unknown(part, way, node, path) or _out_of_reach(part, way, node, path):
                return problem
        _OURS.validate(definition)
    except jsonschema_rs.ValidationError as error:
        place = place_in(node, error.instance_path) or Place(path)
        return _no_type(error, place) or _no_choice(error, place) or bad_schema(error.message, place)
    if (kind := definition.get("type", "object")) != "object":
        says = f"`type` says `{_as_written(kind)}`, and what a schema describes as a whole is a group of fields."
        return Problem("BAD SCHEMA", place_in(node, ("type",)) or Place(path), says, "Delete it, or write `object`.")
    return None


def _parts(sub: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield a schema and those in it, each with the way to it."""
    if not isinstance(sub, Mapping):
        return
    yield way, sub
    for word in _SINGLE:
        yield from _parts(sub.get(word), (*way, word))
    for word in _GROUPS:
        for name, inner in sub.get(word, {}).items():
            yield from _parts(inner, (*way, word, name))
    for word in _LISTS:
        for number, inner in enumerate(sub.get(word, ())):
            yield from _parts(inner, (*way, word, number))


def _unknown(part: Mapping[str, Any], way: tuple[str | int, ...], node: Node, path: str) -> Problem | None:
    """Return that a part of a schema has a word that there is not; None if it has none."""
    word = next((word for word in part if word not in _STANDARD and word not in _OWN_WORDS), None)
    if word is None:
        return None
    place = place_in(node, (*way, word), key=True) or Place(path)
    return Problem("BAD SCHEMA", place, f"There is no word `{word}` in schemas.", _meant(word))


def _out_of_reach(part: Mapping[str, Any], way: tuple[str | int, ...], node: Node, path: str) -> Problem | None:
    """Return that a part of a schema names a form that there is not, or another file; None if it does not."""
    form, target = part.get("format", _FORMS[0]), part.get("$ref", "#")
    if form not in _FORMS:
        place = place_in(node, (*way, "format")) or Place(path)
        hint = did_you_mean(form, _FORMS, f"There are {listed(_FORMS)}.")
        return Problem("BAD SCHEMA", place, f"There is no `format` called `{form}`.", hint)
    if not target.startswith("#"):
        place = place_in(node, (*way, "$ref")) or Place(path)
        says = "`$ref` names another file, and no schema refers to anything outside its own."
        hint = "Write under `$defs` what it means, and name that: `$ref: '#/$defs/size'`."
        return Problem("BAD SCHEMA", place, says, hint)
    return None


def _meant(word: str) -> str:
    """Return what to write in place of a word that is none."""
    if word.startswith("x-"):
        return did_you_mean(word, _OWN_WORDS, f"There are {listed(_OWN_WORDS)}.")
    others = f"See json-schema.org for the words that there are; {_OF_OURS[0].lower()}{_OF_OURS[1:]}"
    return did_you_mean(word, (*_STANDARD, *_OWN_WORDS), others)


def _no_type(error: jsonschema_rs.ValidationError, place: Place) -> Problem | None:
    """Return that a schema names a type that there is not; None if something else is wrong."""
    if "type" not in error.instance_path[-2:] or error.kind.name != "anyOf":
        return None
    named = error.instance if isinstance(error.instance, list) else [error.instance]
    wrong = next((name for name in named if name not in _TYPES), "")
    says = f"This schema is not valid: there is no type `{wrong}`." if wrong else "`type` names one type or several."
    return Problem("BAD SCHEMA", place, says, did_you_mean(str(wrong), _TYPES, f"There are {listed(_TYPES)}."))


def _no_choice(error: jsonschema_rs.ValidationError, place: Place) -> Problem | None:
    """Return that a word of ours cannot say what it says; None if something else is wrong."""
    word = next((str(step) for step in reversed(error.instance_path) if isinstance(step, str)), "")
    if not word.startswith("x-") or error.kind.name != "enum":
        return None
    choices = [_as_written(choice) for choice in error.kind.as_dict()["options"]]
    says = f"`{word}` cannot be `{_as_written(error.instance)}`."
    hint = f"It may be {' or '.join(f'`{choice}`' for choice in choices)}. {_OF_OURS}"
    return Problem("BAD SCHEMA", place, says, hint)


def _as_written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def bad_schema(why: str, place: Place) -> Problem:
    """Return that a schema cannot be used."""
    hint = "See json-schema.org for what may stand here, and the schema of another kind."
    return Problem("BAD SCHEMA", place, f"This schema is not valid: {why.splitlines()[0].rstrip('.')}.", hint)


def place_in(node: Node | None, steps: Sequence[str | int], *, key: bool = False) -> Place | None:
    """Return where a part of a schema stands, or with `key` the word before it."""
    for number, step in enumerate(steps, 1):
        if isinstance(node, Fields):
            entry = next((entry for entry in node.entries if entry[0].text == step), None)
            found = entry and entry[0 if key and number == len(steps) else 1]
        else:
            found = node.items[int(step)] if isinstance(node, Items) else None
        if found is None:
            return None
        node = found
    return node.place if node else None
