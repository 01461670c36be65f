"""What the flagship says to machines: its people, its film, the days of its mission."""

import pytest
from graphs import (
    NEEDED,
    OF_PRINT,
    OF_RECORDINGS,
    SCHEMA,
    graph_of,
    lacking,
    named_and_nowhere,
    pages_of,
    short,
    told_twice,
)

OWN = {"Movie": {"name", "dateCreated"}, "Country": {"name"}, "Person": NEEDED["Person"] | {"jobTitle", "subjectOf"}}
pytestmark = pytest.mark.whole  # a second build of the whole site; tests/test_jsonld.py looks at another one so

UNKNOWN = {"crew/alexey-dudin.html"}  # when he was born is not known


@pytest.fixture(scope="module")
def pages(flagship_with_url):
    return pages_of(flagship_with_url)


def test_the_graphs_are_whole(pages, flagship_with_url):
    assert lacking(pages, NEEDED | OWN) == []
    assert named_and_nowhere(pages, flagship_with_url) == []
    assert told_twice(pages) == []
    kinds = {kind for text in pages.values() for thing in graph_of(text) for kind in short(thing)}
    assert (
        kinds | {"CorrectionComment"} | OF_RECORDINGS | OF_PRINT == NEEDED.keys() | OWN.keys()
    )  # nothing has been corrected so far


def test_events_of_the_mission_have_places(pages):
    events = [thing for thing in graph_of(pages["mission.html"]) if "Event" in short(thing)]
    places = {event[f"{SCHEMA}location"][0][f"{SCHEMA}name"][0]["@value"] for event in events}
    assert places == {"Baikonur, Kazakhstan", "International Space Station", "Kazakhstan"}


def test_people_have_birthdays(pages):
    born = {
        address
        for address, text in pages.items()
        for thing in graph_of(text)
        if "Person" in short(thing) and f"{SCHEMA}birthDate" in thing
    }
    assert {address for address in pages if address.startswith("crew/")} - born == {"crew/index.html"} | UNKNOWN
