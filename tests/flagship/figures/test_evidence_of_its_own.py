"""The bars of all facts on the page about the sources: every fact is counted, and the claim is true."""

from home import flagship, placed
from shapes import is_tidy

from explainery.figures.data import support_of
from explainery.origins import origins_of


def test_the_one_on_the_site_counts_every_fact_and_its_claim_is_true():
    _, figure = placed("evidence")
    facts = flagship().records["fact"].values()
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    everything, *subjects = figure.table.rows
    assert everything[1] == str(len(facts)) == str(sum(int(row[1]) for row in subjects))
    shares = {row[0]: int(row[3]) / int(row[1]) for row in (everything, *subjects)}
    few = ["Training course", "The shoot in orbit", "Seats and money", "Box office"]
    assert all(shares[name] > shares["All facts"] for name in few)
    assert set(few) < {row[0] for row in subjects[len(subjects) // 2 :]}


def test_what_figures_see_of_a_fact_is_what_it_says():
    site, seen = flagship(), support_of(flagship())
    by_name = {fact.fact: fact for fact in seen["support"]}
    assert by_name.keys() == site.records["fact"].keys()
    assert all(by_name[name].origins == len(origins_of(fact, site)) for name, fact in site.records["fact"].items())
    assert {fact.subject for fact in seen["support"]} == {fact.file for fact in site.records["fact"].values()}
