"""What `publish` made, seen as readers see it: crawled as GitHub Pages serves it, and from disk out of the zip file."""

import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import url2pathname

import pytest
from browsing import serving
from changing import put_voyage
from click.testing import CliRunner
from explainers import once_for_all, put

from explainery.cli import commands

ADDRESS = "https://example.org/repo/"
LOOK = """() => ({links: [...document.links].map(a => a.href),
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
  bare: [...document.querySelectorAll('link[rel~=stylesheet]')].filter(l => !l.sheet).map(l => l.href),
  styles: document.styleSheets.length})"""


def git(folder, *arguments):
    who = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with the published explainer: `pages` is a clone of the branch, `unpacked/lesson` the zip file."""
    return once_for_all(tmp_path_factory, "published", publish)


def publish(found):
    """Publish the explainer to a branch and into a file below the folder `found`."""
    work = found / "work"
    put(work, {"content/film.md": "It took 11 days.\n"})  # which was corrected
    (work / ".gitignore").write_text("/site/\n/.cache/\n", encoding="utf-8")
    git(work, "init", "-q", "-b", "main")
    for subject in ("Begin", "Go on"):
        git(work, "add", "-A")
        git(work, "commit", "-q", "-m", subject)
        put_voyage(work)
    git(found, "init", "-q", "--bare", "host.git")
    for pair in (("user.name", "Someone"), ("user.email", "someone@example.org")):
        git(work, "config", *pair)
    git(work, "remote", "add", "origin", str(found / "host.git"))
    for options in (("--url", ADDRESS), ("--zip", str(found / "lesson.zip"))):
        result = CliRunner().invoke(commands, ["publish", "--root", str(work), *options])
        assert result.exit_code == 0, result.stderr
    git(found, "clone", "-q", "--branch", "gh-pages", str(found / "host.git"), "pages")
    with zipfile.ZipFile(found / "lesson.zip") as archive:
        archive.extractall(found / "unpacked")


@pytest.fixture(scope="module")
def pages_address(place):
    """Return the address of the branch `gh-pages`, served under a sub-path on this machine."""
    with serving(place / "pages") as address:
        yield address


def crawl(page, root, first):
    """Visit every page that links lead to from the first; return what is wrong, and how many pages there were."""
    wrong, ids, wanted = [], {}, [(root + first, "the beginning")]
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda failed: wrong.append(f"{failed.url} {failed.failure}"))
    page.on("response", lambda answer: wrong.append(f"{answer.url} {answer.status}") if answer.status >= 400 else None)
    anchors = []
    for link, source in wanted:
        address, anchor = urldefrag(link)
        if not address.startswith(root) or (address in ids and not anchor):
            continue
        anchors.append((address, unquote(anchor), source))
        if address in ids:
            continue
        ids[address] = set()
        if not address.endswith((".html", "/")):
            if not is_there(page, address):
                wrong.append(f"{source} links to {address}")
            continue
        page.goto(address)
        seen = page.evaluate(LOOK)
        ids[address] = set(seen["ids"])
        if seen["bare"] or not seen["styles"]:
            wrong.append(f"{address} lacks style: {seen['bare']}")
        wanted += [(link, address) for link in seen["links"]]
    wrong += [
        f"{source} links to {address}#{id_}" for address, id_, source in anchors if id_ and id_ not in ids[address]
    ]
    return wrong, len(ids)


def is_there(page, address):
    if address.startswith("file:"):
        return Path(url2pathname(urlsplit(address).path)).is_file()
    return page.request.get(address).ok


def test_a_reader_finds_no_dead_link_and_no_page_without_style_under_a_path(tab, place, pages_address):
    wrong, visited = crawl(tab(), pages_address, "")
    assert not wrong
    assert visited >= len([*(place / "work/content").rglob("*.md")]) - 1  # all but the draft


@pytest.mark.whole
def test_a_reader_without_network_finds_the_same(tab, place):
    wrong, visited = crawl(tab(), (place / "unpacked/lesson").as_uri() + "/", "index.html")
    assert not wrong
    assert visited >= len([*(place / "work/content").rglob("*.md")]) - 1


@pytest.mark.by_day(2)
@pytest.mark.parametrize("path", ["nothing.html", "crew/nothing", "a/b/c/d.html", "Film.html", "assets/"])
def test_what_is_not_there_is_a_page_with_style_that_leads_home(tab, pages_address, path):
    page = tab()
    assert page.goto(pages_address + path).status == 404
    assert page.evaluate(LOOK)["styles"] > 0
    assert page.locator("main a").first.get_attribute("href") == ADDRESS


def test_text_is_sent_compressed(tab, pages_address):
    page = tab()
    assert page.goto(pages_address).headers["content-encoding"] == "gzip"
