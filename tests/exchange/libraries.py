"""Twelve libraries in the habits of the programs that write them, made for tests: all that they name is invented.

Each is made from one seed, so it is the same every time. Together they have 1,000 entries, of all types.
"""

import json
import random
from collections.abc import Callable

_FAMILIES = (
    *("Almquist", "Brandvold", "Castellane", "Dunmore", "Eszter", "Fontaine", "Grünwald", "Håkansson", "Iwaniec"),
    *(
        "Jørgensen",
        "Kovačević",
        "Łukasik",
        "Müller",
        "Nørby",
        "O'Malley",
        "Peçanha",
        "Quist",
        "Rößler",
        "Šimek",
        "Țurcanu",
    ),
    *("Ünal", "Vautrin", "Wójcik", "Yıldız", "Ångström", "Иванова", "García Lorca", "Smith-Jones", "Núñez"),
)
_GIVEN = ("Ada", "Björn", "C. D.", "Éloïse", "Frank", "Gül", "Hanna", "J.-P.", "Karel", "L.", "Mária", "Özlem", "Пётр")
_WORDS = (
    *(
        "orbital",
        "archives",
        "of",
        "the",
        "mechanics",
        "gravity",
        "cinema",
        "{DNA}",
        "training",
        "history",
        "{\\'e}tude",
    ),
    *("thermal", "models", "and", "their", "limits", "a", "study", "notes", "on", "early", "rocket", "women", "film"),
)
_SPICES = (
    " --- a review",
    ": what remains",
    " \\& after",
    " in {\\em vivo}",
    " of $\\alpha$-decay",
    "~II",
    " (2nd ed.)",
    "",
)
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class _Maker:
    """Makes what entries are made of."""

    def __init__(self, seed: str) -> None:
        self.place = seed.split(".", maxsplit=1)[0]
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret is made
        self.number = 0

    def one_of(self, values):
        return self.chance.choice(values)

    def title(self, *, latex: bool) -> str:
        words = [self.one_of(_WORDS) for _ in range(self.chance.randint(3, 7))]
        text = " ".join(words).capitalize() + f" {self.number}" + self.one_of(_SPICES)
        if not latex:
            for sign, by in (("{\\'e}", "é"), ("{\\em vivo}", "vivo"), ("\\&", "&"), ("$\\alpha$", "α"), ("~", " ")):
                text = text.replace(sign, by)
            text = text.replace("{", "").replace("}", "").replace("---", "—")
        return text

    def key(self, form: str) -> str:
        self.number += 1
        family = self.one_of(("Almquist", "brandvold", "Muller", "noerby", "Quist")) + "abcde"[self.number % 5]
        year, word = self.chance.randint(1950, 2025), self.one_of(("Orbit", "Film", "Notes"))
        return form.format(family=family, year=year, word=word, n=self.number, low=family.lower())

    def names(self) -> str:
        """Return authors as BibTeX writes them."""
        forms = (
            lambda: f"{self.one_of(_FAMILIES)}, {self.one_of(_GIVEN)}",
            lambda: f"{self.one_of(_GIVEN).replace(' ', '~')} {self.one_of(_FAMILIES).split()[0]}",
            lambda: f"van der {self.one_of(_FAMILIES)}, {self.one_of(_GIVEN)}",
            lambda: f"{self.one_of(_FAMILIES)}, Jr., {self.one_of(_GIVEN)}",
            lambda: "{" + self.one_of(("Institute of Invented Studies", "Ministry of Fish and Ships", "{NASA}")) + "}",
            lambda: 'M{\\"u}ller, {\\\'E}lo{\\"i}se',
        )
        names = [self.one_of(forms)() for _ in range(self.chance.randint(1, 4))]
        return " and ".join([*names, *(["others"] if self.chance.random() < 0.1 else [])])

    def csl_names(self) -> list[dict]:
        found = []
        for _ in range(self.chance.randint(1, 3)):
            person = {"family": self.one_of(_FAMILIES), "given": self.one_of(_GIVEN)}
            kind = self.chance.random()
            if kind < 0.15:
                person["non-dropping-particle"] = "von"
            elif kind < 0.25:
                person["suffix"] = "Jr."
            elif kind < 0.4:
                person = {"literal": "Institute of Invented Studies"}
            found.append(person)
        return found

    def doi(self) -> str:
        return f"10.5555/{self.place}.{self.one_of('abcdef')}{self.number}.{self.chance.randint(10, 99)}"

    def url(self) -> str:
        return f"https://{self.place}.example.org/{self.one_of(('a_b', 'c%20d', 'e~f', 'g'))}/{self.number}?x=1&y=2"

    def isbn(self) -> str:
        return f"978-3-{self.chance.randint(10, 99)}-{self.number:06}-{self.chance.randint(0, 9)}"


def _bib(kind: str, key: str, fields: dict[str, str], *, indent: str = "  ", sign: str = "{}", end: str = ",\n") -> str:
    values = {
        name: value if value in _MONTHS or value.startswith('"{') or "#" in value else sign[0] + value + sign[1]
        for name, value in fields.items()
    }
    rows = [f"{indent}{name} = {value}" for name, value in values.items()]
    return f"@{kind}{{{key},\n" + ",\n".join(rows) + f"{end}}}\n"


def _where(make: _Maker, kind: str) -> dict[str, str]:  # noqa: PLR0911 - one for each kind
    """Return what an entry of a type says of where it came out, as BibTeX has it."""
    if kind in ("article", "suppperiodical"):
        return {"journal": "Journal of Invented Studies", "volume": "12", "number": "3", "pages": "1--12"}
    if kind in ("incollection", "inbook", "inproceedings", "conference", "inreference", "suppbook"):
        return {
            "booktitle": "Handbook of {Things}",
            "editor": make.names(),
            "publisher": "Invented Press",
            "pages": "3--9",
        }
    if kind.endswith("thesis"):
        return {"school": "University of Nowhere", "type": "PhD thesis"}
    if kind in ("techreport", "report", "manual", "standard"):
        return {"institution": "Institute of Invented Studies", "number": "TR-7"}
    if kind in ("online", "electronic", "www", "webpage", "software", "dataset"):
        return {"url": make.url(), "urldate": "2024-05-06"}
    if kind in ("unpublished", "letter"):
        return {"library": "State Archive of Nowhere, Fonds 12, f. 3v", "note": "Unpublished"}
    if kind == "misc":
        return {"howpublished": "\\url{" + make.url() + "}", "note": "Accessed: 2024-01-01"}
    return {"publisher": "Invented Press and Sons", "address": "Nowhere", "isbn": make.isbn()}


def _library_bib(name: str, count: int, kinds: tuple[str, ...], form: str, dress: Callable, head: str = "") -> str:
    make = _Maker(name)
    entries = []
    for number in range(count):
        kind, key = kinds[number % len(kinds)], make.key(form)
        fields = {"title": make.title(latex=True), "author": make.names(), **_where(make, kind)}
        entries.append(dress(make, kind, key, fields))
    return head + "\n".join(entries)


_BIBTEX = (
    *("article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual", "mastersthesis"),
    *("misc", "phdthesis", "proceedings", "techreport", "unpublished"),
)
_BIBLATEX = (
    *("article", "book", "mvbook", "inbook", "suppbook", "booklet", "collection", "incollection", "dataset", "manual"),
    *("misc", "online", "patent", "periodical", "proceedings", "inproceedings", "reference", "inreference", "report"),
    *(
        "software",
        "thesis",
        "unpublished",
        "artwork",
        "audio",
        "image",
        "letter",
        "movie",
        "music",
        "standard",
        "video",
    ),
)
_CSL = (
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter"),
    *(
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
    ),
    *("graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication"),
    *("post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard"),
    *("thesis", "treaty", "webpage"),
)


def _zotero_bibtex(make, kind, key, fields):
    dated = {"year": str(make.chance.randint(1950, 2025)), "month": make.one_of(_MONTHS)}
    extra = {"abstract": "Long, with 100\\% of words.", "keywords": "a, b", "file": "x.pdf:/home/x.pdf:application/pdf"}
    return _bib(kind, key, {**fields, "doi": make.doi(), **dated, **extra}, indent="\t")


def _zotero_biblatex(make, kind, key, fields):
    fields["journaltitle"] = fields.pop("journal", "")
    dates = ("2021-10-05", "2021-10", "2021", "2021~", "1914/1918", "202X", "2020-21", "1850?", "2020/..")
    return _bib(
        kind, key, {**fields, "date": make.one_of(dates), "langid": make.one_of(("english", "ngerman", "ru-RU"))}
    )


def _better(make, kind, key, fields):
    fields["author"] = "family=Berg, given=Jan, prefix=van der, useprefix=true and " + fields["author"]
    fields["shorttitle"] = "{{A}} short one"
    return _bib(
        kind, key, {**fields, "date": "2020-05-06", "url": make.url(), "eprint": "2001.01234", "eprinttype": "arxiv"}
    )


def _jabref(make, kind, key, fields):
    rows = {name.capitalize().ljust(14): value for name, value in fields.items()}
    rows |= {"Year".ljust(14): "1999", "Month".ljust(14): make.one_of(_MONTHS), "Owner".ljust(14): "me"}
    return _bib(kind.capitalize(), key, {**rows, "Timestamp".ljust(14): "2020.05.06"})


def _endnote(make, kind, key, fields):
    rows = {"author": fields.pop("author"), **fields, "year": "2001", "type": "Journal Article", "ISBN": "0022-1234"}
    return _bib(kind, key, rows, indent="   ", end="\n").replace(",\n   author", ",\n   author", 1)


def _mendeley(make, kind, key, fields):
    fields["title"] = "{" + fields["title"] + "}"
    return _bib(
        kind,
        key,
        {**fields, "mendeley-groups": "One", "year": "2012", "url": make.url().replace("_", "{\\_}")},
        end="\n",
    )


def _hand_made(make, kind, key, fields):
    if "journal" in fields:
        fields["journal"] = 'jis # " (" # where # ")"'
    if kind == "incollection":
        fields.pop("booktitle"), fields.pop("editor")
        fields["crossref"] = "TheHandbook"
    dated = {"year": make.one_of(("1987", "c. 1850", "1914--1918", "[1900]")), "month": '"10~" # oct'}
    return _bib(kind.upper(), key, {**fields, **dated}, sign='""' if '"' not in str(fields) else "{}")


def _sites(make, kind, key, fields):
    """Return an entry as Google Scholar, arXiv, NASA ADS and publishers give it out, one after the other."""
    which = make.number % 4
    if which == 0:
        rows = {"title": fields["title"], "author": "Quist, Ada and Almquist, C D and others", "year": "2020"}
        return _bib("article", key, {**rows, "journal": "arXiv preprint arXiv:2001.0" + f"{make.number:04}"})
    if which == 1:
        rows = {
            "title": fields["title"],
            "author": "Ada Quist and Karel Nørby",
            "year": "2021",
            "archivePrefix": "arXiv",
        }
        return _bib(
            "misc", key, {"eprint": f"2105.1{make.number:04}", "primaryClass": "cs.CL", **rows}, indent="      "
        )
    if which == 2:
        rows = {"author": "{Quist}, Ada and {Nørby}, K.", "title": '"{' + fields["title"].replace('"', "") + '}"'}
        more = {"journal": "\\apj", "month": "sep", "adsurl": f"https://ads.example.org/abs/{make.number}"}
        return _bib("ARTICLE", f"2020A&A...{make.number}A...6P", {**rows, "year": "2020", **more}, indent="       ")
    rows = {"Author": fields["author"], "Title": fields["title"], "Journal": "Journal of Invented Studies"}
    return _bib("article", f" ISI:{make.number:015}", {**rows, "Year": "{2018}", "DOI": make.doi(), "Unique-ID": "x"})


def _csl_item(make: _Maker, kind: str, key: str) -> dict:
    dates = (
        {"date-parts": [["2021", 10, 5]]},
        {"date-parts": [[2020, 0, 0]]},
        {"date-parts": [[1914], [1918]]},
        {"date-parts": [[1850]], "circa": True},
        {"date-parts": [[2020]], "season": 2},
        {"raw": "May 2020"},
        {"literal": "circa 1850"},
    )
    item = {"id": key, "type": kind, "title": make.title(latex=False), "author": make.csl_names()}
    item |= {
        "issued": make.one_of(dates),
        "abstract": "Long.\u200b\u2028",
        "language": make.one_of(("en-US", "de", "Russian")),
    }
    where = make.number % 6
    if kind in ("chapter", "paper-conference") or kind.startswith(("article", "entry", "post", "review")):
        item |= {"container-title": "Handbook of Things", "editor": make.csl_names(), "publisher": "Invented Press"}
    elif where == 0:
        item |= {"archive": "State Archive of Nowhere", "archive_location": "Fonds 12", "call-number": "f. 3v"}
    elif where == 1:
        item |= {"DOI": make.doi(), "URL": make.url().replace("https", "HTTPS")}
    elif where == 2:
        item |= {"ISBN": make.isbn()}
    elif where == 3:
        item |= {"publisher": "Invented Press", "publisher-place": "Nowhere"}
    else:
        item |= {"URL": make.url(), "accessed": {"date-parts": [[2024, 1, 2]]}}
    return item


def _library_csl(name: str, count: int, form: str, dress: Callable = lambda item: item) -> list[dict]:
    make = _Maker(name)
    return [dress(_csl_item(make, _CSL[number % len(_CSL)], make.key(form))) for number in range(count)]


def _as_mendeley(item: dict) -> dict:
    people = [
        {"dropping-particle": "", "parse-names": False, "suffix": "", **person}
        if "family" in person
        else {"family": person["literal"]}
        for person in item["author"]
    ]
    return {**item, "author": people, "id": "ITEM-" + item["id"], "issued": {"date-parts": [["2015", "5"]]}}


def _yaml(items: list[dict]) -> str:
    rows = []
    for item in items:
        rows += [
            f"- {'' if not at else '  '}{name}: {json.dumps(value, ensure_ascii=True)}"
            if not at
            else f"  {name}: {json.dumps(value)}"
            for at, (name, value) in enumerate(item.items())
            if name != "abstract"
        ]
    return "---\nreferences:\n" + "\n".join(rows) + "\n...\n"


_HANDBOOK = (
    "@BOOK{TheHandbook, title = {Handbook of Things}, editor = {Quist, Ada},\n"
    " publisher = {Invented Press}, year = 1987}\n"
)


def libraries() -> dict[str, tuple[str, int]]:
    """Return every library by its name: what its file holds, and how many entries that are."""
    strings = '@string{jis = "Journal of Invented Studies"}\n@STRING(where = {Nowhere})\n'
    return {
        "zotero.json": (
            json.dumps(_library_csl("zotero.json", 90, "http://zotero.org/users/1/items/{n}"), indent=2),
            90,
        ),
        "zotero.bib": (_library_bib("zotero.bib", 84, _BIBTEX, "{low}_{word}_{n}", _zotero_bibtex), 84),
        "zotero-biblatex.bib": (_library_bib("zb", 90, _BIBLATEX, "{low}{word}{n}", _zotero_biblatex), 90),
        "better-bibtex.bib": (_library_bib("bbt", 90, _BIBLATEX, "{low}{word}{year}-{n}", _better), 90),
        "better-csl.json": (json.dumps(_library_csl("bcsl", 90, "{low}{word}{n}")), 90),
        "jabref.bib": (_library_bib("jabref", 84, _BIBTEX, "{family}{year}{n}", _jabref, "% Encoding: UTF-8\n\n"), 84),
        "biblatex.bib": (_library_bib("hand", 84, _BIBTEX, "{low}:{word}:{n}", _hand_made, strings) + _HANDBOOK, 85),
        "endnote.bib": (_library_bib("endnote", 84, _BIBTEX, "RN{n}", _endnote), 84),
        "mendeley.bib": (_library_bib("mendeley", 84, _BIBTEX, "{family}{year}{n}", _mendeley), 84),
        "mendeley.json": (json.dumps(_library_csl("mjson", 70, "{n}", _as_mendeley), ensure_ascii=False), 70),
        "pandoc.yaml": (_yaml(_library_csl("pandoc", 79, "{family}{n}")), 79),
        "sites.bib": (_library_bib("sites", 70, ("article",), "{low}{year}{word}{n}", _sites), 70),
    }
