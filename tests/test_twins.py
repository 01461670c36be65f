"""The Markdown twins: they say what the pages say, and a Markdown parser reads them so."""

import html
import re
from pathlib import Path

import markdown
import pytest
from explainers import SMALL, build, files_of, put
from hypothesis import given
from hypothesis import strategies as st

from explainery.commands.build import SHIPPED
from explainery.unmark import markdown_of

EXTENSIONS = ["tables", "footnotes", "attr_list", "fenced_code", "sane_lists"]


def words_of(page: str) -> list[str]:
    """Return the words that HTML shows."""
    page = re.sub(r"<(svg|script|style|sup)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", page)))


@pytest.fixture(scope="module", params=["in English", "in German"])
def files(request, voyage, second):
    return files_of(voyage if request.param == "in English" else second / "site")


def test_every_page_has_a_twin_and_links_in_it_lead_somewhere(files):
    pages = {path for path, text in files.items() if path.endswith(".html") and b'http-equiv="refresh"' not in text}
    pages -= {"404.html", "search.html"}
    twins = {path: text.decode() for path, text in files.items() if path.endswith(".md")}
    assert {path.removesuffix(".html") + ".md" for path in pages} == twins.keys()
    for path, text in twins.items():
        for target in re.findall(r"\]\((?!<?https?:)([^)#\s]+)", text):
            found = (Path("/") / path).parent.joinpath(target).resolve().relative_to("/").as_posix()
            assert found in files, f"{path}: {target}"


def test_twins_say_what_the_pages_say(files):
    for path, content in files.items():
        if path.endswith(".md"):
            page = files[path.removesuffix(".md") + ".html"].decode()
            paragraphs = re.findall(
                r"<p>(?:(?!</p>|<svg).)*</p>",
                page.partition('class="prose"')[2].partition('class="method"')[0].partition("<section")[0],
            )
            said = " ".join(words_of(markdown.markdown(content.decode(), extensions=EXTENSIONS)))
            for paragraph in paragraphs:
                assert " ".join(words_of(paragraph)) in said, f"{path}: {paragraph}"


def test_every_note_that_a_twin_mentions_is_below_it(files):
    for path, content in files.items():
        if path.endswith(".md"):
            text = content.decode()
            mentioned, below = (
                set(re.findall(r"(?<!^)\[\^(\d+)\]", text, re.MULTILINE)),
                re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE),
            )
            assert mentioned == set(below), path
            assert len(below) == len(set(below)), path


def test_a_twin_follows_the_facts_of_its_page(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    put(root, {"content/facts.yaml": SMALL["content/facts.yaml"].replace("The skipper is", "The lead is")})
    build(root)
    assert "[^1]: The lead is a doctor." in (root / "site/film.md").read_text(encoding="utf-8")


def test_a_template_of_ones_own_takes_the_place_of_a_twins(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    put(root, {"templates/twin/marks.html": (SHIPPED / "templates/twin/marks.html").read_text(encoding="utf-8") + "\n"})
    own = (
        (SHIPPED / "templates/twin/base.html")
        .read_text(encoding="utf-8")
        .replace('<h2>{{ _("Notes") }}</h2>', "<h2>Footnotes</h2>")
    )
    put(root, {"templates/twin/base.html": own})
    build(root)
    assert "## Footnotes" in (root / "site/film.md").read_text(encoding="utf-8")
    put(root, {"templates/twin/base.html": own.replace("{{ page.title }}", "{{ page.nothing }}")})
    assert "templates/twin/base.html" in build(root).stderr


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("<p>1. no list</p><p>- nor</p><p>--- rule</p><p>#tag</p>", "1\\. no list\n\n\\- nor\n\n\\--- rule\n\n\\#tag"),
        ("<p># no heading, C# and 5 &lt; 6 &amp;amp; a|b</p>", "\\# no heading, C# and 5 &lt; 6 &amp;amp; a\\|b"),
        ("<p>snake_case, _so_ and *so*</p>", "snake_case, \\_so\\_ and \\*so\\*"),
        ("<p><strong>A <b>b</b> </strong>c</p>", "**A b** c"),
        (
            '<p><a href="https://a.b/c_(d)">x</a> <a href="https://a.b">https://a.b</a></p>',
            "[x](<https://a.b/c_(d)>) <https://a.b>",
        ),
        (
            "<p>x<b>“a”</b>y, <b>“a”</b> x<em>(a)</em> <i>a</i>b</p>",
            "x<strong>“a”</strong>y, **“a”** x<em>(a)</em> *a*b",
        ),
        ("<p><em>a</em><em>b</em><b>c</b> <s>a</s><s>b</s></p>", "<em>a</em><em>b</em>**c** <del>a</del>~~b~~"),
        ("<p>H<sub>2</sub>O <code>a`b</code> <q>c</q></p>", "H<sub>2</sub>O ``a`b`` “c”"),
        ("<ul><li>a<ol start='3'><li>b</li></ol></li><li>c</li></ul>", "- a\n    3. b\n- c"),
        ('<ol start="3"><li>b</li></ol>', "3. b"),
        ("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n    b\n\n- c"),
        ("<blockquote><p>a</p><p>b</p></blockquote><hr>", "> a\n>\n> b\n\n---"),
        ('<pre><code class="language-sh">a\n```\n</code></pre>', "````sh\na\n```\n````"),
        (
            '<table><tr><th class="align-end">a</th><th>b</th></tr><tr><td><code>c|d</code></td></tr></table>',
            "| a | b |\n| ---: | --- |\n| `c\\|d` |  |",
        ),
        ("<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt><dd>d</dd></div></dl>", "- **a**: b\n- **c**: d"),
        (
            '<h2 id="a" title="x > y">A</h2><svg><title>no</title></svg><img src="b.png" alt="C">',
            "## A {#a}\n\n![C](b.png)",
        ),
        (
            "<p>https://a.b/_c_d__e*f, (https://a.b/_c). <a href='x.html'>x.html https://a.b/_c</a></p>",
            "<https://a.b/_c_d__e*f>, (<https://a.b/_c>). [x.html https://a.b/\\_c](x.html)",
        ),
        ("<p><a href='x.html'>x.html</a> https://a.b/c_d</p>", "[x.html](x.html) https://a.b/c_d"),
        (
            '<p><code>a<sup data-note="1"></sup> b</code> <kbd><i>c</i><a href="d.html">d</a></kbd></p>',
            "`a`[^1] `b` `c`[`d`](d.html)",
        ),
        ('<p>a<sup data-note="1"></sup></p><ol><li data-note="1">b</li></ol>', "a[^1]\n\n[^1]: b"),
    ],
)
def test_html_becomes_markdown(made, expected):
    assert markdown_of(made) == expected + "\n"


# Python-Markdown leaves the backslash before `|` and `~`, which CommonMark takes away.
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"], blacklist_characters="|~"), min_size=1))
def test_words_stay_words(text):
    made = markdown_of(f"<p>{html.escape(text)}</p>")
    read = markdown.markdown(made, extensions=["tables"])
    assert "<p>" in read or not text.split()
    assert html.unescape(re.sub(r"</?p>", "", read)).split() == text.split()
