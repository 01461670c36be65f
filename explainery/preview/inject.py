"""Puts the preview's script into a page, and tells what of a page changed."""

import hashlib
import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlencode

_DOCTYPE = re.compile(rb"\s*<!doctype[^>]*>", re.IGNORECASE)
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_STYLE = re.compile(rb"""(<link rel="?stylesheet"? href=)("[^"]*"|[^\s">]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """A page as a browser got it: `text` is a digest of all but the addresses in `styles`."""

    text: str
    styles: tuple[str, ...]

    @property
    def version(self) -> str:
        """Return the name of this look; the part before the dot is that of the text. Never like a number."""
        styles = hashlib.sha256("\n".join(self.styles).encode()).hexdigest()
        return f"x{self.text[:16]}.x{styles[:16]}"


def look_of(page: bytes) -> Look:
    """Return what the page looks like."""
    styles = tuple(unescape(found[2].decode("utf-8", "replace").strip('"')) for found in _STYLE.finditer(page))
    return Look(hashlib.sha256(_STYLE.sub(rb"\1", page)).hexdigest(), styles)


def with_script(page: bytes, address: str, host: str) -> bytes:
    """Return the page with one script element. `address` is the script's, `host` this server as the browser names it.

    It comes first in the head: a policy in a `meta` element governs only what follows it (CSP 3, section 3.3), and
    that of the 404 page allows no script. The parameters are those of livereload.js.
    """
    name, port = (host[: found.start()], found[1]) if (found := re.search(r":(\d+)$", host)) else (host, "80")
    options = {"host": name, "port": port, "mindelay": 100, "maxdelay": 1000, "snipver": look_of(page).version}
    script = f'<script src="{escape(f"{address}?{urlencode(options)}")}"></script>'
    place = _HEAD.search(page) or _DOCTYPE.match(page)
    at = place.end() if place else 0
    return page[:at] + script.encode() + page[at:]
