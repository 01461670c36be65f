"""The command `new`: a page, a figure or a record to fill in, in its place. Never overwrites anything."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from explainery import walk
from explainery.called import called_with_root
from explainery.commands.adding import add_records, put
from explainery.commands.build import SHIPPED
from explainery.model import Body, File, Parsed, Sources
from explainery.parse import parse
from explainery.problems import Place, Problem, Problems, did_you_mean, listed
from explainery.read import read
from explainery.scaffold import Needs, block_text, first_values, page_text, places, record_text, short_name, titled
from explainery.scaffold.existing import entries, published_pages, record_ids, texts, values_of
from explainery.schema import Schema, read_schemas

_LONGEST_FILE_NAME = 50
_LONGEST_ID = 40
_FIGURE = "figure"
"""What stands in place of a kind for a figure, whose own kind is its title."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its kind, the file (from the explainer's folder on), the line it begins in, its id.

    Pages have no id; all but figures are drafts.
    """

    kind: str
    path: str
    line: int = 1
    id: str | None = None
    is_draft: bool = True


@dataclass(frozen=True, slots=True)
class _Ground:
    """The explainer that something new is made for."""

    root: Path
    sources: Sources
    parsed: Parsed
    today: dt.date


def new(root: Path, kind: str, title: str, inside: str | None, today: dt.date) -> Made:
    """Write a page or a record of a kind into the explainer at `root`; `inside` is a folder or file in `content/`.

    With the kind `figure`, `title` is the name of one, and `inside` the page that it is written into. Raises Problems;
    then nothing was written.
    """
    sources = read(root, SHIPPED)
    ground = _Ground(root, sources, parse(replace(sources, pages=(), records=()), {}, b""), today)
    kinds, record_kinds = read_schemas(sources.templates, "kinds"), read_schemas(sources.templates, "records")
    if kind not in {**kinds, **record_kinds}:
        if kind == _FIGURE:
            return _new_figure(title, inside, ground)
        says = f"There is no kind of page or record called `{kind}`."
        known = [*kinds, *record_kinds, _FIGURE]
        hint = did_you_mean(kind, known, f"There is {listed(known)}.")
        raise Problems([Problem("UNKNOWN KIND", Place("templates"), says, hint)])
    title = " ".join(title.encode("utf-8", "replace").decode().split())
    name = short_name(title, _LONGEST_FILE_NAME if kind in kinds else _LONGEST_ID)
    if not name:
        says = f"The title “{title}” has no letter or digit to make a name from."
        raise Problems([Problem("NO LETTERS IN THE TITLE", Place("content"), says, "Write a title in words.")])
    if kind in kinds:
        return _new_page(kinds[kind], title, name, inside, ground)
    return _new_record(record_kinds[kind], title, name, inside, ground)


def _new_page(schema: Schema, title: str, name: str, inside: str | None, ground: _Ground) -> Made:
    defaults = ground.parsed.settings["defaults"] or {}
    folder = places.page_folder(schema.shape.name, inside, defaults, set(_folders(ground.root / "content")))
    path = f"content/{places.page_path(folder, name, ground.sources)}"
    own_kind = {} if places.default_kind(folder, defaults) == schema.shape.name else {"kind": schema.shape.name}
    content = page_text(schema, first_values(schema, _needs(schema, title, ground), own_kind)).encode()
    parse(replace(ground.sources, pages=(File(path, content),), records=()), {}, b"")
    put(ground.root, path, content)
    return Made(schema.shape.name, path)


def _new_figure(kind: str, inside: str | None, ground: _Ground) -> Made:
    """Write a figure at the end of a page. Raises Problems where that is not there, or cannot be read."""
    schemas = read_schemas(ground.sources.templates, "components")
    figures = [name for name, schema in schemas.items() if schema.shape.figure]
    if kind not in figures:
        says = f"`{kind}` is a block and no figure." if kind in schemas else f"There is no figure called `{kind}`."
        hint = did_you_mean(kind, [one for one in figures if one != kind], f"There is {listed(figures)}.")
        raise Problems([Problem("UNKNOWN FIGURE", Place("templates/components"), says, hint)])
    page, schema = places.page_named(inside, kind, ground.sources), schemas[kind]
    body = _body(page, ground)
    before = page.content.decode()
    taken = {
        *(block.fields.get("id") for block in walk.blocks([body])),
        *(name for heading in body.headings for name in (heading.id, *heading.former)),
        *(formula.anchor for formula in body.numbered),
    }
    identity = next(one for one in _numbered(kind) if one not in taken)
    needs = _needs(schema, "To be replaced.", ground)
    given = {"id": identity, "sources": [needs.reference("source")], "method": "To be replaced."}
    values = first_values(schema, needs, given)
    typed = any(_holds(values, pattern.split(".")) for pattern in schema.shape.amounts)
    if typed and "untied" in schema.shape.fields:
        values["untied"] = "To be replaced."
    ends = "\r\n" if "\r\n" in before else "\n"
    gap = ends if before.endswith("\n") else ends * 2
    text = before + gap + block_text(schema, values).replace("\n", ends)
    _body(replace(page, content=text.encode()), ground)
    put(ground.root, page.path, text.encode(), page.content)
    return Made(kind, page.path, (before + gap).count("\n") + 1, identity, is_draft=False)


def _holds(value: Any, steps: list[str]) -> bool:
    """Say whether anything stands at a pattern of steps, `rows.*.value`, in first values."""
    if not steps:
        return value is not None
    if isinstance(value, list):
        return any(_holds(inner, steps[1:]) for inner in value)
    return isinstance(value, dict) and _holds(value.get(steps[0]), steps[1:])


def _body(page: File, ground: _Ground) -> Body:
    """Return the text of a page. Raises Problems."""
    (document,) = parse(replace(ground.sources, pages=(page,), records=()), {}, b"").documents
    return document.body


def _numbered(name: str) -> Iterator[str]:
    """Yield a name, and then with 2, 3, … behind it."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _new_record(schema: Schema, title: str, name: str, inside: str | None, ground: _Ground) -> Made:
    file = places.record_file(schema.shape, inside, ground.sources)
    others = list(entries(str(schema.shape.content), ground.sources))
    for node in others:
        text = texts(node).get(titled(schema), [])
        if [scalar.text for scalar in text] == [title]:
            says = f"There is {schema.what} “{title}” already."
            raise Problems(
                [
                    Problem(
                        "ALREADY THERE",
                        text[0].place,
                        says,
                        "Change that one; or take another title now, and correct it in the file.",
                    )
                ]
            )
    naming = ("id", "aliases", "origin")  # a source that is called like a story would become the one to tell it
    taken = {scalar.text for node in others for field in naming for scalar in texts(node).get(field, [])}
    identity = next(one for one in _numbered(name) if one not in taken)
    values = first_values(schema, _needs(schema, title, ground), {"id": identity})
    return _add(schema, values, f"content/{file}", ground)


def _add(schema: Schema, values: dict[str, Any], path: str, ground: _Ground) -> Made:
    line = add_records(ground.root, ground.sources, path, lambda indent: record_text(schema, values, indent), 1)
    return Made(schema.shape.name, path, line, str(values["id"]))


def _needs(schema: Schema, title: str, ground: _Ground) -> Needs:
    def reference(kind: str) -> str:
        shape = ground.parsed.record_kinds.get(kind)
        if shape:
            names = record_ids(str(shape.content), ground.sources)
            command = called_with_root("new", kind, '"Its title"')
            what, first = kind, f"Write one first: `{command}`."
        else:
            names = published_pages(kind, ground.sources)
            what = "page" if kind == "page" else f"page in the folder `content/{kind}`"
            first = "Write one first, and delete its `draft: true`."
        if found := next(names, None):
            return found
        says = f"{schema.what[0].upper()}{schema.what[1:]} needs a {what}, and there is none yet."
        raise Problems([Problem("NOTHING TO REFER TO", Place("content"), says, first)])

    def group(selection: str) -> str:
        kind, _, field = selection.partition(".")
        shape = ground.parsed.record_kinds.get(kind)
        if found := next(values_of(field, str(shape.content), ground.sources) if shape else iter(()), None):
            return found
        says = f"{schema.what[0].upper()}{schema.what[1:]} shows records of the kind `{kind}`, and there is none yet."
        command = called_with_root("new", kind, '"Its title"')
        raise Problems([Problem("NOTHING TO REFER TO", Place("content"), says, f"Write one first: `{command}`.")])

    return Needs(title, ground.today, reference, group)


def _folders(content: Path) -> Iterator[str]:
    """Yield the folders below `content/` whose files are read."""
    for parent, names, _files in os.walk(content):
        names[:] = sorted(name for name in names if name[0] not in "._")
        yield from (Path(parent, name).relative_to(content).as_posix() for name in names)
