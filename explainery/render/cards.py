"""Share cards: a picture of 1200 × 630 pixels for each page, which others show with a link to it.

Its look is a template, `card.svg` or `kinds/<kind>/card.svg`; `lettering` measures and `raster` draws.
"""

import hashlib
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery import raster
from explainery.lettering import Face, Set, cut, read_face, set_in
from explainery.model import Made, Output, Page, Same
from explainery.problems import Place, Problem, Problems
from explainery.render.drawn import judge

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that readers of Open Graph tags expect (ogp.me)."""

_FOLDER = "cards/"
_LEAVE_OUT = "or leave cards out, in `content/site.yaml`:\n\noutputs: {cards: false}"


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its address below the site, and the drawing to make it from, with the name of its template."""

    address: str
    svg: str
    template: str
    width: int = WIDTH
    height: int = HEIGHT


class Press:
    """Sets words for cards, and prints them."""

    def __init__(
        self,
        fonts: Mapping[str, bytes],
        files: tuple[str, ...],
        faces: MutableMapping[bytes, Face],
        kept: Mapping[bytes, bytes],
        intact: Mapping[str, bytes],
    ) -> None:
        """Take the fonts by name and as files, and what earlier builds measured, drew, and left in the site."""
        self._fonts, self._files, self._faces = fonts, files, faces
        self._kept, self._intact = kept, intact
        whole = hashlib.sha256(raster.VERSION.encode())
        for name in sorted(fonts):
            whole.update(hashlib.sha256(fonts[name]).digest())
        self._digest = whole.digest()

    def card(self, page: Page, svg: str, template: str) -> Card:
        """Return a page's card; its name holds a digest of all that it is made from."""
        digest = hashlib.sha256(self._digest + svg.encode()).hexdigest()[:8]
        return Card(f"{_FOLDER}{page.address.removesuffix('.html')}.{digest}.png", svg, template)

    def picture(self, card: Card) -> Output | Same:
        """Return the picture; it is drawn only where no earlier build did. Raises Problems where it is no drawing."""
        if card.address in self._intact:
            return Same(card.address, self._intact[card.address])
        known = self._kept.get(card.address.encode())
        if known is not None:
            return Output(card.address, known)
        judge(card.svg.encode(), card.template, card.address)
        try:
            return Output(card.address, raster.png(card.svg, self._files))
        except ValueError as error:
            says = f"What this template gives for `{card.address}` is not a drawing: {error}."
            place = Place(f"templates/{card.template}")
            hint = "It has to be SVG (w3.org/TR/SVG)."
            raise Problems([Problem("CARD IS NOT A DRAWING", place, says, hint)]) from None

    def face(self, name: str) -> Face:
        """Return a font's widths. Raises Problems where there is no such font."""
        path = f"assets/fonts/cards/{name}.ttf"
        if name not in self._fonts:
            says = f"A card is set in the font `{name}`, and there is no such file."
            raise Problems([Problem("MISSING FONT", Place(path), says, "Put a TrueType font in this place.")])
        key = hashlib.sha256(self._fonts[name]).digest()
        if key not in self._faces:
            try:
                self._faces[key] = read_face(self._fonts[name])
            except ValueError as error:
                raise Problems([Problem("BAD FONT", Place(path), str(error), "Put one in this place.")]) from None
        return self._faces[key]


def keep_cards(outputs: Sequence[Made], kept: MutableMapping[bytes, bytes]) -> None:
    """Keep the cards among all outputs of a build for the next, and no others."""
    cards = {output.path.encode(): output for output in outputs if output.path.startswith(_FOLDER)}
    for name in set(kept) - cards.keys():
        del kept[name]
    for name, output in cards.items():
        if isinstance(output, Output):
            kept[name] = output.content


class Lettering:
    """What the templates of one page's card call to set words."""

    def __init__(self, press: Press, page: Page) -> None:
        """Take the press and the page."""
        self._press, self._page = press, page

    def title(self, face: str, sizes: Sequence[int], width: int, height: int, leading: float) -> Set:
        """Return the page's title set as large as it fits. Raises Problems where it fits at no size."""
        text = self._press.face(face).drawable(self._page.title)
        known = self._known(text, face, "title")
        found = set_in(text, known, sizes, (width, height), leading)
        if found is None:
            word = max(text.split(" "), key=known.width)
            says = f"The title does not fit on the page's share card in any size. Its widest word is `{word}`."
            hint = f"Write a shorter one, {_LEAVE_OUT}"
            raise Problems([Problem("TITLE TOO WIDE FOR THE CARD", self._place("title"), says, hint)])
        return found

    def line(self, text: str, face: str, size: int, width: int) -> str:
        """Return words cut to one line."""
        text = self._press.face(face).drawable(text)
        return cut(text, self._known(text, face, None), size, width)

    def columns(self, items: Sequence[Any], begin: float, end: float) -> tuple[tuple[Any, float, float], ...]:
        """Return each of some items with the left edge and the middle of its column, all equally wide."""
        wide = (end - begin) / max(1, len(items))
        return tuple(
            (item, round(begin + wide * number, 1), round(begin + wide * (number + 0.5), 1))
            for number, item in enumerate(items)
        )

    def _known(self, text: str, face: str, field: str | None) -> Face:
        """Return a font that has all letters of a text. Raises Problems where it has not."""
        found = self._press.face(face)
        missing = found.unknown(text.replace("…", ""))
        if missing:
            says = f"The font of share cards, `{face}`, has no `{missing[:20]}`, which stands in “{text}”."
            hint = f"Put a TrueType font that has them into `assets/fonts/cards/{face}.ttf`, {_LEAVE_OUT}"
            raise Problems([Problem("LETTERS NOT IN THE FONT", self._place(field), says, hint)])
        return found

    def _place(self, field: str | None) -> Place:
        return self._page.document.places.get(field or "", Place(f"content/{self._page.path}"))
