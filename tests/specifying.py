"""Reads and runs specifications: every `##` heading is a test. `specs/README.md` says how one is written."""

import os
import re
import shutil
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from explainers import once_for_all, put, texts_of
from jinja2 import Template
from rights import without_rights

from explainery.cli import commands

TESTS = Path(__file__).parent
_INFO = re.compile(r"(?:(delete|link|pipe|lock|close|hex|jinja|crlf|looks) )?(.+?)(?: -> (.+))?")
_EXPECTED = re.compile(r"(problems|prints|no file)$|(not in )?site/")
_PART = re.compile(r"^(?:(`{3,})(?P<info>[^`\n]*)\n(?P<text>(?:.*\n)*?)\1|## (?P<heading>.+))$", re.MULTILINE)


@cache
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


def name_of(spec: Path) -> str:
    """Return what a specification is called: that of the flagship’s figures `figures of flagship`."""
    owner = spec.parent.parent.relative_to(TESTS).as_posix()
    return spec.stem if owner == "." else f"{spec.stem} of {owner}"


def prepare(block: re.Match[str], root: Path) -> None:
    """Do what a block says to the explainer at `root`. Skips the test where this system cannot have such a file."""
    verb, path, target = _INFO.fullmatch(block["info"]).groups()
    if verb == "looks":
        put(root, texts_of(TESTS.parent / path, "templates", "assets"))
        return
    file, text = root / path, block["text"]
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        match verb:
            case "delete":
                shutil.rmtree(file) if file.is_dir() else file.unlink()
            case "link":
                file.symlink_to(target)
            case "pipe":
                getattr(os, "mkfifo", no_pipe)(file)
            case "lock":
                file.chmod(0o555)
            case "close":
                file.chmod(0)
            case "hex":
                file.write_bytes(bytes.fromhex(text))
            case _:
                text = Template(text, keep_trailing_newline=True).render() if verb == "jinja" else text
                file.write_bytes(text.replace("\n", "\r\n" if verb == "crlf" else "\n").encode())
    except OSError as error:
        pytest.skip(f"not on this system: {error}")
    if verb != "delete" and file.name not in {other.name for other in file.parent.iterdir()}:
        pytest.skip(f"not on this system: {path} beside a name that differs only in letter case")


def closes(blocks: list[re.Match[str]]) -> bool:
    """Say whether blocks take rights away."""
    return any(block["info"].startswith(("lock ", "close ")) for block in blocks)


def no_pipe(_file: Path) -> None:
    """Refuse, as a system without named pipes does."""
    raise OSError


def run(root: Path, command: str, *options: str) -> Result:
    """Run a command in the explainer at `root`, or build that where none is named. A bug is raised as it is."""
    words = command.split() or ["build", "--root", str(root)]
    return CliRunner().invoke(commands, [*words, *options], catch_exceptions=False)


def site_of(root: Path) -> dict[str, tuple[int, ...]]:
    """Return what the disk says of every file of the finished site: another file, or other bytes in it, say otherwise.

    The time is that of the last change of any sort, which no program can set.
    """
    files = {file.relative_to(root).as_posix(): file.stat() for file in (root / "site").rglob("*") if file.is_file()}
    return {path: (one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for path, one in files.items()}


def update(spec: Path, heading: str, printed: str) -> None:
    """Write what the program printed into the `problems` block under a heading."""
    block = next(block for block in blocks_of(spec)[heading] if block["info"] == "problems")
    new = block.string[: block.start("text")] + printed + block.string[block.end("text") :]
    spec.write_text(new, encoding="utf-8", newline="\n")
    blocks_of.cache_clear()  # the next ones stand elsewhere now


def based_on(factory: pytest.TempPathFactory, spec: Path) -> Path:
    """Return the folder in which the files that all tests of a specification start from are built."""

    def begin(root: Path) -> None:
        for block in blocks_of(spec)[""]:
            prepare(block, root)
        assert not run(root, "").stderr

    return once_for_all(factory, f"base of {name_of(spec)}", begin)


def specifications(folder: Path) -> list[object]:
    """Return the headings of the specifications in a folder, as parameters `spec` and `heading` of a test."""
    specs = sorted(file for file in folder.glob("*.md") if file.name != "README.md")
    return [
        pytest.param(spec, heading, id=f"{name_of(spec)}: {heading}")
        for spec in specs
        for heading in blocks_of(spec)
        if heading
    ]


def holds(spec: Path, heading: str, root: Path, *, updates: bool) -> None:
    """Do what stands under a heading to the explainer at `root`, and hold what comes of it to what is promised."""
    blocks = blocks_of(spec)[heading]
    expected = {block["info"]: block["text"] for block in blocks if _EXPECTED.match(block["info"])}
    options = [line for block in blocks if block["info"] == "options" for line in block["text"].splitlines()]
    command = "".join(block["text"] for block in blocks if block["info"] == "command")
    for block in blocks:
        if block["info"] not in {"command", "options", *expected}:
            prepare(block, root)
    before = site_of(root)
    with without_rights() if closes(blocks) else nullcontext():
        result = run(root, command, *options)
    if "problems" not in expected:
        assert (result.exit_code, result.stderr) == (0, "")
        assert expected, "this heading promises nothing"
        compare(expected, result.stdout, root)
        return
    if updates and result.exit_code == 1:
        update(spec, heading, result.stderr)
    else:
        assert result.stderr == expected["problems"]
    assert result.exit_code == 1
    assert site_of(root) == before


def compare(expected: dict[str, str], printed: str, root: Path) -> None:
    """Compare what a build made with the blocks that say what it promises."""
    files = site_of(root)

    @cache
    def text_of(path: str) -> str:
        assert path in files
        return (root / path).read_text(encoding="utf-8", errors="replace")

    for info, text in expected.items():
        assert not info.startswith("site/") or info in files
        for line in filter(str.strip, text.splitlines()):
            if info == "no file":
                assert line not in files
            elif info == "prints":
                assert line in printed
            elif info.startswith("not in "):
                assert line not in text_of(info.removeprefix("not in "))
            else:
                assert line in text_of(info)
