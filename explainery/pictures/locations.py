"""Where a photograph was taken, as cameras and programs write it into the file: Exif, XMP, and films beside a picture.

Whoever saves a picture from a site can read that, and who was photographed at home can be found there.
"""

import itertools
import re
import zlib
from collections.abc import Iterator

from explainery.pictures.exif import Order, beginnings, entries, first_entries, number

_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_FRACTIONS = 3 * 8  # bytes of degrees, minutes and seconds
# `GPSLatitude` and the like as an attribute or an element, with a number that is not 0.
_XMP = re.compile(
    rb"(?:[Gg][Pp][Ss](?:Dest)?|drone-dji:)L(?:at|ongt?)itude\s*(?:=\s*[\"']|>)\s*[-+]?[\d.,]{0,20}?[1-9]"
)
ISO_6709 = rb"[-+](?:\d\d?\.\d+|\d{4}(?:\d\d)?(?:\.\d+)?)[-+](?:\d{1,3}\.\d+|\d{5}(?:\d\d)?(?:\.\d+)?)"
"""A pattern of a place as films have it: latitude and longitude in degrees, in minutes, or in seconds."""
_FILM = re.compile(rb"\xa9xyz.{4,24}?(" + ISO_6709 + rb")", re.DOTALL)  # of a photograph that moves
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_TEXTS = 100  # in the pictures of a file; one that means no harm has a few
# How ImageMagick keeps Exif and XMP in a PNG: a name, a length, and all bytes in hexadecimal figures.
_RAW_PROFILE = re.compile(rb"\n(?:exif|APP1|app1|xmp|generic profile|Exif)?[ \r\n]{0,20}\d{1,9}\n([0-9a-fA-F\s]+)")
_LARGEST = 2_000_000  # bytes that are unpacked

HINT = (
    'Take it out with `exiftool -overwrite_original "-gps*=" "-*itude=" FILE`; or, without that program, on Windows'
    " under Properties, Details, “Remove Properties and Personal Information”, and on macOS in Preview under Tools,"
    " Show Inspector, GPS, “Remove Location Info”. If the place is to be known, say it in the text."
)


def says_where(content: bytes) -> bool:
    """Say whether a file holds the degrees at which its picture was taken."""
    return any(
        (b"itude" in part and _XMP.search(part))
        or (b"\xa9xyz" in part and any(is_not_zero(found[1]) for found in _FILM.finditer(part)))
        or any(_in_exif(part, *begin) for begin in beginnings(part))
        for part in (content, *_unpacked(content))
    )


def _in_exif(content: bytes, base: int, order: Order) -> bool:
    """Say whether the Exif that begins at `base` holds a place on the earth."""
    for tag, at in first_entries(content, base, order):
        if tag == _GPS:
            found = {
                name: number(content, base + number(content, value + 8, 4, order), _FRACTIONS, "big")
                for name, value in entries(content, base, number(content, at + 8, 4, order), order)
                if name in (_LATITUDE, _LONGITUDE)
            }
            return len(found) > 1 and any(_is_a_number(value) for value in found.values())
    return False


def _is_a_number(fractions: int) -> bool:
    """Say whether degrees, minutes and seconds are not all 0, as programs leave them that take a place out."""
    parts = fractions.to_bytes(_FRACTIONS)
    return any(any(parts[at : at + 4]) for at in range(0, _FRACTIONS, 8))


def is_not_zero(degrees: bytes) -> bool:
    """Say whether degrees are more than 0, which is written where no place was known."""
    return any(figure in b"123456789" for figure in degrees)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what texts in PNG pictures, of which another file may hold some, have packed or in hexadecimal figures."""
    for kind, begin, end in itertools.islice(_texts(content), _MOST_TEXTS):
        data = _text_of(kind, content[begin : min(end, begin + _LARGEST)])
        yield data
        if profile := _RAW_PROFILE.search(data):
            figures = re.sub(rb"\s+", b"", profile[1])
            yield bytes.fromhex(figures[: len(figures) // 2 * 2].decode())


def _texts(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, beginning and end of the texts in PNG pictures."""
    at = 0
    while (at := content.find(_PNG, at)) >= 0:
        at += len(_PNG)
        while (kind := content[at + 4 : at + 8]).isalpha() and kind != b"IEND":
            begin = at + 8
            at = begin + number(content, at, 4, "big") + 4  # a sum follows
            if kind in (b"tEXt", b"zTXt", b"iTXt"):
                yield kind, begin, at - 4


def _text_of(kind: bytes, data: bytes) -> bytes:
    """Return what stands in a chunk of text behind its keyword, unpacked as far as it can be."""
    _, _, text = data.partition(b"\0")
    if kind == b"iTXt":
        packed, text = text[:1] == b"\1", text[2:].split(b"\0", 2)[-1]
    else:
        packed, text = kind == b"zTXt", text[kind == b"zTXt" :]
    try:
        return zlib.decompressobj().decompress(text, _LARGEST) if packed else text
    except zlib.error:
        return b""
