"""Formulas: what the library knows and browsers draw, and that nothing a writer types is more than that."""

import re
import subprocess
import sys
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from latex2mathml import commands
from lxml import etree

from explainery.markdown import Region, parse_markdown, quotes_of
from explainery.mathematics import NotUnderstoodError, known_commands, read_formula
from explainery.mathematics.commands import ENVIRONMENTS, REFUSED
from explainery.mathematics.elements import _ELEMENTS, cleaned
from explainery.model import Equation

PARTS = ("left", "right", "middle", "limits")  # no formula by themselves
COMMANDS = r"""\frac \sqrt \left( \right) \begin{matrix} \end{matrix} \begin{cases} \end{cases} \text{ \mathrm{k} \sum
\not \sin \limits \hat \overset \substack \xrightarrow \prime \big \bmod \operatorname{a} \mathbb{R} \color{red} \\ \,
\| \\""".split()
SIGNS = [*"&$~{}^_'1x/,<[]~%#ж\\é=- \n\"", "9.81", "27", "km", "&lt;"]
PIECES = st.sampled_from([*COMMANDS, *SIGNS])


def is_drawn(mathml):
    """Say whether browsers draw all of some MathML, and nothing else is in it."""
    elements = list(etree.fromstring(mathml).iter())
    written = "".join(one.text or "" for one in elements)
    attributes = {name for one in elements for name in one.attrib}
    return (
        {one.tag for one in elements} <= _ELEMENTS
        and not attributes & {"style", "href", "class", "mathcolor"}
        and not re.search(r"\\[A-Za-z]", written)
        and not any("\\" in (one.text or "") for one in elements if one.tag == "mtext")
        and not any(len(one) for one in elements if one.tag in ("mi", "mn", "mo", "mtext"))
    )


def test_every_command_that_the_library_knows_is_drawn_or_refused():
    wrong = []
    for name in sorted(known_commands() - set(PARTS)):
        for form in (rf"\{name}", rf"\{name}{{x}}", rf"\{name}{{x}}{{y}}", rf"\{name}{{1em}}"):
            try:
                if is_drawn(read_formula(form, display=True).mathml):
                    break
            except NotUnderstoodError:
                continue
        else:
            wrong.append(name)
    assert wrong == []


def test_all_that_is_refused_the_library_knows():
    names = {value for value in vars(commands).values() if isinstance(value, str)}
    listed = {name for one in (commands.CONVERSION_MAP, commands.BIG, commands.MSTYLE_SIZES) for name in one}
    assert {f"\\{name}" for name in REFUSED} <= names | listed


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_every_environment_has_rows(name):
    columns = "{cc}" if name == "array" else ""
    mathml = read_formula(rf"\begin{{{name}}}{columns}a & b \\ c & d\end{{{name}}}", display=True).mathml
    assert is_drawn(mathml)
    assert mathml.count("<mtr>") == 2


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_typed_is_drawn_or_a_problem_inside_the_formula(latex):
    try:
        mathml = read_formula(latex, display=True).mathml
    except NotUnderstoodError as found:
        wrong = found.wrong
    else:
        assert is_drawn(mathml)
        return
    assert wrong.says
    assert wrong.hint
    assert 0 <= wrong.offset <= max(0, len(latex) - 1)


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"v = 7.66\ \text{km/s}", "𝑣 = 7.66 km/s"),
        (r"v = 7.66 km/s", "𝑣 = 7.66 km/s"),
        (r"7{,}66\,\mathrm{km}\,\mathrm{s}^{-1}", "7,66 km/s"),
        (r"27\,600\ \frac{\text{km}}{\text{h}}", "27 600 km/h"),
        (r"27,600\ \mathrm{km}", "27,600 km"),
        (r"3 \times 10^8\ \text{m/s}", "3·10⁸ m/s"),
        (r"h = 400 m", "ℎ = 400 m"),
        (r"h = 9\ m", "ℎ = 9 m"),
        (r"E = 2 m", "𝐸 = 2 𝑚"),
        (r"f(1, 2)", "𝑓 ( 1 , 2 )"),
        (r"\frac{400000}{x}", "400000 ÷ 𝑥"),
        (r"30^\circ", "30°"),
        (r"-8848\ \text{m}", "−8848 m"),
        (r"a = -5 - 3", "𝑎 = −5 − 3"),
        (r"(a) - 9000", "( 𝑎 ) − 9000"),
        (r"{9}{0}{0}\!0", "9000"),
        (r"\sqrt[8849]{x}", "8849 √(𝑥)"),
        (r"9{0}^{}", "90"),
        (r"\mathord{90}\ \text{km}", "90 km"),
        (r"\text{50\%}", "50%"),
        (r"a \mathrel{+}= \mathop{8849}", "𝑎 + = 8849"),
        (r"9{.}5\text{km}", "9.5 km"),
        (r"9\!.5\text{ km}", "9.5 km"),
        (r"{9}.5\,\text{km}", "9.5 km"),
        (r"9\text{,}5\ \text{km}", "9,5 km"),
        (r"\text{9}\mathord.5\text{km}", "9.5 km"),
        (r"x_1 = .5\text{km}", "𝑥 = 0.5 km"),
        (r"{9}\,.5", "9 0.5"),
    ],
)
def test_a_formula_is_said_as_its_numbers_are_read(latex, said):
    assert read_formula(latex, display=False).said == said


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\text{50\% of a\_b \& \#c}", "50%\u00a0of\u00a0a_b\u00a0&\u00a0#c"),
        (r"\text{a~b\ c}", "a\u00a0b\u00a0c"),
        (r"\mbox{\$5}", "$5"),
    ],
)
def test_signs_in_the_words_of_a_formula_are_printed_as_they_are_meant(latex, words):
    assert f"<mtext>{words.replace('&', '&amp;')}</mtext>" in read_formula(latex, display=False).mathml


@pytest.mark.parametrize(
    ("latex", "sign"),
    [
        (r"\text{if $x$}", "$x$"),
        (r"\text{a \mathrm{b}}", r"\mathrm"),
        (r"\text{x^2}", "^"),
        (r"\text{x_2}", "_"),
        (r"\text{see \(x\)}", r"\("),
        (r"\mbox{\{a\}}", r"\{"),
        (r"\text{a {b} c}", "{"),
        (r"\begin{aligned} a \\[1em] b \end{aligned}", "[1em]"),
        (r"\begin{matrix} a \\* b \end{matrix}", "*"),
        (r"\begin{array}{@{}c} a \end{array}", "@"),
        (r"\hspace{48 km}", ""),
        (r"\text{a", r"\text{"),
    ],
)
def test_what_would_be_printed_as_it_stands_or_vanish_is_refused(latex, sign):
    with pytest.raises(NotUnderstoodError) as found:
        read_formula(latex, display=True)
    wrong = found.value.wrong
    assert latex[wrong.offset : wrong.offset + wrong.length] == sign


def test_a_row_may_begin_with_a_bracket():
    assert "[" in read_formula(r"\begin{matrix} a \\ [b] \end{matrix}", display=True).mathml


@pytest.mark.parametrize(
    ("latex", "language", "number"),
    [
        ("9{,}81", "en", "9,81"),
        (r"\frac{9{,}81^2}{x}", "ru", "9,81"),
        (r"\sqrt{9,81}", "pt-BR", "9,81"),
        (r"\begin{aligned} x &= 9,81 \\ y &= z \end{aligned}", "it", "9,81"),
        ("27,600,000", "en", "27,600,000"),
        ("9,81", "en", None),
        ("f(9, 81)", "de", None),
        ("9,81", "es-MX", None),
    ],
)
def test_a_comma_is_one_of_a_number_where_the_language_writes_it_there(latex, language, number):
    mathml = read_formula(latex, display=False, language=language).mathml
    assert (f"<mn>{number}</mn>" in mathml) == ("<mo>,</mo>" not in mathml) == bool(number)


def parsed(text):
    return parse_markdown(text, Region("content/a.md", text, 0, len(text)), quotes_of("en"))


def test_a_formula_is_found_by_what_was_written():
    assert parsed("So *is* $x_1 < \\frac{1}{2}$ it.").text == "So is x_1 < \\frac{1}{2} it."


@pytest.mark.parametrize(
    ("text", "count"), [(r"\$$x$", 1), ("$x$$y$", 2), ("$x$, $n$-fold", 2), ("`$x$` $y$", 1), ("2$x$", 1)]
)
def test_a_formula_begins_behind_other_signs(text, count):
    assert len([mark for mark in parsed(text).marks if isinstance(mark, Equation)]) == count


@pytest.mark.parametrize(
    "text", ["It is $5 and $6, US$7-US$8, A$9, $10–$12 or 5$.", r"\$x$ and `$x$`", "$HOME and $PATH", "A $ 12 $ c"]
)
def test_a_dollar_is_no_formula(text):
    assert not [mark for mark in parsed(text).marks if isinstance(mark, Equation)]


def test_the_libraries_are_loaded_for_formulas_alone():
    code = "import sys; from explainery.markdown import parse_markdown, Region, quotes_of\n"
    code += "t = 'Words *for* $5.'; parse_markdown(t, Region('content/a.md', t, 0, len(t)), quotes_of('en'))\n"
    code += "print([name for name in ('latex2mathml', 'pylatexenc', 'explainery.mathematics') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_of_what_the_library_makes_only_what_browsers_draw_is_taken():
    made = Element("mrow", {"style": "color: red", "href": "x"})
    made.append(Element("mi", {"mathcolor": "red", "mathvariant": "normal"}))
    assert [one.attrib for one in cleaned(made).iter()] == [{}, {"mathvariant": "normal"}]
    with pytest.raises(NotUnderstoodError):
        cleaned(Element("menclose"))
