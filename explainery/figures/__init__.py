"""Figures: data in, shapes out. One kind a file; a small vocabulary of shapes shared by all."""

import hashlib
import importlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any

from explainery.essence import digest_of
from explainery.figures.data import data_of
from explainery.figures.drawing import Drawing, Figure, FigureError, Table
from explainery.figures.support import support_of
from explainery.model import Block, Record, Site

KINDS = (
    "aboard",
    "altitude",
    "ascent",
    "centrifuge",
    "chart",
    "course",
    "evidence",
    "films",
    "footage",
    "funnel",
    "hours",
    "ladder",
    "matrix",
    "modules",
    "parabola",
    "portrait",
    "strip",
    "timeline",
    "vibration",
)
"""The kinds of figures, each the name of a module here with a function `draw`.

A component says its kind with `x-figure`. A module is loaded when the first figure of its kind has to be drawn.
"""


def figure_kind(block: Block, site: Site) -> str | None:
    """Return what draws a block; None where its component draws nothing, or only if asked to by `drawn: true`."""
    return site.parsed.components[block.name].figure if block.fields.get("drawn", True) else None


class Drawings:
    """Draws the figures of one site, each once; what earlier builds drew from the same data is used again."""

    def __init__(self, site: Site, kept: MutableMapping[bytes, Figure]) -> None:
        """Take the site, and the figures of earlier builds by the digest of their data."""
        self._site, self._kept = site, kept
        self.used: set[bytes] = set()

    def draw(self, block: Block) -> Figure:
        """Return the figure of a block that has one. Raises FigureError where its data cannot be drawn."""
        kind = figure_kind(block, self._site) or ""
        if kind not in KINDS:
            message = f"The schema of `{block.name}` asks for the figure `{kind}`, and there is none of that name."
            raise FigureError(message)
        data = data_of(block, self._site)
        files = data.pop("files")
        if reads_files(block, self._site):
            data["files"] = {path: hashlib.sha256(content).digest() for path, content in files.items()}
        if reads_support(block, self._site):
            data |= support_of(self._site)
        digest = digest_of((kind, data))
        if digest not in self.used or digest not in self._kept:
            self.used.add(digest)
            found = self._kept.get(digest)
            self._kept[digest] = found or _drawn(block, kind, {**data, "files": files})
        return self._kept[digest]

    def forget_others(self) -> None:
        """Forget what earlier builds drew and this one did not use."""
        for digest in self._kept.keys() - self.used:
            del self._kept[digest]


def _drawn(block: Block, kind: str, data: Mapping[str, Any]) -> Figure:
    try:
        return _drawer(kind)(data)
    except KeyError as error:
        if not error.args or error.args[0] in block.fields:
            raise
        message = f"The schema of `{block.name}` has no field `{error.args[0]}`, which the figure `{kind}` asks for."
        raise FigureError(message) from None
    except ArithmeticError:
        message = f"The figure `{kind}` cannot be drawn from these numbers and dates: they are too large."
        raise FigureError(message, hint="Look for a year or a number with too many digits.") from None


def _drawer(kind: str) -> Callable[[Mapping[str, Any]], Figure]:
    draw: Callable[[Mapping[str, Any]], Figure] = importlib.import_module(f"explainery.figures.{kind}").draw
    return draw


def reads_files(block: Block, site: Site) -> bool:
    """Say whether a block's figure is drawn from a file in `content/`."""
    return figure_kind(block, site) == "chart"


def reads_support(block: Block, site: Site) -> bool:
    """Say whether a block's figure is drawn from all facts and sources of the site."""
    return figure_kind(block, site) == "evidence"


def draw_strip(days: Sequence[Record], moments: Sequence[Record]) -> Drawing:
    """Return the bars of the strip under the masthead. Raises FigureError where its events are not in order."""
    from explainery.figures import strip  # noqa: PLC0415 - loaded like the rest: when it is drawn

    return strip.navigation(days, moments)


def figure_address(page: str, block: Block, ending: str) -> str:
    """Return the address below the site of a figure's file (`svg`, `csv`)."""
    stem = page.removesuffix(".md").replace("/", "-")
    return f"figures/{stem}-{block.fields['id']}.{ending}"


__all__ = [
    "KINDS",
    "Drawings",
    "Figure",
    "FigureError",
    "Table",
    "draw_strip",
    "figure_address",
    "figure_kind",
    "reads_files",
    "reads_support",
]
