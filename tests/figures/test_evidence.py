"""Facts by their origins: parts as long as their shares, subjects in order, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import code_of, drawer, is_tidy, of, words

from explainery.draw import Fault, Support

MOST = code_of("evidence").MOST
draw = drawer("evidence")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])


def support(*facts):
    """Return facts, each given as its sources (`p1` is of the press), and perhaps its origins, subject and status."""
    found = []
    for at, (sources, *more) in enumerate(facts):
        origins, subject, status = (*more, *(len(sources), "film", "documented")[len(more) :])
        found.append(Support(f"fact-{at:03}", subject, status, tuple(sources), origins))
    return tuple(found)


def data(*facts, **changes):
    found = support(*facts)
    base = {
        "support": found,
        "subjects": ({"subject": "film", "label": "The film"},),
        "words": {"several": "more", "one": "one", "disputed": "differ", "facts": "facts", "all": "All"},
    }
    return {**base, **changes}


@BOTH
@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["documented", "disputed"])), min_size=1, max_size=60))
def test_the_parts_of_a_bar_are_as_long_as_their_shares_and_meet_in_order(name, facts):
    drawing = getattr(
        draw(data(*(([f"p{at}"], origins, "film", status) for at, (origins, status) in enumerate(facts)))), name
    )
    assert is_tidy(drawing)
    parts = of(drawing, "box")[4:]  # behind those of the legend
    whole, mine = parts[: len(parts) // 2], parts[len(parts) // 2 :]
    assert [(box.x, box.width) for box in whole] == [(box.x, box.width) for box in mine]
    long = sum(box.width for box in mine)
    expected = [
        (role, status, sum((origins > 1, is_so == "disputed") == (several, disputed) for origins, is_so in facts))
        for several, disputed, role, status in (
            (True, False, "series-1", "documented"),
            (True, True, "series-1", "disputed"),
            (False, True, "accent", "disputed"),
            (False, False, "accent", "documented"),
        )
    ]
    at = mine[0].x
    for box, (role, status, number) in zip(mine, [one for one in expected if one[2]], strict=True):
        assert (box.role, box.status) == (role, status)
        assert box.height == (17 if role == "series-1" else 7)
        assert abs(box.x - at) < 0.02
        assert abs(box.width - long * number / len(facts)) < 0.02
        at += box.width


def test_the_subject_that_rests_most_on_one_origin_comes_last():
    figure = draw(data((["p1"],), (["p1", "o1"], 2, "the-flight"), (["p2"], 1, "film", "disputed")))
    assert figure.table.rows == (
        ("All", "3", "1", "2", "1"),
        ("the flight", "1", "1", "0", "0"),
        ("The film", "2", "0", "2", "1"),
    )
    assert words(figure.wide).index("the flight") < words(figure.wide).index("The film")


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(), "has no facts", ""),
        (data(*((["p1"], 1, f"file-{at}") for at in range(MOST)), (["p1"],)), "has 101 files of facts", ""),
        (data((["p1"],), subjects=({"subject": "flim", "label": "x"},)), "names `flim`, and no file", "subjects"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter
