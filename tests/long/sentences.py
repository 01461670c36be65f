"""Makes sentences of numbers, units, dates and ties in five languages, and builds pages of them.

    python tests/long/sentences.py --pages 2000 --seconds 3600

None ends in an error of our own, and no page takes longer than `SECONDS`. What a fact holds is true in every way in
which it may be printed, and false with a digit changed, in another unit, or with a minus; alone it is a claim. The
pages follow from the seed. Ends with 1 where anything was found.
"""

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import datetime as dt

from babel.dates import format_date
from num2words import num2words
from test_languages import HEAD, SOURCES

from explainery.commands.build import SHIPPED
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.commands.recipe import checked_site
from explainery.model import File, Quantity
from explainery.model import Sources as Files
from explainery.problems import Problems
from explainery.read import read
from explainery.units import Units, known_unit, use
from explainery.wording import locale_of, print_day, print_quantity
from explainery.wording.digits import digits_of

SECONDS = 5
FACTS = 12
UNITS = ("km", "m", "kg", "t", "g", "h", "min", "s", "°C", "%", "EUR", "kW", "m²", "ha", "km/h", "V", "hPa")
SMALLER = {"km": "m", "t": "kg", "kg": "g", "h": "min", "min": "s"}
SCALES = {"en": "million", "de": "Millionen", "fr": "millions de", "es": "millones de", "ru": "миллионов"}
AROUND = {
    "en": ("It was {} then.", "So they say ({}).", "“It was so”: {}, they say.", "Nobody knew it – {} – till late."),
    "de": (
        "Es waren {}, sagt man.",
        "So war es ({}).",
        "„So war es“: {}, sagt man.",
        "Niemand wusste es – {} – bis spät.",
    ),
    "fr": ("C’était {} alors.", "On le dit ({}).", "« Oui » : {}, dit-on.", "Personne ne le savait – {} – longtemps."),
    "es": ("Era {} entonces.", "Así dicen ({}).", "«Así fue»: {}, dicen.", "Nadie lo sabía – {} – hasta tarde."),
    "ru": ("Это было {} тогда.", "Так говорят ({}).", "«Так было»: {}, говорят.", "Никто не знал – {} – долго."),
}
PIECES = (
    *"()[]«»“”„’'\",;:.!?–—-−+×/·²³%°€$§№_*`~^=<>|\\&#@{}",
    *("1", "12", "1,5", "1.5", "1.234,5", "1 234", "2021", "5 October 2021", "5.10.2021", "5/10/21", "8:55", "8 h 55"),
    *(
        "1e9",
        "10³",
        "½",
        "4:3",
        "48/49",
        "−5",
        "km",
        "m²",
        "kg",
        "million",
        "Uhr",
        "pm",
        "per",
        "pro",
        "par",
        "por",
        "в",
    ),
    *("and", "und", "et", "y", "и", "to", "bis", "à", "до", "twelve", "zwölf", "douze", "doce", "двенадцать", "half a"),
    *(
        "Page",
        "Art.",
        "Nr.",
        "n°",
        "rue",
        "Street",
        "Anna",
        "In London",
        "The",
        "die",
        "le",
        "el",
        "a",
        "I.",
        "J.",
        "etc.",
    ),
    *(
        "[12](fact:f0)",
        "[1 km](fact:f1)",
        "[x](fact:f2)",
        "[@book]",
        "[a](b.md)",
        "$x^2$",
        "**",
        "  ",
        "\u00a0",
        "\u202f",
    ),
)
REST = "status: documented, confidence: one source, sources: [book], checked: 2026-01-31"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Page:
    """The facts of one page in one language, and sentences about them that are true, false, or alone."""

    def __init__(self, language: str, chance: random.Random) -> None:
        """Make up facts: numbers with units, and days."""
        use(Units(language))
        self.language, self._chance = language, chance
        self.held = [self._quantity(at) for at in range(FACTS)]

    def _quantity(self, at: int) -> Quantity:
        if at % 4 == 3:
            return Quantity(dt.date(1900, 1, 1) + dt.timedelta(self._chance.randrange(45_000)))
        size = self._chance.choice((9, 99, 999, 9_999, 999_999, 9_999_999))
        number = Decimal(self._chance.randint(2, size)).scaleb(-self._chance.choice((0, 0, 0, 1, 2)))
        if self._chance.random() < 0.2:
            number = Decimal(self._chance.randint(2, 99)) * 1_000_000
        return Quantity(number.normalize() + 0, None, self._chance.choice(UNITS))

    def facts(self) -> str:
        """Return the file of the facts."""
        facts = []
        for at, held in enumerate(self.held):
            value = f"{held.value:f}" if isinstance(held.value, Decimal) else str(held.value)
            unit = f' unit: "{held.unit}",' if held.unit else ""
            says = print_quantity(held, self.language)
            facts.append(f'- {{id: f{at}, statement: "A: {says}.", value: {value},{unit} {REST}}}\n')
        return "".join(facts)

    def true(self) -> Iterator[str]:
        """Yield sentences whose words say what their facts hold."""
        for at, held in enumerate(self.held):
            for words in self._ways(held):
                yield self._around(f"[{words}](fact:f{at})")
            if isinstance(held.value, Decimal) and held.unit not in ("%", "EUR"):
                number = print_quantity(Quantity(held.value), self.language)
                yield self._around(f"[{number}](fact:f{at}) {held.unit}")

    def _ways(self, held: Quantity) -> Iterator[str]:
        language, value = self.language, held.value
        yield print_quantity(held, language)
        if isinstance(value, dt.date):
            yield str(format_date(value, "medium", locale=locale_of("en-GB" if language == "en" else language)))
            yield value.isoformat()
            yield print_day(value, language).replace(" ", "\u00a0")
            return
        assert isinstance(value, Decimal)
        decimal, unit = digits_of(language).decimal, held.unit or ""
        plain = f"{value:f}".replace(".", decimal)
        yield f"{plain} {unit}"
        yield f"{plain}\u202f{unit}"
        if smaller := SMALLER.get(unit):
            worth = known_unit(unit).worth / known_unit(smaller).worth
            yield print_quantity(Quantity(value * int(worth), None, smaller), language)
        if value == value.to_integral_value():
            whole = int(value)
            if whole < 100 and unit not in ("°C", "km/h", "m²", "hPa", "V"):
                words = print_quantity(Quantity(value, None, _in_words(unit, language)), language)
                yield words.replace(print_quantity(Quantity(value), language), num2words(whole, lang=language), 1)
            if whole % 1_000_000 == 0 and unit != "%":
                yield f"{whole // 1_000_000} {SCALES[language]} {_in_words(unit, language)}"
            zeros = len(str(whole)) - len(str(whole).rstrip("0"))
            if zeros:
                yield f"{whole // 10**zeros} × 10{str(zeros).translate(RAISED)} {unit}"

    def false(self) -> Iterator[str]:
        """Yield sentences whose words say something else than their facts."""
        for at, held in enumerate(self.held):
            words = print_quantity(held, self.language)
            for digit in re.finditer(r"[0-9]", words):
                other = self._chance.choice([one for one in "123456789" if one != digit[0]])
                changed = words[: digit.start()] + other + words[digit.end() :]
                yield self._around(f"[{changed}](fact:f{at})")
            if isinstance(held.value, Decimal):
                unit = self._chance.choice([unit for unit in UNITS if unit != held.unit])
                otherwise = print_quantity(Quantity(held.value, None, unit), self.language)
                yield self._around(f"[{otherwise}](fact:f{at})")
                yield self._around(f"−[{words}](fact:f{at})")
                yield self._around(f"[−{words}](fact:f{at})")
                yield self._around(
                    f"[{print_quantity(Quantity(held.value * 10, None, held.unit), self.language)}](fact:f{at})"
                )

    def alone(self) -> Iterator[str]:
        """Yield sentences that say what facts hold, and are tied to none."""
        for held in self.held:
            for words in self._ways(held):
                if re.search(r"[0-9]", words):  # small numbers in words need not be claims
                    yield self._around(words)

    def anything(self) -> Iterator[str]:
        """Yield what nobody writes."""
        for _ in range(40):
            pieces = self._chance.choices(PIECES, k=self._chance.randint(2, 14))
            yield "".join(piece + self._chance.choice(("", " ")) for piece in pieces).strip() or "A."

    def _around(self, words: str) -> str:
        return self._chance.choice(AROUND[self.language]).format(words)


def _in_words(unit: str, language: str) -> str:
    """Return a word for a unit that many of it have, as it stands behind a number in words."""
    five = print_quantity(Quantity(Decimal(5), None, unit), language)
    return five.partition("5")[2].strip() or unit


def wrong(root: Path, language: str, facts: str, sentences: list[str]) -> set[str]:
    """Return those of some sentences with which something is wrong."""
    content = root / "content"
    content.mkdir(exist_ok=True)
    (content / "site.yaml").write_text(f"id: test\ntitle: A\nlanguage: {language}\nnumbers: strict\n", encoding="utf-8")
    (content / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (content / "facts.yaml").write_text(facts, encoding="utf-8")
    (content / "index.md").write_text(HEAD + "A.\n", encoding="utf-8")
    files = read(root, SHIPPED)
    page = HEAD + "\n\n".join(sentences) + "\n"
    pages = (File("content/index.md", page.encode()),)
    files = Files(pages, files.records, files.settings, files.files, files.templates, files.assets)
    try:
        checked_site(files, Options(root), Memory(root / "kept", b""), None)
    except Problems as found:
        lines = page.split("\n")
        elsewhere = {f"{one.place.path}: {one.says}" for one in found.problems if one.place.path != "content/index.md"}
        return elsewhere | {lines[one.place.line - 1] for one in found.problems if not elsewhere}
    return set()


def findings(language: str, chance: random.Random) -> Iterator[str]:
    """Yield what is wrong with one page in a language."""
    page, started = Page(language, chance), time.monotonic()
    facts, true, false, alone = page.facts(), [*page.true()], [*page.false()], [*page.alone()]
    with tempfile.TemporaryDirectory() as folder:
        refused = wrong(Path(folder), language, facts, [*true, *false])
        yield from (f"true, and refused: {one}" for one in sorted(refused - set(false)))
        yield from (f"false, and built: {one}" for one in sorted(set(false) - refused - set(true)))
        refused = wrong(Path(folder), language, facts, alone)
        for one in alone:  # by itself, where the problem may have been shown at other words that are alike
            if one not in refused and not wrong(Path(folder), language, facts, [one]):
                yield f"a claim, and built: {one}"
        wrong(Path(folder), language, facts, [*page.anything()])
    if time.monotonic() - started > SECONDS:
        yield f"the page took more than {SECONDS} seconds"


def main() -> int:
    """Make pages until the time is over, or all were made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=3600)
    told = parser.parse_args()
    made, found, started = 0, 0, time.monotonic()
    while made < told.pages and time.monotonic() - started < told.seconds:
        language = ("en", "de", "fr", "es", "ru")[made % 5]
        number = told.seed * 1_000_000 + made
        try:
            for finding in findings(language, random.Random(number)):
                found += 1
                print(f"{number} {language}: {finding}", flush=True)
        except Exception:
            found += 1
            print(f"{number} {language}: an error of our own", flush=True)
            traceback.print_exc()
        made += 1
    print(f"{made} pages in {time.monotonic() - started:.0f} seconds: {found} findings.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
