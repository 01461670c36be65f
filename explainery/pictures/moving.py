"""Whether a picture moves: by the parts of the file, in which text may stand that only looks like one."""

from collections.abc import Iterator

from explainery.pictures.rasters import kind_of

_HEAD = 8  # bytes of size and name, with which each part begins
_SEVERAL = 2


def moves(content: bytes) -> bool:
    """Say whether a whole picture of PNG, WebP or AVIF has several frames; of a GIF nobody needs to know."""
    kind = kind_of(content)
    if kind == "PNG":
        return _png_moves(content)
    if kind == "WebP":
        return sum(name == b"ANMF" for name, _ in _chunks(content, 12, "little")) >= _SEVERAL
    names = {name for name, _ in _chunks(content, 0, "box")} if kind == "AVIF" else ()
    return b"moov" in names and b"avis" in content[_HEAD : int.from_bytes(content[:4])]


def _png_moves(content: bytes) -> bool:
    """Say whether a control chunk stands before the pixels, where alone it counts, and tells of several frames."""
    for name, at in _chunks(content, 8, "big"):
        if name == b"acTL":
            return int.from_bytes(content[at : at + 4]) >= _SEVERAL
        if name == b"IDAT":
            break
    return False


def _chunks(content: bytes, at: int, form: str) -> Iterator[tuple[bytes, int]]:
    """Yield name and beginning of the parts of a file: chunks of PNG (`big`) and WebP (`little`), or boxes."""
    while at + _HEAD <= len(content):
        first, second = content[at : at + 4], content[at + 4 : at + _HEAD]
        if form == "little":
            size = int.from_bytes(second, "little")
            yield first, at + _HEAD
            at += _HEAD + size + size % 2
        elif form == "big":
            yield second, at + _HEAD
            at += _HEAD + int.from_bytes(first) + 4  # its sum
        else:
            size = int.from_bytes(first)
            yield second, at + _HEAD
            if size == 1:  # it follows, in eight bytes
                size = int.from_bytes(content[at + _HEAD : at + 2 * _HEAD])
            at += size if size >= _HEAD else len(content)
