r"""LaTeX into words: `{\"U}ber {NASA} \& more` into `Über NASA & more`. Only user of pylatexenc.

What pylatexenc drops or stumbles over is taken out before: addresses, boxes, signs that LaTeX would not take either.
"""

import logging
import re
from collections.abc import Callable
from typing import Any

from pylatexenc import latexwalker
from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.macrospec import LatexContextDb

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # what it stumbles over is read otherwise below

_LONGEST = 20_000
_DEEPEST = 50
_SIGNS_BY_NAME: dict[str, str] = dict(  # those that pylatexenc lacks; Mendeley writes `\textless{}i\textgreater{}`
    pair.split("=", 1)  # each holds the sign
    for pair in "S=§ P=¶ copyright=© pounds=£ euro=€ yen=¥ slash=/ ddag=‡ textless=< textgreater=> textbar=| textat=@"
    ' textunderscore=_ textquotedbl=" textpercent=% textampersand=& textnumbersign=# textbraceleft=\\{'
    " textbraceright=\\} texthyphen=- hyp=- nobreakdash= textminus=− textcentoldstyle=¢ SS=ẞ glqq=„ grqq=“ glq=‚ grq=‘"
    " flqq=« frqq=» flq=‹ frq=› guillemetleft=« guillemetright=» degree=° checkmark=✓".split(" ")
)
_SIGNS_BY_NAME |= dict.fromkeys(("thinspace", "enspace", "textthinspace", "nobreakspace"), " ")
_BELOW, _ABOVE = str.maketrans("-0123456789", "₋₀₁₂₃₄₅₆₇₈₉"), str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES = (  # what parts words in print
    r"(?:par|newline|linebreak|pagebreak|newpage|break|newblock|tabularnewline|space|xspace|hfill|smallskip|medskip|bigskip)(?![A-Za-z])"
    r"|[hv]space\*?\s*\{[^{}]*\}|[hv]skip\s*-?[\d.]+\s*[a-z]{2}"
)
_BEFORE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}"), r"{\1}"),
    (re.compile(r"\\(?:href|texorpdfstring)\s*\{[^{}]*\}"), ""),
    (re.compile(rf"(?<!\\)\\(?:{_SPACES})\s*(?:\[\w*\]|\{{\}})?"), " "),
    (re.compile(r"\\(?:noopsort|switchargs|selectlanguage)\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:foreignlanguage|textlang|textcolor|hyphenquote|foreignquote)\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:[mhf]box|textls|relax|protect|mkbibemph|mkbibitalic|mkbibbold)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\((?:La|Bib|Xe|Lua)?TeX)(?![A-Za-z])\s?(?:\\(?= ))?(?:\{\})?"), r"\1"),
    (re.compile(r"\\(?:enquote|mkbibquote|textquote)\s*\{([^{}]*)\}"), r"“\1”"),
    (re.compile(rf"\\({'|'.join(_SIGNS_BY_NAME)})(?![A-Za-z])\s*(?:\{{\}})?"), lambda one: _SIGNS_BY_NAME[one[1]]),
    (re.compile(r"\\textcommabelow\s*\{(\w)\}"), "\\1\u0326"),
    (re.compile(r"\\textquotesingle(?![A-Za-z])\s*(?:\{\})?"), "'"),
    (re.compile(r"\$\s*_\{?(-?\d+)\}?\s*\$"), lambda one: one[1].translate(_BELOW)),
    (re.compile(r"\$\s*\^\{?(-?\d+)\}?\s*\$"), lambda one: one[1].translate(_ABOVE)),
    (re.compile(r"\\frac\s*\{?([^{}\\])\}?\s*\{?([^{}\\])\}?"), r"\1/\2"),
    (re.compile(r"(?<!\\)([%&#])"), r"\\\1"),
)
_IN_ADDRESSES = re.compile(r"\\text(asciitilde|underscore)(?![A-Za-z])\s*(?:\{\})?|\$\s*\\sim\s*\$")
_LINK = re.compile(r"\\(?:url|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "{}$&#%_"})
_ESCAPED |= str.maketrans({"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"})
_MONEY = re.compile(r"(?<!\\)\$")
_FORMULA = re.compile(  # as Pandoc tells it from prices: what touches its two signs, and no figure behind it
    r"\\\$|(\$\$?)(?:[^$\\]{0,200}\\[A-Za-z](?:\\.|[^$\\]){0,200}\1"
    r"|((?=\S)(?:\\.|[^$\\]){1,200}(?<=\S)|\s(?:\\.|[^$\\]){1,200}(?<=\s))\1(?!\d))|\$",
    re.DOTALL,
)
_PLAIN_WORDS = re.compile(r"\s[A-Za-z]{2}|[A-Za-z]{2}\s")
_SIGNS = re.compile(r"[\\{}$~%&#`]|--|''")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|\\(.)|[{}$]")
_LOOKS = frozenset(  # commands that only say how words look, or where a line ends
    "em it bf sc tt rm sl sf md up par newline linebreak allowbreak break displaystyle tiny small large Large noindent"
    " itshape bfseries scshape upshape slshape normalfont xspace relax protect newblock ignorespaces unskip".split()
)
_NAME = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])(?!\s*\{\s*[^\s}])")
# What looks something up outside of the value, the day or a file, or stands in an article and not in words.
_FOREIGN = frozenset(
    "today input include includegraphics maketitle title author date cite citep citet ref eqref autoref cref Cref"
    " part chapter section subsection subsubsection hint hints hinweis hinweise colorbox".split()
)


def _only(context: LatexContextDb, is_kept: Callable[[str], Any]) -> LatexContextDb:
    """Return what a part of pylatexenc knows, with those commands alone that are kept."""
    found = LatexContextDb()
    for name in context.categories():
        found.add_context_category(
            name,
            macros=[one for one in context.iter_macro_specs([name]) if is_kept(one.macroname)],
            environments=list(context.iter_environment_specs([name])),
            specials=list(context.iter_specials_specs([name])),
        )
    found.set_unknown_macro_spec(context.get_macro_spec(""))
    found.set_unknown_environment_spec(context.get_environment_spec(""))
    return found


_KNOWN = _only(get_default_latex_context_db(), lambda name: name not in _FOREIGN)
# A command of which it only knows that it takes words would take them away: `\texttt{words}`.
_WITHOUT_WORDS = frozenset(
    "href label color pagecolor hypersetup usepackage documentclass setlength addlength setcounter addcounter"
    " bibliography bibliographystyle newcommand renewcommand providecommand selectlanguage hphantom vphantom".split()
)
_COMMANDS = _only(
    latexwalker.get_default_latex_context_db(), lambda name: name in _WITHOUT_WORDS or _KNOWN.get_macro_spec(name)
)
_PARSER = LatexNodes2Text(math_mode="text", keep_comments=True, latex_context=_KNOWN)


def words(value: str) -> str:
    """Return a text of LaTeX as words, with single spaces."""
    if not _SIGNS.search(value):
        return " ".join(value.split())
    text = value
    for pattern, by in _BEFORE:
        text = pattern.sub(by, text)
    text = _FORMULA.sub(_with_prices, text) if len(_MONEY.findall(text)) % 2 == 0 else _MONEY.sub(r"\\$", text)
    if len(text) > _LONGEST or text.count("{") + text.count("\\begin") > _LONGEST // 10 or _depth(text) > _DEEPEST:
        found = _COMMAND.sub(r"\1", text)
    else:
        try:
            found = _PARSER.latex_to_text(text, latex_context=_COMMANDS)
        except Exception:  # noqa: BLE001 - it has errors of all kinds for LaTeX that is none
            found = _COMMAND.sub(lambda sign: sign[1] or "", text)
    return " ".join(found.split())


def _with_prices(found: re.Match[str]) -> str:
    """Return a formula as it is, and a `$` that begins none as itself."""
    if found[0] == "$" or _PLAIN_WORDS.search(found[2] or ""):
        return _MONEY.sub(r"\\$", found[0])
    return found[0]


def unknown(value: str) -> str | None:
    """Return the first command in a text of LaTeX of which nothing is left in words, since nobody knows what it is."""
    if "\\" not in value:
        return None
    text = value
    for pattern, by in _BEFORE:
        text = pattern.sub(by, text)
    names = (found[1] for found in _NAME.finditer(text))
    return next((f"\\{name}" for name in names if name not in _LOOKS and not _KNOWN.get_macro_spec(name)), None)


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest + text.count("\\begin") + text.count("[")


def verbatim(value: str) -> str:
    """Return an address or the like, in which `%` and `_` are themselves."""
    value = _LINK.sub(lambda found: f" {found[1] or found[2]} ", value)
    value = _IN_ADDRESSES.sub(lambda found: "_" if found[1] == "underscore" else "~", value)
    return re.sub(r"\\([_%&#~$^])(?:\{\})?|\\(?:url|href)\s*(?=\{)|[{}]", lambda sign: sign[1] or "", value).strip()


def escaped(text: str) -> str:
    """Return words as LaTeX: only the signs that mean something there change, since BibLaTeX is UTF-8."""
    return text.translate(_ESCAPED)
