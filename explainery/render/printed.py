"""Values as a page's templates print them: days, times, amounts, names."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from explainery.edtf import iso_of, read_edtf
from explainery.model import Amount, Edtf, Month
from explainery.walk import each_name
from explainery.wording import print_clock, print_date, print_day, print_decimal, print_list, print_quantity

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_SECOND = ("ac", "co", "com", "edu", "gov", "net", "org")  # before the ending of an address: bbc.co.uk
_SHORT = 3  # letters of a name that is found in too many others
_RANGE = re.compile(  # `A-12` is one page, `xi-xiv` are several
    r"(\d|(?<![^\s,])[ivxlc]+)(?:-{1,2}|—)(?=[^\W\d_]?\d|[ivxlc]+(?![^\s,]))"
    r"|(?<![^\s,])([IVXLC]+)(?:-{1,2}|—)(?=[IVXLC]+(?![^\s,]))"
)
_SEVERAL = re.compile(r"[–,]|\d ?ff?\b")
_NUMBER = re.compile(r"\d|\A[ivxlcdm]+(?:[–, /-]+[ivxlcdm]+)*\Z|\A\w\Z", re.IGNORECASE)
_ET_AL = "et al."  # stands in place of further authors

if TYPE_CHECKING:
    from explainery.render.views import RecordView, Views

    _Time = dt.date | Month | Edtf | RecordView


def _day(value: "_Time | None") -> dt.datetime | None:
    """Return the moment at which something begins, a day at midnight; None for nothing, and what is less exact."""
    time = value if value is None or isinstance(value, dt.date | Month | Edtf) else value["time"]
    if isinstance(time, dt.datetime):
        return time
    return dt.datetime.combine(time, dt.time(), dt.UTC) if isinstance(time, dt.date) else None


def _letters(text: str) -> str:
    """Return the letters and digits of a text, small and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum())


@functools.cache
def _is_named(host: str, publisher: str) -> bool:
    """Say whether a host has its publisher's name, a word or part of it, or its initials."""
    names = host.split(".")[:-1] or [host]
    while len(names) > 1 and names[-1] in _SECOND:
        names.pop()
    name, whole = _letters(names[-1]), _letters(publisher)
    words = [letters for word in publisher.split() if (letters := _letters(word))]
    if name in (*words, whole, "".join(word[0] for word in words)):
        return True
    return (len(name) > _SHORT and name in whole) or (len(whole) > _SHORT and whole in _letters(host))


def _shown(host: str) -> str:
    """Return a host as readers know it, in its own letters."""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


class Values:
    """The part of a page's context that prints values; `explainery/README.md` says what each function gives."""

    language: str
    views: "Views"

    def day(self, value: dt.date | Month | Edtf | str) -> str:
        """Return a day as readers write it: `22 November 2026`; also for `2021-10`, and `about 2021`."""
        if isinstance(value, str | Edtf):
            date = read_edtf(str(value))
            return print_date(date, self.language) if date else str(value)
        return print_day(value.date() if isinstance(value, dt.datetime) else value, self.language)

    def clock(self, value: Amount) -> str:
        """Return the time of day: `08:55:02 UTC`; nothing for a plain day."""
        return print_clock(value) if isinstance(value, dt.datetime | dt.time) else ""

    def cell(self, text: str) -> str:
        """Return a cell of a figure's table as people read it: a day or moment of ISO 8601 in words, `0.5` as `0,5`."""
        if _DECIMAL.fullmatch(text):
            return print_decimal(text, self.language)
        if not _ISO.fullmatch(text):
            return text
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:  # such as a thirteenth month, which nobody calculated
            return text
        return f"{self.day(moment)}, {self.clock(moment)}" if "T" in text else self.day(moment)

    def iso(self, value: Amount | str) -> str:
        """Return a day, month or moment for `<time datetime>`; of an uncertain date what is known of it."""
        date = read_edtf(value) if isinstance(value, str) else value
        text = date.isoformat() if isinstance(date, dt.date) else str(value)
        return iso_of(date) if isinstance(date, Edtf) else text.replace("+00:00", "Z")

    def days_from(self, value: "_Time", start: "_Time | None", *, exact: bool = False) -> float | None:
        """Return the days from one day to another, with `exact` those from moment to moment; None where either is open.

        A day, a moment, or a record that has a `time`; in UTC. Exact days are rounded to four places, nine seconds.
        """
        begins, ends = _day(start), _day(value)
        if begins is None or ends is None:
            return None
        return round((ends - begins) / dt.timedelta(days=1), 4) if exact else (ends.date() - begins.date()).days

    def amount(self, fact: "RecordView") -> str:
        """Return a fact's value as the site prints it; nothing for a plain statement."""
        return print_quantity(fact.quantity, self.language, fact["statement"]) if fact.quantity else ""

    def each_name(self, names: Mapping[str, str | tuple[str, ...]] | None) -> list[tuple[str, str]]:
        """Return what something is called in other languages, each name with the code of its language."""
        return each_name(names)

    def who(self, source: "RecordView") -> str:
        """Return who published a source, else who wrote it, else its title: what it is called in a word or two.

        Books are known by who wrote them.
        """
        authors = self.authors(source["author"])
        return str((authors if source["type"] == "book" else "") or source["publisher"] or authors or source["title"])

    def within(self, source: "RecordView", locator: str | None = None) -> list[str]:
        """Return where in a journal or book a source stands: its volume, issue and pages, each in a word or two.

        What is no number, such as “Special issue”, has no word before it.
        The pages are left out where a place on one of them is cited, as `locator`.
        """
        words = self.views.site.parsed.words
        volume, issue, page = source["volume"], source["issue"], _RANGE.sub(r"\1\2–", source["page"] or "")
        if _SEVERAL.search(page):
            pages = words.gettext("pp. %(pages)s", pages=page)
        else:
            pages = words.gettext("p. %(page)s", page=page)
        found = (
            (volume, words.gettext("vol. %(volume)s", volume=volume)),
            (issue, words.gettext("no. %(issue)s", issue=issue)),
            ("" if locator else page, pages),
        )
        return [in_words if _NUMBER.search(text) else text for text, in_words in found if text]

    def stopped(self, text: str) -> str:
        """Return words with one full stop at their end, also after an abbreviation such as “et al.”."""
        if text.endswith("..."):
            return text
        return text.removesuffix(".").removesuffix(".") + "."  # markup stays markup

    def elsewhere(self, source: "RecordView") -> str:
        """Return the host of a source that does not have its publisher's name: `parabolicarc.com`; else nothing."""
        host = (urlsplit(source["URL"] or "").hostname or "").removeprefix("www.")
        return "" if not host or _is_named(host, self.who(source)) else _shown(host)

    def authors(self, people: tuple[Mapping[str, str | None] | str, ...] | None) -> str:
        """Return the names of a source's authors, or plain names: `Anatoly Zak and Doug Messier`."""
        names = [
            person
            if isinstance(person, str)
            else person.get("literal")
            or " ".join(filter(None, (person.get("given"), person.get("family"), person.get("suffix"))))
            for person in people or ()
        ]
        if names[1:] and names[-1] == _ET_AL:
            named = ", ".join(filter(None, names[:-1]))
            return self.views.site.parsed.words.gettext("%(names)s et al.", names=named)
        return print_list(names, self.language)
