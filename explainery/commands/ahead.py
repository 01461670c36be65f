"""The page in view, ahead of all others: whoever writes waits for that page, not for the site."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from explainery.assemble import with_documents, with_one_page
from explainery.commands.build import SHIPPED, Basis
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.commands.recipe import make_page, site_of
from explainery.model import Document, File, Record, Site, Sources
from explainery.parse import parse_again
from explainery.paths import path_at
from explainery.problems import Problems
from explainery.read import read_again
from explainery.write import write


def write_ahead(basis: Basis, saved: Sequence[Path], address: str, options: Options, memory: Memory) -> tuple[str, ...]:
    """Write the page at `address` as some saved files make it, and return what changed below the output folder.

    `basis` is what the last whole build knew, before these files were saved. Lists of other pages may still be as they
    were then. Nothing is written where one page cannot tell what changed, or something is wrong with it: either way the
    whole build is the one to say so.
    """
    out = options.out or options.root / "site"
    try:
        sources = read_again(basis.sources, saved, options.root, SHIPPED)
        site = _changed(basis, sources, options) if sources else None
        path = path_at(address)
        if sources is None or site is None or path not in site.by_path:
            return ()
        outputs = make_page(with_one_page(site, path), sources, options, memory)
        return write(outputs, out, out.name, others_stay=True).changed
    except Problems:
        return ()


def _changed(basis: Basis, sources: Sources, options: Options) -> Site | None:
    """Return the site with what its changed files say now; None where that takes more than to parse these files."""
    if _grammar(sources) != _grammar(basis.sources):
        return None
    pages, records = _new(sources.pages, basis.sources.pages), _new(sources.records, basis.sources.records)
    said = parse_again(sources, (*pages, *records), toolchain())
    documents = [one for one in said if isinstance(one, Document)]
    known = basis.site.by_path
    if any(one.path not in known or (one.draft and not options.drafts) for one in documents):
        return None  # a page comes or goes
    parsed = replace(basis.site.parsed, files=sources.files)
    if not records:
        return with_documents(replace(basis.site, parsed=parsed, today=options.today), documents)
    by_path = {document.path: document for document in (*parsed.documents, *documents)}
    in_files: dict[str, list[Record]] = {file.path: [] for file in sources.records}
    anew = {file.path for file in records}
    new = chain.from_iterable(several for several in said if isinstance(several, tuple))
    for record in (*(one for one in parsed.records if one.place.path not in anew), *new):
        in_files[record.place.path].append(record)
    parsed = replace(parsed, documents=tuple(by_path.values()), records=tuple(chain(*in_files.values())))
    return site_of(parsed, options, basis.site.history)


def _grammar(sources: Sources) -> tuple[bytes, dict[str, str]]:
    """Return what every file is parsed with."""
    schemas = {path: text for path, text in sources.templates.items() if path.endswith((".yaml", ".po"))}
    return sources.settings.content, schemas


def _new(files: Sequence[File], before: Sequence[File]) -> tuple[File, ...]:
    return tuple(file for file, last in zip(files, before, strict=True) if file is not last)
