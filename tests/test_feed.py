"""The feed carries the texts of pages: nothing that a page says is lost in it, whatever a feed reader takes away."""

import html
import re
from collections import Counter

import pytest
from explainers import SMALL, build, put, texts_of
from guides import page_of_everything, put_shown
from lxml import etree
from recordings import RECORDINGS

from explainery.commands.build import SHIPPED
from explainery.unmark import bare_html

URL = "https://example.org/x/"
ATOM = "{http://www.w3.org/2005/Atom}"
GUIDE = (SHIPPED / "WRITING.md").read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40"><path d="M0 0h60v40z"/></svg>'
# What is no word of a text: numbers of lists, targets, ids, names of notes, sources, languages and remarks, elements.
NO_WORDS = (
    re.compile(r"^ *```\w*$|^\[survey\]: .*$|^---$|^\d+\. ", re.MULTILINE),
    re.compile(r"(?<=\])\([^)]*\)|\[survey\]|\{#[^}]*\}|\[\^\w+\]:?|\[@[^]]*\]|\[!\w+\]|\[[x ]\]|<[^>]*>"),
)
# Every construct of a block says words that stand nowhere else.
BLOCKS = """
![zalt0](hill.svg "zcredit0")

```note
text: znote
```

```details
summary: zsummary
text: "zdetails, and $a_{zdetailsformula}$"
```

```kept
title: zkepttitle
author: zkeptauthor
date: "2020-05-01"
words: zkeptwords
address: https://example.org/zkeptaddress
poster: hill.svg
alt: zkeptalt
credit: zkeptcredit
```

```picture
file: hill.svg
alt: zalt1
caption: zcaption1
credit: zcredit1
licence: {name: zlicence1}
source: https://example.org/zsource1
```

```picture
caption: zgallery
pictures:
  - {file: hill.svg, alt: zalt2, caption: zcaption2, credit: zcredit2}
  - {media: hill}
```

```picture
file: hill.svg
alt: zalt4
caption: zcaption4
marks:
  - {x: 10, y: 20, text: zmark}
```

```audio
file: tone.wav
caption: zaudiocaption
transcript: zaudiowords
credit: zaudiocredit
```

```video
file: walk.webm
poster: hill.svg
alt: zvideoalt
silent: zsilent
caption: zvideocaption
transcript: zvideowords
credit: zvideocredit
```

```timeline
events: days
```

```questions
questions: [asked]
```

```bars
id: lengths
claim: zclaim
alt: zfigurealt
method: zmethod
sources: [tass-1]
untied: zuntied
unit: m
rows:
  - {label: zrow, value: 4}
```

```glossary
```

> [!WARNING]
> zwarning[^z] and [@tass-1, p. 123]

[^z]: zfootnote **zbold**
"""
MORE = {
    "content/hill.svg": SVG,
    "content/media.yaml": "- {id: hill, file: hill.svg, alt: zalt3, caption: zcaption3, credit: zcredit3}\n",
    "content/events/days.yaml": (
        "- {id: sail, title: zevent, time: 2021-10-05, group: days, sources: [tass-1], text: zeventtext, place: z}\n"
    ),
    "content/terms.yaml": "- {id: keel, term: zterm, definition: zdefinition, sources: [tass-1]}\n",
    "content/questions.yaml": "- {id: asked, question: zquestion, answer: zanswer, page: film.md}\n",
    "content/blocks.md": f"---\ntitle: Blocks\nanswer: zfirst.\nchecked: 2026-01-31\n---\n{BLOCKS}",
}


def content_of(root, title):
    """Build an explainer and return what the feed carries of a page."""
    result = build(root, "--url", URL)
    assert result.exit_code == 0, result.stderr
    for entry in etree.parse(root / "site/feed.xml").iter(f"{ATOM}entry"):
        if entry.find(f"{ATOM}title").text == title:
            return entry.find(f"{ATOM}content").text
    raise LookupError(title)


def words_in(text):
    return Counter(re.findall(r"[^\W_]+", text))


def words_shown(content):
    """Return the words that HTML shows, with what its pictures show."""
    content = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r" \1 ", content)
    return words_in(html.unescape(re.sub(r"<(?!/?(?:sub|sup)\b)[^>]*>", " ", re.sub(r"</?su[bp]>", "", content))))


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """Return what the feed carries of the page of the guide for writers that shows all that a text may have."""
    root = tmp_path_factory.mktemp("guide")
    put_shown(root, GUIDE)
    return content_of(root, "Everything that a text may have")


@pytest.fixture(scope="module")
def blocks(tmp_path_factory):
    """Return what the feed carries of a page of blocks."""
    root = put(tmp_path_factory.mktemp("blocks"), SMALL | MORE)
    (root / "content/tone.wav").write_bytes(b"RIFF0000WAVE")
    (root / "content/walk.webm").write_bytes(RECORDINGS["a.webm"])
    return content_of(root, "Blocks")


def test_no_word_of_a_text_is_lost(guide):
    body = page_of_everything(GUIDE).split("---\n", 2)[2]
    for pattern in NO_WORDS:
        body = pattern.sub("", body)
    body = re.sub(r"([~^])(\w+)\1", r"\2", body.replace("\\|", "|"))
    assert words_in(body) - words_shown(guide) == Counter()


def test_no_word_of_a_block_is_lost(blocks):
    written = set(re.findall(r"\bz[a-z]+\d?\b", "".join(MORE.values())))
    lost = {word for word in written if word not in blocks}
    assert lost == set()
    assert "p. 123" in blocks


def test_what_a_page_draws_is_told_in_words(guide, blocks):
    assert "<code>d = \\sqrt{2 R h + h^2}</code> (1)" in guide
    assert "nearly <code>\\sqrt{2 R h}</code>:" in guide
    assert "☑ A task that is done" in guide
    assert "☐ One that is not" in guide
    assert re.search(r"<blockquote>\s*<p><strong>Note</strong></p>\s*<p>NOTE, TIP", guide)
    assert re.search(r"remark of yours\.<sup>\[(\d+)\]</sup>.*<dt>\[\1\]</dt>\s*<dd><p>Its words may", guide, re.DOTALL)
    assert "<p><strong>zsummary</strong></p>" in blocks
    assert re.search(rf'<img src="{URL}hill\.\w+\.svg" alt="zalt0"> zcredit0', blocks)
    assert re.search(rf'<a href="{URL}tone\.\w+\.wav">Listen to the recording</a></p>\s*<p>zaudiocaption</p>', blocks)
    assert blocks.count("zaudiocaption") == 1
    assert '<a href="https://example.org/zkeptaddress">zkepttitle</a>, zkeptauthor' in blocks
    assert f'<img src="{URL}figures/blocks-lengths.svg" alt="zfigurealt">' in blocks


def test_what_is_drawn_is_told_in_the_language_of_the_explainer(tmp_path):
    settings = SMALL["content/site.yaml"].replace("language: en", "language: de")
    text = SMALL["content/film.md"] + "\n> [!WARNING]\n> Halt.\n"
    content = content_of(put(tmp_path, SMALL | {"content/site.yaml": settings, "content/film.md": text}), "Film")
    assert "<p><strong>Warnung</strong></p>" in content


def test_every_address_is_absolute_and_no_element_is_empty(guide, blocks):
    for content in (guide, blocks):
        addresses = re.findall(r'(?:href|src)="([^"]*)"', content)
        assert [address for address in addresses if not re.match(r"https?://|mailto:", address)] == []
        assert not re.search(r"<(p|li|div|strong|blockquote)>\s*</\1>", content)
        assert not re.search(r"<(?:svg|math|script|style|button|details|label)\b|\s(?:class|id|style|hidden)=", content)


def test_what_others_say_of_a_page_does_not_change_its_text(tmp_path):
    """A reader that shows changed texts again would show the page again, though nothing is new on it."""
    root = put(tmp_path, SMALL)
    before = content_of(root, "Film")
    film = SMALL["content/film.md"].replace("2026-01-31", "2026-02-01")
    facts = SMALL["content/facts.yaml"].replace("2026-01-31", "2026-02-01")
    one = SMALL["content/stages/one.md"] + "\nA [doctor](fact:doctor).\n"
    put(root, {"content/film.md": film, "content/facts.yaml": facts, "content/stages/one.md": one})
    assert content_of(root, "Film") == before


def test_a_text_follows_what_it_says(tmp_path):
    root = put(tmp_path, SMALL)
    assert "A report" in content_of(root, "Film")
    put(root, {"content/sources.yaml": SMALL["content/sources.yaml"].replace("A report", "Another report")})
    assert "Another report" in content_of(root, "Film")
    put(
        root,
        {
            "templates/feed/marks.html": texts_of(SHIPPED, "templates/feed")["templates/feed/marks.html"].replace(
                "{{ words }}\n", "{{ words }}!\n"
            )
        },
    )
    assert "doctor!" in content_of(root, "Film")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ('<p class="a" id="b">A <span class="c">b</span> <i lang="ru">в</i></p>', '<p>A b <i lang="ru">в</i></p>'),
        ("<details><summary>A</summary><div>B</div></details>", "<div><p><strong>A</strong></p><div>B</div></div>"),
        ("<h1>A</h1><p></p><p hidden>B</p><svg><title>C</title></svg><p>D<button>E</button></p>", "<p>D</p>"),
        ('<p><a href="#x">A</a> &lt;b&gt; &amp; <img src="b.png" alt="C &quot;D&quot;"></p>',
         '<p><a href="https://a.b/c#x">A</a> &lt;b&gt; &amp; <img src="b.png" alt="C &quot;D&quot;"></p>'),
    ],
)  # fmt: skip
def test_html_is_bared(made, expected):
    assert bare_html(made, "https://a.b/c") == expected
