"""The stage itself: one environment, then page after page. Only user of Jinja2 (with the modules beside it)."""

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context

from explainery.figures import draw_strip
from explainery.model import Output, Site
from explainery.problems import Place, Problem, Problems, did_you_mean
from explainery.render.page import Assets, PageContext
from explainery.render.scripts import mark_scripts
from explainery.render.views import PageView, Views

Progress = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""

_FILTERS = ("html", "plain", "day", "clock", "iso", "t_code", "amount")
_FUNCTIONS = ("link", "asset", "inline_asset", "page_styles", "canonical", "pages_using", "facts_using", "terms_used")


def render(
    site: Site,
    templates: Mapping[str, str],
    assets: Assets,
    progress: Progress | None = None,
) -> tuple[Output, ...]:
    """Return every page of the site. Raises Problems where a template is wrong."""
    environment = environment_of(templates)
    views = Views(site)
    globals_ = {"site": site_view(site, views)}
    outputs = []
    problems: list[Problem] = []
    for number, page in enumerate(site.pages):
        view = views.page(page.path)
        try:
            context = PageContext(view, views, environment, assets)
            outputs.append(Output(page.address, _page(view, context, globals_).encode()))
        except (TemplateError, TypeError, KeyError, AttributeError, ValueError) as error:
            problems.append(_translated(error, page.path, templates))
        if progress:
            progress(number + 1, len(site.pages))
    if problems:
        raise Problems(problems)
    return tuple(outputs)


def environment_of(templates: Mapping[str, str]) -> Environment:
    """Return the environment of the templates: every name must be defined, and everything is escaped."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (templates[name], f"templates/{name}", lambda: True) if name in templates else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in _FILTERS:
        environment.filters[name] = _in_page(name)
    environment.filters["names"] = _in_page("authors")
    return environment


def _in_page(name: str) -> Callable[..., Any]:
    """Return a filter that asks the page being rendered."""

    @pass_context
    def apply(context: Context, *values: Any) -> Any:
        return getattr(context["in_page"], name)(*values)

    return apply


def _page(view: PageView, context: PageContext, site: Mapping[str, Any]) -> str:
    names: dict[str, Any] = {**site, "page": view, "in_page": context}
    names |= {name: getattr(context, name) for name in _FUNCTIONS}
    names["notes"] = context.notes.all
    context.names = names
    html = context.environment.get_template(f"kinds/{view.kind}/page.html").render(**names)
    settings = context.views.site.settings
    return mark_scripts(html, settings["language"], settings["scripts"] or {})


def site_view(site: Site, views: Views) -> Mapping[str, Any]:
    """Return what templates know as `site`."""
    settings = site.settings
    return {
        **{name: settings[name] for name in ("id", "title", "description", "language", "repository")},
        "url": site.url,
        "navigation": views.follow(settings["navigation"] or ()),
        "footer": views.follow(settings["footer"] or ()),
        "home": views.page("index.md") if "index.md" in site.by_path else None,
        "records": {kind: views.records(kind) for kind in site.records},
        "strip": _strip(site, views),
    }


def _strip(site: Site, views: Views) -> Mapping[str, Any] | None:
    """Return the strip of days under the masthead; None where the settings name none, or its page is not there."""
    strip = site.settings["strip"]
    if strip is None or strip["page"].id not in site.by_path:
        return None
    days = tuple(event for event in site.records["event"].values() if event.fields["group"] == strip["days"])
    moments = tuple(site.records["event"][ref.id] for ref in strip["moments"])
    return {
        "page": views.follow(strip["page"]),
        "days": tuple(views.record("event", event.id) for event in days),
        "bars": draw_strip(days, moments),
    }


def _in_plain_words(message: str) -> str:
    """Return what Jinja2 says without the names of our classes."""
    undefined = re.match(r"'([\w.]+)(?: object)?' has no attribute '(\w+)'", message)
    if undefined:
        things = {"PageView": "page", "RecordView": "record", "dict": "block"}
        thing = things.get(undefined[1].rpartition(".")[2], "value")
        return f"the {thing} has no field `{undefined[2]}`"
    return re.sub(r"\s+", " ", message)


def _translated(error: Exception, page: str, templates: Mapping[str, str]) -> Problem:
    """Return what went wrong in a template as a problem; what went wrong in the generator goes on as it is."""
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"templates/{error.name}", error.lineno)
        says = f"The template cannot be read: {error.message}"
        return Problem("TEMPLATE SYNTAX", place, says, "See jinja.palletsprojects.com for what a template may hold.")
    if isinstance(error, TemplateNotFound):
        hint = did_you_mean(str(error.name), templates, "Its path begins below `templates/`.")
        says = f"There is no template `{error.name}`, which the page `{page}` needs."
        return Problem("MISSING TEMPLATE", Place(f"templates/{error.name}"), says, hint)
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith("templates/")]
    last = frames[-1]
    own_fault = "explainery" in last.filename and not isinstance(error, KeyError) and "templates/" not in last.filename
    if not inside or own_fault:
        raise error
    line = inside[-1].lineno or 0
    text = templates.get(inside[-1].filename.removeprefix("templates/"), "").split("\n")[line - 1]
    place = Place(inside[-1].filename, line, len(text) - len(text.lstrip()) + 1, max(1, len(text.strip())))
    what = f"there is no asset or record {error}" if isinstance(error, KeyError) else _in_plain_words(str(error))
    says = f"The template stops here while it makes the page `{page}`: {what}."
    hint = "Check the names in this line against the fields of the kind's schema."
    return Problem("TEMPLATE FAILS", place, says, hint)
