"""Pictures of pixels: whether a file is whole, and of the kind that its name says. A light look, no decoding."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from explainery.pictures.locations import HINT, says_where
from explainery.pictures.sizes import too_heavy, too_large

KINDS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WebP",
    ".gif": "GIF",
    ".avif": "AVIF",
}
"""The kinds of pictures by the ending of the name."""

_LFS = b"version https://git-lfs.github.com/spec/"
_ANEW = "Save the picture again, or copy it anew from where it came."
_LISTED = 8  # bytes before the brands in the first box of an AVIF file, and before those of a chunk of WebP
_OTHERS = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE), "a web page"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)", re.IGNORECASE), "SVG or other XML"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"PK\x03\x04"), "a zip file"),
    (re.compile(rb"\x1f\x8b"), "compressed with gzip"),
    (re.compile(rb"BM....\x00\x00\x00\x00", re.DOTALL), "BMP"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"....ftyp(?:hei[cfsx]|hev[cx]|mif1|msf1)", re.DOTALL), "HEIC, which few browsers show,"),
)
_PIXELS, _END = 0xDA, 0xD9  # markers of JPEG
_MOST_SCANS = 50  # each is read from the first to the last pixel
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TRAILER, _IMAGE, _EXTENSION = b";", b",", b"!"  # signs of GIF
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # of JPEG, where neither a 0 nor a restart follows

Fault = tuple[str, str, str]
"""Title of the problem, what is wrong, and what to do."""


class _CutOffError(Exception):
    """The file ends before the picture does."""


class _BrokenError(Exception):
    """The file does not go on as its kind must."""


class _TooManyScansError(Exception):
    """A JPEG picture is drawn over and over: with how many scans."""


def fault_of(content: bytes, name: str, *, made_anew: bool = False) -> Fault | None:
    """Return what is wrong with a file that is called `name`, which ends as a picture of pixels does; None for nothing.

    One that is `made_anew` before it is published tells nobody what the camera noted, and has to be read for that.

    What may stand behind the end of a picture is not looked at: cameras put other pictures there.
    """
    ending = f".{name.lower().rpartition('.')[2]}"
    kind = KINDS[ending]
    missing = missing_in(content)
    if missing:
        return missing
    found = kind_of(content)
    if found is None:
        says = f"This file is {begun_as(content) or 'something else'} and no {kind} picture."
        return "NOT A PICTURE", says, "Put the picture itself in its place."
    if found != kind:
        right = next(one for one, known in KINDS.items() if known == found)
        says = f"This is a {found} picture, though its name ends in `{ending}`."
        return "WRONG ENDING", says, f"Give it a name that ends in `{right}`, here and in the texts that show it."
    if made_anew:
        return broken(content) or too_heavy(content)
    return broken(content) or too_large(content) or _telling(content)


def _telling(content: bytes) -> Fault | None:
    says = "This picture holds the place at which it was taken, for everybody who saves it."
    return ("PICTURE SAYS WHERE", says, HINT) if says_where(content) else None


def missing_in(content: bytes) -> Fault | None:
    """Return what is wrong with a file that holds nothing, or only says where the picture is kept."""
    if not content.strip():
        return "BROKEN PICTURE", "This file is empty.", _ANEW
    if content.startswith(_LFS):
        says = "This file only says where Git LFS keeps the picture."
        hint = "Fetch it with `git lfs pull`; in a workflow of GitHub, give `actions/checkout` the line `lfs: true`."
        return "BROKEN PICTURE", says, hint
    return None


def begun_as(content: bytes) -> str | None:
    """Return in words what a file that is no picture begins as; None where nobody knows."""
    return next((words for pattern, words in _OTHERS if pattern.match(content)), None)


def kind_of(content: bytes) -> str | None:
    """Return the kind of picture that a file begins as."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    if content[4:8] == b"ftyp":
        brands = content[_LISTED : int.from_bytes(content[:4])]
        if {brands[at : at + 4] for at in range(0, len(brands), 4)} & {b"avif", b"avis"}:
            return "AVIF"
    return None


def broken(content: bytes) -> Fault | None:
    """Return what is wrong with a picture of some kind: it is cut off, or does not go on as it began."""
    kind = kind_of(content) or ""
    try:
        _LOOKS[kind](content)
    except _CutOffError:
        return "BROKEN PICTURE", f"This {kind} picture is cut off: it has no end.", _ANEW
    except _BrokenError:
        return "BROKEN PICTURE", f"This {kind} picture is damaged: no browser can show it whole.", _ANEW
    except _TooManyScansError as error:
        says = f"This JPEG picture is drawn in {error} scans, one over the other; at most {_MOST_SCANS} are read."
        return "PICTURE TOO SLOW", says, "Save it again; programs write one scan, or about ten."
    return None


def _number(content: bytes, at: int, size: int, order: str = "big") -> int:
    if at + size > len(content):
        raise _CutOffError
    return int.from_bytes(content[at : at + size], "big" if order == "big" else "little")


def _png(content: bytes) -> None:
    if content[12:16] != b"IHDR":
        raise _BrokenError if len(content) > _LISTED + _LISTED else _CutOffError
    if b"IDAT" not in content or b"IEND\xae\x42\x60\x82" not in content:
        raise _CutOffError


def _jpeg(content: bytes) -> None:
    seen: Counter[int] = Counter()
    at = 2
    while found := _MARKER.search(content, at):  # which goes over the pixels behind their marker, too
        marker, at = found[1][0], found.end()
        if marker == _END:
            break
        at += _number(content, at, 2)
        seen[marker] += 1
    else:
        raise _CutOffError
    if _PIXELS not in seen or not seen.keys() & _FRAMES:
        raise _BrokenError
    if seen[_PIXELS] > _MOST_SCANS:
        raise _TooManyScansError(seen[_PIXELS])


def _gif(content: bytes) -> None:
    at = 13 + _colours(_number(content, 10, 1))
    shows = False
    while (sign := content[at : at + 1]) != _TRAILER:
        if sign == _IMAGE:
            at += 11 + _colours(_number(content, at + 9, 1))
            shows = True
        elif sign == _EXTENSION:
            at += 2
        else:
            raise _BrokenError if sign else _CutOffError
        while length := _number(content, at, 1):
            at += 1 + length
        at += 1
    if not shows:
        raise _BrokenError


def _colours(packed: int) -> int:
    """Return how many bytes the colours take that a packed field announces."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _webp(content: bytes) -> None:
    end = _LISTED + _number(content, 4, 4, "little")
    if end > len(content) + end % 2:
        raise _CutOffError
    names = set()
    at = 12
    while at < end:
        size = _number(content, at + 4, 4, "little")
        names.add(content[at : at + 4])
        at += _LISTED + size + size % 2
    if at > end + 1:
        raise _CutOffError
    if not names & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise _BrokenError


def _avif(content: bytes) -> None:
    missing = {b"meta", b"mdat"}
    for name in _boxes(content):
        missing.discard(name)
        if not missing:
            return
    raise _BrokenError


def _boxes(content: bytes) -> Iterator[bytes]:
    """Yield the names of the boxes that the file consists of."""
    at = 0
    while at < len(content):
        size = _number(content, at, 4)
        name = content[at + 4 : at + 8]
        if size == 1:
            size = _number(content, at + 8, 8)
        elif size == 0:  # up to the end of the file
            size = len(content) - at
        if size < 8 or at + size > len(content):  # noqa: PLR2004 - size and name
            raise _CutOffError if size >= 8 else _BrokenError  # noqa: PLR2004 - as above
        yield name
        at += size


_LOOKS: dict[str, Callable[[bytes], None]] = {"PNG": _png, "JPEG": _jpeg, "GIF": _gif, "WebP": _webp, "AVIF": _avif}
