"""Facts and sources: a mark for each pair, one origin or several, columns that are wide enough, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import code_of, drawer, is_tidy, marks, of, words

from explainery.draw import Fault, Support

columns_of = code_of("evidence").columns_of
MOST = code_of("evidence").MOST
draw = drawer("evidence")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])
KINDS = ("official", "press", "book")


def support(*facts):
    """Return facts, each given as its sources (`p1` is of the press), and perhaps its origins, subject and status."""
    found = []
    for at, (sources, *more) in enumerate(facts):
        origins, subject, status = (*more, *(len(sources), "film", "documented")[len(more) :])
        found.append(Support(f"fact-{at:03}", subject, status, tuple(sources), origins))
    return tuple(found)


def data(*facts, **changes):
    found = support(*facts)
    first = {kind[0]: kind for kind in KINDS}
    base = {
        "support": found,
        "kind_of": {source: first[source[0]] for fact in found for source in fact.sources},
        "subjects": ({"subject": "film", "label": "The film"},),
        "kinds": tuple({"kind": kind, "label": kind.title()} for kind in KINDS),
        "words": {"several": "more", "one": "one", "disputed": "differ", "shared": "shared", "all": "All"},
    }
    return {**base, **changes}


sources = st.lists(
    st.sampled_from([f"{kind}{number}" for kind in "opb" for number in range(40)]), min_size=1, max_size=5
)


@BOTH
@given(
    st.lists(
        st.tuples(sources.map(lambda found: tuple(dict.fromkeys(found))), st.integers(1, 3)), min_size=1, max_size=60
    )
)
def test_every_pair_has_a_mark_of_its_own(name, facts):
    drawing = getattr(draw(data(*facts)), name)
    several, lone = marks(drawing, "several"), marks(drawing, "lone")
    assert len(several) == sum(len(mine) for mine, origins in facts if origins > 1)
    assert len(lone) == sum(len(mine) for mine, origins in facts if origins == 1)
    assert len({*several, *lone}) == len(several) + len(lone)
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in (*several, *lone))
    assert is_tidy(drawing)


@BOTH
@pytest.mark.parametrize("count", [1, 300])
def test_the_marks_of_the_legend_stand_clear_of_its_words(name, count):
    drawing = getattr(draw(data(*[([f"p{at}"],) for at in range(count)], (["p1", "o1"],))), name)
    (bars,) = of(drawing, "dots", "lone")
    x, y = bars.points[0]
    (label,) = (label for label in of(drawing, "label") if label.text == "one")
    assert x + bars.length / 2 + 4 <= label.x
    assert x + 0.01 >= bars.length / 2
    assert abs(label.y - y) < 10


@BOTH
def test_facts_of_more_origins_stand_above_those_of_fewer(name):
    drawing = getattr(draw(data((["p1"],), (["p1", "o1"],), (["p1", "o1", "b1"],))), name)
    (last,) = marks(drawing, "lone")
    rows = [y for _, y in marks(drawing, "several")]
    assert len(set(rows)) == 2
    assert rows.count(min(rows)) == 3
    assert last[1] > max(rows)


@BOTH
def test_what_is_disputed_is_hollow_and_a_source_stands_in_one_column(name):
    drawing = getattr(draw(data((["p1", "o1"], 2, "film", "disputed"), (["p1", "b1"],), (["p1"],))), name)
    holes = marks(drawing, "hole")
    assert set(holes) <= set(marks(drawing, "several"))
    assert len(holes) == 2
    columns = {x for x, _ in marks(drawing, "several")}
    assert len(columns) == 3
    assert marks(drawing, "lone")[0][0] in columns


def test_the_subject_that_rests_most_on_one_origin_comes_last():
    figure = draw(data((["p1"],), (["p1", "o1"], 2, "the-flight"), (["p2"], 1, "film", "disputed")))
    assert figure.table.rows == (
        ("the flight", "1", "1", "0", "0"),
        ("The film", "2", "0", "2", "1"),
        ("All", "3", "1", "2", "1"),
    )
    assert words(figure.wide).index("the flight") < words(figure.wide).index("The film")


def test_sources_of_few_facts_share_columns_only_where_all_do_not_fit():
    facts = support(*(([f"p{at}"],) for at in range(50)), *((["p0", "p1"],) for _ in range(9)))
    kind_of = {f"p{at}": "press" for at in range(50)}
    alone = columns_of(facts, kind_of, KINDS, (0, 500), 3)
    assert (alone.limit, alone.kinds[0].shared, len(alone.kinds[0].own)) == (1, 0, 50)
    together = columns_of(facts, kind_of, KINDS, (0, 100), 3)
    assert (together.limit, together.kinds[0].shared, list(together.kinds[0].own)) == (2, 1, ["p0", "p1"])
    assert together.pitch * 3 == 100


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(), "draws 1 to 1,500", ""),
        (data(*[(["p1"],)] * (MOST + 1)), "has 1,501 facts", ""),
        (data((["p1"],), subjects=({"subject": "flim", "label": "x"},)), "names `flim`, and no file", "subjects"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_the_most_facts_and_one_are_drawn():
    assert is_tidy(draw(data(*[(["p1", f"o{at % 300}"],) for at in range(MOST)])).wide)
    assert is_tidy(draw(data((["p1"],))).narrow)
