"""Whether browsers can play a recording to its end: it is whole, and packed as more than one of them unpacks it."""

import re

from explainery.pictures.exif import number

_BOX = 8  # bytes of the size and name of a part of an MP4, and of a WAV
_NEEDED = (b"moov", b"mdat", b"moof")
_SEGMENT, _HEAD = b"\x18\x53\x80\x67", 200  # of a WebM, and bytes in which it begins
_UNKNOWN = 0x7FFF0000  # bytes of sound, and more, which programs write that do not know how much follows
_READ = {0, 1, 3, 6, 7, 0xFFFE}  # numbers of what is not packed in a WAV, or by telephones
_FORMS = {2: "ADPCM", 17: "ADPCM", 49: "GSM"}
_ENTRY = re.compile(
    rb"stsd\x00{4}.{8}(mp4v|s263|h263|ap(?:c[hnso]|4[hx])|SVQ[13]|dv[chp5].|alac|sam[rw]|sawb)", re.DOTALL
)
_IN_OGG = re.compile(rb"OggS.{22,277}?\x80?(theora|Speex) ?", re.DOTALL)
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
    """Return what a recording of a kind is packed as that no browser, or only one, unpacks; None for nothing."""
    if kind == "WAV":
        at = content.find(b"fmt ", 12)
        form = number(content, at + _BOX, 2, "little")
        return None if at < 0 or form in _READ else _FORMS.get(form, f"format {form}")
    found = _IN_OGG.match(content) if kind == "Ogg" else _ENTRY.search(content) if kind == "MP4" else None
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
    at = content.find(_SEGMENT, 0, _HEAD) + len(_SEGMENT)
    length = 9 - number(content, at, 1, "big").bit_length()
    size = number(content, at, length, "big") & ((1 << 7 * length) - 1)
    known = at >= len(_SEGMENT) and length <= 8 and size != (1 << 7 * length) - 1  # noqa: PLR2004 - bytes of a size at most
    return known and at + length + size > len(content)


def _ogg_ends_early(content: bytes) -> bool:
    at = 0
    while content.startswith(b"OggS", at):
        begin = at + 27 + number(content, at + 26, 1, "big")
        at = begin + sum(content[at + 27 : begin])
    return at > len(content)


def _wav_ends_early(content: bytes) -> bool:
    at = 12
    while at + _BOX <= len(content):
        size = number(content, at + 4, 4, "little")
        if content[at : at + 4] == b"data":
            return size < _UNKNOWN and at + _BOX + size > len(content)
        at += _BOX + size + size % 2
    return False


_ENDS_EARLY = {"MP4": _mp4_ends_early, "WebM": _webm_ends_early, "Ogg": _ogg_ends_early, "WAV": _wav_ends_early}
