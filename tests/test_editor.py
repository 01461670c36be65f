"""What editors get: JSON Schemas that accept what the build accepts, and see the mistakes that a schema can see."""

import json
import os

import jsonschema_rs
import pytest
from changing import LOOKS, person, put_voyage
from explainers import SECOND, SMALL, put
from schemas import refused, schemas_of

from explainery.commands.schemas import keep_schemas
from explainery.model import Output


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return schemas_of(
        put(
            tmp_path_factory.mktemp("small"),
            {**SMALL, **LOOKS, "content/crew/anna.md": person("Anna", "Anna.", kind="sailor")},
        )
    )[2]


@pytest.mark.parametrize("explainer", ["in English", "in German"])
def test_all_that_an_explainer_says_passes(tmp_path, explainer):
    assert refused(*schemas_of(put_voyage(tmp_path) if explainer == "in English" else SECOND)) == []


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
    duty = {"id": "a", "group": "deck", "person": "anna", "job": "cook", "text": "Cooks.", "since": year}
    assert jsonschema_rs.Draft7Validator(small["records/duty.json"]).is_valid([duty]) == fits


def test_a_list_that_is_too_long_is_left_out(tmp_path):
    source = SMALL["content/sources.yaml"]
    many = "".join(source.replace("tass-1", f"tass-{number}") for number in range(1, 501))
    schemas = schemas_of(put(tmp_path, {**SMALL, "content/sources.yaml": many}))[2]
    assert jsonschema_rs.Draft7Validator(schemas["records/fact.json"]).is_valid([{**FACT, "sources": ["tass-501"]}])


def test_only_the_words_of_the_standard_are_used(small):
    assert '"x-' not in json.dumps(small)
    fact = small["records/fact.json"]["items"]["properties"]
    assert all("description" in field for field in fact.values())
    assert "as in `london-bridge`" in fact["id"]["patternErrorMessage"]


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
