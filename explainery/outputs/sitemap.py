"""`sitemap.xml` (sitemaps.org): every page with the day on which it was last checked."""

from html import escape

from explainery.model import Output, Site
from explainery.urls import absolute


def sitemap(site: Site) -> tuple[Output, ...]:
    """Return the sitemap; nothing where no absolute address can be known."""
    if site.url is None:
        return ()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in site.pages:
        address = escape(absolute(site.url, page.address))
        lines.append(f"<url><loc>{address}</loc><lastmod>{page.document.checked}</lastmod></url>")
    return (Output("sitemap.xml", "\n".join([*lines, "</urlset>", ""]).encode()),)
