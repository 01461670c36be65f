"""The corpus: ordinary pages from a seed, and the same pages in the dialect of each tool.

`python3 benchmarks/corpus.py explainery 1000 FOLDER` writes one by hand. A page has front matter, about 350 words under
four headings, a list, a table, two footnotes (citations where the tool has them) and three links to other pages. Pages
stand in folders of a hundred, each with an index page. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PEERS = Path(__file__).resolve().parent / "peers"
FOLDER_SIZE = 100
NAVIGATION = 10
LATER = ("feed", "cards", "search", "twins", "data", "llms", "citations", "jsonld")
later_outputs = False
"""Whether Explainery makes these too; the other tools have no such thing, but for the feed."""
SOURCES = 12
DAY = "2026-01-31"
UNCHANGED = "Revision zero."
"""The sentence of every page that an edit replaces."""

WORDS = """
 about across after air always among anchor answer arrive autumn balance basin before begin below beside between boat
 bridge bright build calm carry centre change clear climb coast cold common cover current dark dawn deep depth detail
 distance drift early earth east edge empty engine evening every field figure find first floor follow forest form found
 glass grain gravel ground half harbour heavy height hold horizon hour island keep lamp large late layer leave length
 level light limit line long map mark matter measure meet middle mile morning mountain mouth narrow near night north
 number ocean often open orbit order outer over pass path pattern piece place plain point pressure quiet rain range
 reach record rest return ridge rise river road rope rough round salt sand season second shape shadow shallow ship
 shore short side signal silence simple slope slow small snow soft soil south space spring station steady stone storm
 stream strong summer surface table tide time tower track travel turn under upper valley vessel view voyage wall
 warm watch water weather weight west while wide wind winter within wood work year
""".split()

MARK = re.compile(r"<<(link|cite):(\d+)(?:\|([^>]*))?>>")


@dataclass(frozen=True)
class Page:
    """One page: its place, its front matter, and its text, with marks for links and citations."""

    folder: str
    name: str
    title: str
    answer: str
    text: str

    @property
    def path(self) -> str:
        """Return the page's path below the folder of the content, without the ending."""
        return f"{self.folder}/{self.name}"


def pages(count: int, seed: int = 1) -> list[Page]:
    """Return `count` pages from a seed."""
    chance = random.Random(seed)  # noqa: S311 - the same pages every time are the point
    return [_page(number, count, chance) for number in range(count)]


def folders(corpus: list[Page]) -> dict[str, list[Page]]:
    """Return the pages of each folder."""
    found: dict[str, list[Page]] = {}
    for page in corpus:
        found.setdefault(page.folder, []).append(page)
    return found


def source(number: int) -> dict[str, str]:
    """Return what a citation or footnote names."""
    word = WORDS[number * 7 % len(WORDS)]
    return {"id": f"{word}-{number}", "title": f"A report on the {word}", "publisher": f"The {word.capitalize()} Times"}


def _page(number: int, count: int, chance: random.Random) -> Page:
    folder = f"folder-{number // FOLDER_SIZE + 1:04}"
    title = f"{_words(chance, 3).capitalize()} {number + 1}"
    answer = f"{_words(chance, 11).capitalize()}."
    return Page(folder, f"page-{number + 1:06}", title, answer, _text(count, chance))


def _text(count: int, chance: random.Random) -> str:
    blocks = [_paragraph(chance, 4) + " " + UNCHANGED]
    for part in range(4):
        blocks += [f"## {_words(chance, 3).capitalize()} {part + 1}", _paragraph(chance, 3)]
        if part < 3:  # noqa: PLR2004 - three links, in the first three parts
            words = _words(chance, 2)
            blocks.append(f"{_sentence(chance)} See <<link:{chance.randrange(count)}|{words}>>. {_sentence(chance)}")
        if part == 0:
            blocks.append("\n".join(f"- {_words(chance, 6)}" for _ in range(4)))
        elif part == 1:
            rows = [" | ".join(_words(chance, 1) for _ in range(3)) for _ in range(5)]
            blocks.append("\n".join(f"| {row} |" for row in [rows[0], "--- | --- | ---", *rows[1:]]))
        else:
            blocks.append(f"{_words(chance, 9).capitalize()} <<cite:{chance.randrange(SOURCES)}>>.")
    return "\n\n".join(blocks) + "\n"


def _paragraph(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _sentence(chance: random.Random) -> str:
    """Return a sentence of some twelve words; every second one has a mark or a sign in it, as texts of people have."""
    before, middle, after = _words(chance, 5), _words(chance, 2), _words(chance, 4)
    forms = ("**{}**", "*{}*", "`{}`", '"{}"', "-- {} --", "it isn't {}", "{}, 12 of 300,", *["{}"] * 7)
    return f"{before.capitalize()} {chance.choice(forms).format(middle)} {after}."


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def write(tool: str, corpus: list[Page], root: Path) -> None:
    """Write the corpus for a tool into an empty folder: its settings and layouts from `peers/`, and the pages."""
    shutil.rmtree(root, ignore_errors=True)
    if (PEERS / tool).is_dir():
        shutil.copytree(PEERS / tool, root, ignore=shutil.ignore_patterns("requirements.*", "package*.json"))
    for path, text in DIALECTS[tool](corpus):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def page_file(tool: str, root: Path, page: Page) -> Path:
    """Return the file of a page in a corpus."""
    return root / ("docs" if tool == "mkdocs" else "content") / f"{page.path}.md"


def _body(corpus: list[Page], page: Page, link: Callable[[Page], str], cite: Callable[[int, int], str]) -> str:
    """Return a page's text, with its links and citations as a dialect writes them; `cite` takes source and number."""
    cited = iter(range(1, 10))

    def written(mark: re.Match[str]) -> str:
        if mark[1] == "link":
            return f"[{mark[3]}]({link(corpus[int(mark[2])])})"
        return cite(int(mark[2]), next(cited))

    return MARK.sub(written, page.text)


def _with_footnotes(corpus: list[Page], page: Page, link: Callable[[Page], str]) -> str:
    """Return a page's text with footnotes, each the same line that Explainery makes of a citation."""
    notes: list[str] = []

    def cite(number: int, mark: int) -> str:
        named = source(number)
        address = f"https://example.org/{named['id']}"
        notes.append(f"[^{mark}]: {named['publisher']}: [{named['title']}]({address}), 5 October 2021")
        return f"[^{mark}]"

    return _body(corpus, page, link, cite) + "\n" + "\n\n".join(notes) + "\n"


def _up(page: Page) -> str:
    return f"../{page.path}.md"


def _explainery(corpus: list[Page]) -> Iterator[tuple[str, str]]:
    indexes = [f"{folder}/index.md" for folder in folders(corpus)]
    navigation = ", ".join(indexes[:NAVIGATION])
    outputs = "" if later_outputs else f"outputs: {{{', '.join(f'{name}: false' for name in LATER)}}}\n"
    settings = "id: benchmark\ntitle: Benchmark\ndescription: Pages to measure with.\nlanguage: en\n"
    yield "content/site.yaml", f"{settings}url: https://example.org\n{outputs}navigation: [{navigation}]\n"
    for folder, inside in (("", indexes), *((f, [f"{p.path}.md" for p in ps]) for f, ps in folders(corpus).items())):
        listed = "\n".join(f"  - {path}" for path in inside)
        head = f"---\ntitle: {folder or 'Benchmark'}\nanswer: Pages to measure with.\nchecked: {DAY}\n---\n"
        yield f"content/{folder}/index.md", f"{head}\n```cards\npages:\n{listed}\n```\n"
    for page in corpus:
        head = f"---\ntitle: {page.title}\nanswer: {_quoted(page.answer)}\nchecked: {DAY}\n---\n"
        text = _body(corpus, page, _up, lambda number, _: f"[@{source(number)['id']}]")
        yield f"content/{page.path}.md", f"{head}\n{text}"
    fields = "type: article-newspaper\n  issued: 2021-10-05\n  language: en\n  kind: press"
    yield (
        "content/sources.yaml",
        "".join(
            f"- id: {named['id']}\n  title: {named['title']}\n  publisher: {named['publisher']}\n  {fields}\n"
            f"  origin: story-{named['id']}\n  URL: https://example.org/{named['id']}\n"
            for named in map(source, range(SOURCES))
        ),
    )
    head = f"---\ntitle: Press\nanswer: All sources.\nchecked: {DAY}\n---\n"
    yield "content/sources/press.md", f"{head}\n```sources\nkind: press\n```\n"


def _hugo(corpus: list[Page]) -> Iterator[tuple[str, str]]:
    yield from _plain(corpus, lambda page: f"/{page.path}/", "_index.md", "content")


def _eleventy(corpus: list[Page]) -> Iterator[tuple[str, str]]:
    folder_names = json.dumps(list(folders(corpus)))
    yield "content/_data/folders.json", folder_names
    files = _plain(corpus, lambda page: f"/{page.path}/", "index.md", "content", extra="layout: folder.njk\n")
    for path, text in files:
        head, body = text.split("\n---\n", 1)
        yield path, text if path.endswith("index.md") else f"{head}\n---\n\n[toc]\n{body}"


def _mkdocs(corpus: list[Page]) -> Iterator[tuple[str, str]]:
    yield from _plain(corpus, _up, "index.md", "docs", extra="template: folder.html\n")


def _plain(
    corpus: list[Page], link: Callable[[Page], str], index: str, content: str, extra: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the files of a tool with YAML front matter; `extra` is more of it, on index pages."""
    for folder in ("", *folders(corpus)):
        head = f"---\ntitle: {folder or 'Benchmark'}\ndescription: Pages to measure with.\n{extra}---\n"
        yield f"{content}/{folder}/{index}", head
    for page in corpus:
        head = f"---\ntitle: {page.title}\ndescription: {_quoted(page.answer)}\ndate: {DAY}\n---\n"
        yield f"{content}/{page.path}.md", f"{head}\n{_with_footnotes(corpus, page, link)}"


def _pelican(corpus: list[Page]) -> Iterator[tuple[str, str]]:
    for page in corpus:
        head = f"Title: {page.title}\nDate: {DAY}\nSlug: {page.name}\nSummary: {page.answer}\n"
        text = _with_footnotes(corpus, page, lambda other: "{filename}" + _up(other))
        yield f"content/{page.path}.md", f"{head}\n[TOC]\n\n{text}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


DIALECTS = {"explainery": _explainery, "hugo": _hugo, "eleventy": _eleventy, "pelican": _pelican, "mkdocs": _mkdocs}


if __name__ == "__main__":
    write(sys.argv[1], pages(int(sys.argv[2])), Path(sys.argv[3]))
