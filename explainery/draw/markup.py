"""SVG that another program drew, made fit for a page: geometry and words, in the roles and colours of the site."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from explainery.draw.shapes import Drawing, Fault, Markup, px
from explainery.draw.words import SIZES, width_of
from explainery.fields.invisible import invisible
from explainery.problems import listed

COLOURS = tuple("ink ink-quiet rule rule-strong surface accent series-1 series-2 series-3 series-4".split())
"""The colours that a drawing may name. `style.css` of the component `chart` gives them their values."""

_KEPT = frozenset(
    "transform x y x1 y1 x2 y2 dx dy width height cx cy r d text-anchor stroke-width stroke-dasharray"
    " stroke-dashoffset stroke-linecap stroke-linejoin opacity fill-opacity stroke-opacity".split()
)
_SHAPES = frozenset("g path rect line circle text tspan defs clipPath".split())
_NONE = ("none", "transparent")
_PAINTED = frozenset("path rect line circle".split())
_SLACK = 2  # pixels by which estimated words may leave the drawing
_MOVE = re.compile(r"translate\((-?[\d.e-]+)")
_LONG = re.compile(r"-?\d*\.\d{3,}(?:e-?\d+)?")
_CLIP = re.compile(r"url\(#(\w+)\)")


@dataclass(slots=True)
class _Cleaner:
    """One drawing while it is made clean. Ids are numbered in the order in which they stand, below `prefix`."""

    prefix: str
    width: float
    parameter: str
    ids: dict[str, str]

    def text(self, element: ET.Element, at: float = 0, *, clip: bool = False) -> str:
        """Return an element with all inside it, nothing for one that draws nothing. Its origin lies `at` px across."""
        name = element.tag.rpartition("}")[2]
        if name not in _SHAPES:
            message = f"`{self.parameter}` draws a `{name}`, and a chart holds shapes and words only."
            raise Fault(message, self.parameter)
        if element.get("display") == "none" or (name in _PAINTED and not clip and not _painted(element)):
            return ""
        at += self._moved(element)
        if name == "text":
            self._fits(element, at)
        if found := next(invisible(element.text or ""), None):
            message = f"`{self.parameter}` draws words that nobody sees whole. {found[1]}"
            raise Fault(message, self.parameter)
        inside = escape(element.text or "") if name in ("text", "tspan") else ""
        inside += "".join(self.text(child, at, clip=name == "clipPath") for child in element)
        marks = "".join(f" {key}={quoteattr(value)}" for key, value in self._attributes(element, name))
        if name in ("g", "defs", "text") and (not inside or (name == "g" and not marks)):
            return inside
        return f"<{name}{marks}>{inside}</{name}>" if inside else f"<{name}{marks}/>"

    def _moved(self, element: ET.Element) -> float:
        """Return how far an element is moved across; for turned words no number, since they take no room across."""
        transform = element.get("transform", "")
        move = _MOVE.match(transform)
        return math.nan if "rotate" in transform else float(move[1]) if move else 0.0

    def _fits(self, element: ET.Element, at: float) -> None:
        """Raise Fault for words that leave the drawing at a side."""
        lines = ["".join(line.itertext()) for line in element] or [element.text or ""]
        wide = max(width_of(line, _role(element, self.parameter)) for line in lines)
        left = at - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", "start"), 0)
        if left < -_SLACK or left + wide > self.width + _SLACK:
            message = f"`{self.parameter}` draws `{lines[0]}` beyond the side of a drawing {self.width:g} px wide."
            raise Fault(message, self.parameter)

    def _attributes(self, element: ET.Element, name: str) -> Iterator[tuple[str, str]]:
        classes = [f"drawing__{_role(element, self.parameter)}"] if name == "text" else []
        for part in ("fill", "stroke"):
            colour = element.get(part)
            if colour and colour not in _NONE and not (name == "text" and colour in ("ink", "ink-quiet")):
                classes.append(f"chart--{part}-{_known(colour, self.parameter)}")
        if classes:
            yield "class", " ".join(classes)
        for key, value in element.attrib.items():
            if key != "transform" and key in _KEPT and "(" in value:
                message = f"`{self.parameter}` gives `{key}` the value `{value}`, which no chart can have."
                raise Fault(message, self.parameter)
            if key in _KEPT and not (key.endswith("opacity") and value == "1"):
                yield key, _LONG.sub(lambda number: str(px(float(number[0]))), value)
        if name == "clipPath":
            yield "id", self._id(element.get("id", ""))
        elif clip := _CLIP.fullmatch(element.get("clip-path", "")):
            yield "clip-path", f"url(#{self._id(clip[1])})"

    def _id(self, name: str) -> str:
        return self.ids.setdefault(name, f"{self.prefix}-clip-{len(self.ids) + 1}")


def cleaned(svg: str, prefix: str, parameter: str) -> Drawing:
    """Return SVG, drawn from what `parameter` says, as a drawing whose ids begin with `prefix`. Raises Fault."""
    root = ET.fromstring(svg)  # noqa: S314 - our own renderer made it; it has no document type, so no entities
    _, _, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    cleaner = _Cleaner(prefix, width, parameter, {})
    return Drawing(px(width), px(height), (Markup("".join(cleaner.text(child) for child in root)),))


def _painted(element: ET.Element) -> bool:
    """Say whether a shape shows: it has points, and something to be filled or drawn with."""
    colours = (element.get("fill", "none"), element.get("stroke", "none"))
    return element.get("d") != "" and any(colour not in _NONE for colour in colours)


def _known(colour: str, parameter: str) -> str:
    if colour not in COLOURS:
        message = f"`{colour}` is not a colour of this site; they are {listed(COLOURS)}."
        raise Fault(message, parameter)
    return colour


def _role(element: ET.Element, parameter: str) -> str:
    """Return the role of words by their size: the largest whose letters are no larger than they were measured with."""
    size = float(element.get("font-size", "0").removesuffix("px"))
    for role in ("title", "label", "tick"):
        if size >= SIZES[role]:
            return role
    message = f"`{parameter}` sets words in {size:g} px; they must have at least {SIZES['tick']} px."
    raise Fault(message, parameter)
