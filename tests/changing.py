"""A small explainer that has some of everything, for tests that change one thing and look at what follows."""

import struct
import zlib

from explainers import LOOKS, SMALL


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
    """Return the text of a profile."""
    return page(title, body, russian="Анна", job="pilot", crew="prime", **more)


def fact(name: str, statement: str, **more: str) -> str:
    """Return a fact."""
    base = {"statement": statement, "status": "documented", "confidence": "one source", "sources": "[tass-1]"}
    return record(name, **{**base, "checked": "2026-01-31", **more})


def record(name: str, **more: str) -> str:
    """Return a record."""
    return f"- id: {name}\n" + "".join(f"  {field}: {value}\n" for field, value in more.items())


DAYS = (5, 6, 7)
SOURCE = {"type": "report", "issued": "2021-10-05", "URL": "https://tass.com/1", "language": "en", "origin": "tass"}

RECORDS = {
    "content/facts.yaml": {
        "days": fact("days", "The flight took 12 days.", value="12", unit="days"),
        "doctor": fact("doctor", "The heroine is a doctor.", sources="[tass-1, book-1]"),
        "hours": fact("hours", "There were 60 hours.", value="60", unit="hours", status="announced"),
        "half": fact("half", "One half were 30 hours.", value="30", unit="hours"),
        "docked": fact("docked", "They docked on 5 October 2021.", value="2021-10-05T12:00Z"),
        "third": fact("third", "The third stage began in 2021.", value="2021-09-25", aliases="[last]"),
        "all": fact("all", "Both halves.", formula="half + half", status="computed", unit="hours"),
    },
    "content/sources.yaml": {
        "tass-1": record("tass-1", title="A report", publisher="TASS", kind="agency", **SOURCE),
        "book-1": record("book-1", title="A book", publisher="AST", kind="book", **SOURCE),
    },
    "content/terms.yaml": {
        "airlock": record("airlock", term="airlock", definition="A [door](fact:doctor).", sources="[book-1]"),
        "orbit": record("orbit", term="orbit", definition="A way round.", sources="[tass-1]", aliases="[orbiter]"),
    },
    "content/events.yaml": {
        **{
            f"day-{day}": record(f"day-{day}", group="days", title=f"Day {day}", time=f"2021-10-0{day}") for day in DAYS
        },
        "launch": record("launch", group="flight", title="Launch", time="2021-10-05T08:00Z"),
        "docking": record("docking", group="flight", title="Docking", time="fact:docked"),
        "undocking": record("undocking", group="flight", title="Undocking", time="2021-10-07T08:00Z"),
        "landing": record("landing", group="flight", title="Landing", time="2021-10-07T12:00Z"),
    },
    "content/roles.yaml": {
        "role-a": record("role-a", group="flight", person="anna", job="commander", text="Flew."),
        "role-b": record(
            "role-b", group="on_screen", person="boris", job="extra", text="Acted, [says one](fact:doctor)."
        ),
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


HOURS = """
```hours
id: hours
claim: "They had [60 hours](fact:hours)."
alt: Two bars.
total: hours
sum: "{value} hours"
unit: hours
parts:
  - {fact: half, label: "first {value}"}
  - {fact: all-but-one, label: "second {value}"}
sources: [tass-1]
method: Counted.
```
""".replace("all-but-one", "half")

COURSE = """
```course
id: course
claim: It took a month.
alt: An axis.
events: flight
stages: [stages/one.md, stages/two.md]
end: end
named: [{event: launch, label: Launch}]
months: [Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec]
dated: Dated
undated: no date
announced: announced
sources: [tass-1]
method: Drawn.
```
"""
RECORDS["content/facts.yaml"]["end"] = fact(
    "end", "It ended on 8 October 2021 at 00:00 UTC.", value="2021-10-08T00:00:00Z"
)

MATRIX = """
```matrix
id: jobs
claim: Two jobs.
alt: A table.
people: [crew/anna.md, crew/boris.md]
groups: [{id: flight, label: Flight}, {id: on_screen, label: Screen}]
sources: [tass-1]
method: Counted.
```
"""

EVIDENCE = """
```evidence
id: support
claim: All of it.
alt: Dots.
subjects: [{subject: facts, label: Facts}]
kinds: [{kind: agency, label: Agencies}, {kind: book, label: Books}, {kind: press, label: Press}]
words: {several: more, one: one, disputed: differ, shared: shared, all: All}
sources: [tass-1]
method: Counted.
```
"""

CHANGING = {
    **LOOKS,
    **{path: text for path, text in SMALL.items() if path not in LOOKS and not path.startswith("content/s")},
    "content/site.yaml": (
        "id: small\ntitle: Small\nlanguage: en\nscripts: {Cyrillic: ru}\ndefaults: {stages: stage, crew: profile}\n"
        "navigation: [film.md, stages/index.md, crew/index.md]\nfooter: [glossary.md]\nepoch: launch\n"
        "strip: {days: days, page: days.md, moments: [launch, docking, undocking, landing]}\n"
        "repository: https://example.org/small\noutputs: {search: false}\n"
    ),
    "content/index.md": page(
        "Home",
        "## First {#first}\n\nSee [the film](film.md#plot), an [airlock](term:airlock) and [@tass-1].\n\n"
        "```cards\npages: [crew/anna.md, stages/one.md, film.md]\n```\n\n```questions\nquestions: [why]\n```",
        answer="'It took [12 days](fact:days).'",
    ),
    "content/film.md": page(
        "Film",
        "## Plot {#plot}\n\nA [doctor](fact:doctor) «Вызов» flies. [Back](index.md), [orbit](term:orbiter).\n\n"
        "![A still](still.png)\n\n[The rows](rows.csv)\n" + HOURS,
        aliases="[old/film.html]",
    ),
    "content/days.md": page("Days", "The days.\n\n```timeline\nevents: days\n```"),
    "content/glossary.md": page("Glossary", "```glossary\n```"),
    "content/corrections.md": page("Corrections", "```corrections\n```"),
    "content/sources/index.md": page("Sources", "Who says so."),
    "content/sources/agency.md": page("Agencies", "```sources\nkind: agency\n```"),
    "content/sources/book.md": page("Books", "```sources\nkind: book\n```"),
    "content/stages/index.md": page("Stages", "```cards\npages: [stages/one.md]\n```\n" + COURSE, kind="page"),
    "content/stages/one.md": stage("One", "2021-09-01", "First.", ends="2021-09-10"),
    "content/stages/two.md": stage("Two", "2021-09-15", "Second, [12 days](fact:days).", ends="2021-09-20"),
    "content/stages/three.md": stage("Three", "fact:last", "Third."),
    "content/crew/index.md": page("Crew", MATRIX + "\n```roles\n```\n", kind="page"),
    "content/crew/anna.md": person("Anna", "A [doctor](fact:doctor).", born="'[60 hours](fact:hours) ago'"),
    "content/crew/boris.md": person("Boris", "```details\nsummary: More\ntext: An [airlock](term:airlock).\n```"),
    "content/draft.md": page("Draft", "Not yet.", draft="true"),
    "content/rows.csv": "day,sum\n1,2\n2,3\n",
    **{path: file_of(records) for path, records in RECORDS.items()},
}
"""An explainer with figures, facts, terms, events, a sequence, an alias, a draft and a strip of days."""

PICTURES = {"content/still.png": png(4, 3)}
"""Its files that are no text."""

CHANGED = {
    **{path: text for path, text in CHANGING.items() if path not in ("content/days.md", "content/stages/three.md")},
    "content/site.yaml": CHANGING["content/site.yaml"]
    .replace("strip: {days: days, page: days.md, moments: [launch, docking, undocking, landing]}\n", "")
    .replace("{search: false}", "{llms: false}")
    .replace("film.md", "filmed.md"),
    "content/index.md": CHANGING["content/index.md"].replace("film.md", "filmed.md"),
    "content/filmed.md": CHANGING["content/film.md"].replace("{#plot}", "{#story}").replace("A still", "Another")
    + "\nSee [four](stages/four.md#where), [five](stages/five.md#there) and [the jobs](crew/index.md#new).\n",
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
