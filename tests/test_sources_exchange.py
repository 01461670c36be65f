"""The command `sources`: what Zotero and BibTeX bring, what is given out, and that nothing is overwritten.

What each format may hold is tried in `exchange/`.
"""

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
    "volume": 12, "issue": "№ 3", "page": "с. 7-9",
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
  url = {https://x.org/a_b%20c?x=1&y=2}, volume = 3, number = {1--2}, pages = {5--7, 9}, abstract = {A},
  language = {english},
}
@online{o1, title = {Web page}, date = {2021-10-05/2021-11}, url = {https://y.org/}, organization = {Y}}
"""


PLACES = "`URL`, `publisher`, `DOI`, `ISBN` or `archive`"


def run(root, *arguments):
    return CliRunner().invoke(commands, ["sources", "--root", str(root), *arguments], catch_exceptions=False)


def brought(tmp_path, content, *options, name="in.json", kept=True):
    """Import a file into the small explainer; return its folder, the new records and what was printed.

    Where what is there is not `kept` as it is, return all records.
    """
    root = put(tmp_path, SMALL)
    (root / name).write_text(content, encoding="utf-8")
    result = run(root, "--import", str(root / name), *options)
    assert (result.exit_code, result.stderr) == (0, "")
    text = (root / "content/sources.yaml").read_text(encoding="utf-8")
    assert text.startswith(SMALL["content/sources.yaml"]) or not kept
    built = build(root)
    assert (built.exit_code, built.stderr) == (0, "")
    return root, yaml.safe_load(text)[1 if kept else 0 :], result.stdout


def test_an_export_of_zotero_comes_in_as_it_is(tmp_path):
    _root, records, said = brought(tmp_path, ZOTERO)
    assert records == [
        {
            "id": "ria-novosti-2021-10-05",
            "type": "article-newspaper",
            "title": "Юлия Пересильд: полёт и съёмки",
            "publisher": "РИА Новости",
            "author": [{"family": "van der Berg", "given": "Jan"}, {"literal": "РИА"}],
            "volume": 12,
            "issue": 3,
            "page": "7–9",
            "issued": records[0]["issued"],
            "URL": "https://ria.ru/20211005/polet.html",
            "language": "ru",
            "kind": "press",
            "origin": "ria-novosti",
        },
        {
            "id": "b",
            "type": "book",
            "title": "A book: of tales #1",
            "publisher": "Prosvet",
            "issued": 2021,
            "kind": "book",
            "origin": "prosvet",
        },
        {
            "id": "c",
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
        "content/sources.yaml:11: 3 added: ria-novosti-2021-10-05, b, c.",
        (
            "Left out, since sources have no such fields, or since they cannot be read: "
            "abstract (in 1), accessed (in 1), note (in 1)."
        ),
        "Their `kind` and `origin` are guesses, from the type and the publisher: look them through.",
    ]


def test_bibtex_comes_in(tmp_path):
    _root, records, said = brought(tmp_path, BIBTEX, "--kind", "agency", name="in.bib")
    assert records == [
        {
            "id": "ivanov2021",
            "type": "article-journal",
            "title": "The Mars über Flüge",
            "publisher": "Nature",
            "author": [
                {"family": "Ivanov", "given": "Ivan"},
                {"literal": "NASA"},
                {"family": "van der Berg", "given": "Jan"},
            ],
            "volume": 3,
            "issue": "1–2",
            "page": "5–7, 9",
            "issued": "2021-10",
            "URL": "https://x.org/a_b%20c?x=1&y=2",
            "language": "en",
            "kind": "agency",
            "origin": "nature",
        },
        {
            "id": "o1",
            "type": "webpage",
            "title": "Web page",
            "publisher": "Y",
            "issued": "2021-10-05/2021-11",
            "URL": "https://y.org/",
            "kind": "agency",
            "origin": "y",
        },
    ]
    assert "cannot be read: abstract (in 1)." in said
    assert "guesses" not in said


def test_what_is_there_already_is_named_and_left_out(tmp_path):
    items = [
        {"id": "one", "type": "webpage", "title": "Same", "publisher": "P", "URL": "http://www.tass.com/1/#top"},
        {"id": "two", "type": "webpage", "title": "New", "publisher": "P", "DOI": "https://doi.org/10.1000/x"},
        {"id": "three", "type": "webpage", "title": "New", "publisher": "P", "URL": "https://dx.doi.org/10.1000/X"},
    ]
    root, records, said = brought(tmp_path, json.dumps(items), kept=False)
    assert [record["title"] for record in records] == ["A report", "New"]
    assert [record["aliases"] for record in records] == [["one"], ["three"]]
    assert said.splitlines()[1:3] == [
        "in.json:1: `one` is there already, as `tass-1`, which can be cited by this key, too.",
        "in.json:1: `three` is there already, as `two`, which can be cited by this key, too.",
    ]
    text = (root / "content/sources.yaml").read_text(encoding="utf-8")
    assert text.startswith("- id: tass-1\n  aliases: [one]\n  type: article-newspaper\n")


def test_to_bring_in_twice_changes_nothing(tmp_path):
    root, _records, _said = brought(tmp_path, ZOTERO)
    before = files_of(root / "content")
    again = run(root, "--import", str(root / "in.json"))
    assert (again.exit_code, again.stdout.splitlines()[0]) == (0, "Nothing was added.")
    assert files_of(root / "content") == before


def test_ids_that_are_taken_get_a_number(tmp_path):
    item = {"type": "report", "title": "1", "publisher": "Tass"}
    _root, records, _said = brought(tmp_path, json.dumps([item, {**item, "title": "1!", "publisher": "TASS", "id": 7}]))
    assert [record["id"] for record in records] == ["tass-1-2", "tass-1-3"]


def test_what_goes_out_as_csl_comes_in_the_same(tmp_path):
    root = put(tmp_path / "one", SMALL)
    sources = root / "content/sources.yaml"
    more = "  archived: https://web.archive.org/web/2021/https://tass.com/1\n  note: Read it.\n"
    more += "  author: [{literal: TASS}]\n  volume: II\n  issue: 3\n  page: S7–9\n"
    sources.write_text(SMALL["content/sources.yaml"] + more, encoding="utf-8")
    out = run(root, "--export", "csl")
    assert (out.exit_code, out.stderr) == (0, "")
    assert json.loads(out.stdout)[0]["issued"] == {"date-parts": [[2021, 10, 5]]}
    other = put(tmp_path / "two", {**SMALL, "content/sources.yaml": "", "content/facts.yaml": ""})
    (tmp_path / "out.json").write_text(out.stdout, encoding="utf-8")
    assert run(other, "--import", str(tmp_path / "out.json")).exit_code == 0
    came = yaml.safe_load((other / "content/sources.yaml").read_text(encoding="utf-8"))
    assert came == yaml.safe_load(sources.read_text(encoding="utf-8"))


MORE = """\
@incollection{One:1, title = {100\\% of \\# {\\H U}}, author = {King, Jr., M. and others}, booktitle = {A & B},
  editor = {{Poe and Roe}}, publisher = {P}, isbn = {978-3-16-148410-0}, date = {1914/1918}, volume = {II},
  pages = {S3--S5}}
@inproceedings{two, title = {Two}, author = {Roe, A.}, booktitle = {Proc.}, publisher = {Q},
  doi = {10.5555/a}, url = {https://two.org/}, library = {Archive, f. 3}, year = {c. 1850}}
"""


@pytest.mark.parametrize(("content", "name"), [(ZOTERO, "in.json"), (MORE, "in.bib")])
def test_what_goes_out_as_bibtex_comes_in_the_same(tmp_path, content, name):
    root, records, _said = brought(tmp_path / "one", content, name=name)
    out = run(root, "--export", "bibtex")
    assert out.exit_code == 0
    assert run(root, "--export", "bibtex").stdout == out.stdout
    _other, came, _said = brought(tmp_path / "two", out.stdout, name="in.bib")
    by_title = {record["title"]: record for record in came}
    for record in records:
        for field in {*record, *by_title[record["title"]]} - {"id", "type", "kind", "origin"}:
            assert by_title[record["title"]].get(field) == record.get(field), field


def test_what_no_source_may_say_is_named(tmp_path):
    entry = "@article{a, title = {One}, journal = {Paper}, volume = {Vol. A}, number = {Nr.}, pages = {12}}"
    _root, records, said = brought(tmp_path, entry, name="in.bib")
    assert records[0].keys() & {"volume", "issue", "page"} == {"page"}
    assert "cannot be read: issue (in 1), volume (in 1).\n" in said


def test_papers_and_a_page_of_a_book_go_out_as_bibtex_and_come_in_the_same(tmp_path):
    entries = (
        "@article{a, title = {One}, journal = {Paper}, entrysubtype = {newspaper}, pages = {A1}}\n"
        "@article{b, title = {Two}, journal = {Weekly}, entrysubtype = {magazine}}\n"
        "@inbook{c, title = {Three}, publisher = {P}, pages = {82}}\n"
    )
    root, records, _said = brought(tmp_path / "one", entries, name="in.bib")
    assert [record["type"] for record in records] == ["article-newspaper", "article-magazine", "book"]
    _other, came, _said = brought(tmp_path / "two", run(root, "--export", "bibtex").stdout, name="in.bib")
    assert [record for record in came if record["id"] in "abc"] == records


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("[{", "NOT JSON"),
        ("{}", "NOT CSL-JSON"),
        ("[1]", "NOT A SOURCE"),
        ("[" * 100_000, "BRACKETS TOO DEEP"),
        ('[{"id": "a", "type": "webpage", "publisher": "P"}]', "NO TITLE"),
        ('[{"id": "a", "type": "webpage", "title": {"x": 1}, "publisher": "P"}]', "NO TITLE"),
        ("No bibliography.", "NOT BIBTEX"),
        ("@misc{a, title = {x\n", "BAD BIBTEX"),
        ("", "EMPTY FILE"),
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


def test_one_bad_entry_stops_no_other(tmp_path):
    root = put(tmp_path, SMALL)
    file = tmp_path.parent / f"{tmp_path.name}.bib"  # problems show the line of a file that lies elsewhere, too
    file.write_text(
        "@misc{a, title = {x\n@misc{b, title = {y}, publisher = {P}}\n@misc{c, year = 2020}", encoding="utf-8"
    )
    result = run(root, "--import", str(file))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "content/sources.yaml:11: 1 added: b."
    assert "The entry `a` does not end" in result.stderr
    assert " 1 | @misc{a, title = {x\n" in result.stderr
    assert "The entry `c` has no title.\n\n 3 | @misc{c, year = 2020}" in result.stderr
    assert result.stderr.endswith("2 problems. What they are about was left out; 1 source was added.\n")
    assert build(root).exit_code == 0


def test_a_mistake_of_the_explainer_itself_is_said_where_it_stands(tmp_path):
    root = put(tmp_path, {**SMALL, "templates/settings.yaml": "properties: {colour: {type: strin}}\n"})
    put(tmp_path, {"in.bib": "@book{a, title = {A}, publisher = {P}, year = 2020}\n"})
    result = run(root, "--import", str(root / "in.bib"))
    assert result.exit_code == 1
    assert "templates/settings.yaml" in result.stderr
    assert "OUR FAULT" not in result.stderr


def test_half_a_character_is_taken_out_wherever_it_stands(tmp_path):
    half = {
        "id": "k\ud800",
        "type": "b\ud800",
        "title": "T\udfff 😀",
        "publisher": "P",
        "\ud800x": "y",
        "ids": ["\ud800z"],
    }
    _root, records, said = brought(tmp_path, json.dumps([half, {"id": "b", "title": "B", "publisher": "P"}]))
    assert [(one["id"], one["title"]) for one in records] == [("k", "T 😀"), ("b", "B")]
    assert "in.json:1: `k` holds half a character; it was taken out." in said.splitlines()


def test_what_one_file_cannot_hold_goes_into_further_ones(tmp_path):
    titles = {f"k{number}": f"{number} {'long ' * 60_000}" for number in range(4)}
    text = json.dumps([{"id": key, "type": "book", "title": title, "publisher": "P"} for key, title in titles.items()])
    root = put(tmp_path, SMALL | {"content/sources/imported-1.yaml": "[]\n"})
    (root / "in.json").write_text(text)
    result = run(root, "--import", str(root / "in.json"))
    assert (result.exit_code, result.stderr) == (0, "")
    added = {
        f"content/{name}.yaml": yaml.safe_load((root / f"content/{name}.yaml").read_text())
        for name in ("sources", "sources/imported-2")
    }
    assert [one["id"] for records in added.values() for one in records][-4:] == list(titles)
    assert [line.partition(":")[0] for line in result.stdout.splitlines()[:2]] == list(added)


def test_what_can_be_found_nowhere_is_a_draft(tmp_path):
    items = [{"id": "a", "type": "webpge", "title": "T", "URL": "javascript:alert(1)"}]
    _root, records, said = brought(tmp_path, json.dumps(items))
    assert (records[0]["draft"], records[0]["type"], "URL" in records[0]) == (True, "document", False)
    assert said.splitlines()[1:4] == [
        "in.json:1: `a` has the type `webpge`, which is unknown here; it came in as `document`.",
        "in.json:1: `a` has the address `javascript:alert(1)`, which is none of the web; it was left out.",
        f"in.json:1: `a` can be found nowhere; it is a draft until you add {PLACES}.",
    ]


def test_an_article_cites_by_the_keys_of_its_library(tmp_path):
    keys = ["Smith:2020", "DBLP:conf/icml/Roe20", "2020A&A...641A...6P", "Müller_2020", "smith2020-1", "a+b"]
    items = [{"id": key, "type": "book", "title": f"The book {key}", "publisher": "P"} for key in keys]
    root, _records, _said = brought(tmp_path, json.dumps(items))
    text = (root / "content/film.md").read_text(encoding="utf-8")
    cited = "; ".join(f"@{key}, p. {number}" for number, key in enumerate(keys, 1))
    put(root, {"content/film.md": f"{text}\nAll of it [{cited}].\n"})
    built = build(root)
    assert (built.exit_code, built.stderr) == (0, "")
    assert ">P (book), undated</a>, p. 6" in (root / "site/film.html").read_text(encoding="utf-8")


def test_a_key_of_another_source_is_not_taken(tmp_path):
    items = [{"id": "tass-1", "type": "book", "title": "Quite another thing", "publisher": "P"}]
    root, records, said = brought(tmp_path, json.dumps(items))
    assert records[0]["id"] == "tass-1-2"
    assert (
        said.splitlines()[1]
        == "in.json:1: `tass-1` is the key of another source here; this one is cited as `tass-1-2`."
    )
    assert run(root, "--import", str(root / "in.json")).stdout.splitlines()[0] == "Nothing was added."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: tass-1\n", "- id: tass-1\n  aliases: [One]\n"),
        ("- id: tass-1\n  aliases: [old]\n", "- id: tass-1\n  aliases: [old, One]\n"),
        ("- id: tass-1\n  aliases: []\n", "- id: tass-1\n  aliases: [One]\n"),
        ("- id: tass-1\n  aliases:\n    - old\n", "- id: tass-1\n  aliases:\n    - old\n    - One\n"),
        ("# Mine.\n-   'id': \"tass-1\"\n", "# Mine.\n-   'id': \"tass-1\"\n    aliases: [One]\n"),
    ],
)
def test_another_key_is_added_and_nothing_else_changes(tmp_path, before, after):
    rest = SMALL["content/sources.yaml"].removeprefix("- id: tass-1\n")
    rest = rest.replace("\n  ", "\n    ").replace("  type", "    type", 1) if "-   " in before else rest
    root = put(tmp_path, {**SMALL, "content/sources.yaml": before + rest})
    (root / "in.json").write_text('[{"id": "One", "type": "book", "title": "A report", "URL": "http://tass.com/1"}]')
    assert run(root, "--import", str(root / "in.json")).exit_code == 0
    assert (root / "content/sources.yaml").read_text(encoding="utf-8") == after + rest


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
