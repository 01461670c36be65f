"""Whether browsers can play a recording to its end: it is whole, and encoded as more than one of them can decode."""

import re

from explainery.pictures.exif import number
from explainery.pictures.ogg import pages_of

_BOX = 8  # bytes of the size and name of a part of an MP4, and of a WAV
_NEEDED = (b"moov", b"mdat", b"moof")  # parts of an MP4 without which nothing is seen; others may be cut off
_SEGMENT = b"\x18\x53\x80\x67"  # what begins all of a WebM that follows its head
_WEBM_HEAD = 200  # bytes in which the segment begins
_LONGEST_SIZE = 8  # bytes of a size in a WebM
_UNKNOWN = 0x7FFF0000  # programs that do not know how many bytes of sound follow in a WAV write this, or more
_PLAYED_IN_WAV = {0, 1, 3, 6, 7, 0xFFFE}  # numbers of formats: plain samples, A-law and µ-law
_OTHERS_IN_WAV = {2: "ADPCM", 17: "ADPCM", 49: "GSM"}
_OTHERS_IN_MP4 = re.compile(
    rb"stsd\x00{4}.{8}(mp4v|s263|h263|ap(?:c[hnso]|4[hx])|SVQ[13]|dv[chp5].|alac|sam[rw]|sawb)", re.DOTALL
)
_OTHERS_IN_OGG = re.compile(rb"OggS.{22,277}?\x80?(theora|Speex) ?", re.DOTALL)
_NAMES = {
    b"alac": "Apple Lossless",
    b"mp4v": "MPEG-4 Part 2",
    b"s263": "H.263",
    b"h263": "H.263",
    b"samr": "AMR",
    b"sawb": "AMR",
    b"theora": "Theora",
}


def is_cut_off(content: bytes, kind: str) -> bool:
    """Say whether a recording of a kind ends before what it begins with says; nothing says so in an MP3."""
    return kind in _ENDS_EARLY and _ENDS_EARLY[kind](content)


def unplayed(content: bytes, kind: str) -> str | None:
    """Return the name of the codec of a recording of a kind if at most one browser decodes it; None otherwise."""
    if kind == "WAV":
        at = content.find(b"fmt ", 12)
        codec = number(content, at + _BOX, 2, "little")
        return None if at < 0 or codec in _PLAYED_IN_WAV else _OTHERS_IN_WAV.get(codec, f"format {codec}")
    found = (
        _OTHERS_IN_OGG.match(content) if kind == "Ogg" else _OTHERS_IN_MP4.search(content) if kind == "MP4" else None
    )
    return _NAMES.get(found[1], found[1].decode()) if found else None


def _mp4_ends_early(content: bytes) -> bool:
    """Cameras write what players need (`moov`) when a film ends; without it nothing is seen."""
    at, seen = 0, set()
    while at + _BOX <= len(content):
        size, name = number(content, at, 4, "big"), content[at + 4 : at + _BOX]
        if size == 1:  # it follows, in eight bytes
            size = number(content, at + _BOX, 8, "big")
        elif size == 0:  # up to the end of the file
            size = len(content) - at
        if size < _BOX:
            break
        seen.add(name)
        at += size
        if at > len(content) and name in _NEEDED:
            return True
    return b"moov" not in seen


def _webm_ends_early(content: bytes) -> bool:
    """Compare with the size behind the segment's name (rfc-editor.org/rfc/rfc8794, 4).

    A size is as many bytes long as zeros, and one more, stand before the first 1 in it; its other bits are the number,
    and nothing but ones says that nobody knew.
    """
    found = content.find(_SEGMENT, 0, _WEBM_HEAD)
    at = found + len(_SEGMENT)
    length = _LONGEST_SIZE + 1 - number(content, at, 1, "big").bit_length()
    if found < 0 or length > _LONGEST_SIZE:
        return False
    unknown = (1 << 7 * length) - 1
    size = number(content, at, length, "big") & unknown
    return size != unknown and at + length + size > len(content)


def _ogg_ends_early(content: bytes) -> bool:
    return any(end > len(content) for _begin, end, _is_before_sound in pages_of(content))


def _wav_ends_early(content: bytes) -> bool:
    at = 12
    while at + _BOX <= len(content):
        size = number(content, at + 4, 4, "little")
        if content[at : at + 4] == b"data":
            return size < _UNKNOWN and at + _BOX + size > len(content)
        at += _BOX + size + size % 2
    return False


_ENDS_EARLY = {"MP4": _mp4_ends_early, "WebM": _webm_ends_early, "Ogg": _ogg_ends_early, "WAV": _wav_ends_early}
