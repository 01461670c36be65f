"""`data/*.json`: what the site says, for programs: all pages, and the records of each kind.

`explainery/README.md` names the fields, which are those of the schemas. A field that the writer left out is left out.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from explainery import walk
from explainery.edtf import read_edtf
from explainery.model import Body, Edtf, EdtfDate, Link, Month, Output, Page, Picture, Record, Ref, Site
from explainery.urls import escaped

_CSL = (
    *("id", "type", "title", "publisher", "author", "editor", "container-title", "volume", "issue", "page"),
    *("issued", "URL", "DOI", "ISBN", "archive", "language", "note"),
)
_SEASON = 20  # EDTF numbers the seasons 21 to 24, CSL 1 to 4
_MENTIONED = ("fact", "term", "source")


def data(site: Site) -> tuple[Output, ...]:
    """Return `data/site.json`, and a file for every kind of record that there is, under the name of its home."""
    outputs = [_site(site)]
    for kind, records in sorted(site.records.items()):
        name = site.parsed.record_kinds[kind].content
        if name and records:
            make = _source if kind == "source" else _record
            outputs.append(_records(name, (make(records[one], site) for one in sorted(records))))
    return tuple(outputs)


def sources_as_csl(site: Site) -> tuple[dict[str, Any], ...]:
    """Return all sources of a site as items of CSL-JSON, in the order of their ids."""
    records = site.records.get("source", {})
    return tuple(_source(records[one], site) for one in sorted(records))


def _records(name: str, records: Iterable[Any]) -> Output:
    """Return a file with one record a line, so that differences read well."""
    return Output(f"data/{name}.json", f"[\n{_lines(records)}\n]\n".encode())


def _lines(values: Iterable[Any]) -> str:
    return ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def _site(site: Site) -> Output:
    """Return the site's own fields, and its pages, one a line."""
    names = ("id", "title", "description", "language", "repository", "authors", "publisher", "licence", "code-licence")
    named = {name: site.settings[name] for name in names}
    head = json.dumps(_without_nothing({**named, "url": site.url}), ensure_ascii=False).removesuffix("}")
    pages = _lines(_page(page, site) for page in sorted(site.pages, key=lambda page: page.address))
    return Output("data/site.json", f'{head}, "pages": [\n{pages}\n]}}\n'.encode())


def _page(page: Page, site: Site) -> dict[str, Any]:
    document = page.document
    found: dict[str, set[str]] = {kind: set() for kind in _MENTIONED}
    mentioned = (ref for body in (*walk.bodies(document.fields), document.body) for ref in walk.mentions(body))
    for ref in (*mentioned, *document.taken.values()):
        found[ref.kind].add(site.record_aliases.get((ref.kind, ref.id), ref.id))
    mentions = {f"{kind}s": sorted(names) for kind, names in found.items()}
    own = {"address": escaped(page.address), "kind": document.kind, "words": document.body.words}
    return {**own, **mentions, **_fields(document.fields, site), "kind": document.kind}


def _record(record: Record, site: Site) -> dict[str, Any]:
    """Return a record: its fields, a fact's value as it was worked out, and the pages that refer to it."""
    fields = _fields(record.fields, site)
    if not record.draft:
        fields.pop("draft", None)
    if record.kind == "fact" and record.id in site.quantities:
        fields["value"] = _plain(site.quantities[record.id].value, site)
    home = site.homes.get((record.kind, record.id))
    if record.kind == "fact" and home:
        fields["address"] = f"{escaped(site.by_path[home].address)}#{record.id}"
    if record.kind in _MENTIONED:
        paths = site.used_on.get((record.kind, record.id), ())
        fields["pages"] = [escaped(site.by_path[path].address) for path in paths]
    return fields


def _source(record: Record, site: Site) -> dict[str, Any]:
    """Return a source as CSL-JSON (citationstyles.org, 1.0.2); what that has no name for stands under `custom`."""
    fields = _record(record, site)
    item = {name: fields.pop(name) for name in _CSL if name in fields}
    if "issued" in item:
        item["issued"] = _csl_date(read_edtf(item["issued"]))
    return {**item, "custom": fields}


def _csl_date(date: Edtf | None) -> dict[str, Any]:
    """Return a date as CSL-JSON has it: one or two `date-parts`, perhaps `circa`, a season by its number."""
    dates = date.dates if date else ()
    parts = [[part for part in (one.year, _month(one), one.day) if part] for one in dates]
    circa = {"circa": True} if any(one.qualifier or one.span > 1 for one in dates) else {}
    seasons = [one.month - _SEASON for one in dates if one.month and one.month > _SEASON]
    return {"date-parts": parts, **circa, **({"season": seasons[0]} if seasons else {})}


def _month(date: EdtfDate) -> int | None:
    return date.month if date.month and date.month < _SEASON else None


def _fields(fields: Mapping[str, Any], site: Site) -> dict[str, Any]:
    return _without_nothing({name: _plain(value, site) for name, value in fields.items()})


def _without_nothing(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _plain(value: Any, site: Site) -> Any:
    """Return a field's value as JSON has it: Markdown as its words, days and times as ISO 8601 writes them."""
    if isinstance(value, Ref):
        return _reference(value, site)
    if isinstance(value, Mapping):
        return _fields(value, site)
    if isinstance(value, tuple):
        return [_plain(inner, site) for inner in value]
    return _PLAIN[type(value)](value) if type(value) in _PLAIN else value


def _reference(ref: Ref, site: Site) -> Any:
    """Return a page's address, a record's id, and for a source its id with the place in it, if one is named."""
    if ref.kind not in site.records:
        return escaped(site.by_path[walk.path_of(ref)].address)
    name = site.record_aliases.get((ref.kind, ref.id), ref.id)
    return _without_nothing({"id": name, "locator": ref.locator}) if ref.kind == "source" else name


def _duration(value: dt.timedelta) -> str:
    """Return a duration as ISO 8601 writes it: `P12DT3H`."""
    length = abs(value)
    minutes, seconds = divmod(length.seconds, 60)
    parts = ((minutes // 60, "H"), (minutes % 60, "M"), (seconds, "S"))
    clock = "".join(f"{number}{unit}" for number, unit in parts if number)
    days = f"{length.days}D" if length.days else ""
    if not clock and not days:
        return "PT0S"
    return f"{'-' if value < dt.timedelta() else ''}P{days}{'T' if clock else ''}{clock}"


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    Body: lambda body: body.text,
    Decimal: lambda number: int(number) if number == number.to_integral_value() else float(number),
    Edtf: str,
    Month: str,
    Picture: lambda picture: picture.path,
    Link: lambda link: link.target,
    dt.date: dt.date.isoformat,
    dt.datetime: lambda moment: moment.isoformat().replace("+00:00", "Z"),
    dt.time: dt.time.isoformat,
    dt.timedelta: _duration,
}
