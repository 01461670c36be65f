"""`robots.txt` (RFC 9309): everybody may read everything; where the sitemap is."""

from explainery.model import Output, Site


def robots(site: Site) -> tuple[Output, ...]:
    """Return the file; it names the sitemap where there is one."""
    text = "User-agent: *\nDisallow:\n"
    if site.url is not None:
        text += f"\nSitemap: {site.url}sitemap.xml\n"
    return (Output("robots.txt", text.encode()),)
