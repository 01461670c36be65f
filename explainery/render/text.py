"""A page's text for readers elsewhere, such as those of the feed: the same page in another frame (`templates/feed/`).

What that folder does not have, the twins' folder has: a recording with its words, a figure with its data. So every
kind and component, also those that a writer adds, is there without saying anything about it.
"""

from collections.abc import Mapping, Sequence

from explainery.figures import Drawings
from explainery.model import Page, Site
from explainery.problems import Problem, Problems
from explainery.render.environment import environment_of
from explainery.render.faults import not_text, too_deep, translated
from explainery.render.page import Workshop
from explainery.render.reads import Assets, Inputs
from explainery.render.stage import Kept, Text, filled, takes
from explainery.render.twin import FOLDER as TWINS
from explainery.render.twin import TwinContext
from explainery.render.views import Views
from explainery.stopwatch import timed
from explainery.unmark import bare_html
from explainery.urls import absolute
from explainery.workers import spread

FOLDER = "feed/"
"""The folder of the templates that stand in place of others while these texts are made."""


class TextContext(TwinContext):
    """What the templates of such a text are given: every address is absolute, except for places on the page itself."""

    def relative(self, address: str) -> str:
        """Return an address below the site as an absolute one."""
        return absolute(self.views.site.url or "", address)


def texts_of(
    pages: Sequence[Page],
    site: Site,
    templates: Mapping[str, str],
    assets: Assets,
    drawings: Drawings,
    kept: Kept,
) -> Mapping[str, str]:
    """Return the texts of some pages as HTML that stands by itself, by their paths, and keep these and no others.

    Raises Problems where a template is wrong.
    """
    for name in kept.texts.keys() - {page.path.encode() for page in pages}:
        del kept.texts[name]
    if not pages:
        return {}
    inputs = Inputs(site, templates, assets)
    environment = environment_of(templates, site.parsed.words, FOLDER, TWINS)
    environment.keep(kept.compiled)
    workshop = Workshop(Views(site), environment, assets, drawings, environment)

    def make(page: Page) -> Text | list[Problem]:
        try:
            with timed("page", page.path):
                return _text(page, workshop, inputs)
        except Problems as error:
            return list(error.problems)
        except Exception as error:  # noqa: BLE001 - whatever a template can raise
            return [translated(error, page.path, templates)]

    stale = [page for page in pages if not _stands(kept.texts.get(page.path.encode()), inputs)]
    made = (*map(make, stale[:1]), *spread(make, stale[1:], takes))
    problems: list[Problem] = []
    for page, text in zip(stale, made, strict=True):
        if isinstance(text, list):
            problems += text
        else:
            kept.texts[page.path.encode()] = text
    if problems:
        raise Problems(problems)
    return {page.path: kept.texts[page.path.encode()].html for page in pages}


def _stands(last: Text | None, inputs: Inputs) -> bool:
    return last is not None and inputs.same(last.reads)


def _text(page: Page, workshop: Workshop, inputs: Inputs) -> Text:
    views, environment = workshop.views, workshop.environment
    reads = views.begin(page.path)
    environment.begin()
    context = TextContext(views.page(page.path), workshop)
    html = filled(f"kinds/{context.page.kind}/page.html", context)
    try:
        text = bare_html(html, absolute(views.site.url or "", page.address))
        text.encode()
    except UnicodeEncodeError:
        raise Problems([not_text(page.path, f"{FOLDER}base.html")]) from None
    except RecursionError:
        raise Problems([too_deep(page.path, FOLDER)]) from None
    reads |= {("template", name) for name in environment.used()}
    return Text(inputs.summary(reads), text)
