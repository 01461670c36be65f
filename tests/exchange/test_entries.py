"""What entries of BibTeX and items of CSL become, field by field: names, dates, addresses, titles."""

import json

import pytest

from explainery.exchange import Brought, Known, read_library, source_fields


def read(content, *, count=1):
    """Return what the entries of a file become."""
    content = content.encode() if isinstance(content, str) else content
    library = read_library(content, "in")
    results = [source_fields(item, None) for item in library.items]
    assert [*library.problems, *(one for one in results if not isinstance(one, Brought))] == []
    assert len(results) == count
    return results


def bib(fields, kind="article"):
    return read(f"@{kind}{{k, title = {{T}}, {fields}}}")[0]


def csl(**fields):
    return read(json.dumps([{"id": "k", "type": "book", "title": "T", **fields}]))[0]


def names(people):
    return [tuple(person.values()) for person in people]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Beethoven, Ludwig van", [("Beethoven", "Ludwig van")]),
        ("Ludwig van Beethoven", [("van Beethoven", "Ludwig")]),
        ("de la Vall{\\'e}e Poussin, Charles", [("de la Vallée Poussin", "Charles")]),
        ("King, Jr., Martin Luther", [("King", "Martin Luther", "Jr.")]),
        ("Martin Luther King, Jr.", [("King", "Martin Luther", "Jr.")]),
        ("Ford, III, Henry and others", [("Ford", "Henry", "III"), ("et al.",)]),
        ("{World Health Organization} and {{NASA}}", [("World Health Organization",), ("NASA",)]),
        ("{Barnes and Noble}", [("Barnes and Noble",)]),
        ("Plato", [("Plato",)]),
        ("family=Berg, given=Jan, prefix=van der, useprefix=true", [("van der Berg", "Jan")]),
        ('M{\\"u}ller, J{\\o}rgen~K.', [("Müller", "Jørgen K.")]),
        ("Иванов, Иван", [("Иванов", "Иван")]),
        (
            "Roe, Ann and \\'{E}mile Zola AND \\c{C}elik, Ay\\c se",
            [("Roe", "Ann"), ("Zola", "Émile"), ("Çelik", "Ayşe")],
        ),
        ("Pe\\~na, A. and Jos\\'e Mu\\~{n}oz and \\~Nu, B.", [("Peña", "A."), ("Muñoz", "José"), ("Ñu", "B.")]),
        ("{Museo de Espa\\~na and Co}", [("Museo de España and Co",)]),
        ("{Faculty of Arts and \\'Etudes}", [("Faculty of Arts and Études",)]),
    ],
)
def test_names_keep_their_parts(written, people):
    found = bib(f"journal = {{J}}, author = {{{written}}}")
    assert (names(found.fields["author"]), found.remarks) == (people, ())


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Smith, John, and Doe, Kim", [("Smith", "John"), ("Doe", "Kim")]),
        ("Smith, J., Doe, K.", [("Smith", "J."), ("Doe", "K.")]),
        ("John Smith, Kim Doe, Ann Roe", [("Smith", "John"), ("Doe", "Kim"), ("Roe", "Ann")]),
        ("Smith, John; Doe, Kim", [("Smith", "John"), ("Doe", "Kim")]),
    ],
)
def test_a_comma_too_many_is_said_as_such(written, people):
    found = bib(f"author = {{{written}}}")
    assert names(found.fields["author"]) == people
    assert any("comma" in remark or "semicolon" in remark for remark in found.remarks)


def test_names_of_csl_keep_their_parts():
    people = [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
        {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
        {"family": "King", "given": "M. L.", "suffix": "Jr."},
        {"literal": "WHO"},
        "Roe, Ann",
        {"literal": "others"},
    ]
    found = names(csl(author=people).fields["author"])
    assert found == [
        ("van den Berg", "Jan"),
        ("de La Fontaine", "Jean"),
        ("King", "M. L.", "Jr."),
        ("WHO",),
        ("Roe", "Ann"),
        ("et al.",),
    ]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2020, 0, 0]]}, "2020"),
        ({"date-parts": [["2021", "5", 6]]}, "2021-05-06"),
        ({"date-parts": [[2021, None]]}, "2021"),
        ({"date-parts": [[1914], [1918]]}, "1914/1918"),
        ({"date-parts": [[2020, 3], [0]]}, "2020-03/.."),
        ({"date-parts": [[1850]], "circa": True}, "1850~"),
        ({"date-parts": [[1850]], "circa": "1"}, "1850~"),
        ({"date-parts": [[2020]], "season": "1"}, "2020-21"),
        ({"date-parts": [[2020, 16]]}, "2020-24"),
        ({"date-parts": [2020, 5]}, "2020-05"),
        ({"raw": "2020-05-06"}, "2020-05-06"),
        ({"literal": "circa 1850"}, "1850~"),
        ({"year": 2020, "month": 5}, "2020-05"),
        ("2020", "2020"),
        (2020, "2020"),
    ],
)
def test_dates_of_csl(issued, date):
    found = csl(issued=issued, publisher="P")
    assert (found.fields.get("issued"), found.remarks) == (date, ())


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date = {2020~}", "2020~"),
        ("date = {1914/1918}", "1914/1918"),
        ("date = {2020-21}", "2020-21"),
        ("date = {199u}", "199X"),
        ("date = {2020-05-06T10:00:00Z}", "2020-05-06"),
        ("date = {1993-00-00}", "1993"),
        ("year = 2020, month = may", "2020-05"),
        ("year = 2020, month = 5, day = 6", "2020-05-06"),
        ('year = 2020, month = "10~" # jan', "2020-01-10"),
        ("year = {2020}, month = {May--June}", "2020-05/2020-06"),
        ("year = {c. 1850}", "1850~"),
        ("year = {1914--1918}", "1914/1918"),
        ("year = {1914--18}", "1914/1918"),
        ("year = {[1850?]}", "1850?"),
        ("date = {5. März 2020}", "2020-03-05"),
        ("date = {Spring 2020}", "2020-21"),
        ("date = {31/12/1999}", "1999-12-31"),
    ],
)
def test_dates_of_bibtex(fields, date):
    found = bib(f"journal = {{J}}, {fields}")
    assert (found.fields.get("issued"), found.remarks) == (date, ())


@pytest.mark.parametrize(
    "issued", ["sometime", {"date-parts": [[99999]]}, "2020-02-31", "9" * 5000, {"raw": "05/06/2020"}]
)
def test_a_date_that_is_not_clear_is_said(issued):
    assert any("a date that is not clear" in remark for remark in csl(issued=issued, publisher="P").remarks)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('{The {M}ars \\"uber Fl{\\"u}ge}', "The Mars über Flüge"),
        ('"A {"}quoted{"} one"', 'A "quoted" one'),
        ("{R\\&D -- 100\\% of \\textit{E. coli}}", "R&D – 100% of E. coli"),
        ("{100% pure & simple}", "100% pure & simple"),
        ("{It costs $5}", "It costs $5"),
        ("{$\\alpha$-helix, \\LaTeX{} and \\mbox{more}}", "α-helix, LaTeX and more"),
        ("{{NASA} at {{{50}}}}", "NASA at 50"),
        ("{\\href{https://example.org}{Words}}", "Words"),
        ('"Part " # one # { and more}', "Part One and more"),
        ("{Cafe\u0301}", "Café"),
        ("{H$_2$O, 10$^{3}$ \\S 5, \\pounds{}3}", "H₂O, 10³ §5, £3"),
        ("{Das \\foreignlanguage{german}{Haus}}", "Das Haus"),
        (
            "{From $5 and $6 to US$7-US$8, in $x$ and $5\\times$10$^{-3}$}",
            "From $5 and $6 to US$7-US$8, in x and 5×10⁻³",
        ),
        ("{A$AP and Ke$ha}", "A$AP and Ke$ha"),
        ("{One\\par Two\\newline Three\\hspace{1cm}Four\\space Five}", "One Two Three Four Five"),
        ("{The \\texttt{git} of \\textsf{Hub}, \\texorpdfstring{$x$}{x} \\input{file}}", "The git of Hub, x file"),
        ("{A \\textless{}i\\textgreater{}fine\\textless{}/i\\textgreater{} home {\\textbar} Us}", "A fine home | Us"),
        (
            "{\\glqq{}So\\grqq{} 5\\textpercent{} \\textbraceleft 10\\degree{}\\textbraceright{} \\textcommabelow{s}i}",
            "„So“ 5% {10°} și",
        ),
    ],
)
def test_latex_becomes_words(written, title):
    found = read(f"@string{{one = {{One}}}}\n@misc{{k, title = {written}, publisher = {{P}}}}")[0]
    assert (found.fields["title"], found.remarks) == (title, ())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("howpublished = {\\url{https://example.org/a_b%20c}}", {"URL": "https://example.org/a_b%20c"}),
        ("note = {Available at \\url{HTTPS://Example.org/x}.}", {"URL": "https://Example.org/x"}),
        ("note = {\\href{https://example.org}{here}}", {"URL": "https://example.org"}),
        ("note = {arXiv:2001.01234}", {"URL": "https://arxiv.org/abs/2001.01234"}),
        ("eprint = {2001.01234}, archivePrefix = {arXiv}", {"URL": "https://arxiv.org/abs/2001.01234"}),
        ("eprint = {hep-th/9901001v2}, eprinttype = {arxiv}", {"URL": "https://arxiv.org/abs/hep-th/9901001v2"}),
        ("eprint = {4417}, eprinttype = {jstor}", {"URL": "https://www.jstor.org/stable/4417"}),
        ("isbn = {978-3-16-148410-0}", {"ISBN": "978-3-16-148410-0"}),
        ("library = {State Archive, Fonds 12}, shelfmark = {f. 3v}", {"archive": "State Archive, Fonds 12, f. 3v"}),
        ("doi = {10.5555/a_b}", {"URL": "https://doi.org/10.5555/a_b"}),
        (
            "doi = {https://doi.org/10.5555/A}, url = {http://dx.doi.org/10.5555/a}",
            {"URL": "http://dx.doi.org/10.5555/a"},
        ),
        ("doi = {10.5555/a}, url = {https://x.org}", {"URL": "https://x.org", "DOI": "10.5555/a"}),
        ("url = {http://e.org/\\textasciitilde{}a/$\\sim$b\\textunderscore c}", {"URL": "http://e.org/~a/~b_c"}),
        ("url = {www.example.org/a}", {"URL": "https://www.example.org/a"}),
    ],
)
def test_it_can_be_found(fields, expected):
    found = bib(fields, "misc").fields
    assert {name: found[name] for name in expected} == expected
    assert "draft" not in found


def test_types_of_crossref_are_known():
    found = csl(type="journal-article", publisher="Elsevier BV", **{"container-title": "J"})
    assert (found.fields["type"], found.fields["publisher"], found.remarks) == ("article-journal", "J", ())
    assert csl(type="book-chapter", publisher="P", **{"container-title": "B"}).fields["container-title"] == "B"


def test_a_shelf_mark_of_csl_can_be_found():
    found = csl(archive="State Archive", archive_location="Fonds 12", **{"call-number": "f. 3v"}).fields
    assert (found["archive"], "draft" in found) == ("State Archive, Fonds 12, f. 3v", False)


def test_a_chapter_keeps_its_book_and_its_editors():
    entries = """
@incollection{one, title = {One}, author = {Roe, Ann}, crossref = {book}}
@inbook{two, title = {Two}, booktitle = {The Other Book}, booksubtitle = {A Guide},
  editor = {Poe, Eva}, publisher = {Q}}
@book{book, title = {The Book}, editor = {Doe, Kim and others}, publisher = {P}, year = 1999}
"""
    one, two, _book = read(entries, count=3)
    assert (one.fields["container-title"], one.fields["publisher"], one.fields["issued"]) == ("The Book", "P", "1999")
    assert names(one.fields["editor"]) == [("Doe", "Kim"), ("et al.",)]
    assert (two.fields["container-title"], two.fields["type"]) == ("The Other Book: A Guide", "book")
    assert (names(two.fields["author"]) if "author" in two.fields else []) == []


@pytest.mark.parametrize(
    ("entry", "remark"),
    [
        ("@misc{k, title={T},, publisher={P}}", "has a comma too many between its fields"),
        ("@misc{k, title={T}\n publisher={P}}", "lacks a comma after its `title`"),
        ("@misc{k, title={T}, publisher={P}\n", "lacks the brace at its end"),
        ("@misc{k, title={T}, title={U}, publisher={P}}", "says twice what its `title` is; the first was taken"),
        ("@misc{k, title={T}, publisher=pp}", "uses `pp`, for which there is no `@string`"),
        (
            "@misc{k, title={T \\foo}, publisher={P}}",
            "uses `\\foo` in its `title`, which is unknown here; nothing is left of it",
        ),
        (
            "@misc{k, title={T}, url={https://x.org/a b}}",
            "has more than one address, or words after it; `https://x.org/a` was taken",
        ),
        ("@misc{k, title={T}, publisher={P}, date={-0427}}", "has a date that is not clear; it was left out"),
        (
            "@incollection{k, title={T}, publisher={P}, crossref={x}}",
            "takes fields from `x`, which is not in this file",
        ),
        ('[{"id": "k", "title": "T", "type": null, "publisher": "P"}]', "has no type; it came in as `document`"),
        (
            '[{"id": "k", "title": "T", "type": "book", "title": "U", "publisher": "P"}]',
            "says twice what its `title` is; the second was taken",
        ),
        (
            '[{"id": "k", "title": "T\\ufeff\\u200e", "type": "book", "publisher": "P\\u2028"}]',
            "holds a character that nobody sees in its `title`; it was taken out",
        ),
    ],
)
def test_what_is_read_otherwise_than_written_is_said(entry, remark):
    assert remark in read(entry)[0].remarks


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"@misc{a, title={T}},\n year = {2020}}\n@misc{b, title={T}, publisher={P}}", 1, "`a` is closed too early"),
        (
            b"@misc{a, title={T} more, publisher={P}}\n@misc{b, title={T}, publisher={P}}",
            1,
            "`a` has words after the end of a field",
        ),
        (b"@misc{a title={T}}\n@misc{b, title={T}, publisher={P}}", 1, "`a` has no comma after its key"),
        (
            b'[{"id": "b", "title": "T", "type": "book"},\n {"id": "a", "title": },\n {"id": "c"}]',
            2,
            "`a` is not JSON from here on",
        ),
        (b'[{"id": "b", "title": "T", "type": "book"},\n 5]', 2, "not a source"),
        (b'[{"id": "b", "title": "T", "type": "book"}]\n[{"id": "a"}]', 2, "ended already"),
        (b"@misc{a, title={T, publisher={P}, year=1}\n\n@misc{b, title={T}, publisher={P}}", 1, "`a` does not end"),
        (b"@misc{b, title={T}, publisher={P}}\n@set{a, entryset={b,c}}", 2, "`a` is a set of others"),
        (
            b"references:\n- id: b\n  title: T\n- title: T: U\n  id: a\n- id: c\n  title: T\n",
            4,
            "`a`: The value holds a colon",
        ),
        (b"- id: b\n  title: T\n- id: a\n\ttitle: T\n", 4, "`a`: This line is indented with a tab"),
        (
            b"- id: a\n  title: 'T\n- id: b\n  abstract: |\n    - id: c\n  title: T\nmore: x\n",
            2,
            "`a`: A quotation mark opens",
        ),
    ],
)
def test_what_cannot_be_read_has_its_line_and_key_and_stops_no_other(content, line, words):
    library = read_library(content, "in")
    assert "b" in [item.name for item in library.items]
    assert any(words in problem.says and problem.place.line == line for problem in library.problems)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "a web page"),
        (b"TY  - JOUR\nTI  - T\nER  - \n", "RIS"),
        (b'<?xml version="1.0"?><xml><records></records></xml>', "EndNote XML"),
        (b"%0 Journal Article\n%T T\n", "the tagged format of EndNote and Refer"),
        (b'"Key","Item Type","Title"\n', "CSV"),
        (b"%PDF-1.7", "a PDF file"),
        (b"SQLite format 3\0", "a database"),
        (b"  \n", "empty"),
    ],
)
def test_another_format_is_named_with_what_to_export_instead(content, what):
    (problem,) = read_library(content, "in").problems
    assert what in problem.says
    assert "CSL JSON" in problem.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    text = "% Encoding: Cp1252\r\n@misc{k,\r\n title = {Müller},\r\n publisher = {É}}\r\n"
    assert read(text.encode(encoding))[0].fields["title"] == "Müller"


def test_an_encoding_that_is_not_said_has_its_line():
    (problem,) = read_library("@misc{k,\n title = {Müller}}".encode("cp1252"), "in").problems
    assert (problem.title, problem.place.line, problem.place.column) == ("NOT UTF-8", 2, 12)


@pytest.mark.parametrize(
    "content",
    [
        b"@comment{\xe9}\n@book{a, title = {A\xc3\xa9}}\n@book{k,\n title = {M\xfcller}}\n@book{b, title = {B}}\n",
        b'[{"id": "a", "title": "A\xc3\xa9"}, {"id": "k",\n"title": "M\xfcller"}, {"id": "b", "title": "B"}]',
        b"- id: a\n  title: A\xc3\xa9\n- id: k\n  title: M\xfcller\n- id: b\n  title: B\n",
    ],
)
def test_a_byte_that_is_no_text_costs_its_own_entry_alone(content):
    library = read_library(content, "in")
    assert [(item.name, item.fields["title"]) for item in library.items] == [("a", "Aé"), ("b", "B")]
    (problem,) = library.problems
    line = content[: content.index(b"\xfc")].count(b"\n") + 1
    column = content.split(b"\n")[line - 1].index(b"\xfc") + 1
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.says == "The entry `k` holds a byte that is not UTF-8 text."
    assert "% Encoding: windows-1252" in problem.hint


def test_entries_in_one_line_are_told_apart():
    library = read_library(
        b"@book{a, title={A}, publisher={P}} @book{b title={B}} @book{c, title={C}, publisher={P}}", "in"
    )
    assert [item.name for item in library.items] == ["a", "c"]
    assert [problem.says for problem in library.problems] == ["The entry `b` has no comma after its key."]


def test_fields_are_taken_from_no_more_than_a_hundred_others():
    chain = "".join(
        f"@book{{k{at}, crossref = {{k{at + 1}}}, title = {{T}}, publisher = {{P}}}}\n" for at in range(120)
    )
    found = read(f"{chain}@book{{k120, title = {{T}}, publisher = {{P}}, isbn = {{978-3-16-148410-0}}}}", count=121)
    assert found[0].remarks == ("takes fields from over 100 others; the rest were not looked at",)
    assert (found[60].remarks, found[60].fields["ISBN"]) == ((), "978-3-16-148410-0")


@pytest.mark.parametrize(
    "more", ['"citation-key": "roe2020"', '"citationKey": "roe2020"', '"note": "Press.\\nCitation Key: roe2020"']
)
def test_the_key_that_better_bibtex_writes_is_the_name(more):
    (found,) = read(f'[{{"id": "http://zotero.org/users/1/items/A", "title": "T", "publisher": "P", {more}}}]')
    assert found.item.name == "roe2020"


def test_json_of_zotero_itself_is_named():
    content = b'{"items": [{"itemType": "book", "title": "T", "creators": [], "citationKey": "k"}]}'
    library = read_library(content, "in")
    assert [(one.title, "“Better CSL JSON”" in one.hint) for one in library.problems] == [("NOT CSL-JSON", True)]
    assert library.items == ()


def test_yaml_of_pandoc():
    head = "---\nreferences:\n- id: k\n  type: book\n  title: T\n"
    text = f"{head}  author:\n  - family: Roe\n    given: Ann\n  issued: 2020\n  publisher: P\n...\n"
    found = read(text)[0]
    assert (found.item.name, found.fields["issued"], names(found.fields["author"])) == ("k", "2020", [("Roe", "Ann")])


def test_all_that_is_wrong_in_yaml_is_said_once():
    text = "".join(f"- id: a{number}\n  title: T: U\n- id: b{number}\n  title: T\n" for number in range(50))
    library = read_library(text.encode(), "in")
    assert [item.name for item in library.items] == [f"b{number}" for number in range(50)]
    assert [problem.place.line for problem in library.problems] == [4 * number + 2 for number in range(50)]


def test_a_note_that_says_more_than_an_address_is_named():
    assert bib("note = {Accessed 3 May 2020 at \\url{https://x.org}}").left_out == ()
    assert bib("note = {Winner of a prize, \\url{https://x.org}}").left_out == ("note",)


def test_one_source_a_line():
    one, two = read(
        '{"id": "a", "title": "A", "publisher": "P"}\n{"id": "b", "title": "B", "publisher": "P"}\n', count=2
    )
    assert (one.fields["title"], two.fields["title"], two.item.place.line) == ("A", "B", 2)


def test_what_is_no_text_where_one_belongs_is_named():
    assert csl(publisher={"name": "P"}, custom={"x": 1}).left_out == ("custom", "publisher")
    found = csl(publisher=["P", "Q"])
    assert (found.fields["publisher"], found.remarks) == ("P", ("has more than one `publisher`; the first was taken",))


def test_entries_without_a_key_come_in():
    found = read(
        "@article{\n   author = {Roe, A.},\n   title = {One},\n   journal = {J}\n}\n\n"
        "@book{\n   title = {Two},,\n   publisher = {P}\n}\n@book{title = {Three}, publisher = {P}\n",
        count=3,
    )
    assert [(one.item.name, one.fields["title"], one.remarks) for one in found] == [
        ("", "One", ("has no key",)),
        ("", "Two", ("has no key", "has a comma too many between its fields")),
        ("", "Three", ("has no key", "lacks the brace at its end")),
    ]


def test_strings_that_double_are_ended_and_stop_no_other():
    doubling = "".join(f"@string{{s{at} = s{at - 1} # s{at - 1}}}\n" for at in range(1, 60))
    library = read_library(
        f"@string{{s0 = {{long}}}}\n{doubling}@book{{a, title = s20 # s20 # s20, publisher = {{P}}}}\n"
        "@book{b, title = s1, publisher = s59, month = may, year = 2020}".encode(),
        "in",
    )
    assert [(item.name, item.fields["title"], item.fields["issued"]) for item in library.items] == [
        ("b", "longlong", "May 2020")
    ]
    assert library.items[0].remarks == ("uses `s59`, for which there is no `@string`",)
    assert [(one.place.line, one.says[:24]) for one in library.problems] == [(61, "The entry `a` uses `s20`")]


def test_what_has_no_place_is_named():
    found = csl(publisher="P", abstract="A\u200b\u2028", edition=3, keyword="", NOTE="n", translator=[{"family": "R"}])
    assert found.left_out == ("NOTE", "abstract", "edition", "translator")
    assert bib("journal = {J}, type = {x}, options = {y}").left_out == ("options", "type of BibTeX")


@pytest.mark.parametrize(
    ("fields", "kind", "found"),
    [
        ("volume = 3, number = 4, pages = {1--12}, eid = {e5}", "article", ("3", "4", "1–12", ("eid",))),
        ("number = {4}, issue = {Spring}, eid = {e0123}", "article", (None, "4", "e0123", ("issue of BibTeX",))),
        ("volume = {II}, number = 4, pages = {A-12}", "book", ("II", None, "A-12", ("number",))),
        ("volume = {vol. 3}, number = {no. 4}, pages = {pp. 3 - 5; 9}", "article", ("3", "4", "3–5, 9", ())),
        ("volume = {Suppl 1}, number = {№5}, pages = {S3-S5}", "article", ("Suppl 1", "5", "S3–S5", ())),
        ("volume = {9 Pt 1}, number = {Part 2}, pages = {p.xii}", "article", ("9 Pt 1", "Part 2", "xii", ())),
        ("volume = {Vol. XII}, number = {Supp 1}, pages = {pp. xii--xv}", "article", ("XII", "Supp 1", "xii–xv", ())),
        ("volume = {LNCS 1234}, pages = {pp12-15}", "inproceedings", ("LNCS 1234", None, "12–15", ())),
        ("volume = {Part 3}, number = {Special issue 4}", "article", ("Part 3", "Special issue 4", None, ())),
        ("volume = {--}, pages = {--}", "article", (None, None, None, ())),
        ("pages = {xii-xviii, xx -- 3}", "article", (None, None, "xii–xviii, xx–3", ())),
        ("pages = {12 f., 15ff}", "article", (None, None, "12f., 15ff.", ())),
        ("volume = {Т. III}, number = {вып. 4}, pages = {S. IV-X}", "article", ("III", "4", "IV–X", ())),
        ("volume = {Jahrgang 3}, number = {#4}, pages = {p. 3, p. 5}", "article", ("3", "4", "3, 5", ())),
        ("pages = {12--12}", "article", (None, None, "12", ())),
        ("pages = {112--12, e7--e7, 5--}", "article", (None, None, "112–12, e7, 5", ())),
        ("pages = {061102}, eid = {061102}", "article", (None, None, "061102", ())),
        ("pages = {xii, 230 p.}", "book", (None, None, None, ("page",))),
        ("pages = {230}", "book", (None, None, None, ("pages",))),
        ("pages = {230}", "inbook", (None, None, "230", ())),
        ("pages = {12--15}", "book", (None, None, "12–15", ())),
        ("volume = {arXiv:2101.00001}", "article", (None, None, None, ())),
    ],
)
def test_volume_issue_and_pages_find_their_places(fields, kind, found):
    brought = bib(f"publisher = {{P}}, {fields}", kind)
    assert (*(brought.fields.get(name) for name in ("volume", "issue", "page")), brought.left_out) == found


def test_two_issues_of_a_series_are_two_sources():
    known = Known()
    same = {"title": "Letters", "publisher": "Bee", "issued": "2020", "volume": "3"}
    known.add("first", {**same, "issue": "1"})
    assert known.find((), {**same, "issue": "1"}) == "first"
    assert known.find((), {**same, "issue": "2"}) is None


def test_an_entry_without_its_brace_is_named():
    text = "@book{a, title={A}, publisher={P}}\n@book e, title={E}, publisher={P}}\n@book{c, title={C}, publisher={P}}"
    library = read_library(text.encode(), "in.bib")
    assert [item.name for item in library.items] == ["a", "c"]
    assert [(one.place.line, "`e` has no brace" in one.says) for one in library.problems] == [(2, True)]


def test_a_book_is_known_by_the_old_form_of_its_isbn_and_by_the_new_one():
    known = Known()
    known.add("orbit", {"title": "Orbit", "ISBN": "0-306-40615-2"}, new=False)
    assert known.find((), {"title": "Orbit: A Voyage", "ISBN": "978-0-306-40615-7"}) == "orbit"
    assert known.find((), {"title": "Orbit: A Voyage", "ISBN": "978-0-306-40616-4"}) is None
