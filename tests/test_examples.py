"""What ships is described, and its examples work: they are drawn in the gallery, and bring their own records."""

from pathlib import Path

import pytest
import yaml

from explainery.commands.build import SHIPPED

EXPECTED = Path(__file__).parent / "figures/expected"
"""Drawings of examples, `<component>.svg`: of the first that is drawn, without its style. An empty one asks for it."""

COMPONENTS = sorted(file.parent for file in (SHIPPED / "templates/components").glob("*/component.html"))
SCHEMAS = [*sorted((SHIPPED / "templates").glob("*/*/schema.yaml")), SHIPPED / "templates/settings.yaml"]
FILES = {folder.name: yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8")) for folder in COMPONENTS}
EXAMPLES = [
    pytest.param(name, example, id=f"{name}: {example['name']}")
    for name, file in FILES.items()
    for example in file["examples"]
]


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_an_example_is_drawn(shipped_gallery, component, example):
    if component == "chart":
        pytest.importorskip("vl_convert", reason="charts need the optional package vl-convert-python")
    page = (shipped_gallery / f"gallery-block-{component}.html").read_text(encoding="utf-8")
    assert f'<h2 class="gallery-example">{example["name"]}</h2>' in page
    parameters = yaml.safe_load(example.get("yaml", "{}"))
    if "claim" in parameters:
        assert f'id="{parameters["id"]}"' in page
        assert (shipped_gallery / f"figures/gallery-block-{component}-{parameters['id']}.svg").is_file()


@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.svg")), ids=lambda file: file.stem)
def test_an_example_is_drawn_as_ever(shipped_gallery, file, request):
    drawn = (yaml.safe_load(example["yaml"]) for example in FILES[file.stem]["examples"])
    name = next(parameters["id"] for parameters in drawn if "id" in parameters)
    svg = (shipped_gallery / f"figures/gallery-block-{file.stem}-{name}.svg").read_text(encoding="utf-8")
    shapes = svg.partition("</style>")[2].replace("><", ">\n<").lstrip()
    if request.config.getoption("update_specs"):
        file.write_text(shapes, encoding="utf-8")
    assert shapes == file.read_text(encoding="utf-8"), "look at it, then run pytest with --update-specs"


@pytest.mark.parametrize("name", FILES)
def test_records_of_examples_are_nobody_elses(name):
    brought = {path: text for path, text in FILES[name].get("content", {}).items() if path.endswith(".yaml")}
    ids = [record["id"] for text in brought.values() for record in yaml.safe_load(text)]
    assert all(one.startswith("example-") for one in ids), "an explainer may have such an id itself"


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_schema_says_what_it_is_and_what_its_fields_are(file):
    schema = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert schema["title"] == ("settings file" if file.name == "settings.yaml" else file.parent.name)
    assert schema["description"]
    assert [name for name, field in schema["properties"].items() if not field.get("description")] == []
