"""The guide for writers is right: its tables name what there is, and what it shows builds."""

import re
import textwrap

import yaml
from explainers import SMALL, build, put
from guides import blocks_of, put_shown, records_of

from explainery.check.frame import SLOTS
from explainery.commands.build import SHIPPED
from explainery.schema import read_schemas, settings_schema

GUIDE = (SHIPPED / "WRITING.md").read_text(encoding="utf-8")
TEMPLATES = {
    file.relative_to(SHIPPED / "templates").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted((SHIPPED / "templates").rglob("*.yaml"))
}


def test_the_table_of_records_has_every_file():
    """Their fields are in the gallery; one is that of every record."""
    schemas = read_schemas(TEMPLATES, "records").values()
    assert records_of(GUIDE) == sorted(schema.definition["x-content"] for schema in schemas)
    assert "**`draft: true`** keeps a record out of the site" in GUIDE


def test_the_table_of_front_matter_has_every_field():
    schema = read_schemas(TEMPLATES, "kinds")["page"].definition
    table = GUIDE[GUIDE.index("| field | needed |") :].partition("\n\n")[0]
    needed = {row.split("`")[1]: "yes" in row for row in table.splitlines()[2:]}
    assert needed.keys() == schema["properties"].keys()
    assert {name for name, is_needed in needed.items() if is_needed} == set(schema["required"])


def test_the_table_of_settings_has_every_one():
    schema = settings_schema(TEMPLATES)
    table = GUIDE[GUIDE.index("| setting |") :].partition("\n\n")[0]
    rows = [row.split("|") for row in table.splitlines()[2:]]
    assert sorted(name for row in rows for name in re.findall(r"`([^`]+)`", row[1])) == sorted(schema.shape.fields)
    assert not [row[1] for row in rows if not row[3].strip()], "what holds without it"


def test_the_tables_of_blocks_have_every_one():
    there = {file.parent.name for file in SHIPPED.glob("templates/components/*/schema.yaml")} - {"figure", "rows"}
    assert blocks_of(GUIDE) == there


def test_the_list_of_slots_has_every_one():
    listed = GUIDE[GUIDE.index("`templates/slots/`") :].partition("\n\n")[0]
    assert sorted(re.findall(r"`([\w-]+\.(?:html|svg))`", listed)) == list(SLOTS)
    assert sorted(file.name for file in (SHIPPED / "templates/slots").iterdir()) == list(SLOTS)


def test_all_that_the_guide_shows_builds(tmp_path):
    """What it shows stands beside what `init` writes, of which it tells."""
    assert put_shown(tmp_path, GUIDE) == [
        "content/heights/middle.md",
        "content/heights/everyday.md",
        "content/heights/seen.md",
        "content/heights/climb.vtt",
        "content/events.yaml",
        "content/corrections.yaml",
        "content/facts.yaml",
        "content/sources.yaml",
        "content/terms.yaml",
    ]
    result = build(tmp_path)
    assert result.stderr == ""


def test_the_table_of_pictures_and_recordings_says_what_they_need():
    table = GUIDE[GUIDE.index("## Pictures and recordings") :].partition("| field | needed |")[2].partition("\n\n")[0]
    rows = {row.split("`")[1]: row.split("|")[2].strip() for row in table.splitlines()[2:]}
    schemas = [yaml.safe_load(TEMPLATES[f"components/{kind}/schema.yaml"]) for kind in ("picture", "audio", "video")]
    needed = {name for schema in schemas for name in schema.get("required", ())}
    fields = {name for schema in schemas for name in schema["properties"]}
    assert rows.keys() <= fields
    assert {"alt", "transcript", "captions", *needed} == {name for name, said in rows.items() if said}


def test_the_guide_lists_every_colour():
    tokens = (SHIPPED / "assets/css/tokens.css").read_text(encoding="utf-8").partition("@media")[0]
    table = GUIDE[GUIDE.index("| colour |") :].partition("\n\n")[0]
    assert sorted(re.findall(r"`(--[\w-]+)`", table)) == sorted(re.findall(r"(--[\w-]+): [^;]*#", tokens))


def test_an_own_schema_of_the_guide_adds_to_the_shipped_one(tmp_path):
    (own,) = re.findall(r"^  ```yaml\n(  required:.*?)^  ```$", GUIDE, re.DOTALL | re.MULTILINE)
    path = "templates/records/source/schema.yaml"
    put(tmp_path, {**SMALL, path: textwrap.dedent(own)})
    result = build(tmp_path)
    assert "The field `shelf` is missing; a source needs it." in result.stderr
