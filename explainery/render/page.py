"""One page while it is rendered: everything in it that depends on where the page stands."""

import csv
import functools
import io
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from jinja2 import Template
from markupsafe import Markup, escape

from explainery import walk
from explainery.figures import Drawings, Figure, facts_in_file, figure_address, figure_code, reads_files, reads_support
from explainery.illustrations import Illustration, Recording, credited, credited_in_text, in_block
from explainery.model import (
    Block,
    Body,
    Citation,
    End,
    Equation,
    Footnote,
    Heading,
    Link,
    Output,
    Picture,
    Record,
    Said,
    Segment,
)
from explainery.paths import is_page
from explainery.problems import Place, Problem, Problems
from explainery.render.cards import Card, Press
from explainery.render.drawn import judge
from explainery.render.environment import Templates, expect
from explainery.render.notes import Notes, said_before
from explainery.render.printed import Values
from explainery.render.reads import Assets
from explainery.render.views import PageView, RecordView, Views
from explainery.stopwatch import timed
from explainery.urls import absolute, behind, escaped

_TABLE_OR_HEADING = re.compile(r'<table>.*?</table>|<h[1-6] id="([^"]*)"', re.DOTALL)
_FIRST_SCREEN = 800  # letters of a text below the answer that fit on it
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNED = re.compile(r"[-+][\d.,\s\u2019]*\d(?:[\s%‰°µ]|[^\W\d_])*")  # a number, with its unit


@functools.lru_cache(maxsize=10_000)
def _relative(address: str, folder: str) -> str:
    return escaped(posixpath.relpath(address, folder or "."))


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as an element of a page shows it.

    `sets` are pairs of a media type and a `srcset`, the last one for all browsers; none of a drawing. `whole` is the
    address below the site of the largest file. `eager`: readers see it before they scroll.
    """

    src: str
    sets: tuple[tuple[str, str], ...]
    width: int | None
    height: int | None
    whole: str
    eager: bool


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all pages of a site are made with; `twins` and `press` are there where twins and cards are to be made."""

    views: Views
    environment: Templates
    assets: Assets
    drawings: Drawings
    twins: Templates | None = None
    press: Press | None = None


class _Macros:
    """The macros of a template that pages need."""

    def __init__(self, template: Template) -> None:
        self._module, self._file = template.make_module(), str(template.filename)

    def __getattr__(self, name: str) -> Any:
        """Return a macro. Raises Problems where there is none."""
        found = getattr(self._module, name, None)
        if found is None:
            says = f"This template has no macro `{name}`, which pages need."
            raise Problems([Problem("MISSING MACRO", Place(self._file), says, "Copy it from the one that is shipped.")])
        return found


class PageContext(Values):
    """The functions and filters of one page's templates; see `explainery/README.md` for what each of them gives."""

    def __init__(self, page: PageView, site: Workshop) -> None:
        """Take the page, and what all pages are made with."""
        self.page, self.views, self.environment = page, site.views, site.environment
        self.assets, self.drawings, self.press = site.assets, site.drawings, site.press
        self.folder = posixpath.dirname(page.address)
        self.files, self.cards = list[Output](), list[Card]()
        self.notes = Notes()
        self.terms: dict[str, RecordView] = {}
        self.terms_in_section: set[str] = set()
        self.section: str | None = None
        self.language = str(self.views.site.settings["language"])
        self.marks = _Macros(self.environment.get_template("marks.html"))
        self.names: dict[str, Any] = {}
        self._panels: Any = None

    # Addresses --------------------------------------------------------------------------------------------------------

    def relative(self, address: str) -> str:
        """Return an address below the site as a relative one from this page, with what browsers need escaped."""
        return _relative(address, self.folder)

    def link(self, target: PageView | RecordView, anchor: str | None = None) -> str | None:
        """Return the relative address of a page or record; None for a record that stands on no page."""
        expect("link", target, PageView, RecordView)
        if isinstance(target, RecordView):
            home = target.home
            return self.link(self.views.page(home), target.id) if home else None
        fragment = f"#{anchor}" if anchor else ""
        if target.path == self.page.path and fragment:
            return fragment
        return self.relative(target.address) + fragment

    def asset(self, path: str) -> str:
        """Return the relative address of an asset, such as `css/site.css`. Raises KeyError where there is none."""
        return self._file(f"assets/{path}")

    def inline_asset(self, path: str) -> str:
        """Return an icon as an address that carries its content. Raises KeyError where there is none."""
        self.views.note("asset", f"assets/{path}")
        return self.assets.inline[f"assets/{path}"]

    def colour(self, name: str) -> str:
        """Return a colour of light pages, such as `accent`. Raises KeyError where there is none."""
        self.views.note("colour", name)
        return self.assets.colours[name]

    def page_styles(self) -> str | None:
        """Return the relative address of the styles for this page's kind and components; None where they have none."""
        self.views.note("styles", self.page.path)
        sheet = self.assets.styles.get(self.page.path)
        return self._file(sheet) if sheet else None

    def _file(self, path: str) -> str:
        return self.relative(self.address_of(path))

    def address_of(self, path: str) -> str:
        """Return the address below the site of an asset or file. Raises KeyError where there is none."""
        self.views.note("asset", path)
        return self.assets.addresses[path]

    def canonical(self) -> str | None:
        """Return this page's absolute address; None where the site's is not known."""
        url = self.views.site.url
        return absolute(url, self.page.address) if url else None

    # Text -------------------------------------------------------------------------------------------------------------

    def html(self, body: Body | None) -> Markup:
        """Return Markdown as HTML for this page; mentions of facts and sources become notes."""
        if body is None:
            return Markup("")
        pieces: list[str] = []
        above = self.section
        for segment in body.segments:
            if isinstance(segment, Citation):
                pieces[-1:] = [piece.rstrip(" \n") for piece in pieces[-1:]]  # a note's number stands close to its word
                pieces.append(self._citation(segment, said_before(pieces, self.language)))
                continue
            if isinstance(segment, Footnote):
                pieces[-1:] = [piece.rstrip(" \n") for piece in pieces[-1:]]
                pieces.append(self._footnote(segment, said_before(pieces, self.language)))
                continue
            if isinstance(segment, Heading):
                self.terms_in_section.clear()
                self.section = segment.id
            pieces.append(segment if isinstance(segment, str) else self._segment(segment))
        whole = "".join(pieces)
        if "<table>" in whole:
            whole = self._with_tables(whole, above)
        return Markup(whole)  # noqa: S704 - cleaned by nh3 when it was parsed

    def _with_tables(self, html: str, above: str | None) -> str:
        """Return HTML with each table as its macro has it, which is told the id of the heading above it."""

        def made(found: re.Match[str]) -> str:
            nonlocal above
            if found[1]:
                above = unescape(found[1])
                return found[0]
            return str(self.marks.table(Markup(found[0]), above))  # noqa: S704 - cleaned by nh3 when it was parsed

        return _TABLE_OR_HEADING.sub(made, html)

    def _segment(self, segment: Segment) -> str:
        marks: Any = self.marks
        if isinstance(segment, Link):
            return str(self._link(segment))
        if isinstance(segment, End):
            return str(self.panel())
        if isinstance(segment, Said | Equation):
            return str(self._said(segment))
        if isinstance(segment, Heading):
            return str(marks.heading(segment.level, segment.id, Markup(segment.html), segment.former))  # noqa: S704 - as above
        if isinstance(segment, Picture):
            return str(marks.picture(self.shown(segment), segment.alt, segment.title))
        return self._component(segment) + str(self.panel()) if isinstance(segment, Block) else ""

    def _said(self, said: Said | Equation) -> object:
        marks: Any = self.marks
        if isinstance(said, Equation):
            return marks.formula(said, Markup(said.mathml))  # noqa: S704 - made and escaped in mathematics/
        if said.name == "formula":
            return marks.formula_link(behind(said.anchor), said.number)
        return marks.task(said.name == "done") if said.name in ("done", "to do") else marks.alert(said.name)

    def _citation(self, citation: Citation, words: str) -> str:
        marks: Any = self.marks
        return str(marks.citation(self.notes.of_citation(self.views.follow(citation.refs), escape(words))))

    def _footnote(self, footnote: Footnote, words: str) -> str:
        marks: Any = self.marks
        words = words.rstrip(".,;:")
        note = self.notes.of_footnote(("footnote", footnote.body), escape(words), lambda: self.html(footnote.body))
        return str(marks.footnote(note))

    def _link(self, link: Link) -> str:
        marks: Any = self.marks
        words = Markup(link.html)  # noqa: S704 - as above
        if link.scheme == "fact":
            return str(marks.fact_link(words, self.notes.of_fact(self.views.record("fact", link.target), words)))
        if link.scheme == "term":
            return str(self._term(words, self.views.record("term", link.target)))
        if link.scheme == "web":
            return str(marks.external_link(link.target, words))
        if is_page(link.target):
            return str(marks.page_link(self.link(self.views.page(link.target), link.fragment), words))
        fragment = behind(link.fragment)
        if link.target.endswith((".yaml", ".yml")):  # an anchor alone, in a record: a place on the page that shows it
            return str(marks.page_link(fragment, words))
        return str(marks.page_link(self._file(f"content/{link.target}") + fragment, words))

    def file(self, link: Link) -> str:
        """Return the relative address of a file that a field with `x-file` names."""
        expect("file", link, Link)
        return self._file(f"content/{link.target}")

    def shown(self, picture: Picture) -> Shown:
        """Return what an element needs to show a picture: addresses as seen from this page, and sizes."""
        expect("shown", picture, Picture)
        self.views.note("asset", f"content/{picture.path}")
        eager = picture.place == self._first_picture
        found = self.assets.photographs.get(picture.path)
        if found is None:
            width, height = self.assets.sizes.get(picture.path, (None, None))
            address = self.assets.addresses[f"content/{picture.path}"]
            return Shown(self.relative(address), (), width, height, address, eager)
        sets = tuple(
            (several[0].mime, ", ".join(f"{_in_a_set(self.relative(one.address))} {one.width}w" for one in several))
            for several in found.sets
        )
        return Shown(self.relative(found.middle.address), sets, found.width, found.height, found.largest.address, eager)

    @functools.cached_property
    def _first_picture(self) -> Place | None:
        """Return the place of the picture that readers see before they scroll; None where text fills the screen."""
        before = 0
        for segment in self.page.body.segments if self.page.path in self.views.site.by_path else ():
            found = walk.marks((segment,)) if isinstance(segment, Block | Picture) else ()
            picture = next((mark for mark in found if isinstance(mark, Picture)), None)
            if picture is not None or before > _FIRST_SCREEN or isinstance(segment, Block):
                return picture.place if picture and before <= _FIRST_SCREEN else None
            before += len(segment) if isinstance(segment, str) else 0
        return None

    def noted(self, words: str, holder: PageView | RecordView, field: str) -> Markup | str:
        """Return words with a note on the fact that a field takes its value from; as they are where it was typed."""
        marks: Any = self.marks
        if isinstance(holder, PageView):
            self.views.note_field(holder.path, field)
            taken = self.views.site.by_path[holder.path].document.taken
        else:
            taken = self._record(holder).taken
        if field not in taken:
            return words
        note = self.notes.of_fact(self.views.follow(taken[field]), escape(words))
        return Markup(marks.fact_link(words, note))  # noqa: S704 - as above

    def tied(self, words: str, fact: RecordView) -> Markup:
        """Return words with a note on the fact that they say."""
        marks: Any = self.marks
        expect("tied", fact, RecordView)
        return Markup(marks.fact_link(words, self.notes.of_fact(fact, escape(words))))  # noqa: S704 - as above

    def cited(self, holder: RecordView | Mapping[str, Any], words: str = "") -> Markup:
        """Return a note on the sources that a record or block names; nothing where it names none.

        `words` say what they are for, where the note is listed.
        """
        marks: Any = self.marks
        expect("cited", holder, RecordView, Mapping)
        fields = holder if isinstance(holder, Mapping) else self._record(holder).fields
        sources = self.views.follow(fields.get("sources"))
        return Markup(marks.citation(self.notes.of_citation(sources, escape(words))) if sources else "")  # noqa: S704 - as above

    def panel(self) -> Markup:
        """Return the evidence of what was mentioned since the last panel, folded; nothing where nothing was."""
        found = self.notes.panel()
        if found is None:
            return Markup("")
        if self._panels is None:
            self._panels = self.environment.get_template("panel.html").make_module(self.names)
        panels: Any = self._panels
        return Markup(panels.panel(found, tuple(dict.fromkeys(map(self.who, found.sources)))))  # noqa: S704 - as above

    def in_words(self, record: RecordView, field: str) -> str:
        """Return what readers see of the choice in a field of a record: its `x-words`, else the choice itself."""
        self.views.note("words", record.record_kind)
        words = self.views.site.parsed.record_kinds[record.record_kind].words.get(field, {})
        choice = str(record[field])
        return self.views.site.parsed.words.unfilled(words.get(choice, choice))

    def _record(self, view: RecordView) -> Record:
        self.views.note("record", view.record_kind, view.id)
        return self.views.site.records[view.record_kind][view.id]

    def _term(self, words: Markup, term: RecordView) -> Markup:
        """Return the words of a term; only the first mention in a section opens what it means."""
        if term.id in self.terms_in_section:
            return words
        self.terms_in_section.add(term.id)
        self.terms[term.id] = term
        marks: Any = self.marks
        return Markup(marks.term(words, term))  # noqa: S704 - as above

    def terms_used(self) -> tuple[RecordView, ...]:
        """Return the terms that the text so far explains, in the order of their first mention."""
        return tuple(self.terms.values())

    def _component(self, block: Block) -> str:
        template = self.environment.get_template(f"components/{block.name}/component.html")
        names = {**self.names, **self.names_of(block)}
        if code := figure_code(block, self.views.site):
            self.views.note("template", code)
            names["figure"] = self._figure(block)
            names["figure_file"] = lambda ending: self.relative(figure_address(self.page.path, block, ending))
        with timed("component", block.name):
            return template.render(**names)

    def names_of(self, block: Block) -> dict[str, Any]:
        """Return the names that templates have of a block: its parameters, the records and pictures that it shows."""
        pictures = tuple(map(_described, in_block(block, self.views.site.records)))
        return {"block": self.views.block(block), "records": self.views.selected(block), "pictures": pictures}

    def pictures_in_text(self) -> tuple[Mapping[str, Any], ...]:
        """Return the pictures of the page's Markdown of which it says who made them, each once, as blocks have them."""
        page = self.views.site.by_path.get(self.page.path)
        return tuple(map(_described, credited_in_text(page.document))) if page else ()

    def credited_media(self) -> tuple[tuple[PageView, tuple[Mapping[str, Any], ...]], ...]:
        """Return the pages with pictures and recordings of which somebody said who made them, and these."""
        self.views.note("credits")
        site = self.views.site
        found = credited((page.document for page in site.pages), site.records)
        return tuple((self.views.page(path), tuple(map(_described, several))) for path, several in found)

    def _figure(self, block: Block) -> Figure:
        """Return a block's figure, and add what a reader can keep of it: the wide drawing as SVG, its data as CSV."""
        self.note_figure(block)
        figure = self.drawings.draw(block)
        template = self.environment.get_template("components/figure/file.svg")
        words = {"title": block.fields["claim"].text, "alt": block.fields["alt"]}
        svg = template.render(drawing=figure.wide, colour=self.colour, **words).encode()
        judge(svg, "components/figure/file.svg", figure_address(self.page.path, block, "svg"))
        self.files.append(Output(figure_address(self.page.path, block, "svg"), svg))
        if figure.table:
            text = io.StringIO()
            csv.writer(text).writerows(map(_for_spreadsheets, (figure.table.columns, *figure.table.rows)))
            self.files.append(Output(figure_address(self.page.path, block, "csv"), text.getvalue().encode()))
        return figure

    def note_figure(self, block: Block) -> None:
        """Note what the page being rendered reads to draw a figure."""
        if reads_files(block, self.views.site):
            self.views.note("files")
            for name in facts_in_file(block, self.views.site):
                if self.views.site.fact(name):
                    self.views.record("fact", name)
        if reads_support(block, self.views.site):
            self.views.records("fact")
            self.views.records("source")
        self.views.note_pages(block)

    def plain(self, body: Body | str | None) -> str:
        """Return the words of Markdown without any mark."""
        return body.text if isinstance(body, Body) else str(body or "")

    # Records ----------------------------------------------------------------------------------------------------------

    def pages_using(self, record: RecordView) -> tuple[PageView, ...]:
        """Return the pages whose text refers to a record, in the order of their titles; not the one that shows it."""
        expect("pages_using", record, RecordView)
        pages = (self.views.page(path) for path in record.used_on)
        return tuple(sorted(pages, key=lambda page: page.label.casefold()))

    def facts_using(self, source: RecordView) -> tuple[RecordView, ...]:
        """Return the facts that a source supports."""
        expect("facts_using", source, RecordView)
        self.views.note("supports", source.id)
        return tuple(self.views.record("fact", name) for name in self.views.site.supports.get(source.id, ()))


def _described(one: Illustration | Recording) -> Mapping[str, Any]:
    return {"file": one.file, "picture": one.picture, **one.said}


def _for_spreadsheets(cells: Iterable[str]) -> list[str]:
    """Return a row of which a spreadsheet calculates nothing: what would be a formula there begins with an apostrophe.

    So OWASP has it (owasp.org/www-community/attacks/CSV_Injection); numbers and amounts with a sign stay as they are.
    """
    return [f"'{cell}" if cell[:1] in _BEGINS_FORMULA and not _SIGNED.fullmatch(cell) else cell for cell in cells]


def _in_a_set(address: str) -> str:
    """Return an address as it may stand in a `srcset`, where commas divide."""
    return address.replace(",", "%2C")
