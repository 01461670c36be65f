"""Addresses in a drawing: inside it are places in the file, and what an address carries in itself (`data:`)."""

import base64
import re

from explainery.pictures.locations import says_where
from explainery.pictures.rasters import broken, kind_of
from explainery.pictures.sizes import too_large

_DATA = re.compile(r"data:([a-z]+/[\w.+-]+)(?:;charset=[\w-]+)?;base64,", re.IGNORECASE)
_FONT = re.compile(r"font/(?:woff2?|ttf|otf|sfnt|collection)|application/(?:x-)?font-(?:woff2?|ttf|otf|sfnt)")
_PICTURE = re.compile(r"image/(?:png|jpe?g|gif|webp|avif)")
_SPACE = " \t\n\r\f"  # what browsers take away from an address, and nothing else


def is_place(address: str) -> bool:
    """Say whether an address is that of a place in the file."""
    return address.lstrip(_SPACE).startswith("#")


def is_inside(address: str) -> bool:
    """Say whether an address names a place in the file, or carries a font or a whole picture in itself."""
    return is_place(address) or is_font(address) or (carries(address) and fault_in(address) is None)


def carries(address: str) -> bool:
    """Say whether an address carries its content in itself, as base64."""
    return _DATA.match(address.lstrip(_SPACE)) is not None


def is_font(address: str) -> bool:
    """Say whether an address carries a font."""
    data = _DATA.match(address.lstrip(_SPACE))
    return data is not None and _FONT.fullmatch(data[1].lower()) is not None


def fault_in(address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address that is to carry a picture of pixels, and what to do; None for nothing."""
    data = _DATA.match(address.lstrip(_SPACE))
    content = b""
    if data and _PICTURE.fullmatch(data[1].lower()):
        try:
            content = base64.b64decode(re.sub(r"\s+", "", address.lstrip(_SPACE)[data.end() :]), validate=True)
        except ValueError:  # binascii.Error is one, and letters outside ASCII are another
            return "The picture that is embedded here is not valid base64.", "Embed it again."
    if kind_of(content) is None:
        return "What is embedded here is not a picture of pixels.", "Embed it as PNG, JPEG, GIF or WebP."
    fault = broken(content) or too_large(content)
    if not fault and says_where(content):
        says = "The picture that is embedded here holds the place at which it was taken."
        return says, 'Take that out of the picture, as with `exiftool "-gps*=" "-*itude=" FILE`, and embed it again.'
    return fault and (f"What is embedded here cannot be shown. {fault[1]}", "Embed it again.")
