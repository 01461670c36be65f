"""The stage itself: every page whose inputs changed is rendered, the others are as they were."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from explainery import walk
from explainery.figures import Drawings
from explainery.lettering import Face
from explainery.model import Made, Packed, Page, Same, Site
from explainery.problems import Problem, Problems
from explainery.raster import laid_out
from explainery.render.cards import Press, keep_cards
from explainery.render.citation import citation_output
from explainery.render.environment import environment_of
from explainery.render.evidence import evidence_of
from explainery.render.faults import not_text, translated
from explainery.render.head import names_of_head
from explainery.render.issues import report_of
from explainery.render.page import PageContext, Workshop
from explainery.render.reads import Assets, Inputs, Summary
from explainery.render.scripts import foreign_scripts, mark_scripts
from explainery.render.site import SiteView
from explainery.render.twin import FOLDER as TWINS
from explainery.render.twin import TwinContext, twin_output
from explainery.render.views import Views
from explainery.stopwatch import timed
from explainery.value import Value
from explainery.workers import spread

Progress = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""

_A_PAGE, _A_MARK = 2.0, 0.8  # milliseconds that a page takes, and each fact, term and source that it mentions
_FUNCTIONS = (
    "link",
    "asset",
    "inline_asset",
    "colour",
    "page_styles",
    "canonical",
    "pages_using",
    "facts_using",
    "terms_used",
    "noted",
    "tied",
    "cited",
    "panel",
    "in_words",
    "shown",
    "file",
    "credited_media",
)


@dataclass(frozen=True, slots=True)
class Rendered(Value):
    """What is remembered of a page: what it read, and the SHA-256 of the files that came of it."""

    reads: Summary
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Text(Value):
    """What is remembered of a page's text for readers elsewhere: what it read, and its HTML."""

    reads: Summary
    html: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier builds left: rendered pages and compiled templates, and the files that are as they were written.

    Share cards are kept by their addresses, the widths of their letters by the digest of the font, texts for the feed
    by the paths of their pages.
    """

    intact: Mapping[str, bytes]
    pages: MutableMapping[bytes, Rendered]
    compiled: MutableMapping[bytes, bytes]
    cards: MutableMapping[bytes, bytes]
    faces: MutableMapping[bytes, Face]
    texts: MutableMapping[bytes, Text]


def render(
    site: Site,
    templates: Mapping[str, str],
    assets: Assets,
    drawings: Drawings,
    kept: Kept,
    progress: Progress | None = None,
) -> tuple[Made, ...]:
    """Return every page of the site with the files of its figures, and keep of earlier builds what belongs to it.

    Raises Problems where a template is wrong.
    """
    with _workshop(site, templates, assets, drawings, kept) as workshop:
        outputs = _outputs(site, workshop, Inputs(site, templates, assets), kept, templates, progress)
    for name in kept.pages.keys() - {page.path.encode() for page in site.pages}:
        del kept.pages[name]
    keep_cards(outputs, kept.cards)
    return outputs


def render_in_view(
    site: Site, templates: Mapping[str, str], assets: Assets, drawings: Drawings, kept: Kept
) -> tuple[Made, ...]:
    """Return the one page that `site` lists with the files of its figures, for whoever looks at it at this moment.

    Its twin comes with the whole build, so what is kept of the page stays that of the last one.
    """
    with _workshop(site, templates, assets, drawings, kept, with_twins=False) as workshop:
        return _outputs(site, workshop, Inputs(site, templates, assets), replace(kept, pages={}), templates, None)


@contextmanager
def _workshop(
    site: Site,
    templates: Mapping[str, str],
    assets: Assets,
    drawings: Drawings,
    kept: Kept,
    *,
    with_twins: bool = True,
) -> Iterator[Workshop]:
    """Yield what all pages are made with."""
    words = site.parsed.words
    environment = environment_of(templates, words)
    twins = environment_of(templates, words, TWINS) if with_twins and site.settings.wants("twins") else None
    for one in filter(None, (environment, twins)):
        one.keep(kept.compiled)
    with laid_out(assets.fonts) as files:
        press = Press(assets.fonts, files, kept.faces, kept.cards, kept.intact) if files else None
        yield Workshop(Views(site), environment, assets, drawings, twins, press)


def _outputs(
    site: Site,
    workshop: Workshop,
    inputs: Inputs,
    kept: Kept,
    templates: Mapping[str, str],
    progress: Progress | None,
) -> tuple[Made, ...]:
    outputs: list[Made] = []
    stale: list[Page] = []
    for page in site.pages:
        last = kept.pages.get(page.path.encode())
        if last is not None and _stands(last, inputs, kept.intact):
            outputs += [Same(path, digest) for path, digest in last.files.items()]
        else:
            stale.append(page)
    problems: list[Problem] = []
    done = len(site.pages) - len(stale)
    for page, result in zip(stale, _made(stale, workshop, inputs, templates), strict=True):
        if isinstance(result, list):
            problems += result
        else:
            made, rendered = result
            outputs += made
            kept.pages[page.path.encode()] = rendered
        done += 1
        if progress:
            progress(done, len(site.pages))
    if problems:
        raise Problems(problems)
    return tuple(outputs)


def _stands(last: Rendered, inputs: Inputs, intact: Mapping[str, bytes]) -> bool:
    """Say whether a page would come out as it did, and its files are still there."""
    files_stand = all(intact.get(path) == digest for path, digest in last.files.items())
    return files_stand and inputs.same(last.reads)


def _made(pages: list[Page], workshop: Workshop, inputs: Inputs, templates: Mapping[str, str]) -> Any:
    """Yield what comes of each page: its outputs and what to remember, or the problems that stopped it."""

    def make(page: Page) -> tuple[list[Made], Rendered] | list[Problem]:
        try:
            with timed("page", page.path):
                return _page(page, workshop, inputs)
        except Problems as error:
            return list(error.problems)
        except Exception as error:  # noqa: BLE001 - whatever a template can raise
            return [translated(error, page.path, templates)]

    yield from map(make, pages[:1])  # which compiles the templates that nearly all pages share
    yield from spread(make, pages[1:], takes)


def takes(page: Page) -> float:
    """Say about how many milliseconds a page takes to render."""
    return _A_PAGE + _A_MARK * sum(1 for body in page.document.texts for _ref in walk.mentions(body))


def _page(page: Page, workshop: Workshop, inputs: Inputs) -> tuple[list[Made], Rendered]:
    views, environment = workshop.views, workshop.environment
    reads = views.begin(page.path)
    environment.begin()
    context = PageContext(views.page(page.path), workshop)
    template = f"kinds/{context.page.kind}/page.html"
    html = _encoded(filled(template, context), context)
    outputs: list[Made] = [Packed.of(page.address, html), *context.files]
    outputs += [workshop.press.picture(card) for card in context.cards if workshop.press]
    if views.site.settings.wants("citations"):
        outputs.append(citation_output(context))
    reads |= {("template", name) for name in environment.used()}
    if workshop.twins:
        workshop.twins.begin()
        twin = TwinContext(context.page, workshop)
        outputs.append(twin_output(twin, filled(template, twin)))
        reads |= {("template", name) for name in workshop.twins.used()}
    files = {output.path: output.digest for output in outputs}
    return outputs, Rendered(inputs.summary(reads), files)


def _encoded(html: str, context: PageContext) -> bytes:
    try:
        return html.encode()
    except UnicodeEncodeError:
        raise Problems([not_text(context.page.path, f"kinds/{context.page.kind}/page.html")]) from None


def filled(template: str, context: PageContext, **more: Any) -> str:
    """Return a template filled in for a page; `more` are names that this template has beside those of all."""
    views = context.views
    names = {"site": SiteView(views), "page": context.page, "in_page": context, "notes": context.notes.all, **more}
    names |= {name: getattr(context, name) for name in _FUNCTIONS}
    names |= names_of_head(context)
    names |= {"evidence": partial(evidence_of, context), "report": partial(report_of, context)}
    context.names = names
    html = context.environment.get_template(template).render(**names)
    return mark_scripts(html, foreign_scripts(views.site.settings))
