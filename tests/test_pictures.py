"""Pictures of pixels of every kind: the whole ones pass, and whatever is less than one is told."""

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
