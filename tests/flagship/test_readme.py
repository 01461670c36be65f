"""The READMEs are right: their examples build in a copy of the content, and their tables name what there is."""

import re

import pytest
from explainers import build, put_cache
from guides import blocks_of, records_of
from home import ROOT, put_flagship
from photographs import photograph

from explainery import package
from explainery.commands.build import SHIPPED
from explainery.read import read
from explainery.schema import read_schemas

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    found[1:] for found in re.findall(r"^(`{3,})(\w+) (content/\S+)\n(.*?)^\1$", README, re.DOTALL | re.MULTILINE)
]


@pytest.mark.whole
def test_all_examples_build(tmp_path, flagship):  # noqa: ARG001 - it left a cache
    put_flagship(tmp_path)
    put_cache(tmp_path, ROOT)
    (tmp_path / "content/capsule.jpg").write_bytes(photograph(60, 40))
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
        "content/capsule.md",
    ]


def test_the_tables_of_its_own_records_and_blocks_have_every_one():
    guide = (ROOT / "content/README.md").read_text(encoding="utf-8")
    shipped = {file.parent.name for file in SHIPPED.glob("templates/records/*/schema.yaml")}
    records = read_schemas(read(ROOT, SHIPPED).templates, "records")
    own = [schema.definition["x-content"] for kind, schema in records.items() if kind not in shipped]
    assert records_of(guide) == sorted(own)
    assert blocks_of(guide) == {file.parent.name for file in ROOT.glob("templates/components/*/schema.yaml")}


def test_the_package_is_installed_from_where_it_is():
    assert f"pip install {package()}\n" in README
