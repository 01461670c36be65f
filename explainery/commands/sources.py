"""The command `sources --export`: the sources of the explainer for Zotero and the like."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from explainery.commands.check import looked_at
from explainery.exchange import write_bibtex
from explainery.outputs.data import sources_as_csl


def export_sources(root: Path, form: str) -> str:
    """Return all sources of the explainer at `root` as `csl` (CSL-JSON) or `bibtex`. Raises Problems."""
    site, _sources = looked_at(root)
    items = sources_as_csl(site)
    return write_bibtex(items) if form == "bibtex" else csl_text(items)


def csl_text(items: Iterable[Mapping[str, Any]]) -> str:
    """Return items of CSL as a file with one a line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"
