"""Sources from a file of Zotero, JabRef and the like into the explainer. What is there is kept, and only added to."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from explainery import fields
from explainery.commands.adding import put, with_records
from explainery.commands.build import SHIPPED
from explainery.exchange import Brought, Known, plain, read_library, source_fields, the_entry
from explainery.files import content_of
from explainery.model import File, Sources
from explainery.parse import LARGEST_FILE, parse
from explainery.paths import below_content
from explainery.problems import Place, Problem, Problems, did_you_mean, listed
from explainery.read import read
from explainery.scaffold import bare_record_text, places, short_name
from explainery.scaffold.existing import entries
from explainery.scaffold.extending import with_aliases
from explainery.schema import Schema, read_schemas

_LARGEST = 20_000_000
_LONGEST_NAME = 40
_LONGEST_ID = 100
_SHOWN = 50


@dataclass(slots=True)
class _New:
    """A source to be added: what was brought, and its fields in the order of the schema."""

    brought: Brought
    values: dict[str, Any]

    @property
    def unfit(self) -> set[str]:
        """The fields whose values no source may have."""
        return {*self.brought.fields} - {*self.values, "aliases", "origin"}


@dataclass(slots=True)
class _Import:
    """One import on its way: what is there, what is added, what gets another name, what is to be said."""

    schema: Schema
    file: str
    known: Known = field(default_factory=Known)
    stories: set[str] = field(default_factory=set)
    nodes: dict[str, fields.Node] = field(default_factory=dict)
    added: list[_New] = field(default_factory=list)
    renamed: dict[str, list[str]] = field(default_factory=dict)
    there: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def import_sources(root: Path, file: Path, kind: str | None) -> tuple[list[str], Problems | None]:
    """Add the sources in `file` to the explainer at `root`.

    Return lines that say what was done, and what is wrong with the entries that were left out. Raises Problems where
    nothing could be done.
    """
    sources = read(root, SHIPPED)
    schema = read_schemas(sources.templates, "records")["source"]
    _is_a_kind(kind, schema)
    path = _path(file, root)
    library = read_library(_content(file, path), path)
    results = [source_fields(item, kind) for item in library.items]
    problems = [*library.problems, *(one for one in results if isinstance(one, Problem))]
    work = _Import(schema, file.name)
    _look_around(work, sources)
    brought = [one for one in results if isinstance(one, Brought)]
    for one in brought:
        _take(work, one)
    problems += _refused(work, sources)
    lines = _write(work, root, sources)
    lines += [
        *work.there[:_SHOWN],
        *_more(work.there),
        *work.said[:_SHOWN],
        *_more(work.said),
        *_remarks(work, brought),
    ]
    if not problems:
        return lines, None
    count = len(work.added)
    outcome = f"What they are about was left out; {count} {'source was' if count == 1 else 'sources were'} added."
    return lines, Problems(problems, outcome if count or work.renamed else None)


def _more(lines: list[str]) -> list[str]:
    return [f"… and {len(lines) - _SHOWN:,} more like these."] if len(lines) > _SHOWN else []


def _remarks(work: _Import, brought: list[Brought]) -> Iterator[str]:
    """Yield what the writer should look through: fields that have no place here, and guesses."""
    left = Counter(name for one in brought for name in one.left_out)
    left.update(name for one in brought for name in one.fields if name not in work.schema.shape.fields)
    left.update(name for new in work.added for name in new.unfit)
    if left:
        names = ", ".join(f"{name} (in {count:,})" for name, count in sorted(left.items()))
        yield f"Left out, since sources have no such fields, or since they cannot be read: {names}."
    if any(new.brought.guessed for new in work.added):
        yield "Their `kind` and `origin` are guesses, from the type and the publisher: look them through."


def _path(file: Path, root: Path) -> str:
    """Return how problems name the file: below the explainer's folder, if it is there."""
    there = file.resolve()
    return there.relative_to(root).as_posix() if there.is_relative_to(root) else there.as_posix()


def _content(file: Path, path: str) -> bytes:
    try:
        content = content_of(str(file))
    except OSError as error:
        says = f"This file cannot be read: {(error.strerror or str(error)).lower()}."
        raise Problems([Problem("CANNOT READ", Place(path), says, "Name a file that is there.")]) from None
    if len(content) > _LARGEST:
        says = f"This file has {len(content):,} bytes; at most {_LARGEST:,} are read."
        raise Problems([Problem("FILE TOO LARGE", Place(path), says, "Export fewer sources at a time.")])
    return content


def _is_a_kind(kind: str | None, schema: Schema) -> None:
    kinds = schema.definition["properties"]["kind"].get("enum", [kind])
    if kind is not None and kind not in kinds:
        says = f"There is no kind of source called `{kind}`."
        hint = did_you_mean(kind, kinds, f"The kinds are {listed(kinds)}.")
        raise Problems([Problem("UNKNOWN KIND", Place("templates/records/source/schema.yaml"), says, hint)])


def _look_around(work: _Import, sources: Sources) -> None:
    """Take note of the sources that are there."""
    for node in entries(str(work.schema.shape.content), sources):
        record = plain(node)
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            work.known.add(record["id"], record, new=False)
            work.nodes[record["id"]] = node
            work.stories.add(str(record.get("origin")))


def _take(work: _Import, one: Brought) -> None:
    """Add a source, or give the one that it is already its key as another name."""
    keys = [name for name in (one.item.name, *one.names) if name]
    twin = work.known.find(keys, one.fields)
    if twin is None:
        new = _New(one, _named(one, work))
        work.added.append(new)
        work.said += [f"{_where(one, work)} {remark}." for remark in one.remarks]
        return
    names = [key for key in keys if _can_be_cited(key, work) and work.known.called(key) is None]
    if names and _rename(work, twin, names):
        what = f"is there already, as `{twin}`, which can be cited by this key, too"
    else:
        what = f"is there already, as `{twin}`; it was left out"
    if work.known.called(one.item.name) != twin or names:
        work.there.append(f"{_where(one, work)} {what}.")
    else:
        work.there.append(f"{_where(one, work)} is there already; it was left out.")


def _where(one: Brought, work: _Import) -> str:
    name = f"`{one.item.name}`" if one.item.name else f"“{one.fields['title']}”"
    return f"{work.file}:{one.item.place.line}: {name}"


def _can_be_cited(key: str, work: _Import) -> bool:
    """Say whether an article can have cited a source by this key: numbers and addresses name it in a program alone."""
    if key.isdecimal() or "://" in key or "aliases" not in work.schema.shape.fields:
        return False
    return _valid(work.schema, "aliases", [key])


def _valid(schema: Schema, name: str, value: Any) -> bool:
    """Say whether a field may have this value."""
    return not any(error.instance_path[:1] == [name] for error in schema.validator.iter_errors({name: value}))


def _rename(work: _Import, twin: str, names: list[str]) -> bool:
    """Give a source more names; say whether that can be written."""
    new = next((one for one in work.added if one.values["id"] == twin), None)
    if new:
        values = {**new.values, "aliases": [*new.values.get("aliases", ()), *names]}
        new.values = {name: values[name] for name in work.schema.shape.fields if name in values}
    elif twin in work.nodes and _takes_aliases(work.nodes[twin]):
        work.renamed.setdefault(twin, []).extend(names)
    else:
        return False
    for name in names:
        work.known.name(twin, name)
    return True


def _takes_aliases(node: fields.Node) -> bool:
    found = {key.text: value for key, value in node.entries} if isinstance(node, fields.Fields) else {}
    return isinstance(found.get("aliases", fields.Items((), node.place)), fields.Items)


def _named(one: Brought, work: _Import) -> dict[str, Any]:
    """Return the fields of a new source in the order of the schema, with an id that is free and an origin."""
    values = dict(one.fields)
    host = _host(values.get("URL", ""))
    people = values.get("author") or values.get("editor") or [{}]
    who = values.get("publisher") or people[0].get("family") or people[0].get("literal") or host.removeprefix("www.")
    keys = [key for key in (one.item.name, *one.names) if _can_be_cited(key, work)]
    key = one.item.name if one.item.name in keys else ""
    name = short_name(key or f"{who} {values.get('issued') or values['title']}", _LONGEST_ID if key else _LONGEST_NAME)
    if key and len(key) <= _LONGEST_ID and _valid(work.schema, "id", key):
        name = key
    name = name or "source"
    identity = _free(name, work)
    free = [key for key in dict.fromkeys(keys) if key != identity and work.known.called(key) is None]
    if key and key != identity and key not in free:
        work.said.append(f"{_where(one, work)} is the key of another source here; this one is cited as `{identity}`.")
    elif one.item.name and not key and not one.item.name.isdecimal() and "://" not in one.item.name:
        work.said.append(f"{_where(one, work)} is not a key that can be cited; it is cited as `{identity}`.")
    aliases = [*(alias for alias in values.get("aliases") or () if work.known.called(alias) is None), *free]
    values |= {"id": identity, "aliases": list(dict.fromkeys(aliases)) or None}
    story = short_name(str(who), _LONGEST_NAME) or name
    values["origin"] = values.get("origin") or _story(story, {*work.known.ids, identity})
    work.stories.add(values["origin"])
    found = {name: values[name] for name in work.schema.shape.fields if values.get(name) is not None}
    found = {
        name: value for name, value in found.items() if name in ("id", "title") or _valid(work.schema, name, value)
    }
    work.known.add(identity, found)
    return found


def _free(name: str, work: _Import) -> str:
    """Return a name that no source has, and no story: a source that is called like one would be the one to tell it."""
    number, found = 1, name
    while found in work.known.ids or found in work.stories:
        number += 1
        found = f"{name}-{number}"
    return found


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # it is none; a build will say so
        return ""


def _story(name: str, ids: set[str]) -> str:
    """Return a name for the story of one publisher that is not the id of a source, which would tell it first."""
    return f"told-by-{name}" if name in ids else name


def _refused(work: _Import, sources: Sources) -> list[Problem]:
    """Take out what a build would not accept, and return why not: one entry is to stop no other.

    Raises Problems where the explainer itself, such as a schema of it, is what a build would not accept.
    """
    problems: list[Problem] = []
    kept: list[_New] = []
    for part in _parts(work.added, LARGEST_FILE // 2):
        waiting = part
        while wrong := _wrong(waiting, f"content/{work.schema.shape.content}.yaml", sources):
            for at, problem in wrong.items():
                item = waiting[at].brought.item
                problems.append(
                    replace(problem, place=item.place, says=f"{the_entry(item.name)}: {problem.says}", also=())
                )
            waiting = [new for at, new in enumerate(waiting) if at not in wrong]
        kept += waiting
    work.added = kept
    return problems


def _wrong(added: list[_New], path: str, sources: Sources) -> dict[int, Problem]:
    """Return what a build would say of new sources that stood alone in a file, by their numbers. Raises Problems."""
    texts = [_text(new) for new in added]
    try:
        parse(replace(sources, pages=(), records=(File(path, "\n".join(texts).encode()),)), {}, b"")
    except Problems as found:
        if any(problem.place.path != path for problem in found.problems):
            raise
        ends = list(accumulate(text.count("\n") + 1 for text in texts))
        wrong: dict[int, Problem] = {}
        for problem in found.problems:
            wrong.setdefault(bisect_left(ends, problem.place.line), problem)
        return wrong
    return {}


def _text(new: _New) -> str:
    return bare_record_text(new.values, "")


def _parts(added: list[_New], room: int, later: int | None = None) -> Iterator[list[_New]]:
    """Yield new sources in parts whose texts take at most `room` bytes, and `later` each but the first."""
    part: list[_New] = []
    left = room
    for new in added:
        size = len(_text(new).encode()) + 1
        if size > left and (part or left < (later or room)):
            yield part
            part, left = [], later or room
        part.append(new)
        left -= size
    if part:
        yield part


def _write(work: _Import, root: Path, sources: Sources) -> list[str]:
    """Write what is new, and return lines that say so. Raises Problems."""
    changed = _with_other_names(work, sources)
    there = {source.path: source.content for source in sources.records}
    records = tuple(replace(source, content=changed.get(source.path, source.content)) for source in sources.records)
    sources = replace(sources, records=records)
    if changed:
        parse(replace(sources, pages=(), records=tuple(one for one in records if one.path in changed)), {}, b"")
    lines = []
    for path, part in _homes(work, sources):
        text = "\n".join(map(_text, part))
        changed[path], line = with_records(sources, path, partial(_indented, text), len(part))
        lines.append(f"{path}:{line}: {len(part)} added: {', '.join(new.values['id'] for new in part)}.")
    for file, content in changed.items():
        put(root, file, content, there.get(file))
    return lines or ([] if work.renamed else ["Nothing was added."])


def _homes(work: _Import, sources: Sources) -> Iterator[tuple[str, list[_New]]]:
    """Yield the files to which new sources belong, each with its own: what one cannot hold goes into further ones."""
    path = f"content/{places.record_file(work.schema.shape, None, sources)}"
    sizes = {source.path: len(source.content) * 5 // 4 for source in sources.records}  # with the other line ends
    taken = {below_content(one).casefold() for one in (*sizes, *sources.files)}
    number = 1
    for part in _parts(work.added, LARGEST_FILE * 4 // 5 - sizes.get(path, 0), LARGEST_FILE * 4 // 5):
        if part:
            yield path, part
        while (name := f"{work.schema.shape.content}/imported-{number}.yaml").casefold() in taken:
            number += 1
        path, number = f"content/{name}", number + 1


def _with_other_names(work: _Import, sources: Sources) -> dict[str, bytes]:
    """Return the files in which sources have got more names, as they are to be."""
    changed = {}
    for source in sources.records:
        wanted = [
            (work.nodes[one], names) for one, names in work.renamed.items() if work.nodes[one].place.path == source.path
        ]
        if wanted:
            text = with_aliases(fields.decode(source.content, source.path), wanted)
            ends = "\r\n" if b"\r\n" in source.content else "\n"
            mark = b"\xef\xbb\xbf" if source.content.startswith(b"\xef\xbb\xbf") else b""
            changed[source.path] = mark + text.replace("\n", ends).encode()
    return changed


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
