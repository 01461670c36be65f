"""Which source an entry is already: by its key, its DOI, ISBN or address, or by title, first author and year."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

_ALIKE = 0.6  # of two titles: spelled or cut otherwise, not another work
_COMPARED = 200  # as many characters of titles as tell works apart
_DOI_ADDRESS = re.compile(r"(?:doi\.org/)?(10\.\d{4,9}/.+)", re.IGNORECASE)
ISBN = re.compile(r"(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx]")


@dataclass(slots=True)
class Known:
    """The sources that are there, and how to know one by. It grows with every one that is added."""

    ids: set[str] = field(default_factory=set)
    _named: dict[str, str] = field(default_factory=dict)
    _marked: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _titled: defaultdict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _fields: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    def add(self, identity: str, fields: Mapping[str, Any], *, new: bool = True) -> None:
        """Take note of a source, with its id, its fields and its `aliases`; `new` says that it came just now."""
        aliases = fields.get("aliases") or ()
        self.ids |= {identity, *(one for one in aliases if isinstance(one, str))}
        self._fields[identity] = fields
        if new:
            self._new.add(identity)
        for name in (identity, *aliases):
            self._named.setdefault(str(name), identity)
        for mark in _marks(fields):
            self._marked[mark].append(identity)
        self._titled[_work(fields)].append(identity)

    def name(self, identity: str, alias: str) -> None:
        """Take note that a source has another name."""
        self.ids.add(alias)
        self._named.setdefault(alias, identity)

    def called(self, name: str) -> str | None:
        """Return the id of the source that has this name, as its id or as one of its aliases."""
        return self._named.get(name)

    def find(self, names: Iterable[str], fields: Mapping[str, Any]) -> str | None:
        """Return the id of the source that an entry is already; None where it is new."""
        for name in names:
            found = self._named.get(name)
            if found and _alike(fields, self._fields[found]):
                return found
        for found in self._titled.get(_work(fields), ()):
            if not _apart(fields, self._fields[found]):
                return found
        for mark in _marks(fields):
            for found in self._marked.get(mark, ()):
                # In one library two entries of one address are two chapters, or two pages of one site.
                strict = found in self._new or mark.startswith("isbn:") or mark.endswith(":home")
                if not strict or _alike(fields, self._fields[found]):
                    return found
        return None


def _marks(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield what tells a source from all others: its DOI, ISBN, address."""
    address = str(fields.get("URL") or "")
    same = same_address(address)
    for text in (str(fields.get("DOI") or ""), same if "10." in same else ""):
        if found := _DOI_ADDRESS.fullmatch(text):
            yield f"doi:{found[1].casefold()}"
    for isbn in ISBN.findall(str(fields.get("ISBN") or "")):
        yield f"isbn:{_thirteen(isbn)}"
    if address:
        yield f"at:{same}" if "/" in same or "?" in same else f"at:{same}:home"


def _thirteen(isbn: str) -> str:
    """Return the nine figures that the old and the new form of an ISBN share."""
    figures = re.sub(r"[\s-]", "", isbn)
    return figures[-10:-1]


def _work(fields: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return title, first author and year, as far as they are known."""
    return _folded(fields.get("title")), _folded(_first(fields)), str(fields.get("issued") or "")[:4]


def _first(fields: Mapping[str, Any]) -> str:
    for role in ("author", "editor"):
        people = fields.get(role)
        if isinstance(people, list) and people and isinstance(people[0], Mapping):
            return str(people[0].get("family") or people[0].get("literal") or people[0].get("given") or "")
    return ""


def _folded(value: Any) -> str:
    """Return a text without what is written now so, now so: letter case, accents, signs and spaces."""
    letters = unicodedata.normalize("NFKD", str(value or "")).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two sources of one title, author and year are two: what tells sources apart differs."""
    first, second = set(_marks(one)), set(_marks(other))
    kinds = ("doi:", "isbn:") if _first(one) else ("doi:", "isbn:", "at:")
    for kind in kinds:
        mine, its = ({mark for mark in marks if mark.startswith(kind)} for marks in (first, second))
        if mine and its and not mine & its:
            return True
    same = ("issued", "type", "container-title", "volume", "issue", *(() if _first(one) else ("publisher",)))
    return any(one.get(name) and other.get(name) and str(one[name]) != str(other[name]) for name in same)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two titles may be those of one work."""
    first, second = (_folded(fields.get("title"))[:_COMPARED] for fields in (one, other))
    if not first or not second or first in second or second in first:
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def same_address(address: str) -> str:
    """Return what two addresses of one page have in common: no scheme, no `www.`, no fragment, no slash at the end."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("dx.")
    path = parts.path.rstrip("/")
    path = path.casefold() if host == "doi.org" else path
    return f"{host}{path}?{parts.query}".removesuffix("?")
