"""What the search is given: the words of every page under their headings, and nothing when it is switched off."""

import json
import re
import sys
from base64 import b64encode

import pytest
from explainers import SMALL, build, files_of, put


def searched(root):
    """Return the one data file of a built site, read as JSON."""
    (file,) = (root / "site/assets").glob("search-data.*.js")
    return json.loads(file.read_text(encoding="utf-8").removeprefix("searchData="))


def entries(root):
    """Return what can be found as (address, kind, title, text), those of pages with their title."""
    data = searched(root)
    for number, anchor, kind, title, *rest in data["passages"]:
        address, whole, *_ = data["pages"][number]
        yield (address + (f"#{anchor}" if anchor else ""), kind, title or whole, rest[0] if rest else "")


@pytest.fixture
def small(tmp_path):
    root = put(tmp_path, SMALL)
    assert build(root).exit_code == 0
    return root


def test_words_stand_under_their_headings(small):
    found = set(entries(small))
    assert ("index.html", "", "Home", "It took 12 days.") in found
    assert ("index.html#first", "", "First", "See the film and.") in found
    assert ("film.html", "", "Film", "It is called «Волна».") in found
    assert ("film.html#plot", "", "Plot", "A doctor flies. Back") in found


def test_facts_lead_to_the_words_that_mention_them(small):
    found = set(entries(small))
    assert ("index.html", "fact", "The voyage took 12 days.", "") in found
    assert ("film.html#plot", "fact", "The skipper is a doctor.", "") in found


def test_a_fact_that_no_page_mentions_is_not_found(tmp_path):
    root = put(
        tmp_path, {**SMALL, "content/film.md": SMALL["content/film.md"].replace("[doctor](fact:doctor)", "doctor")}
    )
    assert build(root).exit_code == 0
    assert [title for _, kind, title, _ in entries(root) if kind == "fact"] == ["The voyage took 12 days."]


def test_a_fact_that_no_page_mentions_is_found_at_its_own_address(tmp_path):
    page = "---\ntitle: Facts\nanswer: A [doctor](fact:doctor).\nchecked: 2026-01-31\n---\n\n"
    page += "```facts\nsubject: facts\n```\n"
    film = SMALL["content/film.md"].replace("[doctor](fact:doctor)", "doctor")
    root = put(tmp_path, {**SMALL, "content/film.md": film, "content/facts/facts.md": page})
    assert build(root).exit_code == 0
    found = set(entries(root))
    assert ("facts/facts.html#doctor", "fact", "The skipper is a doctor.", "") in found
    assert ("index.html", "fact", "The voyage took 12 days.", "") in found


def test_a_fact_says_what_its_title_adds_what_it_answers_and_whether_that_is_certain(tmp_path):
    facts = SMALL["content/facts.yaml"].replace("documented", "announced", 1)
    facts = facts.replace("  statement: The voyage", "  title: Length of the voyage\n  statement: The voyage")
    root = put(tmp_path, {**SMALL, "content/facts.yaml": facts})
    assert build(root).exit_code == 0
    rows = [row[3:] for row in searched(root)["passages"] if row[2] == "fact"]
    assert rows == [["The voyage took 12 days.", "Length of", "days", "t?"], ["The skipper is a doctor.", "", "doctor"]]


def test_a_fact_leads_to_the_page_that_is_about_it(tmp_path):
    more = "A [doctor](fact:doctor) flies for [12 days](fact:days). [Back](index.md)"
    root = put(
        tmp_path,
        {
            **SMALL,
            "content/film.md": SMALL["content/film.md"].replace(
                "A [doctor](fact:doctor) flies. [Back](index.md)", more
            ),
        },
    )
    assert build(root).exit_code == 0
    assert ("film.html#plot", "fact", "The voyage took 12 days.", "") in set(entries(root))


def test_a_changed_word_changes_the_data_only_there(small):
    before = set(entries(small))
    put(small, {"content/stages/one.md": SMALL["content/stages/one.md"].replace("First.", "Begun anew.")})
    assert build(small).exit_code == 0
    assert {entry[3] for entry in set(entries(small)) - before} == {"One. Begun anew."}
    kept = files_of(small / "site")
    assert build(small, "--clean").exit_code == 0
    assert files_of(small / "site") == kept


def test_switched_off_it_leaves_nothing(small):
    settings = SMALL["content/site.yaml"] + "outputs: {search: false}\n"
    put(small, {"content/site.yaml": settings})
    assert build(small).exit_code == 0
    files = files_of(small / "site")
    assert not [path for path in files if "search" in path]
    assert b"masthead__search" not in files["index.html"]
    assert b"form-action 'none'" in files["index.html"]


def many_words():
    """Return two pages of more words than a browser should load."""
    front = (
        SMALL["content/stages/one.md"].split("begins")[0]
        + "checked: 2026-01-31\n---\n\n## Cellar {#cellar}\n\nxylophones\n\n"
    )
    return {f"content/long-{number}.md": front + (f"word{number} " * 2_000 + "\n\n") * 45 for number in range(2)}


def test_many_words_are_indexed_by_pagefind(small):
    pytest.importorskip("pagefind_bin")
    put(small, many_words())
    result = build(small)
    assert result.exit_code == 0, result.stderr
    files = files_of(small / "site")
    assert "pagefind/pagefind.js" in files
    assert not [path for path in files if "search-data" in path or "minisearch" in path]
    assert b"script-src 'self' 'wasm-unsafe-eval';" in files["search.html"]
    assert b"wasm-unsafe-eval" not in files["index.html"]
    put(small, {"content/site.yaml": SMALL["content/site.yaml"].replace("Small", "Smaller")})
    assert build(small).exit_code == 0
    changed = files_of(small / "site")
    assert {path: text for path, text in files.items() if path.startswith("pagefind/")} == {
        path: text for path, text in changed.items() if path.startswith("pagefind/")
    }
    assert build(small, "--clean").exit_code == 0
    assert files_of(small / "site") == changed


def test_many_words_without_pagefind_stop_the_build(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    put(small, many_words())
    result = build(small)
    assert result.exit_code == 1
    assert "SEARCH NEEDS PAGEFIND" in result.stderr
    assert 'pip install "pagefind[bin]"' in result.stderr
    put(small, {"content/site.yaml": SMALL["content/site.yaml"] + "outputs: {search: false}\n"})
    assert build(small).exit_code == 0


REFUSAL = b64encode(b'{"payload": {"type": "Error", "message": "No room"}}').decode() + ","


@pytest.mark.skipif(sys.platform == "win32", reason="Windows runs no such script")
@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 1", "it ended, or its answer cannot be read"),
        ("head -c 1 >/dev/null; exec <&-; sleep 0.2", "it ended, or its answer cannot be read"),
        ("printf 'nonsense,'; cat >/dev/null", "it ended, or its answer cannot be read"),
        ("printf 'W10=,'; exec sleep 60", "it ended, or its answer cannot be read"),  # `[]`, and it stays
        (f"printf '{REFUSAL}'; cat >/dev/null", "No room"),
    ],
)
def test_what_pagefind_fails_at_stops_the_build(small, tmp_path, monkeypatch, script, says):
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("explainery.outputs.pagefind._program", lambda _size: str(program))
    put(small, many_words())
    result = build(small)
    assert result.exit_code == 1
    assert "SEARCH NOT MADE" in result.stderr
    assert f"failed: {says}." in " ".join(result.stderr.split())


def test_what_pictures_and_recordings_say_in_plain_words_is_found(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40"/>'
    text = (
        "```picture\npictures:\n- {file: a.svg, alt: Firstword, caption: C, credit: Creditword}\n- media: m\n```\n\n"
        "```video\nfile: a.webm\nposter: a.svg\nalt: Seenword\ncaption: C\nsilent: Silentword\ntranscript: T\n```\n\n"
        "```kept\ntitle: Titleword\nauthor: Authorword\nwords: W\naddress: https://example.org/\n```\n"
    )
    more = {
        "content/index.md": SMALL["content/index.md"] + "\n" + text,
        "content/a.svg": drawing,
        "content/media.yaml": "- {id: m, file: a.svg, alt: Recordword, caption: Captionword}\n",
    }
    root = put(tmp_path, SMALL | more)
    (root / "content/a.webm").write_bytes(bytes.fromhex("1A45DFA3") + b"\x42\x82\x84webm")
    assert build(root).exit_code == 0
    found = " ".join(text for _address, _kind, _title, text in entries(root))
    words = "Firstword Creditword Recordword Captionword Seenword Silentword Titleword Authorword"
    assert [word for word in words.split() if word not in found] == []
    put(root, {"content/media.yaml": "- {id: m, file: a.svg, alt: Otherword, caption: Captionword}\n"})
    assert build(root).exit_code == 0
    assert "Otherword" in " ".join(text for _address, _kind, _title, text in entries(root))


def test_what_pictures_in_markdown_show_is_found_where_they_stand(tmp_path):
    text = '## Lake {#lake}\n\nBefore it ![A boat & a pier](a.svg "Photo: Anna") after it.\n\n'
    text += "```details\nsummary: More\ntext: |\n  ![A heron](a.svg)\n```\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40"/>'
    root = put(tmp_path, SMALL | {"content/a.svg": drawing, "content/film.md": SMALL["content/film.md"] + "\n" + text})
    result = build(root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert ("film.html#lake", "", "Lake", "Before it A boat & a pier Photo: Anna after it. A heron More") in entries(
        root
    )
    (description,) = re.findall('name="description" content="([^"]*)', (root / "site/film.html").read_text("utf-8"))
    assert "boat" not in description
