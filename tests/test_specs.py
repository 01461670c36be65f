"""Runs the specifications in `specs/`: every `##` heading is a test. `specs/README.md` says how one is written."""

import re
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jinja2 import Template

from explainery.cli import commands

SPECS = sorted(file for file in (Path(__file__).parent / "specs").glob("*.md") if file.name != "README.md")
SECONDS = 5
_PART = re.compile(r"^(?:(`{3,})(?P<info>[^`\n]*)\n(?P<text>(?:.*\n)*?)\1|## (?P<heading>.+))$", re.MULTILINE)


def blocks_of(spec: Path) -> dict[str, list[re.Match[str]]]:
    """Return the fenced blocks of a specification by their heading; those before the first heading under ""."""
    found: dict[str, list[re.Match[str]]] = {"": []}
    for part in _PART.finditer(spec.read_text(encoding="utf-8")):
        if part["heading"]:
            assert part["heading"] not in found, f"{spec.name}: two headings “{part['heading']}”"
            found[part["heading"]] = []
        else:
            found[list(found)[-1]].append(part)
    return found


def prepare(block: re.Match[str], root: Path) -> None:
    """Do what a block says to the explainer at `root`. Skips the test where this system cannot have such a file."""
    verb, path, target = re.fullmatch(r"(?:(\w+) )?([^ ]+)(?: -> (.+))?", block["info"]).groups()
    file, text = root / path, block["text"]
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        match verb:
            case "delete":
                return shutil.rmtree(file) if file.is_dir() else file.unlink()
            case "link":
                file.symlink_to(target)
            case "hex":
                file.write_bytes(bytes.fromhex(text))
            case _:
                text = Template(text, keep_trailing_newline=True).render() if verb == "jinja" else text
                file.write_bytes(text.replace("\n", "\r\n" if verb == "crlf" else "\n").encode())
    except OSError as error:
        pytest.skip(f"not on this system: {error}")
    if file.name not in {other.name for other in file.parent.iterdir()}:
        pytest.skip(f"not on this system: {path} beside a name that differs only in letter case")


def build(root: Path, *options: str) -> Result:
    """Build the explainer at `root`. A bug in the program is raised as it is."""
    return CliRunner().invoke(commands, ["build", "--root", str(root), *options], catch_exceptions=False)


def site_of(root: Path) -> dict[str, bytes]:
    """Return every file of the finished site."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in (root / "site").rglob("*") if file.is_file()}


def update(spec: Path, heading: str, printed: str) -> None:
    """Write what the program printed into the `problems` block under a heading."""
    block = next(block for block in blocks_of(spec)[heading] if block["info"] == "problems")
    new = block.string[: block.start("text")] + printed + block.string[block.end("text") :]
    spec.write_text(new, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def base(request, tmp_path_factory):
    """Return the folder in which the files that all tests of a specification start from are built."""
    root = tmp_path_factory.mktemp("base")
    for block in blocks_of(request.param)[""]:
        prepare(block, root)
    assert not build(root).stderr
    return root


@pytest.mark.parametrize(
    ("base", "spec", "heading"),
    [
        pytest.param(spec, spec, heading, id=f"{spec.stem}: {heading}")
        for spec in SPECS
        for heading in blocks_of(spec)
        if heading
    ],
    indirect=["base"],
)
def test_specification(base, spec, heading, tmp_path, monkeypatch, request):
    root = shutil.copytree(base, tmp_path / "explainer", symlinks=True)
    monkeypatch.chdir(root)
    before = site_of(root)
    options, expected = [], {}
    for block in blocks_of(spec)[heading]:
        if block["info"] == "options":
            options = block["text"].split("\n")[:-1]
        elif block["info"].startswith(("problems", "site/", "not in site/", "no file")):
            expected[block["info"]] = block["text"]
        else:
            prepare(block, root)
    assert expected, "this heading promises nothing"
    started = time.monotonic()
    result = build(root, *options)
    assert time.monotonic() - started < SECONDS
    if "problems" in expected:
        if request.config.getoption("update_specs") and result.exit_code == 1:
            update(spec, heading, result.stderr)
        else:
            assert result.stderr == expected["problems"]
        assert result.exit_code == 1
        assert site_of(root) == before
        return
    assert (result.exit_code, result.stderr) == (0, "")
    after = {path: content.decode("utf-8", "replace") for path, content in site_of(root).items()}
    for info, text in expected.items():
        for line in filter(str.strip, text.split("\n")):
            if info == "no file":
                assert line not in after
            elif info.startswith("not in "):
                assert line not in after[info.removeprefix("not in ")]
            else:
                assert line in after[info]
