"""Recordings, and other files that are published as they are: what they begin as, and the place that they may tell."""

import functools
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from explainery.pictures.filmed import has_measurements, tells_place, tells_place_beside_pictures
from explainery.pictures.lengths import length_of
from explainery.pictures.locations import says_where
from explainery.pictures.playable import is_cut_off, unplayed
from explainery.pictures.rasters import KINDS, begun_as, kind_of, missing_in

Fault = tuple[str, str, str]
"""Title of the problem, what is wrong, and what to do."""

_BOX = re.compile(rb"....(?:ftyp|moov|mdat|free|skip|wide|styp|pnot)", re.DOTALL)
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
_ZIP = b"PK\x03\x04"
# The endings of what in a zip file may tell a place; some of it is shown or played by programs alone.
_TELLING = (*KINDS, ".tif", ".tiff", ".heic", *_BEGIN, ".mov", ".mkv", ".flac")
_MOST_BYTES = 100_000_000  # GitHub takes no file of more than 100 MB, and shows no site of more than 1 GB
_UNZIPPED = 100_000_000  # bytes that are unpacked at most: a small zip file may hold very many
_SAYS = "This recording holds the place at which it was made, or a picture in it does, for everybody who saves it."
_MAY_SAY = (
    "This recording holds what a camera measured while it filmed, perhaps also the place, for everybody who saves it."
)
_TAKE_OUT = "Take it out with `ffmpeg -i FILE -map_metadata -1 -sn -c copy"
_HINT = (
    f"{_TAKE_OUT} NEW` (in sound with `-vn` before `-c`, which leaves out the picture of its cover; `-sn` leaves out"
    " subtitles, into which drones write it), or in the program that it was cut with. If the place is to be known, say"
    " it in the text."
)
_HINT_OF_CAMCORDERS = (
    f"{_TAKE_OUT} -bsf:v filter_units=remove_types=6 NEW`: it is written beside each picture of the film. If the"
    " place is to be known, say it in the text."
)
_HINT_OF_CODEC = (
    "Export it as MP4 with H.264 and AAC, or a sound as MP3; or convert it with `ffmpeg -i FILE -map_metadata -1 -c:v"
    " libx264 -pix_fmt yuv420p -c:a aac NEW.mp4`, a sound with `ffmpeg -i FILE -map_metadata -1 -vn NEW.mp3`."
)
_HINT_OF_SIZE = (
    "Make it smaller with `ffmpeg -i FILE -map_metadata -1 -sn -vf scale=-2:480 -c:v libx264 -b:v 500k -maxrate 500k"
    " -bufsize 1000k -pix_fmt yuv420p -c:a aac -b:a 96k -movflags +faststart NEW.mp4`, so that twenty minutes fit; a"
    " sound with `ffmpeg -i FILE -map_metadata -1 -vn -b:a 64k NEW.mp3`, so that three hours do. Cut what is longer"
    " into parts, or publish it elsewhere and keep its words here in the block `kept`."
)
_HINT_OF_FILES = (
    'Take it out of the picture with `exiftool -overwrite_original "-gps*=" "-*itude=" PICTURE`, and make the file'
    " again. If the place is to be known, say it in the text."
)


def too_large(name: str, size: int) -> Fault | None:
    """Return that a recording called `name` has too many bytes; None where it has not, or no recording is called so."""
    if size <= _MOST_BYTES or f".{name.lower().rpartition('.')[2]}" not in _BEGIN:
        return None
    says = (
        f"This recording has {size:,} bytes; at most {_MOST_BYTES:,} are published, since GitHub takes no larger file."
    )
    return "RECORDING TOO LARGE", says, _HINT_OF_SIZE


def seconds_of(content: bytes, name: str) -> float | None:
    """Return how many seconds a recording called `name` lasts; None where it does not say so, or something is wrong."""
    return None if fault_of(content, name) else length_of(content, _BEGIN[f".{name.lower().rpartition('.')[2]}"][0])


@functools.lru_cache(maxsize=100)  # a preview asks again at every save
def fault_of(content: bytes, name: str) -> Fault | None:
    """Return what is wrong with a recording that is called `name`, which ends as one does; None for nothing."""
    if fault := too_large(name, len(content)):
        return fault
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
    if is_cut_off(content, kind):
        says = f"This {kind} recording is cut off: it ends before what was recorded does."
        return "BROKEN RECORDING", says, "Copy it again from where it came from, or export it again."
    if codec := unplayed(content, kind):
        says = f"This recording is encoded as {codec}, which few browsers play, if any."
        return "RECORDING NOT PLAYABLE", says, _HINT_OF_CODEC
    return _telling(content)


def fault_of_file(content: bytes) -> Fault | None:
    """Return what is wrong with a file of another kind that is published as it is; texts say what they are to say."""
    if b"\0" in content and (says_where(content) or any(map(tells_place, _unzipped(content)))):
        says = "This file holds the place at which a picture in it was taken, for everybody who saves it."
        return "FILE SAYS WHERE", says, _HINT_OF_FILES
    return None


def _telling(content: bytes) -> Fault | None:
    """Return that a recording tells a place, or that a camera may have written it among its measurements."""
    if tells_place(content):
        return "RECORDING SAYS WHERE", _SAYS, _HINT
    if tells_place_beside_pictures(content):
        return "RECORDING SAYS WHERE", _SAYS, _HINT_OF_CAMCORDERS
    if has_measurements(content):
        return "RECORDING SAYS WHERE", _MAY_SAY, _HINT
    return None


def _unzipped(content: bytes) -> Iterator[bytes]:
    """Yield the pictures and recordings in a zip file."""
    if not content.startswith(_ZIP):
        return
    left = _UNZIPPED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.infolist():
                if one.filename.lower().endswith(_TELLING) and left > 0:
                    with archive.open(one) as file:
                        part = file.read(left)
                    left -= len(part)
                    yield part
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return  # whoever cannot unpack it learns nothing from it


def _recorded(content: bytes) -> str | None:
    """Return what other recording a file is, in words."""
    return next((kind for kind, begins in _BEGIN.values() if begins.match(content)), None)
