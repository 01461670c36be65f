"""How a computed fact was worked out, in words."""

from collections.abc import Callable

from explainery.formula import in_words
from explainery.model import Fact, Site
from explainery.wording import print_quantity


def working(fact: Fact, site: Site, note: Callable[[str], None]) -> str | None:
    """Return a formula with its values and its result: `50 minutes ÷ 165 minutes = 30 per cent, rounded to the whole`.

    None where the fact has no formula. `note` is told the id of every fact that was read.
    """
    formula, language = fact.formula, str(site.settings["language"])
    if not formula:
        return None

    def printed(one: Fact) -> str:
        return print_quantity(site.quantities[one.id], language, one.statement)

    def shown(name: str) -> str:
        note(name)
        return printed(site.facts[name]) if name in site.quantities else f"“{name}”"

    result = printed(fact)
    rounding = fact.rounding
    rounded = f", rounded to {_ROUNDED.get(rounding, f'the {rounding}')}" if rounding else ""
    return f"{in_words(formula, shown)} = {result}{rounded}"


_ROUNDED = {
    "whole": "a whole number",
    **{name: f"{name}s" for name in ("hundredth", "tenth", "ten", "hundred", "thousand", "million")},
}
