"""CSL-JSON as a file: an array of items, each with the place where it begins."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.problems import Place, Problem, Problems

_GAP = re.compile(r"[\s,]*")
_WHOLE = "A CSL-JSON file is a list of sources: `[{…}, {…}]`. In Zotero: Export Library, format “CSL JSON”."


@dataclass(frozen=True, slots=True)
class Item:
    """One source as a file had it: the name it has there, its fields as CSL names them, and where it stands."""

    name: str
    fields: Mapping[str, Any]
    place: Place


def read_csl(text: str, path: str) -> list[Item]:
    """Return the items of a file. Raises Problems where it is not CSL-JSON."""
    try:
        everything = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        raise Problems([Problem("NOT JSON", place, f"This is not JSON: {error.msg}.", _WHOLE)]) from None
    except RecursionError:
        raise Problems([Problem("NOT CSL-JSON", Place(path), "This file holds lists in lists.", _WHOLE)]) from None
    if not isinstance(everything, list):
        raise Problems([Problem("NOT CSL-JSON", Place(path, 1), "This JSON is not a list of sources.", _WHOLE)])
    items, problems, at = [], [], text.index("[") + 1
    for value in everything:
        at = _GAP.match(text, at).end()  # type: ignore[union-attr] # it matches nothing, too
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        _value, at = json.JSONDecoder().raw_decode(text, at)
        place = Place(path, line, column)
        if isinstance(value, dict):
            items.append(Item(str(value.get("id") or ""), value, place))
        else:
            problems.append(Problem("NOT CSL-JSON", place, "This entry of the list is not a source.", _WHOLE))
    if problems:
        raise Problems(problems)
    return items
