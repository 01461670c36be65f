"""All texts that a reader meets in the fields of a page, record or block, as passages."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainery.model import Body
from explainery.numbers.passages import Passage, cut


def texts_in(fields: Mapping[str, Any], texts: Iterable[str], language: str) -> Iterator[tuple[str, Passage]]:
    """Yield the passages of fields, each with the name of its field: Markdown, and those words that `texts` lists.

    `texts` are the names of a schema's fields for words, those of fields inside fields with dots: `parts.label`.
    """
    wanted = frozenset(texts)
    for name, value in fields.items():
        for passage in _inside(value, name, wanted, language):
            yield name, passage


def _inside(value: Any, path: str, wanted: frozenset[str], language: str) -> Iterator[Passage]:
    if isinstance(value, Body):
        yield from cut(value, language).passages
        for _section, block in cut(value, language).blocks:
            for inner in block.fields.values():
                yield from _inside(inner, "", frozenset(), language)
    elif isinstance(value, str):
        if path in wanted and value.strip():
            yield Passage(" ".join(value.split()), whole_page=path == "alt")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _inside(inner, f"{path}.{name}", wanted, language)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _inside(inner, path, wanted, language)
