"""The address of an archived copy, made by rule, or as the Internet Archive says it has one.

Forms: archive.org/help/wayback_api.php.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from explainery.model import Site, Source

ARCHIVE = "https://archive.org"
_WAYBACK = "https://web.archive.org/web"
_LONGEST_DATE = 8


def archive_address(address: str, date: str) -> str:
    """Return the address that leads to the copy nearest to a date (`20211005`, or less of it; "" for the newest)."""
    return f"{_WAYBACK}/{date}/{address}" if date else f"{_WAYBACK}/{address}"


def known_copy(address: str, date: str, ask: Callable[[str], Any], archive: str = ARCHIVE) -> str | None:
    """Return the address of the copy nearest to a date that the archive says it has; `ask` gives an answer as JSON."""
    query = urlencode({"url": address, **({"timestamp": date} if date else {})})
    answer = ask(f"{archive}/wayback/available?{query}")
    try:
        closest = answer["archived_snapshots"]["closest"]
        found = closest["url"] if closest["available"] else None
    except (KeyError, TypeError):
        return None
    return found.replace("http://", "https://", 1) if isinstance(found, str) else None


def date_of(sources: tuple[Source, ...], site: Site) -> str:
    """Return the date near which a copy says what we read: when a source came out, else when a fact was checked."""
    issued = [source.issued for source in sources if source.issued]
    facts = [site.fact(name) for source in sources for name in site.supports.get(source.id, ())]
    checked = [fact.checked.isoformat() for fact in facts if fact]
    digits = "".join(sign for sign in next(iter(issued), max(checked, default="")) if sign.isdigit())
    return digits[:_LONGEST_DATE]
