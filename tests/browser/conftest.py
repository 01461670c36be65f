"""A real browser, and the built site served as GitHub Pages serves it: under a sub-path, by letter case, compressed."""

import contextlib
import gzip
import io
import os
import re
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# All pages of facts come from one component, so three stand for them: one with many disputed facts, one with computed ones, the list.
FACTS = ("facts/film.html", "facts/calculated.html", "facts/index.html")
NO_BROWSER = (
    "These tests need Chromium. Install it (Debian: apt-get install chromium), name it in the variable CHROMIUM, or run"
    " `python -m playwright install chromium`."
)


def executable() -> str | None:
    """Return the browser that is named or on the path; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class AsPages(SimpleHTTPRequestHandler):
    """Serves a folder under `/repo/`; the folder's 404.html for whatever is not there; no listings."""

    def translate_path(self, path):
        if not path.startswith("/repo/"):
            return str(Path(self.directory, "no such file"))
        return super().translate_path(path.removeprefix("/repo"))

    def send_head(self):
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.endswith("/"):
            file /= "index.html"
        if not file.is_file() or not self.spelled_so(file):
            return super().send_head() if file.is_dir() else self.send_error(404)
        kind, body = self.guess_type(str(file)), file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind == "text/html" else kind)
        if "gzip" in self.headers.get("Accept-Encoding", "") and not kind.startswith(("image/png", "font/")):
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body, 1)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def spelled_so(self, file):
        """Say whether each name is spelt so on the disk, also where the system does not mind."""
        parts = file.relative_to(self.directory).parts
        folders = (Path(self.directory, *parts[:at]) for at in range(len(parts)))
        return all(
            name in {file.name for file in folder.iterdir()} for name, folder in zip(parts, folders, strict=True)
        )

    def list_directory(self, _path):
        self.send_error(404)

    def send_error(self, code, _message=None, _explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass

    def copyfile(self, source, outputfile):
        with contextlib.suppress(ConnectionError):  # the tab has gone on to another page
            super().copyfile(source, outputfile)


@pytest.fixture(scope="session")
def folder(shipped):
    """Return the folder of the built site."""
    return shipped


@pytest.fixture(scope="session")
def every_page(folder):
    """Return the addresses of all pages below the site, of those under `facts/` only some."""
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html") if file.name != "404.html")
    return sorted(address for address in found if not address.startswith("facts/") or address in FACTS)


@pytest.fixture(scope="session")
def pages_of_every_sort(every_page, folder):
    """Return the addresses of few pages on which together everything stands that has a class of its own."""
    return sorted(few(every_page, folder, r'class="([^"]+)"'))


@pytest.fixture(scope="session")
def pages(every_page, pages_of_every_sort, whole):
    """Return the addresses of the pages to look at: with `--whole` of all, else of some that stand for them."""
    return every_page if whole else pages_of_every_sort


def few(pages, folder, pattern):
    """Return few pages on which together every class stands that the pattern finds in any."""
    found = {
        page: set(" ".join(re.findall(pattern, (folder / page).read_text(encoding="utf-8"))).split()) for page in pages
    }
    missing, chosen = set().union(*found.values()), []
    while missing:
        chosen.append(max(pages, key=lambda page: len(found[page] & missing)))
        missing -= found[chosen[-1]]
    return chosen


@pytest.fixture(scope="session")
def pages_of_every_control(every_page, folder):
    """Return the addresses of few pages on which together every control stands that has a class, or is in one."""
    around = r'class="([^"]+)"[^>]*>\s*(?:<(?!a|button|input|summary)[^>]*>\s*)?<(?:a|button|input|summary)\b'
    own = r'<(?:a|button|input|summary|label)\b[^>]*?class="([^"]+)"'
    return list(dict.fromkeys([*few(every_page, folder, around), *few(every_page, folder, own)]))


@pytest.fixture(scope="session")
def served(folder):
    """Return the address of the site under a sub-path on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(AsPages, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """Return a running Chromium; a clear sentence where there is none."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


def launched(playwright):
    """Return the first browser that starts: the one named or on the path, Chrome or Edge at its usual place, Playwright's."""
    named = executable()
    ways = [{"executable_path": named}] if named else [{"channel": "chrome"}, {"channel": "msedge"}, {}]
    for way in ways:
        with contextlib.suppress(Error):
            return playwright.chromium.launch(args=list(QUIET), **way)
    return pytest.fail(NO_BROWSER)


@pytest.fixture
def tab(browser):
    """Return a function that opens a tab with the context options given to it."""
    contexts = []

    def open_tab(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    """Return the source of axe-core."""
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
