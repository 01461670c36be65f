"""A real browser, and sites served as GitHub Pages serves them: under a sub-path, by letter case, compressed."""

import contextlib
import gzip
import io
import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
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


@contextlib.contextmanager
def serving(folder) -> Iterator[str]:
    """Serve a folder until the block ends, and give its address: under a sub-path, on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(AsPages, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


def pages_in(folder) -> list[str]:
    """Return the addresses of a site's pages, without the one of lost addresses, and those that lead elsewhere."""
    pages = (file for file in folder.rglob("*.html") if file.name != "404.html")
    stay = (file for file in pages if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8"))
    return sorted(file.relative_to(folder).as_posix() for file in stay)


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


@contextlib.contextmanager
def running():
    """Run Chromium until the block ends; fail with a clear sentence where there is none."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


def launched(playwright):
    """Return the first browser that starts: the one named or on the path, Chrome or Edge, Playwright's."""
    named = executable()
    ways = [{"executable_path": named}] if named else [{"channel": "chrome"}, {"channel": "msedge"}, {}]
    for way in ways:
        with contextlib.suppress(Error):
            return playwright.chromium.launch(args=list(QUIET), **way)
    return pytest.fail(NO_BROWSER)
