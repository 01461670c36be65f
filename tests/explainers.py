"""Small explainers for tests, and the way to build them."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explainery.cli import commands

SECOND = Path(__file__).parents[1] / "examples/schwebebahn"


SMALL = {
    "content/site.yaml": "id: small\ntitle: Small\nlanguage: en\nscripts: {Cyrillic: ru}\ndefaults: {stages: stage}\n",
    "templates/kinds/stage/schema.yaml": (
        "title: stage\nx-extends: page\nx-order: [begins, title]\nx-sequence: true\nrequired: [begins, evidence]\n"
        "properties:\n  begins: {type: string, format: date, x-value: date}\n"
        "  ends: {type: string, format: date, x-value: date}\n  evidence: {enum: [documented, announced]}\n"
    ),
    "templates/kinds/stage/page.html": (
        '{% extends "base.html" %}\n{% block meta %}{{ parts.noted_dates(page, "begins", "ends") }}{% endblock %}\n'
    ),
    "content/index.md": (
        "---\ntitle: Home\nanswer: 'It took [12 days](fact:days).'\nchecked: 2026-01-31\n---\n\n"
        "## First {#first}\n\nSee [the film](film.md#plot) and [@tass-1].\n"
    ),
    "content/film.md": (
        "---\ntitle: Film\nanswer: It is called «Волна».\nchecked: 2026-01-31\naliases: [old/film.html]\n---\n\n"
        "## Plot {#plot}\n\nA [doctor](fact:doctor) flies. [Back](index.md)\n"
    ),
    "content/stages/one.md": (
        "---\ntitle: One\nanswer: One.\nbegins: 2021-01-01\nevidence: documented\nchecked: 2026-01-31\n---\n\nFirst.\n"
    ),
    "content/stages/two.md": (
        "---\ntitle: Two\nanswer: Two.\nbegins: 2021-02-01\nevidence: announced\nchecked: 2026-01-31\n---\n\nSecond.\n"
    ),
    "content/facts.yaml": (
        "- id: days\n  statement: The voyage took 12 days.\n  value: 12\n  unit: days\n  status: documented\n"
        "  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
        "- id: doctor\n  statement: The skipper is a doctor.\n  status: documented\n"
        "  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
    ),
    "content/sources.yaml": (
        "- id: tass-1\n  type: article-newspaper\n  title: A report\n  publisher: TASS\n  issued: 2021-10-05\n"
        "  URL: https://tass.com/1\n  language: en\n  kind: agency\n  origin: tass\n"
    ),
}
"""An explainer of four pages, with a fact, a source, a sequence and an old address."""


def put(root: Path, files: dict[str, str]) -> Path:
    """Write files below `root` and return it."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root


def texts_of(root: Path, *folders: str) -> dict[str, str]:
    """Return the text of each file in folders below `root`, by its path."""
    files = (file for folder in folders for file in sorted((root / folder).rglob("*")) if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


def put_second(root: Path) -> Path:
    """Copy the second explainer, without what was built of it, to `root` and return it."""
    shutil.copytree(SECOND, root, ignore=shutil.ignore_patterns("site", ".cache"), dirs_exist_ok=True)
    return root


def build(root: Path, *options: str) -> Result:
    """Build the explainer at `root` as the command line does."""
    return CliRunner().invoke(commands, ["build", "--root", str(root), *options])


def put_cache(root: Path, other: Path) -> Path:
    """Give an explainer what builds of another one kept, and return it: what is the same is not made again."""
    (root / ".cache").mkdir()
    shutil.copy(other / ".cache/explainery.db", root / ".cache")
    return root


def files_of(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder by path."""
    if not folder.is_dir():
        return {}
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that one of the processes which run tests fills, while the others wait for it."""
    own = factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    done = place.with_name(f"{name}.done")
    try:
        place.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 300
        while not done.exists():
            assert time.monotonic() < deadline, f"{name} was not made"
            time.sleep(0.05)
    else:
        try:
            make(place)
        finally:
            done.touch()
    return place
