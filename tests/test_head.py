"""What the head of a page says of it: title, description, and what those who share it are shown."""

import html
import re

import pytest
from explainers import SMALL, build, put

from explainery.render.head import shortened
from explainery.wording import locale_of

URL = "https://example.org/small/"
LONG = "One two three four five six seven eight nine ten eleven twelve"


def head_of(root, page, *options):
    """Return the title, the metas by name, and the links by relation of a page that is built now."""
    result = build(root, *options)
    assert result.exit_code == 0, result.stderr
    text = (root / "site" / page).read_text(encoding="utf-8").partition("</head>")[0]
    metas = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text))
    links = dict(re.findall(r'<link rel="([^"]+)" href="([^"]*)"', text))
    title = re.search("<title>(.*?)</title>", text)[1]
    return html.unescape(title), {name: html.unescape(value) for name, value in metas.items()}, links


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Film", "Small", "Film – Small"),
        ("One two three", "Small", "One two three – Small"),
        (LONG, "Small but much too long", LONG),
        ("x" * 62, "Small", "x" * 62 + " – Small"),
        ("x" * 63, "Small", "x" * 63),
        ("x" * 70, "Small", "x" * 70),
    ],
)
def test_the_name_of_the_site_gives_way_to_a_long_title(tmp_path, title, site, expected):
    film = SMALL["content/film.md"].replace("title: Film", f"title: {title}")
    settings = SMALL["content/site.yaml"].replace("title: Small", f"title: {site}")
    root = put(tmp_path, SMALL | {"content/film.md": film, "content/site.yaml": settings})
    found, _, _ = head_of(root, "film.html")
    assert found == expected
    assert len(found) <= 70


def test_a_label_stands_in_the_title_and_the_whole_title_where_it_is_shared(tmp_path):
    film = SMALL["content/film.md"].replace("title: Film", f"title: {LONG}\nlabel: Short")
    title, metas, _ = head_of(put(tmp_path, SMALL | {"content/film.md": film}), "film.html", "--url", URL)
    assert title == "Short – Small"
    assert metas["og:title"] == LONG


def test_home_has_the_name_of_the_site(tmp_path):
    assert head_of(put(tmp_path, SMALL), "index.html")[0] == "Small"


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("One two three.", 14, "One two three."),
        ("One two three.", 13, "One two…"),
        ("One two, three", 10, "One two…"),
        ("Onetwothree", 5, "Onet…"),
        ("One two three", 8, "One two…"),
        ("One two three", 7, "One…"),
        ("One – two three", 8, "One…"),
    ],
)
def test_a_text_is_cut_after_a_word(text, most, expected):
    assert shortened(text, most) == expected
    assert len(shortened(text, most)) <= most


def test_the_description_is_the_answer_in_160_characters_without_marks(tmp_path):
    words = " ".join(f"word{number}" for number in range(50))
    film = SMALL["content/film.md"].replace("It is called «Волна».", f"'A \"[doctor](fact:doctor)\" {words}'")
    _, metas, _ = head_of(put(tmp_path, SMALL | {"content/film.md": film}), "film.html", "--url", URL)
    assert metas["description"].startswith("A “doctor” word0")
    assert 150 < len(metas["description"]) <= 160
    assert metas["og:description"] == metas["description"]


def test_what_is_absolute_is_there_where_the_url_is_known(tmp_path):
    root = put(tmp_path, SMALL)
    _, metas, links = head_of(root, "stages/one.html", "--url", URL)
    assert links["canonical"] == metas["og:url"] == f"{URL}stages/one.html"
    assert (metas["og:type"], metas["og:site_name"], metas["og:locale"]) == ("article", "Small", "en_US")
    assert (metas["og:image:width"], metas["og:image:height"], metas["og:image:alt"]) == ("1200", "630", "One")
    assert metas["twitter:card"] == "summary_large_image"
    assert metas["og:image"].startswith(f"{URL}cards/stages/one.")
    assert (root / "site" / metas["og:image"].removeprefix(URL)).is_file()
    assert head_of(root, "index.html", "--url", URL)[1]["og:type"] == "website"


def test_without_a_url_nothing_absolute_is_said(tmp_path):
    root = put(tmp_path, SMALL)
    _, metas, links = head_of(root, "film.html")
    assert not [name for name in metas if name.startswith(("og:", "twitter:"))]
    assert "canonical" not in links
    assert "ld+json" not in (root / "site/film.html").read_text(encoding="utf-8")
    assert not (root / "site/cards").exists()


def test_the_icon_for_home_screens_is_a_square_of_180_pixels(tmp_path):
    root = put(tmp_path, SMALL)
    _, _, links = head_of(root, "stages/one.html")
    picture = (root / "site/stages" / links["apple-touch-icon"]).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (180, 180)


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "en_US"), ("ru", "ru_RU"), ("pt-BR", "pt_BR"), ("sl", "sl_SI"), ("xx", "xx")]
)
def test_a_language_is_named_with_a_region(language, expected):
    assert locale_of(language) == expected


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://mary:secret@example.org/", "everybody would read it"),
        ("https://example.org/index.html", "leave '/index.html' away"),
        ("https://example.org/film/INDEX.HTM/", "leave '/INDEX.HTM/' away"),
    ],
)
def test_the_address_of_a_site_has_no_password_and_names_no_file(tmp_path, url, says):
    result = build(put(tmp_path, SMALL), "--url", url)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert "secret" not in result.output
