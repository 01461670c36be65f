"""What Explainery itself says to readers: all of it in each language, and nothing on any page from elsewhere."""

import html
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from babel.messages.jslexer import tokenize
from brought import LIST, brought
from click.testing import CliRunner
from explainers import build, files_of, put, texts_of
from jinja2 import Environment, nodes
from lxml import etree
from lxml.html import document_fromstring

from explainery.catalogues import TEMPLATE
from explainery.catalogues.writing import catalogue_to_fill, template_of
from explainery.cli import commands
from explainery.commands.build import SHIPPED

TEMPLATES = {
    file.relative_to(SHIPPED / "templates").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted((SHIPPED / "templates").rglob("*"))
    if file.suffix in (".html", ".svg", ".txt")
}
SAID_TO_READERS = ("alt", "aria-label", "content", "data-copied", "placeholder", "title")
NO_WORDS = frozenset("CSV SVG DOI ISBN JSON CSL Zotero UTC JavaScript".split())
"""What is the same in each language."""
FOR_WRITERS = ("editorial.html",)
TREES = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - which only reads: what is in a tree before words are looked up


@pytest.fixture(scope="module")
def words_of_tools():
    spec = importlib.util.spec_from_file_location("words_of_tools", Path(__file__).parents[1] / "tools/words.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_of_strings_is_that_of_templates_and_code(words_of_tools):
    assert template_of(words_of_tools.catalog()) == LIST, "run `python tools/words.py`"


@pytest.mark.parametrize("language", ["de", "es", "fr", "ru"])
def test_a_catalogue_has_every_string_and_no_other(language):
    text = (SHIPPED / f"locale/{language}/LC_MESSAGES/explainery.po").read_text(encoding="utf-8")
    found = catalogue_to_fill(language, {TEMPLATE: LIST, f"locale/{language}.po": text})
    assert (found.left, found.text == text) == (0, True), "run `python tools/words.py`, and translate what it adds"


# Templates and scripts, also where no test comes by -------------------------------------------------------------------


def plain_text(name: str) -> str:
    """Return what a template prints as it is, with a sign in place of all that it works out."""
    tree = TREES.parse(TEMPLATES[name])
    pieces = []
    for output in tree.find_all(nodes.Output):
        pieces += [node.data if isinstance(node, nodes.TemplateData) else "\0" for node in output.nodes]
    return "".join(pieces)


def said_in(markup: str) -> list[str]:
    """Return the words of HTML or SVG that readers see or hear, style sheets and scripts aside."""
    whole = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->| 'wasm-unsafe-eval'", " ", markup, flags=re.DOTALL)
    attributes = [
        value
        for name in SAID_TO_READERS
        for value in re.findall(rf'\s{name}="([^"]*)"', whole)
        if not (name == "content" and re.search(r"'none'|width=device|noindex|light dark|website|summary_|url=", value))
    ]
    return [re.sub(r"<[^>]*>", " ", whole), *attributes]


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in FOR_WRITERS])
def test_a_template_has_no_words_but_those_of_the_catalogue(name):
    found = [word for text in said_in(plain_text(name)) for word in re.findall(r"[^\W\d_]{2,}", html.unescape(text))]
    assert [word for word in found if word not in NO_WORDS] == []
    tree = TREES.parse(TEMPLATES[name])
    looked_up = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext", "pgettext", "npgettext")
        for argument in call.args
    }
    looked_up |= {id(one.expr) for one in tree.find_all(nodes.Operand)}
    literals = [
        one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str) and id(one) not in looked_up
    ]
    assert [one for one in literals if re.search(r"[A-Z][a-z]+$|[a-z]{2} [a-z]{2}", one)] == []


@pytest.mark.parametrize("path", ["js/404.js", "js/reading.js", "js/theme.js", "search/finding.js", "search/search.js"])
def test_a_script_has_no_words(path):
    tokens = tokenize((SHIPPED / "assets" / path).read_text(encoding="utf-8"))
    texts = [token.value for token in tokens if token.type in ("string", "template_string")]
    keys = ('"Escape"', '"Tab"')
    found = [text for text in texts if re.search(r"[A-Z][a-z]+ [a-z]|^.[A-Z][a-z]+.$", text) and text not in keys]
    assert found == []


# An explainer in Greek letters, whose catalogue has every string in brackets ------------------------------------------

GREEK = Path(__file__).parent / "gefyra"
ENGLISH_LETTERS = re.compile(r"[A-Za-z]{2,}")


def bracketed(text: str) -> str:
    """Return a string in which everything but the places for values stands in brackets."""
    parts = re.split(r"(%\(\w+\)s)", text)
    return "".join(part if part.startswith("%(") or not part.strip() else f"⟦{part}⟧" for part in parts)


NAMES = frozenset("step steps way ways length other quarrel share lonely amount example org Optional".split())
"""Ids and kinds, which are in Latin letters everywhere; and the name that the format of llms.txt gives a section."""


def said_on(path: str, content: bytes) -> Iterator[str]:
    """Yield what a file of the site says to readers, and to who listens to it."""
    if path.endswith((".html", ".svg", ".xml")):
        tree = document_fromstring(content) if path.endswith(".html") else etree.fromstring(content)
        for element in tree.iter(etree.Element):
            if element.tag not in ("script", "style", "{http://www.w3.org/2000/svg}style"):
                text = element.text or ""
                yield re.sub("<[^>]*>", " ", text) if element.get("type") == "html" else text
            yield element.tail or ""
            yield from (element.get(name, "") for name in SAID_TO_READERS if name != "content")
            if element.get("name") == "description":
                yield element.get("content")
            for texts in parse_qs(urlsplit(element.get("href", "")).query).values():
                yield from texts
            if "data-words" in element.attrib:
                said = json.loads(element.get("data-words"))
                yield from (
                    said["failed"],
                    said["nothing"],
                    said["near"],
                    said["instead"],
                    *said["kinds"].values(),
                    *said["found"].values(),
                    *said["many"].values(),
                )
    elif path.endswith(".md") or path == "llms.txt":
        yield re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", content.decode())
    elif path.startswith("assets/site."):
        yield from re.findall(r'--says-\w+:"([^"]*)"', content.decode())


def to_fill(root: Path, language: str) -> tuple[str, str]:
    """Return what the command `words` prints, and the file that it writes."""
    result = CliRunner().invoke(commands, ["words", "--language", language, "--root", str(root)])
    assert result.exit_code == 0, result.stderr
    return result.stdout, (root / f"templates/locale/{language}.po").read_text(encoding="utf-8")


def test_no_page_says_a_word_that_is_in_no_catalogue(tmp_path):
    root = put(tmp_path, texts_of(GREEK, "content", "templates"))
    put(root, {"templates/locale/el.po": brought("el", bracketed, to_fill(root, "el")[1])})
    options = ("--url", "https://example.org/", "--repository", "https://github.com/o/r", "--today", "2026-12-31")
    result = build(root, *options)
    assert result.exit_code == 0, result.stderr
    found = {}
    for path, content in files_of(root / "site").items():
        for text in said_on(path, content):
            plain = re.sub(r"⟦[^⟧]*⟧|%\(\w+\)s|https?://\S+", " ", text)
            found |= {word: path for word in ENGLISH_LETTERS.findall(plain) if word not in NO_WORDS | NAMES}
    assert found == {}

    said, text = to_fill(root, "el")  # which keeps what is translated
    assert ": 0 of " in said
    put(root, {"templates/locale/el.po": text.replace("⟦Skip to the text⟧", "⟦Skip⟧")})
    build(root, *options)
    after = files_of(root / "site")
    assert [path for path, content in after.items() if "⟦Skip to the text⟧".encode() in content] == []
    build(root, *options, "--clean")
    assert files_of(root / "site") == after
