"""While a site is written: interim versions of its pages, so that no link leads nowhere at any moment.

Files are written one by one, and pages link to each other in circles, so no order alone keeps every link. A page is
therefore first written without its links to what is not there all the time, and with the ids that are about to go.
"""

import functools
import html
import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

from explainery.paths import FRONT_ADDRESS, is_page_address

_ID = re.compile(rb"""\sid=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# What looks like an attribute in the words of a page is treated as one: it is missing for a moment, no more.
_LINK = re.compile(
    rb"""\s(?:(?:href|src|action)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|content=["']\d+;\s*url=([^"']*)["'])""",
    re.IGNORECASE,
)
_LINK_OF_TWIN = re.compile(rb"(?<=\])\(<?([^()<>\s]+)>?\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


class Unsettled:
    """What is not there all the time: pages that come or go, and ids of pages that change."""

    def __init__(self, pages: Iterable[str]) -> None:
        """Take the paths of pages that come or go."""
        self._pages = set(pages)
        self._ids: dict[str, frozenset[str]] = {}
        self._going: dict[str, tuple[str, ...]] = {}

    def note(self, path: str, before: bytes, after: bytes) -> None:
        """Take what an HTML page holds that changes, before and after."""
        old, new = _ids(before), _ids(after)
        if old != new:
            self._ids[path] = old ^ new
            self._going[path] = tuple(sorted(old - new))

    def settle(self, path: str) -> None:
        """Take note that a page was written that comes or changes: what it has now will stay."""
        self._pages.discard(path)
        if path in self._ids:
            self._ids[path] = frozenset(self._going[path])

    def interim(self, path: str, content: bytes) -> bytes:
        """Return a page with no link to what is unsettled, and with the ids that are going. Often that is the page."""
        if not self._pages and not self._ids:
            return content
        pattern = _LINK if is_page_address(path) else _LINK_OF_TWIN
        folder = posixpath.dirname(path)

        def without(link: re.Match[bytes]) -> bytes:
            return b"" if self._has(*_target(folder, link[link.lastindex or 0]), path) else link[0]

        found = pattern.sub(without, content)
        if going := self._going.get(path):
            kept = "".join(f'<span id="{html.escape(name)}"></span>' for name in going).encode()
            before, end, after = found.rpartition(b"</body>")
            found = before + kept + end + after if end else found + kept
        return found

    def _has(self, page: str, name: str, path: str) -> bool:
        return page != path and (page in self._pages or name in self._ids.get(page, ()))


def _ids(content: bytes) -> frozenset[str]:
    found = frozenset(one or two or three for one, two, three in _ID.findall(content))
    return frozenset(html.unescape(name.decode(errors="replace")) for name in found)


@functools.lru_cache(maxsize=10_000)
def _target(folder: str, address: bytes) -> tuple[str, str]:
    """Return the path and the id that a link leads to; an empty path where that is not a page of this site."""
    text = html.unescape(address.decode(errors="replace")).strip()
    if not text or _ELSEWHERE.match(text):
        return "", ""
    rest, _, name = text.partition("#")
    file = unquote(rest.partition("?")[0])
    path = posixpath.normpath(posixpath.join(folder, file + (FRONT_ADDRESS if file.endswith("/") else "")))
    return path, unquote(name)
