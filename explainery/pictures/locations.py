"""Where a photograph was taken, as cameras and programs write it into the file: Exif, XMP, and films beside a picture.

Whoever saves a picture from a site can read that, and who was photographed at home can be found there.
"""

import re
import zlib
from collections.abc import Iterator

from explainery.pictures.exif import Order, beginnings, entries, first_entries, number

_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_FRACTIONS = 3 * 8  # bytes of degrees, minutes and seconds
_XMP = re.compile(rb"GPS(?:Dest)?L(?:at|ong)itude\s*(?:=\s*[\"']|>)\s*[-+]?\d")
_FILM = re.compile(rb"\xa9xyz.{4}[-+]\d\d?\.\d+[-+]\d{1,3}\.\d+", re.DOTALL)  # of a photograph that moves
_PACKED = re.compile(rb"(?s)(....)(zTXt|iTXt|tEXt)")
_RAW_PROFILE = re.compile(rb"\n(?:exif|APP1|app1|xmp|generic profile|Exif)?\s*\n?\s*\d+\n([0-9a-fA-F\s]+)")
_LARGEST = 2_000_000  # bytes that are unpacked

HINT = (
    'Take it out with `exiftool -overwrite_original "-gps*=" FILE`; or, without that program, on Windows under'
    " Properties, Details, “Remove Properties and Personal Information”, and on macOS in Preview under Tools, Show"
    " Inspector, GPS, “Remove Location Info”. If the place is to be known, say it in the text."
)


def says_where(content: bytes) -> bool:
    """Say whether a file holds the degrees at which its picture was taken."""
    return any(
        (b"itude" in part and _XMP.search(part))
        or (b"\xa9xyz" in part and _FILM.search(part))
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


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what texts in a PNG picture hold packed or in hexadecimal figures."""
    if not content.startswith(b"\x89PNG"):
        return
    for chunk in _PACKED.finditer(content):
        data = content[chunk.end() : chunk.end() + int.from_bytes(chunk[1])]
        for at in re.finditer(rb"\x00\x78", data):
            try:
                data = zlib.decompressobj().decompress(data[at.start() + 1 :], _LARGEST)
                break
            except zlib.error:
                continue
        yield data
        if profile := _RAW_PROFILE.search(data):
            figures = re.sub(rb"\s+", b"", profile[1])
            yield bytes.fromhex(figures[: len(figures) // 2 * 2].decode())
