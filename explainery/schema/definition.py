"""The schema files of `templates/` into schemas."""

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import jsonschema_rs

from explainery.fields import Fields, Items, Node, load
from explainery.model import CLASSES, SHIPPED_SCHEMAS, Document, Shape, fields_read
from explainery.problems import Place, Problem, Problems, did_you_mean, listed
from explainery.schema.extension import Finding, field_over, laid_over
from explainery.schema.words import bad_schema, place_in, wrong_words
from explainery.value import Value

NO_WORDS = frozenset(
    "pattern enum format x-exact x-edtf x-ref x-value x-data x-markdown x-formula x-picture x-file x-licence".split()
)
"""Words of a schema that mark a text as something else than words for people, or as Markdown."""
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?(?:[eE][-+]?\d{1,9})?")
_REFERENCE = {
    "type": ["string", "object"],
    "properties": {"id": {"type": "string"}, "locator": {"type": "string"}},
    "required": ["id"],
    "additionalProperties": False,
}
_DRAFT = {
    "description": "`true` keeps the record out of the site until you build with `--drafts`.",
    "type": "boolean",
    "x-new": True,
}
"""The field that every record has, whatever its schema says: nothing is published before a person wants it to be."""

_OF_ANY_RECORD = {
    "id": {"type": "string"},
    "aliases": {"type": "array", "items": {"type": "string"}},
    "sources": {"type": "array", "items": {"x-ref": "source"}},
}
"""The fields that the generator reads of records of whatever kind, where they have them."""
_NEEDED_BY_FIGURES = ("id", "claim", "alt")
_FILES = ("schema.yaml", "settings.yaml")


@dataclass(frozen=True)
class Schema(Value):
    """One schema: its fields, and what it is called in a sentence (`what`: `a page`, ``the block `cards` ``).

    `takes_facts`: a field that holds a number or date may name the fact that holds it.
    """

    what: str
    shape: Shape
    definition: Mapping[str, Any]
    takes_facts: bool = False

    @functools.cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """Return what finds the faults of values, made when it is first asked for: an edit needs few of them."""
        return _validator(self.definition)


def schema_texts(templates: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return all that schemas are read from, by path: their files, and empty texts for the code of figures."""
    texts = {path: text for path, text in sorted(templates.items()) if path.endswith(_FILES)}
    return tuple((texts | {path: "" for path in sorted(templates) if path.endswith("/draw.py")}).items())


def read_schemas(templates: Mapping[str, str], folder: str) -> Mapping[str, Schema]:
    """Return the schemas of `folder` (`kinds`, `records` or `components`) by name. Raises Problems."""
    return _read_schemas(schema_texts(templates), folder)


@functools.lru_cache(maxsize=9)  # of each folder those of three explainers, as of one with and without what it left out
def _read_schemas(texts: tuple[tuple[str, str], ...], folder: str) -> Mapping[str, Schema]:
    templates = dict(texts)
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(templates):
        parts = path.split("/")
        if parts[0] == folder and len(parts) == 3 and parts[2] == "schema.yaml":  # noqa: PLR2004 - folder/name/file
            found[parts[1]] = _definition(path, templates)
    if wrong := [one for name, own in found.items() if (one := _extends_nothing(folder, name, own, found, templates))]:
        raise Problems(wrong)
    read = _read_of_all(folder, templates)
    if wrong := list(_of_another_form(folder, found, read, templates)):
        raise Problems(wrong)
    schemas = {}
    for name, own in found.items():
        of_all = read if _is_of_all(folder, name, found) else {}
        path, definition = f"templates/{folder}/{name}/schema.yaml", _extended(name, found, of_all)
        definition = _asking(folder, name, definition, templates)
        _can_be_sorted(definition, path, templates)
        definition = _with_draft(definition, path) if folder == "records" else definition
        if folder == "components":
            definition = _with_choices(definition, templates, path)
        schema = _schema(name, definition, path, _what(folder, own, name))
        if definition.get("x-figure"):
            code = _drawing_code(name, found, templates, path)
            schema = replace(schema, shape=replace(schema.shape, figure=code), takes_facts=True)
        schemas[name] = schema
    if folder == "components":  # of which figures alone hold numbers that others check
        return schemas
    return {name: replace(schema, takes_facts=name != "fact") for name, schema in schemas.items()}


def settings_schema(templates: Mapping[str, str]) -> Schema:
    """Return the schema of the settings. Raises Problems."""
    return _settings_schema(schema_texts(templates))


@functools.lru_cache(maxsize=3)
def _settings_schema(texts: tuple[tuple[str, str], ...]) -> Schema:
    return schema_at("settings.yaml", "settings file", dict(texts))


def schema_at(path: str, what: str, templates: Mapping[str, str]) -> Schema:
    """Return the schema at a path of the templates; `what` is what its files are called. Raises Problems."""
    return _schema(what, _definition(path, templates), f"templates/{path}", f"the {what}")


def holds_amount(sub: Any) -> bool:
    """Say whether a field holds a number or a date, so that it can be the value of a fact."""
    if not isinstance(sub, Mapping):
        return False
    types = sub.get("type", ())
    return "x-value" in sub or {"integer", "number"} >= set([types] if isinstance(types, str) else types) > set()


def _what(folder: str, definition: Mapping[str, Any], name: str) -> str:
    title = str(definition.get("title", name))
    if folder == "components":
        return f"the block `{name}`"
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _definition(path: str, templates: Mapping[str, str]) -> dict[str, Any]:
    """Return what the schema at `path` says, laid over the shipped one of that path if it extends one."""
    own, _node = _said(templates[path], f"templates/{path}")
    if (first := templates.get(f"{SHIPPED_SCHEMAS}{path}")) is None:
        return own
    definition, findings = laid_over(_said(first, f"templates/{path}")[0], own)
    if findings:
        raise Problems(_bad_schemas(findings, path, templates))
    return definition


def _of_another_form(
    folder: str, found: Mapping[str, dict[str, Any]], read: Mapping[str, Any], templates: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield where schemas make something else of fields that the generator reads of all that they are about."""
    for name, own in found.items():
        fields = own.get("properties", {})
        if _is_of_all(folder, name, found):
            _laid, findings = laid_over({"properties": {field: read[field] for field in fields if field in read}}, own)
            yield from _bad_schemas(findings, f"{folder}/{name}/schema.yaml", templates)


def _read_of_all(folder: str, templates: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the fields that the generator reads of every page, record or figure, as they ship."""
    if folder == "records":
        return _OF_ANY_RECORD
    path = "kinds/page/schema.yaml" if folder == "kinds" else "components/figure/schema.yaml"
    text = templates.get(f"{SHIPPED_SCHEMAS}{path}", templates.get(path, ""))
    read: Mapping[str, Any] = _said(text, f"templates/{path}")[0].get("properties", {})
    return read


def _is_of_all(folder: str, name: str, found: Mapping[str, dict[str, Any]]) -> bool:
    """Say whether a schema is about a page, record or figure, and is not the shipped one of it."""
    if folder == "components":
        return name != "figure" and bool(_extended(name, found, {}).get("x-figure"))
    return name != "page" if folder == "kinds" else name not in CLASSES


def _asking(folder: str, name: str, definition: dict[str, Any], templates: Mapping[str, str]) -> dict[str, Any]:
    """Return a definition that asks for all that the generator cannot do without. Raises Problems where it has not."""
    needed: Iterable[str] = ()
    hint = "Give it that field, as it stands in the schema that is shipped."
    if folder == "kinds":
        needed = [field for field, is_asked in fields_read(Document).items() if is_asked]
        hint = "Write `x-extends: page`, which gives it all fields of a page."
    elif folder == "records":
        needed, hint = ("id",), "Give it that field, by which others name the record:\n\nid: {type: string}"
    elif "x-figure" in definition:
        needed = _NEEDED_BY_FIGURES
    missing = next((field for field in needed if field not in definition["properties"]), None)
    if missing is not None:
        path = f"{folder}/{name}/schema.yaml"
        says = f"This schema has no field `{missing}`, which the generator asks for."
        raise Problems(_bad_schemas([(("properties",), says, hint)], path, templates))
    if folder == "components":
        return definition
    return {**definition, "required": list(dict.fromkeys((*definition["required"], *needed)))}


def _can_be_sorted(definition: Mapping[str, Any], path: str, templates: Mapping[str, str]) -> None:
    """Raise Problems where a schema sorts by a field that it has not."""
    fields = tuple(definition["properties"])
    if unknown := [field for field in definition.get("x-order", ()) if field not in fields]:
        says = f"`x-order` names `{unknown[0]}`, and there is no such field to sort by."
        hint = did_you_mean(unknown[0], fields, f"There are {listed(fields)}.")
        raise Problems(_bad_schemas([(("x-order",), says, hint)], path.removeprefix("templates/"), templates))


def _bad_schemas(findings: Iterable[Finding], path: str, templates: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the schema at a path, each at the word that it is about."""
    for steps, says, hint in findings:
        node = load(templates[path], f"templates/{path}", comments=True)
        place = place_in(node, steps) or (node.place if node else Place(f"templates/{path}"))
        yield Problem("BAD SCHEMA", place, says, hint)


def _said(text: str, path: str) -> tuple[dict[str, Any], Node | None]:
    node = load(text, path, comments=True)
    if node is not None and not isinstance(node, Fields):
        says = "A schema is a group of fields, such as `title` and `properties`; this is something else."
        raise Problems([Problem("BAD SCHEMA", node.place, says, "See the schema of another kind.")])
    definition = dict(_data(node)) if node else {}
    if node and (problem := wrong_words(definition, node, path)):
        raise Problems([problem])
    return definition, node


def _with_choices(sub: Any, templates: Mapping[str, str], path: str, way: tuple[str, ...] = ()) -> Any:
    """Return a part of a schema in which `x-choices` became the choices of the field that it names. Raises Problems."""
    if not isinstance(sub, dict):
        return sub
    result = {word: _with_choices(inner, templates, path, (*way, word)) for word, inner in sub.items()}
    if isinstance(named := sub.get("x-choices"), str):
        kind, _, field = named.partition(".")
        home = f"records/{kind}/schema.yaml"
        fields = _definition(home, templates).get("properties") if home in templates else None
        told = fields.get(field) if isinstance(fields, dict) else None
        choices = told.get("enum") if isinstance(told, dict) else None
        if choices is None:
            says = f"`x-choices` names `{named}`, and there is no field of a record with choices of that name."
            node = load(templates[path.removeprefix("templates/")], path, comments=True)
            place = place_in(node, (*way, "x-choices")) or Place(path)
            raise Problems([Problem("BAD SCHEMA", place, says, "Name a kind and its field, as in `source.kind`.")])
        result["enum"] = choices
    return result


def _data(node: Node) -> Any:
    """Return the plain data of a schema, with the types that YAML 1.2 gives unquoted words."""
    if isinstance(node, Fields):
        return {key.text: _data(value) for key, value in node.entries}
    if isinstance(node, Items):
        return [_data(item) for item in node.items]
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and NUMBER.fullmatch(node.text):
        number = float(node.text)
        if math.isfinite(number):
            return int(node.text) if node.text.lstrip("-").isdecimal() else number
    return node.text


def _extended(
    name: str, found: Mapping[str, dict[str, Any]], read: Mapping[str, Any], seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a definition with the fields of the kind that it extends, its own last; those `read` of all are merged."""
    own = found[name]
    parent = str(own.get("x-extends"))
    base = _extended(parent, found, read, (*seen, name)) if parent in found and parent not in seen else {}
    fields = dict(base.get("properties", {}))
    for field, sub in own.get("properties", {}).items():
        fields[field] = field_over(fields.get(field, read[field]), sub) if field in read else sub
    return {
        **base,
        **own,
        "properties": fields,
        "required": [*base.get("required", []), *own.get("required", [])],
    }


def _extends_nothing(
    folder: str, name: str, own: Mapping[str, Any], found: Mapping[str, Any], templates: Mapping[str, str]
) -> Problem | None:
    """Return what is wrong with `x-extends`: there is nothing of that name, or it leads back; None if nothing is."""
    parent = own.get("x-extends")
    way = _way_up(name, found)
    if parent is None or (parent in found and way[-1] != name):
        return None
    path = f"templates/{folder}/{name}/schema.yaml"
    node = load(templates[path.removeprefix("templates/")], path, comments=True)
    entries = node.entries if isinstance(node, Fields) else ()
    place = next((value.place for key, value in entries if key.text == "x-extends"), Place(path))
    if len(way) > 2:  # noqa: PLR2004 - itself, another one, itself
        says = f"`x-extends` leads in a circle: {' → '.join(f'`{one}`' for one in way)}."
        return Problem("BAD SCHEMA", place, says, "Let one of them extend nothing, or something else.")
    says = f"`x-extends` names `{parent}`, and there is no such folder in `templates/{folder}` to extend."
    others = [other for other in found if other != name]
    return Problem("BAD SCHEMA", place, says, did_you_mean(str(parent), others, f"There are {listed(others)}."))


def _way_up(name: str, found: Mapping[str, Any]) -> list[str]:
    """Return a name, that of what it extends, and so on; the last one is there already where they lead in a circle."""
    way = [name]
    while (parent := str(found[way[-1]].get("x-extends"))) in found:
        way.append(parent)
        if parent in way[:-1]:
            break
    return way


def _drawing_code(name: str, found: Mapping[str, dict[str, Any]], templates: Mapping[str, str], path: str) -> str:
    """Return which template draws a component: its own `draw.py`, or that of what it extends. Raises Problems."""
    seen: list[str] = []
    while name in found and name not in seen:
        if (code := f"components/{name}/draw.py") in templates:
            return code
        seen.append(name)
        name = str(found[name].get("x-extends"))
    says = (
        "`x-figure` says that this component draws a figure, and nothing here says how: the file `draw.py` is missing."
    )
    hint = f"Write `templates/components/{seen[0]}/draw.py`; or extend a component that has one, with `x-extends`."
    raise Problems([Problem("NO DRAWING CODE", Place(path), says, hint)])


def _with_draft(definition: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the definition of a record with the field `draft`. Raises Problems where it has another one."""
    if "draft" in definition["properties"]:
        says = "Every record has a field `draft` that keeps it out of the site, so a schema cannot have one of its own."
        hint = "Delete it here; or give it another name, if it is to say something else."
        raise Problems([Problem("BAD SCHEMA", Place(path), says, hint)])
    return {**definition, "properties": {**definition["properties"], "draft": _DRAFT}}


def _schema(name: str, definition: dict[str, Any], path: str, what: str) -> Schema:
    closed = _closed({"type": "object", **definition})
    try:
        _validator(closed)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        raise Problems([bad_schema(str(error), Place(path))]) from None
    return Schema(what, _shape(name, closed), closed)


def _validator(definition: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(definition), validate_formats=True, offline=True)


def _shape(name: str, definition: Mapping[str, Any]) -> Shape:
    properties = definition.get("properties", {})
    selects = {field: sub["x-select"] for field, sub in properties.items() if "x-select" in sub}
    if "x-select" in definition:
        selects[""] = definition["x-select"]
    sequence = definition.get("x-sequence", False)
    return Shape(
        name=name,
        fields=tuple(properties),
        extends=definition.get("x-extends", ""),
        order=tuple(definition.get("x-order", ())),
        sequence=bool(sequence),
        sequence_words=sequence if isinstance(sequence, Mapping) else {},
        page=definition.get("x-page"),
        content=definition.get("x-content"),
        needs=tuple(definition.get("x-needs", ())),
        selects=selects,
        texts=tuple(_texts(definition)),
        untied=bool(definition.get("x-untied")),
        amounts=tuple(_amounts(definition, ())),
        dates=tuple(name for name, sub in properties.items() if sub.get("x-value") == "date"),
        words={name: sub["x-words"] for name, sub in properties.items() if "x-words" in sub},
    )


def _amounts(sub: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of the fields that hold numbers or dates; `*` stands for the items of a list.

    Those that only say where something lies in a drawing are none of them (`x-untied`).
    """
    if isinstance(sub, Mapping) and path and sub.get("x-untied"):
        return
    if holds_amount(sub):
        yield ".".join(path)
    elif isinstance(sub, Mapping):
        for name, inner in sub.get("properties", {}).items():
            yield from _amounts(inner, (*path, name))
        yield from _amounts(sub.get("items"), (*path, "*"))


def _texts(sub: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the names of the fields whose text people read, those of fields inside fields with dots."""
    for name, inner in sub.get("properties", {}).items():
        if isinstance(inner, dict) and not inner.get("x-untied"):
            yield from _words(inner, f"{path}.{name}".lstrip("."))


def _words(sub: Mapping[str, Any], path: str) -> Iterator[str]:
    if sub.get("type") == "array" and isinstance(sub.get("items"), dict):
        yield from _words(sub["items"], path)
    elif sub.get("type") == "object":
        yield from _texts(sub, path)
        if isinstance(sub.get("additionalProperties"), dict):
            yield from _words(sub["additionalProperties"], f"{path}.*")
    elif sub.get("type") == "string" and not NO_WORDS & sub.keys():
        yield path


def _closed(sub: Any) -> Any:
    """Return a schema in which every object refuses unknown fields and every reference has its two forms."""
    if not isinstance(sub, dict):
        return sub
    if "x-ref" in sub and "type" not in sub:
        return {**sub, **_REFERENCE}
    result = dict(sub)
    if "properties" in sub:
        result["properties"] = {name: _closed(value) for name, value in sub["properties"].items()}
        result.setdefault("additionalProperties", False)
    if "items" in sub:
        result["items"] = _closed(sub["items"])
    return result
