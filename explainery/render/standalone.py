"""Pages that are no documents: the one for addresses that lead nowhere, and those at former addresses."""

import base64
import hashlib
import posixpath
from collections.abc import Mapping

from explainery.model import Output, Site
from explainery.render.environment import environment_of
from explainery.render.site import SiteView
from explainery.render.views import Views
from explainery.urls import escaped


def not_found(site: Site, templates: Mapping[str, str], css: bytes, script: bytes) -> tuple[Output, ...]:
    """Return `404.html`, which holds its own style: a host shows it at any depth, where relative addresses break."""
    if "404.html" not in templates:
        return ()
    html = (
        environment_of(templates)
        .get_template("404.html")
        .render(
            site=SiteView(Views(site)),
            home=site.url,
            css=css.decode(),
            style_hash=allowance(css),
            script=script.decode(),
            script_hash=allowance(script),
        )
    )
    return (Output("404.html", html.encode()),)


def redirects(site: Site, templates: Mapping[str, str]) -> tuple[Output, ...]:
    """Return a small page at every alias that leads to the page which has it now."""
    moved = [(page, alias) for page in site.pages for alias in page.document.fields.get("aliases") or ()]
    if not moved:
        return ()
    template, view = environment_of(templates).get_template("redirect.html"), SiteView(Views(site))
    outputs = []
    for page, alias in moved:
        html = template.render(
            site=view,
            target=escaped(posixpath.relpath(page.address, posixpath.dirname(alias) or ".")),
            title=page.title,
            canonical=site.url + escaped(page.address) if site.url else None,
        )
        outputs.append(Output(alias, html.encode()))
    return tuple(outputs)


def allowance(content: bytes) -> str:
    """Return the digest by which a Content-Security-Policy allows an inline style or script (w3.org/TR/CSP3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
