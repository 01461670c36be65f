"""Rules about facts: each agrees with itself and with the others, and its status has what it needs."""

import datetime as dt
from collections.abc import Iterator

from explainery.model import Site
from explainery.numbers import Facts, Said
from explainery.problems import Problem, ended
from explainery.units import is_year
from explainery.wording import agrees, print_day, print_weekday, words_say

_SIDES = "versions:\n  - {says: …, sources: […]}\n  - {says: …, sources: […]}\njudgement: …"


def statuses_have_what_they_need(site: Site) -> Iterator[Problem]:
    """A disputed fact shows its versions and a judgement; a computed one its formula and no typed number."""
    for fact in site.facts.values():
        status, formula = fact.status, fact.formula
        place = fact.places["status"]
        if status == "disputed" and not (fact.versions and fact.judgement):
            says = f"The fact `{fact.id}` is disputed, but does not show both sides."
            hint = f"Add what each side says and who, what is printed, and why:\n\n{_SIDES}"
            yield Problem("DISPUTE WITHOUT SIDES", place, says, hint)
        if status == "computed" and not formula:
            says = f"The fact `{fact.id}` is computed, but has no formula."
            yield Problem("COMPUTED WITHOUT FORMULA", place, says, "Add `formula`, such as `closed - opened`.")
        if formula and (fact.value is not None or status != "computed"):
            says = f"The fact `{fact.id}` has a formula beside a typed value or another status than `computed`."
            hint = "Keep the formula, delete `value`, and write `status: computed`; or delete the formula."
            yield Problem("TYPED NUMBER", fact.places["formula"], says, hint)
        if fact.to is not None and fact.value is None:
            says = f"The fact `{fact.id}` has the end of a range and no beginning."
            yield Problem("RANGE WITHOUT BEGINNING", fact.places["to"], says, "Add `value`, the lower end.")


def facts_agree_with_themselves(facts: Facts) -> Iterator[Problem]:
    """A fact's statement and title say its value, and so does one of its versions where it is disputed.

    Clock times in its statement are those of their places, and weekdays in its texts are right.
    """
    for said in facts.all():
        yield from _wrong_weekdays(said, facts)
        if said.value is None:
            continue
        places, statement = said.fact.places, said.fact.statement
        if not _says(statement, said, facts) and not _leaves_it_to_the_formula(said, facts):
            says = f"The statement of the fact `{said.id}` does not say its value, {said.printed}: {statement}"
            hint = _lasting(said, facts) or "Find out in its sources which of the two is right, and correct the other."
            yield Problem("FACT AGAINST ITSELF", places["statement"], says, hint)
            continue
        numbers = facts.finder.find(statement)
        clocks = [one for one in numbers if one.kind == "clock"] if isinstance(said.value, dt.datetime) else []
        clocks = [one for one in clocks if one.zone in facts.zones] or clocks
        if clocks and not any(map(said.agrees, clocks)):
            words = statement[clocks[0].start : clocks[0].end]
            says = f"The statement of the fact `{said.id}` says “{words}”, and its value is {said.printed}: {statement}"
            hint = "Find out which of the two is right; a place whose time is told stands in `zones` of `site.yaml`."
            yield Problem("FACT AGAINST ITSELF", places["statement"], says, hint)
        title = said.fact.title or ""
        wrong = next(
            (one for one in facts.finder.find(title) if said.is_contradicted(one) and not _in(statement, one, facts)),
            None,
        )
        if wrong:
            words = title[wrong.start : wrong.end]
            says = ended(f"The title of the fact `{said.id}` says “{words}”, and its value is {said.printed}")
            hint = "Find out in its sources which of the two is right; a title need not say the value."
            yield Problem("FACT AGAINST ITSELF", places["title"], says, hint)
        if said.fact.status == "disputed" and said.fact.versions and not _is_somebodys(said, facts):
            says = f"No version of the disputed fact `{said.id}` says {said.printed}, which is printed."
            hint = (
                "Print one of the versions as `value`; or add the version that says it, with its sources; or say in"
                " `judgement` how the printed value follows from the versions."
            )
            yield Problem("PRINTED VERSION MISSING", places["versions"], says, hint)


def titles_name_one_value(facts: Facts) -> Iterator[Problem]:
    """Two facts of one title have one value."""
    first: dict[str, Said] = {}
    for said in facts.all():
        title = (said.fact.title or "").casefold()
        if not title or said.value is None:
            continue
        other = first.setdefault(title, said)
        if other is not said and not _same(said, other):
            says = ended(
                f"Two facts are called “{said.fact.title}” and differ: `{other.id}` says {other.printed},"
                f" `{said.id}` says {said.printed}"
            )
            hint = "Say in each title what it is about; or make one disputed fact of the two, with both versions."
            places = said.fact.places
            yield Problem("TITLE OF TWO VALUES", places["title"], says, hint, (other.fact.places["title"],))


def _wrong_weekdays(said: Said, facts: Facts) -> Iterator[Problem]:
    for text in said.texts:
        if not facts.finder.has_weekday(text):
            continue
        dates = [
            (one.start, one.end, one.value)
            for one in facts.finder.find(text)
            if one.kind == "date" and isinstance(one.value, dt.date)
        ]
        for start, end, day in facts.finder.wrong_weekdays(text, dates):
            right = print_weekday(day.isoformat(), facts.language)
            shown = print_day(day, facts.language)
            says = f"“{text[start:end]}” stands beside {shown} in the fact `{said.id}`; that day is a {right}: {text}"
            yield Problem("WRONG WEEKDAY", said.fact.place, says, f"Write “{right}”, or correct the date.")


def _lasting(said: Said, facts: Facts) -> str:
    """Return the remedy for a year of the calendar whose statement says so many years; empty for another fact."""
    statement = said.statement
    for number in facts.finder.find(statement) if is_year(said.unit) else ():
        word = statement[number.start : number.end].split()[-1]
        if number.value == said.value and "year" in number.units and not is_year(word):
            calendar = f"`unit: {said.unit}` is for a year of the calendar, such as 2021."
            return f"{calendar} For how long it took, write:\n\nunit: {word}"
    return ""


def _leaves_it_to_the_formula(said: Said, facts: Facts) -> bool:
    """Say whether a computed fact says no number of the kind of its value at all: the formula says it."""
    numbers = facts.finder.find(said.fact.statement)
    return bool(said.fact.formula) and not any(said.is_contradicted(number) for number in numbers)


def _is_somebodys(said: Said, facts: Facts) -> bool:
    """Say whether a version says the value, less exactly perhaps, or the judgement does; of a range each end."""
    texts = [*(str(version["says"]) for version in said.fact.versions or ()), said.fact.judgement or ""]
    if any(_says(text, said, facts) for text in texts):
        return True
    ends = said.quantity.ends if said.quantity else ()
    numbers = [number for text in texts for number in facts.finder.find(text)]
    return all(any(agrees(one, end, facts.zones) for one in numbers) for end in ends)


def _says(text: str, said: Said, facts: Facts) -> bool:
    return said.quantity is None or words_say(text, said.quantity, facts.finder, facts.zones)


def _in(text: str, number: object, facts: Facts) -> bool:
    return any(one.value == number.value for one in facts.finder.find(text))  # type: ignore[attr-defined]


def _same(one: Said, other: Said) -> bool:
    return one.quantity == other.quantity or one.printed == other.printed
