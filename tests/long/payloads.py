"""Puts scripts and addresses into every field, and opens the pages in Chromium without their policy: none runs or asks.

    python tests/long/payloads.py --seconds 3600 --state ../payloads.json

Each payload is put into every field that takes it, all at once, and into the name of a file. The pages are then served
on this machine, their policy taken out, and opened; a link that leads to a program counts as one that ran. `--pages`
says how many are opened in all. With `--state` a run goes on where the last one ended, and findings are kept there.
"""

import argparse
import contextlib
import io
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from browsing import launched
from changing import page
from explainers import SMALL
from inputs import Explainer
from playwright.sync_api import Page, sync_playwright

from explainery.model import Made
from explainery.problems import Problems

HOST = "evil.invalid"
# What runs calls `ran`, what asks asks this host, of which no machine knows.
RUN = ("ran()", "top.ran()", "self['ran']()", "ran`x`", "parent.ran()", "(0,ran)()")
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
COUNTER = """window.ran = () => { window.top.__ran = (window.top.__ran || 0) + 1; };
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = window.ran;"""

_ESCAPES = {"n": "\n", "t": "\t", "1": "\1", "\\": "\\"}


def payloads() -> list[str]:
    """Return all payloads, those which run a program in several ways to write it."""
    found = []
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        form = re.sub(r"\\([nt1\\])", lambda sign: _ESCAPES[sign[1]], line).replace("{host}", HOST)
        if not line.startswith("# "):
            found += [form.replace("{run}", run) for run in RUN]
    return list(dict.fromkeys(found))


FIELDS = {
    "answer": ("content/film.md", "answer: It is called «Волна».", "answer: {yaml}"),
    "title": ("content/film.md", "title: Film", "title: {yaml}"),
    "text": ("content/film.md", "[Back](index.md)", "[Back](index.md) {text}"),
    "paragraph": ("content/film.md", "\n\nA [doctor]", "\n\n{text}\n\nA [doctor]"),
    "heading": ("content/film.md", "## Plot {{#plot}}", "## Plot {line} {{#plot}}"),
    "link": ("content/film.md", "[Back](index.md)", "[Back](index.md) [there]({url})"),
    "picture": ("content/film.md", "[Back](index.md)", "[Back](index.md)\n\n![{line}](drawing.svg)"),
    "block": (
        "content/film.md",
        "[Back](index.md)",
        "[Back](index.md)\n\n```details\nsummary: {yaml}\ntext: {yaml}\n```",
    ),
    "statement": ("content/facts.yaml", "statement: The skipper is a doctor.", "statement: {yaml}"),
    "name of a fact": ("content/facts.yaml", "- id: doctor", "- id: doctor\n  title: {yaml}"),
    "source": ("content/sources.yaml", "title: A report", "title: {yaml}"),
    "publisher": ("content/sources.yaml", "publisher: TASS", "publisher: {yaml}"),
    "address": ("content/sources.yaml", "URL: https://tass.com/1", "URL: {yaml}"),
    "site": ("content/site.yaml", "title: Small", "title: {yaml}"),
    "description": ("content/site.yaml", "id: small", "id: small\ndescription: {yaml}"),
    "repository": ("content/site.yaml", "language: en", "language: en\nrepository: {yaml}"),
    "term": ("content/terms.yaml", "term: airlock", "term: {yaml}"),
    "definition": ("content/terms.yaml", "definition: A door.", "definition: {yaml}"),
    "event": ("content/events.yaml", "title: Day", "title: {yaml}"),
    "question": ("content/questions.yaml", "question: Why?", "question: {yaml}"),
    "correction": ("content/corrections.yaml", "new: A door", "new: {yaml}"),
    "alias": ("content/film.md", "aliases: [old/film.html]", "aliases: [old/film.html, {yaml}]"),
    "words in a drawing": ("content/drawing.svg", "<title>A</title>", "<title>{xml}</title><text>{xml}</text>"),
    "an attribute of a drawing": ("content/drawing.svg", 'id="a"', 'id="a" class="{attribute}"'),
    "an element of a drawing": ("content/drawing.svg", "<title>", "{text}<title>"),
    "a link of a drawing": ("content/drawing.svg", "<path", '<a href="{attribute}"><path'),
    "rows": ("content/rows.csv", "1,2", '"{csv}",2'),
}
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A</title><path id="a" d="M0 0h9"/></svg>
"""
EXPLAINER = {
    **SMALL,
    "content/film.md": SMALL["content/film.md"]
    + "\n![A drawing](drawing.svg)\n\n[Rows](rows.csv), an [airlock](term:airlock).\n\n"
    "```timeline\nevents: days\n```\n\n```questions\nquestions: [why]\n```\n",
    "content/glossary.md": page("Words", "```glossary\n```"),
    "content/sources/index.md": page("Sources", "```sources\nkind: agency\n```"),
    "content/corrections.md": page("Corrections", "```corrections\n```"),
    "content/terms.yaml": "- id: airlock\n  term: airlock\n  definition: A door.\n  sources: [tass-1]\n",
    "content/events.yaml": "- id: day-1\n  group: days\n  title: Day\n  time: 2021-10-05\n",
    "content/questions.yaml": "- id: why\n  question: Why?\n  answer: So.\n  page: film.md\n  anchor: plot\n",
    "content/corrections.yaml": "- id: c-1\n  date: 2026-01-01\n  page: film.md\n  old: 11 days\n  new: A door\n",
    "content/rows.csv": "day,sum\n1,2\n",
    "content/drawing.svg": DRAWING,
}


def escaped(payload: str) -> dict[str, str]:
    """Return a payload as each language writes it."""
    xml = payload.replace("&", "&amp;").replace("<", "&lt;")
    return {
        "yaml": json.dumps(payload),
        "text": payload,
        "line": payload.replace("\n", " ").replace("]", "\\]"),
        "url": payload.replace(" ", "%20"),
        "xml": xml,
        "attribute": xml.replace('"', "&quot;"),
        "csv": payload.replace('"', '""'),
    }


def with_payload(payload: str, fields: list[str]) -> dict[str, str]:
    """Return the files of the explainer that have a payload in some fields."""
    files: dict[str, str] = {}
    words = escaped(payload)
    for field in fields:
        path, before, after = FIELDS[field]
        text, before = files.get(path, EXPLAINER[path]), before.replace("{{", "{").replace("}}", "}")
        assert before in text, field
        files[path] = text.replace(before, after.format(**words), 1)
    return files


def taken(explainer: Explainer, payload: str) -> tuple[tuple[Made, ...], list[str]]:
    """Return what is made of the explainer with a payload in all fields that take it, and the names of these fields."""
    fields = []
    for field in FIELDS:
        with contextlib.suppress(Problems, UnicodeError):
            explainer.check(_as_bytes(with_payload(payload, [field])))
            fields.append(field)
    name = re.sub(r"[/\0\\\n\t\x01]", "", payload)[:60]
    while True:
        files = _as_bytes(with_payload(payload, fields))
        if "link" in fields or name:  # a file of that name, which a page links to
            files |= {f"content/{name or 'x'}.csv": b"a,b\n1,2\n"}
        try:
            return explainer.made(files), fields
        except Problems:
            if not fields:
                return (), []
            fields.pop(len(fields) // 2)  # two of them that do not go together


def _as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


class WithoutPolicy(SimpleHTTPRequestHandler):
    """Serves a folder, pages without their policy."""

    def send_head(self):
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or not file.is_file():
            return super().send_head()
        body = POLICY.sub(b"", file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def copyfile(self, source, outputfile):
        with contextlib.suppress(ConnectionError):  # the tab has gone on to another page
            super().copyfile(source, outputfile)

    def log_message(self, *_arguments):
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of a folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(WithoutPolicy, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Watch:
    """A tab that counts which programs of payloads run, and what is asked of other hosts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        page.add_init_script(COUNTER)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.route(re.compile(r"^(?!http://127\.0\.0\.1:|data:|blob:)"), self._answer)

    def _answer(self, route) -> None:
        self.asked.append(route.request.url)
        route.abort()

    def look(self, address: str, *, moved: bool = False) -> list[str]:
        """Return what an opened page did that it must not do. `moved`: the page goes on to another by itself."""
        self.asked.clear()
        self.dialogs.clear()
        self.page.goto(address)
        if moved:  # nothing is asked of it before: what asks may end with the page
            self.page.wait_for_url(lambda url: url != address)
            self.page.wait_for_load_state()
        ran = self.page.evaluate(TOUCH)
        self.page.wait_for_timeout(15)
        ran += self.page.evaluate("() => window.__ran || 0")
        ran += self.page.evaluate(PRESS)
        wrong = [f"{ran} programs ran"] if ran else []
        return [*wrong, *(f"asked {one}" for one in self.asked), *(f"said {one}" for one in self.dialogs)]


TOUCH = """() => {
  const on = [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')));
  for (const e of on) for (const kind of ['mouseover', 'pointerenter', 'focus', 'toggle', 'load', 'error', 'begin'])
    e.dispatchEvent(new Event(kind));
  return on.length; }"""
# A link that leads to a program counts, whether pressed or not: pressing all of them would take too long.
PRESS = """() => [...document.querySelectorAll('[href], [src], [action], [formaction], [data]')]
  .flatMap(e => ['href', 'src', 'action', 'formaction', 'data'].map(name => e[name]?.baseVal ?? e[name]))
  .filter(to => typeof to === 'string' && /^(javascript|vbscript|data:text|data:application)/i.test(to.trim()))
  .length"""


def main() -> int:
    """Run until the time is over, or enough pages were opened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12, help="in which order the payloads come")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--state", type=Path, help="file in which a run keeps how far it came, and what it found")
    told = parser.parse_args()
    state = {"seed": told.seed, "next": told.first, "pages": 0, "found": [], "refused": {}}
    if told.state and told.state.exists():
        state |= json.loads(told.state.read_text("utf-8"))
    started, all_of_them = time.monotonic(), payloads()
    random.Random(state["seed"]).shuffle(all_of_them)
    print(f"{len(all_of_them)} payloads, {len(FIELDS) + 1} fields.")
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        contextlib.closing(launched(playwright)) as browser,
    ):
        assert sees(browser), "the counters see nothing"
        explainer = Explainer(Path(folder), EXPLAINER, url="https://example.org/small/")
        while (
            state["next"] < len(all_of_them)
            and state["pages"] < told.pages
            and time.monotonic() - started < told.seconds
        ):
            _try(state, all_of_them[state["next"]], explainer, browser)
            if told.state:
                told.state.write_text(json.dumps(state, indent=1), encoding="utf-8")
    refused = sum(state["refused"].values())
    print(
        f"{state['next']} payloads, {state['pages']} pages in {time.monotonic() - started:.0f} seconds,"
        f" fields refused {refused} times: {len(state['found'])} findings."
    )
    return 1 if state["found"] else 0


def _try(state, payload, explainer, browser) -> None:
    with tempfile.TemporaryDirectory(prefix="payloads-") as name:
        site = Path(name)
        outputs, fields = taken(explainer, payload)
        for field in FIELDS.keys() - {*fields}:
            state["refused"][field] = state["refused"].get(field, 0) + 1
        for output in outputs:
            file = site / output.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.content)
        with served(site) as address, contextlib.closing(browser.new_context()) as context:
            watch = Watch(context.new_page())
            for file in sorted((*site.rglob("*.html"), *site.rglob("drawing*.svg"))):
                if file.name in ("404.html", "search.html"):
                    continue
                state["pages"] += 1
                moved = b'<meta http-equiv="refresh"' in file.read_bytes()
                if wrong := watch.look(address + file.relative_to(site).as_posix(), moved=moved):
                    state["found"].append([state["next"], payload, file.name, wrong, fields])
                    print(f"{state['next']} {payload!r} on {file.name}: {wrong}", flush=True)
    state["next"] += 1


def sees(browser) -> bool:
    """Say whether what harmful pages do is seen."""
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name)) as address,
        contextlib.closing(browser.new_context()) as context,
    ):
        watch = Watch(context.new_page())
        for body in (
            "<script>ran()</script>",
            "<p onclick=ran()>",
            f"<img src=//{HOST}/a>",
            "<a href=javascript:ran()>x</a>",
            "<svg onload=alert(1)>",
        ):
            Path(name, "a.html").write_text(f"<!DOCTYPE html><title>x</title>{body}", encoding="utf-8")
            if not watch.look(f"{address}a.html"):
                print(f"not seen: {body}")
                return False
    return True


if __name__ == "__main__":
    sys.exit(main())
