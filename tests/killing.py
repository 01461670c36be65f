"""Ends work at one of its steps on the disk, by a kill or by a fault, and finds links that lead nowhere."""

import os
import posixpath
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from explainers import files_of
from lxml import etree

_NAMES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}  # docs.python.org, “Audit events table”
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#$", re.IGNORECASE)


def at_step(folder: Path, number: int, act: Callable[[str], None], work: Callable[[], None]) -> int:
    """Do work in a copy of this process, which calls `act` before each step below `folder` from `number` on.

    `act` gets the name of the step. Returns how the copy ended, as `os.waitpid` says.
    """
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        inside, taken = f"{folder}{os.sep}", 0

        def hook(event, details):
            nonlocal taken
            is_step = event in _NAMES or (event == "open" and (details[2] or 0) & _WRITES)
            if is_step and f"{details[0]}{os.sep}".startswith(inside):
                taken += 1
                if taken >= number:
                    act(event)

        sys.addaudithook(hook)
        work()
    except BaseException:  # noqa: BLE001 - nothing of the copy may reach pytest
        os._exit(99)
    os._exit(0)


def kill(_event: str) -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def steps_of(folder: Path, work: Callable[[], None]) -> int:
    """Return how many steps work takes below a folder; the work is done."""
    reading, writing = os.pipe()
    assert at_step(folder, 1, lambda _event: os.write(writing, b"."), work) == 0
    os.close(writing)
    with os.fdopen(reading, "rb") as steps:
        return len(steps.read())


class _Page:
    def __init__(self, content: bytes) -> None:
        self.ids: set[str] = set()
        self.links: list[str] = []
        for element in etree.fromstring(content, etree.HTMLParser(encoding="utf-8")).iter(etree.Element):
            found = element.attrib
            self.ids.add(found.get("id", ""))
            self.links += [found[name] for name in ("href", "src", "action") if found.get(name)]
            if refresh := re.fullmatch(r"\d+;\s*url=(.*)", found.get("content", "")):
                self.links.append(refresh[1])


def dead_links(folder: Path) -> list[str]:
    """Return the links in pages, twins and style sheets of a site that lead to no file, or to no id on a page."""
    files = files_of(folder)
    pages = {path: _Page(content) for path, content in files.items() if path.endswith(".html")}
    found = []
    for path, link in _links(files, pages):
        target, _, name = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
        on_page = pages.get(target)
        if target not in files or (name and on_page and unquote(name) not in on_page.ids):
            found.append(f"{path}: {link}")
    return found


def _links(files: dict[str, bytes], pages: dict[str, _Page]) -> Iterator[tuple[str, str]]:
    for path, content in files.items():
        if path.endswith(".html"):
            links = pages[path].links
        elif path.endswith(".md"):
            links = re.findall(r"\]\(<?([^()<>\s]+)", content.decode())
        elif path.endswith(".css"):
            links = re.findall(r"""url\(["']?([^"')]+)""", content.decode())
        else:
            continue
        yield from ((path, link) for link in links if not _ADDRESS.match(link))
