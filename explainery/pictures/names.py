"""Names in a drawing, as the parser gives them, and words of it, as people read them."""

import re

from explainery.pictures.allowed import XLINK

BETWEEN = "\x01"
"""What stands between namespace, name and prefix; it stands in no XML, so in no namespace either."""

_LONGEST = 60  # as much as one takes in at a glance


def shown(text: str) -> str:
    """Return words of a drawing on one line, not too long, and so that they can be printed."""
    plain = re.sub(r"\s+", " ", text.encode("utf-8", "replace").decode())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def parted(full: str) -> tuple[str, str, str]:
    """Return namespace and name of an element or attribute, and the name as it was written, with its prefix."""
    parts = full.split(BETWEEN)
    if len(parts) == 1:
        return "", full, full
    return parts[0], parts[1], ":".join([*parts[2:], parts[1]])


def copied_by(attributes: dict[str, str]) -> str | None:
    """Return the id of what an element copies: what `href` says, and without one that of XLink."""
    own = attributes.get("href")
    known = (value for full, value in attributes.items() if full.startswith(f"{XLINK}{BETWEEN}href"))
    return (next(known, "") if own is None else own).strip().removeprefix("#") or None
