"""Other names for a record that is there already: added to its text, of which the rest stays as it is."""

from collections.abc import Iterable

from explainery.fields import Fields, Items, Node, Scalar
from explainery.scaffold.text import as_yaml


def with_aliases(text: str, wanted: Iterable[tuple[Node, list[str]]]) -> str:
    """Return the text of a file of records with more `aliases` for some of them, each given by its node."""
    for at, words in sorted((_insertion(text, node, names) for node, names in wanted), reverse=True):
        text = text[:at] + words + text[at:]
    return text


def _insertion(text: str, node: Node, names: list[str]) -> tuple[int, str]:
    """Return what to write where, so that a record has more aliases; nothing where it cannot be written."""
    entries = {key.text: (key, value) for key, value in node.entries} if isinstance(node, Fields) else {}
    written = ", ".join(as_yaml(name, inside=True) for name in names)
    key, identity = entries.get("id", (None, None))
    there = entries["aliases"][1] if "aliases" in entries else None
    if isinstance(there, Items):
        return _behind(text, there, names, written)
    if there or key is None or not isinstance(identity, Scalar):
        return 0, ""
    if _begins_with(text, node, "{"):
        return identity.end, f", aliases: [{written}]"
    return _end_of_line(text, identity.end), f"\n{' ' * (key.place.column - 1)}aliases: [{written}]"


def _behind(text: str, there: Items, names: list[str], written: str) -> tuple[int, str]:
    """Return what to write where, so that a list goes on."""
    last = there.items[-1] if there.items else None
    if last is None:
        return _offset(text, there) + 1, written
    if not isinstance(last, Scalar):
        return 0, ""
    if _begins_with(text, there, "["):
        return last.end, f", {written}"
    indent = " " * (there.place.column - 1)
    return _end_of_line(text, last.end), "".join(f"\n{indent}- {as_yaml(name)}" for name in names)


def _begins_with(text: str, node: Node, sign: str) -> bool:
    return text.startswith(sign, _offset(text, node))


def _offset(text: str, node: Node) -> int:
    """Return where a node begins."""
    lines = text.split("\n")[: node.place.line - 1]
    return sum(len(line) + 1 for line in lines) + node.place.column - 1


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
