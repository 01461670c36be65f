"""Which name was meant: among few names, and among so many that not all of them are compared in full."""

import pytest

from explainery.problems import near

PAGES = [f"folder-{number // 100:04}/page-{number:06}.md" for number in range(1000)]


@pytest.mark.parametrize("name", ["launhc", "lanch", "Launch", "the-launch"])
def test_a_name_that_is_nearly_right(name):
    assert near(name, ["landing", "launch", "lunch-break"]) == "launch"


def test_the_name_in_its_own_letters_comes_first():
    assert near("LAUNCH", ["launch", "launcher", "launches"]) == "launch"


@pytest.mark.parametrize("names", [["landing"], PAGES, []])
def test_a_name_like_none(names):
    assert near("xyz", names) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [("date", "draft"), ("subtitle", "title"), ("quote", "note"), ("number", "member"), ("order", "border-style")],
)
def test_another_word_is_no_misspelling(name, known):
    assert near(name, [known], misspelled=True) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [("titel", "title"), ("check", "checked"), ("autor", "author"), ("licence", "license"), ("a.titel", "a.title")],
)
def test_a_letter_or_an_end_may_be_wrong(name, known):
    assert near(name, [known], misspelled=True) == known


@pytest.mark.parametrize("page", PAGES[::37])
def test_one_of_many_that_differ_by_a_digit(page):
    assert near(page.replace("page", "pgae"), PAGES) == page
    assert near(page.removeprefix("folder-"), PAGES) == page
