"""What the search in the browser needs: its scripts, its look, and the words of the whole site as a classic script.

A script is not fetched, so the search works from the disk too. Above a megabyte of words Pagefind does it instead, from
a host only. The page itself is made by `render/search.py`.
"""

import json
import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from explainery.essence import digest_of
from explainery.model import Output, Same, Site
from explainery.outputs.assets import Bundle, Minifier, named, style_sheet
from explainery.outputs.pagefind import FOLDER, pagefind
from explainery.outputs.passages import Passage, passages
from explainery.urls import escaped

MOST = 1_000_000
"""The bytes of words up to which a browser loads them all."""

_PIECES = b"pagefind"
_REMARK = re.compile(rb"^ *//.*\n", re.MULTILINE)  # for those who work on the script, not for those who wait for it
_MAIN, _LISTS = 1, 2  # ranks of pages; `finding.js` says what they weigh


@dataclass(frozen=True, slots=True)
class Search:
    """The files of the search, and the addresses that its page needs to know.

    `style` and `script` are loaded with the page, `engine` or `pagefind` when a reader begins to search.
    """

    outputs: tuple[Output | Same, ...]
    style: str
    script: str
    engine: tuple[str, ...]
    pagefind: str | None


def search(
    site: Site,
    assets: Mapping[str, bytes],
    bundle: Bundle,
    minifier: Minifier,
    kept: MutableMapping[bytes, Any],
    intact: Mapping[str, bytes],
) -> Search:
    """Return the search of a site. Raises Problems where it needs Pagefind, and that is not installed.

    `kept` is what earlier builds kept, `intact` are the digests of files that lie in the output folder untouched.
    """
    pieces = dict(kept.pop(_PIECES, {}))
    found = passages(site, kept)
    sheet = style_sheet("css/search.css", assets, bundle.addresses, bundle.values, minifier)
    style = _output("assets/search.css", sheet)
    script = _output("assets/search.js", _REMARK.sub(b"", assets["search/search.js"]))
    size = sum(len((one.title + one.text + one.names).encode()) for one in found)
    if size > MOST:
        indexed = _pieces(site, found, size, pieces, intact)
        kept[_PIECES] = pieces
        return Search((style, script, *indexed), style.path, script.path, (), f"{FOLDER}/pagefind.js")
    engine = (
        _output("assets/minisearch.js", assets["search/minisearch.js"]),
        _output("assets/finding.js", _REMARK.sub(b"", assets["search/finding.js"])),
        _output("assets/search-data.js", _data(site, found)),
    )
    return Search((style, script, *engine), style.path, script.path, tuple(output.path for output in engine), None)


def _pieces(
    site: Site,
    found: tuple[Passage, ...],
    size: int,
    pieces: dict[bytes, Mapping[str, bytes]],
    intact: Mapping[str, bytes],
) -> tuple[Output | Same, ...]:
    """Return the index that Pagefind makes; where no word changed, the files that it made before."""
    pages = tuple((page.address, page.title, page.document.kind) for page in site.pages)
    key = digest_of((found, pages, site.settings["language"]))
    before = pieces.get(key)
    if before and all(intact.get(path) == digest for path, digest in before.items()):
        return tuple(Same(path, digest) for path, digest in before.items())
    outputs = pagefind(site, found, size)
    pieces.clear()
    pieces[key] = {output.path: output.digest for output in outputs}
    return outputs


def _output(path: str, content: bytes) -> Output:
    return Output(named(path, content), content)


def _data(site: Site, found: Iterable[Passage]) -> bytes:
    """Return the passages as a script; `finding.js` says what stands where."""
    numbers = {page.path: number for number, page in enumerate(site.pages)}
    ranks = {path: _LISTS for (kind, _name), path in site.homes.items() if kind == "fact"}
    ranks |= {ref.id: _MAIN for ref in site.settings["navigation"] or ()}
    pages = [[escaped(page.address), page.title, page.document.kind, ranks.get(page.path, 0)] for page in site.pages]
    rows = []
    for one in found:
        row = [numbers[one.page], one.anchor, one.kind, one.title, one.text, one.names, one.answers]
        while row[-1] == "":
            row.pop()
        rows.append(row)
    text = json.dumps({"pages": pages, "passages": rows}, ensure_ascii=False, separators=(",", ":"))
    return f"searchData={text}\n".encode()
