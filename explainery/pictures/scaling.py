"""Photographs made light: in the widths that pages show, turned upright, in sRGB, without what the camera noted.

Pillow is imported where there is something to make, and in `sizes` for what imagesize does not know.
"""

import functools
import hashlib
import io
import posixpath
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explainery.pictures.moving import moves
from explainery.pictures.rasters import kind_of
from explainery.pictures.sizes import MOST_PIXELS, size_of
from explainery.value import Value

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (400, 760, 1300, 1900)
"""The widths in pixels: a column on a phone, the same with two pixels for each of CSS, the column of text on a wide
screen with two, and what leaves that column. A browser takes the next one that is not much too small."""

MIDDLE = WIDTHS[1]
"""The width for whoever knows no choice of widths: readers of the Markdown twin, and old browsers."""

_RECIPE = "2"  # another one wherever pictures come out otherwise with the same version of Pillow
_MEGAPIXEL = 120  # milliseconds of processor time, about
_MIME = {"AVIF": "image/avif", "WebP": "image/webp", "JPEG": "image/jpeg", "PNG": "image/png"}
_ENDINGS = {"AVIF": ".avif", "WebP": ".webp", "JPEG": ".jpg", "PNG": ".png"}
_SAVED: dict[str, dict[str, Any]] = {
    "AVIF": {"format": "AVIF", "quality": 55, "speed": 9, "max_threads": 1},
    "WebP": {"format": "WEBP", "quality": 64, "method": 4},
    "JPEG": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
    "PNG": {"format": "PNG", "compress_level": 6},
}
_FEW_COLOURS = 4_096  # of a drawing or a picture of a screen, whose edges are kept as they are
_HIGHEST = 16_383  # pixels of a WebP picture, and about as far as AVIF is read everywhere


@dataclass(frozen=True, slots=True)
class Rendition(Value):
    """One file that is made of a photograph: its kind, its width in pixels, and its address below the site."""

    kind: str
    width: int
    address: str

    @property
    def mime(self) -> str:
        """Return the media type (iana.org/assignments/media-types)."""
        return _MIME[self.kind]


@dataclass(frozen=True, slots=True)
class Photograph(Value):
    """What is published of a photograph: its size in pixels as it is seen upright, and its files.

    `sets` are the files of each kind, smallest first; browsers take the first kind that they know, and all the last.
    """

    width: int
    height: int
    sets: tuple[tuple[Rendition, ...], ...]

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """Return all files."""
        return tuple(one for several in self.sets for one in several)

    @property
    def middle(self) -> Rendition:
        """Return the file for whoever knows no choice of widths."""
        return next((one for one in self.sets[-1] if one.width >= MIDDLE), self.sets[-1][-1])

    @property
    def largest(self) -> Rendition:
        """Return the largest file."""
        return max(self.renditions, key=lambda one: (one.width, self.sets[-1][0].kind == one.kind))


def is_photograph(content: bytes) -> bool:
    """Say whether a whole picture is one that is made in several widths: pixels that do not move, and no GIF."""
    return kind_of(content) in _ENDINGS and not moves(content)


def planned(path: str, content: bytes, *, avif: bool) -> Photograph:
    """Return which files the photograph at `path` below `content/` becomes.

    Their names hold a digest of the photograph and of how it is made, not of the files, so that nobody needs to make
    them to know a page.
    """
    kind = kind_of(content) or ""
    width, height = (max(1, round(side)) for side in size_of(content))
    kinds = [name for name in ("AVIF", "WebP", kind) if name != "AVIF" or avif or kind == "AVIF"]
    kinds = sorted(dict.fromkeys(kinds), key=list(_MIME).index)
    digest = hashlib.sha256(f"{_made_with()} {kinds}".encode() + content).hexdigest()[:8]
    stem = posixpath.splitext(path)[0]
    widths = [*(one for one in WIDTHS if one < width), min(width, WIDTHS[-1])]
    high = {across for across in widths if round(height * across / width) > _HIGHEST}
    sets = tuple(
        tuple(
            Rendition(one, across, f"{stem}.{digest}-{across}{_ENDINGS[one]}")
            for across in dict.fromkeys(widths)
            if (one == kind or across not in high)
            # PNG is for old browsers alone, and larger than all others
            and (one != "PNG" or across in high or across <= max(MIDDLE, widths[0]))
        )
        for one in kinds
    )
    return Photograph(width, height, tuple(several for several in sets if several))


@functools.cache
def _made_with() -> str:
    from PIL import __version__  # noqa: PLC0415 - where there is a photograph

    return f"{_RECIPE} {__version__} {sorted(_SAVED.items())}"


def takes(photograph: Photograph) -> float:
    """Say about how many milliseconds it takes to make the files."""
    return photograph.width * photograph.height / 1_000_000 * _MEGAPIXEL


def made(photograph: Photograph, content: bytes) -> list[bytes]:
    """Return the content of each file, in the order of `renditions`. Raises ValueError where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are counted here, and of notes that are not read
            whole = _opened(content, photograph)
    except Exception as error:  # noqa: BLE001 - each decoder raises what it likes
        raise ValueError(str(error)) from None
    few = whole.getcolors(_FEW_COLOURS) is not None and kind_of(content) == "PNG"
    widths = sorted({one.width for one in photograph.renditions})
    scaled = dict(zip(widths, _scaled(whole, widths), strict=True))
    return [_saved(scaled[one.width], one.kind, few=few) for one in photograph.renditions]


def _opened(content: bytes, photograph: Photograph) -> "Image":
    """Return the picture upright, in sRGB, hardly larger than needed, and with nothing else than its pixels."""
    from PIL.Image import Resampling  # noqa: PLC0415 - takes as long as all else that a first run loads
    from PIL.Image import open as opened_as  # noqa: PLC0415
    from PIL.ImageOps import exif_transpose  # noqa: PLC0415

    opened = opened_as(io.BytesIO(content), formats=(kind_of(content) or "",))
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError
    widest = photograph.largest.width
    scale = widest / photograph.width
    needed = max(1, round(opened.width * scale)), max(1, round(opened.height * scale))
    opened.draft(None, needed)  # JPEG, which is read at a half or a quarter of its size
    opened.load()
    profile = opened.info.get("icc_profile")
    found = _of_eight_bits(exif_transpose(opened))
    size = (widest, max(1, round(photograph.height * widest / photograph.width)))
    if found.mode == "P":
        found = found.convert("RGBA" if "transparency" in found.info else "RGB")
    if found.size != size:
        found = found.resize(size, Resampling.LANCZOS, reducing_gap=2.0)
    found = _in_srgb(found, profile)
    found.info = {}
    return found


def _of_eight_bits(found: "Image") -> "Image":
    """Return a picture with at most 256 steps a channel."""
    if found.mode.startswith(("I", "F")):
        steps = 256 if found.mode.startswith("I") else 1
        return found.convert("I").point(lambda value: value / steps).convert("L")
    return found.convert("L") if found.mode == "1" else found


def _in_srgb(found: "Image", profile: bytes | None) -> "Image":
    """Return a picture with its colours as screens have them; a profile that cannot be read is as good as none."""
    clear = found.mode in ("RGBA", "LA", "PA", "La") or "transparency" in found.info
    plain = "RGBA" if clear else "RGB"
    if profile:
        from PIL import ImageCms  # noqa: PLC0415 - as above

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            mode = found.mode if found.mode in ("RGB", "RGBA", "CMYK", "L") else plain
            known = found if found.mode == mode else found.convert(mode)
            alpha = known.getchannel("A") if mode == "RGBA" else None
            bare = known.convert("RGB") if mode == "RGBA" else known
            changed = ImageCms.profileToProfile(bare, source, target, outputMode="RGB")
            if changed is not None:
                if alpha is not None:
                    changed.putalpha(alpha)
                return changed
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return found if found.mode == plain else found.convert(plain)


def _scaled(whole: "Image", widths: Sequence[int]) -> Iterator["Image"]:
    for width in widths:
        if width == whole.width:
            yield whole
        else:
            yield whole.resize((width, max(1, round(whole.height * width / whole.width))), reducing_gap=2.0)


def _saved(picture: "Image", kind: str, *, few: bool) -> bytes:
    content = io.BytesIO()
    how = dict(_SAVED[kind])
    if kind == "WebP" and few:
        how |= {"lossless": True, "method": 3}
    if kind == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.save(content, **how)
    return content.getvalue()
