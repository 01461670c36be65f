"""Rules about facts: the words that name one say what it says, and its status has what it needs."""

import html
import re
from collections.abc import Iterator

from explainery import walk
from explainery.model import Site
from explainery.problems import Problem
from explainery.wording import print_amount, words_say

_SIDES = "versions:\n  - {says: …, sources: […]}\n  - {says: …, sources: […]}\njudgement: …"


def statuses_have_what_they_need(site: Site) -> Iterator[Problem]:
    """A disputed fact shows its versions and a judgement; a computed one its formula and no typed number."""
    for fact in site.records.get("fact", {}).values():
        status, given = fact.fields["status"], fact.fields.get
        place = fact.places["status"]
        if status == "disputed" and not (given("versions") and given("judgement")):
            says = f"The fact `{fact.id}` is disputed, but does not show both sides."
            hint = f"Add what each side says and who, what is printed, and why:\n\n{_SIDES}"
            yield Problem("DISPUTE WITHOUT SIDES", place, says, hint)
        if status == "computed" and not given("formula"):
            says = f"The fact `{fact.id}` is computed, but has no formula."
            yield Problem("COMPUTED WITHOUT FORMULA", place, says, "Add `formula`, such as `landing - launch`.")
        if given("formula") and (given("value") is not None or status != "computed"):
            says = f"The fact `{fact.id}` has a formula beside a typed value or another status than `computed`."
            hint = "Keep the formula, delete `value`, and write `status: computed`; or delete the formula."
            yield Problem("TYPED NUMBER", fact.places["formula"], says, hint)
        if given("to") is not None and given("value") is None:
            says = f"The fact `{fact.id}` has the end of a range and no beginning."
            yield Problem("RANGE WITHOUT BEGINNING", fact.places["to"], says, "Add `value`, the lower end.")


def words_say_what_the_fact_says(site: Site) -> Iterator[Problem]:
    """Words that link to a fact with a value hold that value."""
    language = str(site.settings["language"])
    for body in site.texts:
        for link in walk.links(body):
            fact = site.record("fact", link.target) if link.scheme == "fact" else None
            value = site.amounts.get(fact.id) if fact else None
            if fact is None or value is None:
                continue
            words = html.unescape(re.sub(r"<[^>]*>", "", link.html))
            to = fact.fields.get("to")
            if not words_say(words, value, to, fact.fields.get("unit"), language):
                printed = print_amount(value, to, fact.fields.get("unit"), language)
                says = f"The words “{words}” do not say what the fact says: {printed}."
                hint = f"The fact is: {fact.fields['statement']} Write, for example:\n\n[{printed}](fact:{link.target})"
                yield Problem("WORDS AND FACT DIFFER", link.place, says, hint)
