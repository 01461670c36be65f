"""The READMEs are right: their examples build in a copy of the content, and their tables name what there is."""

import re
import textwrap
from pathlib import Path

import pytest
from explainers import SMALL, build, put
from home import put_flagship

from explainery import package
from explainery.check.frame import SLOTS
from explainery.commands.build import SHIPPED
from explainery.commands.init import starter
from explainery.read import read
from explainery.schema import read_schemas, settings_schema

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w+) (content/\S+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_all_examples_build(tmp_path):
    put_flagship(tmp_path)
    for language, path, text in EXAMPLES:
        file = tmp_path / path
        if language == "diff":
            before, after = (re.search(rf"^\{sign}(.*)$", text, re.MULTILINE)[1] for sign in "-+")
            old = file.read_text(encoding="utf-8")
            assert before in old
            file.write_text(old.replace(before, after), encoding="utf-8")
        elif language == "yaml":
            file.write_text(file.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
        else:
            assert not file.exists()
            file.write_text(text, encoding="utf-8")
    result = build(tmp_path)
    assert result.exit_code == 0, result.stderr


def test_every_way_to_change_something_has_an_example():
    assert [path for _language, path, _text in EXAMPLES] == [
        "content/about.md",
        "content/crew/mark-vande-hei.md",
        "content/training/fit-check.md",
        "content/sources.yaml",
    ]


GUIDE = (SHIPPED / "WRITING.md").read_text(encoding="utf-8")
OWN = (ROOT / "content/README.md").read_text(encoding="utf-8")
TEMPLATES = {
    file.relative_to(SHIPPED / "templates").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted((SHIPPED / "templates").rglob("*.yaml"))
}
SHIPPED_RECORDS = read_schemas(TEMPLATES, "records")
RECORDS = read_schemas(read(ROOT, SHIPPED).templates, "records")


OWN_RECORDS = {kind: schema for kind, schema in RECORDS.items() if kind not in SHIPPED_RECORDS}


@pytest.mark.parametrize(
    ("guide", "records"), [(GUIDE, SHIPPED_RECORDS), (OWN, OWN_RECORDS)], ids=["shipped", "flagship"]
)
def test_the_table_of_records_has_every_file(guide, records):
    """Their fields are in the gallery; one is that of every record."""
    named = re.findall(
        r"^\| `(\w+)[/*.\w]*` \|", guide[guide.index("## Records") :].partition("\n## ")[0], re.MULTILINE
    )
    assert sorted(named) == sorted(schema.definition["x-content"] for schema in records.values())
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


@pytest.mark.parametrize(
    ("guide", "templates"), [(GUIDE, SHIPPED / "templates"), (OWN, ROOT / "templates")], ids=["shipped", "flagship"]
)
def test_the_tables_of_blocks_have_every_one(guide, templates):
    there = {file.parent.name for file in templates.glob("components/*/schema.yaml")} - {"figure"}
    blocks = next(part for part in re.split(r"^## ", guide, flags=re.MULTILINE) if part.startswith("Blocks\n"))
    assert there == set(re.findall(r"^(?:\| )?`(\w+)` (?:\||shows)", blocks, re.MULTILINE))


def test_the_list_of_slots_has_every_one():
    listed = GUIDE[GUIDE.index("`templates/slots/`") :].partition("\n\n")[0]
    assert sorted(re.findall(r"`([\w-]+\.(?:html|svg))`", listed)) == list(SLOTS)
    assert sorted(file.name for file in (SHIPPED / "templates/slots").iterdir()) == list(SLOTS)


def test_all_that_the_guide_shows_builds(tmp_path):
    """What it shows stands beside what `init` writes, of which it tells."""
    shown = re.findall(r"^```(\w+) (content/\S+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert [path.split("/")[1] for _language, path, _text in shown] == [
        "heights",
        "events.yaml",
        "corrections.yaml",
        "facts.yaml",
        "sources.yaml",
    ]
    for path, content in starter("guide").items():
        put(tmp_path, {path: content.decode()})
    for _language, path, text in shown:
        file = tmp_path / path
        put(tmp_path, {path: f"{file.read_text(encoding='utf-8')}\n{text}" if file.exists() else text})
    result = build(tmp_path)
    assert result.stderr == ""


def test_the_package_is_installed_from_where_it_is():
    assert f"pip install {package()}\n" in README


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
