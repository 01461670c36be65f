"""The recipe of a site: stage after stage, from sources to outputs."""

from collections.abc import Callable

from explainery.assemble import assemble
from explainery.check import check
from explainery.model import Output, Site, Sources
from explainery.outputs.assets import bundle_assets, style_sheet
from explainery.outputs.nojekyll import nojekyll
from explainery.outputs.robots import robots
from explainery.outputs.sitemap import sitemap
from explainery.parse import Memory, parse
from explainery.render import Assets, figure_files, not_found, redirects, render


def make_site(
    sources: Sources,
    memory: Memory,
    toolchain: bytes,
    url: str | None,
    progress: Callable[[int, int], None] | None,
    *,
    drafts: bool,
) -> tuple[Site, tuple[Output, ...]]:
    """Return the site and everything to publish. Raises Problems of the first stage that finds any."""
    parsed = parse(sources, memory, toolchain)
    site = assemble(parsed, url, drafts=drafts)
    check(site)
    templates = sources.templates
    bundle = bundle_assets(site, sources.assets, templates)
    style = style_sheet("css/404.css", sources.assets, bundle.addresses)
    outputs = (
        *render(site, templates, Assets(bundle.addresses, bundle.sizes, bundle.inline, bundle.styles), progress),
        *redirects(site, templates),
        *figure_files(site, templates),
        *not_found(site, templates, style, sources.assets.get("js/404.js", b"")),
        *bundle.outputs,
        *sitemap(site),
        *robots(site),
        *nojekyll(site),
    )
    return site, outputs
