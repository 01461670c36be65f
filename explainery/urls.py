"""Paths below the site as addresses: what would have a meaning in an address, or none at all, is escaped."""

import re
from urllib.parse import quote

# Letters of all scripts stay, since browsers show them as they are; `:` would make what stands before it a scheme.
_SPECIAL = re.compile(r"[^\w./~,=@+-]")

_SPECIAL_BEHIND = re.compile(r"[^\w./~,=@+!$&'()*;:?-]")


def escaped(path: str) -> str:
    """Return the address of a file, by its path: `what%3F.pdf` for `what?.pdf`."""
    return _SPECIAL.sub(lambda sign: quote(sign[0], safe=""), path)


def behind(fragment: str) -> str:
    """Return a place in a file as it stands behind its address, with `#`; nothing where there is none."""
    return fragment and "#" + _SPECIAL_BEHIND.sub(lambda sign: quote(sign[0], safe=""), fragment)
