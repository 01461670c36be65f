"""What the flagship says to machines: its people, its film, the days of its mission."""

import pytest
from graphs import NEEDED, SCHEMA, graph_of, lacking, named_and_nowhere, pages_of, short, told_twice

OWN = {"Movie": {"name", "dateCreated"}}


@pytest.fixture(scope="module")
def pages(flagship_with_url):
    return pages_of(flagship_with_url)


def test_the_graphs_are_whole(pages, flagship_with_url):
    assert lacking(pages, NEEDED | OWN) == []
    assert named_and_nowhere(pages, flagship_with_url) == []
    assert told_twice(pages) == []
    kinds = {kind for text in pages.values() for thing in graph_of(text) for kind in short(thing)}
    assert kinds | {"CorrectionComment"} == NEEDED.keys() | OWN.keys()  # nothing has been corrected so far


def test_days_are_part_of_the_mission(pages):
    events = [thing for thing in graph_of(pages["mission.html"]) if "Event" in short(thing)]
    whole = next(event for event in events if f"{SCHEMA}subEvent" in event)
    assert len(whole[f"{SCHEMA}subEvent"]) == 13
    assert whole[f"{SCHEMA}startDate"] == [{"@value": "2021-10-05"}]
