"""The search of explainers with many words: Pagefind cuts its index into pieces, of which a browser loads few.

Only user of pagefind, which is an optional extra. Its program is asked page by page: in a folder it would find pages in
the order of the file system, which makes another index of them. Its Python interface asks in the same way, but takes a
tenth of a second for each answer.
"""

import contextlib
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from subprocess import DEVNULL, PIPE, Popen
from typing import Any, NoReturn

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
    language = str(site.settings["language"]).partition("-")[0]
    with Popen([program, "--service"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as child:  # noqa: S603 - our own arguments
        _asked(child, "NewIndex", config={"force_language": language, "keep_index_url": True})
        for path, html in _documents(site, found):
            _asked(child, "AddFile", index_id=0, file_path=None, url=f"/{path}", file_contents=html)
        files = _asked(child, "GetFiles", index_id=0)["files"]  # into a full folder it would write half of them
    made = {file["path"]: b64decode(file["content"]) for file in files}
    return tuple(Output(f"{FOLDER}/{path}", made[path]) for path in sorted(made) if not path.endswith(_UNUSED))


def _asked(child: "Popen[bytes]", what: str, **more: Any) -> Mapping[str, Any]:
    """Return Pagefind's answer. Raises Problems where it gives none, or cannot do what it is asked."""
    try:
        said = _answer(child, {"type": what, **more})
        why = f"failed: {said['message']}" if said["type"] == "Error" else ""
    except (OSError, EOFError, ValueError, LookupError, TypeError):
        said, why = {}, "failed: it ended, or its answer cannot be read"
    if why:
        child.kill()
        with contextlib.suppress(OSError):  # what it was not told any more
            child.stdin.close()  # type: ignore[union-attr] # a pipe
        says = f"Pagefind, which indexes the words for the search, {why}."
        _stop("SEARCH NOT MADE", says, "Install it anew, or switch the search off")
    return said


def _answer(child: "Popen[bytes]", question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what Pagefind answers.

    Messages go both ways in base64, each with a comma behind it (`pagefind/src/service` of its sources).
    """
    message = json.dumps({"message_id": 1, "payload": question}).encode()
    child.stdin.write(b64encode(message) + b",")  # type: ignore[union-attr] # a pipe
    child.stdin.flush()  # type: ignore[union-attr]
    answer = bytearray()
    while not answer.endswith(b","):
        part = child.stdout.read1()  # type: ignore[union-attr]
        if not part:
            raise EOFError
        answer += part
    said: Mapping[str, Any] = json.loads(b64decode(answer))["payload"]
    return said


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
