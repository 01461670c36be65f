"""The shortest recordings that are what their names say, and films of a length."""

import struct

RECORDINGS = {
    "a.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
    "a.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x08moov",
    "a.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08\x42\x82\x84webm",
    "a.mp3": b"\xff\xfb\x90\x64" + bytes(413),
    "a.ogg": b"OggS" + bytes(24),
    "a.opus": b"OggS" + bytes(24),
    "a.wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0",
}


def box(name, content):
    """Return a part of an MP4."""
    return struct.pack(">I", 8 + len(content)) + name + content


def head(length, scale=1_000, *, wide=False):
    """Return what an MP4 says of itself: with days and lengths of four bytes, or of eight where it is `wide`."""
    form = ">xxxx16xIQ" if wide else ">xxxx8xII"
    return box(b"mvhd", bytes([wide]) + struct.pack(form, scale, length)[1:] + bytes(80))


def mp4(*parts):
    """Return an MP4 with these parts in its `moov`."""
    return box(b"ftyp", b"mp42\0\0\0\0mp42isom") + box(b"moov", b"".join(parts))


def element(name, content, size=None):
    """Return a part of a WebM, of which `size` may say something else than how long it is."""
    return bytes.fromhex(name) + (size or struct.pack(">Q", 1 << 56 | len(content))) + content


def webm(*parts, size=None):
    """Return a WebM with these parts in its `Info`; `size` is what its segment says of its own size."""
    inside = element("114D9B74", b"x") + element("1549A966", b"".join(parts))
    return RECORDINGS["a.webm"] + b"\x42\x87\x81\4\x42\x85\x81\2" + element("18538067", inside, size)


def mp3(frames, counted=None, head=b"\xff\xfb\x90\x64", size=417):
    """Return an MP3 of so many frames behind a first one, which says how many there are, if it is `counted`."""
    count = b"" if counted is None else bytes(32) + b"Xing\0\0\0\1" + struct.pack(">I", counted)
    return (head + count).ljust(size, b"\0") + (head.ljust(size, b"\0")) * frames
