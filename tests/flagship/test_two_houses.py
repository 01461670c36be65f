"""The generator knows no subject: nothing of it names what is the flagship's own, whose names are taken from there."""

import re

import pytest
from home import ROOT

from explainery.commands.build import SHIPPED

CONTENT, TEMPLATES = ROOT / "content", ROOT / "templates"
TESTS = ROOT / "tests"
PACKAGE = [ROOT / "pyproject.toml", *(ROOT / "explainery").rglob("*")]
SPECS = sorted((TESTS / "specs").glob("*.md"))
CODE = [
    file
    for file in sorted(TESTS.rglob("*.py"))
    if file.relative_to(TESTS).parts[0] not in ("flagship", "quality")  # which look at its pages
]
CODE += sorted(file for file in (TESTS / "voyage").rglob("*") if file.suffix != ".py")
SPARED = re.compile(
    r"wording/languages/"  # words of languages, whatever texts are about
    r"|assets/search/minisearch\.js"  # somebody else's
    r"|\.(?:woff2|ttf|pyc|png|bin)$"
)
THEIRS = {
    "explainery/exchange/entries.py": {'"movie"'},
}
"""Words of other programs, which are to be read as they write them."""

GENERAL = {
    "hours": "the unit",
    "profile": "`build --profile`, and what others call a form of a language",
    "role": "what a shape is in a drawing, and an element in HTML",
    "stage": "one of the six of a build",
    "strip": "the method of texts",
    "modules": "those of Python",
    "progress": "of a build",
    "utc": "the time scale",
    "alive": "a link that answers",
    "center": "a value in CSS",
    "inspiration": "a word",
    "international": "a word",
    "challenge": "a word",
    "city": "a word",
    "turn": "a word",
    "funnel": "dots of which ever fewer go on",
    "поиск": "the search",
    "день": "a unit",
}
"""Names of the flagship that are words of every subject as well: alone they give nothing away."""


def all_of(pattern, folder, files="*.yaml"):
    """Return what a pattern finds in the files of a folder of the flagship."""
    return {name for file in folder.rglob(files) for name in re.findall(pattern, file.read_text("utf-8"), re.MULTILINE)}


def folders_of(base):
    return {folder.name for name in ("kinds", "records", "components") for folder in base.glob(f"templates/{name}/*")}


def fields_of_its_own():
    """Return the settings and fields that the flagship adds to those of every explainer."""
    for file in (TEMPLATES / "settings.yaml", *TEMPLATES.glob("records/*/schema.yaml")):
        shipped = SHIPPED / file.relative_to(ROOT)
        known = re.findall(r"^  ([\w-]+):", shipped.read_text("utf-8"), re.MULTILINE) if shipped.exists() else None
        if known is not None:
            yield from set(re.findall(r"^  ([\w-]+):", file.read_text("utf-8"), re.MULTILINE)) - {*known}


IDS = all_of(r"^- (?:\{)?id: ([\w-]+)", CONTENT)
KEYS = (folders_of(ROOT) - folders_of(SHIPPED) | {*fields_of_its_own()}) - GENERAL.keys()
PAGES = {
    page.relative_to(CONTENT).as_posix().removesuffix(".md")
    for name in ("*.md", "crew/*.md", "training/*.md")
    for page in CONTENT.glob(name)
    if page.stem not in ("README", "about", "corrections", "glossary", "index")
}


def proper_names():
    """Return the words that titles of people, films and terms begin with a capital, and no text ever without one."""
    titles = all_of(r"^title: (.*)$", CONTENT / "crew", "*.md")
    titles |= all_of(r"^  (?:title|term): (.*)$", CONTENT, "[ft]*s.yaml")
    titles |= all_of(r"^  names: \{ru: \[?([^\]}]*)", CONTENT, "[ft]*s.yaml")
    texts = (re.sub(IS_CODE, "", page.read_text("utf-8")) for page in CONTENT.rglob("*.md"))
    small = {word for text in texts for word in LETTERS.findall(text) if word[0].islower()}
    words = {word for title in titles for word in LETTERS.findall(title) if word[0].isupper()}
    return {word.lower() for word in words if len(word) > 3 and word.lower() not in small} - GENERAL.keys() - LANGUAGES


LETTERS = re.compile(r"[^\W\d_]+")
LANGUAGES = {"russian"}  # which the generator knows whatever texts are about
IS_CODE = re.compile(r"\A---.*?^---|^```.*?^```|`[^`\n]*`|\]\([^)]*\)|@[\w-]+|\{[^}]*\}", re.MULTILINE | re.DOTALL)
TOKENS = {one for one in IDS if re.search(r"[-\d]", one)} | all_of(r"x-words: \{([\w-]+):", TEMPLATES)
NAMES = proper_names()
_WORDS = "|".join(sorted({one for one in IDS if not re.search(r"[-\d]", one)} - GENERAL.keys()))
_KEYS, _PAGES = "|".join(sorted(KEYS)), "|".join(sorted(PAGES))
IN_CODE = re.compile(
    rf"(?:fact|term|source|event):(?:{_WORDS})\b"
    rf"|`[^`\n]*(?<![\w-])(?:{_WORDS})(?![\w-])[^`\n]*`"
    rf"|\b(?:{_PAGES})\.(?:md|html)\b"
    rf"|[\"'`/](?:{_KEYS})[\"'`/.]|(?:^|[{{, ])(?:{_KEYS})(?=: )",
    re.MULTILINE,
)
"""Names that are words as well, where they stand as names: of records, of pages, of fields, kinds and folders."""


ONE_WORD = re.compile(rf"(?<![\w-])(?:{_WORDS})(?![\w-])")
"""Ids of one word, such as `launch`."""


def named_in(text, *, in_code=True):
    """Return what a text names of the flagship, each with its line; with `in_code` also what is a word as well."""
    named = TOKENS & {*re.findall(r"\w[\w-]*\w", text)} | {
        one for one in {*LETTERS.findall(text)} if one.lower() in NAMES
    }
    found = [(text.index(one), one) for one in named]
    found += [(one.start(), one[0]) for one in IN_CODE.finditer(text) if in_code]
    return sorted((text.count("\n", 0, start), words) for start, words in found)


@pytest.mark.parametrize(
    ("files", "spared"),
    [
        pytest.param(PACKAGE, None, id="package"),
        pytest.param(SPECS, "ids", id="specifications"),
        pytest.param(CODE, "words", id="tests"),
    ],
)
def test_nothing_names_what_is_the_flagships(files, spared):
    """In the stories of tests there may be a page `film` and a fact `launch`, which are words of English as well."""
    found = []
    for file in files:
        path = file.relative_to(ROOT).as_posix()
        if file.is_file() and not SPARED.search(path):
            named = named_in(f"{path}\n{file.read_text('utf-8')}", in_code=spared != "words")
            found += [
                f"{path}:{line}: {words}"
                for line, words in named
                if words not in THEIRS.get(path, ()) and not (spared == "ids" and ONE_WORD.search(words))
            ]
    assert found == []


def test_there_is_something_to_be_named():
    assert len(IDS) > 900
    assert {"peresild", "soyuz", "baikonur", "shkaplerov", "союз"} <= NAMES
    assert {"ascent", "movie", "film", "epoch"} <= KEYS
    assert "training/centrifuge" in PAGES
    for text in (
        "see film.md#plot",
        "`closed - launch`",
        "kind: russian-press",
        "  epoch: x",
        "the Soyuz",
        "fact:mis-01",
    ):
        assert named_in(text), text
