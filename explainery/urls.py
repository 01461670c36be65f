"""Paths below the site as addresses: what would have a meaning in an address, or none at all, is escaped."""

import re
from urllib.parse import quote

from explainery.paths import FRONT_ADDRESS

# Letters of all scripts stay, since browsers show them as they are; `:` would make what stands before it a scheme.
_SPECIAL = re.compile(r"[^\w./~,=@+-]")

_PLAIN = "/~,=@+"  # beside letters, digits and `_.-`, what stands in an absolute address as it is

_SPECIAL_BEHIND = re.compile(r"[^\w./~,=@+!$&'()*;:?-]")


def escaped(path: str) -> str:
    """Return the address of a file, by its path: `what%3F.pdf` for `what?.pdf`."""
    return _SPECIAL.sub(lambda sign: quote(sign[0], safe=""), path)


def absolute(site: str, path: str, anchor: str = "") -> str:
    """Return the absolute address of a file below a site, percent-encoded (RFC 3986); a folder’s page has its folder’s.

    Links between pages name the file instead, since they must lead there from the disk, too.
    """
    if path == FRONT_ADDRESS or path.endswith("/" + FRONT_ADDRESS):
        path = path.removesuffix(FRONT_ADDRESS)
    return site + quote(path, safe=_PLAIN) + (anchor and "#" + quote(anchor, safe=_PLAIN + "!$&'()*;:?%"))


def behind(fragment: str) -> str:
    """Return a place in a file as it stands behind its address, with `#`; nothing where there is none."""
    return fragment and "#" + _SPECIAL_BEHIND.sub(lambda sign: quote(sign[0], safe=""), fragment)
