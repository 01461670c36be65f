"""What an explainer has already, as far as something new needs to know: texts of records, names of pages."""

from collections.abc import Iterator

from explainery.fields import Fields, Items, Node, Scalar, decode, front_matter, load
from explainery.model import Sources
from explainery.paths import FRONT, below_content, without_ending


def record_files(home: str, sources: Sources) -> list[str]:
    """Return the paths below `content/` of the files that hold the records of one home."""
    paths = (below_content(source.path) for source in sources.records)
    return [path for path in paths if path.split("/")[0] in (home, f"{home}.yaml", f"{home}.yml")]


def entries(home: str, sources: Sources) -> Iterator[Node]:
    """Yield the records of one home as their writers put them, file by file. Raises Problems."""
    wanted = {f"content/{path}" for path in record_files(home, sources)}
    for source in sources.records:
        if source.path in wanted:
            node = load(decode(source.content, source.path), source.path)
            yield from node.items if isinstance(node, Items) else ()


def texts(node: Node | None) -> dict[str, list[Scalar]]:
    """Return the single values in a group of fields, and those in its lists, by the names of the fields."""
    found = {}
    for key, value in node.entries if isinstance(node, Fields) else ():
        items = value.items if isinstance(value, Items) else (value,)
        found[key.text] = [item for item in items if isinstance(item, Scalar)]
    return found


def record_ids(home: str, sources: Sources) -> Iterator[str]:
    """Return the ids of the records of one home, drafts last: a draft may name one where there is nothing else."""
    return values_of("id", home, sources)


def values_of(field: str, home: str, sources: Sources) -> Iterator[str]:
    """Yield what the records of one home say in a field, drafts last; of the field `file` the stem of each file."""
    if field == "file":
        yield from (path.rpartition("/")[2].rpartition(".")[0] for path in record_files(home, sources))
    for record in sorted((texts(node) for node in entries(home, sources)), key=_is_a_draft):
        yield from (scalar.text for scalar in record.get(field, ()))


def _is_a_draft(fields: dict[str, list[Scalar]]) -> bool:
    return [draft.text for draft in fields.get("draft", [])] == ["true"]


def published_pages(kind: str, sources: Sources) -> Iterator[str]:
    """Yield the pages that are no drafts as references name them. Raises Problems.

    With the kind `page` they are named by their paths; else `kind` is a folder, and they are named by their files.
    """
    for source in sources.pages:
        path = below_content(source.path)
        folder, _, file = path.rpartition("/")
        if kind == "page" or (folder == kind and file != FRONT):
            front = front_matter(decode(source.content, source.path), source.path)
            if not _is_a_draft(texts(front.node)):
                yield path if kind == "page" else without_ending(file)
