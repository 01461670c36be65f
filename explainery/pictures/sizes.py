"""How wide and high a picture is as it is seen, turned upright. Only user of imagesize."""

import io
import re
import warnings

from explainery.pictures.exif import says_turned

MOST_BYTES, MOST_PIXELS = 20_000_000, 100_000_000
"""As much as a photograph may be that is made anew: what a good camera gives, and what some seconds can read."""

_MOST_SHOWN = 250_000_000
_WIDEST = 65_535  # as far as a JPEG picture goes
_OF_PIXELS = re.compile(rb"\x89PNG\r|\xff\xd8\xff|RIFF....WEBP|....ftyp", re.DOTALL)
# Exif aside, what can say that a picture is to be turned: a box of AVIF, XMP, and texts of PNG, which may be packed.
_MAY_TURN = re.compile(rb"irot|tiff:Orientation|Raw profile type|XML:com\.adobe\.xmp")
_KINDS = ("PNG", "JPEG", "WEBP", "AVIF")
_ORIENTATION, _ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)


def size_of(content: bytes) -> tuple[float, float]:
    """Return width and height in pixels, as the picture is seen upright; -1 for one that is not said."""
    import imagesize  # noqa: PLC0415 - loads all that the standard library has for the network

    width, height = imagesize.get(io.BytesIO(content), exif_rotation=False)
    if _OF_PIXELS.match(content) and (min(width, height) < 1 or _MAY_TURN.search(content) or says_turned(content)):
        return _as_opened(content) or (width, height)
    return width, height


def _as_opened(content: bytes) -> tuple[int, int] | None:
    """Return the size that a picture has when it is opened and turned upright; None where it cannot be opened."""
    from PIL.Image import open as opened_as  # noqa: PLC0415 - takes as long as all else that a first run loads

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are judged by those who ask for them
            opened = opened_as(io.BytesIO(content), formats=_KINDS)
            turned = opened.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except Exception:  # noqa: BLE001 - each decoder raises what it likes
        return None
    return (opened.height, opened.width) if turned else opened.size


def too_heavy(content: bytes) -> tuple[str, str, str] | None:
    """Return title, sentence and remedy for a photograph that takes too long to be made anew; None for others."""
    width, height = size_of(content)
    hint = "Save it smaller: 4,000 pixels are wider than any page shows."
    if len(content) > MOST_BYTES:
        says = f"This picture has {len(content):,} bytes; at most {MOST_BYTES:,} are read."
        return "PICTURE TOO LARGE", says, hint
    if width * height > MOST_PIXELS:
        says = f"This picture is {width:,} pixels wide and {height:,} high; at most {MOST_PIXELS:,} in all are read."
        return "PICTURE TOO LARGE", says, hint
    return None


def too_large(content: bytes) -> tuple[str, str, str] | None:
    """Return title, sentence and remedy for a picture that no browser could show; None for others."""
    width, height = size_of(content)
    if max(width, height) <= _WIDEST and width * height <= _MOST_SHOWN:
        return None
    says = f"This picture says that it is {width:,} pixels wide and {height:,} high; browsers show no such one."
    return "PICTURE TOO LARGE", says, "Save it smaller: 2,000 pixels are as wide as screens show."
