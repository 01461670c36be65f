"""The icon for home screens, which want a picture of pixels: drawn from the one of `assets/`."""

import hashlib
from collections.abc import Mapping, MutableMapping

from explainery import raster
from explainery.problems import Place, Problem, Problems

_FROM, _TO = "icons/icon.svg", "icons/touch.png"
_SIDE = 180  # pixels, what Apple's largest screens ask for


def with_touch_icon(assets: Mapping[str, bytes], kept: MutableMapping[bytes, bytes]) -> Mapping[str, bytes]:
    """Return the assets with the icon `icons/touch.png`, drawn from `icons/icon.svg` where there is none by hand.

    `kept` holds what earlier builds drew. Raises Problems where the drawing cannot be read.
    """
    if _TO in assets or _FROM not in assets:
        return assets
    key = hashlib.sha256(raster.VERSION.encode() + assets[_FROM]).digest()
    if key not in kept:
        kept.clear()
        kept[key] = _drawn(assets[_FROM])
    return {**assets, _TO: kept[key]}


def _drawn(icon: bytes) -> bytes:
    try:
        return raster.png(icon.decode("utf-8"), width=_SIDE)
    except ValueError as error:
        says = f"The icon cannot be read: {error}."
        hint = "Save it as plain SVG, or delete it: then the one that comes with the generator is used."
        raise Problems([Problem("BAD ICON", Place(f"assets/{_FROM}"), says, hint)]) from None
