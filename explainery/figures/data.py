"""What figures are drawn from: the parameters of a block, with facts and events as their values."""

import datetime as dt
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explainery import walk
from explainery.figures.drawing import FigureError
from explainery.model import Amount, Block, Body, Page, Record, Ref, Site
from explainery.problems import Place

LATEST = 9990
"""The last year that a figure can draw; rulers go on a little behind it, and the calendar ends with 9999."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, or a physical constant, as figures see it; `place` is where the block names it."""

    id: str
    statement: str
    value: Amount | None
    to: Amount | None
    unit: str
    status: str
    place: Place | None = None


def data_of(block: Block, site: Site) -> dict[str, Any]:
    """Return a block's parameters: facts as `Fact`, other records and pages as they are, Markdown as its words.

    Under `records` stand those that its schema's `x-select` chooses; under `files` what is in `content/`, by path, and
    under `folder` where the page stands there.
    """
    data = {name: _followed(value, site) for name, value in block.fields.items()}
    data |= {"files": site.parsed.files, "folder": posixpath.dirname(block.place.path.removeprefix("content/"))}
    shown = walk.selected(block, site.parsed.components[block.name], site.records)
    return data if shown is None else {**data, "records": shown}


def _followed(value: Any, site: Site) -> Any:
    if isinstance(value, Ref):
        return _target(value, site)
    if isinstance(value, tuple):
        return tuple(_followed(inner, site) for inner in value)
    if isinstance(value, Mapping):
        return {name: _followed(inner, site) for name, inner in value.items()}
    return value.text if isinstance(value, Body) else value


def _target(ref: Ref, site: Site) -> Fact | Record | Page | None:
    record = site.record(ref.kind, ref.id)
    if record is not None and record.kind == "constant":
        fields = record.fields
        value = Decimal(str(fields["value"]))
        return Fact(record.id, fields["name"], value, None, fields["unit"], "documented", ref.place)
    if record is None or record.kind != "fact":
        return record or site.by_path.get(ref.id if ref.kind == "page" else f"{ref.kind}/{ref.id}.md")
    fields = record.fields
    return Fact(
        record.id,
        str(fields["statement"]),
        site.amounts.get(record.id),
        fields.get("to"),
        str(fields.get("unit") or ""),
        str(fields["status"]),
        ref.place,
    )


def number(data: Mapping[str, Any], name: str) -> float:
    """Return a number that is not negative, given as such or as a fact. Raises FigureError."""
    value = data.get(name)
    fact = value if isinstance(value, Fact) else None
    amount, place = (fact.value, fact.place) if fact else (value, None)
    if isinstance(amount, int | float | Decimal):
        if amount < 0:
            what = f"the fact `{fact.id}` is {amount}" if fact else f"this one is {amount}"
            message = f"What `{name}` names must be a number from 0, and {what}; no figure can draw less than nothing."
            raise FigureError(message, name, place, "Correct it, or name another fact.")
        return float(amount)
    what = f"the fact `{fact.id}` holds none" if fact else "there is none"
    message = f"What `{name}` names must be a number, and {what}."
    raise FigureError(message, name, place, "Name a fact that holds a number.")


def moment(data: Mapping[str, Any], name: str) -> dt.datetime:
    """Return a moment, from a fact or an event; a plain day begins at 00:00 UTC. Raises FigureError."""
    found = data.get(name)
    value = found.value if isinstance(found, Fact) else found.fields["time"] if isinstance(found, Record) else found
    return as_moment(value, name)


def as_moment(value: Any, name: str) -> dt.datetime:
    """Return a day or moment as a moment. Raises FigureError."""
    if isinstance(value, dt.date) and value.year > LATEST:
        message = f"`{name}` lies in the year {value.year}; figures reach no further than {LATEST}."
        raise FigureError(message, name, hint="Correct its date.")
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    message = f"`{name}` must be a day or a moment."
    raise FigureError(message, name)
