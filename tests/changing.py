"""A small explainer that has some of everything, for tests that change one thing and look at what follows."""

import struct
import zlib
from pathlib import Path

from explainers import put, texts_of

LOOKS = texts_of(Path(__file__).parent / "voyage", "templates", "assets")
"""Templates of its own: kinds, records, figures, settings, and what stands under the masthead of every page."""


def png(width: int, height: int, grey: int = 128) -> bytes:
    """Return a plain picture (w3.org/TR/png-3)."""
    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def page(title: str, body: str, **more: str) -> str:
    """Return the text of a page."""
    front = {"title": title, "answer": f"{title}, in short.", "checked": "2026-01-31", **more}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in front.items()) + f"---\n\n{body}\n"


def stage(title: str, begins: str, body: str, **more: str) -> str:
    """Return the text of a stage."""
    return page(title, body, begins=begins, evidence="documented", **more)


def person(title: str, body: str, **more: str) -> str:
    """Return the text of a page about a sailor."""
    return page(title, body, nickname="Анна", job="pilot", watch="first", **more)


def fact(name: str, statement: str, **more: str) -> str:
    """Return a fact."""
    base = {"statement": statement, "status": "documented", "confidence": "one source", "sources": "[tass-1]"}
    return record(name, **{**base, "checked": "2026-01-31", **more})


def record(name: str, **more: str) -> str:
    """Return a record."""
    return f"- id: {name}\n" + "".join(f"  {field}: {value}\n" for field, value in more.items())


DAYS = (5, 6, 7)
PLACES = {DAYS[0]: {"place": "The harbour"}}
SOURCE = {"type": "report", "issued": "2021-10-05", "URL": "https://tass.com/1", "language": "en", "origin": "tass"}

RECORDS = {
    "content/facts.yaml": {
        "days": fact("days", "The voyage took 12 days.", value="12", unit="days"),
        "doctor": fact("doctor", "The skipper is a doctor.", sources="[tass-1, book-1]"),
        "hours": fact("hours", "There were 60 hours.", value="60", unit="hours", status="announced"),
        "half": fact("half", "One half were 30 hours.", value="30", unit="hours"),
        "moored": fact("moored", "They moored on 5 October 2021.", value="2021-10-05T12:00Z"),
        "third": fact("third", "The third stage began in 2021.", value="2021-09-25", aliases="[last]"),
        "all": fact("all", "Both halves.", formula="half + half", status="computed", unit="hours"),
    },
    "content/sources.yaml": {
        "tass-1": record("tass-1", title="A report", publisher="TASS", kind="agency", **SOURCE),
        "book-1": record("book-1", title="A book", publisher="AST", kind="book", **SOURCE),
    },
    "content/terms.yaml": {
        "gangway": record("gangway", term="gangway", definition="A [door](fact:doctor).", sources="[book-1]"),
        "detour": record(
            "detour", term="detour", definition="A way round.", sources="[tass-1]", aliases="[roundabout]"
        ),
    },
    "content/events.yaml": {
        **{
            f"day-{day}": record(
                f"day-{day}", group="days", title=f"Day {day}", time=f"2021-10-0{day}", **PLACES.get(day, {})
            )
            for day in DAYS
        },
        "sailing": record("sailing", group="voyage", title="Sailing", time="2021-10-05T08:00Z"),
        "mooring": record("mooring", group="voyage", title="Mooring", time="fact:moored"),
        "homeward": record("homeward", group="voyage", title="Homeward", time="2021-10-07T08:00Z"),
        "landfall": record("landfall", group="voyage", title="Landfall", time="2021-10-07T12:00Z"),
    },
    "content/duties.yaml": {
        "duty-a": record("duty-a", group="deck", person="anna", job="skipper", text="Steers."),
        "duty-b": record("duty-b", group="galley", person="boris", job="cook", text="Cooks, [says one](fact:doctor)."),
    },
    "content/questions.yaml": {
        "why": record("why", question="Why?", answer="For [12 days](fact:days).", page="film.md", anchor="plot"),
    },
    "content/corrections.yaml": {
        "c-1": record("c-1", date="2026-01-01", page="film.md", old="11 days", new="Of [12 days](fact:days)"),
    },
}
"""The records, file by file and id by id."""


def file_of(records: dict[str, str]) -> str:
    """Return the text of a file of records."""
    return "".join(records.values())


SHARES = """
```shares
id: shares
claim: "They had [60 hours](fact:hours)."
alt: Two bars.
total: hours
sum: "{value} hours"
parts:
  - {fact: half, label: "first {value}"}
  - {fact: all-but-one, label: "second {value}"}
sources: [tass-1]
method: Counted.
```
""".replace("all-but-one", "half")

CALENDAR = """
```calendar
id: calendar
claim: It took a month.
alt: An axis.
events: voyage
stages: [stages/one.md, stages/two.md]
end: end
named: [{event: sailing, label: Sailing}]
sources: [tass-1]
method: Drawn.
```
"""
RECORDS["content/facts.yaml"]["end"] = fact(
    "end", "It ended on 8 October 2021 at 00:00 UTC.", value="2021-10-08T00:00:00Z"
)

CHORES = """
```chores
id: chores
claim: Two duties.
alt: A table.
people: [crew/anna.md, crew/boris.md]
groups: [{id: deck, label: Deck}, {id: galley, label: Galley}]
sources: [tass-1]
method: Counted.
```
"""

EVIDENCE = """
```evidence
id: support
claim: All of it.
alt: A bar.
subjects: [{subject: facts, label: Facts}]
words: {several: more, one: one, disputed: differ, facts: facts, all: All}
sources: [tass-1]
method: Counted.
```
"""

CHANGING = {
    **LOOKS,
    "content/site.yaml": (
        "id: small\ntitle: Small\nlanguage: en\nscripts: {Cyrillic: ru}\ndefaults: {stages: stage, crew: sailor}\n"
        "navigation: [film.md, stages/index.md, crew/index.md]\nfooter: [glossary.md]\ndeparture: sailing\n"
        "ribbon: {days: days, page: days.md, moments: [sailing, landfall]}\n"
        "repository: https://example.org/small\noutputs: {search: false}\n"
    ),
    "content/index.md": page(
        "Home",
        "## First {#first}\n\nSee [the film](film.md#plot), a [gangway](term:gangway) and [@tass-1].\n\n"
        "```cards\npages: [crew/anna.md, stages/one.md, film.md]\n```\n\n```questions\nquestions: [why]\n```",
        answer="'It took [12 days](fact:days).'",
    ),
    "content/film.md": page(
        "Film",
        "## Plot {#plot}\n\nA [doctor](fact:doctor) «Волна» flies. [Back](index.md), [detour](term:roundabout).\n\n"
        "![A still](still.png)\n\n[The rows](rows.csv)\n" + SHARES,
        aliases="[old/film.html]",
    ),
    "content/days.md": page("Days", "The days.\n\n```timeline\nevents: days\n```"),
    "content/glossary.md": page("Glossary", "```glossary\n```"),
    "content/corrections.md": page("Corrections", "```corrections\n```"),
    "content/sources/index.md": page("Sources", "Who says so."),
    "content/sources/agency.md": page("Agencies", "```sources\nkind: agency\n```"),
    "content/sources/book.md": page("Books", "```sources\nkind: book\n```"),
    "content/stages/index.md": page("Stages", "```cards\npages: [stages/one.md]\n```\n" + CALENDAR, kind="page"),
    "content/stages/one.md": stage("One", "2021-09-01", "First.", ends="2021-09-10"),
    "content/stages/two.md": stage("Two", "2021-09-15", "Second, [12 days](fact:days).", ends="2021-09-20"),
    "content/stages/three.md": stage("Three", "fact:last", "Third."),
    "content/crew/index.md": page("Crew", CHORES + "\n```duties\n```\n", kind="page"),
    "content/crew/anna.md": person("Anna", "A [doctor](fact:doctor).", born="'[60 hours](fact:hours) ago'"),
    "content/crew/boris.md": person("Boris", "```details\nsummary: More\ntext: A [gangway](term:gangway).\n```"),
    "content/draft.md": page("Draft", "Not yet.", draft="true"),
    "content/rows.csv": "day,sum\n1,2\n2,3\n",
    **{path: file_of(records) for path, records in RECORDS.items()},
}
"""An explainer with figures, facts, terms, events, a sequence, an alias, a draft and days under the masthead."""

PICTURES = {"content/still.png": png(4, 3)}
"""Its files that are no text."""


def put_voyage(root: Path) -> Path:
    """Write that explainer below `root`, with a search and a figure of all facts, and return it."""
    settings = CHANGING["content/site.yaml"].replace(
        "outputs: {search: false}", "description: A small voyage.\nauthors: [Anna & Boris]"
    )
    put(root, {**CHANGING, "content/site.yaml": settings, "content/sources/index.md": page("Sources", EVIDENCE)})
    for path, content in PICTURES.items():
        (root / path).write_bytes(content)
    return root


CHANGED = {
    **{path: text for path, text in CHANGING.items() if path not in ("content/days.md", "content/stages/three.md")},
    "content/site.yaml": CHANGING["content/site.yaml"]
    .replace("ribbon: {days: days, page: days.md, moments: [sailing, landfall]}\n", "")
    .replace("{search: false}", "{llms: false}")
    .replace("film.md", "filmed.md"),
    "content/index.md": CHANGING["content/index.md"].replace("film.md", "filmed.md"),
    "content/filmed.md": CHANGING["content/film.md"].replace("{#plot}", "{#story}").replace("A still", "Another")
    + "\nSee [four](stages/four.md#where), [five](stages/five.md#there) and [the chores](crew/index.md#new).\n",
    "content/questions.yaml": CHANGING["content/questions.yaml"]
    .replace("film.md", "filmed.md")
    .replace("plot", "story"),
    "content/corrections.yaml": CHANGING["content/corrections.yaml"].replace("film.md", "filmed.md"),
    "content/crew/index.md": CHANGING["content/crew/index.md"] + "\n## New {#new}\n\nA line.\n",
    "content/stages/four.md": stage(
        "Four", "2021-10-01", "## W {#where}\n\n[Five](five.md#there), [film](../filmed.md#story)."
    ),
    "content/stages/five.md": stage(
        "Five", "2021-10-02", "## T {#there}\n\n[Four](four.md#where), [new](../crew/index.md#new)."
    ),
    "content/moved.md": page("Moved", "[Here](filmed.md#story).", aliases="[days.html]"),
}
CHANGED["content/index.md"] = CHANGED["content/index.md"].replace("#plot", "#story")
del CHANGED["content/film.md"]
"""The changing explainer with pages that are new, gone, moved and renamed, in circles of links, and other outputs."""
