"""An item of CSL into the fields of our sources: what has a place there, what is left out, what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from explainery.exchange.csl import Item
from explainery.problems import Problem, did_you_mean

_OURS = (
    *("article-newspaper", "article-magazine", "article-journal", "book", "broadcast", "dataset", "document"),
    *("entry-encyclopedia", "interview", "motion_picture", "post-weblog", "report", "speech", "webpage"),
)
# Every other type of CSL 1.0.2, by the one of ours that is nearest to it.
_NEAREST = {
    **dict.fromkeys(("entry", "entry-dictionary"), "entry-encyclopedia"),
    **dict.fromkeys(("chapter", "classic", "collection"), "book"),
    **dict.fromkeys(("review", "periodical"), "article-magazine"),
    **dict.fromkeys(("review-book", "paper-conference"), "article-journal"),
    **dict.fromkeys(("thesis", "standard"), "report"),
    **dict.fromkeys(("song", "performance"), "broadcast"),
    **dict.fromkeys(("post", "software"), "webpage"),
    **dict.fromkeys("article bill event figure graphic hearing legal_case legislation".split(), "document"),
    **dict.fromkeys("manuscript map musical_score pamphlet patent".split(), "document"),
    **dict.fromkeys("personal_communication regulation treaty".split(), "document"),
}
_KINDS = {
    **dict.fromkeys(("book",), "book"),
    **dict.fromkeys(("interview", "speech"), "interview"),
    **dict.fromkeys(("dataset", "entry-encyclopedia"), "database"),
    **dict.fromkeys(("report", "document"), "official"),
}
_TAKEN = {"id", "type", "title", "publisher", "container-title", "author", "issued", "URL", "DOI", "language", "custom"}
_OWN = ("kind", "origin", "archived", "link")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Brought:
    """A source in the making: its fields but the id, its addresses to know it by, and what of it had no place.

    `guessed` says whether its kind was not said.
    """

    item: Item
    fields: Mapping[str, Any]
    addresses: tuple[str, ...]
    left_out: tuple[str, ...]
    guessed: bool


def source_fields(item: Item, kind: str | None) -> Brought | list[Problem]:
    """Return what a source takes from an item, or all that is wrong with it. `kind` is for one that says none itself.

    Without `kind` it is guessed from the type.
    """
    raw = item.fields
    own = raw["custom"] if isinstance(raw.get("custom"), dict) else {}
    doi = _DOI.fullmatch(str(raw.get("DOI") or "").strip())
    address = _text(raw.get("URL")) or (f"https://doi.org/{doi[1]}" if doi else None)
    found = {
        "type": raw.get("type") if raw.get("type") in _OURS else _NEAREST.get(str(raw.get("type"))),
        "title": _text(raw.get("title")),
        "publisher": _text(
            raw.get("publisher") if _is_book(raw) else raw.get("container-title") or raw.get("publisher")
        ),
        "author": list(_authors(raw.get("author"))) or None,
        "issued": _issued(raw.get("issued")),
        "URL": address,
        "language": _language(raw.get("language")),
        **{name: own[name] for name in _OWN if name in own},
        "note": _text(raw.get("note")) if own else None,
    }
    problems = list(_problems(item, found))
    if problems:
        return problems
    found["kind"] = found.get("kind") or kind or _KINDS.get(str(found["type"]), "press")
    addresses = tuple(one for one in (address, f"https://doi.org/{doi[1]}" if doi else None) if one)
    left = {name for name, value in raw.items() if name not in _TAKEN and value not in ("", [], None)}
    left -= {"note"} if own else set()
    left |= {name for name in ("language", "issued", "author") if raw.get(name) and not found[name]}
    fields = {name: value for name, value in found.items() if value is not None}
    return Brought(item, fields, addresses, tuple(sorted(left)), not (own.get("kind") or kind))


def _problems(item: Item, found: Mapping[str, Any]) -> Iterator[Problem]:
    if not found["type"]:
        says = f"{_named(item)} has the type `{item.fields.get('type')}`, which CSL does not have."
        hint = did_you_mean(str(item.fields.get("type")), (*_OURS, *_NEAREST), "Write `webpage`, or what else it is.")
        yield Problem("UNKNOWN TYPE", item.place, says, hint)
    if not found["title"]:
        yield Problem(
            "NO TITLE", item.place, f"{_named(item)} has no title.", "Give it one; without one it cannot be shown."
        )
    if not found["URL"] and not found["publisher"]:
        says = f"Nobody can find {_named(item).lower()}: it has neither an address nor a publisher."
        yield Problem("SOURCE NOBODY CAN FIND", item.place, says, "Add `URL`, or `publisher`, or both.")
    if found["URL"] and not re.fullmatch(r"https?://\S+", found["URL"]):
        says = f"{_named(item)} has the address `{found['URL']}`, which is none of the web."
        yield Problem("BAD ADDRESS", item.place, says, "Write the whole address, beginning with `https://`.")


def _named(item: Item) -> str:
    return f"The source `{item.name}`" if item.name else "This source"


def _is_book(raw: Mapping[str, Any]) -> bool:
    """Say whether who published it is named by `publisher`: of an article it is what it stood in."""
    return bool(raw.get("publisher")) and not str(raw.get("type")).startswith(("article", "post", "review"))


def _text(value: Any) -> str | None:
    return " ".join(re.sub(r"<[^>]*>", "", value).split()) or None if isinstance(value, str) else None


def _authors(value: Any) -> Iterator[dict[str, str]]:
    for person in value if isinstance(value, list) else ():
        if isinstance(person, dict):
            family = " ".join(filter(None, (_text(person.get("non-dropping-particle")), _text(person.get("family")))))
            named = {"family": family, "given": _text(person.get("given")), "literal": _text(person.get("literal"))}
            if any(named.values()):
                yield {name: words for name, words in named.items() if words}


def _issued(value: Any) -> str | None:
    """Return a date of CSL as ISO 8601 writes it; of a range its beginning."""
    if not isinstance(value, dict):
        return None
    try:
        numbers = [int(part) for part in value["date-parts"][0]]
        date = "-".join(f"{number:0{4 if not at else 2}}" for at, number in enumerate(numbers))
    except (KeyError, IndexError, TypeError, ValueError):
        date = str(value.get("raw") or value.get("literal") or "")
    return date if _DATE.fullmatch(date) else None


def _language(value: Any) -> str | None:
    found = re.match(r"([a-z]{2})(?:[-_]|$)", _text(value) or "", re.IGNORECASE)
    return found[1].lower() if found else None


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
