"""Marks of other dialects: each row of their table is found, and each of its remedies can be followed."""

import html
import re
from pathlib import Path

import pytest

from explainery.markdown import Region, parse_markdown, quotes_of
from explainery.markdown.foreign import FOREIGN, foreign
from explainery.model import Link
from explainery.problems import Problems

# How the signs themselves are written where a backslash before the first does not do.
ITSELF = {
    "• x": "&bull; x",
    "a. x\nb. y": "a\\. x\nb. y",
    "i. x\nii. y": "i\\. x\nii. y",
    "– x\n– y": "– x\n\n– y",
    "image::x.png[]": r"image\::x.png[]",
    "【4†x】": "&#12304;4†x】",
    "turn0search1": "`turn0search1`",
    "`x`_": r"`x`\_",
    '"x":https://a.b': '"x"&#58;https://a.b',
    "__NOTOC__": r"\_\_NOTOC\_\_",
    "import X from 'y'": "`import X from 'y'`",
    "h2. x": r"h2\. x",
    "key:: x": r"key\:: x",
    "\uf0b7 x": "&#xf0b7; x",
    "o\tx": "o x",
    "✓ x\n✓ y": "✓ x\n\n✓ y",
}
WRITING = (Path(__file__).parent.parent / "explainery/shipped/WRITING.md").read_text(encoding="utf-8")
SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def parsed(text, *, inline=False):
    return parse_markdown(text, Region("content/a.md", text, 0, len(text)), quotes_of("en"), inline=inline)


def problems(text, *, inline=False):
    """Return what is wrong with a text."""
    try:
        parsed(text, inline=inline)
    except Problems as found:
        return found.problems
    return ()


def offset(text, place):
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


ROWS = pytest.mark.parametrize("row", FOREIGN, ids=lambda row: row.example)


@ROWS
@pytest.mark.parametrize("before", ["", "Words before.\n\n", "> Words.\n>\n> "])
def test_an_example_is_a_problem_at_its_place(row, before):
    text = before + row.example.replace("\n", "\n> " if before.startswith(">") else "\n") + "\n"
    (problem,) = problems(text)
    assert problem.title == "MARK OF ANOTHER DIALECT"
    assert problem.hint == f"{row.write} {row.itself}"
    assert f"means {row.means} elsewhere" in problem.says
    shown = re.match("`(.*)` means", problem.says)[1]
    assert text[offset(text, problem.place) :].startswith(shown)


@ROWS
def test_an_example_is_a_problem_in_a_field(row):
    assert "MARK OF ANOTHER DIALECT" in {
        problem.title for problem in problems(f"Words {row.example}", inline=True)
    } or row.pattern.startswith(("^", "(?:^[", "(?:\\A|^", "(?<=\\n"))  # what stands at the beginning of a line


@ROWS
@pytest.mark.parametrize("code", ["``{}``", "```text\n{}\n```", "    {}", "<!-- {} -->"])
def test_in_code_and_comments_it_is_none(row, code):
    if "`" in row.example and "``" in code:
        code = "```` {} ````"
    text = f"Words.\n\n{code.format(row.example.replace(chr(10), chr(10) + '    ' if code[0] == ' ' else chr(10)))}\n"
    assert not [one for one in problems(text) if one.title == "MARK OF ANOTHER DIALECT"]


@ROWS
def test_its_signs_can_be_printed(row):
    text = ITSELF.get(row.example, row.example) + "\n"
    for _try in range(4):
        found = problems(text)
        if not found:
            break
        at = offset(text, found[0].place)
        assert SIGN.match(text, at)
        text = f"{text[:at]}\\{text[at:]}"
    assert not found
    segments = (one.html if isinstance(one, Link) else one for one in parsed(text).segments)
    printed = html.unescape(re.sub("<[^>]*>", "", "".join(one for one in segments if isinstance(one, str))))
    expected = re.sub(r"^> |^- |`", "", row.example)
    printed, expected = (
        re.sub("[‘’]", "'", re.sub("[“”]", '"', one)).replace("—", "---").replace("–", "--")
        for one in (printed, expected)
    )
    assert printed.split() == expected.split()


@ROWS
def test_what_is_to_be_written_in_its_place_is_no_problem(row):
    for piece in re.findall("`([^`]+)`", row.write):
        found = {problem.title for problem in problems(piece + ("x" if piece.endswith(" ") else ""))}
        assert not found & {"MARK OF ANOTHER DIALECT", "RAW HTML", "NOT A TABLE"}, piece


def test_what_writers_are_told_is_true():
    """In the table of the writing format the left side is refused, and the right side is not."""
    rows = re.findall(
        r"^\| (.+) \| (.+) \|$",
        WRITING.partition("| elsewhere | here |\n|---|---|\n")[2].partition("\n\n")[0],
        re.MULTILINE,
    )
    assert len(rows) > 5
    for elsewhere, here in rows:
        for example in re.findall("`([^`]+)`", elsewhere):
            assert problems(example), example
        for example in re.findall("`([^`]+)`", here):
            assert not problems(example), example


@pytest.mark.parametrize(
    "text",
    [
        "It cost $5 and $6, or US$7-US$8, A$9, $10–$12 or 5$.",
        "C++11 to C++14, a == b and c == d, i++ and j++",
        "~5 km or ~6 km, ~/.bashrc and ~/x",
        "At 10:30:15, see https://example.org/a:b:c and 1:2:3, Künstler:innen und Bürger:innen",
        "x^2 + y^3, a || b || c, 100% or 50%, 5 > !x",
        "{{ page.title }} and {% raw %} {a, b} {1}",
        "[1] [sic] [a, b] [x=1] and a@example.org",
        "A. Smith wrote it.\nB: nobody.",
        "Wow!!! Really??? Yes.",
        "## Title {#name}\n\n### Other {#new #old}",
        "[[1]](https://example.org/) and [a [b] c](https://example.org/)",
        "It was (1) here and (2) there.",
        "| a | b |\n|---|:--|\n| c | d |",
        "a * b * c _ d - e + f # g",
        "C:\\Users\\text and \\d",
        "Ann: yes.\nBen : no.",
        "1. one\n2. two\n    - three",
        "I. Newton was here,\nand https://example.org/~ann/~ben",
        "He came – and went\n– as ever.\n\n— Who?\n\n— She.\n\n— I see,<br>\n— said he.",
        "++ and == and ~~ and ^^ and || alone",
        "5' 3'' tall, 6'2'' and 7'3''; rock 'n' roll, the '90s and “'tis”",
        "{{ page.title }} and /api/{code}/, {a} and {note}",
        "https://example.org/a//b//c and file:///a//b, and // alone",
        "[I]n the [b]ig town, see [cite], [web] and [1], [2]",
        "A return: turn 0, in turn2 and Saturn0; a cross† and [†]",
        "[sic] ![x](pictures/x.png) wow![1]",
        "It grew from x^2 to y ^3.",
        "Note: yes.\nAuthor: no.\nhttps://example.org/a::b and C++::x",
        "a = b\n= c\n\nh2 is a heading. H2. Too.",
        "O yes. O no.\no well",
        "✓ one\n\n✓ two",
        "v\xa0Praze a o\xa0vojně\no\xa0míru\n§\xa05 sagt es\n§ 6 auch",
        "[source: the log]\n\n[quote]",
        "import all from abroad\nimport taxes rose",
        "Wait ... what .. no. .. And `x`.",
    ],
)
def test_what_looks_alike_is_none(text):
    assert not problems(text)


def test_quotations_in_quotations_are_looked_through_once():
    """And not in each of the 2^400 ways in which their spaces can be shared out, which would take for ever."""
    text = f"x\n{'> ' * 400}x\n> {{| y\n"
    assert [start for _title, start, *_more in foreign(text, text)] == [text.index("{|")]


def test_an_attribute_that_was_overlooked_is_not_published(monkeypatch):
    """What is cleaned last does not rely on what was refused before."""
    monkeypatch.setattr("explainery.markdown.look.RAW_ATTRIBUTES", {"lang", "style", "onclick"})
    html = str(parsed('A <b lang="ru" style="top: 0" onclick="go()">word</b>.').segments)
    assert '<b lang="ru">word</b>' in html


def test_a_number_too_long_for_a_character_stands_for_none():
    assert [one.title for one in problems(f"A wheel &#{'9' * 5_000}; turns.\n")] == ["NO SUCH CHARACTER"]
