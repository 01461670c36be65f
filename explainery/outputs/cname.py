"""`CNAME`: tells GitHub Pages the site's own domain, where a branch is published (docs.github.com, custom domains)."""

from explainery.model import Output, Site


def cname(site: Site) -> tuple[Output, ...]:
    """Return the file with the host that the settings name; nothing where they name none."""
    host = site.settings["cname"]
    return (Output("CNAME", f"{host}\n".encode()),) if host else ()
