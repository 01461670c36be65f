"""An item of CSL into the fields of our sources: what has a place there, what is left out, what is wrong."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.exchange.dates import date_of_csl
from explainery.exchange.duplicates import ISBN, same_address
from explainery.exchange.items import Item, the_entry
from explainery.exchange.people import people_of_csl
from explainery.fields.invisible import has_word, without_invisible
from explainery.forms import one_form
from explainery.problems import Problem
from explainery.web import fault

_OURS = (
    *("article-newspaper", "article-magazine", "article-journal", "book", "broadcast", "dataset", "document"),
    *("entry-encyclopedia", "interview", "motion_picture", "post-weblog", "report", "speech", "webpage"),
)
# Every other type of CSL 1.0.2, by the one of ours that is nearest to it.
_NEAREST = {
    **dict.fromkeys(("entry", "entry-dictionary"), "entry-encyclopedia"),
    **dict.fromkeys(("chapter", "classic", "collection"), "book"),
    **dict.fromkeys(("review", "periodical"), "article-magazine"),
    **dict.fromkeys(("review-book", "paper-conference", "article"), "article-journal"),
    **dict.fromkeys(("thesis", "standard"), "report"),
    **dict.fromkeys(("song", "performance"), "broadcast"),
    **dict.fromkeys(("post", "software"), "webpage"),
    **dict.fromkeys("bill event figure graphic hearing legal_case legislation".split(), "document"),
    **dict.fromkeys("manuscript map musical_score pamphlet patent".split(), "document"),
    **dict.fromkeys("personal_communication regulation treaty".split(), "document"),
}
# What Crossref calls them, also where it is asked for CSL (api.crossref.org/types).
_CROSSREF = {
    **dict.fromkeys(("journal-article", "proceedings-article", "posted-content"), "article-journal"),
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "book-track", "reference-book"), "book"),
    **dict.fromkeys(("monograph", "edited-book", "book-series", "book-set", "proceedings"), "book"),
    **dict.fromkeys(("dissertation", "report-component", "report-series"), "report"),
    "reference-entry": "entry-encyclopedia",
    "peer-review": "review",
}
_KINDS = {
    **dict.fromkeys(("book",), "book"),
    **dict.fromkeys(("interview", "speech"), "interview"),
    **dict.fromkeys(("dataset", "entry-encyclopedia"), "database"),
    **dict.fromkeys(("report", "document"), "official"),
}
# By their names and longer codes; those of two letters say themselves.
_LANGUAGES = {
    **dict.fromkeys(("english", "american", "british", "usenglish", "ukenglish", "canadian", "australian"), "en"),
    **dict.fromkeys(("german", "ngerman", "austrian", "naustrian", "swissgerman", "deutsch"), "de"),
    **dict.fromkeys(("french", "francais", "français", "canadien"), "fr"),
    **dict.fromkeys(("portuguese", "brazilian", "portuges", "brazil"), "pt"),
    **dict.fromkeys(("spanish", "español", "espanol"), "es"),
    **dict.fromkeys(("russian", "русский"), "ru"),
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
    "czech": "cs",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "norsk": "nb",
    "nynorsk": "nn",
    "finnish": "fi",
    "hungarian": "hu",
    "magyar": "hu",
    "greek": "el",
    "turkish": "tr",
    "ukrainian": "uk",
    "japanese": "ja",
    "chinese": "zh",
    "latin": "la",
    "arabic": "ar",
    "hebrew": "he",
    "catalan": "ca",
    "estonian": "et",
    "latvian": "lv",
    "lithuanian": "lt",
    "bulgarian": "bg",
    "romanian": "ro",
    "serbian": "sr",
    "croatian": "hr",
    "slovak": "sk",
    "slovene": "sl",
    "korean": "ko",
    "persian": "fa",
    "hindi": "hi",
    "icelandic": "is",
    "georgian": "ka",
    "belarusian": "be",
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
    "rus": "ru",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "dut": "nl",
    "nld": "nl",
    "pol": "pl",
    "cze": "cs",
    "ces": "cs",
    "jpn": "ja",
    "zho": "zh",
}
_TAKEN = {
    *(
        "id",
        "citation-key",
        "citationKey",
        "ids",
        "type",
        "title",
        "publisher",
        "container-title",
        "author",
        "editor",
        "issued",
    ),
    *("volume", "issue", "page", "URL", "DOI", "ISBN", "language", "custom"),
    *("archive", "archive_collection", "archive_location", "call-number"),
}
_OWN = ("kind", "origin", "archived", "link", "aliases", "draft")
_OWN_TYPES: Mapping[str, type] = {"link": bool, "draft": bool, "aliases": list}
"""What our own fields hold that are no texts."""

_TEXTS = (
    *("title", "publisher", "container-title", "volume", "issue", "page", "URL", "DOI", "ISBN"),
    *("archive", "archive_location", "call-number"),
)
_PEOPLE = ("author", "director", "composer")
_SHELF = ("archive", "archive_collection", "archive_location", "call-number")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LABEL = re.compile(  # before a number, also a Roman one; not the S of “LNCS 1234” or “n.s. 4”
    r"(?<![\w.])(?:(?:vol(?:ume)?|v|bd|band|jg|jahrgang|tom[eo]?|t|number|no|nr|n|n[uú]m(?:éro|ero)?|iss(?:ue)?|heft|h|pp?"
    r"|pages?|págs?|s|т|том|вып|с|стр)(?:\. ?| )|№ ?|# ?|n[°º]\.? ?|(?-i:pp?)(?=\d))(?=[^\W\d_]?\d|[ivxlcdm]+(?!\w))",
    re.IGNORECASE,
)
_DASH = re.compile(  # between pages: `A-12` is one, `xi-xiv` are several
    r"(\d|(?<![^\s,])[ivxlc]+) ?(?:-{1,3}|[‐‑‒–—]) ?(?=[^\W\d_]?\d|[ivxlc]+(?![^\s,]))"
    r"|(?<![^\s,])([IVXLC]+) ?(?:-{1,3}|[‐‑‒–—]) ?(?=[IVXLC]+(?![^\s,]))"
)
_FOLLOWING = re.compile(r"(?<=\d) ?(ff?)\b\.?")  # `12 f.`
_ONE_PAGE = re.compile(r"(?<![^\s,])([^\s,–]+)–\1(?![^\s,])")  # some managers write `12--12` for `12`
_AFTER_PAGES = re.compile(r" ?[,;&] ?")
_TAG = re.compile(
    r"</?(?:i|b|em|strong|sup|sub|span|sc|scp|u|p|br|nocase|italic|bold|(?:jats|mml):\w+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\w{1,8}|[A-Za-z]{2,8});")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|int|io|[a-z]{2})(?:/|$))\S*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Brought:
    """A source in the making: its fields but id and origin, and what of the item had no place.

    `remarks` are sentences about what was read otherwise than it is written; `guessed` says whether its kind was not
    said; `names` are other keys that it had.
    """

    item: Item
    fields: Mapping[str, Any]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]
    guessed: bool
    names: tuple[str, ...]


def source_fields(item: Item, kind: str | None) -> Brought | Problem:
    """Return what a source takes from an item, or why it can be none. `kind` is for one that says none itself.

    Without `kind` it is guessed from the type.
    """
    return _Making(item).brought(kind)


class _Making:
    def __init__(self, item: Item) -> None:
        self.item, self.raw = item, item.fields
        self.remarks: list[str] = list(item.remarks)
        self.unread: set[str] = set()

    def brought(self, kind: str | None) -> Brought | Problem:
        raw = self.raw
        own = raw["custom"] if isinstance(raw.get("custom"), dict) else {}
        title = self._text("title") or self._text("title-short") or self._text("container-title")
        if not title or not has_word(title):
            says = f"{the_entry(self.item.name)} has no title."
            return Problem("NO TITLE", self.item.place, says, "Give it one; without one it cannot be shown.")
        found = {
            "type": self._type(),
            "title": title,
            **self._published(title),
            "author": next(filter(None, (people_of_csl(raw.get(name)) for name in _PEOPLE)), None),
            "editor": people_of_csl(raw.get("editor")) or None,
            **{name: self._number(name) for name in ("volume", "issue", "page")},
            "issued": self._issued(),
            **self._addresses(),
            "ISBN": self._isbn(),
            "archive": self._shelf(),
            "language": self._language(),
            **{name: own[name] for name in _OWN if isinstance(own.get(name), _OWN_TYPES.get(name, str))},
            "note": self._text("note") if own else None,
        }
        if not any(found.get(name) for name in ("URL", "publisher", "DOI", "ISBN", "archive")):
            found["draft"] = True
            where = "`URL`, `publisher`, `DOI`, `ISBN` or `archive`"
            self.remarks.append(f"can be found nowhere; it is a draft until you add {where}")
        guessed = not (own.get("kind") or kind)
        found["kind"] = found.get("kind") or kind or _KINDS.get(str(found["type"]), "press")
        fields = {name: self._clean(name, value) for name, value in found.items() if value is not None}
        ids = raw.get("ids")
        names = tuple(one for one in ids if isinstance(one, str)) if isinstance(ids, list) else ()
        return Brought(self.item, fields, self._left_out(found, own), tuple(self.remarks), guessed, names)

    def _left_out(self, found: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of the fields that hold something which has found no place."""
        left = {name for name, value in self.raw.items() if name not in _TAKEN and value not in ("", [], {}, None)}
        left -= {"note"} if own else set()
        left -= {name for name in _PEOPLE if name in left and found["author"] == people_of_csl(self.raw[name])}
        left |= {name for name in _TEXTS if self.raw.get(name) and not self._text(name)}
        left |= {"custom"} if self.raw.get("custom") and not own.keys() & set(_OWN) else set()
        left |= {name for name in ("issued", "author", "editor", "language") if self.raw.get(name) and not found[name]}
        return tuple(sorted(left | self.unread))

    def _text(self, name: str) -> str | None:
        value = self.raw.get(name)
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):  # as Crossref has it
            remark = f"has more than one `{name}`; the first was taken"
            self.remarks += [remark] if len(set(value)) > 1 and remark not in self.remarks else []
            value = value[0]
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return None
        text = _TAG.sub("", value)
        return " ".join((html.unescape(text) if _ENTITY.search(text) else text).split()) or None

    def _clean(self, name: str, value: Any) -> Any:
        """Return a value without characters that nobody sees, in one form of Unicode."""
        if isinstance(value, list):
            return [self._clean(name, one) for one in value]
        if isinstance(value, dict):
            return {str(key): self._clean(name, one) for key, one in value.items()}
        if not isinstance(value, str):
            return value
        visible = without_invisible(value)
        remark = f"holds a character that nobody sees in its `{name}`; it was taken out"
        if visible != value and remark not in self.remarks:
            self.remarks.append(remark)
        return one_form(" ".join(visible.split()))

    def _type(self) -> str:
        name = self._said_type()
        found = name if name in _OURS else _NEAREST.get(name)
        if not found:
            why = f"has the type `{name[:60]}`, which is unknown here" if name else "has no type"
            self.remarks.append(f"{why}; it came in as `document`")
        return found or "document"

    def _said_type(self) -> str:
        """Return the type under its name in CSL, as far as it has one."""
        said = self.raw.get("type")
        name = said.strip().replace(" ", "_") if isinstance(said, str) else ""
        return _CROSSREF.get(name, name)

    def _published(self, title: str) -> dict[str, str | None]:
        """Return who published it and what it stands in. Of an article the first is the second."""
        publisher, container = self._text("publisher"), self._text("container-title")
        kind = self._said_type()
        if container == title and not self._text("title"):
            container = None
        if isinstance(self.raw.get("custom"), dict):  # from another explainer, which has them as they are here
            return {"publisher": publisher, "container-title": container}
        if publisher and not kind.startswith(("article", "post", "review")):
            return {"publisher": publisher, "container-title": container if container != publisher else None}
        if publisher and container and publisher != container:
            self.unread.add("publisher")
        if not container and kind == "personal_communication":
            return {"publisher": publisher}
        return {"publisher": container or publisher}

    def _number(self, name: str) -> str | None:
        """Return a volume, an issue or pages, without a word such as “vol.” before it, which is printed."""
        text = self._text(name) or ""
        if not has_word(text):  # such as `--`
            return None
        if name != "page":
            label = _LABEL.match(text)
            return text[label.end() :] if label else text
        text = _LABEL.sub("", text)
        pages = _AFTER_PAGES.sub(", ", _ONE_PAGE.sub(r"\1", _DASH.sub(r"\1\2–", text))).strip(" ,;.-–—")
        pages = _FOLLOWING.sub(r"\1.", pages)
        if " " in pages.replace(", ", ""):  # such as `xii, 230 p.`, how many pages there are
            self.unread.add("page")
            return None
        return pages or None

    def _issued(self) -> str | None:
        value = self.raw.get("issued")
        date, whole = date_of_csl(value)
        if not whole:
            end = f"; it was taken as `{date}`" if date else "; it was left out"
            self.remarks.append(f"has a date that is not clear{end}")
        return date

    def _addresses(self) -> dict[str, str | None]:
        """Return its address, and its DOI where that is another one."""
        text = self._text("DOI") or ""
        found = _DOI.search(text)
        if text and not found:
            self.unread.add("DOI")
        doi = found[0].rstrip(".,;") if found else None
        address = self._address()
        if doi and (not address or same_address(address) == same_address(f"https://doi.org/{doi}")):
            return {"URL": address or f"https://doi.org/{doi}"}
        return {"URL": address, "DOI": doi}

    def _address(self) -> str | None:
        text = self._text("URL")
        if not text:
            return None
        address = text.split()[0].strip("<>")
        if _BARE_HOST.fullmatch(address):
            address = f"https://{address}"
        found = _SCHEME.match(address)
        if found:
            address = found[0].lower() + address[found.end() :]
        if not address.startswith(("http://", "https://")) or fault(address):
            self.unread.add("URL")
            self.remarks.append(f"has the address `{text[:80]}`, which is none of the web; it was left out")
            return None
        if address != text and len(text.split()) > 1:
            self.remarks.append(f"has more than one address, or words after it; `{address[:80]}` was taken")
        return address

    def _isbn(self) -> str | None:
        text = self._text("ISBN")
        if text and not ISBN.search(text):  # EndNote writes ISSNs there
            self.unread.add("ISBN")
            return None
        return text

    def _shelf(self) -> str | None:
        """Return where it is kept: the archive, and what the shelf is called there."""
        parts = [text for text in map(self._text, _SHELF) if text]
        shelf = ", ".join(dict.fromkeys(parts))
        return shelf if shelf.casefold() not in ("", "arxiv", "arxiv.org") else None

    def _language(self) -> str | None:
        text = (self._text("language") or "").casefold()
        found = re.match(r"([a-z]{2})(?:[-_].*)?$", text)
        return found[1] if found else _LANGUAGES.get(text) or _LANGUAGES.get(re.split(r"[\s,;/(]", text)[0])
