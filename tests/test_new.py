"""The command `new`: what it writes is valid, in its place, and harms nothing that is there."""

import datetime as dt
import os
import re

import pytest
import yaml
from chance import tries
from changing import LOOKS
from click.testing import CliRunner
from explainers import SMALL, build, files_of, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainery.cli import commands
from explainery.commands.build import SHIPPED
from explainery.commands.new import new
from explainery.problems import Problems
from explainery.scaffold import short_name

KINDS = sorted(folder.parent.name for folder in (SHIPPED / "templates/kinds").glob("*/schema.yaml"))
RECORDS = sorted(folder.parent.name for folder in (SHIPPED / "templates/records").glob("*/schema.yaml"))
DAY = dt.date(2026, 1, 31)

PERSON = {"content/crew/ada.md": "---\ntitle: Ada\nanswer: Ada.\nchecked: 2026-01-31\n---\n\nAda.\n"}
DEVICE = {
    "templates/kinds/device/schema.yaml": """\
title: device
x-extends: page
required: [size, seen, weight, log]
properties:
  size: {enum: [small, large], description: How big it is.}
  seen: {type: string, format: date}
  weight: {type: integer, minimum: 5}
  log: {type: array, minItems: 1, items: {x-ref: source}, description: Where it is told.}
  colour: {enum: [red, blue], description: What it looks like.}
""",
    "templates/kinds/device/page.html": '{% extends "kinds/page/page.html" %}\n',
    "templates/kinds/device/card.html": "{{ card.title }}\n",
}


def run(root, *arguments):
    """Run `new` as the command line does. A bug in the program is raised as it is."""
    return CliRunner().invoke(commands, ["new", "--root", str(root), *arguments], catch_exceptions=False)


@pytest.mark.by_day(4)
@pytest.mark.parametrize("kind", [*KINDS, *RECORDS])
def test_what_is_new_builds(tmp_path, kind):
    root = put(tmp_path, {**SMALL, **PERSON})
    result = run(root, kind, "Something new")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (root / result.stdout.splitlines()[0]).is_file()
    for options in ((), ("--drafts",)):
        built = build(root, *options)
        assert (built.exit_code, built.stderr) == (0, "")


@pytest.mark.parametrize("kind", ["page", "stage"])
def test_a_page_stays_off_the_site_until_it_is_written(tmp_path, kind):
    root = put(tmp_path, SMALL)
    path = run(root, kind, "Half a thought").stdout.splitlines()[0]
    page = path.replace("content/", "site/").replace(".md", ".html")
    build(root)
    assert not (root / page).exists()
    build(root, "--drafts")
    assert (root / page).is_file()


@pytest.mark.by_day(3)
@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_stays_off_the_site_until_it_is_written(tmp_path, kind):
    root = put(tmp_path, {**SMALL, **PERSON})
    build(root)
    before = files_of(root / "site")
    result = run(root, kind, "Half a thought")
    assert result.stdout.endswith(f": the {kind} `half-a-thought`, a draft: fill it in, then delete `draft: true`.\n")
    assert "1 drafts left out" in build(root).stdout
    assert files_of(root / "site") == before
    path = root / result.stdout.splitlines()[0]
    text = path.read_text(encoding="utf-8")
    assert text.count("\n  draft: true\n") == 1
    path.write_text(text.replace("  draft: true\n", ""), encoding="utf-8")
    assert build(root).stderr == ""
    assert files_of(root / "site") != before


def test_a_page_says_what_its_fields_are(tmp_path):
    root = put(tmp_path, {**SMALL, **DEVICE, "content/tools/ada.md": PERSON["content/crew/ada.md"]})
    made = new(root, "device", "Camera: “one”", "tools", DAY)
    assert made.path == "content/tools/camera-one.md"
    text = (root / made.path).read_text(encoding="utf-8")
    assert '\ntitle: "Camera: “one”"\n' in text
    assert "\nkind: device\n" in text
    assert "\nchecked: 2026-01-31\n" in text
    assert "\n# How big it is. One of: small, large.\nsize: small\n" in text
    assert "\nseen: 2026-01-31\nweight: 5\n# Where it is told. Put the right one here.\nlog: [tass-1]\n" in text
    assert "\n# colour: What it looks like. One of: red, blue.\n" in text
    assert build(root, "--drafts").stderr == ""


def test_a_kind_has_a_folder(tmp_path):
    root = put(tmp_path, SMALL)
    assert new(root, "stage", "Three", None, DAY).path == "content/stages/three.md"
    assert "kind:" not in (root / "content/stages/three.md").read_text(encoding="utf-8").split("# These")[0]
    assert new(root, "page", "Four", "content/stages/", DAY).path == "content/stages/four.md"
    assert "\nkind: page\n" in (root / "content/stages/four.md").read_text(encoding="utf-8")
    (root / "content/empty").mkdir()
    assert new(root, "page", "Five", "empty", DAY).path == "content/empty/five.md"


def test_records_have_a_file(tmp_path):
    root = put(tmp_path, SMALL)
    assert new(root, "fact", "In the one file", None, DAY).path == "content/facts.yaml"
    assert new(root, "fact", "In a file of its own", "flight", DAY).path == "content/facts/flight.yaml"
    assert new(root, "term", "Summit", None, DAY).path == "content/terms.yaml"
    (root / "content/facts.yaml").rename(root / "content/facts/seed.yaml")
    assert new(root, "fact", "One among many files", None, DAY).path == "content/facts/unsorted.yaml"
    assert new(root, "fact", "Beside the first", "content/facts/seed.yaml", DAY).path == "content/facts/seed.yaml"
    assert build(root).stderr == ""


FACTS = SMALL["content/facts.yaml"]


@pytest.mark.parametrize(
    "before",
    [
        FACTS,
        FACTS.rstrip("\n"),
        FACTS + "# The end.\n\n\n",
        FACTS.replace("\n", "\r\n"),
        "\ufeff" + FACTS,
        "# Indented\n" + re.sub("^", "    ", FACTS, flags=re.MULTILINE).rstrip(" "),
        FACTS + "  note: |\n    Lines,\n    the last without an end",
        "# Nothing yet\n",
        "",
    ],
    ids=["plain", "no end", "comment", "Windows", "mark", "indented", "block", "comment only", "empty"],
)
def test_what_a_file_holds_stays_as_it_is(tmp_path, before):
    root = put(
        tmp_path,
        {**SMALL, "content/index.md": SMALL["content/index.md"].replace("12 days](fact:days)", "a while](film.md)")},
    )
    put(root, {"content/film.md": SMALL["content/film.md"].replace("(fact:doctor)", "(index.md)")})
    file = root / "content/facts.yaml"
    file.write_bytes(before.encode())
    made = new(root, "fact", "One more", None, DAY)
    after = file.read_bytes().decode()
    assert after.startswith(before)
    lines = ["", *after.removeprefix("\ufeff").splitlines()]
    assert lines[made.line].strip() == "- id: one-more"
    assert lines[made.line - 1] == ""
    assert ("\r\n" in before) == bool(re.search(r"\r\n", after))
    assert not re.search(r"(?<!\r)\n", after) or "\r" not in after
    assert build(root).stderr == ""
    assert [record["id"] for record in yaml.safe_load(after)][-1] == "one-more"


def test_an_empty_list_gives_way(tmp_path):
    root = put(tmp_path, {**SMALL, "content/terms.yaml": "# Words\n[]\n"})
    new(root, "term", "Summit", None, DAY)
    assert (root / "content/terms.yaml").read_text(encoding="utf-8").startswith("# Words\n\n- id: summit\n")
    assert build(root).stderr == ""


def test_ids_are_unique_also_among_old_ones(tmp_path):
    term = "- id: orbit\n  term: Orbit\n  definition: A way.\n  sources: [tass-1]\n  aliases: [summit]\n"
    root = put(tmp_path, {**SMALL, "content/terms.yaml": term})
    assert new(root, "term", "Summit", None, DAY).id == "summit-2"
    assert new(root, "term", "Summit!", "more", DAY).id == "summit-3"
    assert build(root).stderr == ""


def test_a_draft_is_never_named(tmp_path):
    draft = PERSON["content/crew/ada.md"].replace("title", "draft: true\ntitle")
    root = put(tmp_path, {**SMALL, "content/a.md": draft})
    new(root, "correction", "Old words", None, DAY)
    assert "\n  page: film.md\n" in (root / "content/corrections.yaml").read_text(encoding="utf-8")
    assert build(root).stderr == ""


def test_a_draft_of_a_record_is_named_only_where_there_is_nothing_else(tmp_path):
    """What is new is a draft itself, and drafts may name drafts; but it is to be published without another change."""
    root = put(tmp_path, SMALL)
    draft = "- id: before\n  draft: true\n" + SMALL["content/sources.yaml"].partition("\n")[2]
    put(root, {"content/sources.yaml": draft + SMALL["content/sources.yaml"]})
    new(root, "term", "Summit", None, DAY)
    assert "\n  sources: [tass-1]\n" in (root / "content/terms.yaml").read_text(encoding="utf-8")
    put(root, {"content/sources.yaml": draft})
    new(root, "term", "Perigee", None, DAY)
    assert "\n  sources: [before]\n" in (root / "content/terms.yaml").read_text(encoding="utf-8")


def test_a_source_is_not_called_like_the_story_that_others_tell(tmp_path):
    root = put(tmp_path, SMALL)
    assert new(root, "source", "TASS", None, DAY).id == "tass-2"
    assert build(root).stderr == ""


def test_a_title_is_one_line_of_text(tmp_path):
    root = put(tmp_path, SMALL)
    path = new(root, "page", " Two\n\tlines\udcff ", None, DAY).path
    assert "\ntitle: Two lines?\n" in (root / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_figures_are_written_at_the_end_of_a_page_and_can_be_drawn(tmp_path, ends):
    page = SMALL["content/film.md"].rstrip("\n").replace("\n", ends)
    root = put(tmp_path, {**SMALL, "content/events.yaml": EVENT})
    (root / "content/film.md").write_bytes(page.encode())
    for kind in FIGURES:
        result = run(root, "figure", kind, "--in", "film")
        assert (result.exit_code, result.stderr) == (0, "")
    again = new(root, "figure", "steps", "content/film.md", DAY)
    text = (root / "content/film.md").read_bytes().decode()
    assert text.startswith(f"{page}{ends}{ends}```{FIGURES[0]}{ends}id: {FIGURES[0]}{ends}")
    assert "\n" not in text.replace(ends, "")
    assert text.split(ends)[again.line - 1 : again.line + 1] == ["```steps", "id: steps-2"]
    built = build(root)
    assert (built.exit_code, built.stderr) == (0, "")


FIGURES = [
    "bars",
    "compare",
    "dots",
    "flow",
    "grid",
    "lanes",
    "line",
    "map",
    "plan",
    "scale",
    "steps",
    "table",
    "timeline",
]
EVENT = "- {id: go, group: flight, title: Lift-off, time: 2021-10-05, sources: [tass-1]}\n"
PROBLEMS = {
    "UNKNOWN FIGURE": (("figure", "step", "--in", "film.md"), {}, "Did you mean `steps`?"),
    "UNKNOWN FIGURE: a block": (("figure", "cards", "--in", "film.md"), {}, "a block and no figure"),
    "NO PAGE NAMED": (("figure", "steps"), {}, "new figure steps --in film.md"),
    "NO SUCH PAGE": (("figure", "steps", "--in", "flim.md"), {}, "Did you mean `film.md`?"),
    "NO SUCH PAGE: outside": (("figure", "steps", "--in", "../film.md"), {}, "no page `../film.md`"),
    "NOTHING TO REFER TO: group": (("figure", "timeline", "--in", "film.md"), {}, "records of the kind `event`"),
    "BLOCK WITHOUT END": (
        ("figure", "steps", "--in", "a.md"),
        {"content/a.md": PERSON["content/crew/ada.md"] + "\n- a list\n\n    ```text\n    open\n"},
        "never closes",
    ),
    "UNKNOWN KIND": (("pagee", "Film"), {}, "Did you mean `page`?"),
    "NO LETTERS IN THE TITLE": (("page", "🙂 — !"), {}, "“🙂 — !” has no letter"),
    "NAME TAKEN": (("page", "FILM"), {}, "`content/film.md` already"),
    "NO SUCH FOLDER": (("page", "New", "--in", "stage"), {}, "Did you mean `stages`?"),
    "NO SUCH FOLDER: outside": (("page", "New", "--in", "../elsewhere"), {}, "no folder `../elsewhere`"),
    "NO SUCH FOLDER: hidden": (("page", "New", "--in", "_parts"), {"content/_parts/x.md": "x"}, "`content/_parts`"),
    "NOT A FILE OF RECORDS": (("fact", "New", "--in", "../facts/x"), {}, "No fact can stand in `../facts/x.yaml`"),
    "NOT A FILE OF RECORDS: another": (("fact", "New", "--in", "stages/x"), {}, "No fact can stand in"),
    "ALREADY THERE": (("fact", "The skipper is a doctor."), {}, "a fact “The skipper is a doctor.” already"),
    "TOO LONG": (("page", "word " * 20), {}, "at most 70 fit"),
    "INVISIBLE CHARACTER": (("page", "a\u202eb"), {}, "1 problem"),
    "NOTHING TO REFER TO": (("fact", "New"), {"content/sources.yaml": ""}, "A fact needs a source"),
    "NOTHING TO REFER TO: page": (("duty", "New"), LOOKS, "A duty needs a page in the folder `content/crew`"),
    "CANNOT ADD A RECORD": (("fact", "New"), {"content/facts.yaml": "[{id: x}]\n"}, "does not end there"),
    "CANNOT ADD A RECORD: end": (("fact", "New"), {"content/facts.yaml": FACTS + "...\n"}, "does not end there"),
    "MISSING FIELD": (("fact", "New"), {"content/facts.yaml": FACTS.replace("  checked: 2026-01-31\n", "", 1)}, "days"),
    "NO FIRST VALUE": (
        ("code", "New"),
        {"templates/kinds/code/schema.yaml": "x-extends: page\nrequired: [c]\nproperties: {c: {pattern: '^q{7}$'}}\n"},
        "x-new: …",
    ),
}


@pytest.mark.parametrize("title", PROBLEMS)
def test_a_problem_is_told_and_nothing_is_written(tmp_path, title):
    arguments, files, says = PROBLEMS[title]
    root = put(tmp_path, {**SMALL, **files})
    before = files_of(root)
    result = run(root, *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"-- {title.partition(':')[0]} --")
    assert says in result.stderr
    assert "Nothing was written." in result.stderr
    assert files_of(root) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit to the size of files")
@pytest.mark.parametrize("kind", ["page", "fact"])
def test_a_disk_that_is_full_leaves_no_part_of_a_file(tmp_path, kind):
    import resource  # noqa: PLC0415 - not on Windows

    root = put(tmp_path, SMALL)
    before, limits = files_of(root), resource.getrlimit(resource.RLIMIT_FSIZE)
    size = len(before["content/facts.yaml"]) + 9 if kind == "fact" else 9
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        with pytest.raises(Problems):
            new(root, kind, "Something else", None, dt.date(2026, 1, 31))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files_of(root) == before


def test_what_stands_in_the_way_is_not_overwritten(tmp_path):
    root = put(tmp_path, SMALL)
    (root / "content/new.md").mkdir()  # the reading of files does not see it
    with pytest.raises(Problems) as found:
        new(root, "page", "New", None, DAY)
    assert found.value.problems[0].title == "NAME TAKEN"
    assert (root / "content/new.md").is_dir()


def test_a_folder_that_leads_elsewhere_gets_no_file(tmp_path):
    root = put(tmp_path, SMALL)
    try:
        (root / "content/terms").symlink_to(root / "content/stages")
    except OSError as error:
        pytest.skip(f"not on this system: {error}")
    with pytest.raises(Problems) as found:
        new(root, "term", "Summit", "terms/x", DAY)
    assert found.value.problems[0].title == "LINK TO A FOLDER"
    assert sorted(file.name for file in (root / "content/stages").iterdir()) == ["one.md", "two.md"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Мост Свободы", "most-svobody"),
        ("Съёмка в космосе: 12 дней", "semka-v-kosmose-12-dney"),
        ("How it’s done — “really”", "how-its-done-really"),
        ("ISS/МКС", "iss-mks"),
        ("Café Größe", "cafe-grosse"),
        ("one two three four five six", "one-two-three-four"),
        ("a" * 30, "a" * 20),
        ("🙂", ""),
        ("COM0", "com0-1"),
    ],
)
def test_a_title_becomes_a_name(title, name):
    assert short_name(title, 20 if len(title) > 25 and title.isascii() else 50) == name


@given(st.text())
def test_a_name_is_always_speakable(title):
    name = short_name(title, 30)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", name)
    assert len(name) <= 30


@settings(tries(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["page", "fact", "term"]), title=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_title_builds_or_is_refused(tmp_path_factory, kind, title):
    root = put(tmp_path_factory.mktemp("new"), SMALL)
    try:
        new(root, kind, title, None, DAY)
    except Problems:
        assert files_of(root).keys() == SMALL.keys()
    assert build(root, "--drafts").stderr == ""


@pytest.mark.parametrize("path", [*(f"kinds/{kind}" for kind in KINDS), *(f"records/{kind}" for kind in RECORDS)])
def test_every_field_is_described(path):
    schema = yaml.safe_load((SHIPPED / f"templates/{path}/schema.yaml").read_text(encoding="utf-8"))
    assert [name for name, field in schema["properties"].items() if "description" not in field] == []
