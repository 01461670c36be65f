"""JSON Schemas for editors: what front matter, records and settings may hold, in the standard's words alone.

Draft 7 (json-schema.org/draft-07), which the YAML language server reads whole. `commands/schemas.py` keeps them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explainery.essence import digest_of
from explainery.model import Output, Record, Site
from explainery.paths import without_ending
from explainery.schema import Schema, holds_amount, read_schemas, schema_texts, settings_schema

_MOST_NAMES = 500  # a longer list to choose from helps nobody
_OURS = "x-"
_TAKEN = "fact:"  # what stands before the id of the fact that holds the value of a field


@dataclass(frozen=True, slots=True)
class _Names:
    """What there is to be named: records by their kind, also by ids that they had before, and pages by their paths."""

    records: Mapping[str, tuple[str, ...]]
    pages: tuple[str, ...]

    def of(self, kind: str) -> list[str]:
        """Return the names of one kind: of records, of pages (`page`), or of the pages in the folder of that name."""
        if kind in self.records:
            return list(self.records[kind])
        if kind == "page":
            return list(self.pages)
        inside = (path.rpartition("/") for path in self.pages)
        return [without_ending(file) for folder, _, file in inside if folder == kind]


def _published(site: Site) -> _Names:
    """Return the names of what is on the site."""
    return _Names({kind: _ids(records.values()) for kind, records in site.records.items()}, tuple(sorted(site.by_path)))


def _written(site: Site) -> _Names:
    """Return the names of all that was written: drafts may name drafts."""
    records = {kind: _ids(one for one in site.parsed.records if one.kind == kind) for kind in site.parsed.record_kinds}
    return _Names(records, tuple(sorted(document.path for document in site.parsed.documents)))


def _ids(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(sorted({name for one in records for name in (one.id, *one.aliases)}))


def editor_schemas(site: Site, templates: Mapping[str, str]) -> tuple[Output, ...]:
    """Return a JSON Schema for each kind of page (`kinds/`), each kind of record (`records/`), and the settings.

    Fields that name a record or a page offer the names that there are; in pages and records, which may be drafts
    themselves, also those of drafts.
    """
    outputs, written = [], _written(site)
    for name, schema in read_schemas(templates, "kinds").items():
        definition = _plain(schema.definition, takes_facts=schema.takes_facts)
        outputs.append(_output(f"kinds/{name}.json", schema, definition, written))
    for name, schema in read_schemas(templates, "records").items():
        records = {"type": ["array", "null"], "items": _plain(schema.definition, takes_facts=schema.takes_facts)}
        outputs.append(_output(f"records/{name}.json", schema, records, written))
    settings = settings_schema(templates)
    return (*outputs, _output("settings.json", settings, _plain(settings.definition), _published(site)))


def names_of(site: Site, templates: Mapping[str, str]) -> bytes:
    """Return a digest of all that `editor_schemas` looks at, which changes far less often than the site."""
    return digest_of((schema_texts(templates), _published(site), _written(site)))


def _output(path: str, schema: Schema, definition: dict[str, Any], names: _Names) -> Output:
    used = sorted({*_references(schema.definition), *([_TAKEN] if schema.takes_facts else [])})
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **definition,
        "definitions": {
            kind: _fact_taken(names.of("fact")) if kind == _TAKEN else _one_of_these(names.of(kind)) for kind in used
        },
    }
    return Output(path, (json.dumps(whole, ensure_ascii=False) + "\n").encode())


def _plain(sub: Any, *, takes_facts: bool = False) -> Any:
    """Return a part of a schema without our own words, each said in the standard's where it can be."""
    if not isinstance(sub, dict):
        return sub
    plain = {word: value for word, value in sub.items() if not word.startswith(_OURS)}
    if "x-data" in sub:
        return {word: plain[word] for word in ("title", "description") if word in plain}
    if "x-ref" in sub:
        return {**_reference(sub), **{word: plain[word] for word in ("description",) if word in plain}}
    if "properties" in sub:
        plain["properties"] = {
            name: _plain(value, takes_facts=takes_facts) for name, value in sub["properties"].items()
        }
    for inside in ("items", "additionalProperties"):
        if inside in sub:
            plain[inside] = _plain(sub[inside], takes_facts=takes_facts)
    if "x-form" in sub:
        plain["patternErrorMessage"] = sub["x-form"]  # a word of VS Code and of the YAML language server
    if sub.get("type") == "string" and "format" not in sub:
        plain["type"] = ["string", "number"]  # the build takes `title: 2021` for the text that it is
    if takes_facts and holds_amount(sub):
        about = {word: plain.pop(word) for word in ("description",) if word in plain}
        return {**about, "anyOf": [plain, {"$ref": f"#/definitions/{_TAKEN}"}]}
    return plain


def _reference(sub: Mapping[str, Any]) -> dict[str, Any]:
    name = {"$ref": f"#/definitions/{sub['x-ref']}"}
    if sub.get("type") == "string":
        return {"allOf": [name]}  # draft 7 would overlook a description beside `$ref`
    properties = {"id": name, "locator": {"type": ["string", "number"]}}
    located = {"type": "object", "properties": properties, "required": ["id"], "additionalProperties": False}
    return {"anyOf": [name, located]}


def _references(sub: Any) -> Iterator[str]:
    """Yield what the fields of a schema refer to."""
    if isinstance(sub, dict):
        if "x-ref" in sub:
            yield str(sub["x-ref"])
        for inner in (*sub.get("properties", {}).values(), sub.get("items")):
            yield from _references(inner)


def _one_of_these(names: list[str]) -> dict[str, Any]:
    """Return the definition of a name of a record or page; what there is may be chosen where it is not too much."""
    return {"type": "string", "enum": names} if 0 < len(names) < _MOST_NAMES else {"type": "string"}


def _fact_taken(names: list[str]) -> dict[str, Any]:
    """Return the definition of the name of a fact that a field takes its value from."""
    taken = [f"{_TAKEN}{name}" for name in names]
    if 0 < len(taken) < _MOST_NAMES:
        return {"type": "string", "enum": taken}
    return {"type": "string", "pattern": f"^{_TAKEN}"}
