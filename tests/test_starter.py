"""What `init` writes: it is true, it builds as it is, and every step that its README teaches does, too."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from explainers import build, files_of, put
from rights import without_rights

from explainery import GUIDE, __version__, package
from explainery.cli import commands
from explainery.commands.build import SHIPPED
from explainery.commands.init import STARTER, next_commands, starter

SHIPPED_RECORDS = sorted(folder.name for folder in (SHIPPED / "templates/records").iterdir())
MODULE = "python3 -m explainery"
AFTER = "2026-11-30"
"""A day after that on which the starter was compared with its sources."""


def init(folder):
    return CliRunner().invoke(commands, ["init", str(folder)], catch_exceptions=False)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Return a new explainer that is built. Read-only."""
    root = tmp_path_factory.mktemp("begun") / "height-of_everest"
    result = init(root)
    assert (result.exit_code, result.stderr) == (0, "")
    built = build(root, "--today", AFTER)
    assert (built.exit_code, built.stderr) == (0, "")
    return root


def test_it_is_small_and_whole(begun):
    written = {path for path in files_of(begun) if not path.startswith(("site/", ".cache/"))}
    assert written == {file.relative_to(STARTER).as_posix() for file in STARTER.rglob("*") if file.is_file()}
    assert len(written) <= 12
    assert {".gitignore", ".gitattributes", ".vscode/settings.json", ".github/workflows/pages.yml"} < written
    left = re.compile(r"@[a-z]+@")
    assert not [path for path in written if left.search((begun / path).read_text(encoding="utf-8"))]


def test_it_takes_its_name_from_the_folder(begun):
    settings = (begun / "content/site.yaml").read_text(encoding="utf-8")
    assert 'id: height-of-everest\ntitle: "Height of everest"\n' in settings
    assert f"made-for: '{__version__}'\n" in settings


def test_the_same_folder_name_gives_the_same_bytes(begun, tmp_path):
    root = tmp_path / "height-of_everest"
    init(root)
    build(root, "--today", AFTER)
    first, second = files_of(begun / "site"), files_of(root / "site")
    assert first == second


def test_it_has_what_it_teaches(begun):
    data = {name: json.loads((begun / f"site/data/{name}.json").read_bytes()) for name in ("facts", "sources", "terms")}
    assert sorted(fact["status"] for fact in data["facts"]) == ["computed", "disputed", *["documented"] * 3]
    assert (len(data["sources"]), len(data["terms"])) == (3, 2)
    assert [path.name for path in sorted((begun / "site/heights").glob("*.html"))] == ["rock.html", "snow.html"]
    assert list((begun / "site/figures").glob("*.svg"))


def test_an_editor_finds_nothing_to_do_but_archives(begun):
    """Addresses of archived copies are left to the owner: `check --links --ask-archive` finds them."""
    result = CliRunner().invoke(commands, ["check", "--root", str(begun), "--json", "--today", AFTER])
    figures = {measure["name"]: measure["value"] for measure in json.loads(result.stdout)["measures"]}
    assert result.exit_code == 0
    wrong = ("due", "undated", "unused-facts", "unused-sources", "unused-terms", "pages-without-citation")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["numbers-exempt"] == 0


def test_the_editor_is_told_where_schemas_lie(begun):
    text = (begun / ".vscode/settings.json").read_text(encoding="utf-8")
    named = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))["yaml.schemas"]
    kept = {file.relative_to(begun).as_posix() for file in (begun / ".cache/schemas").rglob("*.json")}
    kinds = {path for path in kept if path.startswith(".cache/schemas/kinds/")}
    assert {path.removeprefix("./") for path in named} == kept - kinds
    for record in SHIPPED_RECORDS:
        content = yaml.safe_load((SHIPPED / f"templates/records/{record}/schema.yaml").read_text("utf-8"))["x-content"]
        globs = [f"content/{content}.yaml", f"content/{content}/**/*.yaml"]
        assert named[f"./.cache/schemas/records/{record}.json"] == globs


def test_it_grants_and_claims_nothing(begun):
    pages = "\n".join(file.read_text(encoding="utf-8") for file in (begun / "site").rglob("*.html"))
    assert not re.search(r"licen[cs]e|Creative Commons|Edit this page|Checked against|author", pages)


def test_all_files_are_written_or_none(tmp_path):
    put(tmp_path, {"new/content/notes.txt": "Mine."})
    (tmp_path / "new/content").chmod(0o555)
    with without_rights():
        result = init(tmp_path / "new")
    (tmp_path / "new/content").chmod(0o755)
    assert (result.exit_code, "CANNOT WRITE" in result.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "new").rglob("*")] == ["content", "notes.txt"]


@pytest.mark.parametrize(
    ("name", "identity", "title"),
    [
        ("bridges-of-Berlin", "bridges-of-berlin", "Bridges of Berlin"),
        ("Über Brücken", "uber-brucken", "Über Brücken"),
        ('it\'s "so": no', "its-so-no", 'It\'s "so": no'),
        ("1889", "1889", "1889"),
        ("…", "my-explainer", "My explainer"),
        ("!!", "my-explainer", "My explainer"),
        ("_", "my-explainer", "My explainer"),
        ("a\tb", "a-b", "My explainer"),
        ("a" * 80, "a" * 40, "A" + "a" * 69),
        ("", "my-explainer", "My explainer"),
    ],
)
def test_any_folder_has_a_name_to_take(name, identity, title):
    settings = yaml.safe_load(starter(name)["content/site.yaml"])
    assert (str(settings["id"]), settings["title"]) == (identity, title)


@pytest.mark.parametrize(
    ("script", "named", "expected"),
    [
        ("/usr/bin/explainery", "new", ["cd new", "explainery serve --open", "explainery build"]),
        ("/usr/bin/explainery", ".", ["explainery serve --open", "explainery build", "explainery check"]),
        ("x/explainery/__main__.py", "a b", ["cd 'a b'", f"{MODULE} serve --open", f"{MODULE} build"]),
        ("build.py", "new", [f"python3 build.py {words} --root new" for words in ("serve --open", "build", "check")]),
    ],
)  # fmt: skip
@pytest.mark.skipif(os.name == "nt", reason="Python is called otherwise there")
def test_what_comes_next_can_be_typed_as_it_is(monkeypatch, script, named, expected):
    monkeypatch.setattr(sys, "argv", [script])
    assert next_commands(Path(named)) == expected


README = (STARTER / "README.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^(`{3,})(\w+) (\S+)\n(.*?)^\1$", README, re.DOTALL | re.MULTILINE)


def test_every_step_of_its_readme_builds(begun, tmp_path):
    root = shutil.copytree(begun, tmp_path / "mine")
    for _fence, language, path, text in STEPS:
        file = root / path
        there = file.read_text(encoding="utf-8") if file.exists() else ""
        if language == "diff":
            before, after = (re.search(rf"^\{sign}(.*)$", text, re.MULTILINE)[1] for sign in "-+")
            assert before in there
            put(root, {path: there.replace(before, after)})
        else:
            assert not there or language == "yaml"
            put(root, {path: f"{there}\n{text}" if there else text})
    result = build(root, "--today", AFTER)
    assert result.stderr == ""
    assert "Measured in " in (root / "site/surveys/india.html").read_text(encoding="utf-8")
    assert "8,848.86 m" in (root / "site/figures/figures-to-scale.svg").read_text(encoding="utf-8")
    assert {folder for _fence, _language, path, _text in STEPS for folder in [path.split("/")[0]]} == {
        "content",
        "templates",
        "assets",
    }


def test_its_readme_says_where_all_comes_from(begun):
    text = (begun / "README.md").read_text(encoding="utf-8")
    assert f"pip install {package()}\n" in text
    assert f"({GUIDE})" in text
