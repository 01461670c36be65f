"""Pages that are no documents: the one for addresses that lead nowhere, and those at former addresses."""

import base64
import hashlib
import posixpath
from collections.abc import Mapping
from typing import Any

from explainery.model import Output, Site, Words
from explainery.problems import Problems
from explainery.render.environment import environment_of
from explainery.render.faults import translated
from explainery.render.site import SiteView
from explainery.render.views import Views
from explainery.urls import absolute, behind, escaped
from explainery.utf8 import text_of


def not_found(site: Site, templates: Mapping[str, str], css: bytes, script: bytes) -> tuple[Output, ...]:
    """Return `404.html`, which holds its own style: a host shows it at any depth, where relative addresses break."""
    if "404.html" not in templates:
        return ()
    code = text_of(script, "assets/js/404.js")
    names = {"css": css.decode(), "style_hash": allowance(css)}
    names |= {"script": code, "script_hash": allowance(code.encode())}
    html = filled_alone("404.html", templates, site.parsed.words, site=SiteView(Views(site)), home=site.url, **names)
    return (Output("404.html", html.encode()),)


def redirects(site: Site, templates: Mapping[str, str]) -> tuple[Output, ...]:
    """Return a small page at every alias that leads to the page which has it now."""
    moved = [(page, alias) for page in site.pages for alias in page.document.aliases]
    if not moved:
        return ()
    view, outputs = SiteView(Views(site)), []
    for page, alias in moved:
        place = behind(page.document.led_to.get(alias, ""))
        target = escaped(posixpath.relpath(page.address, posixpath.dirname(alias) or ".")) + place
        canonical = absolute(site.url, page.address) if site.url else None
        html = filled_alone(
            "redirect.html",
            templates,
            site.parsed.words,
            alias,
            site=view,
            target=target,
            title=page.title,
            canonical=canonical,
        )
        outputs.append(Output(alias, html.encode()))
    return tuple(outputs)


def filled_alone(name: str, templates: Mapping[str, str], words: Words, page: str = "", **names: Any) -> str:
    """Return a template that is no document's, filled in for a page. Raises Problems where it is wrong."""
    try:
        return environment_of(templates, words).get_template(name).render(**names)
    except Problems:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a template can raise
        raise Problems([translated(error, page or name, templates)]) from None


def allowance(content: bytes) -> str:
    """Return the digest by which a Content-Security-Policy allows an inline style or script (w3.org/TR/CSP3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
