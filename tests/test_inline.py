"""The quick ways of the Markdown stage against the slow ones that they stand in for, and the places of words."""

import re
from xml.etree.ElementTree import Element, SubElement

import nh3
import pytest
from chance import tries
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from explainery.markdown import marks, typography
from explainery.markdown import parse as stage
from explainery.markdown.blocks import read_blocks
from explainery.markdown.region import Region
from explainery.markdown.typography import quotes_of
from explainery.problems import Problems

WORDS = "word¦two words¦Волна¦a.b¦1¦10.¦2)¦film.md#end¦x_y_z¦*¦**¦***¦_¦__¦___".split("¦")
SIGNS = " ¦  \n¦\n¦\n\n¦\n\n\n¦\t¦    ¦`¦``¦\\¦\\*¦\\\\¦&¦&amp;¦&#38;¦<¦>".split("¦")
MARKS = """[¦]¦(¦)¦![¦](a.md)¦](b "t")¦](<c d>)¦][r]¦[r]¦[@s, p. 1]¦<https://e.org/>¦<b>""".split("¦")
TAGS = """</b>¦<abbr title="a > b">¦</abbr>¦<br>¦<!-- c -->¦<?p?>¦\n[r]: https://e.org/ 'T'\n¦<x¦\x02""".split("¦")
LINES = "\n## ¦\n# ¦ {#id}¦\n- ¦\n1. ¦\n> ¦\n---\n¦\n===\n¦| a | b |\n|---|--:|\n¦| ¦ |¦\n***\n".split("¦")
PAIRS = "**bold**¦*slanted*¦*a **b** c*¦_a_b_¦***all***¦`code *x*`¦[*a* b](c.md)¦![p](q.png)¦*a*b".split("¦")
SPEECH = """"¦'¦--¦---¦...¦"a"¦it's¦'90¦http://e.org/a--b""".split("¦")
CLEAN = "<p>¦</p>¦<em>¦</em>¦<code>¦</code>¦<kbd>¦</kbd>¦</abbr>¦<br>¦<pre>¦</pre>¦<li>¦</li>¦</a>".split("¦")
OPENED = """ ¦&amp;¦https://e.org/¦<a id='m--1'>¦<abbr title="'x'">""".split("¦")
MARKDOWN = st.lists(
    st.sampled_from(WORDS + SIGNS + MARKS + TAGS + LINES + PAIRS + SPEECH) | st.text(max_size=3), max_size=40
).map("".join)
HTML = st.lists(st.sampled_from(SPEECH + WORDS + CLEAN + OPENED), max_size=25).map("".join)


class Calls:
    """Marks that note what they are asked for: each gets the number of its call."""

    def __init__(self):
        self.noted = []

    def link(self, *call):
        self.noted.append(call)
        return len(self.noted)

    citation = picture = footnote = loose = link


def outcome(converter, text):
    """Return the HTML of two paragraphs and what their marks were asked for; where the converter breaks, how."""
    calls, root = Calls(), Element("div")
    for words in (text, "*more*"):
        SubElement(root, "p").text = words
    converter.names.read(read_blocks("[r]: https://e.org/ 'T'\n").names)
    try:
        return converter.convert(root, calls), calls.noted
    except Exception as error:  # noqa: BLE001 - what the released one raises, the quick one raises too
        return repr(error), calls.noted


def released():
    """Return a converter with the loop of Python-Markdown."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "InlineLoop", InlineProcessor)
        return marks.Converter()


RELEASED, QUICK = released(), marks.Converter()


@tries(1000)
@given(MARKDOWN)
@example("*a **b *c* d** e* `f` [*g* <b>h</b>](i.md) &amp; \\* **")
@example("[a][r] [r] ![p][r] [**https://e.org** ~~me@e.org~~](a.md) www.e.org H~2~O x^2^\\\n[^n]")
def test_the_quick_loop_over_marks_gives_what_the_released_one_gives(text):
    assert outcome(QUICK, text) == outcome(RELEASED, text)


@tries(500)
@given(st.lists(st.sampled_from([*WORDS, *SPEECH, *SIGNS, "(", ")", "!", "\xa0", ":"]), max_size=8).map("".join))
def test_a_field_of_words_alone_gives_what_the_whole_way_gives(text):
    def body():
        try:
            return stage.parse_markdown(text, Region("content/a.md", text, 0, len(text)), quotes_of("en"), inline=True)
        except Problems as found:
            return found.problems

    short = body()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "_ONLY_WORDS", re.compile("(?!)"))
        assert short == body()


@tries(500)
@given(MARKDOWN)
@example("1. > a\n   b `c|d`\n\n   | a\\|b | c |\n   |---|---|\n   | d\\|e |\n")
@example("T\n:  d\n\n[^1]: n\n\to\n- [x]  t\n> - u\nv\n")
def test_words_of_blocks_know_where_they_stand(text):
    for words in read_blocks(text).words:
        for at, sign in enumerate(words.content):
            assert sign == text[words.origin(at)]


@tries(1000)
@given(HTML, st.sampled_from(["en", "de", "fr", "ru"]))
def test_typography_from_sign_to_sign_gives_what_it_gives_piece_by_piece(html, language):
    clean = nh3.clean(html, attributes={"abbr": {"title"}, "a": {"id"}}, link_rel=None)
    assert typography.typeset(clean, quotes_of(language)) == piece_by_piece(clean, language)


def piece_by_piece(html, language):
    """Return what `typeset` gives, the slow way: every tag and every text in turn."""
    quotes = quotes_of(language)
    setter, signs = typography._Setter(quotes), typography._SPACED if quotes.spaced else typography._PLAIN  # noqa: SLF001
    result, literal, before = [], 0, " "
    for piece in re.findall(r"<[^>]*>|[^<]+", html):
        if piece[0] == "<":
            name = re.match(r"</?([a-z0-9]*)", piece)[1]
            if name in ("code", "kbd", "samp", "pre"):
                literal += -1 if piece[1] == "/" else 1
            elif name not in ("a", "abbr", "em"):
                before, setter.goes_on = " ", False
            result.append(piece)
            continue
        left_alone = literal or re.fullmatch(r"https?://\S+", piece) or not signs.search(piece)
        result.append(piece if left_alone else setter.text(piece, before))
        before, setter.goes_on = piece[-1], not left_alone
    return "".join(result)
