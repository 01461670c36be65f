"""The page in view is written ahead of all others, and only where it comes out as the whole build would have it."""

import pytest
from explainers import SMALL, files_of, put

from explainery.commands.ahead import write_ahead
from explainery.commands.build import SHIPPED, build
from explainery.commands.memory import Memory
from explainery.commands.options import Options

FILM, FACTS, SITE = (SMALL[f"content/{name}"] for name in ("film.md", "facts.yaml", "site.yaml"))
DATED = SMALL["content/stages/one.md"].replace("begins: 2021-01-01", "begins: fact:start")
START = (
    FACTS[: FACTS.index("- id: doctor")]
    .replace("id: days", "id: start")
    .replace("12\n  unit: days", "2021-01-02")
    .replace("The voyage took 12 days.", "It began on 2 January 2021.")
)
BASE = (SHIPPED / "templates/base.html").read_text(encoding="utf-8")
SCHEMA = (SHIPPED / "templates/kinds/page/schema.yaml").read_text(encoding="utf-8")


class Built:
    """A small explainer that was built, whose files are then saved."""

    def __init__(self, folder):
        self.options = Options(put(folder / "root", SMALL))
        self.memory = Memory(None)
        self.basis = build(self.options, memory=self.memory).basis

    def site(self):
        return files_of(self.options.root / "site")

    def ahead(self, page, files):
        """Save files, have the page written ahead, and return what was written."""
        root = self.options.root
        put(root, {path: text for path, text in files.items() if text is not None})
        for path in files.keys() - {path for path, text in files.items() if text is not None}:
            (root / path).unlink()
        return write_ahead(self.basis, sorted(root / path for path in files), page, self.options, self.memory)

    def clean(self):
        """Return what a build that remembers nothing gives."""
        out = self.options.root.parent / "clean"
        build(Options(self.options.root, out=out), memory=Memory(None))
        return files_of(out)


@pytest.fixture
def built(tmp_path):
    return Built(tmp_path)


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("film.html", {"content/film.md": FILM.replace("flies", "flew")}),
        ("film.html", {"content/film.md": FILM.replace("title: Film", "title: The film")}),
        (
            "index.html",
            {"content/film.md": FILM.replace("#plot", "#plot #story")} | {"assets/css/utilities.css": "h1{}"},
        ),
        ("film.html", {"content/facts.yaml": FACTS.replace("skipper is", "skipper was")}),
        (
            "film.html",
            {"content/facts.yaml": FACTS.replace("is a", "was a"), "content/film.md": FILM.replace("A ", "One ")},
        ),
        ("stages/one.html", {"assets/css/utilities.css": "h1 { color: #123456; }"}),
        ("film.html", {"templates/base.html": BASE.replace("<body", "<!-- new --><body")}),
    ],
)
def test_the_page_in_view_comes_first_and_as_it_will_be(built, page, files):
    before = built.site()
    written = built.ahead(page, files)
    now, wanted = built.site(), built.clean()
    assert now[page] == wanted[page] != before[page]
    assert before.keys() <= now.keys()
    assert {path for path in now if now[path] != before.get(path)} - {".explainery.json"} == set(written)
    assert {path for path in written if path.endswith(".html")} == {page}
    build(built.options, memory=built.memory)
    assert built.site() == wanted


@pytest.mark.parametrize(
    "files",
    [
        {"content/film.md": FILM.replace("fact:doctor", "fact:docter")},
        {"content/film.md": FILM.replace("index.md", "index.md#nowhere")},
        {"content/film.md": FILM.replace("A [doctor]", "The voyage took 12 days. A [doctor]")},
        {"content/film.md": FILM.replace("title:", "titel:")},
        {"content/facts.yaml": FACTS.replace("status: documented", "status: known")},
        {"templates/base.html": BASE.replace("<body", "{{ nothing }}<body")},
    ],
)
def test_nothing_is_written_ahead_where_something_is_wrong(built, files):
    before = built.site()
    assert built.ahead("film.html", files) == ()
    assert built.site() == before


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("nowhere.html", {"content/film.md": FILM.replace("flies", "flew")}),
        ("film.html", {"content/film.md": FILM.replace("title:", "draft: true\ntitle:")}),
        ("film.html", {"content/film.md": None}),
        ("film.html", {"content/new.md": FILM.replace("old/film", "old/new")}),
        ("film.html", {"content/site.yaml": SITE.replace("Small", "Large")}),
        ("film.html", {"templates/kinds/page/schema.yaml": SCHEMA + "# more\n"}),
    ],
)
def test_what_takes_more_than_one_page_to_tell_is_left_to_the_build(built, page, files):
    before = built.site()
    assert built.ahead(page, files) == ()
    assert built.site() == before


@pytest.mark.parametrize("text", [DATED, DATED.replace("fact:start", "fact:end")])
def test_a_page_takes_the_value_of_a_fact_ahead(built, text):
    put(built.options.root, {"content/facts.yaml": FACTS + START})
    built.basis = build(built.options, memory=built.memory).basis
    there = "fact:start" in text
    assert ("stages/one.html" in built.ahead("stages/one.html", {"content/stages/one.md": text})) == there
    assert (b"2 January 2021" in built.site()["stages/one.html"]) == there
    assert not there or built.site()["stages/one.html"] == built.clean()["stages/one.html"]


def test_a_file_that_was_written_ahead_goes_when_nothing_needs_it(built):
    written = built.ahead("film.html", {"assets/css/utilities.css": "h1 { color: #123456; }"})
    assert any(path.endswith(".css") for path in written)
    (built.options.root / "assets/css/utilities.css").unlink()
    build(built.options, memory=built.memory)
    assert built.site() == built.clean()
