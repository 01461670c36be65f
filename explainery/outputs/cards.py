"""The fonts of share cards, which `render` draws with its pages: what a card says depends on its page alone."""

from collections.abc import Mapping

from explainery.model import Site
from explainery.outputs.assets import CARD_FONTS

_ENDING = ".ttf"


def card_fonts(site: Site, assets: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the fonts by name; none where no cards are wanted, or the site's URL is unknown: cards are shown by it.

    None either where one picture stands for all pages.
    """
    if site.url is None or site.settings["social-image"] or not site.settings.wants("cards"):
        return {}
    return {
        path.removeprefix(CARD_FONTS).removesuffix(_ENDING): content
        for path, content in assets.items()
        if path.startswith(CARD_FONTS) and path.endswith(_ENDING)
    }
