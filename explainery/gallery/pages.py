"""The pages of a gallery: one for each block, figure, record and kind of page, one for the settings, and the first."""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from explainery.fields import Fields, decode, front_matter, load
from explainery.gallery.draft import Draft
from explainery.gallery.examples import BASE64, Examples
from explainery.gallery.rows import rows_of
from explainery.model import File, Sources
from explainery.paths import below_content
from explainery.problems import Problems
from explainery.scaffold import Needs, first_values, page_text, record_text
from explainery.scaffold.existing import published_pages, record_ids, texts
from explainery.scaffold.places import default_kind
from explainery.schema import Schema

_A_DAY = dt.date(2026, 1, 31)
_FEW = 8  # pages of a kind that are named
_OWN = " of this explainer"
_DRAWN = "Figures"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a gallery shows: the schemas of kinds, records, blocks and settings, and examples by the names of blocks.

    `own` are the paths of the templates in place of which none ships.
    """

    kinds: Mapping[str, Schema]
    records: Mapping[str, Schema]
    blocks: Mapping[str, Schema]
    settings: Schema
    examples: Mapping[str, Examples]
    own: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages are made from.

    `ground` are the pages and records beside them. The names of all pages but the first, `home`, begin with `start`;
    `checked` is a day that no source is younger than.
    """

    parts: Parts
    ground: Sources
    home: str
    start: str
    checked: str

    def all(self) -> Iterator[Draft]:
        """Yield the pages, the first last."""
        groups: dict[str, list[str]] = {}
        for group, schema, draft in self._each():
            groups.setdefault(f"{group}{_OWN if schema in self.parts.own else ''}", []).append(draft.path)
            yield draft
        about = "Every block, figure, record and kind of page there is, with its fields, and with examples to copy."
        home = Draft(self.home, "Gallery", self.checked, about)
        for title in sorted(groups, key=lambda title: (not title.endswith(_OWN), not title.startswith(_DRAWN))):
            home.list(title, groups[title], self._pictures())
        yield home

    def _pictures(self) -> Mapping[str, str]:
        """Return the address of a drawing, by the path of the page on which it is an example of a figure."""
        found = {}
        for name, one in self.parts.examples.items():
            if one.can_be_drawn and self.parts.blocks[name].shape.figure:
                drawn = (texts(load(example.yaml.words, "")) for example in one.examples if example.yaml)
                if identity := next((fields["id"][0].text for fields in drawn if "id" in fields), None):
                    page = f"{self.start}-block-{name}"
                    found[f"{page}.md"] = f"figures/{page}-{identity}.svg"
        return found

    def _each(self) -> Iterator[tuple[str, str, Draft]]:
        """Yield each page but the first, with its group, and the template that makes it the explainer's own."""
        for name, schema in self.parts.blocks.items():
            group = _DRAWN if schema.shape.figure else "Blocks"
            yield group, f"components/{name}/schema.yaml", self._block(name, schema)
        for name, schema in self.parts.records.items():
            yield "Records", f"records/{name}/schema.yaml", self._record(name, schema)
        for name, schema in self.parts.kinds.items():
            yield "Kinds of pages", f"kinds/{name}/schema.yaml", self._kind(name, schema)
        settings = self._draft("settings", "site.yaml", self.parts.settings, "content/site.yaml")
        yield "Settings", "settings.yaml", self._with_fields(settings, self.parts.settings)

    def _draft(self, name: str, title: str, schema: Schema, where: str, *notes: str) -> Draft:
        about = str(schema.definition.get("description", ""))
        return Draft(f"{self.start}-{name}.md", title, self.checked, about, (f"`{where}`", *notes))

    def _block(self, name: str, schema: Schema) -> Draft:
        folder, examples = f"templates/components/{name}/", self.parts.examples.get(name, Examples((), {}))
        notes = []
        if not examples.examples:
            notes.append(f"No example is there yet: `{folder}examples.yaml` may hold some.")
        if not examples.can_be_drawn:
            notes.append(f"Not drawn here, since the Python package `{examples.needs}` is not installed.")
        draft = self._draft(f"block-{name}", name, schema, folder, *notes)
        for number, example in enumerate(examples.examples, 1):
            draft.example(name, example, number, drawn=examples.can_be_drawn)
        texts = {path: text for path, text in (examples.content or {}).items() if not path.endswith(BASE64)}
        for number, (path, text) in enumerate(texts.items(), 1):
            draft.copy(f"file-{number}", f"content/{path}", text.words.rstrip("\n"), folded=True)
        return self._with_fields(draft, schema)

    def _record(self, name: str, schema: Schema) -> Draft:
        home = schema.shape.content
        notes = [f"One file, or several in the folder `content/{home}/`."] if home else []
        draft = self._draft(f"record-{name}", name, schema, f"content/{home}.yaml", *notes)
        shown = [block for block, of in self.parts.blocks.items() if name in _shown_kinds(of)]
        if text := self._first_record(str(home), shown) or self._new_record(schema):
            draft.copy("example-1", "As you write it", text)
        draft.list("Blocks that show it", [f"{self.start}-block-{block}.md" for block in shown])
        return self._with_fields(draft, schema)

    def _kind(self, name: str, schema: Schema) -> Draft:
        draft = self._draft(f"kind-{name}", name, schema, f"templates/kinds/{name}/")
        draft.list("Pages of this kind", list(pages_of(name, self.ground))[:_FEW])
        if text := new_page(schema, self.parts, self.ground):
            draft.copy("example-1", "As a new one begins", text)
        return self._with_fields(draft, schema)

    def _with_fields(self, draft: Draft, schema: Schema) -> Draft:
        draft.fields(rows_of(schema, self.parts.records.keys()))
        return draft

    def _first_record(self, home: str, shown: list[str]) -> str:
        """Return the first record of a home in examples, best in those of blocks that show it; "" for none."""
        for block in sorted(self.parts.examples, key=lambda block: block not in shown):
            for path, text in (self.parts.examples[block].content or {}).items():
                if path.split("/")[0].removesuffix(".yaml") == home:
                    return text.words.split("\n- ")[0].rstrip("\n")
        return ""

    def _new_record(self, schema: Schema) -> str:
        """Return a record as `new` writes it; "" where there is nothing that it would have to name."""
        try:
            return record_text(schema, first_values(schema, _needs(schema, self.parts, self.ground), {"id": "new"}), "")
        except Problems:
            return ""


def new_page(schema: Schema, parts: Parts, ground: Sources) -> str:
    """Return a page as `new` writes it; "" where there is nothing that it would have to name."""
    kind = {} if schema.shape.name == "page" else {"kind": schema.shape.name}
    try:
        return page_text(schema, first_values(schema, _needs(schema, parts, ground), kind))
    except Problems:
        return ""


def pages_of(kind: str, ground: Sources) -> Iterator[str]:
    """Yield the paths of the pages of a kind that are no drafts."""
    defaults = _defaults(ground.settings)
    for source in ground.pages:
        path = below_content(source.path)
        front = texts(front_matter(decode(source.content, source.path), source.path).node)
        own = next((scalar.text for scalar in front.get("kind", ())), "")
        if (own or default_kind(path.rpartition("/")[0], defaults)) == kind and "draft" not in front:
            yield path


def _defaults(settings: File) -> Mapping[str, str]:
    """Return the kinds of the pages in folders."""
    node = load(decode(settings.content, settings.path), settings.path)
    for key, value in node.entries if isinstance(node, Fields) else ():
        if key.text == "defaults":
            return {folder: one[0].text for folder, one in texts(value).items() if one}
    return {}


def _shown_kinds(schema: Schema) -> Iterator[str]:
    """Yield the kinds of records that a block shows."""
    yield from (selection.partition(".")[0] for selection in schema.shape.selects.values())
    for field in schema.definition.get("required", ()):
        sub = schema.definition["properties"][field]
        yield str(sub.get("x-ref") or sub.get("items", {}).get("x-ref"))


def _needs(schema: Schema, parts: Parts, ground: Sources) -> Needs:
    def reference(kind: str) -> str:
        if kind in parts.records:
            names = record_ids(str(parts.records[kind].shape.content), ground)
        else:
            names = published_pages(kind, ground)
        if name := next(names, None):
            return name
        raise Problems([])

    return Needs(f"The title of {schema.what}", _A_DAY, reference)
