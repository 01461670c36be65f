"""Share cards: a picture for each page, set to fit, drawn once."""

import re
from pathlib import Path

import pytest
from explainers import SMALL, build, files_of, put
from hypothesis import given
from hypothesis import strategies as st

from explainery import raster
from explainery.commands.build import SHIPPED
from explainery.lettering import Face, cut, read_face, set_in

ROOT = Path(__file__).parent.parent
URL = ("--url", "https://example.org/small/")
FONT = SHIPPED / "assets/fonts/cards/head-800.ttf"
EVEN = Face(dict.fromkeys("abcdefghijklmnopqrstuvwxyz …", 0.5))


def cards(root):
    """Return the cards of a built site by address."""
    return {path: content for path, content in files_of(root / "site").items() if path.startswith("cards/")}


def size_of(picture):
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_every_page_has_a_card_and_no_two_are_alike(tmp_path):
    root = put(tmp_path, SMALL)
    assert build(root, *URL).exit_code == 0
    found = cards(root)
    pages = {re.sub(r"\.[0-9a-f]{8}\.png$", "", path) for path in found}
    assert pages == {"cards/film", "cards/index", "cards/sources", "cards/stages/one", "cards/stages/two"}
    assert {size_of(picture) for picture in found.values()} == {(1200, 630)}
    assert len(set(found.values())) == len(found)
    assert all(len(picture) < 60_000 for picture in found.values())


def test_a_card_is_drawn_again_only_where_its_words_change(tmp_path, monkeypatch):
    root = put(tmp_path, SMALL)
    build(root, *URL)
    before = cards(root)
    drawn = []
    draw = raster.png
    monkeypatch.setattr(raster, "png", lambda svg, *rest, **more: drawn.append(svg) or draw(svg, *rest, **more))
    put(root, {"content/film.md": SMALL["content/film.md"].replace("flies", "flew")})
    build(root, *URL)
    assert cards(root) == before
    assert not drawn
    put(root, {"content/film.md": SMALL["content/film.md"].replace("title: Film", "title: The film")})
    build(root, *URL)
    assert len(drawn) == 1
    assert len(cards(root).keys() - before.keys()) == 1
    assert len(cards(root)) == len(before)
    for file in (root / "site/cards").rglob("*.png"):
        file.unlink()
    build(root, *URL)
    assert len(cards(root)) == len(before)
    assert len(drawn) == 1  # what the output folder lost, the cache still has


def test_a_build_that_uses_kept_cards_gives_what_a_clean_one_gives(tmp_path):
    root = put(tmp_path, SMALL)
    build(root, *URL)
    put(root, {"content/site.yaml": SMALL["content/site.yaml"].replace("title: Small", "title: Smaller")})
    put(root, {"content/stages/two.md": SMALL["content/stages/two.md"].replace("2021-02-01", "2020-02-01")})
    build(root, *URL)
    build(root, *URL, "--clean", "--out", str(tmp_path / "clean"))
    assert files_of(root / "site") == files_of(tmp_path / "clean")


def test_another_font_gives_other_cards(tmp_path):
    root = put(tmp_path, SMALL)
    build(root, *URL)
    before = cards(root)
    font = root / "assets/fonts/cards/head-600.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(FONT.read_bytes())
    build(root, *URL)
    assert not cards(root).keys() & before.keys()


def test_cards_and_their_tags_can_be_left_out(tmp_path):
    root = put(tmp_path, SMALL | {"content/site.yaml": SMALL["content/site.yaml"] + "outputs: {cards: false}\n"})
    build(root, *URL)
    page = (root / "site/film.html").read_text(encoding="utf-8")
    assert not cards(root)
    assert "og:title" in page
    assert "og:image" not in page


def test_the_fonts_of_cards_are_not_published(tmp_path):
    root = put(tmp_path, SMALL)
    build(root, *URL)
    assert not [path for path in files_of(root / "site") if path.endswith(".ttf")]


def test_a_title_may_hold_what_means_something_in_svg(tmp_path):
    film = SMALL["content/film.md"].replace("title: Film", "title: <b> & ‹c› ]]> \"d\" 'e'")
    root = put(tmp_path, SMALL | {"content/film.md": film})
    assert build(root, *URL).exit_code == 0
    assert size_of(next(picture for path, picture in cards(root).items() if "film" in path)) == (1200, 630)


def test_letters_are_drawn_with_the_given_fonts_alone():
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><text y="50" font-family="{}">A</text></svg>'
    named, others = text.format("Sofia Sans Extra Condensed"), text.format("DejaVu Sans, Arial, sans-serif")
    empty = raster.png(text.partition("<text")[0] + "</svg>")
    assert raster.png(others) == raster.png(named) == empty
    with raster.laid_out({"head": FONT.read_bytes()}) as fonts:
        assert raster.png(named, fonts) != empty
        assert raster.png(others, fonts) == empty
        assert Path(fonts[0]).is_file()
    assert not Path(fonts[0]).exists()


@pytest.mark.parametrize("letter", "AŁžяЖєΩ–“”«»…’  0")
def test_the_fonts_have_the_letters_of_many_languages(letter):
    assert not read_face(FONT.read_bytes()).unknown(letter)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("abcd", (100, 100), (40, ["abcd"])),
        ("abcd efgh", (100, 100), (40, ["abcd", "efgh"])),
        ("abcd efgh", (200, 100), (40, ["abcd efgh"])),
        ("abcd efgh", (100, 45), (20, ["abcd efgh"])),
        ("ab cd efgh", (100, 100), (40, ["ab cd", "efgh"])),
        ("abcdefghijk", (100, 100), None),
        ("abcd abcd abcd", (45, 45), None),
    ],
)
def test_words_are_set_as_large_as_they_fit(text, room, expected):
    found = set_in(text, EVEN, [40, 20], room, 1)
    assert (found and (found.size, [line for line, _foot in found.lines])) == expected


@given(st.text("abc ", min_size=1, max_size=70), st.integers(10, 400), st.integers(50, 400))
def test_what_is_set_fits_and_loses_no_word(text, width, height):
    words = " ".join(text.split()) or "a"
    found = set_in(words, EVEN, [60, 40, 20], (width, height), 0.9)
    if found:
        assert " ".join(line for line, _foot in found.lines) == words
        assert max(EVEN.width(line) for line, _foot in found.lines) * found.size <= width
        assert found.lines[-1][1] == 0
        assert found.size - found.lines[0][1] <= height + 0.1


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("ab cd", 50, "ab cd"), ("ab cd ef", 60, "ab cd…"), ("abcdef", 20, "abcdef…")]
)
def test_a_line_is_cut_after_a_word(text, width, expected):
    assert cut(text, EVEN, 20, width) == expected
