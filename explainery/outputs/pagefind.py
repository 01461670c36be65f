"""The search of explainers with many words: Pagefind cuts its index into pieces, of which a browser loads few.

Only user of pagefind, which is an optional extra. Its program is called and not its Python interface, which answers ten
requests a second. The program reads files, so the words go through a folder that is deleted again.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NoReturn

from explainery.model import Output, Site
from explainery.outputs.passages import Passage
from explainery.problems import Place, Problem, Problems
from explainery.urls import escaped

FOLDER = "pagefind"
_RECORDS = "records"
# Letters of Chinese and Japanese, which put no spaces between words: Pagefind gets them one by one, `search.js` asks
# for them in the same way, and takes the separators out of what it shows.
_CJK = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_BESIDE = re.compile(rf"(?<=[{_CJK}])(?=\S)|(?<=\S)(?=[{_CJK}])")
_SEPARATOR = "\u2063 "  # an invisible sign makes it known from other spaces, so that it can be taken out again
_UNUSED = ("-ui.js", "-ui.css", "-highlight.js")  # faces of its own


def pagefind(site: Site, found: Iterable[Passage], size: int) -> tuple[Output, ...]:
    """Return the files of an index of passages. Raises Problems where Pagefind is not installed, or fails.

    `size` are the bytes of words, for the problem. Facts are not indexed by themselves: their words stand in the pages.
    """
    program = _program(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, html in _documents(site, found):
            file = folder / "words" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, encoding="utf-8")
        language = str(site.settings["language"]).partition("-")[0]
        options = (
            "--site",
            "words",
            "--output-path",
            FOLDER,
            "--force-language",
            language,
            "--keep-index-url",
            "--silent",
        )
        result = subprocess.run([program, *options], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
        if result.returncode:
            says = f"Pagefind, which indexes the words for the search, failed:\n\n{result.stderr.strip()}"
            _stop("SEARCH NOT MADE", says, "Install it anew, or switch the search off")
        files = sorted(file for file in (folder / FOLDER).rglob("*") if file.is_file())
        return tuple(
            Output(file.relative_to(folder).as_posix(), file.read_bytes())
            for file in files
            if not file.name.endswith(_UNUSED)
        )


def _program(size: int) -> str:
    """Return the path of Pagefind's program."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - an optional extra, which few explainers need
    except ImportError:
        found = None
    else:
        found = get_executable()
    if found is None:
        says = (
            f"This explainer has {size:,} bytes of words: too many to search without Pagefind, which is not installed."
        )
        install = f'Install it, with `uv pip` where there is no pip:\n\n{sys.executable} -m pip install "pagefind[bin]"'
        _stop("SEARCH NEEDS PAGEFIND", says, f"{install}\n\nOr switch the search off")
    return str(found)


def _stop(title: str, says: str, hint: str) -> NoReturn:
    hint += " in `content/site.yaml`:\n\noutputs: {search: false}"
    raise Problems([Problem(title, Place("content/site.yaml"), says, hint)])


def _documents(site: Site, found: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """Yield what Pagefind reads, by its path: each page with its sections, and each record that has its own place."""
    language = escape(str(site.settings["language"]))
    everything = tuple(found)
    for path, sections in groupby((one for one in everything if not one.kind), key=lambda one: one.page):
        page = site.by_path[path]
        parts = [_heading(part, page.title) + f"<p>{_words(part.names)} {_words(part.text)}</p>" for part in sections]
        meta = {"kind": page.document.kind, "place": escaped(page.address)}
        yield page.address, _document(language, meta, "".join(parts))
    for number, one in enumerate(one for one in everything if one.kind not in ("", "fact")):
        meta = {
            "kind": one.kind,
            "place": escaped(site.by_path[one.page].address) + (f"#{one.anchor}" if one.anchor else ""),
        }
        body = f"<h1>{_words(one.title)}</h1><p>{_words(one.text)} {_words(one.names)}</p>"
        yield f"{_RECORDS}/{number}.html", _document(language, meta, body)


def _heading(part: Passage, title: str) -> str:
    return f'<h2 id="{escape(part.anchor)}">{_words(part.title)}</h2>' if part.anchor else f"<h1>{_words(title)}</h1>"


def _words(text: str) -> str:
    return escape(_BESIDE.sub(_SEPARATOR, text))


def _document(language: str, meta: Mapping[str, str], body: str) -> str:
    values = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in meta.items()
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{values}</head><body>{body}</body></html>'
    )
