r"""The commands of LaTeX that a formula may hold: those that latex2mathml knows, but for what no formula needs."""

import functools
import re

from latex2mathml import commands
from latex2mathml.symbols_parser import SYMBOLS

_NAME = re.compile(r"\\([A-Za-z]+)")
_LOOKS = """Huge LARGE Large Tiny class color colorbox fbox fcolorbox footnotesize huge large normalsize scriptsize
small style textcolor tiny mathchoice"""
_PLACES = """above abovewithdelims atop atopwithdelims clap genfrac hdashline hfil hline hskip kern leftroot llap lower
mathclap mathllap mathrlap mkern moveleft moveright mskip mspace raise rlap rule shoveleft shoveright sideset skew smash
strut uproot vcenter mathstrut displaylines eqalign eqalignno hbox"""
_NOT_DRAWN = "bcancel cancel sout xcancel underbar textbf textit textmd textsf texttt emph cr"
_OF_TEXTS = "href verb LaTeX TeX unicode newcommand def newenvironment DeclareMathOperator"
_REASONS = {
    "How a formula looks is for the templates to say.": _LOOKS,
    "Where things stand in a formula is for the browser to say.": _PLACES,
    "Browsers do not draw it.": _NOT_DRAWN,
    "Write what stands in it without it; the block `note` sets a formula on lines of its own apart.": "boxed",
    "Write `$$ … $$ {#eq-name}`, and the formula gets its number by itself.": "tag",
    "Delete it: only a formula with an address, `$$ … $$ {#eq-name}`, has a number.": "nonumber notag",
    "Say it in the text.": _OF_TEXTS,
    "Write `\\frac{a}{b}`.": "over",
    "Write `\\binom{n}{k}`, or brackets with `\\left` and `\\right`.": "choose brace brack",
    "Write `\\sqrt[n]{x}`.": "root",
}
REFUSED = {name: reason for reason, names in _REASONS.items() for name in names.split()}
"""What latex2mathml knows and a formula may not hold, with what to do in its place."""

_NUMBER = "Write the number, and its unit as words: `9.81\\ \\text{m/s}^2`."
_LINK = "Write a link outside of formulas, `[](#…)`, to one that has an address, `$$ … $$ {#…}`."
ELSEWHERE = {
    "label": "Write `$$ … $$ {#…}`, and the formula has an address and a number.",
    **dict.fromkeys("ref eqref autoref cref Cref pageref".split(), _LINK),
    **dict.fromkeys("cite citep citet parencite".split(), "Cite the source outside of the formula: `[@…]`."),
    **dict.fromkeys("SI si num qty unit ang SIrange qtyrange".split(), _NUMBER),
    **dict.fromkeys(("ce", "pu"), "Write `\\text{H}_2\\text{O}`, or `H~2~O` outside of formulas."),
    "footnote": "Write `[^1]` behind the formula, and `[^1]: Its words.` on a line of its own.",
    "intertext": "End the formula, and say it in the text.",
}
"""What packages know and nobody here, with what to do in its place; `#…` and `@…` stand for the name in its braces."""

ENVIRONMENTS = {
    name: name for name in "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases split align*".split()
} | {"aligned": "align*", "align": "align*"}
"""The environments that a formula may have, each with that of latex2mathml which stands for it."""


@functools.cache
def known_commands() -> frozenset[str]:
    """Return the names of all commands that a formula may hold, without the backslash."""
    constants = (value for value in vars(commands).values() if isinstance(value, str))
    tables = (commands.CONVERSION_MAP, commands.LOCAL_FONTS, commands.GLOBAL_FONTS, commands.LIMIT, commands.FUNCTIONS)
    written = (*constants, *SYMBOLS, *(str(one) for table in tables for one in table))
    names = {found[1] for one in written if (found := _NAME.fullmatch(one))}
    not_alone = {"begin", "end", "math", "substack", "cases", "split", "align", "array", "nolimits"} | set(ENVIRONMENTS)
    return frozenset(names - not_alone - REFUSED.keys())
