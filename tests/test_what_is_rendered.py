"""A change renders the pages again that it touches, and no other."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from changing import CHANGING, EVIDENCE, PICTURES, fact, page, png, record, stage
from explainers import put

from explainery.commands.build import SHIPPED, build
from explainery.commands.memory import LIBRARIES, Memory, toolchain
from explainery.commands.options import Options

ROOT = Path(__file__).parent.parent
EVERY = {path.removeprefix("content/") for path in CHANGING if path.endswith(".md")} - {"draft.md"}
STAGES = {"stages/one.md", "stages/two.md", "stages/three.md"}
LISTING = (
    '{% extends "base.html" %}{% block after %}{% for one in page.children %}{{ one.title }}{% endfor %}{% endblock %}'
)
SOURCE = record("new-1", type="report", title="A cutting", kind="press", origin="new", publisher="Pravda")


SHELVES = ("parsed", "templates", "pages", "drawings", "numbers", "search", "cards", "faces")
"""Where a memory keeps what takes long to make."""


class Explainer:
    """An explainer whose builds remember, with what was rendered last."""

    def __init__(self, root, files, like=None):
        """Write and build it. What is the same as in another one, which was built before, is not made again."""
        self.root, self.memory = put(root, files), Memory(None)
        for name in SHELVES if like else ():
            self.memory.shelf(name).update(like.memory.shelf(name))
        for path, content in PICTURES.items():
            (root / path).write_bytes(content)
        self.rendered()

    def rendered(self, **options):
        """Build, and return the pages that were rendered: the memory holds something new of them."""
        pages = self.memory.shelf("pages")
        before = dict(pages)
        build(Options(self.root, **options), memory=self.memory)
        return {path.decode() for path, kept in pages.items() if before.get(path) is not kept}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return Explainer(tmp_path_factory.mktemp("built"), CHANGING)


@pytest.fixture
def explainer(tmp_path, built):
    return Explainer(tmp_path, CHANGING, built)


def change(explainer, path, old, new):
    file, shipped = explainer.root / path, SHIPPED / path
    there = next((one for one in (file, shipped) if one.exists()), None)
    text = there.read_text(encoding="utf-8") if there else ""
    assert old in text
    put(explainer.root, {path: text.replace(old, new, 1) if old else text + new})


CHANGES = [
    ("the text of a page", "content/film.md", "flies", "flew", {"film.md"}),
    ("a title in the navigation", "content/film.md", "title: Film", "title: The film", EVERY),
    (
        "a label that lists sort by",
        "content/crew/boris.md",
        "title: Boris",
        "title: Aaron",
        {"crew/boris.md", "crew/index.md", "glossary.md"},
    ),
    (
        "a field that cards show",
        "content/crew/anna.md",
        "job: pilot",
        "job: doctor",
        {"crew/anna.md", "index.md", "crew/index.md"},
    ),
    (
        "a field of a page that a figure names",
        "content/crew/boris.md",
        "job: pilot",
        "job: cook",
        {"crew/boris.md", "crew/index.md"},
    ),
    (
        "a field that no other page shows",
        "content/stages/three.md",
        "evidence: documented",
        "evidence: announced",
        {"stages/three.md"},
    ),
    (
        "a date that a figure draws",
        "content/stages/two.md",
        "ends: 2021-09-20",
        "ends: 2021-09-21",
        {"stages/two.md", "stages/index.md"},
    ),
    ("the text of a page that a figure draws", "content/stages/two.md", "Second", "Then", {"stages/two.md"}),
    (
        "the order of a sequence",
        "content/stages/two.md",
        "begins: 2021-09-15",
        "begins: 2021-08-01",
        STAGES | {"stages/index.md"},
    ),
    (
        "a fact from which a page takes its date",
        "content/facts.yaml",
        "2021-09-25",
        "2021-08-01",
        STAGES | {"sources/agency.md"},
    ),
    (
        "a fact from which an event takes its time",
        "content/facts.yaml",
        "2021-10-05T12:00Z",
        "2021-10-05T11:00Z",
        EVERY,
    ),
    ("a draft is published", "content/draft.md", "draft: true\n", "", {"draft.md"}),
    (
        "a duty becomes a draft",
        "content/duties.yaml",
        "- id: duty-b\n",
        "- id: duty-b\n  draft: true\n",
        {"crew/index.md"},
    ),
    (
        "a fact that several pages use",
        "content/facts.yaml",
        "is a doctor",
        "is a surgeon",
        {"film.md", "crew/anna.md", "crew/index.md", "glossary.md", "sources/agency.md", "sources/book.md"},
    ),
    (
        "the sources of a fact",
        "content/facts.yaml",
        "[tass-1, book-1]",
        "[book-1]",
        {"film.md", "crew/anna.md", "crew/index.md", "glossary.md", "sources/agency.md", "sources/book.md"},
    ),
    ("a remark", "content/facts.yaml", "", "# a remark\n", set()),
    ("a term", "content/terms.yaml", "A way round", "A path", {"film.md", "glossary.md"}),
    (
        "a term's word",
        "content/terms.yaml",
        "term: gangway",
        "term: plank",
        {"index.md", "crew/boris.md", "glossary.md"},
    ),
    (
        "who uses a term",
        "content/stages/three.md",
        "Third.",
        "A [gangway](term:gangway).",
        {"stages/three.md", "glossary.md"},
    ),
    (
        "a source",
        "content/sources.yaml",
        "title: A book",
        "title: The book",
        {"sources/book.md", "film.md", "crew/anna.md", "crew/index.md", "glossary.md"},
    ),
    ("a duty", "content/duties.yaml", "job: cook", "job: guest", {"crew/index.md"}),
    ("a question", "content/questions.yaml", "Why?", "For how long?", {"index.md"}),
    ("the title of the site", "content/site.yaml", "title: Small", "title: Smaller", EVERY),
    ("what is under the masthead", "content/events.yaml", "Day 6", "The second day", EVERY),
    ("the document of all pages", "templates/base.html", "min read", "minutes", EVERY),
    ("a macro of all pages", "templates/parts.html", '("Documented', '("Certain', EVERY),
    ("a macro of the text", "templates/marks.html", 'class="term"', 'class="word"', EVERY),
    (
        "a macro of figures",
        "templates/components/figure/shell.html",
        "Download:",
        "Save:",
        {"film.md", "stages/index.md", "crew/index.md"},
    ),
    (
        "the file of a figure",
        "templates/components/figure/file.svg",
        "<style>",
        "<style >",
        {"film.md", "stages/index.md", "crew/index.md"},
    ),
    ("a kind of page", "templates/kinds/stage/page.html", "Stage {{", "Step {{", STAGES),
    ("the card of a kind", "templates/kinds/stage/card.html", "", "!", {"index.md", "stages/index.md"}),
    ("the card of another kind", "templates/kinds/sailor/card.html", "", "!", {"index.md"}),
    ("a component", "templates/components/cards/component.html", "", "!", {"index.md", "stages/index.md"}),
    ("how a page says that it was made", "templates/method.html", "was made", "came about", EVERY),
    ("how a twin says that its page was made", "templates/twin/method.html", "Written", "Made", EVERY),
    ("the words of an issue that nobody can open", "templates/issue.txt", "Error", "Mistake", set()),
    ("who wrote it", "content/site.yaml", "id: small\n", "id: small\nauthors: [Anna]\n", EVERY),
    ("the page for lost readers", "templates/404.html", "No such", "Not a", set()),
    ("the styles of a kind", "templates/kinds/stage/style.css", "", ".a { color: red }", STAGES),
    (
        "the styles of a component",
        "templates/components/cards/style.css",
        "",
        ".a { color: red }",
        {"index.md", "stages/index.md"},
    ),
    (
        "a field more for a kind",
        "templates/kinds/sailor/schema.yaml",
        "properties:\n",
        "properties:\n  extra: {type: string}\n",
        {"crew/anna.md", "crew/boris.md", "crew/index.md"},
    ),
    (
        "a field more for a component",
        "templates/components/cards/schema.yaml",
        "properties:\n",
        "properties:\n  extra: {type: string}\n",
        {"index.md", "stages/index.md"},
    ),
    (
        "a field more for records",
        "templates/records/question/schema.yaml",
        "properties:\n",
        "properties:\n  extra: {type: string}\n",
        {"index.md"},
    ),
    ("a remark in a schema", "templates/records/fact/schema.yaml", "", "# a remark\n", set()),
    (
        "the page that shows records",
        "templates/records/source/schema.yaml",
        "x-page: sources/{kind}.md",
        "x-page: sources/index.md",
        {"crew/index.md", "stages/index.md", "film.md", "glossary.md"},
    ),
    ("the styles of all pages", "assets/css/components/header.css", "", ".a { color: red }", EVERY),
    ("an icon", "assets/icons/icon.svg", "</svg>", "<!-- a remark --></svg>", EVERY),
    ("a file that a text links to", "content/rows.csv", "2,3", "2,4", {"film.md"}),
    (
        "styles where a component had none",
        "templates/components/timeline/style.css",
        "",
        ".a { color: red }",
        {"days.md"},
    ),
    (
        "styles where a kind had none",
        "templates/kinds/page/style.css",
        "",
        ".a { color: red }",
        EVERY - {"crew/anna.md", "crew/boris.md"},  # which have their own; stages inherit these
    ),
    (
        "a fact that a source supports",
        "content/facts.yaml",
        "",
        fact("new", "New.", sources="[book-1]"),
        {"sources/book.md"},
    ),
    ("a source more of a kind", "content/sources.yaml", "", SOURCE.replace("press", "agency"), {"sources/agency.md"}),
    ("an event more", "content/events.yaml", "", record("new", group="new", title="New", time="2021-10-06"), EVERY),
    (
        "a correction",
        "content/corrections.yaml",
        "",
        record("new", date="2026-01-02", page="index.md", old="eleven", new="twelve"),
        {"index.md", "corrections.md"},
    ),
    (
        "a term more",
        "content/terms.yaml",
        "",
        record("new", term="new", definition="New.", sources="[tass-1]"),
        {"glossary.md"},
    ),
]


@pytest.mark.by_day(28)
@pytest.mark.parametrize(
    ("path", "old", "new", "expected"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES]
)
def test_a_change_renders_what_it_touches(explainer, path, old, new, expected):
    change(explainer, path, old, new)
    assert explainer.rendered() == expected
    assert explainer.rendered() == set()


def test_a_picture_of_another_size_renders_the_page_that_shows_it(explainer):
    (explainer.root / "content/still.png").write_bytes(png(8, 6))
    assert explainer.rendered() == {"film.md"}
    assert 'width="8" height="6"' in (explainer.root / "site/film.html").read_text(encoding="utf-8")


def test_a_value_renders_every_page_that_says_or_draws_it(explainer):
    for path in ("content/film.md", "content/crew/anna.md", "content/facts.yaml"):
        text = (explainer.root / path).read_text(encoding="utf-8")
        put(
            explainer.root,
            {path: text.replace("60", "80").replace("value: 30", "value: 40").replace("were 30", "were 40")},
        )
    assert explainer.rendered() == {"film.md", "crew/anna.md", "crew/index.md", "sources/agency.md"}


def test_a_computed_value_renders_the_page_that_prints_it(tmp_path, built):
    component = {
        "templates/components/sum/schema.yaml": "title: sum\nproperties:\n  of: {x-ref: fact}\n",
        "templates/components/sum/component.html": "{{ block.of|amount }}",
    }
    text = CHANGING["content/stages/three.md"] + "\n```sum\nof: double\n```\n"
    facts = fact("part", "A part is 5 or 6.", value="5") + fact(
        "double", "Both.", formula="part + part", status="computed"
    )
    facts = {"content/facts.yaml": CHANGING["content/facts.yaml"] + facts, "content/stages/three.md": text}
    explainer = Explainer(tmp_path, {**CHANGING, **component, **facts}, built)
    change(explainer, "content/facts.yaml", "value: 5", "value: 6")
    assert "stages/three.md" in explainer.rendered()
    assert ">12" in (explainer.root / "site/stages/three.html").read_text(encoding="utf-8").replace("\n", "")


def test_where_a_story_begins_renders_the_page_that_counts_origins(tmp_path, built):
    sources = SOURCE.replace("origin: new", "origin: old-1") + SOURCE.replace("new-1", "old-1")
    text = CHANGING["content/stages/three.md"] + "\nIt took [12 days](fact:days) [@new-1].\n"
    files = {"content/sources.yaml": CHANGING["content/sources.yaml"] + sources, "content/stages/three.md": text}
    explainer = Explainer(tmp_path, {**CHANGING, **files}, built)
    page = explainer.root / "site/stages/three.html"
    assert "2 sources of 2 origins" in page.read_text(encoding="utf-8")
    change(explainer, "content/sources.yaml", "origin: new", "origin: tass")
    assert explainer.rendered() == {"stages/three.md", "sources.md"}  # the list that nobody wrote
    assert "2 sources of 1 origin;" in page.read_text(encoding="utf-8")


def test_a_figure_of_all_facts_follows_every_fact_and_source(tmp_path, built):
    explainer = Explainer(tmp_path, {**CHANGING, "content/sources/index.md": page("Sources", EVIDENCE)}, built)
    table = tmp_path / "site/figures/sources-index-support.csv"
    assert table.read_text(encoding="utf-8").splitlines()[-1] == "Facts,8,0,8,0"
    change(explainer, "content/facts.yaml", "", fact("new", "New.", sources="[book-1]"))
    assert explainer.rendered() == {"sources/index.md", "sources/book.md"}
    assert table.read_text(encoding="utf-8").splitlines()[-1] == "Facts,9,0,9,0"
    source = CHANGING["content/sources.yaml"]
    put(explainer.root, {"content/sources.yaml": source[::-1].replace("tass"[::-1], "ast"[::-1], 1)[::-1]})
    assert "sources/index.md" in explainer.rendered()
    assert table.read_text(encoding="utf-8").splitlines()[-1] == "Facts,9,1,8,0"
    change(explainer, "content/sources.yaml", "", "# a remark\n")
    assert explainer.rendered() == set()


def test_who_uses_a_fact_renders_its_own_page_and_the_notes_that_count(tmp_path, built):
    facts = page("Facts", "```facts\nsubject: facts\n```")
    explainer = Explainer(tmp_path, {**CHANGING, "content/facts/facts.md": facts}, built)
    counting = {"film.md", "crew/anna.md", "crew/index.md", "glossary.md"}
    change(explainer, "content/stages/three.md", "Third.", "A [doctor](fact:doctor).")
    assert explainer.rendered() == {"stages/three.md", "facts/facts.md", *counting}
    (explainer.root / "content/facts/facts.md").unlink()
    assert counting <= explainer.rendered()
    assert "used on" not in (explainer.root / "site/film.html").read_text(encoding="utf-8")


def test_a_renamed_page_renders_those_beside_it(explainer):
    (explainer.root / "content/stages/three.md").rename(explainer.root / "content/stages/last.md")
    assert explainer.rendered() == {"stages/last.md", "stages/two.md"}


def test_a_deleted_page_renders_those_that_count_it(explainer):
    (explainer.root / "content/stages/three.md").unlink()
    assert explainer.rendered() == {"stages/one.md", "stages/two.md"}


def test_a_new_page_renders_its_sequence(explainer):
    put(explainer.root, {"content/stages/middle.md": stage("Middle", "2021-09-12", "Between.")})
    assert explainer.rendered() == {"stages/middle.md", *STAGES}


def test_a_new_page_in_a_listing_renders_the_listing(tmp_path, built):
    explainer = Explainer(tmp_path, {**CHANGING, "templates/kinds/page/page.html": LISTING}, built)
    put(explainer.root, {"content/stages/middle.md": stage("Middle", "2021-09-12", "Between.")})
    assert explainer.rendered() == {"stages/middle.md", "stages/index.md", *STAGES}
    change(explainer, "content/stages/three.md", "Third.", "The third.")
    assert explainer.rendered() == {"stages/three.md"}


def test_a_page_that_shows_records_renders_those_that_name_them(tmp_path, built):
    three = stage("Three", "2021-09-25", "Third [@new-1].")
    files = {"content/sources.yaml": CHANGING["content/sources.yaml"] + SOURCE, "content/stages/three.md": three}
    explainer = Explainer(tmp_path, {**CHANGING, **files}, built)
    put(
        explainer.root,
        {"content/sources/press.md": CHANGING["content/sources/book.md"].replace("kind: book", "kind: press")},
    )
    assert explainer.rendered() == {"sources/press.md", "stages/three.md"}
    (explainer.root / "content/sources/press.md").unlink()
    assert explainer.rendered() == {"stages/three.md", "sources.md"}  # the list that nobody wrote


@pytest.mark.parametrize("named", ['"own.html" ignore missing', '["own.html", "notes.html"]'])
def test_a_template_that_comes_and_goes_renders_those_that_ask_for_it(explainer, named):
    change(
        explainer, "templates/kinds/stage/page.html", "", f"{{% block after %}}{{% include {named} %}}{{% endblock %}}"
    )
    assert explainer.rendered() == STAGES
    put(explainer.root, {"templates/own.html": "here"})
    assert explainer.rendered() == STAGES
    (explainer.root / "templates/own.html").unlink()
    assert explainer.rendered() == STAGES


def test_a_template_imported_by_imported_ones_renders_all_that_import_them(explainer):
    put(explainer.root, {"templates/one.html": '{% import "two.html" as two %}{% set word = two.word %}'})
    put(explainer.root, {"templates/two.html": '{% set word = "here" %}'})
    use = '{% import "one.html" as one %}{% block after %}{{ one.word }}{% endblock %}'
    change(explainer, "templates/kinds/stage/page.html", "", use)
    assert explainer.rendered() == STAGES
    put(explainer.root, {"templates/two.html": '{% set word = "there" %}'})
    assert explainer.rendered() == STAGES
    assert "there" in (explainer.root / "site/stages/two.html").read_text(encoding="utf-8")


def test_a_macro_finds_the_names_that_stand_around_its_import(explainer):
    put(
        explainer.root,
        {"templates/own.html": "{# Says a word. #}{% macro says() %}{{ word }}, {{ page.title }}{% endmacro %}"},
    )
    saying = '{% import "own.html" as own with context %}<p>{{ own.says() }}</p>'
    use = f'{{% block after %}}{{% for word in ["one", "two", "two"] %}}{saying}{{% endfor %}}{{% endblock %}}'
    change(explainer, "templates/kinds/stage/page.html", "", use)
    assert explainer.rendered() == STAGES
    for page_address, title in (("one", "One"), ("two", "Two")):
        html = (explainer.root / f"site/stages/{page_address}.html").read_text(encoding="utf-8")
        said = [f"<p>{word}, {title}</p>" for word in ("one", "two", "two")]
        assert re.findall(r"<p>(?:one|two), .*?</p>", html) == said


def test_marks_that_count_begin_anew_on_every_page(explainer):
    marks = (SHIPPED / "templates/marks.html").read_text(encoding="utf-8")
    counting = re.sub(r"macro page_link(.*?)-%}", r"macro page_link\1-%}{% set all.n = all.n + 1 %}{{ all.n }}", marks)
    put(explainer.root, {"templates/marks.html": "{% set all = namespace(n=0) %}" + counting})
    explainer.rendered()
    before = (explainer.root / "site/film.html").read_bytes()
    change(explainer, "content/film.md", "flies", "flew")
    assert explainer.rendered() == {"film.md"}
    assert (explainer.root / "site/film.html").read_bytes() == before.replace(b"flies", b"flew")


def test_a_spoilt_or_lost_output_renders_its_page(explainer):
    (explainer.root / "site/film.html").write_bytes(b"spoilt")
    (explainer.root / "site/figures/stages-index-calendar.svg").unlink()
    assert explainer.rendered() == {"film.md", "stages/index.md"}


def test_the_address_of_the_site_renders_all(explainer):
    assert explainer.rendered(url="https://example.org") == EVERY


def test_drafts_are_rendered_and_left_out_again(explainer):
    assert explainer.rendered(drafts=True) == {"draft.md"}
    assert explainer.rendered() == set()


@pytest.mark.parametrize("name", LIBRARIES)
def test_another_version_of_a_library_forgets_everything(tmp_path, monkeypatch, name):
    file = tmp_path / "kept.db"
    (tmp_path / "packages" / f"{name.replace('-', '_')}-9999.dist-info").mkdir(parents=True)
    before = Memory(file, toolchain())
    before.shelf("pages")[b"film.md"] = "rendered"
    before.save()
    assert b"film.md" in Memory(file, toolchain()).shelf("pages")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    toolchain.cache_clear()
    try:
        assert list(Memory(file, toolchain()).shelf("pages")) == []
    finally:
        toolchain.cache_clear()


def test_every_library_that_outputs_depend_on_counts():
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        re.match(r"[\w-]+", need)[0] for need in (*needs["dependencies"], *needs["optional-dependencies"]["charts"])
    }
    # These talk to people, or fetch, watch, serve, name and judge files; no output is made by them.
    assert named - {
        "anyascii",
        "bibtexparser",
        "click",
        "livereload",
        "rich",
        "urllib3",
        "watchfiles",
        "webvtt-py",
    } <= set(LIBRARIES)


def test_other_code_of_the_generator_is_another_toolchain(tmp_path):
    ask = "from explainery.commands.memory import toolchain; print(toolchain().hex())"

    def digest():
        command = [sys.executable, "-B", "-c", ask]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    for file in (ROOT / "explainery").rglob("*.py"):
        put(tmp_path, {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")})
    before = digest()
    assert digest() == before
    module = tmp_path / "explainery/draw/cells.py"
    module.write_text(module.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert digest() != before
