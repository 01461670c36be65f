"""What Explainery reads in Markdown against what cmark does: no word changes or vanishes without a problem."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from markdowns import texts

from explainery.markdown.foreign import FOREIGN
from explainery.model import Body

differential = pytest.importorskip("differential", reason="cmarkgfm has no wheel for Macs with Intel")

EXAMPLES = [
    one
    for name in ("examples", "github")
    for one in json.loads((Path(__file__).parent / f"commonmark/{name}.json").read_text(encoding="utf-8"))
]
DELIBERATE = {
    "<!DOCTYPE html>": "signs of HTML that mean nothing in a text are printed",
    "<![CDATA[": "the same",
    '<div id="foo"\n*hi*': "the same",
    "<div *???": "the same",
    "foo <!ELEMENT br EMPTY>": "the same",
    "123456789. ok": "a number of more than three digits is a year and begins no list",
    "[foo<https://example.com/?search=]": "an address in angle brackets does not hide the end of a link",
}


def tame(text):
    """Return an example without what is refused in any text: titles of the page and of links, addresses at the root."""
    text = re.sub(r"/(?:url\d?|uri)\b", "b.md", text)
    text = re.sub(r"^((?:[ >]|[-*+] |\d+\. )*)#(?!#)", r"\1##", text, flags=re.MULTILINE)
    text = re.sub(r"""\(([\w.<>/]+) (?:"[^"\n]*"|'[^'\n]*')\)""", r"(\1)", text)
    return re.sub(r"^( {0,3}\[[^\]\n]+\]: \S+) .*$", r"\1", text, flags=re.MULTILINE)


def differs(one):
    """Say whether an example, or what is left of it once it is tamed, is read otherwise than the specification says."""
    text = one["markdown"]
    expected = differential.words_of(one["html"])
    return differential.difference(text, expected) or differential.difference(tame(text))


@pytest.mark.parametrize("section", sorted({one["section"] for one in EXAMPLES}))
def test_examples_of_commonmark(section):
    for one in EXAMPLES:
        if one["section"] == section and not one["markdown"].startswith(tuple(DELIBERATE)):
            assert not differs(one), one["markdown"]


@pytest.mark.parametrize("begin", DELIBERATE)
def test_what_is_deliberate_differs(begin):
    assert any(differs(one) for one in EXAMPLES if one["markdown"].startswith(begin))


def hold(text):
    """Hold a text to what is promised."""
    assert not differential.difference(text)
    assert not differential.difference(differential.followed(text))
    body = differential.parsed(text)
    if isinstance(body, Body):
        shown = differential.printed(body).strip()
        assert not [row.example for row in FOREIGN if re.search(row.pattern, shown, re.MULTILINE)]


@settings(max_examples=150, derandomize=True, database=None)
@given(texts)
@example("- one\n\n        code <!-- c -->\n- two\n")
def test_texts_are_read_as_cmark_reads_them(text):
    hold(text)
