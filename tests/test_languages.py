"""What is promised in each language: words tied to a fact say its value, and false ones are stopped."""

import datetime as dt
import functools
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from chance import tries
from hypothesis import assume, given
from hypothesis import strategies as st

from explainery.commands.build import SHIPPED
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.commands.recipe import checked_site
from explainery.model import File, Quantity, Sources
from explainery.problems import Problems
from explainery.read import read
from explainery.units import Units, is_year, units_in_use, use
from explainery.wording import Finder, print_quantity, split_sentences, words_say

TABLES = Path(__file__).parent / "promise/languages"
HEAD = "---\ntitle: A\nanswer: A.\nchecked: 2026-01-31\n---\n\n"
SOURCES = "- {id: book, type: document, title: A, publisher: A, kind: official, origin: a}\n"


class Small:
    """A small explainer in one language, whose facts and sentences stand in a table."""

    def __init__(self, language: str, root: Path) -> None:
        """Read the table, and begin an explainer at `root`."""
        text = (TABLES / f"{language}.yaml").read_text(encoding="utf-8")
        self.table = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
        self.language, self._root = language, root
        facts = [self._fact(at, fact) for at, fact in enumerate(self.table["facts"])]
        content = root / "content"
        content.mkdir()
        (content / "site.yaml").write_text("")
        (content / "index.md").write_text(HEAD + "A.\n", encoding="utf-8")
        (content / "sources.yaml").write_text(SOURCES, encoding="utf-8")
        (content / "facts.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")

    def _fact(self, at, fact):
        known = {
            "status": "documented",
            "confidence": "one source",
            "sources": ["book"],
            "checked": dt.date(2026, 1, 31),
        }
        held = {name: fact[name] for name in ("unit", "bound") if name in fact}
        values = {name: yaml.safe_load(fact[name]) for name in ("value", "to") if name in fact}
        values = {
            name: fact[name] if isinstance(value, int) and ":" in fact[name] else value
            for name, value in values.items()
        }
        return {"id": f"f{at}", "statement": fact["says"], **values, **held, **known}

    def wrong(self, sentences: list[str], numbers: str) -> set[str]:
        """Return those of some sentences with which something is wrong."""
        settings = f"id: test\ntitle: A\nlanguage: {self.language}\nnumbers: {numbers}\n"
        sources = read(self._root, SHIPPED)
        page = HEAD + "\n\n".join(sentences) + "\n"
        pages = (File("content/index.md", page.encode()),)
        sources = Sources(
            pages,
            sources.records,
            File(sources.settings.path, settings.encode()),
            sources.files,
            sources.templates,
            sources.assets,
        )
        try:
            checked_site(sources, Options(self._root), Memory(self._root / "kept", b""), None)
        except Problems as found:
            outside = [one for one in found.problems if one.place.path != "content/index.md"]
            assert outside == []
            lines = page.split("\n")
            return {lines[problem.place.line - 1] for problem in found.problems}
        return set()

    def tied(self, kind: str) -> list[str]:
        """Return all `true` or `false` sentences, with the words in brackets tied to their facts."""
        return [
            f"{sentence.replace(']', f'](fact:f{at})')}."
            for at, fact in enumerate(self.table["facts"])
            for sentence in fact[kind]
        ]


@pytest.mark.parametrize("language", sorted(file.stem for file in TABLES.glob("*.yaml")))
def test_false_numbers_are_stopped_and_true_ones_pass(language, tmp_path):
    small = Small(language, tmp_path)
    true, false, table = small.tied("true"), small.tied("false"), small.table
    for numbers in ("strict", "lenient"):
        wrong = small.wrong([*true, *false], numbers)
        assert sorted(wrong & set(true)) == []
        assert sorted(set(false) - wrong) == []
    assert small.wrong([*table["claims"], *table["quiet"]], "strict") == set(table["claims"])


@pytest.mark.parametrize("language", sorted(file.stem for file in TABLES.glob("*.yaml")))
def test_sentences_end_where_readers_of_the_language_end_them(language):
    marked = yaml.safe_load((TABLES / f"{language}.yaml").read_text(encoding="utf-8"))["sentences"]
    divided = [" | ".join(one.strip() for one in split_sentences(text.replace("| ", ""), language)) for text in marked]
    assert divided == [re.sub(r"(?<! )\|", " |", text) for text in marked]  # no space before the line: none in the text


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", ["1 Minute", "120 Minuten", "12 Tage"]),
        ("fr", ["1 minute", "120 minutes", "12 jours"]),
        ("es", ["1 minuto", "120 minutos", "12 días"]),
        ("ru", ["1 минута", "120 минут", "12 дней"]),
    ],
)
def test_a_unit_that_is_written_out_in_english_is_printed_in_the_language(language, printed):
    held = [Quantity(Decimal(number), None, unit) for number, unit in ((1, "minute"), (120, "minutes"), (12, "day"))]
    assert [print_quantity(one, language) for one in held] == printed


@pytest.mark.parametrize(
    ("language", "words", "says"),
    [("en", "the fiftieth day", True), ("pt", "doze dias", True), ("pt", "treze dias", False), ("pt", "doze", True)],
)
def test_number_words_that_no_table_has_are_those_of_num2words(language, words, says):
    use(Units(language))
    held = Quantity(Decimal(50 if language == "en" else 12), None, "day")
    assert words_say(words, held, Finder(language), {}) == says


LANGUAGES = ("en", "de", "fr", "es", "ru")
finder_of = functools.cache(Finder)  # made by whoever runs the test: each process loads this file


@pytest.mark.parametrize("digits", [30, 400, 5_000])
@pytest.mark.parametrize(
    "text", ["There were {}.", "In London {} trains left.", "{}:12 hours", "{0}/{0} km", "lines {}, 4"]
)
def test_a_number_may_have_more_digits_than_python_reckons_with(text, digits):
    finder_of("en").find(text.format("9" * digits))


NUMBERS = st.decimals(-9_999_999, 9_999_999, places=2).map(lambda number: number.normalize() + 0)


@st.composite
def quantities(draw, language):
    """Numbers in units, each by one of its words in a language."""
    units = units_in_use()
    meant = {word: units.meanings(word, language) for word, _symbols in units.spellings(language)}
    words = sorted(
        word
        for word, symbols in meant.items()
        if symbols and "ratio" not in symbols and not is_year(word) and word != "mille marin"  # which says 1,000, too
    )
    return Quantity(draw(NUMBERS), None, draw(st.sampled_from(words)))


@pytest.mark.parametrize("language", LANGUAGES)
@tries(60)
@given(st.data())
def test_what_a_fact_prints_says_its_value_and_nothing_else_does(language, data):
    use(Units(language))
    finder, held, other = finder_of(language), data.draw(quantities(language)), data.draw(quantities(language))
    assert words_say(print_quantity(held, language), held, finder, {})
    number = Quantity(other.value, None, held.unit)
    assume(other.value != held.value)
    assert not words_say(print_quantity(number, language), held, finder, {})
    ours, theirs = (units_in_use().all_known(one.unit) for one in (held, other))
    assume(held.value and not {one.dimension for one in ours} & {one.dimension for one in theirs})
    assert not words_say(print_quantity(Quantity(held.value, None, other.unit), language), held, finder, {})
