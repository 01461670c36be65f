"""What a page is about as JSON-LD (schema.org): one graph of things with lasting addresses.

Templates give the things, each as JSON: `graph.json` those of every page, `kinds/<kind>/graph.json` those of a kind,
`components/<name>/graph.json` those that a block shows, that of `picture` also those in Markdown. Null and
empty lists are left out.
"""

import json
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from explainery import walk
from explainery.figures import figure_address, figure_code
from explainery.model import Block
from explainery.problems import Place, Problem, Problems
from explainery.render.page import PageContext
from explainery.urls import absolute

# What would end a script element or a line of script; in JSON these can stand only inside of strings.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def graph_of(context: PageContext) -> Markup:
    """Return the graph of a page, fit for a script element. Raises Problems where a template gives no JSON."""
    things: list[Any] = []
    for template, names in _templates(context):
        things += _things(template, {**context.names, **names}, context.page.path)
    whole = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))  # noqa: S704 - nothing in it can end the element


def _templates(context: PageContext) -> list[tuple[Template, dict[str, Any]]]:
    """Return the templates of a page's graph, each with the names that it has beside those of all."""
    found: list[tuple[str, dict[str, Any]]] = [("graph.json", {}), (f"kinds/{context.page.kind}/graph.json", {})]
    for block in walk.blocks([context.page.body]):
        names = context.names_of(block)
        if figure_code(block, context.views.site):
            found.append(("components/figure/graph.json", {**names, "file": _file(context, block)}))
        found.append((f"components/{block.name}/graph.json", names))
    if pictures := context.pictures_in_text():
        found.append(("components/picture/graph.json", {"pictures": pictures}))
    return [(context.environment.get_template(name), names) for name, names in found if context.environment.has(name)]


def _things(template: Template, names: dict[str, Any], page: str) -> list[Any]:
    text = template.render(**names)
    try:
        things = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)
        near = " ".join(text[max(0, at - 20) : at + 20].split())
        says = f"What this template gives for the page `{page}` is not JSON. It cannot be read near `{near}`."
        hint = "Write every value as `{{ value|tojson }}`, and commas between, but none after the last."
        raise Problems([Problem("GRAPH IS NOT JSON", Place(f"templates/{template.name}"), says, hint)]) from None
    return [_without_nothing(thing) for thing in (things if isinstance(things, list) else [things])]


def _without_nothing(value: Any) -> Any:
    """Return a value without what is null or empty inside it."""
    if isinstance(value, dict):
        inner = {name: _without_nothing(item) for name, item in value.items()}
        return {name: item for name, item in inner.items() if item not in (None, "", [], {})}
    return [_without_nothing(item) for item in value] if isinstance(value, list) else value


def _file(context: PageContext, block: Block) -> str:
    """Return the absolute address of a figure's file."""
    return absolute(context.views.site.url or "", figure_address(context.page.path, block, "svg"))
