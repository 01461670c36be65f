r"""One formula, from what a writer wrote to MathML: looked through by pylatexenc, then made by latex2mathml."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import tostring

from latex2mathml.converter import Converter
from pylatexenc import latexwalker
from pylatexenc.macrospec import EnvironmentSpec, MacroSpec

from explainery.mathematics.commands import ELSEWHERE, ENVIRONMENTS, REFUSED, known_commands
from explainery.mathematics.commas import doubtful, join, with_braces
from explainery.mathematics.elements import Formula, NotUnderstoodError, Wrong, cleaned
from explainery.mathematics.numbers import said
from explainery.problems import near

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # what it stumbles over is a problem of the writer

_LONGEST = 2_000
_DEEPEST = 20
_SIGNS = frozenset(",;:!>|{} %&$_#\n\\")  # what may stand behind a backslash beside letters
_COMMAND = re.compile(r"\\(?!begin|end)[A-Za-z]+")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_UPRIGHT = re.compile(r"\\mathrm\s*\{([A-Za-z])\}")  # one letter would be set like a variable
_NAME = re.compile(r"\s*\{\s*([\w:.-]+)\s*\}")
_WORDS = re.compile(r"(?<!\\)\\(?:text(?:normal|rm|up)?|mbox)(?![A-Za-z])\s*\{")
_IN_WORDS = re.compile(r"\\(?:[A-Za-z]+|[^_%&#$ \\])|(?<!\\)(?:[\^_]|\$[^$}]*\$?)")
_AFTER_ROW = re.compile(r"\\\\(\*|\[\s*-?[\d.]+\s*[a-z]{2}\s*\])")
_COLUMNS = re.compile(r"\\begin\s*\{array\}\s*\{([^{}]*[^lcr|{}\s])")
_CONTEXT = latexwalker.get_default_latex_context_db()
_CONTEXT.set_unknown_macro_spec(MacroSpec(""))
_CONTEXT.set_unknown_environment_spec(EnvironmentSpec(""))
_BRACES = "Each `{` needs a `}`, and each `\\begin{…}` its `\\end{…}`, in the right order."
_SAYS = {
    "DoubleSubscriptsError": (
        "Two subscripts stand one behind the other.",
        "Put braces around: `{a_b}_c` or `a_{b_c}`.",
    ),
    "DoubleSuperscriptsError": (
        "Two superscripts stand one behind the other.",
        "Put braces around: `{a^b}^c` or `a^{b^c}`.",
    ),
    "ExtraLeftOrMissingRightError": (
        "A `\\left` has no `\\right`, or the other way round.",
        "Write both, as in `\\left( x \\right)`; `.` in place of a bracket is none.",
    ),
    "MissingSuperScriptOrSubscriptError": (
        "Nothing stands behind `^` or `_`.",
        "Write there what is raised or lowered.",
    ),
    "LimitsMustFollowMathOperatorError": (
        "`\\limits` stands behind nothing that has limits.",
        "Put it behind `\\sum`, `\\int` or the like, or delete it.",
    ),
}
_ELSE = ("This formula is not understood.", f"{_BRACES} Write it more simply, or piece by piece.")


def read_formula(latex: str, *, display: bool, language: str = "en") -> Formula:
    """Return a formula of a text in some language as MathML; `display`: it stands by itself.

    Raises NotUnderstoodError.
    """
    if wrong := next(_wrong(latex), None) or doubtful(latex, language):
        raise NotUnderstoodError(wrong)
    as_known = _ENVIRONMENT.sub(lambda one: f"\\{one[1]}{{{ENVIRONMENTS.get(one[2], one[2])}}}", latex)
    as_known = with_braces(_UPRIGHT.sub(r"\\mathrm{{\1}}", as_known), language)
    try:
        made = Converter(display="block" if display else "inline").convert_to_element(as_known)
    except Exception as found:  # it has errors of all kinds, also plain ones of Python
        raise NotUnderstoodError(Wrong(*_SAYS.get(type(found).__name__, _ELSE))) from found
    tree = cleaned(made)
    join(tree)
    tree.attrib = {"display": "block"} if display else {}
    tree.set("alttext", " ".join(latex.split()))
    return Formula(tostring(tree, encoding="unicode", short_empty_elements=False), said(tree))


def _wrong(latex: str) -> Iterator[Wrong]:
    """Yield what in a formula is not known, not whole, or too much; only the first is of use."""
    if not latex.strip():
        yield Wrong("There is nothing in this formula.", "Write it between the dollar signs, or delete them.")
    if len(latex) > _LONGEST:
        yield Wrong(f"This formula has {len(latex):,} characters; at most {_LONGEST:,} are read.", "Divide it.")
    if _depth(latex) > _DEEPEST:
        yield Wrong(f"More than {_DEEPEST} braces are nested here.", "Divide the formula.")
    if (len(latex) - len(latex.rstrip("\\"))) % 2:
        yield Wrong("A backslash stands at the end.", "Delete it.", len(latex) - 1, 1)
    walker = latexwalker.LatexWalker(latex, latex_context=_CONTEXT, tolerant_parsing=False)
    try:
        nodes, _at, _length = walker.get_latex_nodes(parsing_state=walker.make_parsing_state(in_math_mode=True))
    except latexwalker.LatexWalkerError as error:
        yield _not_closed(latex, min(int(getattr(error, "pos", None) or 0), len(latex) - 1))
    else:
        yield from _judged(nodes, inside=False)
    yield from _signs_in_words(latex)
    yield from _looks(latex)


def _not_closed(latex: str, offset: int) -> Wrong:
    """Return what to say where something that begins does not end, or not in order."""
    words = next((one for one in _WORDS.finditer(latex) if _end_of_words(latex, one.end()) is None), None)
    if words:
        hint = "Close their braces; a dollar sign in them would end the formula, so write `\\text{if } x > 0`."
        return Wrong("The words that begin here do not end.", hint, *_span(words))
    if command := _COMMAND.match(latex, offset):
        says, hint = f"`{command[0]}` lacks what it is applied to.", "Put it in braces, as in `\\frac{a}{b}`."
        return Wrong(says, hint, *_span(command))
    return Wrong("Braces or environments in this formula are not closed in order.", _BRACES, offset, 1)


def _looks(latex: str) -> Iterator[Wrong]:
    """Yield how rows and columns are to look, which would be printed."""
    for row in _AFTER_ROW.finditer(latex):
        hint = "Delete it: how far apart lines stand is for the browser to say."
        yield Wrong(f"`{row[1]}` would be printed as it stands.", hint, *_span(row, 1))
    for columns in _COLUMNS.finditer(latex):
        hint = "Write a letter for each column: `l`, `c` or `r`."
        yield Wrong(f"`{columns[1]}` says more of columns than is known here.", hint, *_span(columns, 1))


def _signs_in_words(latex: str) -> Iterator[Wrong]:
    r"""Yield what in the words of a formula, `\text{…}`, would be printed as it stands."""
    for words in _WORDS.finditer(latex):
        end = _end_of_words(latex, words.end()) or len(latex)
        if found := _IN_WORDS.search(latex, words.end(), end):
            hint = "Close the braces before it, and open others behind it: `\\text{if } x > 0 \\text{ only}`."
            yield Wrong(f"`{found[0]}` would be printed as it stands in the words of a formula.", hint, *_span(found))
        if (brace := latex.find("{", words.end(), end)) >= 0:
            yield Wrong("Braces stand in the words of a formula.", "Close those of the words before.", brace, 1)


def _end_of_words(latex: str, at: int) -> int | None:
    """Return where braces that are open at a place of a formula close; None where they do not."""
    depth = 1
    while at < len(latex):
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        if not depth:
            return at
        at += 2 if latex[at] == "\\" else 1
    return None


def _span(found: re.Match[str], group: int = 0) -> tuple[int, int]:
    return found.start(group), len(found[group])


def _depth(latex: str) -> int:
    depth = deepest = 0
    for sign in latex.replace("\\{", "").replace("\\}", ""):
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return max(deepest, latex.count("\\begin"), latex.count("\\left"))


def _judged(nodes: Iterable[Any], *, inside: bool) -> Iterator[Wrong]:
    """Yield what may not stand where it does; `inside`: in an environment with cells."""
    for node in nodes:
        if node is None:
            continue
        is_environment = node.isNodeType(latexwalker.LatexEnvironmentNode)
        if node.isNodeType(latexwalker.LatexCommentNode):
            yield Wrong(
                "`%` begins a comment in LaTeX, so the rest is lost.", "Write `\\%` for the sign itself.", node.pos, 1
            )
        elif node.isNodeType(latexwalker.LatexMacroNode):
            yield from _judged_command(node.macroname, node.pos, node.parsing_state.s, inside=inside)
        elif is_environment and node.environmentname not in ENVIRONMENTS:
            yield _unknown_environment(node.environmentname, node.pos)
        elif node.isNodeType(latexwalker.LatexSpecialsNode) and node.specials_chars == "&" and not inside:
            hint = "Write `\\&` for the sign itself; cells stand between `\\begin{aligned}` and `\\end{aligned}`."
            yield Wrong("`&` parts cells, and here are none.", hint, node.pos, 1)
        elif node.isNodeType(latexwalker.LatexCharsNode) and (at := node.chars.find("#")) >= 0:
            yield Wrong("`#` means nothing here.", "Write `\\#` for the sign itself.", node.pos + at, 1)
        yield from _judged(_inner(node), inside=is_environment)


def _inner(node: Any) -> Iterator[Any]:
    arguments = getattr(node, "nodeargd", None)
    if arguments is not None:
        yield from arguments.argnlist or ()
    yield from getattr(node, "nodelist", None) or ()


def _judged_command(name: str, at: int, latex: str, *, inside: bool) -> Iterator[Wrong]:
    length = len(name) + 1
    if name == "\\":
        if not inside:
            hint = "For more, write `\\begin{aligned} … \\\\ … \\end{aligned}`."
            yield Wrong("A formula has one line.", hint, at, length)
    elif name in REFUSED:
        yield Wrong(f"`\\{name}` is not taken in a formula.", REFUSED[name], at, length)
    elif name in ELSEWHERE:
        yield Wrong(
            f"`\\{name}` is not taken in a formula.", _with_name(ELSEWHERE[name], latex, at + length), at, length
        )
    elif name not in known_commands() and name not in _SIGNS:
        guess = near(name, known_commands())
        hint = f"Did you mean `\\{guess}`?" if guess else "Write it with other commands, or in words: `\\text{…}`."
        yield Wrong(f"`\\{name}` is no command that is known here.", hint, at, length)


def _with_name(hint: str, latex: str, at: int) -> str:
    """Return a hint with the name that stands in braces at some place of a formula."""
    found = _NAME.match(latex, at)
    name = found[1] if found else "eq-name"
    anchor = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "eq-name"
    return hint.replace("#…", f"#{anchor}").replace("@…", f"@{name}")


def _unknown_environment(name: str, at: int) -> Wrong:
    guess = near(name, ENVIRONMENTS)
    hint = f"Did you mean `{guess}`?" if guess else f"These are: {', '.join(sorted(ENVIRONMENTS))}."
    return Wrong(f"`{name}` is no environment that is known here.", hint, at, len(name) + len("\\begin{}"))
