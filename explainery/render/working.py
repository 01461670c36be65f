"""How a computed fact was worked out, in words."""

from collections.abc import Callable

from explainery.formula import in_words
from explainery.model import Fact, Site, Words
from explainery.wording import print_quantity


def working(fact: Fact, site: Site, note: Callable[[str], None]) -> str | None:
    """Return a formula with its values and its result: `50 minutes ÷ 165 minutes = 30 per cent, rounded to the whole`.

    None where the fact has no formula. `note` is told the id of every fact that was read.
    """
    formula, language, words = fact.formula, str(site.settings["language"]), site.parsed.words
    if not formula:
        return None

    def printed(one: Fact) -> str:
        return print_quantity(site.quantities[one.id], language, one.statement)

    def shown(name: str) -> str:
        note(name)
        return printed(site.facts[name]) if name in site.quantities else words.gettext("“%(words)s”", words=name)

    result = printed(fact)
    rounding = fact.rounding
    count = words.gettext("count")
    whole = f"{in_words(formula, shown, count)} = {result}"
    return f"{whole}, {_rounded(rounding, words)}" if rounding else whole


def _rounded(rounding: str, words: Words) -> str:
    """Return to what a result is rounded; the choices of `round` in the schema of facts."""
    return {
        "second": words.gettext("rounded to the second"),
        "minute": words.gettext("rounded to the minute"),
        "hour": words.gettext("rounded to the hour"),
        "day": words.gettext("rounded to the day"),
        "hundredth": words.gettext("rounded to hundredths"),
        "tenth": words.gettext("rounded to tenths"),
        "whole": words.gettext("rounded to a whole number"),
        "ten": words.gettext("rounded to tens"),
        "hundred": words.gettext("rounded to hundreds"),
        "thousand": words.gettext("rounded to thousands"),
        "million": words.gettext("rounded to millions"),
    }[rounding]
