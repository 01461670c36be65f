r"""LaTeX in words, which would be printed as it stands, or lose a sign: `\ref{eq:x}`, `\alpha`, `10\,m`, `\(x\)`.

A backslash before a sign of punctuation is an escape in Markdown, and goes on being one where somebody may mean it.
"""

import re
from collections.abc import Iterator

from explainery.markdown.lists import Finding
from explainery.markdown.silence import SOMETHING

_TITLE = "MARK OF ANOTHER DIALECT"
_ITSELF = "If you mean the signs themselves, put another backslash before them."
_FORMULAS = "Write formulas between dollar signs, `$x^2$`; delete the rest."
_APART = "Write `$$` in their place, with the formula on lines of its own"
_IN_WORDS = "Write dollar signs in their place, as in `$x^2$`"
_ENVIRONMENT = "Write formulas between dollar signs: `$x^2$`, or `$$ … $$` on lines of their own; delete the rest."
_OF_LISTS = ("itemize", "enumerate", "description")
_INSTEAD = {
    name: hint
    for names, hint in {
        "cite citep citet citeauthor citeyear parencite textcite footcite autocite": "Cite a source: `[@{name}]`.",
        "label": "Write `{{#{anchor}}}` behind the `$$` of a formula, or behind the words of a heading.",
        "ref eqref autoref cref Cref pageref nameref": (
            "Link the formula, `[](#{anchor})`, where `$$ … $$ {{#{anchor}}}` stands; or a heading,"
            " `[words](#{anchor})`."
        ),
        "textbf mathbf": "Write `**x**`.",
        "textit textsl emph": "Write `*x*`.",
        "text mbox": (
            "Write the words outside of formulas, or all inside of one, without another dollar sign:"
            " `$\\text{{if }} x > 0$`."
        ),
        "texttt verb lstinline": "Write it between backticks.",
        "textsuperscript": "Write it right behind a word, as in `x^2^`.",
        "textsubscript": "Write it right behind a word, as in `H~2~O`.",
        "underline": "Write `<u>x</u>`.",
        "footnote footnotemark footnotetext": (
            "Write `[^1]` in its place, and `[^1]: Its words.` on a line of its own."
        ),
        "SI qty num si unit SIrange qtyrange ang": (
            "Write number and unit as readers are to see them, `9.81 m/s²`, or a formula, `$9.81\\ \\text{{m}}$`."
        ),
        "ce": "Write `H~2~O`, or a formula, `$\\text{{H}}_2\\text{{O}}$`.",
        "url href": "Write `[words](https://…)`.",
        "part chapter section subsection subsubsection paragraph": "Write `## x`.",
        "includegraphics": "Write `![what it shows](x.png)`.",
        "caption": "Write the block `picture`, with `caption`.",
        "item": "Begin each line of the list with `- ` or `1. `.",
        "enquote og fg": 'Write straight quotation marks, `"x"`.',
        "ldots dots textellipsis": "Write `...`, or the sign itself.",
        "LaTeX TeX": "Write the word.",
        "newline linebreak": "Write `<br>`.",
        "newpage clearpage pagebreak tableofcontents maketitle": "Delete it.",
    }.items()
    for name in names.split()
}
_OF_FORMULAS = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho
sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega times cdot div pm
mp leq geq neq approx equiv sim propto infty partial nabla sum prod int sqrt frac rightarrow leftarrow Rightarrow
Leftarrow leftrightarrow longrightarrow mapsto forall exists subset supset cup cap emptyset degree circ hbar ell cdots
vdots quad qquad left right mathrm mathbb sin cos tan log ln exp lim"""
_OF_TEXTS = """ldots dots textellipsis og fg LaTeX TeX newline linebreak noindent par item hline centering newpage
clearpage pagebreak tableofcontents maketitle bigskip medskip smallskip hfill vfill textbackslash bf bfseries itshape
textdegree euro ss oe ae aa textendash textemdash"""
_ALONE = "|".join(f"{_OF_FORMULAS} {_OF_TEXTS}".split())
_PATH = r"(?<![\w\\/.:~%-])"  # a backslash behind these is one of a path, `C:\alpha`
_COMMAND = re.compile(
    r"(?<!\\)\\(?P<name>[A-Za-z]+)\*?(?:\[[^\[\]\n]{0,100}\])?\{(?:(?P<inside>[^{}\n]{0,200})\}(?:\{[^{}\n]{0,200}\}){0,3})?"
    rf"|(?:{_PATH}|(?<=\d))(?:\\(?P<alone>{_ALONE})(?![A-Za-z]))+(?![\\/_\d]|[.:]\w)"
)
_SPACE = re.compile(
    r"(?<=[\w.)}\]°%$])\\[,;](?=[\w\\$°%€£(])"
    r"|(?<=[\d$])\\[,;] (?=[^\W\d_]|[°%€£])"
    r"|(?<=\d)\\:(?=[^\W\d_])"
    r"|(?<=[^\W_])\\!(?=[^\W_])"
)
_UMLAUT = re.compile(r"(?<=[^\W\d_])\\\"(?=[aeiouyAEIOUY])|\\[\"'`^=.]\{[A-Za-z]\}")
_FORMULA = re.compile(r"(?P<bracket>\\[(\[])(?P<inside>(?:(?!\\[()\[\]])[^\n]){1,300})\\[)\]]")
_LINES = re.compile(
    r"^[ \t>]*(?P<bracket>\\\[)[ \t]*\n(?P<inside>(?:(?!\\[\[\]])[^\n]+\n){1,50})[ \t>]*\\\][ \t]*$", re.MULTILINE
)
_OF_LATEX = re.compile(r"[\\^_=+<>]|\A\w\Z")
_ADDRESS_BEFORE = re.compile(r"(?:\]\(<?|://)\S*\Z")  # where signs are escaped for its sake
_LONGEST_ADDRESS = 2_000  # characters of one that are looked at


def latex(text: str, visible: str) -> Iterator[Finding]:
    """Yield the LaTeX in `visible`: the `text` with code, comments, formulas and escapes blanked out."""
    for found in _COMMAND.finditer(visible) if "\\" in visible else ():
        shown = text[found.start() : found.end()]
        says = f"`{shown}` is LaTeX; here it would be printed as it stands."
        yield _TITLE, found.start(), len(shown), says, f"{_hint(found)} {_ITSELF}"
    if "\\" not in text or SOMETHING not in visible:
        return
    for pattern, means, hint in (
        (_SPACE, "a space in LaTeX", "Write a plain space, or none."),
        (_UMLAUT, "a letter with an accent in LaTeX", "Write the letter itself, such as `ö` or `é`."),
    ):
        for found in pattern.finditer(text):
            if _is_escape(text, visible, *found.span()):
                says = f"`{found[0].strip()}` means {means}; here it would be printed without its backslash."
                itself = "For the sign itself, delete the backslash."
                yield _TITLE, found.start(), len(found[0].strip()), says, f"{hint} {itself}"
    for found in (*_FORMULA.finditer(text), *_LINES.finditer(text)):
        if _is_escape(text, visible, found.start("bracket"), found.start("bracket") + 2) and (
            "\n" in found[0] or _OF_LATEX.search(found["inside"])
        ):
            begin = found.start("bracket")
            shown = text[begin : found.end()].partition("\n")[0]
            says = f"`{shown}` means mathematics elsewhere; here it would be printed without its backslashes."
            hint = _APART if found["bracket"] == "\\[" else _IN_WORDS
            yield _TITLE, begin, len(shown), says, f"{hint}; for the brackets, delete the backslashes."


def _is_escape(text: str, visible: str, start: int, end: int) -> bool:
    """Say whether what stands between two offsets is an escape: in no code, comment, formula or address."""
    if visible[start] != SOMETHING or text.endswith("\\", 0, start):
        return False
    beside = (start - 1, end)
    seen = any(0 <= at < len(text) and visible[at] == text[at] for at in beside)
    return seen and not _ADDRESS_BEFORE.search(text, max(0, start - _LONGEST_ADDRESS), start)


def _hint(found: re.Match[str]) -> str:
    """Return what to write in place of a command."""
    name, inside = found["name"] or found["alone"], found["inside"] or ""
    if name in ("begin", "end"):
        is_text = inside.rstrip("*") in _OF_LISTS
        return "Begin each line of the list with `- ` or `1. `." if is_text else _ENVIRONMENT
    anchor = re.sub(r"[^a-z0-9]+", "-", inside.lower()).strip("-") or "eq-x"
    key = next(iter(re.findall(r"[\w:.-]+", inside)), "source-id")
    return _INSTEAD.get(name, _FORMULAS).format(name=key, anchor=anchor)
