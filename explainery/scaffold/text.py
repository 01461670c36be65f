"""Fields into the text of a new page or record: a comment and a line for each, what may be added as comments."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from explainery.fields import in_yaml
from explainery.schema import Schema

_BODY = "\n## First heading {#first}\n\nTo be written.\n"


def page_text(schema: Schema, values: Mapping[str, Any]) -> str:
    """Return a whole page: the front matter with `values`, and the beginning of a text."""
    return "\n".join(("---", *_lines(schema, values), "---", _BODY))


def record_text(schema: Schema, values: Mapping[str, Any], indent: str) -> str:
    """Return a record as an entry of a list whose hyphens stand behind `indent`; it begins with its id."""
    first, *others = _lines(schema, values, uncommented="id")
    return "".join(f"{indent}{line}\n" for line in (f"- {first}", *(f"  {line}" for line in others)))


def bare_record_text(values: Mapping[str, Any], indent: str) -> str:
    """Return a record that needs no filling in, without comments; `values` begin with its id."""
    first, *others = (f"{name}: {as_yaml(value)}" for name, value in values.items())
    return "".join(f"{indent}{line}\n" for line in (f"- {first}", *(f"  {line}" for line in others)))


def block_text(schema: Schema, values: Mapping[str, Any]) -> str:
    """Return a block as it stands in a page; it begins with its id."""
    return "\n".join((f"```{schema.shape.name}", *_lines(schema, values, uncommented="id"), "```", ""))


def _lines(schema: Schema, values: Mapping[str, Any], uncommented: str = "") -> Iterator[str]:
    fields = schema.definition.get("properties", {})
    for name in sorted(values, key=lambda name: name != uncommented):
        sub = fields.get(name, {})
        about = " ".join(filter(None, (_about(sub), "Put the right one here." if _names(sub) else "")))
        if about and name != uncommented:
            yield f"# {about}"
        yield from _field(name, values[name])
    left = [name for name in fields if name not in values]
    if left:
        yield "# These may be added:"
    for name in left:
        yield f"# {name}: {_about(fields[name])}".rstrip(": ")


def _field(name: str, value: Any) -> Iterator[str]:
    """Yield a field: on one line, or, where it is a list of groups of fields, with a line for each of these."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield f"{name}:"
        yield from (f"  - {as_yaml(item)}" for item in value)
    else:
        yield f"{name}: {as_yaml(value)}"


def _about(sub: Any) -> str:
    """Return what a schema says about a field, in one line: its description, and what can be chosen."""
    sub = sub if isinstance(sub, dict) else {}
    choices = ", ".join(str(choice) for choice in sub.get("enum", ()))
    sentences = (str(sub.get("description", "")), f"One of: {choices}." if choices else "")
    return " ".join(" ".join(filter(None, sentences)).split())


def _names(sub: Mapping[str, Any]) -> bool:
    """Say whether a field names a record or page, so that its first value looks like a meant one."""
    items = sub.get("items", {})
    return "x-ref" in sub or (isinstance(items, dict) and "x-ref" in items)


def as_yaml(value: Any, *, inside: bool = False) -> str:
    """Return a value in one line of YAML; `inside` brackets more signs need quotation marks."""
    if isinstance(value, str):
        return in_yaml(value, inside=inside)
    if isinstance(value, list):
        return f"[{', '.join(as_yaml(item, inside=True) for item in value)}]"
    if isinstance(value, dict):
        entries = (f"{as_yaml(name, inside=True)}: {as_yaml(item, inside=True)}" for name, item in value.items())
        return f"{{{', '.join(entries)}}}"
    return json.dumps(value)
