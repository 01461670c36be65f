"""The recipe of a site: stage after stage, from sources to outputs."""

from collections.abc import Callable, Mapping

from explainery.assemble import assemble
from explainery.check import check
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.figures import Drawings
from explainery.model import Output, Same, Site, Sources
from explainery.outputs.assets import bundle_assets, style_sheet
from explainery.outputs.nojekyll import nojekyll
from explainery.outputs.robots import robots
from explainery.outputs.sitemap import sitemap
from explainery.parse import parse
from explainery.render import Assets, Kept, not_found, redirects, render


def make_site(
    sources: Sources,
    options: Options,
    memory: Memory,
    intact: Mapping[str, bytes],
    progress: Callable[[int, int], None] | None,
) -> tuple[Site, tuple[Output | Same, ...]]:
    """Return the site and everything to publish. Raises Problems of the first stage that finds any.

    `intact` are the digests of files that lie in the output folder as they were written.
    """
    parsed = parse(sources, memory.shelf("parsed"), toolchain())
    site = assemble(parsed, options.url, drafts=options.drafts)
    drawings = Drawings(site, memory.shelf("drawings"))
    check(site, drawings)
    templates = sources.templates
    bundle = bundle_assets(site, sources.assets, templates)
    assets = Assets(bundle.addresses, bundle.sizes, bundle.inline, bundle.styles)
    style = style_sheet("css/404.css", sources.assets, bundle.addresses)
    kept = Kept(memory.shelf("pages"), memory.shelf("templates"), intact)
    outputs = (
        *render(site, templates, assets, drawings, kept, progress),
        *redirects(site, templates),
        *not_found(site, templates, style, sources.assets.get("js/404.js", b"")),
        *bundle.outputs,
        *sitemap(site),
        *robots(site),
        *nojekyll(site),
    )
    return site, outputs
