"""Recordings: they are what their names say, and tell nobody where they were made."""

import base64
import io
import struct
import zipfile
import zlib

import pytest
from explainers import SMALL, build, put
from photographs import packed, photograph, picture
from recordings import RECORDINGS as WHOLE
from recordings import box, element, head, mp3, mp4, webm

from explainery.captions import faults_in
from explainery.pictures.playable import is_cut_off
from explainery.pictures.recordings import fault_of, fault_of_file, seconds_of

OTHERS = (b"<!doctype html><script>", b"words", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x1cftypavif\0\0\0\0avif")
PHOTOGRAPH = photograph(16, 16)


def page(content):
    """Return a page of an Ogg file."""
    lengths = [255] * (len(content) // 255) + [len(content) % 255]
    return b"OggS" + bytes(22) + bytes([len(lengths), *lengths]) + content


def in_pages(content):
    return b"".join(page(content[at : at + 10_000]) for at in range(0, len(content), 10_000))


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + bytes(4)


def cover(kind, text):
    """Return a picture of PNG with a text in it, as it stands in the tag of a sound."""
    return (
        b"ID3\3" + bytes(20) + b"APIC image/png\0\3\0\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(kind, text)
    )


def subtitle(words):
    return WHOLE["a.mp4"] + bytes(300_000) + words + bytes(300_000)


def track(name):
    return WHOLE["a.mp4"] + b"stsd" + bytes(7) + b"\1\0\0\0\x10" + name


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
    "minutes": WHOLE["a.mp4"] + b"\xa9xyz\0\x12\x15\xc7+4851.504+00217.670/",
    "seconds": WHOLE["a.mp4"] + b"\xa9xyz\0\x12\x15\xc7+485130.24+0021740.2/",
    "keys in seconds": WHOLE["a.mp4"]
    + b"com.apple.quicktime.location.ISO6709"
    + bytes(300_000)
    + b"+485130+0021740/"
    + bytes(300_000),
    "3GPP in two bytes": WHOLE["a.mp4"]
    + b"loci\0\0\0\0\x15\xc7"
    + "\ufeffParis".encode("utf-16-be")
    + b"\0\0\0\0\2\x4b\x97\0\x30\xdb\xbb",
    "a camera's notes": WHOLE["a.mp4"] + b'<Item name="Latitude" value="48:51:30.240"/>',
    "XMP of a drone": WHOLE["a.mp4"] + b'<rdf drone-dji:Latitude="48.858400"/>',
    "a drone": subtitle(b"HOME(113.9370,22.5312)\nGPS(113.9380,22.5322,16) BAROMETER:1.3"),
    "a drone in the west": subtitle(b"EV 0, GPS (-122.3699, 37.8166, 15), D 24.26m"),
    "a drone that misspells": subtitle(b"[latitude : 0.000000] [longtitude : 113.937000]"),
    "a box for cars": subtitle(b"freeGPS "),
    "tags of their own": WHOLE["a.webm"] + b"\x45\xa3\x88LATITUDE\x44\x87\x8748.8584",
    "degrees in a tag": WHOLE["a.webm"] + "GPS 48°51'30\" N".encode(),
    "a link to a map": b"ID3\3" + bytes(20) + b"https://maps.example.org/?q=48.8584,2.2945",
    "an address": b"ID3\3" + bytes(20) + b"comment\0geo:48.8584,2.2945",
    "letters": b"ID3\3" + bytes(20) + b"Recorded at lat 48.8584 lon 2.2945",
    "longitude first": in_pages(b"OpusTags GEO=151.2153,-33.8568"),
    "a packed cover": cover(
        b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 9\n" + PHOTOGRAPH.hex().encode())
    ),
    "packed XMP": cover(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b'GPSLatitude="48,51.5N"')),
    "an old cover": in_pages(b"OpusTags COVERART=" + base64.b64encode(PHOTOGRAPH)),
    "a camcorder": WHOLE["a.mp4"] + b"MDPM\2\xb0\2\2\0\0\xb1N\0\0\0",
    "all around": WHOLE["a.mp4"] + b"8db42d694ccc418790edff439fe026bf",
    **{name.decode(): track(name) for name in (b"camm", b"djmd", b"rtmd", b"CTMD")},
}


def ending_of(content):
    return next((name for name, whole in WHOLE.items() if content[:4] == whole[:4]), "a.mp3")


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_told_however_a_program_writes_it(name):
    fault = fault_of(PLACES[name], ending_of(PLACES[name]))
    assert fault is not None
    assert (fault[0], "ffmpeg" in fault[2]) == ("RECORDING SAYS WHERE", True)


@pytest.mark.parametrize(
    "words",
    [
        b"\xa9xyz\0\x12\x15\xc7+0.0000+0.0000/",
        b"[latitude: 0.000000] [longitude: 0.000000] [altitude: 10.125]",
        b"GPS(0.0000,0.0000,16)",
        b"Location: room 5, geography 10.15-11.45 and 12.250",
        b"LOCATION=Paris, studio 1.25",
        b"altitude 8848.865",
    ],
)
def test_what_is_no_place_passes(words):
    assert fault_of(subtitle(words), "a.mp4") is None


def hostile():
    png = b"ID3\x89PNG\r\n\x1a\n"
    yield png + chunk(b"zTXt", b"\0x" * 1_000_000)
    yield png + chunk(b"tEXt", b"a\0" + b"\n" * 1_000_000)
    yield png + (struct.pack(">I", 2**31) + b"tEXt") * 100_000
    yield b"ID3" + b"gps geo:1.1 location " * 100_000


@pytest.mark.parametrize("content", list(hostile()), ids=["packed", "lines", "lengths", "names"])
def test_what_is_made_to_keep_a_reader_busy_does_not(content):
    assert fault_of(content, "a.mp3") is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.mp4", WHOLE["a.mp4"][:24], id="a film that was not finished"),
        pytest.param("a.mp4", WHOLE["a.mp4"] + b"\0\0\0\x64mdat" + bytes(50), id="half a film"),
        pytest.param("a.mp4", WHOLE["a.mp4"][:24] + b"\0\0\0\1moov" + b"\xff" * 50, id="a film without end"),
        pytest.param("a.webm", WHOLE["a.webm"] + b"\x18\x53\x80\x67\x10\0\1\0" + bytes(50), id="half a WebM"),
        pytest.param("a.ogg", page(bytes(500))[:-1], id="half a page"),
        pytest.param("a.wav", WHOLE["a.wav"] + b"data\x40\0\0\0" + bytes(50), id="half a sound"),
        pytest.param("a.mp3", mp3(50, 100)[:-9], id="half an MP3"),
        pytest.param(
            "a.mp3", b"ID3\4\0\x10\0\0\1\5" + bytes(133) + b"3DI" + bytes(7) + mp3(50, 100), id="behind a tag"
        ),
        pytest.param("a.mp3", mp3(10, 50, b"\xff\xf3\x40\xc4", 104)[:-9], id="half an MP3 of MPEG 2"),
    ],
)
def test_a_recording_that_is_cut_off_is_told(name, content):
    fault = fault_of(content, name)
    assert fault is not None
    assert (fault[0], "cut off" in fault[1]) == ("BROKEN RECORDING", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.mp4", WHOLE["a.mp4"] + bytes(4) + b"mdat" + bytes(50), id="up to the end"),
        pytest.param("a.webm", WHOLE["a.webm"] + b"\x18\x53\x80\x67\1" + b"\xff" * 7, id="nobody knows how long"),
        pytest.param("a.wav", WHOLE["a.wav"] + b"data" + b"\xff" * 4, id="nor of a sound"),
        pytest.param("a.mp3", mp3(50)[:-9], id="nobody counted"),
        pytest.param("a.mp3", mp3(50, 50), id="all that were counted"),
        pytest.param("a.mp3", mp3(50, 88), id="nearly all, as cut by a program"),
        pytest.param("a.mp3", mp3(50, 100) + b"TAG" + bytes(125), id="a tag behind it"),
        pytest.param("a.mp3", mp3(50, 100) + b"\xff\xfb\x00\x64", id="a frame of any length"),
        pytest.param("a.mp3", mp3(50, 100) + b"\xff\xfb\x9c\x64", id="a frame of no frequency"),
    ],
)
def test_a_recording_that_does_not_say_its_length_passes(name, content):
    assert fault_of(content, name) is None


@pytest.mark.parametrize(
    ("head", "size"),
    [
        pytest.param("fffb9064", 417, id="128 kilobits, 44,100 a second"),
        pytest.param("fffb9264", 418, id="the same with a byte more"),
        pytest.param("fffbe464", 960, id="320 kilobits, 48,000 a second"),
        pytest.param("fffa18c4", 144, id="32 kilobits, 32,000 a second"),
        pytest.param("fff380c4", 208, id="MPEG 2: 64 kilobits, 22,050 a second"),
        pytest.param("fff2e4c4", 480, id="MPEG 2: 160 kilobits, 24,000 a second"),
        pytest.param("ffe318c4", 72, id="MPEG 2.5: 8 kilobits, 8,000 a second"),
    ],
)
def test_an_mp3_is_counted_at_every_rate(head, size):
    # Layer III: 144 times the bits a second by the samples a second, in MPEG 2 half as many (ISO/IEC 11172-3, 2.4.3.1).
    assert not is_cut_off(mp3(200, 200, bytes.fromhex(head), size), "MP3")
    assert is_cut_off(mp3(200, 250, bytes.fromhex(head), size)[:-9], "MP3")


@pytest.mark.parametrize(
    ("name", "content", "packed"),
    [
        ("a.mp4", track(b"mp4v"), "MPEG-4 Part 2"),
        ("a.mp4", track(b"apch"), "apch"),
        ("a.m4a", track(b"alac"), "Apple Lossless"),
        ("a.wav", WHOLE["a.wav"].replace(b"\1\0\1\0", b"\x11\0\1\0"), "ADPCM"),
        ("a.ogg", page(b"\x80theora"), "Theora"),
    ],
)
def test_a_recording_that_browsers_do_not_play_is_told(name, content, packed):
    fault = fault_of(content, name)
    assert fault is not None
    assert (fault[0], packed in fault[1]) == ("RECORDING NOT PLAYABLE", True)


SECONDS = element("4489", struct.pack(">d", 61_500))
UNKNOWN = b"\x01" + b"\xff" * 7


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.mp4", mp4(head(61_500)), id="MP4"),
        pytest.param("a.mp4", mp4(box(b"iods", b"x"), head(1_845_000, 30_000, wide=True)), id="MP4 with long days"),
        pytest.param(
            "a.mp4", box(b"ftyp", b"isom") + box(b"mdat", b"x") + mp4(head(61_500))[24:], id="MP4 by a camera"
        ),
        pytest.param(
            "a.mp4",
            box(b"ftyp", b"isom") + b"\0\0\0\1mdat" + struct.pack(">Q", 17) + b"x" + mp4(head(61_500))[24:],
            id="a long MP4",
        ),
        pytest.param("a.webm", webm(SECONDS), id="WebM"),
        pytest.param("a.webm", webm(SECONDS, size=UNKNOWN), id="WebM of a size that nobody knew"),
        pytest.param(
            "a.webm",
            webm(element("2AD7B1", b"\x0f\x42\x40"), element("4489", struct.pack(">f", 61_500))),
            id="WebM in short",
        ),
        pytest.param(
            "a.webm",
            webm(element("4489", struct.pack(">d", 615)), element("2AD7B1", b"\5\xf5\xe1\0")),
            id="WebM in tenths",
        ),
    ],
)
def test_a_film_says_how_long_it_is(name, content):
    assert seconds_of(content, name) == 61.5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.mp4", WHOLE["a.mp4"], id="no head"),
        pytest.param("a.mp4", mp4(head(0)), id="no length"),
        pytest.param("a.mp4", mp4(head(5, 0)), id="no scale"),
        pytest.param("a.mp4", mp4(head(2**32 - 1)), id="nobody knew"),
        pytest.param("a.mp4", mp4(head(61_500), box(b"mvex", b"")), id="fragments"),
        pytest.param("a.mp4", mp4(head(61_500))[:60], id="half a head"),
        pytest.param("a.webm", WHOLE["a.webm"], id="no segment"),
        pytest.param("a.webm", webm(), id="a recorder in a browser"),
        pytest.param("a.webm", webm(element("4489", struct.pack(">d", float("nan")))), id="no number"),
        pytest.param("a.webm", webm(element("4489", b"\1\2\3")), id="three bytes"),
        pytest.param(
            "a.webm",
            webm().partition(b"\x18\x53\x80\x67")[0]
            + element("18538067", element("1F43B675", b"x") + element("1549A966", SECONDS)),
            id="after the pictures",
        ),
        pytest.param("a.mp3", WHOLE["a.mp3"], id="a sound"),
    ],
)
def test_what_does_not_say_how_long_it_is_has_no_length(name, content):
    assert seconds_of(content, name) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.mp4", mp4(*[box(b"free", b"")] * 500_000, head(1))), ("a.webm", webm(*[b"\xec\x80"] * 500_000, SECONDS))],
)
def test_a_film_of_very_many_parts_is_not_looked_through_to_its_end(name, content):
    assert seconds_of(content, name) is None


@pytest.mark.parametrize("name", ["a.mp4", "a.mp3"])
def test_a_recording_that_github_does_not_take_is_told(name):
    start = WHOLE["a.mp4"] + b"\0\0\0\0mdat" if name == "a.mp4" else WHOLE[name]
    content = start.ljust(100_000_000, b"\0")
    assert fault_of(content, name) is None
    title, says, remedy = fault_of(content + b"\0", name)
    assert (title, "100,000,001 bytes" in says, f"NEW{name[1:]}`" in remedy) == ("RECORDING TOO LARGE", True, True)


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


def zipped(content, name="pictures/image1.jpeg"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def test_other_files_tell_no_place_of_a_picture_in_them():
    assert fault_of_file(b"%PDF-1.7\n" + PHOTOGRAPH)
    assert fault_of_file(zipped(PHOTOGRAPH))
    assert fault_of_file(zipped(packed(picture(16, 16, 1), "JPEG"))) is None
    assert fault_of_file(zipped(PLACES["keys in seconds"], "flight.MOV"))
    assert fault_of_file(zipped(PHOTOGRAPH)[:90]) is None
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
        ("WEBVTT\n\n" + ONE + "A\n\nSTYLE\n::cue { color: red }", 6, "after a caption"),
        ("WEBVTT\n\n" + ONE + "{\\an8}A", 4, "no such marks"),
        ("WEBVTT\n\n" + ONE + "A\n\nNOTE\n00:02.000 --> 00:05.000\nB", 7, "before the one above"),
        ("WEBVTT\n\n" + ONE + "&#" + "9" * 5_000 + ";", 3, "no words"),
        ("WEBVTT\n\n" + "9" * 5_000 + ":00:01.000 --> 00:04.000\nA", 3, "cannot be read"),
        ("WEBVTT\n\n" + ONE + "A\n\n" + "-" * 1_000_000, 6, "no times"),
    ],
)
def test_captions_that_are_not_shown_as_written_are_told(text, line, words):
    found = list(faults_in(text))
    assert [at for at, _, _ in found][-1] == line
    assert words in found[-1][1]


LATE = "WEBVTT\n\n" + ONE + "A\n\n01:00:02.000 --> 01:00:03.000\nB\n\n01:00:04.000 --> 01:00:05.000\nC"


def test_captions_that_begin_after_the_recording_are_told_once():
    assert list(faults_in(LATE)) == list(faults_in(LATE, 3_603)) == list(faults_in(LATE, float("inf"))) == []
    ((line, says, _hint),) = faults_in(LATE, 3_600.9964)
    assert (line, says) == (6, "This caption begins at 01:00:02.000, but the recording ends at 01:00:00.996.")


@pytest.mark.parametrize(
    "text",
    [
        ONE + "<v Anna>A <i.loud>B</i> &lt; <00:02.000>C",
        ONE + "♪",
        "NOTE said by\nAnna -> Ben\n\nSTYLE\n::cue { color: red }\n\nintro\n" + ONE + "A",
        "99:59:59.000 --> 100:00:01.000\nA\n\n100:00:01.000 --> 100:00:03.000\nB",
    ],
)
def test_captions_that_are_whole_pass(text):
    for end in ("\n", "\r\n", "\r"):
        assert not list(faults_in(("\ufeffWEBVTT about\nKind: captions\n\n" + text).replace("\n", end)))
