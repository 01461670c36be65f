"""Recordings, and other files that are published as they are: what they begin as, and the place that they may tell."""

import base64
import binascii
import functools
import re
from collections.abc import Iterator

from explainery.pictures.exif import number
from explainery.pictures.locations import says_where
from explainery.pictures.rasters import begun_as, kind_of, missing_in

Fault = tuple[str, str, str]
"""Title of the problem, what is wrong, and what to do."""

_BOX = re.compile(rb"....(?:ftyp|moov|mdat|free|skip|wide|styp|pnot)", re.DOTALL)
_BOX_NAME = re.compile(rb"[a-z0-9 ]{4}")
_OPEN_END = 0xFFFFFF00  # from here on programs mean “to the end”
_MPEG = re.compile(rb"\x00*(?:ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])", re.DOTALL)
_BEGIN = {
    ".mp4": ("MP4", _BOX),
    ".m4a": ("MP4", _BOX),
    ".webm": ("WebM", re.compile(rb"\x1a\x45\xdf\xa3.{0,80}?\x42\x82.{1,8}?webm", re.DOTALL)),
    ".mp3": ("MP3", _MPEG),
    ".ogg": ("Ogg", re.compile(rb"OggS")),
    ".opus": ("Ogg", re.compile(rb"OggS")),
    ".wav": ("WAV", re.compile(rb"RIFF....WAVE", re.DOTALL)),
}
# What programs call a place, and degrees not far behind it: WebM, ID3, comments of Ogg, iXML in WAV.
_NAME = re.compile(rb"(?i)location|geo|gps|iso6709|coordinates|latitude|longitude")
_DEGREES = re.compile(
    rb"(?<![\d.])[-+]?\d{1,2}\.\d{2,}[,;/ ]{0,3}[-+]?\d{1,3}\.\d{2,}|(?<=itude.)\W{0,9}\d{1,3}\.\d{2,}", re.DOTALL
)
_NEAR = 80  # bytes
_NOTES = 200_000  # bytes at the beginning and at the end in which programs write such names
_KEY, _POINT = b"com.apple.quicktime.location.ISO6709", re.compile(rb"[-+]\d\d?\.\d+[-+]\d{1,3}\.\d+")
_TRACK, _TRACE = b"gpmd", re.compile(rb"GPS[59]")  # the way of a camera on a helmet, second by second
_LOCI = re.compile(rb"loci\x00{4}..[^\x00]{0,200}\x00[\x00-\x02](.{8})", re.DOTALL)  # 3GPP
_COVER = re.compile(rb"(?i)METADATA_BLOCK_PICTURE=([A-Za-z0-9+/]+)")
_PAGE, _PAGE_HEAD = b"OggS", 27
_HINT = (
    "Take it out with `ffmpeg -i FILE -map_metadata -1 -c copy NEW` (in sound with `-vn` before `-c`, which leaves out"
    " the picture of its cover), or in the program that it was cut with. If the place is to be known, say it in the"
    " text."
)
_HINT_OF_FILES = (
    'Take it out of the picture with `exiftool -overwrite_original "-gps*=" PICTURE`, and make the file anew. If the'
    " place is to be known, say it in the text."
)


@functools.lru_cache(maxsize=100)  # a preview asks again at every save
def fault_of(content: bytes, name: str) -> Fault | None:
    """Return what is wrong with a recording that is called `name`, which ends as one does; None for nothing."""
    if missing := missing_in(content):
        says, hint = (words.replace("picture", "recording") for words in missing[1:])
        return "BROKEN RECORDING", says, hint
    ending = f".{name.lower().rpartition('.')[2]}"
    kind, begins = _BEGIN[ending]
    if kind_of(content) or not begins.match(content):
        picture = kind_of(content)
        other = f"a {picture} picture" if picture else begun_as(content) or _recorded(content) or "something else"
        says = f"This file is {other} and no {kind} recording."
        return "NOT A RECORDING", says, "Put the recording itself in its place, under the ending of its kind."
    if _is_cut(content):
        says = f"This {kind} recording is cut off: it ends in the middle of what it holds."
        return "BROKEN RECORDING", says, "Export the recording again, or copy it anew from where it came."
    if tells_place(content):
        says = (
            "This recording holds the place at which it was made, or a picture in it does, for everybody who saves it."
        )
        return "RECORDING SAYS WHERE", says, _HINT
    return None


def _is_cut(content: bytes) -> bool:
    """Say whether a recording ends before one of its parts does; what it would be in MP3 and WebM, nobody can say."""
    if content.startswith(_PAGE):
        return _end_of_pages(content) > len(content)
    if content.startswith(b"RIFF"):
        size = number(content, 4, 4, "little")
        return len(content) < size < _OPEN_END
    at = 0
    while _BOX_NAME.fullmatch(content, at + 4, at + 8):
        size = number(content, at, 4, "big")
        if size == 1:  # the size is too large for its place, and stands behind the name
            size = number(content, at + 8, 8, "big")
        if size < len(_PAGE) * 2:  # to the end of the file, or none that can be
            return False
        at += size
    return at > len(content)


def fault_of_file(content: bytes) -> Fault | None:
    """Return what is wrong with a file of another kind that is published as it is; texts say what they are to say."""
    if b"\0" in content and says_where(content):
        says = "This file holds the place at which a picture in it was taken, for everybody who saves it."
        return "FILE SAYS WHERE", says, _HINT_OF_FILES
    return None


def tells_place(content: bytes) -> bool:
    """Say whether a recording, or a picture in it, tells the degrees at which it was made."""
    return (
        says_where(content)
        or any(_names_place(part.replace(b"\0", b"")) for part in (content[:_NOTES], content[-_NOTES:]))
        or (_KEY in content and _POINT.search(content) is not None)
        or (_TRACK in content and _TRACE.search(content) is not None)
        or (b"loci" in content and any(any(found[1]) for found in _LOCI.finditer(content)))
        or any(says_where(cover) for cover in _covers(content))
    )


def _names_place(content: bytes) -> bool:
    """Say whether something that programs call a place is followed by degrees."""
    return any(_DEGREES.search(content, at.end(), at.end() + _NEAR) for at in _NAME.finditer(content))


def _covers(content: bytes) -> Iterator[bytes]:
    """Yield the pictures in the comments of a recording, such as its cover."""
    for found in _COVER.finditer(b"".join(_pages(content))):
        try:
            yield base64.b64decode(found[1][: len(found[1]) // 4 * 4])
        except binascii.Error:
            continue


def _end_of_pages(content: bytes) -> int:
    """Return where the last page of an Ogg file ends, as it says itself."""
    at = 0
    while content.startswith(_PAGE, at):
        begin = at + _PAGE_HEAD + number(content, at + _PAGE_HEAD - 1, 1, "big")
        at = begin + sum(content[at + _PAGE_HEAD : begin])
    return at


def _pages(content: bytes) -> Iterator[bytes]:
    """Yield what the pages of an Ogg file hold; nothing of another one."""
    at = 0
    while content.startswith(_PAGE, at):
        begin = at + _PAGE_HEAD + number(content, at + _PAGE_HEAD - 1, 1, "big")
        at = begin + sum(content[at + _PAGE_HEAD : begin])
        yield content[begin:at]


def _recorded(content: bytes) -> str | None:
    """Return what other recording a file is, in words."""
    return next((kind for kind, begins in _BEGIN.values() if begins.match(content)), None)
