"""The fields of an entry of BibTeX, in LaTeX, as CSL has them; those that CSL calls otherwise keep their names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from explainery.exchange.latex import unknown, verbatim, words
from explainery.exchange.people import people_of_bibtex

_TYPES = {
    **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("book", "mvbook", "booklet", "collection", "mvcollection", "proceedings"), "book"),
    **dict.fromkeys(("mvproceedings", "commentary"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis", "bachelorsthesis"), "thesis"),
    **dict.fromkeys(("report", "techreport", "standard", "manual"), "report"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "webpage"),
    **dict.fromkeys(("inreference", "reference", "mvreference"), "entry-encyclopedia"),
    **dict.fromkeys(("video", "movie"), "motion_picture"),
    **dict.fromkeys(("audio", "music", "performance"), "song"),
    **dict.fromkeys(("software", "softwareversion"), "software"),
    **dict.fromkeys(("misc", "unpublished", "artwork", "image", "patent", "letter", "legal"), "document"),
    **dict.fromkeys(("jurisdiction", "legislation", "letters", "bibnote"), "document"),
    "dataset": "dataset",
    "periodical": "periodical",
    "newspaper": "article-newspaper",
    "review": "review",
    "preprint": "article-journal",
    "blog": "post-weblog",
    "interview": "interview",
    "presentation": "speech",
}
_WHOLE = {*(kind for kind, ours in _TYPES.items() if ours in ("book", "thesis", "report")), "reference", "mvreference"}
_PAPERS = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
_CSL_TOO = {
    "type",
    "id",
    "issued",
    "custom",
    "archive",
    "citation-key",
    "container-title",
    "volume",
    "issue",
    "page",
}  # names that mean another thing there
# What astronomers write for journals (ui.adsabs.harvard.edu/help/actions/journal-macros).
_JOURNALS = {
    "aap": "Astronomy and Astrophysics",
    "aj": "Astronomical Journal",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement Series",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "jgr": "Journal of Geophysical Research",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "nat": "Nature",
    "prd": "Physical Review D",
    "prl": "Physical Review Letters",
    "ssr": "Space Science Reviews",
    "grl": "Geophysical Research Letters",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "planss": "Planetary and Space Science",
}
_SHELVES = ("archive", "library", "callnumber", "call-number", "shelfmark", "archive_location", "archiveid")
_ADDRESSES = ("url", "link", "ee", "adsurl", "bdsk-url-1", "file-url", "howpublished", "note", "annote")
_ADDRESS = re.compile(r"https?:\\?/\\?/[^\s{}<>\"|]+|www\.[^\s{}<>\"|]+", re.IGNORECASE)
_WORDY = ("note", "annote", "howpublished")
_BESIDE = re.compile(  # what stands beside an address and says nothing
    r"\\(?:url|href|textit|emph)\b|\b(?:available|online|accessed|visited|retrieved|last|at|from|on|see|url|link"
    r"|web(?:page|site)?|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ARXIV = re.compile(r"(?:arxiv\s*:?\s*|abs/)?((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)", re.IGNORECASE)
_WITH_ARXIV = ("howpublished", "note", "number", "volume", "pages", "series")
_IN_WORDS = re.compile(rf"arxiv:\s*{_ARXIV.pattern}", re.IGNORECASE)
_EPRINTS = {"jstor": "https://www.jstor.org/stable/", "hal": "https://hal.science/", "hdl": "https://hdl.handle.net/"}
_EPRINTS |= {"pubmed": "https://pubmed.ncbi.nlm.nih.gov/", "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/"}


def csl_fields(kind: str, raw: Mapping[str, str], key: str) -> tuple[dict[str, Any], list[str]]:
    """Return the fields of an entry of the type `kind` as CSL has them, and sentences about what is odd in them."""
    entry = _Entry(kind, raw)
    fields = {name: value for name, value in entry.fields() if value}
    for name, value in raw.items():
        if name not in entry.used and name and value.strip():
            fields[name if name not in _CSL_TOO else f"{name} of BibTeX"] = value
    if key:
        fields["id"] = key
    return fields, entry.remarks


class _Entry:
    """One entry, which remembers which of its fields have found their place."""

    def __init__(self, kind: str, raw: Mapping[str, str]) -> None:
        self.kind, self.raw = kind, raw
        self.used: set[str] = set()
        self.remarks: list[str] = []

    def text(self, *names: str) -> str:
        """Return the first of these fields that is there, in words; it is used."""
        for name in names:
            if self.raw.get(name, "").strip():
                self.used.add(name)
                macro = self.raw[name].strip("{} ").removeprefix("\\")
                if macro not in _JOURNALS and (lost := unknown(self.raw[name])):
                    self.remarks.append(f"uses `{lost}` in its `{name}`, which is unknown here; nothing is left of it")
                if found := words(self.raw[name]) or _JOURNALS.get(macro, macro):
                    return found
        return ""

    def fields(self) -> Iterator[tuple[str, Any]]:
        """Yield the fields under the names of CSL."""
        container = self._titled("journaltitle", "journal") or self._titled("booktitle")
        title = self._titled("title")
        kind = _TYPES.get(self.kind, self.kind)
        if kind == "chapter" and not container:  # in BibTeX `@inbook` may name the book alone
            kind = "book"
        if kind == "article-journal" and (paper := _PAPERS.get(self.raw.get("entrysubtype", "").strip().lower())):
            self.used.add("entrysubtype")
            kind = paper
        yield "type", kind
        if not title:
            title = self.text("maintitle", "shorttitle", "issuetitle") or container
            container = "" if title == container else container
        yield "title", title
        if not container and kind in ("chapter", "paper-conference"):
            container = self.text("maintitle", "eventtitle", "series")
        yield "container-title", container
        yield "publisher", self._publisher()
        for name in ("author", "editor"):
            yield name, self._people(name)
        yield "issued", self._issued()
        yield from self._addresses(container)
        yield from self._within(is_article=kind.startswith(("article", "review")))
        yield "ISBN", verbatim(self.raw.get("isbn", ""))
        self.used.add("isbn")
        yield "archive", self._shelf()
        yield "language", self.text("langid", "language", "hyphenation")
        yield "ids", list(filter(None, re.split(r"[,\s]+", self.raw.get("ids", ""))))

    def _titled(self, *names: str) -> str:
        """Return a title with its subtitle."""
        for name in names:
            if title := self.text(name):
                stem = {"journal": "journal", "journaltitle": "journal"}.get(name, name.removesuffix("title"))
                subtitle = self.text(f"{stem}subtitle")
                end = "" if title[-1] in "?!:." else ":"
                return f"{title}{end} {subtitle}" if subtitle else title
        return ""

    def _publisher(self) -> str:
        for name in _PUBLISHERS:
            found = self.raw.get(name, "")
            if name == "howpublished":
                found = _ADDRESS.sub("", re.sub(r"\\url\s*", "", found))
            text = re.sub(r"\s+and\s+", " and ", words(found)).strip(" .,:;<>")
            if text and (
                name != "howpublished" or not re.fullmatch(r"(?:accessed|online|available).*", text, re.IGNORECASE)
            ):
                self.used.add(name)
                return text
        return ""

    def _people(self, name: str) -> list[dict[str, str]]:
        if not self.raw.get(name, "").strip():
            return []
        self.used.add(name)
        people, remarks = people_of_bibtex(self.raw[name])
        self.remarks += remarks
        return people

    def _issued(self) -> str:
        """Return the date in digits or words, for `dates`."""
        parts = {name: words(self.raw.get(name, "")) for name in ("date", "year", "month", "day")}
        self.used |= parts.keys()
        if parts["date"]:
            return verbatim(self.raw["date"])  # in which `~` says about
        year, month, day = parts["year"], parts["month"], parts["day"]
        if year and not re.fullmatch(r"\d{4}", year):  # `c. 1850`, `1914--1918`: of which year would the month be?
            self.used -= {"month", "day"}
            return year
        if month.isdecimal() and year:
            year, month = f"{year}-{int(month[:4]):02}" if 0 < int(month[:4]) <= 12 else year, ""  # noqa: PLR2004
            days = re.fullmatch(r"(\d\d?)(?:\s*[-–—]+\s*(\d\d?))?", day) if "-" in year else None
            if days and int(days[1]):
                return "/".join(f"{year}-{int(one):02}" for one in days.groups() if one)
            self.used -= {"day"}
            return year
        found = " ".join(filter(None, (day if month else "", month, year)))
        return found or self.text("eventdate")

    def _addresses(self, container: str) -> Iterator[tuple[str, str]]:
        """Yield where an entry can be read: its address and its DOI."""
        doi = verbatim(self.raw.get("doi", ""))
        self.used.add("doi")
        yield "DOI", doi
        for name in _ADDRESSES:
            found = _ADDRESS.search(verbatim(self.raw.get(name, "")).replace("\\", ""))
            if found or (name == "url" and self.raw.get("url", "").strip()):
                if name not in _WORDY or not _LETTERS.search(_BESIDE.sub("", _ADDRESS.sub("", self.raw[name]))):
                    self.used.add(name)
                yield "URL", found[0].rstrip(".,;)") if found and name != "url" else verbatim(self.raw[name])
                return
        yield "URL", self._eprint(container)

    def _within(self, *, is_article: bool) -> Iterator[tuple[str, str]]:
        """Yield where it stands in what came out by volumes and issues.

        The `number` of a book is that of a series; one number in its `pages` says how many it has.
        """
        issue = ("number", "issue") if is_article else ("issue",)
        pages = (
            ("eid",) if self.kind in _WHOLE and self.raw.get("pages", "").strip("{} ").isdecimal() else ("pages", "eid")
        )
        for name, own in (("volume", ("volume",)), ("issue", issue), ("page", pages)):
            yield name, self.text(*(one for one in own if one not in self.used))
        if self.raw.get("eid") == self.raw.get("pages"):
            self.used.add("eid")

    def _eprint(self, container: str) -> str:
        eprint = verbatim(self.raw.get("eprint", ""))
        where = (self.raw.get("archiveprefix") or self.raw.get("eprinttype") or "").strip("{} ").lower()
        arxiv = _ARXIV.fullmatch(eprint) if where in ("arxiv", "") else None
        if number := arxiv[1] if arxiv else self._arxiv_in_words(container):
            self.used |= {"eprint", "eprintclass", "primaryclass", "archiveprefix", "eprinttype"}
            return f"https://arxiv.org/abs/{number}"
        if eprint and where in _EPRINTS:
            self.used |= {"eprint", "eprinttype", "archiveprefix"}
            return _EPRINTS[where] + eprint.removeprefix("https://hdl.handle.net/")
        return ""

    def _arxiv_in_words(self, container: str) -> str:
        """Return the number that something has at arXiv, where words say so."""
        for name, text in (("", container), *((name, self.raw.get(name, "")) for name in _WITH_ARXIV)):
            if found := _IN_WORDS.search(text):
                if not _LETTERS.search(text[: found.start()] + text[found.end() :]):
                    self.used.add(name)
                return found[1]
        return ""

    def _shelf(self) -> str:
        found = [name for name in _SHELVES if self.raw.get(name, "").strip()]
        self.used |= set(found)
        shelf = ", ".join(dict.fromkeys(words(self.raw[name]) for name in found))
        return "" if shelf.casefold() in ("arxiv", "arxiv.org") else shelf
