"""Measures the built site: validity, Lighthouse, bytes. Prints one table; the exit code is 1 when a gate is missed.

    python tests/quality/measure.py              everything, about eight minutes
    python tests/quality/measure.py --runs 0     without Lighthouse, half a minute

README.md beside this file says what it needs.
"""

import argparse
import gzip
import json
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu")

TEMPLATES = (
    "index.html",
    "film.html",
    "mission.html",
    "station.html",
    "crew/yulia-peresild.html",
    "training/centrifuge.html",
    "sources/press.html",
)
"""One page of each kind of template, for Lighthouse, which takes its time."""

SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The categories of Lighthouse, each with the score that it must reach."""

COMPRESSED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")
"""What GitHub Pages sends as gzip."""

COLUMNS = (
    "page",
    "html-validate",
    "Nu checker",
    *("performance", "accessibility", "best practices", "SEO"),
    *("HTML + CSS", "JS", "fonts", "all bytes", "requests", "elements"),
)


class AsPages(BaseHTTPRequestHandler):
    """Serves a folder under `/repo/` as GitHub Pages does: with gzip, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments, folder):
        self.folder = folder
        super().__init__(*arguments)

    def do_GET(self):
        file = self.found()
        self.send_response(HTTPStatus.OK if file else HTTPStatus.NOT_FOUND)
        file = file or self.folder / "404.html"
        body = file.read_bytes()
        kind = "font/woff2" if file.suffix == ".woff2" else mimetypes.guess_type(file.name)[0]
        if file.suffix in COMPRESSED:
            kind = f"{kind or 'text/plain'}; charset=utf-8"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = packed(body)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    def found(self):
        """Return the file that is asked for; None where there is none."""
        path = self.path.partition("?")[0]
        if not path.startswith("/repo/"):
            return None
        file = (self.folder / path.removeprefix("/repo/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() and file.is_relative_to(self.folder) else None

    def log_message(self, *_arguments):
        pass


@cache
def packed(body):
    return gzip.compress(body, mtime=0)


@contextmanager
def served(folder):
    """Serve a folder, which may still be empty, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(AsPages, folder=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse a page (3); 0 leaves it out")
    runs = parser.parse_args().runs
    browser, node, npm, java = what_is_needed()
    install(npm)
    with tempfile.TemporaryDirectory(prefix="explainery-quality-") as temporary:
        folder = Path(temporary).resolve() / "site"
        with served(folder) as address:
            say("Building ...")
            build(folder, address)
            pages = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
            if missing := set(TEMPLATES).difference(pages):
                give_up(f"The site has no page {', '.join(sorted(missing))}; change TEMPLATES in measure.py.")
            say(f"html-validate on {len(pages)} pages ...")
            findings = {"html-validate": html_validate(node, folder)}
            say("Nu checker ...")
            findings["Nu checker"] = nu_checker(java, address, pages)
            say("Bytes, requests, elements ...")
            sizes = measured(browser, address, pages)
            audits = {page: lighthouse(node, browser, address, page, runs) for page in TEMPLATES} if runs else {}
    print_table(pages, findings, sizes, audits)
    missed = list(missed_gates(findings, audits))
    write("\n" + "\n".join(f"- {line}" for line in (*missed, *warnings(findings))) if missed else "\nAll gates hold.")
    return 1 if missed else 0


def what_is_needed():
    """Return browser, node, npm and java; say which is missing, where one is."""
    named = os.environ.get("CHROME_PATH") or os.environ.get("CHROMIUM")
    browser = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        give_up("Chromium is missing. Install it (Debian: apt-get install chromium) or name it in CHROME_PATH.")
    tools = {"node": "Node 20 or later", "npm": "npm, which comes with Node", "java": "Java 17 or later"}
    for name, what in tools.items():
        if not shutil.which(name):
            give_up(f"{what} is missing: there is no `{name}` on the path.")
    return browser, *map(shutil.which, tools)


def install(npm):
    """Install what package-lock.json pins, if that has not been done since it changed."""
    done, lock = MODULES / ".package-lock.json", HERE / "package-lock.json"
    if done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    say("Installing the packages of package-lock.json ...")
    run([npm, "ci"], seconds=600, cwd=HERE)
    done.touch()


def build(folder, address):
    run([sys.executable, "build.py", "--out", str(folder), "--url", address, "--clean"], seconds=300, cwd=ROOT)


def html_validate(node, folder):
    """Return a finding for each message: page, place, whether it is an error, and words."""
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    report = folder.with_name("html-validate.json")  # it may end before all of a long report is in the pipe
    options = ["--config", str(HERE / "htmlvalidate.json"), "--formatter", f"json={report}", "--ext", "html"]
    run([node, str(program), *options, str(folder)], seconds=300, codes=(0, 1))
    return [
        (Path(file["filePath"]).resolve().relative_to(folder).as_posix(), said["line"], said["severity"] > 1, words)
        for file in json.loads(report.read_text(encoding="utf-8"))
        for said in file["messages"]
        for words in [f"{said['ruleId']}: {said['message']}"]
    ]


def nu_checker(java, address, pages):
    """Return a finding for each message; what the checker only wishes to mention is left out.

    It reads the pages as served: for a file it would say that the security policy blocks all that `'self'` allows.
    """
    program = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java_options = ["-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]  # this machine is such a host
    command = [java, *java_options, "-jar", str(program), "--format", "json", "--exit-zero-always"]
    output = run([*command, *(address + page for page in pages)], seconds=300).stderr
    return [
        (said["url"].removeprefix(address), said.get("lastLine", 0), said["type"] != "info", said["message"])
        for said in json.loads(output)["messages"]
        if said["type"] != "info" or said.get("subType") == "warning"
    ]


def measured(browser, address, pages):
    """Return for each page the bytes that a first visit takes, by kind, with its requests and elements."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing
    except ImportError:
        give_up("This Python lacks the packages of the tests. After `python3 build.py test`, .venv has one with them.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))
        sizes = {page: visit(chromium, address + page) for page in pages}
        chromium.close()
    return sizes


def visit(chromium, address):
    """Open a page on a phone that has never been here; return its sizes in the order of the columns."""
    context = chromium.new_context(viewport={"width": 412, "height": 823}, is_mobile=True)
    tab, answered = context.new_page(), []
    tab.on("requestfinished", lambda request: answered.append(request))  # noqa: PLW0108 - Playwright sets an attribute
    tab.goto(address, wait_until="networkidle")
    requests = [request for request in answered if not request.url.startswith("data:")]
    size = Counter()
    for request in requests:
        size[request.resource_type] += request.sizes()["responseBodySize"]
    elements = tab.evaluate("document.querySelectorAll('*').length")
    context.close()
    text = size["document"] + size["stylesheet"]
    return text, size["script"], size["font"], size.total(), len(requests), elements


def lighthouse(node, browser, address, page, runs):
    """Return the median score of each category, and the audits below 1 in those that must be perfect."""
    command = [
        *(node, str(MODULES / "lighthouse" / "cli" / "index.js"), address + page.removesuffix("index.html")),
        *("--output=json", "--quiet", "--no-enable-error-reporting", f"--only-categories={','.join(SCORES)}"),
        f"--chrome-flags={' '.join(BROWSER_FLAGS)}",
    ]
    scores, failed = defaultdict(list), Counter()
    for number in range(1, runs + 1):
        say(f"Lighthouse on {page}, {number} of {runs} ...")
        report = json.loads(run(command, seconds=180, environment={"CHROME_PATH": browser}).stdout)
        if problem := report.get("runtimeError"):
            give_up(f"Lighthouse on {page}: {problem['message']}")
        for category in SCORES:
            found = report["categories"][category]
            scores[category].append(round(found["score"] * 100))
            failed.update(failed_audits(report, found) if category != "performance" else ())
    say(f"  performance {scores['performance']}")
    return {name: statistics.median_low(found) for name, found in scores.items()}, sorted(failed)


def failed_audits(report, category):
    """Give a line for each audit that costs points: its name, why, and the first of the elements at fault."""
    for reference in category["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            nodes = [item["node"]["selector"] for item in audit.get("details", {}).get("items", ()) if "node" in item]
            place = f"; {len(nodes)} elements, first {nodes[0]}" if nodes else ""
            yield f"{audit['id']} ({audit.get('explanation') or audit['title'].rstrip('.')}{place})"


def print_table(pages, findings, sizes, audits):
    """Print a row for each page that Lighthouse saw, and one for all pages."""
    write(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for page in TEMPLATES:
        print_row(page, [page], findings, [audits[page][0]] if audits else [], sizes[page])
    scores = [scores for scores, _ in audits.values()]
    most = [max(column) for column in zip(*sizes.values(), strict=True)]
    print_row(f"all {len(pages)} pages", pages, findings, scores, most)


def print_row(name, pages, findings, scores, sizes):
    cells = [name]
    for found in findings.values():
        errors = Counter(error for page, _, error, _ in found if page in pages)
        cells.append(f"{errors[True]} errors, {errors[False]} warnings")
    cells += [str(min(score[category] for score in scores)) if scores else "–" for category in SCORES]
    write(f"| {' | '.join([*cells, *(f'{size:,}' for size in sizes)])} |")


def missed_gates(findings, audits):
    """Give a sentence for each gate that was missed."""
    yield from grouped(findings, errors=True)
    for page, (scores, failed) in audits.items():
        low = [f"{name} {score}, not {SCORES[name]}" for name, score in scores.items() if score < SCORES[name]]
        if low:
            yield f"Lighthouse, {page}: {'; '.join((*low, *failed))}"


def warnings(findings):
    return grouped(findings, errors=False)


def grouped(findings, *, errors):
    """Give a line for each kind of finding, with its number and its first place."""
    for tool, found in findings.items():
        places = defaultdict(list)
        for page, line, error, words in found:
            if error is errors:
                places[words].append(f"{page}:{line}")
        for words, where in places.items():
            kind = "error" if errors else "warning"
            yield f"{tool}, {kind}, {len(where)} times, first {where[0]}: {words}"


def run(command, *, seconds, cwd=HERE, codes=(0,), environment=None):
    """Run a program to its end and return what it said; stop when it failed."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    if result.returncode not in codes:
        give_up(f"{' '.join(command)}\nended with {result.returncode}:\n{result.stdout[-2000:]}{result.stderr[-4000:]}")
    return result


def say(words):
    """Tell the person what goes on, apart from the table."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def write(words):
    sys.stdout.write(words + "\n")


def give_up(words):
    say(words)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())
