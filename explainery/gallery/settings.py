"""The settings of a gallery: those of the explainer that it shows, without what they say of the site itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from explainery.fields import Fields, Items, Node, Scalar, decode, load
from explainery.gallery.origin import Span
from explainery.model import File
from explainery.scaffold.text import as_yaml
from explainery.schema import Schema

_KEPT = ("id", "title", "language")


def settings_of(
    own: File, frame: File, schema: Schema, navigation: Sequence[str], *, with_content: bool
) -> tuple[File, Sequence[Span]]:
    """Return the settings, and where their lines come from.

    `frame` are those that every gallery has. What says something of the published site (`x-site`) is left out. Numbers
    are strict in what ships alone: an explainer may exempt some on its pages, and an example has no front matter to do
    so. What names pages or records of the explainer is left out where these are not there (`with_content`).
    """
    framed = {key.text: _plain(value) for key, value in _entries(frame)}
    if own != frame:
        framed["numbers"] = "lenient"
    fields = schema.definition.get("properties", {})
    lines, spans = [], []
    for key, value in _entries(own):
        field = fields.get(key.text) or {}
        if field.get("x-site") or (key.text in framed and key.text not in _KEPT):
            continue
        if with_content or not any(_references(field)):
            lines.append(f"{key.text}: {as_yaml(_plain(value))}")
            spans.append(Span(len(lines), len(lines), value.place))
    lines += [f"{name}: {as_yaml(value)}" for name, value in framed.items() if name not in _KEPT]
    lines.append(f"navigation: {as_yaml(list(navigation))}")
    return File(own.path, "\n".join((*lines, "")).encode()), tuple(spans)


def needs_content(schema: Schema) -> bool:
    """Say whether settings cannot do without naming pages or records of the explainer."""
    fields = schema.definition.get("properties", {})
    return any(any(_references(fields.get(name))) for name in schema.definition.get("required", ()))


def _entries(source: File) -> tuple[tuple[Scalar, Node], ...]:
    node = load(decode(source.content, source.path), source.path)
    return node.entries if isinstance(node, Fields) else ()


def _plain(node: Node) -> Any:
    if isinstance(node, Fields):
        return {key.text: _plain(value) for key, value in node.entries}
    return [_plain(item) for item in node.items] if isinstance(node, Items) else node.text


def _references(sub: Any) -> Iterator[str]:
    """Yield what a field of the settings refers to."""
    if isinstance(sub, Mapping):
        if "x-ref" in sub:
            yield str(sub["x-ref"])
        for inner in (*sub.get("properties", {}).values(), sub.get("items"), sub.get("additionalProperties")):
            yield from _references(inner)
