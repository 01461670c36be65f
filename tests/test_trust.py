"""Formulas, uncertain dates, reviews and loose numbers, over more values than the specification names."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from explainers import SMALL, files_of, put
from hypothesis import assume, given
from hypothesis import strategies as st

from explainery.ages import due_on
from explainery.assemble import _rank
from explainery.commands.build import build
from explainery.commands.options import Options
from explainery.edtf import iso_of, read_edtf
from explainery.formula import FormulaError, work_out
from explainery.model import Fact, Quantity
from explainery.numbers import find_in
from explainery.problems import Place
from explainery.units import unit_of
from explainery.values import read_amount
from explainery.wording import Finder, print_date, print_quantity, words_say

LENGTHS, TIMES, OTHERS = ("mm", "m", "km", "miles"), ("seconds", "hours", "days"), ("roubles", "kg", "%", "people")
UNITS = st.sampled_from((*LENGTHS, *TIMES, *OTHERS))
NUMBERS = st.decimals(min_value="0.01", max_value=10_000, places=2)
LANGUAGES = ("en", "de", "ru", "fr", "es", "pt-BR", "de-CH", "sv")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def worked_out(formula, unit, rounding="hundredth", **facts):
    held = {name: Quantity(value, None, its_unit) for name, (value, its_unit) in facts.items()}
    return work_out(formula, held.__getitem__, unit, rounding)


@given(NUMBERS, UNITS, NUMBERS, UNITS)
def test_only_amounts_of_one_kind_are_added(first, unit, second, other):
    both = {"a": (first, unit), "b": (second, other)}
    same = unit_of(unit).dimension == unit_of(other).dimension
    whole = Fraction(first) + Fraction(second) * unit_of(other).worth / unit_of(unit).worth
    try:
        total = worked_out("a + b", unit, **both)
    except FormulaError:
        assert not same or {unit, other} == {"%", "people"}
    else:
        assert same
        assert abs(Fraction(total) - whole) <= Fraction(1, 200)


@given(NUMBERS, st.sampled_from(LENGTHS), NUMBERS, st.sampled_from(TIMES), st.sampled_from(LENGTHS))
def test_what_is_multiplied_and_divided_again_is_what_it_was(first, unit, second, other, third):
    facts = {"a": (first, unit), "b": (second, other)}
    assert worked_out("a * b / b", unit, **facts) == first
    assert worked_out("a / b * b - a", third, **facts) == 0


@given(DAYS, DAYS)
def test_an_age_is_the_number_of_birthdays(born, day):
    assume(born <= day and (born.month, born.day) != (2, 29))
    birthdays = sum(born < born.replace(year=year) <= day for year in range(born.year, day.year + 1))
    assert worked_out("day - born", "years", None, born=(born, None), day=(day, None)) == birthdays


@given(st.text("0123456789-/.~?%XY ", max_size=24))
def test_every_text_is_an_uncertain_date_that_can_be_printed_or_none(text):
    date = read_edtf(text)
    if date is not None:
        assert words_say(print_date(date, "en"), Quantity(date), Finder("en"), {})
        assert print_date(date, "de")
        assert read_edtf(iso_of(date))


def test_uncertain_dates_are_sorted_among_the_certain_ones():
    right = ["../2023", "2021-21/2022", "2021-10", "2021-10-05", "2021-10-06~", "2021-11?", "2022-01-01"]  # 21: spring
    assert sorted(right, key=lambda text: _rank(read_amount(text))) == right


@given(DAYS, st.integers(1, 400), st.sampled_from(("day", "week", "month", "year")))
def test_a_review_is_due_after_its_period(checked, number, unit):
    fields = {"checked": checked, "check-every": f"{number} {unit}s"}
    due = due_on(Fact("fact", "one", fields, {}, Place("content/facts.yaml"), "facts", b""))
    least, most = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}[unit]
    assert number * least <= (due - checked).days <= number * most
    if unit in ("month", "year"):
        assert due.day == checked.day or (due + dt.timedelta(days=1)).day == 1


def test_a_page_says_that_it_is_due_only_while_it_is(tmp_path):
    root = put(tmp_path, SMALL)
    film = SMALL["content/film.md"].replace("\nchecked:", "\ncheck-every: 1 month\nchecked:", 1)
    put(root, {"content/film.md": film})
    build(Options(root))
    before = files_of(root / "site")
    built = build(Options(root, today=dt.date(9998, 1, 1)))
    after = files_of(root / "site")
    changed = {path for path in after if before.get(path) != after[path] and path.endswith(".html")}
    assert changed == {"film.html"}
    assert "Due for checking" in after["film.html"].decode()
    assert len(built.written.changed) < len(after)
    build(Options(root))
    assert files_of(root / "site") == before


@given(NUMBERS, st.sampled_from(("km", "roubles", "flights", "minutes")), st.sampled_from(LANGUAGES))
def test_what_is_printed_of_a_fact_is_found_in_text(value, unit, language):
    words = print_quantity(Quantity(value, None, unit), language)
    text = f"It was so: {words}, they say."
    finder = Finder(language, frozenset({"flights", "roubles", "minutes"}))
    (found,) = finder.find(text)
    assert text[found.start : found.end] == words
    assert found.value == Decimal(value)
    assert words_say(words, Quantity(value, None, unit), finder, {})


def test_a_number_is_found_where_the_writer_wrote_it():
    source = "---\n---\n\n[12 days](fact:a) and **12\ndays** of rest [and](b.md) more"
    passage = "12 days and 12 days of rest and more"
    assert find_in(source, Place("content/a.md"), passage, (12, 19)) == Place("content/a.md", 4, 25, 2)
    assert find_in(source, Place("content/a.md"), "13 days", (0, 7)) == Place("content/a.md")
