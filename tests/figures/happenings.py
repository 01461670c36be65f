"""Facts, events and stages for the tests of figures that draw time."""

import datetime as dt
from types import SimpleNamespace

from shapes import held, is_tidy

from explainery.draw import Fact
from explainery.model import Record
from explainery.problems import Place


def at(text):
    """Return a moment: `10-05 08:55:02` of the year 2021."""
    return dt.datetime.fromisoformat(f"2021-{text.replace(' ', 'T')}+00:00")


def fact(value, to=None, unit="", status="documented"):
    """Return a fact that holds a value."""
    return Fact("some-fact", "A statement.", held(value, to, unit), status)


def event(name, time, ends=None, title=None):
    """Return an event."""
    fields = {"group": "some", "title": title or name, "time": time, "ends": ends}
    return Record("event", name, fields, {}, Place("content/events.yaml"), "events", b"")


def days(first=5, last=17):
    """Return an event for each of some days of October 2021."""
    return tuple(event(f"day-{day:02}", dt.date(2021, 10, day)) for day in range(first, last + 1))


def stage(title, begins, ends=None, evidence="documented"):
    """Return a page that is a stage of a course."""
    fields = {"title": title, "label": None, "begins": begins, "ends": ends, "evidence": evidence}
    return SimpleNamespace(path=f"{title}.md", document=SimpleNamespace(fields=fields))


def tidy(figure):
    """Assert that in both drawings all words lie inside, and none on others."""
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
