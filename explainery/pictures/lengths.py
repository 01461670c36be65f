"""How long a film is, as far as it says so itself: MP4 in `mvhd`, WebM in `Duration`."""

import math
import struct
from collections.abc import Iterator

from explainery.pictures.exif import number

_BOX = 8  # bytes of the size and name of a part of an MP4
_EBML, _SEGMENT, _INFO, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1F43B675
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_MILLISECOND = 1_000_000  # nanoseconds, which a WebM counts in where it says nothing else
_LONGEST_SIZE = 8  # bytes of a size in a WebM
_MOST_PARTS = 1_000  # that are walked over; what is asked for stands near the beginning, or near the end of a few


def length_of(content: bytes, kind: str) -> float | None:
    """Return how many seconds a film lasts; None where it does not say so, or is of a kind that is not asked."""
    seconds = _LENGTHS[kind](content) if kind in _LENGTHS else None
    return seconds if seconds and math.isfinite(seconds) and seconds > 0 else None


def _mp4_length(content: bytes) -> float | None:
    """Read the head of the film (ISO/IEC 14496-12, 8.2.2); of one in fragments it does not say how long these are."""
    for begin, end in _boxes(content, b"moov", 0, len(content)):
        if any(_boxes(content, b"mvex", begin, end)):
            return None
        for at, _end in _boxes(content, b"mvhd", begin, end):
            wide = number(content, at, 1, "big") == 1  # version 1 has days and lengths of eight bytes
            scale = number(content, at + (20 if wide else 12), 4, "big")
            length = number(content, at + (24 if wide else 16), 8 if wide else 4, "big")
            unknown = 2 ** (64 if wide else 32) - 1
            return length / scale if scale and length != unknown else None
    return None


def _boxes(content: bytes, name: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where what boxes of a name hold begins and ends."""
    for _ in range(_MOST_PARTS):
        if at + _BOX > end:
            return
        size, head = number(content, at, 4, "big"), _BOX
        if size == 1:  # it follows, in eight bytes
            size, head = number(content, at + _BOX, 8, "big"), 2 * _BOX
        elif size == 0:  # up to the end of the file
            size = end - at
        if size < head:
            return
        if content[at + 4 : at + _BOX] == name:
            yield at + head, min(at + size, end)
        at += size


def _webm_length(content: bytes) -> float | None:
    """Read what stands before the pictures (rfc-editor.org/rfc/rfc9559, 5.1.2)."""
    for name, begin, end in _elements(content, 0, len(content)):
        if name == _SEGMENT:
            for inner, at, stop in _elements(content, begin, end):
                if inner == _INFO:
                    found = {one: content[first:last] for one, first, last in _elements(content, at, stop)}
                    scale = int.from_bytes(found[_SCALE], "big") if _SCALE in found else _MILLISECOND
                    form = {4: ">f", 8: ">d"}.get(len(found.get(_DURATION, b"")))
                    return struct.unpack(form, found[_DURATION])[0] * scale / 1_000_000_000 if form else None
                if inner == _CLUSTER:
                    return None
        elif name != _EBML:
            return None
    return None


def _elements(content: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the name of each element of EBML (rfc-editor.org/rfc/rfc8794), and where what it holds begins and ends."""
    for _ in range(_MOST_PARTS):
        if at >= end:
            return
        length = _LONGEST_SIZE + 1 - number(content, at, 1, "big").bit_length()
        name = number(content, at, length, "big")
        at += length
        length = _LONGEST_SIZE + 1 - number(content, at, 1, "big").bit_length()
        if length > _LONGEST_SIZE or at + length > end:
            return
        unknown = (1 << 7 * length) - 1
        size = number(content, at, length, "big") & unknown
        at += length
        stop = end if size == unknown else min(at + size, end)  # nothing but ones: nobody knew
        yield name, at, stop
        at = stop


_LENGTHS = {"MP4": _mp4_length, "WebM": _webm_length}
