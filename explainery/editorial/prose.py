"""How hard the text is to read, how long its sentences are, and how often it stops for a fact."""

from collections.abc import Callable, Iterator, Sequence

from explainery.editorial.measure import Finding, Measure
from explainery.editorial.reading import FEW_WORDS, Prose, Reading, joined
from explainery.problems import Place

_LONG_SENTENCE = 30
_SHORT_SENTENCE = 9
_SHOWN = 8
_ENOUGH = f"of at least {FEW_WORDS} words"


def measures(readings: Sequence[Reading]) -> Iterator[Measure]:
    """Yield the LIX of sections and pages, the length of sentences, and the links to facts, each with where to look."""
    whole = joined("", [one.whole for one in readings] or [Prose(Place("content/"), "", (), 0)])
    sections = [section for one in readings for section in one.sections]
    hard = sorted((one for one in sections if one.tells), key=lambda one: (-one.lix, one.place))
    levels = tuple(Finding(one.place, f"{one.name}: LIX {one.lix}, {_counts(one)}") for one in hard)
    hardest = hard[0].lix if hard else 0
    lists = f"Sections {_ENOUGH}, the hardest first"
    yield Measure("reading-level", "LIX of the hardest section", hardest, findings=levels, lists=lists)

    pages = [one.whole for one in readings if one.whole.tells]
    hardest = max((page.lix for page in pages), default=0)
    lists, rows = f"Pages {_ENOUGH}, the hardest first", _rows(pages, lambda page: -page.lix)
    yield Measure("reading-level-page", "LIX of the hardest page", hardest, findings=rows, lists=lists)

    yield _long_sentences(sections)
    lists, rows = f"Pages {_ENOUGH}, those with the shortest sentences first", _rows(pages, _mean)
    yield Measure("sentence-length", "Words in a sentence on average", _mean(whole), 0, findings=rows, lists=lists)
    title = f"Sentences of fewer than {_SHORT_SENTENCE} words"
    lists, rows = (
        f"Pages {_ENOUGH}, those with the largest share of short sentences first",
        _rows(pages, lambda page: -_share(page)),
    )
    yield Measure("short-sentences", title, _share(whole), unit=" %", findings=rows, lists=lists)

    yield Measure("fact-links", "Links to facts in 100 words", _density(whole))
    densest = max(map(_density, pages), default=0)
    lists, rows = f"Pages {_ENOUGH}, those with most links to facts first", _rows(pages, lambda page: -_density(page))
    title = "Links to facts in 100 words of the densest page"
    yield Measure("fact-links-page", title, densest, findings=rows, lists=lists)


def _long_sentences(sections: Sequence[Prose]) -> Measure:
    found = [(one, sentence.words) for one in sections for sentence in one.sentences]
    long = [(one, words) for one, words in found if len(words) > _LONG_SENTENCE]
    long.sort(key=lambda one: (-len(one[1]), one[0].place))
    findings = tuple(Finding(one.place, f"{len(words)} words: {' '.join(words[:_SHOWN])} …") for one, words in long)
    return Measure("long-sentences", f"Sentences of more than {_LONG_SENTENCE} words", len(long), findings=findings)


def _rows(pages: Sequence[Prose], key: Callable[[Prose], float]) -> tuple[Finding, ...]:
    """Return a line about each page, sorted by a key."""
    return tuple(
        Finding(
            page.place,
            f"{page.name}: {_mean(page):g} words in a sentence, {_share(page)} % of {len(page.whole)} sentences short, "
            f"LIX {page.lix}, {_density(page):g} links in 100 words, {len(page.words)} words",
        )
        for page in sorted(pages, key=lambda one: (key(one), one.place))
    )


def _mean(text: Prose) -> float:
    """Return the words in a whole sentence on average, to a tenth."""
    return round(sum(len(one.words) for one in text.whole) / len(text.whole), 1) if text.whole else 0


def _share(text: Prose) -> int:
    """Return the per cent of whole sentences that are short."""
    short = sum(len(one.words) < _SHORT_SENTENCE for one in text.whole)
    return round(100 * short / len(text.whole)) if text.whole else 0


def _density(text: Prose) -> float:
    """Return the links to facts in a hundred words, to a tenth."""
    return round(100 * text.ties / len(text.words), 1) if text.sentences else 0


def _counts(section: Prose) -> str:
    long = sum(len(sentence.words) > _LONG_SENTENCE for sentence in section.sentences)
    return f"{len(section.words)} words, {len(section.sentences)} sentences, {long} of them long"
