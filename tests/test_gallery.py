"""The gallery of an explainer that has a kind, a record, a block and a figure of its own."""

import re
import shutil

import pytest
import yaml
from click.testing import CliRunner
from explainers import once_for_all, put

from explainery.cli import commands
from explainery.commands.build import SHIPPED

SPAN = """
from explainery.draw import NARROW, WIDE, Drawing, Figure, Label, Table


def draw(data):
    metres = data.number("metres")
    wide, narrow = (Drawing(width, 40, (Label(0, 20, f"{metres:g} m"),)) for width in (WIDE, NARROW))
    return Figure(wide, narrow, Table(("metres",), ((f"{metres:g}",),)))
"""
ID = "{type: string, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$'}"
OWN = {
    "content/site.yaml": (
        "id: bruecken\ntitle: Brücken\nlanguage: de\nurl: https://example.org/\nnavigation: [index.md]\n"
        "footer-text: Nur hier.\nmotto: Auch.\n"
        "defaults: {bau: bridge}\n"
        "without: [chart, constants, constant, corrections, correction, evidence, disputes, questions, question]\n"
    ),
    "templates/settings.yaml": "properties:\n  motto: {type: string, x-site: true}\n",
    "templates/slots/in-footer.html": "{% if site.motto %}{{ site.motto }}{% endif %}",
    "content/index.md": "---\ntitle: Start\nanswer: Eine Seite.\nchecked: 2026-01-31\n---\n",
    "templates/kinds/bridge/schema.yaml": (
        "title: bridge\ndescription: A bridge of ours.\nx-extends: page\nrequired: [river]\nproperties:\n"
        "  river: {description: What it crosses., type: string, minLength: 1}\n"
    ),
    "templates/records/toll/schema.yaml": (
        "title: toll\nx-content: tolls\nrequired: [id, price]\nproperties:\n"
        f"  id: {ID}\n  price: {{description: In euros., type: number, minimum: 1}}\n"
    ),
    "templates/components/tolls/schema.yaml": "title: tolls\nx-select: toll\nproperties: {}\n",
    "templates/components/tolls/component.html": (
        "<ul>{% for toll in records %}<li>{{ toll.price }}</li>{% endfor %}</ul>\n"
    ),
    "templates/components/tolls/examples.yaml": (
        "content:\n  tolls/example.yaml: |\n    - id: example-bridge\n      price: 4\nexamples:\n  - name: Alle\n"
    ),
    "templates/components/span/schema.yaml": (
        "title: span\nx-extends: figure\nx-figure: true\nrequired: [metres]\nproperties:\n  metres: {type: number}\n"
    ),
    "templates/components/span/component.html": (
        '{% from "components/figure/shell.html" import shell with context %}{{ shell("span", ["Meter"]) }}\n'
    ),
    "templates/components/span/draw.py": SPAN,
    "templates/components/span/examples.yaml": (
        "content: {}\nexamples:\n  - name: Die Brücke\n    yaml: |\n      id: span\n      claim: Sie ist lang.\n"
        "      alt: Eine Zahl.\n      metres: 1410\n      illustration: niemand hat gemessen.\n"
    ),
}
BLOCK = "templates/components/tolls/examples.yaml"
OTHER = "templates/components/span/examples.yaml"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Return the explainer, with its gallery in `.cache/gallery`; `said` holds what was printed."""
    return once_for_all(tmp_path_factory, "own-gallery", build_own)


def build_own(root):
    made = run(put(root, OWN))
    (root / "said").write_text(made.output, encoding="utf-8")


def put_own(root, own, files):
    """Write the explainer with other files, and what its gallery kept: only what is not the same is made anew."""
    (root / ".cache").mkdir()
    shutil.copy(own / ".cache/gallery.db", root / ".cache")
    return put(root, {**OWN, **files})


def run(root, *arguments):
    return CliRunner().invoke(commands, ["gallery", *map(str, arguments), "--root", str(root)])


def page(own, name):
    return (own / f".cache/gallery/gallery-{name}.html").read_text(encoding="utf-8")


def test_all_that_there_is_has_a_page(own):
    assert re.match(
        r"\d+ pages, \d+ examples: open .*/\.cache/gallery/index\.html\.\n", (own / "said").read_text("utf-8")
    )
    first = (own / ".cache/gallery/index.html").read_text("utf-8")
    assert not [words for words in ("Nur hier.", "Auch.", "https://example.org/") if words in first]  # `x-site`
    for group, name in (
        ("Blocks", "block-tolls"),
        ("Figures", "block-span"),
        ("Records", "record-toll"),
        ("Kinds of pages", "kind-bridge"),
    ):
        listed = first.partition(f"<h2>{group} of this explainer</h2>")[2].partition("</section>")[0]
        assert f'href="gallery-{name}.html"' in listed
    assert '<img class="gallery-list__picture" src="figures/gallery-block-span-span.svg"' in first
    assert (own / ".cache/gallery/figures/gallery-block-span-span.svg").is_file()
    for name in ("block-cards", "block-timeline", "record-fact", "kind-page", "settings"):
        assert f'href="gallery-{name}.html"' in first


def test_examples_are_drawn_and_can_be_copied(own):
    assert "<ul><li>4</li></ul>" in page(own, "block-tolls")
    figure = page(own, "block-span")
    assert "1410 m</text>" in figure
    assert "```span\nid: span\nclaim: Sie ist lang.\n" in figure
    assert "- id: example-bridge\n  price: 4</code>" in page(own, "record-toll")
    assert "What it crosses" in page(own, "kind-bridge")
    assert "examples/new-bridge.html" in page(own, "kind-bridge")
    assert (own / ".cache/gallery/examples/new-bridge.html").is_file()


def names_in(properties):
    """Yield the names of all fields, those inside another one behind a dot."""
    for name, sub in properties.items():
        yield name
        inside = sub.get("items", sub)
        if "x-ref" not in inside:
            yield from (f"{name}.{inner}" for inner in names_in(inside.get("properties", {})))


@pytest.mark.parametrize(
    ("name", "schemas", "always"),
    [
        ("record-fact", ["records/fact"], {"draft"}),
        ("record-toll", ["records/toll"], {"draft"}),
        ("kind-bridge", ["kinds/page", "kinds/bridge"], set()),
        ("block-legend", ["components/legend"], set()),
        ("block-span", ["components/figure", "components/span"], set()),
    ],
)
def test_the_fields_are_those_of_the_schema(own, name, schemas, always):
    files = [
        next(
            base / f"templates/{schema}/schema.yaml"
            for base in (own, SHIPPED)
            if (base / f"templates/{schema}").is_dir()
        )
        for schema in schemas
    ]
    read = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    expected = {field for schema in read for field in names_in(schema["properties"])} | always
    rows = re.findall(
        r'gallery-fields__name">(.*?)</code>.*?gallery-fields__type">(.*?)</dd>', page(own, name), re.DOTALL
    )
    assert {field for field, _said in rows} == expected
    needed = {field for schema in read for field in schema.get("required", ())}
    outer = {field for field, said in rows if 'gallery-fields__needed">needed</span>' in said and "." not in field}
    assert outer == needed


MISTAKES = {
    "a record that breaks its schema": (
        {BLOCK: OWN[BLOCK].replace("price: 4", "price: 0")},
        ("WRONG VALUE", " 4 |       price: 0\n                  ^"),
    ),
    "a parameter that the block does not have": (
        {BLOCK: f"{OWN[BLOCK]}    yaml: |\n      colour: red\n"},
        ("UNKNOWN FIELD", " 8 |       colour: red\n           ^^^^^^"),
    ),
    "a field that an examples file does not have": (
        {BLOCK: OWN[BLOCK].replace("- name:", "- title:")},
        ("", " 6 |   - title: Alle"),
    ),
    "parameters that are no lines to copy": (
        {BLOCK: f"{OWN[BLOCK]}    yaml: 'colour: red'\n"},
        ("NOT A BLOCK OF LINES", " 7 |     yaml: 'colour: red'\n               ^"),
    ),
    "a path that leads out": (
        {BLOCK: OWN[BLOCK].replace("tolls/example.yaml", "../tolls.yaml")},
        ("NOT A PATH", " 2 |   ../tolls.yaml: |\n       ^"),
    ),
    "one name for two examples": (
        {BLOCK: f"{OWN[BLOCK]}  - name: Alle\n"},
        ("DUPLICATE EXAMPLE", " 7 |   - name: Alle\n               ^^^^"),
    ),
    "one file for two components": (
        {
            OTHER: OWN[OTHER].replace(
                "content: {}", "content:\n  tolls/example.yaml: |\n    - id: example-b\n      price: 5"
            )
        },
        ("TWO FILES OF ONE NAME", " 3 |     - id: example-b\n"),
    ),
    "a figure that cannot be drawn": (
        {OTHER: OWN[OTHER].replace("metres: 1410", "metres: 14\n      sources: [nobody]")},
        ("UNKNOWN SOURCE", " 9 |       sources: [nobody]\n                     ^^^^^^"),
    ),
}


@pytest.mark.parametrize(("files", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_what_is_wrong_is_said_where_a_person_wrote_it(tmp_path, own, files, expected):
    made = run(put_own(tmp_path, own, files))
    title, line = expected
    assert made.exit_code == 1
    assert f"-- {title}" in made.stderr
    assert next(iter(files)) in made.stderr
    assert line in made.stderr
    assert made.stderr.endswith("Nothing was written.\n")
    assert not (tmp_path / ".cache/gallery").exists()


def test_examples_without_content_are_drawn_with_what_the_explainer_has(tmp_path, own):
    files = {BLOCK: "examples:\n  - name: Alle\n", "content/tolls.yaml": "- id: ours\n  price: 7\n"}
    made = run(put_own(tmp_path, own, files), tmp_path / "out")
    assert made.stderr == ""
    assert made.stdout.endswith("/out/gallery.html.\n")
    assert "<ul><li>7</li></ul>" in (tmp_path / "out/gallery-block-tolls.html").read_text("utf-8")
    assert "<h1" in (tmp_path / "out/index.html").read_text("utf-8")


def test_nothing_of_others_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", "utf-8")
    made = run(put(tmp_path, OWN), tmp_path / "mine")
    assert "-- FOLDER IN USE" in made.stderr
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_outside_an_explainer_there_is_what_ships(shipped_gallery):
    first = (shipped_gallery / "index.html").read_text("utf-8")
    assert "of this explainer" not in first
    assert len(re.findall(r'href="gallery-block-', first)) == len(
        [*SHIPPED.glob("templates/components/*/component.html")]
    )


@pytest.mark.parametrize(
    ("name", "field", "says"),
    [
        ("block-timeline", "claim", "Markdown, one paragraph needed where drawn is true"),
        (
            "block-evidence",
            "sources",
            "list: id of a source , or {id: …, locator: page 12} needed where there is no illustration",
        ),
        ("block-chart", "spec", "data of any form needed"),
        ("block-questions", "questions", "list: id of a question needed"),
        ("record-event", "time", "date, also one that is not quite known needed"),
        ("record-event", "time", "Or the fact that holds it, as in fact:opened ."),
        ("record-fact", "versions", "list: group of fields At least 2 entries."),
        ("record-source", "URL", "address on the web"),
        ("kind-page", "answer", "Markdown, one paragraph needed At most 60 words."),
        ("kind-page", "draft", "true or false"),
        ("settings", "zones", "names, each with: text"),
        ("settings", "numbers", "one of strict , lenient"),
        ("settings", "thresholds.two-origins", "whole number At least 0. At most 100."),
    ],
)
def test_a_field_says_what_it_may_hold(shipped_gallery, name, field, says):
    whole = (shipped_gallery / f"gallery-{name}.html").read_text("utf-8")
    entry = whole.partition(f'gallery-fields__name">{field}</code>')[2].partition("</div>")[0]
    without_description = re.sub(r"<dd>.*?</dd>", "", entry, flags=re.DOTALL)
    assert says in " ".join(re.sub(r"<[^>]*>", " ", without_description).split())
