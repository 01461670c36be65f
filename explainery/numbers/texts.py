"""All texts that a reader meets in the fields of a page, record or block, as passages."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainery.model import Body
from explainery.numbers.passages import Passage, cut


def texts_in(fields: Mapping[str, Any], texts: Iterable[str], language: str) -> Iterator[tuple[str, Passage, bool]]:
    """Yield the passages of fields: Markdown, and those words that `texts` lists.

    Each comes with the name of the field that it stands in, also where it stands in a field inside of that one, and
    with whether it is prose: Markdown, in which links can stand, and no heading or alternative text. `texts` are the
    names of a schema's fields for words, those of fields inside fields with dots: `parts.label`.
    """
    wanted = frozenset(texts)
    for name, value in fields.items():
        for passage, is_prose in _inside(value, name, wanted, language):
            yield name, passage, is_prose


def _inside(value: Any, path: str, wanted: frozenset[str], language: str) -> Iterator[tuple[Passage, bool]]:
    if isinstance(value, Body):
        yield from ((passage, not passage.whole_page) for passage in cut(value, language).passages)
        for _section, block in cut(value, language).blocks:
            for inner in block.fields.values():
                yield from _inside(inner, "", frozenset(), language)
    elif isinstance(value, str):
        if path in wanted and value.strip():
            yield Passage(" ".join(value.split()), whole_page=path.rpartition(".")[2] == "alt"), False
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _inside(inner, f"{path}.{name}", wanted, language)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _inside(inner, path, wanted, language)
