"""Recordings: they are what their names say, and tell nobody where they were made."""

import base64

import pytest
from explainers import SMALL, build, put
from photographs import photograph
from recordings import RECORDINGS as WHOLE

from explainery.captions import faults_in
from explainery.pictures.recordings import fault_of, fault_of_file

OTHERS = (b"<!doctype html><script>", b"words", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x1cftypavif\0\0\0\0avif")
PHOTOGRAPH = photograph(16, 16)


def page(content):
    """Return a page of an Ogg file."""
    lengths = [255] * (len(content) // 255) + [len(content) % 255]
    return b"OggS" + bytes(22) + bytes([len(lengths), *lengths]) + content


def in_pages(content):
    return b"".join(page(content[at : at + 10_000]) for at in range(0, len(content), 10_000))


PLACES = {
    "QuickTime": WHOLE["a.mp4"] + b"\0\0\0\x2amoov\0\0\0\x22udta\0\0\0\x1a\xa9xyz\0\x12\x15\xc7+48.8584+002.2945/",
    "QuickTime's keys": WHOLE["a.mp4"]
    + b"mdtacom.apple.quicktime.location.ISO6709"
    + bytes(99)
    + b"+48.8584+002.2945+035.1/",
    "3GPP": WHOLE["a.mp4"] + b"\0\0\0\x1eloci\0\0\0\0\x15\xc7\0\0\0\2\x4b\x97\0\x30\xdb\xbb" + bytes(4),
    "a track": WHOLE["a.mp4"] + b"gpmd" + bytes(50) + b"GPS5l",
    "XMP": WHOLE["a.mp4"] + b'uuid<rdf exif:GPSLatitude="48,51.5N"/>',
    "a cover": b"ID3\3" + bytes(20) + b"APIC image/jpeg" + PHOTOGRAPH,
    "a tag in two bytes": b"ID3\3" + bytes(20) + "TXXX\0geo location\0 48.8584, 2.2945".encode("utf-16-le"),
    "a tag of WebM": WHOLE["a.webm"] + b"\x45\xa3\x88LOCATION\x44\x87\x92+48.8584+002.2945/",
    "a comment": in_pages(b"OpusTags GEO_LOCATION=48.8584;2.2945"),
    "a cover in a comment": in_pages(b"OpusTags" + b"METADATA_BLOCK_PICTURE=" + base64.b64encode(PHOTOGRAPH)),
    "iXML": WHOLE["a.wav"] + b"iXML<LOCATION><LOCATION_GPS>48.8584, 2.2945</LOCATION_GPS></LOCATION>",
}


def ending_of(content):
    return next((name for name, whole in WHOLE.items() if content[:4] == whole[:4]), "a.mp3")


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_told_however_a_program_writes_it(name):
    fault = fault_of(PLACES[name], ending_of(PLACES[name]))
    assert fault is not None
    assert (fault[0], "ffmpeg" in fault[2]) == ("RECORDING SAYS WHERE", True)


@pytest.mark.parametrize("name", WHOLE)
def test_a_recording_is_what_its_name_says(name):
    assert fault_of(WHOLE[name], name) is None
    assert fault_of(WHOLE[name] + b"LOCATION=Paris geology 1.5 and 2.5 gpmd" + b"\0\0\0\0loci", name.upper()) is None
    for other in OTHERS:
        fault = fault_of(other, name)
        assert fault is not None
        assert fault[0] == "NOT A RECORDING"
    for other, content in WHOLE.items():
        alike = {name[-3:], other[-3:]} in ({"mp4", "m4a"}, {"ogg", "pus"})
        assert (fault_of(content, name) is None) == (name == other or alike)


@pytest.mark.parametrize(
    "text",
    [
        "[The mill](mill.mp4)\n",
        "```video\nfile: mill.mp4\nposter: mill.svg\nalt: A\ncaption: C\nsilent: Nobody speaks.\ntranscript: T\n```\n",
    ],
)
def test_a_recording_with_its_place_is_not_published(tmp_path, text):
    root = put(
        tmp_path,
        SMALL
        | {
            "content/index.md": SMALL["content/index.md"] + "\n" + text,
            "content/mill.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40"/>',
        },
    )
    (root / "content/mill.mp4").write_bytes(WHOLE["a.mp4"])
    assert build(root).exit_code == 0
    (root / "content/mill.mp4").write_bytes(PLACES["QuickTime"])
    result = build(root)
    assert (result.exit_code, result.stderr.count("RECORDING SAYS WHERE")) == (1, 1)


def test_other_files_tell_no_place_of_a_picture_in_them():
    assert fault_of_file(b"%PDF-1.7\n" + PHOTOGRAPH)
    assert fault_of_file(b"place,GPSLatitude\n") is None


ONE = "00:01.000 --> 00:04.000\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("WEBVTTfoo\n\n" + ONE + "A", 1, "no WebVTT"),
        ("WEBVTT\n\n" + ONE + "A\n\nlost\n\n00:05.000 --> 00:06.000\nB", 6, "no times"),
        ("WEBVTT\r\r" + ONE.replace("\n", "\r") + "A\r\rlost", 6, "no times"),
        ("WEBVTT\n\n" + ONE + "A & B < C", 4, "follows `<`"),
        ("WEBVTT\n\n" + ONE + "<says Anna>", 4, "follows `<`"),
        ("WEBVTT\n\n" + ONE + "<i></i>", 3, "no words"),
        (
            "WEBVTT\n\n99:59:59.000 --> 100:00:02.000\nA\n\n100:00:01.000 --> 100:00:03.000\nB",
            6,
            "before the one above",
        ),
        ("WEBVTT\n\n" + ONE + "A\n\n" + ONE + "B", 6, "as the one above does"),
        ("WEBVTT\n\nSTYLE\n::cue { background: u\\72l(https://example.org) }\n\n" + ONE + "A", 3, "load"),
        ("WEBVTT\n\nSTYLE\n@import 'https://example.org';\n\n" + ONE + "A", 3, "load"),
    ],
)
def test_captions_that_are_not_shown_as_written_are_told(text, line, words):
    found = list(faults_in(text))
    assert [at for at, _, _ in found][-1] == line
    assert words in found[-1][1]


@pytest.mark.parametrize(
    "text",
    [
        ONE + "<v Anna>A <i.loud>B</i> &lt; <00:02.000>C",
        ONE + "♪",
        "NOTE said by\nAnna\n\nSTYLE\n::cue { color: red }\n\nintro\n" + ONE + "A",
        "99:59:59.000 --> 100:00:01.000\nA\n\n100:00:01.000 --> 100:00:03.000\nB",
    ],
)
def test_captions_that_are_whole_pass(text):
    for end in ("\n", "\r\n", "\r"):
        assert not list(faults_in(("\ufeffWEBVTT about\nKind: captions\n\n" + text).replace("\n", end)))
