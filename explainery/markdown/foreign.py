r"""Marks of other dialects of Markdown, which would be printed as they stand.

`FOREIGN` is the one table of them. Whoever teaches Explainery one of these marks takes its row out.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from explainery.markdown.latex import latex
from explainery.markdown.lists import Finding
from explainery.markdown.silence import SOMETHING

_MOST = 1_000  # nobody reads of more
_ITSELF = "If you mean the signs themselves, put a backslash before the first."
_LINE = r"^(?:[ \t>]|(?:[-*+]|\d{1,3}[.)])[ \t])*"  # what stands before the words of a line
_NOTE = "Write the block `note`, with these words after `text:` in it."
_BOT = "Cite a source that you have read, as in `[@source-id]`."
_HEADING_ID = re.compile(r"^([ >]*(?:(?:[-*+]|\d+\.) )*#[^\n]*?)(\{[^{}\n]*\})(?=[ \t]*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of mark: an example, what it means, how to find it, what to write in its place, how to print its signs.

    `signs`: one of them stands in every text with such a mark. The group `mark` of a pattern is what is shown of it.
    """

    example: str
    means: str
    signs: tuple[str, ...]
    pattern: str
    write: str
    itself: str = _ITSELF


FOREIGN: tuple[Foreign, ...] = (
    # Words
    Foreign(
        "^2^",
        "a superscript",
        ("^",),
        r"(?<![\w)\]^])\^[^\s^\[]+\^(?!\^)",
        "Write it right behind a word, as in `x^2^`.",
    ),
    Foreign(
        "==x==",
        "a highlight",
        ("==",),
        r"(?<![=\w\0])==(?=[^\s=])[^\n]{0,300}?[^\s=]==(?![=\w])",
        "Write `<mark>x</mark>`.",
    ),
    Foreign("{++x++}", "a proposed change", ("{",), r"\{(?:\+\+|--|~~|==|>>)", "Write the words as they are to be."),
    Foreign(
        "++x++",
        "an insertion",
        ("++",),
        r"(?<![+\w\0])\+\+(?=[^\s+])[^\n]{0,300}?[^\s+]\+\+(?![+\w])",
        "Write `<u>x</u>`.",
    ),
    Foreign("^^x^^", "an insertion", ("^^",), r"\^\^(?=[^\s^])[^\n]{0,300}?[^\s^]\^\^", "Write `<u>x</u>`."),
    Foreign(
        "||x||",
        "a spoiler",
        ("||",),
        r"(?<![|\w])\|\|(?=[^\s|])[^\n|]{0,300}[^\s|]\|\|(?![|\w])",
        "Write the block `details`.",
    ),
    Foreign(">!x!<", "a spoiler", (">!",), r">!(?=\S)[^\n]{0,300}?!<", "Write the block `details`."),
    Foreign("%%x%%", "a comment", ("%%",), r"(?<![%\d])%%(?!%)[^\n]{0,300}?%%(?!%)", "Write `<!-- x -->`."),
    Foreign("{/* x */}", "a comment", ("{/*",), r"\{/\*", "Write `<!-- x -->`."),
    Foreign(
        "{ref}`x`",
        "a role",
        ("}" + SOMETHING, ":" + SOMETHING),
        r"(?:\{[\w:+-]+\}|(?<![\w:]):[\w+-]+:)(?=\0)",
        "Write a link.",
    ),
    Foreign(
        ":smile:",
        "a picture sign",
        (":",),
        r":(?<![\w:/.]:)(?:[a-z][a-z0-9_+-]*|[+-]1|100):(?![\w:/])",
        "Write the sign, as 🙂.",
    ),
    Foreign(
        "'''x'''",
        "words in bold",
        ("'''",),
        r"(?<![\w'])'''(?=[^\s'])[^\n]{0,300}?[^\s']'''(?![\w'])",
        "Write `**x**`.",
    ),
    Foreign(
        "''x''",
        "words in italics",
        ("''",),
        r"(?<![\w'])''(?=[^\s'])[^\n']{0,300}[^\s']''(?![\w'])",
        "Write `*x*`, or one quotation mark at each end.",
    ),
    Foreign(
        "//x//",
        "words in italics",
        ("//",),
        r"(?<![\w:/\0])//(?=[^\s/])[^\n/]{0,300}[^\s/:]//(?![\w/])",
        "Write `*x*`.",
    ),
    Foreign(
        "[b]x[/b]",
        "words that look otherwise",
        ("[/",),
        r"\[(?P<name>[A-Za-z]\w{0,20})(?:[ =][^\[\]\n]{0,300})?\][^\n]{0,300}?\[/(?P=name)\]",
        "Write `**x**`, or what else you mean.",
    ),
    Foreign(
        "%{color:red}x%",
        "words that look otherwise",
        ("%{", "{color"),
        r"%\{[\w-]+:[^{}\n]*\}|\{color:[^{}\n]*\}",
        "Delete it: how words look is for the templates to say.",
    ),
    Foreign(
        "{code}",
        "a block",
        ("{code", "{quote", "{noformat", "{panel"),
        r"(?<![\w/=-])\{(?:code|quote|noformat|panel)(?::[^{}\n]*)?\}(?!/)",
        "Write a block of this site.",
    ),
    # What chat bots leave in their answers
    Foreign(
        "【4†x】",
        "a source of a chat bot",
        ("†",),
        r"【[^【】\n]{0,100}†[^【】\n]{0,100}】|\[\d{1,3}(?::\d{1,3})?†[^\[\]\n]{0,100}\]",
        _BOT,
        "For the signs themselves, write the first as an entity, `&#12304;` or `&#91;`.",
    ),
    Foreign(
        "[oai_citation:1]",
        "a source of a chat bot",
        ("oai", "[cite", "[web:", "[attached"),
        r":contentReference\[oaicite:\d+\](?:\{index=\d+\})?"
        r"|\[(?:oai_?cit(?:e|ation)[:†‡]|cite(?:_start\]|:[ \d])|web:\d|attached_file:\d)",
        _BOT,
    ),
    Foreign(
        "turn0search1",
        "a source of a chat bot",
        tuple(f"turn{digit}" for digit in range(10)),
        r"[\ue200-\ue2ff]*\b(?:file)?(?:cite)?[\ue200-\ue2ff]*turn\d+(?:search|view|news|file|image|fetch|academia)\d+[\ue200-\ue2ff]*",
        _BOT,
        "For the word itself, put it between backticks.",
    ),
    # Links, notes
    Foreign(
        "`x`_",
        "a link",
        (SOMETHING + "_",),
        r"(?<=\0\0\0)__?(?![\w\0])",
        "Write `[words](page.md)`.",
    ),
    Foreign(
        '"x":https://a.b',
        "a link",
        ('":',),
        r"\"[^\"\n]{1,200}\":(?:https?://|mailto:|/)\S+",
        "Write `[x](https://a.b)`.",
        "If you mean the signs themselves, write the colon as an entity, `&#58;`.",
    ),
    Foreign(
        "[x|https://a.b]",
        "a link",
        ("|http", "|mailto"),
        r"\[[^\[\]|\n]{1,200}\|(?:https?://|mailto:)[^\[\]\s]{1,2000}\](?!\()",
        "Write `[x](https://a.b)`.",
    ),
    Foreign(
        "[https://a.b x]",
        "a link",
        ("[http",),
        r"(?<!\[)\[https?://[^\s\[\]]{0,2000}[^\s\[\].,;:] +[^\[\]\n]+\](?![\](])",
        "Write `[x](https://a.b)`.",
    ),
    Foreign(
        "!x.png!",
        "a picture",
        ("!",),
        r"(?<![\w\0!])![^\s!|()\[\]]{1,200}\.(?:png|jpe?g|gif|svg|webp)(?:\|[^!\n]*|\([^)\n]*\))?!",
        "Write `![what it shows](x.png)`.",
    ),
    Foreign(
        "words ^id1",
        "the name of a paragraph",
        (" ^", "\n^"),
        r"(?:^|(?<= ))(?P<mark>\^[A-Za-z][\w-]{1,60})[ \t]*$",
        "Delete it: only headings have addresses.",
    ),
    Foreign(
        "((64f1c2d3-0000-4000-8000-00000000000a))",
        "a link",
        ("((",),
        r"\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)",
        "Write `[words](page.md)`.",
    ),
    Foreign(
        "^[x]",
        "a footnote",
        ("^[",),
        r"\^\[(?!\^)",  # a footnote may stand behind what is raised: `m^2^[^1]`
        "Write `[^1]` in its place, and `[^1]: Its words.` on a line of its own.",
    ),
    Foreign(
        "[see @log, p. 3]",
        "a citation",
        (" @", "-@"),
        r"\[(?:-|[^\[\]\n@][^\[\]\n]{0,300}\s)@\w[^\[\]\n]*\](?!\()",
        "Write only the source between the brackets, and where in it: `[@log, p. 3]`.",
    ),
    Foreign(
        "[TOC]",
        "a list of the headings",
        ("[TOC", "[toc", "[Toc", "[_T", "[_t", "{{TOC", "{{toc"),
        r"@?\[{1,2}_?[Tt][Oo][Cc]_?\]{1,2}(?![\[(:])|\{\{(?:TOC|toc)\}\}",
        "Delete it: a page with many headings lists them by itself.",
    ),
    Foreign(
        "[[page]]",
        "a link",
        ("[[",),
        r"!?\[\[(?!@)[^\[\]\n]+\]\](?!\()",
        "Write `[page](page.md)`, or `![what it shows](picture.png)`.",
    ),
    Foreign(
        "*[HTML]: Hypertext",
        "an abbreviation",
        ("*[",),
        _LINE + r"(?P<mark>\*\[[^\]\n]+\]:)",
        'Write `<abbr title="Hypertext">HTML</abbr>` where it stands.',
    ),
    # Instructions to programs
    Foreign(
        "{{cite web|url=x}}",
        "a template of a wiki",
        ("{{",),
        r"\{\{(?!(?:TOC|toc)\}\})(?:[A-Za-z#!][^{}\n.]{0,300}(?:\||\}\}|$)|[^{}\s]{1,200}\.(?:png|jpe?g|gif|svg|pdf)(?:[?|][^{}\n]*)?\}\})",
        "Cite a source, as in `[@source-id]`, write a picture, or say it in words.",
    ),
    Foreign(
        "__NOTOC__",
        "an instruction to a wiki",
        ("TOC__", "SECTION__", "INDEX__"),
        r"__(?:NO|FORCE)?(?:TOC|EDITSECTION|INDEX)__",
        "Delete it: a page with many headings lists them by itself.",
        "If you mean the signs themselves, put a backslash before each.",
    ),
    Foreign(
        "import X from 'y'",
        "an instruction to a program",
        ("import ",),
        _LINE + r"(?P<mark>import (?:[\w{}*, ]{1,200} from )?(?P<q>[\"'])[^\"'\n]+(?P=q);?)$",
        "Delete it.",
        "For the words themselves, put them between backticks.",
    ),
    Foreign(
        "{{< figure >}}",
        "a shortcode",
        ("{{<", "{{%"),
        r"\{\{[<%][^\n]{0,300}?(?:[%>]\}\}|$)",
        "Write a block of this site, or a link.",
    ),
    Foreign(
        "{% include x %}",
        "a shortcode",
        ("{%",),
        r"\{%-?\s*\w+\s+[^\s%-][^\n]{0,300}?%\}",
        "Write a block of this site, or a link.",
    ),
    Foreign(
        '[gallery ids="1"]',
        "a shortcode",
        ("=",),
        r"\[\w+(?: \w+=(?:\"[^\"\n]*\"|\w+))+ ?/?\](?!\()",
        "Write a block of this site, or a link.",
    ),
    Foreign(
        "Word{: .c }",
        "a list of attributes",
        ("{",),
        r"\{(?::[^{}\n]*|(?<=[\w\])*_\0]\{)[.#][^{}\n]*|(?:[.#][\w:-]+ ?)+|[\w-]+=[^{}\n]*)\}",
        "Delete it: how words look is for the templates to say, and only headings have addresses.",
    ),
    # Lines and blocks
    Foreign(
        "h2. x",
        "a heading or a block",
        ("fn", *(word + sign for word in ("bq", "h1", "h2", "h3", "h4", "h5", "h6") for sign in ".({")),
        _LINE + r"(?P<mark>(?:h[1-6]|bq|fn\d{1,3})(?:[({][^)}\n]{0,100}[)}])?\.{1,2})[ \t]+\S",
        "Write `## x` for a heading, and `> x` for a quotation.",
        "If you mean the signs themselves, put a backslash before the point.",
    ),
    Foreign("---+ x", "a heading", ("---+",), _LINE + r"(?P<mark>---\+{1,6}!*)[ \t]+\S", "Write `## x`."),
    Foreign("= x", "a heading", ("= ",), r"(?:\A|^[ >]*\n)[ >]*(?P<mark>=)[ \t]+[^\W\d_]", "Write `## x`."),
    Foreign("'''", "a rule across the page", ("'''",), _LINE + r"(?P<mark>'{3,5})[ \t]*$", "Write `---`."),
    Foreign(
        "; x : y",
        "a definition",
        ("; ",),
        _LINE + r"(?P<mark>;)[ \t]+\S",
        "Write `**x**: y`, or put it into `terms.yaml`.",
    ),
    Foreign(
        ":Author: x",
        "a field",
        (": ",),
        _LINE + r"(?P<mark>:[A-Z][\w -]{0,40}:)[ \t]+\S",
        "Write `**Author**: x`.",
    ),
    Foreign(
        "key:: x",
        "a field",
        (":: ",),
        r"(?:^[ \t>]*(?:[-*+] )?|\[)(?P<mark>[A-Za-z][\w -]{0,40}::)[ \t]+\S",
        "Write `**key**: x`.",
        "If you mean the signs themselves, put a backslash before the first colon.",
    ),
    Foreign(
        ".. x",
        "a comment",
        (".. ",),
        _LINE + r"(?P<mark>\.\.)[ \t]+(?![\w-]+::|_[\w -]+:)[\w\[|]",
        "Write `<!-- x -->`.",
    ),
    Foreign("(@) x", "a numbered example", ("(@",), _LINE + r"(?P<mark>\(@[\w-]*\))[ \t]+\S", "Write `1. x`."),
    Foreign(
        "[NOTE]",
        "a block",
        ("[.", "[NOTE", "[TIP", "[IMP", "[WARN", "[CAUT", "[source,", "[quote,", "[verse,", "[role=", "[cols="),
        _LINE + r"(?P<mark>\[(?:\.[\w-]+|NOTE|TIP|IMPORTANT|WARNING|CAUTION"
        r"|(?:(?:source|quote|verse),|role=|cols=)[^\[\]\n]{0,200})\])[ \t]*$",
        "Write a block of this site.",
    ),
    Foreign("|===", "a table", ("|===",), _LINE + r"(?P<mark>\|={3,})", "Write a table with `|` between its cells."),
    Foreign(
        "| x\n| y",
        "a line of verse",
        ("\n|", "> |", ">|"),
        _LINE + r"(?P<mark>\|)[ \t]+[^|\n]+\n[ >]*\|[ \t]+[^|\n]+$",
        "Write the lines without `|`, and `<br>` at the end of each but the last.",
    ),
    Foreign(
        "[!NOTE]",
        "a remark",
        ("[!",),
        r"\[!\w+\][+-]?(?!\()",
        "Write it alone in the first line of a quotation, `> [!NOTE]`, and its words in the lines below.",
    ),
    Foreign(
        "!!! note",
        "a remark",
        ("!!!", "???", "!>", "?>", ":::"),
        _LINE + r"(?P<mark>(?:!!!|\?\?\?\+?|[!?]>)[ \t]*(?=\w)|:{3,})",
        _NOTE,
    ),
    Foreign(
        '=== "Tab"', "a tab", ("===",), _LINE + r"(?P<mark>===[!+]? *\")", "Write a heading, or the block `details`."
    ),
    Foreign(
        "--8<-- file",
        "a piece of another file",
        ("8<", "<<"),
        r"--+8<--+|<<\[|^<<< ",
        "Write its words here, or a link to it.",
    ),
    Foreign("== Title ==", "a heading", ("==",), _LINE + r"(?P<mark>={2,6})[ \t]+\S", "Write `## Title`."),
    Foreign(
        ".. note::",
        "a block",
        ("::", ".. _"),
        _LINE + r"(?P<mark>\.\. (?:[\w-]+::|_[\w -]+:))",
        "Write a block of this site, or give a heading an address.",
    ),
    Foreign(
        "image::x.png[]",
        "a picture, a link or a piece of another file",
        ("::", "link:", "xref:", "image:", "footnote:"),
        r"\b(?:(?:image|include|video|audio)::|(?:link|xref|image|footnote):)(?=[^\s:])[^\s\[\]]*\[[^\[\]\n]*\](?!\()",
        "Write a link, a picture or a block of this site.",
        "If you mean the signs themselves, put a backslash before the colon.",
    ),
    Foreign(
        "** b",
        "an item of an inner list",
        ("** ",),
        _LINE.replace("[-*+]|", "[-+]|") + r"(?P<mark>\*\*+)[ \t]+[^\s*][^*\n]*$",
        "Begin it with `- `, and with four spaces for each list around it.",
    ),
    Foreign(
        "+---+---+",
        "a table",
        ("+-", "+="),
        _LINE + r"(?P<mark>\+(?:[-=]{2,}\+)+)",
        "Write a table with `|` between its cells.",
    ),
    Foreign(
        "{| class=x",
        "a table",
        ("{|",),
        _LINE + r"(?P<mark>\{\|)",
        "Write a table with `|` between its cells.",
    ),
    Foreign(
        "• x",
        "an item of a list",
        tuple("•◦‣⁃▪▸●○■□·∙➢➤❖◆◇⬥"),
        _LINE + r"(?P<mark>[•◦‣⁃▪▸●○■□·∙➢➤❖◆◇⬥])\s*[^\s•◦‣⁃▪▸●○■□·∙➢➤❖◆◇⬥]",
        "Begin the line with `- `, and put an empty line above the first item.",
        "For the sign itself, write it as an entity, such as `&bull;`.",
    ),
    Foreign(
        "\uf0b7 x",
        "an item of a list",
        tuple(map(chr, range(0xF020, 0xF100))),
        r"(?P<mark>[\uf020-\uf0ff])",
        "Word draws a sign in its place. Begin items of a list with `- `, and type other signs anew.",
        "For the sign itself, write it as an entity, such as `&#xf0b7;`.",
    ),
    Foreign(
        "o\tx",
        "an item of a list",
        tuple(f"{sign}{space}" for sign in "o§Øüvq" for space in ("\t", "  ", " \xa0", "\xa0\xa0", "\xa0 ")),
        _LINE + r"(?P<mark>[o§Øüvq])(?:\t|[ \xa0]{3})[ \t\xa0]*\S",
        "Begin the line with `- `, and put an empty line above the first item.",
        "For the letter itself, put a single space after it.",
    ),
    Foreign(
        "✓ x\n✓ y",
        "an item of a list",
        tuple("→⇒➔✓✔✗✘✅❌☐☑☒★☆✦"),
        _LINE + r"(?P<mark>[→⇒➔✓✔✗✘✅❌☐☑☒★☆✦])[ \t\ufe0f]*\S[^\n]*(?<!<br>)(?<! {2})\n"
        r"[ >]*[→⇒➔✓✔✗✘✅❌☐☑☒★☆✦][ \t\ufe0f]*\S",
        "Begin each line with `- `, and put an empty line above the first item.",
        "For the signs themselves, put an empty line between these lines.",
    ),
    Foreign(
        "a. x\nb. y",
        "an item of a list",
        ("b. ", "b) ", "B. ", "B) "),
        _LINE + r"(?P<mark>\(?[aA][.)])[ \t]+\S[^\n]*\n[ >]*\(?[bB][.)][ \t]+\S",
        "Begin each line with `- `, and put an empty line above the first item.",
        r"For the signs themselves, write `a\.`, or `a\)`.",
    ),
    Foreign(
        "i. x\nii. y",
        "an item of a list",
        ("ii. ", "ii) ", "II. ", "II) "),
        _LINE + r"(?P<mark>\(?(?:i|I)[.)])[ \t]+\S[^\n]*\n[ >]*\(?(?:ii|II)[.)][ \t]+\S",
        "Begin the lines with `1. `, `2. ` and so on, and put an empty line above the first item.",
        r"For the signs themselves, write `i\.`, or `i\)`.",
    ),
    Foreign(
        "– x\n– y",
        "an item of a list",
        ("– ", "— "),
        _LINE + r"(?P<mark>[–—])[ \t]+\S[^\n]*(?<!<br>)(?<! {2})\n[ >]*[–—][ \t]+\S",
        "Begin each line with `- `, and put an empty line above the first item.",
        "For the signs themselves, as in speech, put an empty line between these lines.",
    ),
    Foreign(
        "(1) x\n(2) y",
        "an item of a list",
        ("(2) ",),
        _LINE + r"(?P<mark>\(1\))[ \t]+\S[^\n]*\n[ >]*\(2\)[ \t]+\S",
        "Begin the lines with `1. `, `2. ` and so on, and put an empty line above the first item.",
    ),
)
_SIGNS = defaultdict[str, set[str]](set)  # by one of their characters; that of most is nowhere in a text
for _sign in (sign for row in FOREIGN for sign in row.signs):
    _SIGNS[min(_sign, key=lambda one: one.isalnum() or one.isspace())].add(_sign)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def foreign(text: str, visible: str) -> Iterator[Finding]:
    """Yield the marks of other dialects in `visible`: the `text` with code, comments and escapes blanked out."""
    if "{" in visible:
        visible = _HEADING_ID.sub(lambda found: found[1] + " " * len(found[2]), visible)
    taken: list[tuple[int, int]] = []
    signs = {sign for character in _SIGNS.keys() & set(visible) for sign in _SIGNS[character] if sign in visible}
    for row in FOREIGN if signs else ():
        if signs.isdisjoint(row.signs):
            continue
        pattern = _compiled(row.pattern)
        for match in pattern.finditer(visible):
            start, end = match.span("mark" if "mark" in pattern.groupindex else 0)
            if any(start < last and end > first for first, last in taken):
                continue
            if len(taken) == _MOST:
                return
            taken.append((start, end))
            shown = text[start:end].partition("\n")[0].strip()
            says = f"`{shown}` means {row.means} elsewhere; here it would be printed as it stands."
            yield ("MARK OF ANOTHER DIALECT", start, end - start, says, f"{row.write} {row.itself}")
    yield from latex(text, visible)
