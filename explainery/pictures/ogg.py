"""Pages of an Ogg file (xiph.org/ogg/doc/framing.html)."""

from collections.abc import Iterator

from explainery.pictures.exif import number

_BEGINNING = b"OggS"
_POSITION = slice(6, 14)  # in a page: how far the sound is
_SEGMENTS, _HEAD = 26, 27  # where the number of segments stands in a page, and where their sizes begin


def pages_of(content: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where the content of each page begins and ends, and whether it comes before anything that is heard.

    Nothing of another file. The last page of one that is cut off ends behind the file.
    """
    at = 0
    while content.startswith(_BEGINNING, at):
        begin = at + _HEAD + number(content, at + _SEGMENTS, 1, "big")
        end = begin + sum(content[at + _HEAD : begin])
        yield begin, end, not any(content[at:begin][_POSITION])
        at = end
