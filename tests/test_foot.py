"""The foot of a page: the issue that reports an error is filled in with the page and the fact, and fits an address."""

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from explainers import SMALL, build, put

URL = "https://example.org/small/"
OWN = (
    '{% extends "base.html" %}{% block after %}{% for fact in site.records.fact if fact.id == "doctor" %}'
    '<a id="own" href="{{ report(fact) }}">{% endfor %}{% endblock %}'
)


def reported(tmp_path, statement="The skipper is a doctor.", title="Film", repository="https://github.com/a/b", *more):
    """Return the parts of the address that reports an error in a fact, and the address itself."""
    files = {
        "content/site.yaml": SMALL["content/site.yaml"] + f"repository: '{repository}'\noutputs: {{cards: false}}\n",
        "content/facts.yaml": SMALL["content/facts.yaml"].replace(
            "The skipper is a doctor.", json.dumps(statement, ensure_ascii=False)
        ),
        "content/film.md": SMALL["content/film.md"].replace("title: Film", f"title: {title}"),
        "templates/kinds/page/page.html": OWN,
    }
    root = put(tmp_path, SMALL | files)
    result = build(root, *more)
    assert result.exit_code == 0, result.stderr
    found = re.search('<a id="own" href="([^"]*)"', (root / "site/film.html").read_text(encoding="utf-8"))[1]
    address = html.unescape(found)
    return urlsplit(address), parse_qs(urlsplit(address).query), address


def test_a_fact_is_named_with_its_page_and_its_sentence(tmp_path):
    parts, query, _ = reported(tmp_path, "One & two = “100 %” #1?", "Film", "https://github.com/a/b", "--url", URL)
    assert (parts.netloc, parts.path, parts.fragment) == ("github.com", "/a/b/issues/new", "")
    assert query.keys() == {"title", "body"}
    assert query["title"] == ["Error on “Film”"]
    lines = query["body"][0].splitlines()
    assert lines[:3] == [f"Page: {URL}film.html", "Fact: doctor", "Sentence: One & two = “100 %” #1?"]
    assert [line for line in lines[3:] if line] == ["What is wrong:", "Which source says so:"]


@pytest.mark.by_day(2)
@pytest.mark.parametrize("sign", ["a", "ы", "字", "a ", "🚀 "])
def test_a_long_sentence_is_cut_until_the_address_fits(tmp_path, sign):
    _, query, address = reported(tmp_path, f"{sign * 3000}end", (sign * 60)[:66] + "end")
    assert re.fullmatch(r"[!-~]+", address)
    assert 400 < len(address) <= 2000
    sentence = re.search("Sentence: (.*)", query["body"][0])[1]
    assert sentence.endswith("…")
    assert (sign * 3000).startswith(sentence.removesuffix("…"))
    assert query["body"][0].endswith("Which source says so:")


@pytest.mark.parametrize(
    ("repository", "form"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b/issues/new"),
        ("https://github.com/a/b.git", "https://github.com/a/b/issues/new"),
        ("https://www.github.com/a/b/tree/main/x", "https://github.com/a/b/issues/new"),
        ("https://gitlab.com/a/b/c/-/tree/main", "https://gitlab.com/a/b/c/-/issues/new"),
        ('https://github.com/a/"b"', "https://github.com/a/%22b%22/issues/new"),
        ("https://github.com/a", None),
        ("https://github.com.example.org/a/b", None),
        ("https://example.org/github.com/a/b", None),
    ],
)
def test_the_form_is_that_of_the_host(tmp_path, repository, form):
    found = reported(tmp_path, repository=repository)[2]
    assert (found.partition("?")[0] if form else found) == (form or "")
