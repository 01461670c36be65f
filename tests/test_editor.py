"""What editors get: JSON Schemas that accept what the build accepts, and see the mistakes that a schema can see."""

import json
import os
import re
from pathlib import Path

import jsonschema_rs
import pytest
from explainers import LOOKS, SMALL, put

from explainery.assemble import assemble
from explainery.commands.build import SHIPPED
from explainery.commands.schemas import keep_schemas
from explainery.fields import decode, front_matter, load
from explainery.model import Output
from explainery.outputs.editor import editor_schemas
from explainery.parse import parse
from explainery.read import read
from explainery.schema.reading import free

ROOT = Path(__file__).parent.parent


def schemas_of(root):
    """Return the schemas of an explainer by their paths, and its parsed pages."""
    sources = read(root, SHIPPED)
    parsed = parse(sources, {}, b"")
    site = assemble(parsed, None, drafts=False)
    found = {output.path: json.loads(output.content) for output in editor_schemas(site, sources.templates)}
    return sources, parsed, found


@pytest.fixture(scope="module")
def flagship():
    return schemas_of(ROOT)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return schemas_of(put(tmp_path_factory.mktemp("small"), {**SMALL, **LOOKS}))[2]


def settings_of_the_editor():
    text = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))["yaml.schemas"]


def test_all_that_the_flagship_says_passes(flagship):
    sources, parsed, schemas = flagship
    homes = {shape.content: name for name, shape in parsed.record_kinds.items()}
    kinds = {f"content/{document.path}": document.kind for document in parsed.documents}
    files = [(source, f"records/{homes[re.split('[/.]', source.path)[1]]}.json") for source in sources.records]
    files += [(source, f"kinds/{kinds[source.path]}.json") for source in sources.pages]
    files.append((sources.settings, "settings.json"))
    for source, path in files:
        text = decode(source.content, source.path)
        node = front_matter(text, source.path).node if source.path.endswith(".md") else load(text, source.path)
        validator = jsonschema_rs.Draft7Validator(schemas[path], validate_formats=True)
        assert [str(error) for error in validator.iter_errors(free(node) if node else [])] == [], source.path


FACT = {
    "id": "new", "statement": "New.", "status": "announced", "confidence": "confirmed", "sources": ["tass-1"],
    "checked": "2026-01-31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"value": 12, "unit": "days"}, True),
        ({"statement": 2021}, True),
        ({"sources": [{"id": "tass-1", "locator": "page 3"}]}, True),
        ({"sources": ["tass-2"]}, False),
        ({"sources": [{"id": "tass-2"}]}, False),
        ({"sources": [{"id": "tass-1", "page": 3}]}, False),
        ({"sources": []}, False),
        ({"status": "sure"}, False),
        ({"checked": "31 January"}, False),
        ({"id": "New"}, False),
        ({"staetment": "New."}, False),
        ({"versions": [{"says": "Yes."}, {"says": "No."}]}, False),
    ],
)
def test_a_mistake_shows(small, change, fits):
    validator = jsonschema_rs.Draft7Validator(small["records/fact.json"], validate_formats=True)
    assert validator.is_valid([{**FACT, **change}]) == fits


def test_a_page_can_be_named_if_it_is_there(small):
    correction = {"id": "a", "date": "2026-01-31", "page": "film.md", "old": "A", "new": "B"}
    validator = jsonschema_rs.Draft7Validator(small["records/correction.json"])
    assert validator.is_valid([correction])
    assert not validator.is_valid([{**correction, "page": "flim.md"}])


def test_a_record_can_name_a_draft_and_the_settings_cannot(tmp_path):
    """Whether a record is a draft itself no schema can tell here; the settings never are one."""
    draft = {"content/plan.md": SMALL["content/film.md"].replace("title:", "draft: true\ntitle:")}
    source = "- id: draft-1\n  draft: true\n" + SMALL["content/sources.yaml"].partition("\n")[2]
    schemas = schemas_of(put(tmp_path, {**SMALL, **draft, "content/sources/new.yaml": source}))[2]
    facts = jsonschema_rs.Draft7Validator(schemas["records/fact.json"])
    assert facts.is_valid([{**FACT, "sources": ["draft-1"], "draft": True}])
    assert not facts.is_valid([{**FACT, "draft": "yes"}])
    corrections = jsonschema_rs.Draft7Validator(schemas["records/correction.json"])
    assert corrections.is_valid([{"id": "a", "date": "2026-01-31", "page": "plan.md", "old": "A", "new": "B"}])
    settings = jsonschema_rs.Draft7Validator(schemas["settings.json"])
    site = {"id": "small", "title": "Small", "language": "en"}
    assert settings.is_valid({**site, "navigation": ["film.md"]})
    assert not settings.is_valid({**site, "navigation": ["plan.md"]})


@pytest.mark.parametrize(
    ("begins", "fits"),
    [("2021-05-24", True), ("fact:days", True), ("fact:nights", False), ("24 May 2021", False)],
)
def test_a_day_can_be_that_of_a_fact(small, begins, fits):
    page = {"title": "One", "answer": "One.", "checked": "2026-01-31", "begins": begins, "evidence": "documented"}
    assert jsonschema_rs.Draft7Validator(small["kinds/stage.json"], validate_formats=True).is_valid(page) == fits


@pytest.mark.parametrize(("year", "fits"), [(2023, True), ("fact:days", True), (20.23, False), ("2023", False)])
def test_a_number_can_be_that_of_a_fact(small, year, fits):
    answers = dict.fromkeys(("full_length", "fiction", "shot_in_space", "actor_and_director_flew"), True)
    film = {"id": "film", "title": "Film", "year": year, "sources": ["tass-1"], **answers}
    assert jsonschema_rs.Draft7Validator(small["records/film.json"]).is_valid([film]) == fits


def test_a_list_that_is_too_long_is_left_out(tmp_path):
    source = SMALL["content/sources.yaml"]
    many = "".join(source.replace("tass-1", f"tass-{number}") for number in range(1, 501))
    schemas = schemas_of(put(tmp_path, {**SMALL, "content/sources.yaml": many}))[2]
    assert jsonschema_rs.Draft7Validator(schemas["records/fact.json"]).is_valid([{**FACT, "sources": ["tass-501"]}])


def test_only_the_words_of_the_standard_are_used(flagship):
    assert '"x-' not in json.dumps(flagship[2])
    fact = flagship[2]["records/fact.json"]["items"]["properties"]
    assert all("description" in field for field in fact.values())
    assert "as in `london-bridge`" in fact["id"]["patternErrorMessage"]


def test_the_settings_of_the_editor_name_what_there_is(flagship):
    sources, parsed, schemas = flagship
    named = {path.removeprefix("./.cache/schemas/"): globs for path, globs in settings_of_the_editor().items()}
    assert named.keys() == schemas.keys()
    for name, shape in parsed.record_kinds.items():
        assert named[f"records/{name}.json"] == [f"content/{shape.content}.yaml", f"content/{shape.content}/**/*.yaml"]
    for folder, kind in parsed.settings["defaults"].items():
        assert named[f"kinds/{kind}.json"] == f"content/{folder}/*.md"
    assert named["settings.json"] == sources.settings.path


def test_schemas_are_kept_and_what_is_right_is_left_alone(tmp_path):
    folder = tmp_path / "schemas"
    keep_schemas([Output("kinds/a.json", b"1"), Output("kinds/b.json", b"2")], folder)
    old = (folder / "kinds/a.json").stat().st_ino
    keep_schemas([Output("kinds/a.json", b"1"), Output("records/c.json", b"3")], folder)
    kept = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert kept == {"kinds/a.json": b"1", "records/c.json": b"3"}
    assert (folder / "kinds/a.json").stat().st_ino == old
    keep_schemas([Output("kinds/a.json", b"4")], folder)
    assert (folder / "kinds/a.json").read_bytes() == b"4"


def test_schemas_that_cannot_be_kept_do_no_harm(tmp_path):
    (tmp_path / "schemas").write_text("in the way", encoding="utf-8")
    keep_schemas([Output("kinds/a.json", b"1")], tmp_path / "schemas")
    assert os.listdir(tmp_path) == ["schemas"]  # noqa: PTH208 - names alone
