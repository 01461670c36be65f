"""The dots of all facts and sources on the page about this explainer: every one is there, and the words are right."""

from home import flagship, placed
from shapes import is_tidy, marks

from explainery import walk
from explainery.figures.data import support_of
from explainery.origins import origins_of


def test_the_one_on_the_site_holds_every_fact_and_source():
    _, figure = placed("evidence")
    site = flagship()
    facts = site.records["fact"].values()
    pairs = sum(len({ref.id for ref in walk.refs(fact.fields["sources"])}) for fact in facts)
    for drawing in (figure.wide, figure.narrow):
        assert is_tidy(drawing)
        assert len(marks(drawing, "several")) + len(marks(drawing, "lone")) == pairs
    assert figure.table.rows[-1][1] == str(len(facts))
    assert {row[0] for row in figure.table.rows[-3:]} == {"Training course", "The shoot in orbit", "All facts"}


def test_what_its_caption_says_of_the_longest_columns_is_true():
    uses = {}
    for fact in support_of(flagship())["support"]:
        for source in fact.sources:
            uses[source] = uses.get(source, 0) + 1
    block, _ = placed("evidence")
    assert sorted(uses, key=uses.get)[-2:] == ["cnn-brasil-2021-10-05", "peresild-book"]
    assert "memoir and the founding article" in block.fields["method"].text


def test_what_figures_see_of_a_source_is_what_it_says():
    site, seen = flagship(), support_of(flagship())
    assert seen["kind_of"] == {name: source.fields["kind"] for name, source in site.records["source"].items()}
    by_name = {fact.fact: fact for fact in seen["support"]}
    assert by_name.keys() == site.records["fact"].keys()
    assert all(by_name[name].origins == len(origins_of(fact, site)) for name, fact in site.records["fact"].items())
    assert {fact.subject for fact in seen["support"]} == {fact.file for fact in site.records["fact"].values()}
