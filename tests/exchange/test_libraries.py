"""Twelve libraries of a thousand entries: nearly all come in, once, and what was written builds."""

import pytest
from click.testing import CliRunner
from explainers import SMALL, build, put
from libraries import libraries

from explainery.cli import commands
from explainery.exchange import Brought, read_library, source_fields


def run(root, file):
    arguments = ["sources", "--root", str(root), "--import", str(file)]
    return CliRunner().invoke(commands, arguments, catch_exceptions=False)


def test_of_a_thousand_entries_at_least_99_in_100_come_in():
    rates, came, whole = [], 0, 0
    for name, (text, count) in libraries().items():
        library = read_library(text.encode(), name)
        results = [source_fields(item, None) for item in library.items]
        found = sum(isinstance(one, Brought) for one in results)
        problems = [*library.problems, *(one for one in results if not isinstance(one, Brought))]
        rates += [f"{name}: {found} of {count}", *(f"  line {one.place.line}: {one.says}" for one in problems)]
        came, whole = came + found, whole + count
    assert whole == 1_000
    assert came >= 0.99 * whole, "\n".join(rates)


@pytest.mark.parametrize("name", ["zotero.json", "biblatex.bib"])
def test_what_came_in_builds_and_comes_in_once(tmp_path, name):
    root = put(tmp_path, SMALL)
    text, count = libraries()[name]
    (root / name).write_text(text, encoding="utf-8")
    first = run(root, root / name)
    assert (first.exit_code, first.stderr) == (0, "")
    assert f" {count} added: " in first.stdout
    before = (root / "content/sources.yaml").read_bytes()
    again = run(root, root / name)
    assert (again.exit_code, again.stdout.splitlines()[0]) == (0, "Nothing was added.")
    assert (root / "content/sources.yaml").read_bytes() == before
    built = build(root)
    assert (built.exit_code, built.stderr) == (0, "")
