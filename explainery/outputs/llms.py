"""`llms.txt` (llmstxt.org): what this site is, and where its pages are as Markdown, for programs that read."""

import re
from collections import defaultdict

from explainery.model import Output, Page, Site, Words
from explainery.paths import FRONT, is_folder_page, twin_of
from explainery.urls import absolute, escaped

_MARKS = re.compile(r"([\\`*_\[\]<>])")


def llms(site: Site) -> tuple[Output, ...]:
    """Return the file: a heading, a quotation, and a section of links for each folder.

    The links lead to the pages' Markdown twins, where they are published; they are absolute where the site's address is
    known.
    """
    words = site.parsed.words
    pages_here, all_pages = words.gettext("Pages"), words.gettext("All pages and their fields")
    folders: dict[str, list[Page]] = defaultdict(list)
    for page in site.pages:
        folders[page.path.rpartition("/")[0]].append(page)
    lines = [f"# {_escaped(site.settings['title'])}", ""]
    if site.settings["description"]:
        lines += [f"> {_escaped(site.settings['description'])}", ""]
    for folder in sorted(folders):
        index = site.by_path.get(f"{folder}/{FRONT}") if folder else None
        lines += [f"## {_escaped(index.title) if index else folder or pages_here}", ""]
        pages = sorted(folders[folder], key=lambda page: (not is_folder_page(page.path), page.path))
        lines += [_line(page, site) for page in pages]
        lines.append("")
    if site.settings.wants("data"):
        lines += ["## Optional", "", f"- [{all_pages}]({site.url or ''}data/site.json)"]
        kinds = {kind: site.parsed.record_kinds[kind].content for kind, found in site.records.items() if found}
        lines += [
            f"- [{_every(kind, words)}]({site.url or ''}data/{name}.json)"
            for kind, name in sorted(kinds.items())
            if name
        ]
        lines.append("")
    return (Output("llms.txt", "\n".join(lines).encode()),)


def _every(kind: str, words: Words) -> str:
    """Return what a file of all records of a kind holds."""
    shipped = {
        "constant": words.gettext("Every constant"),
        "correction": words.gettext("Every correction"),
        "event": words.gettext("Every event"),
        "fact": words.gettext("Every fact"),
        "question": words.gettext("Every question"),
        "source": words.gettext("Every source"),
        "term": words.gettext("Every term"),
    }
    return shipped.get(kind) or words.gettext("Every %(kind)s", kind=kind)


def _line(page: Page, site: Site) -> str:
    address = page.address
    if site.settings.wants("twins"):
        address = twin_of(address)
    address = absolute(site.url, address) if site.url else escaped(address)
    return f"- [{_escaped(page.title)}]({address}): {_escaped(page.document.answer.text)}"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
