"""Addresses of other sites: what is wrong with one, and how it is published."""

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit

_PARTS = re.compile(r"([a-z][a-z0-9+.-]*:(?://[^/?#]*)?)([^#]*)(#?)(.*)", re.IGNORECASE | re.DOTALL)
# What an address cannot hold as it stands (url.spec.whatwg.org); `#` only once.
_ENCODED = re.compile(r"[\x00-\x20\"<>\\^`{|}\[\]#\x7f]|%(?![0-9A-Fa-f]{2})")
_NAME = re.compile(r"[^\s\"#%<>?@\[\\\]^`{|}\x00-\x20\x7f]+")
_FILE = re.compile(r"/[^/]+\.(?:x?html?|md|php|xml)/*$", re.IGNORECASE)
_PORT = "Delete that colon and what follows it; a port is a number up to 65535."
_WHOLE = "Write the whole address: `https://www.nasa.gov/`."


def fault(address: str) -> tuple[str, str] | None:
    """Return a sentence and a hint where an address that begins with `https:`, `http:` or `mailto:` leads nowhere."""
    if address.lower().startswith("mailto:"):
        who = address[len("mailto:") :].partition("?")[0]
        if re.fullmatch(r"[^@\s]+@[^@\s]+", who):
            return None
        return f"`{address}` names nobody to write to.", "Write the whole address: `mailto:name@example.org`."
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return f"`{address}` names no host.", _WHOLE
    if not host or not _is_host(host):
        return f"`{address}` names no host.", _WHOLE
    if parts.username is not None:  # as in the address of a remote that a script was given, with the key to it
        says = f"What stands before `@{host}` is a name, a password or a key, and everybody would read it."
        return says, f"Delete all between `//` and `{host}`, the `@` too; and change the password, if others saw it."
    says = f"In `{address}` what follows the colon after the host is not a port number."
    return None if _has_port(parts) else (says, _PORT)


def _has_port(parts: SplitResult) -> bool:
    """Say whether what stands after the colon behind the host is a port, or nothing."""
    try:
        parts.port  # noqa: B018 - it is looked at only when asked for
    except ValueError:
        return False
    return True


def _is_host(host: str) -> bool:
    if ":" in host:
        try:
            ipaddress.IPv6Address(host)
        except ValueError:
            return False
        return True
    return bool(_NAME.fullmatch(host)) and all(host.removesuffix(".").split("."))


def file_in(address: str) -> str | None:
    """Return the name of the file in which the address of a site ends, `/index.html`; None where it ends in none."""
    found = _FILE.search(urlsplit(address).path)
    return found[0] if found else None


def published(address: str) -> str:
    """Return an address as written, with only those signs escaped that no address can hold as they stand."""
    found = _PARTS.fullmatch(address.strip())
    if not found or not _ENCODED.search(found[2] + found[4]):
        return address.strip()
    before, path, sharp, fragment = found.groups()
    return before + _ENCODED.sub(_escaped, path) + sharp + _ENCODED.sub(_escaped, fragment)


def _escaped(sign: re.Match[str]) -> str:
    return quote(sign[0], safe="")
