"""The command `sources`: what Zotero and BibTeX bring, what is given out, and that nothing is overwritten."""

import json

import pytest
import yaml
from click.testing import CliRunner
from explainers import SMALL, build, files_of, put

from explainery.cli import commands

ZOTERO = """\
[
  {
    "id": "http://zotero.org/users/1/items/ABCD",
    "type": "article-newspaper",
    "abstract": "Long.",
    "container-title": "РИА Новости",
    "title": "Юлия Пересильд: <i>полёт</i> и съёмки",
    "URL": "https://ria.ru/20211005/polet.html",
    "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "РИА"}],
    "accessed": {"date-parts": [["2022", 1, 2]]},
    "issued": {"date-parts": [["2021", 10, 5]]},
    "language": "ru-RU",
    "note": "Page Version ID: 5"
  },
  {"id": "b", "type": "book", "title": "A book: of tales #1", "publisher": "Prosvet", "issued": {"raw": "2021"}},
  {"id": "c", "type": "paper-conference", "title": "Paper", "container-title": "Proc.", "DOI": "10.1000/ABC.1"}
]
"""
BIBTEX = r"""
@string{nat = "Nature"}
@comment{jabref}
@article{ivanov2021,
  title = {The {M}ars \"uber Fl{\"u}ge},
  author = {Ivanov, Ivan and {NASA} and Jan van der Berg},
  journal = nat, year = 2021, month = oct,
  url = {https://x.org/a_b%20c?x=1&y=2}, volume = 3, language = {english},
}
@online{o1, title = {Web page}, date = {2021-10-05/2021-11}, url = {https://y.org/}, organization = {Y}}
"""


def run(root, *arguments):
    return CliRunner().invoke(commands, ["sources", "--root", str(root), *arguments], catch_exceptions=False)


def brought(tmp_path, content, *options, name="in.json"):
    """Import a file into the small explainer; return its folder, the new records and what was printed."""
    root = put(tmp_path, SMALL)
    (root / name).write_text(content, encoding="utf-8")
    result = run(root, "--import", str(root / name), *options)
    assert (result.exit_code, result.stderr) == (0, "")
    text = (root / "content/sources.yaml").read_text(encoding="utf-8")
    assert text.startswith(SMALL["content/sources.yaml"])
    built = build(root)
    assert (built.exit_code, built.stderr) == (0, "")
    return root, yaml.safe_load(text)[1:], result.stdout


def test_an_export_of_zotero_comes_in_as_it_is(tmp_path):
    _root, records, said = brought(tmp_path, ZOTERO)
    assert records == [
        {
            "id": "ria-novosti-2021-10-05",
            "type": "article-newspaper",
            "title": "Юлия Пересильд: полёт и съёмки",
            "publisher": "РИА Новости",
            "author": [{"family": "van der Berg", "given": "Jan"}, {"literal": "РИА"}],
            "issued": records[0]["issued"],
            "URL": "https://ria.ru/20211005/polet.html",
            "language": "ru",
            "kind": "press",
            "origin": "ria-novosti",
        },
        {
            "id": "prosvet-2021",
            "type": "book",
            "title": "A book: of tales #1",
            "publisher": "Prosvet",
            "issued": 2021,
            "kind": "book",
            "origin": "prosvet",
        },
        {
            "id": "proc-paper",
            "type": "article-journal",
            "title": "Paper",
            "publisher": "Proc.",
            "URL": "https://doi.org/10.1000/ABC.1",
            "kind": "press",
            "origin": "proc",
        },
    ]
    assert str(records[0]["issued"]) == "2021-10-05"
    assert said.splitlines() == [
        "content/sources.yaml:11: 3 added: ria-novosti-2021-10-05, prosvet-2021, proc-paper.",
        "No place for: abstract (1), accessed (1), note (1).",
        "Their `kind` and `origin` are guesses, from the type and the publisher: look them through.",
    ]


def test_bibtex_comes_in(tmp_path):
    _root, records, said = brought(tmp_path, BIBTEX, "--kind", "agency", name="in.bib")
    assert records == [
        {
            "id": "nature-2021-10",
            "type": "article-journal",
            "title": "The Mars über Flüge",
            "publisher": "Nature",
            "author": [
                {"family": "Ivanov", "given": "Ivan"},
                {"literal": "NASA"},
                {"family": "van der Berg", "given": "Jan"},
            ],
            "issued": "2021-10",
            "URL": "https://x.org/a_b%20c?x=1&y=2",
            "language": "en",
            "kind": "agency",
            "origin": "nature",
        },
        {
            "id": "y-2021-10-05",
            "type": "webpage",
            "title": "Web page",
            "publisher": "Y",
            "issued": records[1]["issued"],
            "URL": "https://y.org/",
            "kind": "agency",
            "origin": "y",
        },
    ]
    assert "No place for: volume (1)." in said
    assert "guesses" not in said


def test_what_is_there_already_is_named_and_left_out(tmp_path):
    items = [
        {"id": "one", "type": "webpage", "title": "Same", "publisher": "P", "URL": "http://www.tass.com/1/#top"},
        {"id": "two", "type": "webpage", "title": "New", "publisher": "P", "DOI": "https://doi.org/10.1000/x"},
        {"id": "three", "type": "webpage", "title": "New", "publisher": "P", "URL": "https://dx.doi.org/10.1000/X"},
    ]
    _root, records, said = brought(tmp_path, json.dumps(items))
    assert [record["title"] for record in records] == ["New"]
    assert said.splitlines()[:2] == [
        "in.json:1: `one` is there already, as `tass-1`; it was left out.",
        "in.json:1: `three` is there already, as `p-new`; it was left out.",
    ]


def test_to_bring_in_twice_changes_nothing(tmp_path):
    root, _records, _said = brought(tmp_path, ZOTERO.replace('"id": "b",', '"id": "b", "URL": "https://b.org/",'))
    before = files_of(root / "content")
    again = run(root, "--import", str(root / "in.json"))
    assert (again.exit_code, again.stdout.splitlines()[-2]) == (0, "Nothing was added.")
    assert files_of(root / "content") == before


def test_ids_that_are_taken_get_a_number(tmp_path):
    item = {"type": "report", "title": "1", "publisher": "Tass"}
    _root, records, _said = brought(tmp_path, json.dumps([{**item, "id": "a"}, {**item, "id": "b"}]))
    assert [record["id"] for record in records] == ["tass-1-2", "tass-1-3"]


def test_what_goes_out_as_csl_comes_in_the_same(tmp_path):
    root = put(tmp_path / "one", SMALL)
    sources = root / "content/sources.yaml"
    more = "  archived: https://web.archive.org/web/2021/https://tass.com/1\n  note: Read it.\n"
    more += "  author: [{literal: TASS}]\n"
    sources.write_text(SMALL["content/sources.yaml"] + more, encoding="utf-8")
    out = run(root, "--export", "csl")
    assert (out.exit_code, out.stderr) == (0, "")
    assert json.loads(out.stdout)[0]["issued"] == {"date-parts": [[2021, 10, 5]]}
    other = put(tmp_path / "two", {**SMALL, "content/sources.yaml": "", "content/facts.yaml": ""})
    (tmp_path / "out.json").write_text(out.stdout, encoding="utf-8")
    assert run(other, "--import", str(tmp_path / "out.json")).exit_code == 0
    came = yaml.safe_load((other / "content/sources.yaml").read_text(encoding="utf-8"))
    assert came == yaml.safe_load(sources.read_text(encoding="utf-8"))


def test_what_goes_out_as_bibtex_comes_in_the_same(tmp_path):
    root, records, _said = brought(tmp_path / "one", ZOTERO)
    out = run(root, "--export", "bibtex")
    assert out.exit_code == 0
    assert run(root, "--export", "bibtex").stdout == out.stdout
    _other, came, _said = brought(tmp_path / "two", out.stdout, name="in.bib")
    by_title = {record["title"]: record for record in came}
    for record in records:
        for field in ("publisher", "author", "issued", "URL", "language"):
            assert by_title[record["title"]].get(field) == record.get(field), field


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("[{", "NOT JSON"),
        ("{}", "NOT CSL-JSON"),
        ("[1]", "NOT CSL-JSON"),
        ("[" * 100_000, "NOT CSL-JSON"),
        ('[{"id": "a", "type": "webpge", "title": "T", "publisher": "P"}]', "UNKNOWN TYPE"),
        ('[{"id": "a", "type": "webpage", "publisher": "P"}]', "NO TITLE"),
        ('[{"id": "a", "type": "webpage", "title": {"x": 1}, "publisher": "P"}]', "NO TITLE"),
        ('[{"id": "a", "type": "webpage", "title": "T"}]', "SOURCE NOBODY CAN FIND"),
        ('[{"id": "a", "type": "webpage", "title": "T", "URL": "javascript:alert(1)"}]', "BAD ADDRESS"),
        ("No bibliography.", "NOT BIBTEX"),
        ("@misc{a, title = {x\n@misc{b, title = {y}, publisher = {P}}", "BAD BIBTEX"),
        ("@misc{a, title={x}, publisher={P}}\n@misc{a, title={y}, publisher={P}}", "ID TWICE"),
        ("@misc{a, title={x}, title={y}, publisher={P}}", "FIELD TWICE"),
        ("@misc{a, publisher={P}}", "NO TITLE"),
        ("\xff", "NOT UTF-8"),
    ],
)
def test_what_cannot_come_in_is_named_and_nothing_is_added(tmp_path, content, title):
    root = put(tmp_path, SMALL)
    before = files_of(root / "content")
    (root / "in").write_bytes(content.encode("latin-1"))
    result = run(root, "--import", str(root / "in"))
    assert result.exit_code == 1
    assert f"-- {title} " in result.stderr
    assert files_of(root / "content") == before


def test_problems_stand_where_the_entry_begins(tmp_path):
    root = put(tmp_path, SMALL)
    (root / "in.json").write_text(
        '[{"type": "book", "title": "T", "publisher": "P"},\n  {"type": "book"}]', encoding="utf-8"
    )
    result = run(root, "--import", str(root / "in.json"))
    assert ' 2 |   {"type": "book"}]\n       ^' in result.stderr


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    root = put(tmp_path, SMALL)
    (root / "in.json").write_text('[{"type": "book", "publisher": "P"}, {"type": "x", "title": "T"}]', encoding="utf-8")
    assert run(root, "--import", str(root / "in.json")).stderr.endswith("3 problems. Nothing was written.\n")


@pytest.mark.parametrize(
    ("arguments", "title"),
    [(("--import", "nowhere.json"), "CANNOT READ"), (("--import", "in.json", "--kind", "pres"), "UNKNOWN KIND")],
)
def test_what_the_command_is_told_wrongly(tmp_path, arguments, title):
    root = put(tmp_path, SMALL)
    result = run(root, *arguments)
    assert result.exit_code == 1
    assert f"-- {title} " in result.stderr


def test_one_thing_at_a_time(tmp_path):
    assert run(put(tmp_path, SMALL)).exit_code == 2
    assert run(tmp_path, "--import", "a", "--export", "csl").exit_code == 2
