"""Addresses that pages emit: whatever a file is called, they lead to it."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from explainers import SMALL, build, put
from hypothesis import given
from hypothesis import strategies as st

from explainery.urls import behind, escaped

NAMES = st.text(st.characters(exclude_characters="/", exclude_categories=("C",)), min_size=1, max_size=20)
ODD = (
    *("a b", "a#b", "a%b", "a%20b", "a&b", "a;b", "a+b", "a=b", "a,b", "a@b", "a!b", "a~b", "a'b"),
    *("a(b)", "a[b]", "a{b}", "a^b", "a`b", "a$b", "отчёт", "é 100 %"),
    *("-a", "日本語", "a‑b", "🙂", "a\N{NO-BREAK SPACE}b"),
)


@given(st.lists(NAMES.filter(lambda name: name not in (".", "..")), min_size=1, max_size=3))
def test_an_address_leads_to_its_file(parts):
    path = "/".join(parts)
    whole = urlsplit(urljoin("https://example.org/x/", escaped(path)))
    assert (whole.netloc, unquote(whole.path), whole.query, whole.fragment) == ("example.org", f"/x/{path}", "", "")


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1))
def test_a_place_is_found_behind_the_address(name):
    assert unquote(urlsplit(f"a.pdf{behind(name)}").fragment) == name
    assert re.fullmatch(r"#[^\s#<>\"\\^`{|}]*", behind(name))


def test_what_pages_show_and_link_to_is_there(tmp_path):
    root = put(tmp_path, SMALL)
    picture = (Path(__file__).parent / "pictures/a.png").read_bytes()
    try:
        for name in ODD:
            (root / f"content/{name}.png").write_bytes(picture)
            put(root, {f"content/{name}/data.csv": "a,b\n"})
    except OSError as error:
        pytest.skip(f"not on this system: {error}")
    marks = "\n\n".join(f"![A]({quote(name)}.png) [b]({quote(name)}/data.csv)" for name in ODD)
    put(root, {"content/odd.md": f"---\ntitle: Odd\nanswer: Odd.\nchecked: 2026-01-31\n---\n\n{marks}\n"})
    result = build(root)
    assert (result.exit_code, result.stderr) == (0, "")
    html = (root / "site/odd.html").read_text(encoding="utf-8")
    emitted = re.findall(r'<img class="picture" src="([^"]*)"|<a href="([^"#][^"]*csv)"', html)
    assert len(emitted) == 2 * len(ODD)
    for address in map("".join, emitted):
        whole = urlsplit(urljoin("https://example.org/", unescape(address)))
        assert not whole.query + whole.fragment
        assert (root / "site" / unquote(whole.path).removeprefix("/")).is_file(), address
