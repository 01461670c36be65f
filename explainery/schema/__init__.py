"""Schemas: which fields a kind, a record or a component has. Only user of jsonschema-rs.

A schema is JSON Schema (draft 2020-12, json-schema.org) written in YAML, with a few words of our own, all beginning
with `x-`: they are listed in `explainery/README.md`. Schemas are closed: a field that is not in them is a problem.
"""

from explainery.schema.definition import Schema, holds_amount, read_schemas, schema_at, schema_texts, settings_schema
from explainery.schema.inheritance import with_inherited
from explainery.schema.reading import Readers, read_fields

__all__ = [
    "Readers",
    "Schema",
    "holds_amount",
    "read_fields",
    "read_schemas",
    "schema_at",
    "schema_texts",
    "settings_schema",
    "with_inherited",
]
