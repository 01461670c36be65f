"""Pictures of pixels of every kind: the whole ones pass, and whatever is less than one is told."""

import base64
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainery.pictures import PICTURES, wrong_with

WHOLE = {file.name: file.read_bytes() for file in sorted((Path(__file__).parent / "pictures").iterdir())}
OTHERS = {
    "nothing": b"",
    "blanks": b"\n \n",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "a page": b"<!doctype html><title>Sign in</title>",
    "a page with a mark": b"\xef\xbb\xbf\n<html><body>Sign in</body></html>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a PDF": b"%PDF-1.7\n",
    "a zip file": b"PK\x03\x04aaaaaaaaaaaa",
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1",
    "TIFF": b"II*\x00\x08\x00\x00\x00",
    "BMP": b"BM\x9a\x00\x00\x00\x00\x00\x00\x00",
    "words": b"What the server said: 404",
}


def exif(order="little", *, degrees=27, tags=(1, 2, 3, 4)):
    """Return Exif with a place on the earth."""

    def number(value, size):
        return value.to_bytes(size, order)

    def entry(tag, kind, count, value):
        return number(tag, 2) + number(kind, 2) + number(count, 4) + value

    values = {1: b"N\0\0\0", 2: number(120, 4), 3: b"E\0\0\0", 4: number(120, 4)}
    place = number(len(tags), 2) + b"".join(entry(tag, 5 if tag % 2 == 0 else 2, 3, values[tag]) for tag in tags)
    first = number(1, 2) + entry(0x8825, 4, 1, number(26, 4)) + number(0, 4)
    begin = (b"II*\0" if order == "little" else b"MM\0*") + number(8, 4)
    fractions = b"".join(number(one, 4) + number(1, 4) for one in (degrees, 0, 0))
    return (begin + first + place).ljust(120, b"\0") + fractions


def chunk(name, content):
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def with_more(name, more, *, packed=b""):
    """Return a whole picture with something in it that says more of it, as its kind has such."""
    whole = WHOLE[name]
    if name == "a.png":
        return whole[:33] + (packed or chunk(b"eXIf", more)) + whole[33:]
    if name == "a.jpg":
        return whole[:2] + b"\xff\xe1" + (len(more) + 8).to_bytes(2) + b"Exif\0\0" + more + whole[2:]
    if name == "a.webp":
        body = whole[8:] + b"EXIF" + len(more).to_bytes(4, "little") + more
        return b"RIFF" + len(body).to_bytes(4, "little") + body
    return whole + more  # behind its end, as in a photograph that moves


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_place_on_the_earth_is_told(name, order):
    (problem,) = wrong_with(name, with_more(name, exif(order)))
    assert (problem.title, "exiftool" in problem.hint) == ("PICTURE SAYS WHERE", True)


@pytest.mark.parametrize(
    "more",
    [
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="27,59.3N"/></x:xmpmeta>',
        b"<exif:GPSLongitude>86,55.5E</exif:GPSLongitude>",
        b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+27.9881+086.9250/",
    ],
)
def test_a_place_is_told_in_whatever_form(more):
    assert [one.title for one in wrong_with("a.jpg", with_more("a.jpg", more))] == ["PICTURE SAYS WHERE"]


def test_a_drawing_tells_no_place_either():
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    photograph = base64.b64encode(with_more("a.jpg", exif())).decode()
    note = '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    for inside, title in (
        (f'{note}<!-- GPSLatitude="27,59.3N" --></rdf:RDF></metadata>', "PICTURE SAYS WHERE"),
        (f'<image href="data:image/jpeg;base64,{photograph}"/>', "UNSAFE DRAWING"),
    ):
        (problem,) = wrong_with("a.svg", f"<svg {namespaces}>{inside}</svg>".encode())
        assert problem.title == title
        assert "the place at which" in problem.says


def test_a_place_is_told_where_it_is_packed():
    packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b'<x exif:GPSLatitude="27,59.3N"/>')
    figures = b"\nexif\n%8d\n" % len(exif()) + exif().hex().encode() + b"\n"
    for one in (chunk(b"iTXt", packed), chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(figures))):
        (problem,) = wrong_with("a.png", with_more("a.png", b"", packed=one))
        assert problem.title == "PICTURE SAYS WHERE"


@pytest.mark.parametrize(
    "more", [exif(degrees=0), exif(tags=(1, 3)), exif()[:40], b"II*\0", b"<exif:GPSLatitude></exif:GPSLatitude>"]
)
def test_a_place_that_was_taken_out_is_none(more):
    assert wrong_with("a.jpg", with_more("a.jpg", more)) == ()


def test_a_size_that_nobody_can_show_is_told():
    whole = WHOLE["a.png"]
    for size in ((2**31 - 1, 1), (30_000, 30_000)):
        content = whole[:16] + b"".join(side.to_bytes(4) for side in size) + whole[24:]
        (problem,) = wrong_with("a.png", content)
        assert (problem.title, f"{size[0]:,} pixels wide" in problem.says) == ("PICTURE TOO LARGE", True)
        href = f"data:image/png;base64,{base64.b64encode(content).decode()}"
        (problem,) = wrong_with(
            "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{href}"/></svg>'.encode()
        )
        assert f"{size[0]:,} pixels wide" in problem.says


def test_there_is_one_of_every_kind():
    assert {*PICTURES} == {".svg", ".jpeg", *(name[1:] for name in WHOLE)}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_picture_passes(name):
    assert wrong_with(name, WHOLE[name]) == ()
    assert wrong_with(name.upper(), WHOLE[name]) == ()
    assert wrong_with(name, WHOLE[name] + b"\0" * 9) == ()


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_that_is_cut_off_anywhere_is_told(name):
    whole = WHOLE[name]
    for length in range(len(whole) - (1 if name == "a.webp" else 0)):  # whose last byte only fills up
        (problem,) = wrong_with(name, whole[:length])
        assert problem.title in ("BROKEN PICTURE", "NOT A PICTURE")
        assert length < 40 or problem.title == "BROKEN PICTURE"


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_picture_is_told_as_what_it_is(name, kind):
    (problem,) = wrong_with(f"content/{name}", OTHERS[kind])
    assert problem.title in ("BROKEN PICTURE", "NOT A PICTURE")
    assert problem.place.path == f"content/{name}"


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("other", WHOLE)
def test_a_picture_of_another_kind_is_told(name, other):
    problems = wrong_with(name, WHOLE[other])
    assert [problem.title for problem in problems] == ([] if name == other else ["WRONG ENDING"])


@given(st.sampled_from(list(WHOLE)), st.binary(max_size=20), st.data())
def test_every_file_is_judged(name, piece, data):
    at = data.draw(st.integers(0, len(WHOLE[name])))
    for problem in wrong_with(name, WHOLE[name][:at] + piece + WHOLE[name][at + len(piece) :]):
        assert problem.hint
