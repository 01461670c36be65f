"""The explainer that a gallery is: files that no disk has, which the ordinary recipe builds."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from explainery.gallery.draft import spans_of
from explainery.gallery.examples import BASE64, Examples, read_examples
from explainery.gallery.origin import Origins, Span, Text
from explainery.gallery.pages import Pages, Parts, new_page, pages_of
from explainery.gallery.settings import needs_content, settings_of
from explainery.model import File, Sources
from explainery.paths import FRONT, below_content, is_page
from explainery.problems import Place, Problem, Problems
from explainery.schema import read_schemas, schema_at, settings_schema, with_inherited

_DAY = re.compile(rb"^ *checked: *(\d{4}-\d\d-\d\d)", re.MULTILINE)
_NO_DAY = "2026-01-31"  # pages of the gallery do not show theirs


@dataclass(frozen=True, slots=True)
class Gallery:
    """An explainer of all that there is: its files, its first page (below `content/`), and where lines are from.

    `examples` says how many there are.
    """

    sources: Sources
    home: str
    origins: Origins
    examples: int


def gallery_of(ground: Sources, shipped: Sources, frame: Sources) -> Gallery:
    """Return the gallery of the explainer `ground`; of what ships, where that is `shipped` itself.

    `frame` has the settings and templates of the gallery's own pages. What the explainer has in `content/` is there
    only where examples of its own ask for it. Raises Problems where examples cannot be read.
    """
    parts = _parts(ground, shipped)
    with_content = needs_content(parts.settings) or any(
        one.content is None and ground.templates[path := _path_of(name)] != shipped.templates.get(path)
        for name, one in parts.examples.items()
    )
    files = _files(parts.examples.values())
    base = _with_files(ground if with_content else replace(ground, pages=(), records=(), files={}), files)
    base = replace(base, pages=(*base.pages, *_new_pages(parts, base)))
    days = (found.decode() for source in (*base.pages, *base.records) for found in _DAY.findall(source.content))
    start = _free_name(base)
    pages = Pages(parts, base, f"{start}.md" if with_content else FRONT, start, max(days, default=_NO_DAY))
    drafts = list(pages.all())
    settings, lines = settings_of(
        ground.settings, frame.settings, parts.settings, [pages.home], with_content=with_content
    )
    spans: dict[str, Sequence[Span]] = {f"content/{path}": spans_of(text) for path, text in files.items()}
    spans |= {f"content/{draft.path}": draft.spans for draft in drafts} | {settings.path: lines}
    sources = replace(
        base,
        pages=_in_order((*base.pages, *(draft.source() for draft in drafts))),
        settings=settings,
        templates=dict(sorted({**ground.templates, **frame.templates}.items())),
    )
    return Gallery(sources, pages.home, Origins(spans), sum(len(one.examples) for one in parts.examples.values()))


def _parts(ground: Sources, shipped: Sources) -> Parts:
    """Return what there is to show. Raises Problems with all that is wrong in examples."""
    templates = ground.templates
    components = read_schemas(templates, "components")
    whole = with_inherited(templates, {}, {name: schema.shape for name, schema in components.items()})
    blocks = {name: schema for name, schema in components.items() if f"components/{name}/component.html" in whole}
    schema = schema_at("examples.yaml", "examples file", templates)
    examples, problems = {}, list[Problem]()
    for name in blocks:
        if (path := _path_of(name)) in templates:
            try:
                examples[name] = read_examples(templates[path], f"templates/{path}", schema)
            except Problems as found:
                problems += found.problems
    if problems:
        raise Problems(problems)
    return Parts(
        kinds=read_schemas(templates, "kinds"),
        records=read_schemas(templates, "records"),
        blocks=blocks,
        settings=settings_schema(templates),
        examples=examples,
        own=templates.keys() - shipped.templates.keys(),
    )


def _path_of(component: str) -> str:
    return f"components/{component}/examples.yaml"


def _files(examples: Iterable[Examples]) -> dict[str, Text]:
    """Return what examples have in `content/`, by path. Raises Problems where two of them differ on a file."""
    found: dict[str, Text] = {}
    problems = []
    for one in examples:
        for path, text in (one.content or {}).items():
            first = found.setdefault(path, text)
            if first.words != text.words:
                says = f"The examples of two components bring a file `{path}`, each with something else in it."
                hint = "Give one of the two another name, or let both hold the same."
                place, other = (Place(of.path, of.line) for of in (text, first))
                problems.append(Problem("TWO FILES OF ONE NAME", place, says, hint, (other,)))
    if problems:
        raise Problems(problems)
    return found


def _with_files(ground: Sources, files: Mapping[str, Text]) -> Sources:
    """Return an explainer with files laid over what it has in `content/`; its list of addresses is not for these."""
    pages = {source.path: source for source in ground.pages}
    records = {source.path: source for source in ground.records}
    others = {path: content for path, content in ground.files.items() if path != "addresses.txt"}
    for name, text in files.items():
        path = name.removesuffix(BASE64)
        content = text.words.encode() if path == name else b64decode(text.words)
        source = File(f"content/{path}", content)
        if is_page(path):
            pages[source.path] = source
        elif path.endswith((".yaml", ".yml")) and not path.startswith("data/"):
            records[source.path] = source
        else:
            others[path] = source.content
    return replace(
        ground, pages=_in_order(pages.values()), records=_in_order(records.values()), files=dict(sorted(others.items()))
    )


def _in_order(sources: Iterable[File]) -> tuple[File, ...]:
    return tuple(sorted(sources, key=lambda source: source.path))


def _new_pages(parts: Parts, base: Sources) -> Iterator[File]:
    """Yield a page of each kind of which there is none: as a new one begins, but published."""
    for name, schema in parts.kinds.items():
        if not any(pages_of(name, base)) and (text := new_page(schema, parts, base)):
            yield File(f"content/examples/new-{name}.md", text.replace("\ndraft: true\n", "\n").encode())


def _free_name(sources: Sources) -> str:
    """Return what the names of the gallery's pages begin with: no page of the explainer does.

    They lie right in `content/`, so that what is relative in an example leads to the same place for all of them.
    """
    taken = [below_content(source.path) for source in sources.pages]
    names = ("gallery" if number == 1 else f"gallery-{number}" for number in count(1))
    return next(name for name in names if not any(path.startswith(name) for path in taken))
