"""The examples of all components work: those of the flagship's gallery, which are all there are, are drawn in it."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from explainers import once_for_all

from explainery.cli import commands
from explainery.commands.build import SHIPPED

ROOT = Path(__file__).parent.parent
COMPONENTS = sorted(
    file.parent for base in (SHIPPED, ROOT) for file in (base / "templates/components").glob("*/component.html")
)
SCHEMAS = {
    file.relative_to(base).as_posix(): file
    for base in (ROOT, SHIPPED)
    for pattern in ("*/*/schema.yaml", "settings.yaml")
    for file in sorted((base / "templates").glob(pattern))
}
"""Where both have one of a path, the one that ships."""

FILES = {folder.name: yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8")) for folder in COMPONENTS}
EXAMPLES = [
    pytest.param(name, example, id=f"{name}: {example['name']}")
    for name, file in FILES.items()
    for example in file["examples"]
]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """Return the gallery of the flagship; `said` holds what was said of mistakes."""
    return once_for_all(tmp_path_factory, "gallery", build_gallery)


def build_gallery(folder):
    made = CliRunner().invoke(commands, ["gallery", str(folder / "site"), "--root", str(ROOT)])
    (folder / "said").write_text(made.stderr, encoding="utf-8")


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_an_example_is_drawn(gallery, component, example):
    if component == "chart":
        pytest.importorskip("vl_convert", reason="charts need the optional package vl-convert-python")
    assert (gallery / "said").read_text(encoding="utf-8") == ""
    page = (gallery / f"site/gallery-block-{component}.html").read_text(encoding="utf-8")
    assert f'<h2 class="gallery-example">{example["name"]}</h2>' in page
    parameters = yaml.safe_load(example.get("yaml", "{}"))
    if "claim" in parameters:
        assert f'id="{parameters["id"]}"' in page
        assert (gallery / f"site/figures/gallery-block-{component}-{parameters['id']}.svg").is_file()


@pytest.mark.parametrize("folder", COMPONENTS, ids=lambda folder: folder.name)
def test_a_schema_has_the_name_of_its_component(folder):
    assert yaml.safe_load((folder / "schema.yaml").read_text(encoding="utf-8"))["title"] == folder.name


@pytest.mark.parametrize("file", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_says_what_it_is_and_what_its_fields_are(file):
    schema = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert schema["description"]
    assert [name for name, field in schema["properties"].items() if not field.get("description")] == []


@pytest.mark.parametrize("name", [folder.name for folder in COMPONENTS if folder.is_relative_to(SHIPPED)])
def test_what_ships_brings_its_own_records(name):
    brought = {path: text for path, text in FILES[name].get("content", {}).items() if path.endswith(".yaml")}
    ids = [record["id"] for text in brought.values() for record in yaml.safe_load(text)]
    assert all(one.startswith("example-") for one in ids), "an explainer may have such an id itself"
