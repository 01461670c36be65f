"""Where a recording was made, as cameras, phones, drones and programs write it into films and sounds.

What is written by a published format is read by that format. Many programs have none: their words for a place are
looked for everywhere, with degrees near them.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from explainery.pictures.locations import ISO_6709, is_not_zero, says_where
from explainery.pictures.ogg import pages_of

# What programs call a place, in small letters, and degrees behind it: in WebM, ID3, Ogg, WAV, and subtitles of drones.
_NAMES = (b"gps", b"geo", b"location", b"6709", b"coordinate", b"lat", b"longit", b"longtit", b"maps")
_DEGREES = re.compile(
    rb"""  # a place, then degrees: as films have them, as a pair with decimals, or with minutes
        (?:gps|geo(?![a-z])|geo.?(?:loc|tag|pos|point|uri|data)|location|6709|coordinate|[./]maps|maps\.)
        .{0,60}?
        (?: (?P<iso>ISO)
        | (?P<pair>(?<![\d.])\d{1,3}\.\d{2,}[,;/|\ \xc2\xb0\xbansew]{1,8}[-+]?\d{1,3}\.\d{2,})
        | (?P<minutes>\d{1,3}\ ?(?:deg\w*|\xc2?[\xb0\xba])\ ?\d{1,2}\W) )
    |  # latitude or longitude, then degrees with more decimals than prices have, or with minutes and seconds
        (?:(?<![a-z])lat\W|latitude|longt?itude)\D{0,24}(?P<one>\d{1,3}(?:\.\d{3,}|[:,]\d{1,2}[:.,]\d+))""".replace(
        b"ISO", ISO_6709
    ),
    re.DOTALL | re.VERBOSE,
)
_BEFORE, _AFTER = 20, 120  # bytes around a name in which a pattern for a place may begin and end
_PIECE = 1_000_000  # bytes that are looked through at a time
_MOST_NAMES = 200  # in a piece; a recording that means no harm has a few
_KEY, _POINT = b"com.apple.quicktime.location.ISO6709", re.compile(ISO_6709)
_TRACK, _TRACK_POINT = b"gpmd", re.compile(rb"GPS[59]")  # the way of a camera on a helmet, second by second
_LOCI = re.compile(
    rb"loci\x00{4}..(?:\xfe\xff(?:..){0,200}?\x00|[^\x00]{0,200})\x00[\x00-\x02](.{8})", re.DOTALL
)  # 3GPP
_COVER = re.compile(rb"(?i)(?:METADATA_BLOCK_PICTURE|COVERART)=([A-Za-z0-9+/]+)")
_CAMCORDER = re.compile(rb"MDPM.{0,150}?\xb1[NS]", re.DOTALL)  # AVCHD
# What cameras measure while they film, each in its own way: in tracks, in a box, or behind the film.
_MEASURED = re.compile(rb"stsd\x00{4}.{8}(?:camm|CTMD|djmd|rtmd)|freeGPS |8db42d694ccc418790edff439fe026bf$", re.DOTALL)
_MAYBE_MEASURED = (b"stsd", b"freeGPS ", b"8db42d694ccc418790")  # quickly looked for, since most files have none


def tells_place(content: bytes) -> bool:
    """Say whether a recording, or a picture in it, tells the degrees at which it was made."""
    comments = b"".join(_comments(content))
    return (
        says_where(content)
        or any(_names_place(piece) for piece in (*_pieces(content), comments))
        or (_KEY in content and any(is_not_zero(found[0]) for found in _POINT.finditer(content)))
        or (_TRACK in content and _TRACK_POINT.search(content) is not None)
        or (b"loci" in content and any(any(found[1]) for found in _LOCI.finditer(content)))
        or any(says_where(cover) for cover in _covers(comments))
    )


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield a recording in pieces, each with the beginning of the next: words stand also between its pictures."""
    for at in range(0, len(content), _PIECE):
        yield content[at : at + _PIECE + 2 * _AFTER]


def _names_place(piece: bytes) -> bool:
    """Say whether something that programs call a place is followed by degrees; both may have two bytes a letter."""
    plain = piece.translate(None, b"\0").lower()
    for name in _NAMES:
        at = -1
        for _ in range(_MOST_NAMES):
            if (at := plain.find(name, at + 1)) < 0:
                break
            for found in _DEGREES.finditer(plain, max(at - _BEFORE, 0), at + _AFTER):
                if is_not_zero(found[found.lastgroup or 0]):
                    return True
    return False


def _covers(comments: bytes) -> Iterator[bytes]:
    """Yield the pictures in the comments of an Ogg file, such as its cover."""
    for found in _COVER.finditer(comments):
        try:
            yield base64.b64decode(found[1][: len(found[1]) // 4 * 4])
        except binascii.Error:
            continue


def _comments(content: bytes) -> Iterator[bytes]:
    """Yield what the pages of an Ogg file hold before anything is heard; nothing of another one."""
    yield from (content[begin:end] for begin, end, is_before_sound in pages_of(content) if is_before_sound)


def tells_place_beside_pictures(content: bytes) -> bool:
    """Say whether a camcorder wrote a place beside each picture of a film, where programs do not take it out."""
    return b"MDPM" in content and _CAMCORDER.search(content) is not None


def has_measurements(content: bytes) -> bool:
    """Say whether a camera measured something while it filmed, in a form of its own which is not read here."""
    return any(name in content for name in _MAYBE_MEASURED) and _MEASURED.search(content) is not None
