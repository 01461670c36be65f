"""The recipe of a site: stage after stage, from sources to outputs."""

from collections.abc import Callable, Mapping
from functools import partial

from explainery.assemble import assemble, with_counts, with_lives
from explainery.check import Earlier, check, check_one_page
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.figures import Drawings
from explainery.model import History, Made, Parsed, Site, Sources
from explainery.numbers import accounts_of, forget_others, note_facts
from explainery.outputs import wanted
from explainery.outputs.addresses import addresses
from explainery.outputs.assets import Bundle, Minifier, bundle_assets, colours_of_light, style_sheet
from explainery.outputs.cards import card_fonts
from explainery.outputs.cname import cname
from explainery.outputs.data import data
from explainery.outputs.feed import feed, pages_of_feed
from explainery.outputs.icon import with_touch_icon
from explainery.outputs.llms import llms
from explainery.outputs.nojekyll import nojekyll
from explainery.outputs.photographs import Darkroom, photographs
from explainery.outputs.robots import robots
from explainery.outputs.search import search
from explainery.outputs.sitemap import sitemap
from explainery.parse import parse
from explainery.past import earlier_texts, history_of, lives_of
from explainery.pictures.scaling import Photograph
from explainery.render import Assets, Kept, not_found, redirects, render, render_in_view, search_page, texts_of
from explainery.schema import with_inherited
from explainery.stopwatch import timed


def checked_site(sources: Sources, options: Options, memory: Memory, head: str | None) -> tuple[Site, Drawings]:
    """Return the site that no rule finds fault with, and its figures. Raises Problems of the first stage with any.

    `head` is the commit up to which git is asked, see `past`.
    """
    site = assembled_site(sources, options, memory, head)
    drawings = Drawings(site, sources.templates, memory.shelf("drawings"))
    with timed("stage", "check"):
        kept = memory.shelf("numbers")
        accounts = accounts_of(site, kept)
        forget_others(site, kept)
        check(site, drawings, sources, accounts, _earlier(options, memory))
        note_facts(accounts, kept)
    return with_counts(_with_lives(site, options, memory), accounts.counts), drawings


def _with_lives(site: Site, options: Options, memory: Memory) -> Site:
    """Return the site with the lives of its pages, which only what has absolute addresses tells: feed and JSON-LD."""
    if site.history is None or site.url is None:
        return site
    return with_lives(site, lives_of(site.history, partial(earlier_texts, options.root), memory.shelf("lives")))


def assembled_site(sources: Sources, options: Options, memory: Memory, head: str | None) -> Site:
    """Return the site before it is checked. Raises Problems where a file alone is wrong."""
    with timed("stage", "past"):
        history = history_of(options.root, head, memory.shelf("history"))
    with timed("stage", "parse"):
        parsed = parse(sources, memory.shelf("parsed"), toolchain())
    with timed("stage", "assemble"):
        return site_of(parsed, options, history)


def site_of(parsed: Parsed, options: Options, history: History | None) -> Site:
    """Return the site that parsed files make. Raises Problems where a computed fact cannot be worked out."""
    return assemble(parsed, options.url, options.repository, history, drafts=options.drafts, today=options.today)


def _earlier(options: Options, memory: Memory) -> Earlier:
    return Earlier(partial(earlier_texts, options.root), memory.shelf("corrections"))


def make_site(
    sources: Sources,
    options: Options,
    memory: Memory,
    head: str | None,
    intact: Mapping[str, bytes],
    progress: Callable[[int, int], None] | None,
) -> tuple[Site, tuple[Made, ...]]:
    """Return the site and everything to publish. Raises Problems of the first stage that finds any.

    `head` is the commit up to which git is asked; `intact` are the digests of files that lie in the output folder as
    they were written.
    """
    site, drawings = checked_site(sources, options, memory, head)
    templates = with_inherited(sources.templates, site.parsed.kinds, site.parsed.components)
    with timed("stage", "assets and search"):
        found = photographs(site)
        developed = Darkroom(partial(memory.shelf, "photographs"), intact).developed(site, found, forget=True)
        minifier = Minifier(memory.shelf("styles"))
        bundle, assets = _assets(site, sources, templates, memory, found, minifier)
        style = style_sheet("css/404.css", sources.assets, bundle.addresses, bundle.values, minifier)
        shelf = memory.shelf("search")
        finder = search(site, sources.assets, bundle, minifier, shelf, intact) if wanted(site, "search") else None
        minifier.forget_others()
    drawings.forget_others()
    with timed("stage", "render"):
        kept = _kept(memory, intact)
        pages = render(site, templates, assets, drawings, kept, progress)
        told = pages_of_feed(site) if wanted(site, "feed") else ()
        texts = texts_of(told, site, templates, assets, drawings, kept)
    with timed("stage", "other outputs"):
        outputs = (
            *pages,
            *redirects(site, templates),
            *not_found(site, templates, style, sources.assets.get("js/404.js", b"")),
            *bundle.outputs,
            *developed,
            *(finder.outputs if finder else ()),
            *(search_page(site, templates, assets, drawings, finder) if finder else ()),
            *sitemap(site),
            *robots(site),
            *nojekyll(site),
            *addresses(site),
            *cname(site),
            *(feed(site, texts) if wanted(site, "feed") else ()),
            *(data(site) if wanted(site, "data") else ()),
            *(llms(site) if wanted(site, "llms") else ()),
        )
    return site, outputs


def make_page(site: Site, sources: Sources, options: Options, memory: Memory) -> tuple[Made, ...]:
    """Return the one page that `site` lists, its files, and all assets. Raises Problems with what is wrong on it."""
    drawings = Drawings(site, sources.templates, memory.shelf("drawings"))
    accounts = accounts_of(site, memory.shelf("numbers"))
    check_one_page(site, drawings, sources, accounts, _earlier(options, memory))
    site = with_counts(_with_lives(site, options, memory), accounts.counts)
    templates = with_inherited(sources.templates, site.parsed.kinds, site.parsed.components)
    found = photographs(site)
    developed = Darkroom(partial(memory.shelf, "photographs"), {}).developed(site, found, forget=False)
    bundle, assets = _assets(site, sources, templates, memory, found, Minifier(memory.shelf("styles")))
    pages = render_in_view(site, templates, assets, drawings, _kept(memory, {}))
    return (*pages, *bundle.outputs, *developed)


def _assets(
    site: Site,
    sources: Sources,
    templates: Mapping[str, str],
    memory: Memory,
    found: Mapping[str, Photograph],
    minifier: Minifier,
) -> tuple[Bundle, Assets]:
    """Return the assets to publish, and what pages need to know of them and of the photographs that were found."""
    bundle = bundle_assets(site, with_touch_icon(sources.assets, memory.shelf("icon")), templates, found, minifier)
    fonts, colours = card_fonts(site, sources.assets), colours_of_light(sources.assets, memory.shelf("colours"))
    return bundle, Assets(bundle.addresses, bundle.sizes, bundle.inline, bundle.styles, fonts, colours, found)


def _kept(memory: Memory, intact: Mapping[str, bytes]) -> Kept:
    return Kept(intact, *(memory.shelf(name) for name in ("pages", "templates", "cards", "faces", "texts")))
