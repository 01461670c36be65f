"""Exif, the notes of cameras, wherever it stands in a file: directories of entries, as in TIFF."""

from collections.abc import Iterator
from typing import Literal

Order = Literal["little", "big"]

_BEGINNINGS: dict[bytes, Order] = {b"II*\x00": "little", b"MM\x00*": "big"}
_ENTRY = 12  # bytes of an entry in a directory
_MOST_ENTRIES = 200
_MOST_BEGINNINGS = 1_000  # of which a file that means well has a few
_ORIENTATION, _SHORT = 0x0112, 2


def beginnings(content: bytes) -> Iterator[tuple[int, Order]]:
    """Yield where Exif may begin, and the order of its bytes."""
    for sign, order in _BEGINNINGS.items():
        at = -1
        for _ in range(_MOST_BEGINNINGS):
            if (at := content.find(sign, at + 1)) < 0:
                break
            yield at, order


def entries(content: bytes, base: int, offset: int, order: Order) -> Iterator[tuple[int, int]]:
    """Yield tag and offset of the entries of a directory; none where there is none."""
    count = number(content, base + offset, 2, order)
    for entry in range(min(count, _MOST_ENTRIES)):
        at = base + offset + 2 + entry * _ENTRY
        yield number(content, at, 2, order), at


def first_entries(content: bytes, base: int, order: Order) -> Iterator[tuple[int, int]]:
    """Yield tag and offset of the entries of the first directory of the Exif that begins at `base`."""
    yield from entries(content, base, number(content, base + 4, 4, order), order)


def number(content: bytes, at: int, size: int, order: Order) -> int:
    """Return a number; 0 where the file has ended."""
    part = content[at : at + size]
    return int.from_bytes(part, order) if len(part) == size else 0


def says_turned(content: bytes) -> bool:
    """Say whether Exif somewhere in a file says of a picture that another side than the first is up."""
    return any(
        tag == _ORIENTATION and number(content, at + 8, _SHORT, order) not in (0, 1)
        for base, order in beginnings(content)
        for tag, at in first_entries(content, base, order)
    )
