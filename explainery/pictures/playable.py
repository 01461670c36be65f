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
_ID3_HEAD, _ID3_FOOT = 10, 0x10  # bytes before what a tag of ID3 holds; the mark that as many follow it
_FRAME = re.compile(rb"\xff[\xfb\xfa\xf3\xf2\xe3\xe2].", re.DOTALL)  # what begins a frame of Layer III
_KILOBITS = {  # a second in MPEG 1 and in MPEG 2, by the number that a frame says
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_SAMPLES = {3: (44_100, 48_000, 32_000, 0), 2: (22_050, 24_000, 16_000, 0), 0: (11_025, 12_000, 8_000, 0)}
_COUNTED = re.compile(rb"(?:Xing|Info)\x00\x00\x00[\x01\x03\x05\x07\x09\x0b\x0d\x0f](....)", re.DOTALL)
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
    """Say whether a recording of a kind ends before what it begins with says."""
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


def _mp3_ends_early(content: bytes) -> bool:
    """Count its frames, where the first says how many follow (Xing): over a second of them is missing.

    Where anything else stands between frames or behind the last, nobody can tell.
    """
    at = 0
    while content.startswith(b"ID3", at):  # sizes in ID3 have seven bits a byte
        size = sum(number(content, at + 6 + byte, 1, "big") << 7 * (3 - byte) for byte in range(4))
        at += _ID3_HEAD * (2 if number(content, at + 5, 1, "big") & _ID3_FOOT else 1) + size
    length, a_second = _frame(content, at)
    found = _COUNTED.search(content, at, at + length)
    if not found:
        return False
    counted = 0
    while length and at + length < len(content):
        at += length
        length, _ = _frame(content, at)
        counted += 1
    return length > 0 and int.from_bytes(found[1], "big") - counted > a_second


def _frame(content: bytes, at: int) -> tuple[int, float]:
    """Return how many bytes a frame of an MP3 has, and how many such are a second; 0 where none begins."""
    if not _FRAME.match(content, at):
        return 0, 0
    kind, how = content[at + 1] >> 3 & 3, content[at + 2]
    is_first = kind == 3  # noqa: PLR2004 - MPEG 1
    kilobits, samples = _KILOBITS[is_first][how >> 4], _SAMPLES[kind][how >> 2 & 3]
    if not samples:
        return 0, 0
    in_frame = 1_152 if is_first else 576
    return in_frame * kilobits * 125 // samples + (how >> 1 & 1), samples / in_frame


_ENDS_EARLY = {
    "MP3": _mp3_ends_early,
    "MP4": _mp4_ends_early,
    "WebM": _webm_ends_early,
    "Ogg": _ogg_ends_early,
    "WAV": _wav_ends_early,
}
