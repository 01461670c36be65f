"""Rules about addresses: one page each, and nothing in them that a reader cannot type."""

import posixpath
import re
from collections.abc import Iterator

from explainery.addresses import places_of
from explainery.markdown import slug
from explainery.model import Page, Site
from explainery.names import MOST_OF_NAME, MOST_OF_PATH, barred, too_long
from explainery.paths import FRONT, without_ending
from explainery.problems import Place, Problem
from explainery.web import file_in

_SPEAKABLE = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ALIAS = re.compile(rf"(?:{_SPEAKABLE.pattern}/)*{_SPEAKABLE.pattern}\.html")
_ENOUGH = "---\ntitle: Home\nanswer: What a reader should know first.\nchecked: 2026-01-31\n---"
_FILES = {
    *"llms.txt robots.txt sitemap.xml feed.xml addresses.txt".split(),
    *(f"data/{name}.json" for name in ("site", "facts", "sources")),
}
# Kept free also where the search is switched off, so that switching it on moves no page.
_MADE = {"404.html": "the page for addresses that lead nowhere", "search.html": "the page of the search"}


def there_is_a_front_page(site: Site) -> Iterator[Problem]:
    """The page to which a reader comes first is there."""
    if FRONT in site.by_path:
        return
    place, says = Place(f"content/{FRONT}"), f"The site has no front page: there is no file `content/{FRONT}`."
    hint = f"Write one; this is enough:\n\n{_ENOUGH}"
    if any(document.path == FRONT for document in site.parsed.documents):
        says = "The front page is a draft, so the site has none."
        hint = "Publish it (delete its `draft: true`), or build with `--drafts`."
    elif other := next((path for path in site.by_path if path.casefold() == FRONT), None):
        hint = f"Rename `content/{other}` to `{FRONT}`; letter case counts on the web."
    yield Problem("NO FRONT PAGE", place, says, hint)


def the_address_of_the_site_is_no_file(site: Site) -> Iterator[Problem]:
    """Addresses of pages follow that of the site, so it names no page."""
    place = site.settings.places.get("url")
    if place and (name := file_in(str(site.settings["url"]))):
        says = f"The site is all that is in its folder, but this address ends in the name of a file, `{name}`."
        yield Problem("BAD ADDRESS", place, says, f"Delete `{name}`.")


def every_address_has_one_page(site: Site) -> Iterator[Problem]:
    """Two pages never claim one address, not even in another letter case; nor that of a page which the build makes."""
    owners: dict[str, Place] = {}
    for page in site.pages:
        place = Place(f"content/{page.path}")
        first = owners.setdefault(page.address.casefold(), place)
        if page.address.casefold() in _MADE:
            says = f"At `{page.address}` stands {_MADE[page.address.casefold()]}, which the build makes."
            yield Problem("ADDRESS TAKEN", place, says, "Give this file another name.")
        elif first is not place:
            says = f"This page and `{first.path}` would both stand at `{page.address}`; letter case does not count."
            hint = f"Give one of the two files another name, such as `{without_ending(page.path)}-2.md`."
            yield Problem("ONE ADDRESS, TWO PAGES", place, says, hint)


def no_address_is_a_folder(site: Site) -> Iterator[Problem]:
    """No address of a page lies inside of another one, as in a folder: the one is a file."""
    files = {page.address.casefold(): f"content/{page.path}" for page in site.pages}
    files |= dict.fromkeys(_MADE, "")
    places = [(page.address, Place(f"content/{page.path}")) for page in site.pages]
    for page in site.pages:
        for number, alias in enumerate(page.document.aliases):
            files.setdefault(alias.casefold(), f"content/{page.path}")
            places.append((alias, page.document.places[f"aliases.{number}"]))
    for address, place in places:
        folder = posixpath.dirname(address)
        while folder:
            if folder.casefold() in files or folder.casefold() in _FILES:
                says = f"This page would stand at `{address}`, but `{folder}` is a file, not a folder, on the site."
                yield Problem("ADDRESS IN A FILE", place, says, "Give that folder, or the alias, another name.")
                break
            folder = posixpath.dirname(folder)


def every_page_has_a_speakable_address(site: Site) -> Iterator[Problem]:
    """The name of a file is letters and digits, so that its address needs no escapes."""
    for page in site.pages:
        stem = without_ending(posixpath.basename(page.path))
        wanted = slug(stem)
        place = Place(f"content/{page.path}")
        if not wanted:
            says = "No letter or digit is left in this file’s name to make an address from."
            yield Problem("EMPTY SLUG", place, says, "Give the file a name: `how-it-works.md`.")
        elif not _SPEAKABLE.fullmatch(stem):
            says = f"`{stem}` holds characters that an address would have to escape."
            yield Problem("BAD FILE NAME", place, says, f"Call the file `{wanted}.md`.")


def _ids(page: Page, site: Site) -> set[str]:
    return {*places_of(page, site), *(heading.id for heading in page.document.body.headings)}


def _alias_of_a_live_page(alias: str, page: Page | None, place: Place, site: Site) -> Problem:
    if page and page.path not in site.listed:
        says = f"`{alias}` is the address of `content/{page.path}`, which is there now."
        return Problem("ALIAS OF A LIVE PAGE", place, says, "Delete the alias, or move that page.")
    owner = f"the page “{page.document.fields['title']}”" if page else _MADE[alias.casefold()]
    says = f"`{alias}` is the address of {owner}, which the build makes."
    return Problem("ALIAS OF A LIVE PAGE", place, says, "Delete the alias.")


def aliases_are_free(site: Site) -> Iterator[Problem]:
    """An old address leads to one page, and no page stands there now."""
    live = {page.address.casefold(): page for page in site.pages}
    taken: dict[str, str] = {}
    for page in site.pages:
        for number, alias in enumerate(page.document.aliases):
            place, folded = page.document.places[f"aliases.{number}"], alias.casefold()
            if not _ALIAS.fullmatch(alias):
                says = f"`{alias}` is not a plain address below the site."
                hint = "Write letters, digits, hyphens and `/`, and `.html` at the end: `bridges/tower.html`."
                yield Problem("BAD ALIAS", place, says, hint)
            elif wrong := next(filter(None, map(barred, alias.split("/"))), None):
                says = f"No file can stand at `{alias}` on every machine: {wrong}."
                yield Problem("BAD ALIAS", place, says, "Delete the alias.")
            elif too_long(alias):
                most = f"{MOST_OF_PATH:,} bytes, and each part of it {MOST_OF_NAME}"
                says = f"An address has at most {most}; this one has more."
                yield Problem("BAD ALIAS", place, says, "Delete the alias.")
            elif folded in _MADE or folded in live:
                yield _alias_of_a_live_page(alias, live.get(folded), place, site)
            elif folded in taken:
                says = f"`{alias}` already leads to `content/{taken[folded]}`."
                yield Problem("ALIAS TWICE", place, says, "Keep it once.")
            elif (anchor := page.document.led_to.get(alias)) and anchor not in _ids(page, site):
                says = f"`{alias}` is to lead to `#{anchor}`, and this page has no such place."
                yield Problem(
                    "NO SUCH PLACE", place, says, f"Give a heading this id, `{{#{anchor}}}`, or delete `#{anchor}`."
                )
            taken.setdefault(folded, page.path)
