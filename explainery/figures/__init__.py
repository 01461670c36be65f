"""Figures: data in, shapes out. One kind a file; a small vocabulary of shapes shared by all."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from explainery.figures import (
    aboard,
    altitude,
    ascent,
    centrifuge,
    chart,
    course,
    films,
    footage,
    funnel,
    hours,
    ladder,
    matrix,
    modules,
    parabola,
    portrait,
    strip,
    timeline,
    vibration,
)
from explainery.figures.data import data_of
from explainery.figures.drawing import Drawing, Figure, FigureError, Table
from explainery.model import Block, Record, Site

KINDS: Mapping[str, Callable[[Mapping[str, Any]], Figure]] = {
    "aboard": aboard.draw,
    "altitude": altitude.draw,
    "ascent": ascent.draw,
    "centrifuge": centrifuge.draw,
    "chart": chart.draw,
    "course": course.draw,
    "films": films.draw,
    "footage": footage.draw,
    "funnel": funnel.draw,
    "hours": hours.draw,
    "ladder": ladder.draw,
    "matrix": matrix.draw,
    "modules": modules.draw,
    "parabola": parabola.draw,
    "portrait": portrait.draw,
    "strip": strip.draw,
    "timeline": timeline.draw,
    "vibration": vibration.draw,
}
"""What draws each kind of figure; a component says its kind with `x-figure`."""


def figure_kind(block: Block, site: Site) -> str | None:
    """Return what draws a block; None where its component draws nothing, or only if asked to by `drawn: true`."""
    return site.parsed.components[block.name].figure if block.fields.get("drawn", True) else None


def draw_figure(kind: str, block: Block, site: Site) -> Figure:
    """Return the figure of a block. Raises FigureError where its data cannot be drawn."""
    if kind not in KINDS:
        message = f"The schema of `{block.name}` asks for the figure `{kind}`, and there is none of that name."
        raise FigureError(message)
    return KINDS[kind](data_of(block, site))


def draw_strip(days: Sequence[Record], moments: Sequence[Record]) -> Drawing:
    """Return the bars of the strip under the masthead. Raises FigureError where its events are not in order."""
    return strip.navigation(days, moments)


def figure_address(page: str, block: Block, ending: str) -> str:
    """Return the address below the site of a figure's file (`svg`, `csv`)."""
    stem = page.removesuffix(".md").replace("/", "-")
    return f"figures/{stem}-{block.fields['id']}.{ending}"


__all__ = ["KINDS", "Figure", "FigureError", "Table", "draw_figure", "draw_strip", "figure_address", "figure_kind"]
