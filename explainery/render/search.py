"""The page of the search, which is useful without a script too: all questions, and the words and pages from A to Z."""

import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from explainery.figures import Drawings
from explainery.model import Output, Site, Words
from explainery.problems import Problems
from explainery.render.environment import environment_of
from explainery.render.faults import translated
from explainery.render.page import PageContext, Workshop
from explainery.render.reads import Assets
from explainery.render.scripts import foreign_scripts
from explainery.render.site import SiteView
from explainery.render.stage import filled
from explainery.render.views import PageView, RecordView, Views


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list from A to Z: a word of the glossary or a page."""

    title: str
    target: PageView | RecordView
    kind: str


def search_page(
    site: Site, templates: Mapping[str, str], assets: Assets, drawings: Drawings, files: Any
) -> tuple[Output, ...]:
    """Return `search.html`, or nothing where the search is switched off. Raises Problems where its template is wrong.

    `files` are the addresses of what it loads: `style`, `script` and `engine`.
    """
    views = Views(site)
    page = SiteView(views).search
    if page is None:
        return ()
    context = PageContext(page, Workshop(views, environment_of(templates, site.parsed.words), assets, drawings))
    try:
        scripts = foreign_scripts(site.settings)
        said = _said(site.parsed.words, {"page", *(kind for kind, found in site.records.items() if found)})
        own = {name: kind.sequence_words.get("name", name) for name, kind in site.parsed.kinds.items()}
        said["kinds"].update({name: called for name, called in own.items() if called != name})
        html = filled("search.html", context, letters=_letters(views), files=files, scripts=scripts, said=said)
    except Problems:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a template can raise
        raise Problems([translated(error, page.path, templates)]) from None
    return (Output(page.address, html.encode()),)


def _said(words: Words, there: AbstractSet[str]) -> dict[str, Any]:
    """Return what the script of the search says, and what it and the page call those kinds that are there.

    A string that goes with a number is given in each of its forms; the script puts values into their places.
    """
    kinds = {
        "fact": words.pgettext("kind of result", "fact"),
        "page": words.pgettext("kind of result", "page"),
        "question": words.pgettext("kind of result", "question"),
        "source": words.pgettext("kind of result", "source"),
        "term": words.pgettext("kind of result", "term"),
    }
    return {
        "asks": _asks(words),
        "common": words.pgettext(
            "words that a search leaves out, also without accents",
            "a about an and are as at be been by can could did do does for from had has have he her his how i if in"
            " into is it its may me much my of on or s she so tell than that the their them there these they this to"
            " was we were what when where which who whom whose why will with would you",
        ),
        "failed": words.unfilled("The search could not be loaded. Below is everything from A to Z."),
        "found": words.forms("%(num)s result for “%(query)s”", "%(num)s results for “%(query)s”"),
        "instead": words.unfilled("Nothing found for “%(query)s”. Here is what there is for “%(near)s”."),
        "kinds": {kind: word for kind, word in kinds.items() if kind in there},
        "many": words.forms(
            "%(num)s result for “%(query)s”, the first %(shown)s of them here",
            "%(num)s results for “%(query)s”, the first %(shown)s of them here",
        ),
        "near": words.unfilled("Nothing found for “%(query)s”. Did you mean one of these?"),
        "nothing": words.unfilled("Nothing found for “%(query)s”. Below is everything from A to Z."),
    }


def _asks(words: Words) -> tuple[tuple[str, str], ...]:
    """Return the beginnings of questions, with commas between, each with the letters of what may answer them.

    What the letters stand for is said in `outputs/passages.py`. A `+` says that answers have the words of the question.
    """
    return (
        (
            "d",
            words.pgettext("questions that a day answers", "when, on which day, on what day, in which year, what year"),
        ),
        ("t", words.pgettext("questions that a length of time answers", "how long")),
        ("t+", words.pgettext("questions that an age answers", "how old")),
        (
            "ln",
            words.pgettext(
                "questions that a length answers", "how far, how high, how tall, how wide, how deep, how big, how large"
            ),
        ),
        ("s", words.pgettext("questions that a speed answers", "how fast")),
        ("m", words.pgettext("questions that a weight answers", "how heavy")),
        ("h", words.pgettext("questions that a temperature answers", "how hot, how warm, how cold")),
        ("cmn", words.pgettext("questions that money or an amount answers", "how much")),
        ("ntlm", words.pgettext("questions that a number answers", "how many, how often")),
    )


def _letters(views: Views) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return terms and pages by their first letters; all that begin with a digit or a sign come first."""
    entries = [Entry(page.title, views.page(page.path), page.document.kind) for page in views.site.pages]
    terms = views.records("term") if "term" in views.site.records else ()
    entries += [Entry(term["term"], term, "term") for term in terms if term.home]
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (_sorting(entry.title), entry.title)):
        first = _sorting(entry.title)[:1].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    return tuple((letter, tuple(found)) for letter, found in letters.items())


def _sorting(title: str) -> str:
    """Return what a title is sorted by: letters and digits without case and accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", title) if not unicodedata.combining(sign))
    return "".join(sign for sign in plain.casefold() if sign.isalnum() or sign == " ").strip()
