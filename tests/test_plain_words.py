"""Marks in fields of plain words: what would be printed as it stands is told, and what somebody means passes."""

import pytest

from explainery.schema.marks import marks_in

LATEX = (r"\alpha", r"\(x\)", r"\textbf{x}", "H_{2}O", "x^{2}", r"5\% and \$", "$x^2$")
HTML = ("<p>x</p>", "<A href='x'>y</A>", "<img src=x>", "<SUB>2</SUB>", "<kbd>x</kbd>", "<font color=red>x</font>")
MARKDOWN = (
    "x^2^",
    "[a](#x)",
    "[a](x.pdf)",
    "[a](mailto:a@b.c)",
    '[a](https://x.org "t")',
    "[[wiki]]",
    "==x==",
)
MEANT = (
    "Hawai`i and O`ahu",
    "`Iolani and Ka`ahumanu",
    "^o^",
    r"¯\_(ツ)_/¯",
    r"C:\alpha",
    r"\\server\alpha",
    r"D:\$Recycle",
    "a==b==c",
    "6'5'' tall",
    "m^2 and 10^6",
    "List<P> and Map<A>",
    "<i> and <b>",
    "f(x) = [x](1)",
    "x[[1]]",
    "__init__",
)


@pytest.mark.parametrize("words", [*LATEX, *HTML, *MARKDOWN, "'''bold'''"])
def test_a_mark_in_plain_words_is_told(words):
    assert list(marks_in(f"So {words}, and on."))


@pytest.mark.parametrize("words", [*MEANT, "$" + "=" * 100_000, "__a" + " " * 100_000])
def test_signs_that_are_meant_pass(words):
    assert not list(marks_in(f"So {words}, and on."))
