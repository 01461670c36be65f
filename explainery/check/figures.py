"""Rules about figures: their data can be drawn, and each has an address of its own on its page."""

from collections.abc import Iterator

from explainery import walk
from explainery.figures import FigureError, draw_figure, draw_strip, figure_kind
from explainery.model import Site
from explainery.problems import Place, Problem


def figures_can_be_drawn(site: Site) -> Iterator[Problem]:
    """Every figure's data are there, add up, and have the right kinds."""
    for page in site.pages:
        for block in walk.blocks([page.document.body]):
            kind = figure_kind(block, site)
            if kind is None or any(_missing(site, block.fields)):
                continue
            try:
                draw_figure(kind, block, site)
            except FigureError as error:
                hint = f"Look at `{error.parameter}`." if error.parameter else "Look at its parameters."
                yield Problem("FIGURE CANNOT BE DRAWN", block.place, str(error), hint)


def figures_have_addresses(site: Site) -> Iterator[Problem]:
    """No two figures, and no figure and heading of a page, have one id."""
    for page in site.pages:
        taken: dict[str, Place] = {heading.id: heading.place for heading in page.document.body.headings}
        for block in walk.blocks([page.document.body]):
            if figure_kind(block, site):
                name = str(block.fields["id"])
                if name in taken:
                    says = f"`{name}` is the address of something else on this page, in line {taken[name].line}."
                    yield Problem("ID TWICE", block.place, says, "Give the figure another `id`.", (taken[name],))
                taken.setdefault(name, block.place)


def the_strip_can_be_drawn(site: Site) -> Iterator[Problem]:
    """The events that the settings name for the strip of days are there, in order, one for every day."""
    strip = site.settings["strip"]
    if strip is None or any(_missing(site, strip)):
        return
    days = [event for event in site.records["event"].values() if event.fields["group"] == strip["days"]]
    try:
        draw_strip(days, [site.records["event"][ref.id] for ref in strip["moments"]])
    except FigureError as error:
        place = site.settings.places["strip"]
        yield Problem("STRIP CANNOT BE DRAWN", place, str(error), "Correct `strip`, or the events that it names.")


def _missing(site: Site, fields: object) -> Iterator[bool]:
    """Yield something where a reference leads nowhere: another rule has said so."""
    yield from (True for ref in walk.refs(fields) if ref.kind in site.records and site.record(ref.kind, ref.id) is None)
