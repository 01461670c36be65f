"""The shortest recordings that are what their names say."""

RECORDINGS = {
    "a.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
    "a.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x08moov",
    "a.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08\x42\x82\x84webm",
    "a.mp3": b"\xff\xfb\x90\x64" + bytes(413),
    "a.ogg": b"OggS" + bytes(24),
    "a.opus": b"OggS" + bytes(24),
    "a.wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0",
}
