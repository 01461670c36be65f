"""The editorial report as one HTML file that needs nothing beside it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from explainery.model import Site, Words
from explainery.render.standalone import allowance, filled_alone


def editorial_page(
    site: Site, templates: Mapping[str, str], css: bytes, rows: Sequence[tuple[Any, Any]], today: dt.date
) -> bytes:
    """Return the page. `rows` are measures, each with its limit or None; `today` is the day that reviews are due by."""
    names = {"language": site.settings["language"], "title": site.settings["title"], "today": today.isoformat()}
    names |= {"rows": rows, "css": css.decode(), "style_hash": allowance(css)}
    return filled_alone("editorial.html", templates, Words("en"), **names).encode()
