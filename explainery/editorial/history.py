"""How one fact changed: what each version of its file says of it, read by the same YAML rules as content."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainery.fields import Fields, Items, Node, Scalar, load
from explainery.problems import Problems

_TOLD = ("statement", "value", "to", "unit", "formula", "status", "confidence", "sources", "checked", "draft")


@dataclass(frozen=True, slots=True)
class Version:
    """A fact as one commit left it. `fields` is None where it was not there; `changes` are lines, each a field's."""

    commit: str
    day: str
    subject: str
    fields: Mapping[str, str] | None
    changes: tuple[str, ...]


def versions(name: str, commits: Iterable[tuple[str, str, str, Mapping[str, str]]]) -> Iterator[Version]:
    """Yield the versions of the fact `name` in which it changed, the oldest first.

    A commit is its hash, its day, its subject, and the texts of the files of facts by path, the oldest first.
    One that left a file which cannot be read says nothing, unless another file has the fact.
    """
    before: Mapping[str, str] | None = None
    for commit, day, subject, texts in commits:
        try:
            now = next((fact for path, text in sorted(texts.items()) for fact in _facts(text, path, name)), None)
        except Problems:
            continue
        if now != before:
            yield Version(commit, day, subject, now, tuple(_changes(before, now)))
        before = now


def _changes(before: Mapping[str, str] | None, now: Mapping[str, str] | None) -> Iterator[str]:
    if now is None:
        yield "it went"
        return
    if before is None:
        yield "it came"
    old = before or {}
    for field in _TOLD:
        if old.get(field) != now.get(field):
            was = f"{old[field]} → " if field in old else ""
            yield f"{field}: {was}{now.get(field, 'left out')}"


def _facts(text: str, path: str, name: str) -> Iterator[Mapping[str, str]]:
    """Yield the fields of the record called `name`, also where that is one of its former ids. Raises Problems."""
    node = load(text, path)
    for item in node.items if isinstance(node, Items) else ():
        fields = {key.text: value for key, value in item.entries} if isinstance(item, Fields) else {}
        if name in [_plain(fields.get("id")), *_list(fields.get("aliases"))]:
            yield {field: _plain(fields[field]) for field in _TOLD if field in fields}


def _plain(node: Node | None) -> str:
    """Return a value in one line; of a reference with a place inside a source both."""
    if isinstance(node, Items):
        return ", ".join(map(_plain, node.items))
    if isinstance(node, Fields):
        return " ".join(_plain(value) for _key, value in node.entries)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def _list(node: Node | None) -> list[str]:
    return [_plain(item) for item in node.items] if isinstance(node, Items) else []
