"""The stage itself: every page whose inputs changed is rendered, the others are as they were."""

import functools
import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from explainery.figures import Drawings
from explainery.model import Output, Page, Same, Site
from explainery.problems import Problem, Problems
from explainery.render.environment import Templates
from explainery.render.faults import FAULTS, translated
from explainery.render.page import PageContext, Workshop
from explainery.render.reads import Assets, Inputs, Summary
from explainery.render.scripts import mark_scripts
from explainery.render.site import SiteView
from explainery.render.views import Views
from explainery.value import Value
from explainery.workers import spread

Progress = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""

_MANY = 60  # pages from which a second process pays
_FUNCTIONS = ("link", "asset", "inline_asset", "page_styles", "canonical", "pages_using", "facts_using", "terms_used")


@dataclass(frozen=True, slots=True)
class Rendered(Value):
    """What is remembered of a page: what it read, and the SHA-256 of the files that came of it."""

    reads: Summary
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier builds left: rendered pages and compiled templates, and the files that are as they were written."""

    pages: MutableMapping[bytes, Rendered]
    compiled: MutableMapping[bytes, bytes]
    intact: Mapping[str, bytes]


def render(
    site: Site,
    templates: Mapping[str, str],
    assets: Assets,
    drawings: Drawings,
    kept: Kept,
    progress: Progress | None = None,
) -> tuple[Output | Same, ...]:
    """Return every page of the site with the files of its figures. Raises Problems where a template is wrong."""
    environment = _environment(tuple(templates.items()))
    environment.keep(kept.compiled)
    workshop = Workshop(Views(site), environment, assets, drawings)
    inputs = Inputs(site, templates, assets)
    outputs: list[Output | Same] = []
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
        if isinstance(result, Problem):
            problems.append(result)
        else:
            made, rendered = result
            outputs += made
            kept.pages[page.path.encode()] = rendered
        done += 1
        if progress:
            progress(done, len(site.pages))
    if problems:
        raise Problems(problems)
    for name in kept.pages.keys() - {page.path.encode() for page in site.pages}:
        del kept.pages[name]
    return tuple(outputs)


@functools.lru_cache(maxsize=1)
def _environment(templates: tuple[tuple[str, str], ...]) -> Templates:
    """Return the environment; the same one, with all that it loaded, as long as a preview finds the same templates."""
    return Templates(dict(templates))


def _stands(last: Rendered, inputs: Inputs, intact: Mapping[str, bytes]) -> bool:
    """Say whether a page would come out as it did, and its files are still there."""
    files_stand = all(intact.get(path) == digest for path, digest in last.files.items())
    return files_stand and inputs.same(last.reads)


def _made(pages: list[Page], workshop: Workshop, inputs: Inputs, templates: Mapping[str, str]) -> Any:
    """Yield what comes of each page: its outputs and what to remember, or the problem that stopped it."""

    def make(page: Page) -> tuple[list[Output], Rendered] | Problem:
        try:
            return _page(page, workshop, inputs)
        except FAULTS as error:
            return translated(error, page.path, templates)

    yield from map(make, pages[:1])  # which compiles the templates that nearly all pages share
    yield from spread(make, pages[1:], _MANY)


def _page(page: Page, workshop: Workshop, inputs: Inputs) -> tuple[list[Output], Rendered]:
    views, environment = workshop.views, workshop.environment
    reads = views.begin(page.path)
    environment.asked.clear()
    context = PageContext(views.page(page.path), workshop)
    names: dict[str, Any] = {"site": SiteView(views), "page": context.page, "in_page": context}
    names |= {name: getattr(context, name) for name in _FUNCTIONS}
    names["notes"] = context.notes.all
    context.names = names
    html = environment.get_template(f"kinds/{context.page.kind}/page.html").render(**names)
    settings = views.site.settings
    html = mark_scripts(html, settings["language"], settings["scripts"] or {})
    outputs = [Output(page.address, html.encode()), *context.files]
    reads |= {("template", name) for name in environment.used()}
    files = {output.path: hashlib.sha256(output.content).digest() for output in outputs}
    return outputs, Rendered(inputs.summary(reads), files)
