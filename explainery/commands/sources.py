"""The command `sources`: sources from Zotero and the like into the explainer, and out of it. Overwrites nothing."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from explainery import fields
from explainery.commands.adding import add_records
from explainery.commands.build import SHIPPED
from explainery.commands.check import looked_at
from explainery.exchange import Brought, read_bibtex, read_csl, same_address, source_fields, write_bibtex
from explainery.files import content_of
from explainery.model import Sources
from explainery.outputs.data import sources_as_csl
from explainery.problems import Place, Problem, Problems, did_you_mean, listed
from explainery.read import read
from explainery.scaffold import bare_record_text, places, short_name
from explainery.scaffold.existing import entries, texts
from explainery.schema import Schema, read_schemas

_LARGEST = 20_000_000
_LONGEST_ID = 40


@dataclass(slots=True)
class _Known:
    """What is taken: ids, and the ids of sources by their addresses. It grows with every source that is added."""

    ids: set[str]
    by_address: dict[str, str]


def export_sources(root: Path, form: str) -> str:
    """Return all sources of the explainer at `root` as `csl` (CSL-JSON) or `bibtex`. Raises Problems."""
    site, _sources = looked_at(root)
    items = sources_as_csl(site)
    return write_bibtex(items) if form == "bibtex" else csl_text(items)


def csl_text(items: Iterable[Mapping[str, Any]]) -> str:
    """Return items of CSL as a file with one a line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def import_sources(root: Path, file: Path, kind: str | None) -> list[str]:
    """Add the sources in `file` to the explainer at `root`, and return lines that say what was done.

    Those that are there already, by their address, are left out and named. Raises Problems; then nothing was added.
    """
    sources = read(root, SHIPPED)
    schema = read_schemas(sources.templates, "records")["source"]
    _is_a_kind(kind, schema)
    brought = _read(file, root, kind)
    known = _known(sources)
    added, lines = [], []
    for one in brought:
        twin = next(
            (known.by_address[key] for key in map(same_address, one.addresses) if key in known.by_address), None
        )
        if twin:
            name = f"`{one.item.name}`" if one.item.name else f"“{one.fields['title']}”"
            lines.append(f"{file.name}:{one.item.place.line}: {name} is there already, as `{twin}`; it was left out.")
            continue
        added.append(_named(one, known, schema))
    if added:
        path = f"content/{places.record_file(schema.shape, None, sources)}"
        text = "\n".join(bare_record_text(values, "") for values in added)
        line = add_records(root, sources, path, lambda indent: _indented(text, indent), len(added))
        lines.append(f"{path}:{line}: {len(added)} added: {', '.join(values['id'] for values in added)}.")
    else:
        lines.append("Nothing was added.")
    return [*lines, *_remarks(brought, added)]


def _remarks(brought: list[Brought], added: list[Any]) -> Iterator[str]:
    """Yield what the writer should look through: fields that have no place here, and guesses."""
    left = Counter(name for one in brought for name in one.left_out)
    if left:
        yield f"No place for: {', '.join(f'{name} ({count})' for name, count in sorted(left.items()))}."
    if added and any(one.guessed for one in brought):
        yield "Their `kind` and `origin` are guesses, from the type and the publisher: look them through."


def _read(file: Path, root: Path, kind: str | None) -> list[Brought]:
    """Return the sources in a file. Raises Problems with all that is wrong in it."""
    inside = file.resolve().is_relative_to(root)
    path = file.resolve().relative_to(root).as_posix() if inside else file.name
    try:
        content = content_of(str(file))
    except OSError as error:
        says = f"This file cannot be read: {(error.strerror or str(error)).lower()}."
        raise Problems([Problem("CANNOT READ", Place(path), says, "Name a file that is there.")]) from None
    if len(content) > _LARGEST:
        says = f"This file has {len(content):,} bytes; at most {_LARGEST:,} are read."
        raise Problems([Problem("FILE TOO LARGE", Place(path), says, "Export fewer sources at a time.")])
    text = fields.decode(content, path)
    try:
        items = read_csl(text, path) if text.lstrip()[:1] in ("[", "{") else read_bibtex(text, path)
        json.dumps([item.fields for item in items], ensure_ascii=False, default=str).encode()
    except RecursionError:
        says, hint = (
            "In this file brackets stand too deep one inside another.",
            "Close brackets before you open new ones.",
        )
        raise Problems([Problem("BRACKETS TOO DEEP", Place(path), says, hint)]) from None
    except UnicodeEncodeError:
        says, hint = "This file holds half a character (a surrogate).", "Look for `\\ud` in it, and delete that."
        raise Problems([Problem("INVISIBLE CHARACTER", Place(path), says, hint)]) from None
    results = [source_fields(item, kind) for item in items]
    problems = [problem for result in results if isinstance(result, list) for problem in result]
    if problems:
        raise Problems(problems)
    return [result for result in results if isinstance(result, Brought)]


def _is_a_kind(kind: str | None, schema: Schema) -> None:
    kinds = schema.definition["properties"]["kind"].get("enum", [kind])
    if kind is not None and kind not in kinds:
        says = f"There is no kind of source called `{kind}`."
        hint = did_you_mean(kind, kinds, f"The kinds are {listed(kinds)}.")
        raise Problems([Problem("UNKNOWN KIND", Place("templates/records/source/schema.yaml"), says, hint)])


def _known(sources: Sources) -> _Known:
    ids: set[str] = set()
    by_address: dict[str, str] = {}
    for node in entries("sources", sources):
        found = texts(node)
        names = [scalar.text for field in ("id", "aliases") for scalar in found.get(field, ())]
        ids.update(names)
        by_address |= {same_address(scalar.text): names[0] for scalar in found.get("URL", ()) if names}
    return _Known(ids, by_address)


def _named(one: Brought, known: _Known, schema: Schema) -> dict[str, Any]:
    """Return the fields of a new source in the order of the schema, with an id that is free and an origin."""
    values = dict(one.fields)
    host = _host(values.get("URL", ""))
    author: dict[str, str] = next(iter(values.get("author", ())), {})
    who = values.get("publisher") or author.get("family") or author.get("literal") or host.removeprefix("www.")
    own = one.item.name if "custom" in one.item.fields else ""
    name = short_name(own or f"{who} {values.get('issued') or values['title']}", _LONGEST_ID) or "source"
    origin = values.get("origin") or _story(short_name(str(who), _LONGEST_ID) or name, {*known.ids, name})
    numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(known.ids) + 2))
    identity = next(one for one in numbered if one not in known.ids)
    known.ids.add(identity)
    known.by_address |= {same_address(address): identity for address in one.addresses}
    values |= {"id": identity, "origin": origin}
    return {name: values[name] for name in schema.shape.fields if name in values}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # it is none; a build will say so
        return ""


def _story(name: str, ids: set[str]) -> str:
    """Return a name for the story of one publisher that is not the id of a source, which would tell it first."""
    return f"told-by-{name}" if name in ids else name


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
