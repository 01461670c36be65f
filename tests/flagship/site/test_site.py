"""The site of the flagship: complete, without a dead link, and every fact of the founding article in it."""

import gzip
import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from explainers import build, files_of

from explainery.addresses import published

ROOT = Path(__file__).parents[3]
SETTINGS = yaml.safe_load((ROOT / "content/site.yaml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(
    SETTINGS["id"] != "challenge", reason="content/ holds another explainer, which these tests know nothing of"
)

PAGES = """
index crew/index crew/yulia-peresild crew/klim-shipenko crew/anton-shkaplerov crew/oleg-novitskiy crew/pyotr-dubrov
crew/alyona-mordovina crew/alexey-dudin crew/oleg-artemyev film training/index training/competition training/medical
training/centrifuge training/weightlessness training/parachute-and-landing training/filming
training/exams-and-baikonur mission homecoming station before-and-after worth-it not-printed glossary sources/index
sources/official sources/press sources/russian-press sources/agency sources/interview sources/book sources/database
corrections about facts/index
""".split()
PAGES += [f"facts/{file.stem}" for file in sorted((ROOT / "content/facts").glob("*.yaml"))]


NOTE = r'<li class="notes__entry" id="(note-\d+)">(.*?)</li>\s*(?=<li class="notes__entry"|</ol>)'


class Document(HTMLParser):
    """What a test wants to know of a page: its ids, addresses, and attributes that the policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[tuple[str, str, str]] = []
        self.forbidden: list[str] = []
        self.headings: list[int] = []
        self.text = ""
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("href", "src"):
            if found.get(name) is not None:
                self.addresses.append((tag, name, found[name]))
        self.forbidden += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        if tag in ("style", "script"):
            self._silent += 1
            if "src" not in found:
                self.forbidden.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        self._silent -= tag in ("style", "script")

    def handle_data(self, data):
        if not self._silent:
            self.text += data


@pytest.fixture(scope="session")
def documents(flagship):
    pages = {path: content.decode() for path, content in files_of(flagship).items() if path.endswith(".html")}
    return {path: Document(html) for path, html in pages.items()}


def test_every_page_is_there(documents):
    moved = "training/vibration.html"  # a stage that became a section of another
    assert sorted(documents) == sorted([*(f"{name}.html" for name in PAGES), "404.html", "search.html", moved])


@pytest.mark.whole  # tests/test_invariants.py sees to the same with a small explainer
def test_it_builds_twice_with_the_same_bytes(flagship, tmp_path):
    assert build(ROOT, "--out", str(tmp_path), "--clean").exit_code == 0
    assert files_of(tmp_path) == files_of(flagship)


def test_no_link_or_id_is_dead(flagship, documents):
    files = set(files_of(flagship))
    dead = []
    for path, document in documents.items():
        for tag, _name, address in document.addresses:
            split = urlsplit(address)
            if split.scheme or path == "404.html":
                continue
            inside = posixpath.join(posixpath.dirname(path), unquote(split.path))
            target = posixpath.normpath(inside) if split.path else path
            if target not in files:
                dead.append(f"{path}: <{tag}> {address}")
            elif split.fragment and unquote(split.fragment) not in documents[target].ids:
                dead.append(f"{path}: no id for {address}")
    assert not dead


def test_addresses_are_relative_and_nothing_is_loaded_from_elsewhere(documents):
    for path, document in documents.items():
        for tag, name, address in document.addresses:
            if urlsplit(address).scheme in ("http", "https"):
                assert tag == "a", f"{path} loads {address}"
            elif path != "404.html":
                assert not address.startswith("/"), f"{path}: {name} {address}"


def test_ids_are_unique_and_headings_in_order(documents):
    for path, document in documents.items():
        assert not [name for name, count in Counter(document.ids).items() if count > 1], path
        assert document.headings.count(1) == 1, path
        steps = zip(document.headings, document.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), f"{path}: {document.headings}"


def test_no_style_or_script_that_the_policy_blocks(documents):
    for path, document in documents.items():
        if path != "404.html":
            assert not document.forbidden, path


def test_every_fact_of_the_article_is_linked():
    facts = yaml.safe_load((ROOT / "content/facts/seed-article.yaml").read_text(encoding="utf-8"))
    roots = {re.match(r"seed-\d+", fact["id"])[0] for fact in facts}
    assert roots == {f"seed-{number:02}" for number in range(1, 24)}
    text = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "content").rglob("*.md"))
    text += "".join(file.read_text(encoding="utf-8") for file in (ROOT / "content").glob("*.yaml"))
    linked = set(re.findall(r"fact:(seed-\d+)", text))
    assert roots <= linked


def test_every_note_has_a_way_back_and_a_source(flagship):
    for path, content in files_of(flagship).items():
        if path.endswith(".html"):
            for name, note in re.findall(NOTE, content.decode(), re.DOTALL):
                assert 'role="doc-backlink"' in note, f"{path} {name}"
                assert 'class="notes__sources"' in note, f"{path} {name}"


def test_cyrillic_is_marked_as_russian(flagship):
    for path, content in files_of(flagship).items():
        if path.endswith(".html"):
            html = re.sub(r"<title>.*?</title>|<[^>]*lang=\"ru\"[^>]*>[^<]*", "", content.decode(), flags=re.DOTALL)
            text = re.sub(r"<[^>]*>", " ", html)
            assert not re.search("[а-яА-ЯёЁ]", text), f"{path}: {re.search('.{0,30}[а-яА-Я].{0,30}', text)[0]}"


@pytest.mark.parametrize("word", ["journey", "unlock", "delve", "testament to"])
def test_words_that_this_site_does_not_use(word):
    for file in (ROOT / "content").rglob("*.md"):
        assert not re.search(rf"\b{word}", file.read_text(encoding="utf-8"), re.IGNORECASE), file


def test_its_search_is_light_enough(flagship):
    files = [*(flagship / "assets").glob("search*.js"), *(flagship / "assets").glob("minisearch.*.js")]
    assert len(files) == 3
    assert sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files) <= 120_000


def test_it_keeps_its_addresses(flagship):
    kept = published((ROOT / "content/addresses.txt").read_bytes())
    now = published((flagship / "addresses.txt").read_bytes())
    assert now.places.keys() == kept.places.keys(), "run: python3 build.py lock"
    assert not kept.odd
