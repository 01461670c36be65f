"""What is looked for in Markdown before and after it is parsed: what the parser would lose, flatten or choke on."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from explainery.fields.invisible import END_LINE, UNUSUAL_SPACES, invisible, named
from explainery.markdown.blocks import Blocks
from explainery.markdown.escapes import ENTITY, KEPT
from explainery.markdown.foreign import foreign
from explainery.markdown.lines import alerts_in, lines
from explainery.markdown.lists import Finding, lists
from explainery.markdown.silence import SOMETHING
from explainery.markdown.targets import ELSEWHERE

RAW_TAGS = frozenset(
    "abbr b br cite code dfn em i kbd mark q s samp small strong sub sup u var wbr".split(),
)
RAW_ATTRIBUTES = frozenset({"lang", "dir", "title"})
_VOID = frozenset({"br", "wbr", "img", "hr", "input", "meta", "link", "embed", "source"})
_INSTEAD = {
    "a": "Write a link: `[words](page.md)`.",
    "img": "Write a picture: `![what it shows](picture.png)`.",
    "p": "Write an empty line between paragraphs.",
    "hr": "Write a line with only `---`, and an empty line above it.",
    "del": "Write `s`.",
    "strike": "Write `s`.",
    "ins": "Write `u`.",
    "tt": "Write `code`.",
    "blockquote": "Begin each line of the quotation with `> `.",
    "pre": "Put the words between lines of three backticks.",
    "details": "Write the block `details`.",
    "svg": "Put the drawing in a file, and write `![what it shows](drawing.svg)`.",
    **dict.fromkeys(("iframe", "object", "embed"), ELSEWHERE),
    "video": "Write the block `video`.",
    "audio": "Write the block `audio`.",
    **dict.fromkeys(("script", "style", "form", "input", "button"), "Delete it."),
    **dict.fromkeys(
        ("div", "span", "section", "center", "font"), "Delete it; how a text looks is for the templates to say."
    ),
    **{f"h{level}": f"Write `{'#' * level} …`." for level in range(2, 7)},
    **dict.fromkeys(("ul", "ol", "li"), "Write a list: each line begins with `- ` or `1. `."),
    **dict.fromkeys(("table", "tr", "td", "th", "thead", "tbody"), "Write a table with `|` between its cells."),
}
_POST = re.compile(r"\bclass=[\"'][^\"']*\b(?:twitter|instagram|tiktok|mastodon|bluesky|fb|reddit)-")
_DEEPEST = 100
_DEEPEST_ELEMENT = 20
_DEEPEST_QUOTE = 10  # Python-Markdown needs twice as long for each level
_LONGEST_PARAGRAPH = 20_000
_MOST_MARKS = 20_000
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:\s[^<>]*|/)?)>")
_BEFORE_ADDRESS = re.compile(r"\]\([ \t]*\Z|^ {0,3}\[[^\[\]\n]+\]:[ \t]*\Z", re.MULTILINE)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_MARK = re.compile(rf"[\[\]*~^@{SOMETHING}]|(?<!\w)_|_(?!\w)|://|www\.")
_BRACKET = re.compile(r"[\[\](){}]|\n[ \t]*\n")
_QUOTES = re.compile(rf"^(?: {{0,3}}> ?){{{_DEEPEST_QUOTE + 1},}}", re.MULTILINE)
_NO_HEADING = re.compile(
    r"^(?:(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(?P<close>#{2,6})(?=[^\s#])"
    r"|(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(?P<many>#{7,}))[^\n]*",
    re.MULTILINE,
)
_MAYBE_NO_HEADING = re.compile(r"##(?:[^\s#]|#{5})")
_UNUSUAL_SPACE = re.compile(
    rf"^[ >]*(?:(?P<before>[{UNUSUAL_SPACES}])[ {UNUSUAL_SPACES}]*(?:[-*+]|#{{1,6}}|\d{{1,3}}\.)[ {UNUSUAL_SPACES}]"
    rf"|(?P<sign>[-*+]|\d{{1,3}}\.)(?P<behind>[{UNUSUAL_SPACES}]))",
    re.MULTILINE,
)
_NUMBERED = re.compile(rf"[ >]*\d{{1,3}}\.[ {UNUSUAL_SPACES}]")
_LONGEST_ENTITY = 40  # characters; Python refuses numbers of thousands of digits
_ANY_ENTITY = re.compile(rf"&#(?:\d+|[xX][0-9a-fA-F]+);|{ENTITY.pattern}")
_NO_SPACE = re.compile(  # under a line that begins so, too
    r"^[ >]*(?:[-+] ?[^\W\d_][^\n]*\n(?=[ >]*(?P<bullet>[-+])[^\W\d_])"
    r"|\d{1,3}\. ?[^\W\d_][^\n]*\n(?=[ >]*(?P<number>\d{1,3}\.)[^\W\d_]))",
    re.MULTILINE,
)
_STARS = re.compile(r"(?<=\w)(?P<stars>\*\*?)(?=\w)(?P<between>[^*\n]{0,200}\w)(?P=stars)(?=\w)")
_FACTOR = re.compile(r"[^\W\d_]|\w*[\d_][\w.,]*")  # of a product: a letter, a number, or a name with an index
_LAST_WORD, _WORD = re.compile(r"[\w.,]+\Z"), re.compile(r"\w+")
_LONGEST_FACTOR = 50
_TICK_IN_TAG = re.compile(r"<(?:https?://[^<>\s`]*`[^<>\s]*|[A-Za-z]+\s[^<>\n\"`]*\"[^\"<>\n`]*`[^<>\n]*)>")
_FEW_TICKS = re.compile(r"^`{1,2}([a-z][\w-]*)[ \t]*$", re.MULTILINE)
_OPEN_TICKS = re.compile(r"(?<![\w`])`{1,2}(?=[^\s`])")
_SWAPPED = re.compile(
    r"\((?<!\]\()(?P<target>(?:fact|term):[\w-]+)\)"
    r"|\((?P<words>[^()\[\]\n]*)\)\[(?P<behind>(?:fact|term):[\w-]+)\]"
)
_ROUND_CITATION = re.compile(r"(?<!\])\((@\w[\w:.-]*\w)\)")
_CITED_FORMULA = re.compile(r"\[@[^\[\]\n]*?(?<!\\)(\$[^\[\]\n]*\$)[^\[\]\n]*\]")
_NO_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\[\]\n]*[ \t][^\[\]\n]*|)\](?!\()")
_CITATION_AROUND = re.compile(r"\[@[^\[\]\n]*(\[[^\[\]\n]*\])(?=[^\[\]\n]*\])")
_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*')\Z""")
_PARAGRAPH = re.compile(r"(?:^[ \t]*+\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_LIST = re.compile(r"[ >]*(?:[-*+]|\d{1,3}\.)[ \t]")
_TABLE = re.compile(r"[^\n|]*\|[^\n]*\n[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t|:-]*)?(?:\n|\Z)")
_ALL, _EACH_LINE = re.compile(r"[\s\S]+"), re.compile(r"[^\n]+")
_EACH_ITEM = re.compile(r"[^\n]+(?:\n(?![ >]*(?:[-*+]|\d{1,3}\.)[ \t])[^\n]*)*")
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(RAW_TAGS - {'br'}))}|strong)\b[^>]*>")
_UNREAD = re.compile(
    rf"(?<!{KEPT})\[(?:(?P<words>[^\[\]<>\n{KEPT}]*)\](?=\s?\(|\[)"
    r"(?:\((?P<address>[^()\s]+\s(?:[^()]|\([^()]*\))*)\))?|(?P<citation>@[^\]<>\n]*))"
)


def look(blocks: Blocks, text: str) -> Iterator[Finding]:
    """Yield what is wrong in a text: that of `blocks`, in which code, comments and escaped signs are blanked out."""
    whole = blocks.text
    yield from _raw_html(text)
    yield from lists(blocks, text)
    for wrong in lines(blocks, text):
        yield wrong
        title, start, length = wrong[:3]
        if title == "PIPE IN CODE":  # of its signs no more is to be said
            text = text[:start] + " " * length + text[start + length :]
    alerts = set(alerts_in(blocks))
    yield from (found for found in foreign(whole, text) if found[1] not in alerts)
    for found in _NO_HEADING.finditer(text) if _MAYBE_NO_HEADING.search(text) else ():
        if found["many"]:
            says = "A heading begins with two to six `#`, so this would be printed as it stands."
            hint = "Write as many as the heading needs; for the signs themselves, write `\\#`."
        else:
            says = "There is no space after these `#`, so elsewhere they begin no heading."
            hint = f"Write `{found['close']} …` for a heading; for the signs themselves, write `\\#`."
        start = found.start(found.lastgroup or 0)
        yield ("NOT A HEADING", start, found.end() - start, says, hint)
    for found in _NO_SPACE.finditer(text):
        sign = found["bullet"] or found["number"]
        says = f"There is no space after `{sign}`, so it would be printed as it stands."
        hint = f"Write `{sign} …` for an item of a list; for the sign itself, write `{sign[:-1]}\\{sign[-1]}`."
        yield ("NOT A LIST", found.start(found.lastgroup or 0), len(sign), says, hint)
    yield from _swallowed(whole, text)
    yield from _unusual_spaces(text)
    yield from _ticks(text)
    yield from _swapped(whole, text)


def _ticks(text: str) -> Iterator[Finding]:
    """Yield backticks that are too few for a block."""
    for found in _FEW_TICKS.finditer(text) if "`" in text else ():
        says = "A block begins with three backticks, and here are fewer."
        yield ("NOT A BLOCK", found.start(), len(found[0]), says, f"Write ```{found[1]}")
    for found in _OPEN_TICKS.finditer(text) if "`" in text else ():  # code that closes is blanked out
        if not _FEW_TICKS.match(text, found.start()):
            says = "Code begins here and never ends, so its sign would be printed as it stands."
            hint = f"Write {found[0]} at its end, too; for the sign itself, put a backslash before it."
            yield ("CODE WITHOUT END", found.start(), len(found[0]), says, hint)


def _swapped(whole: str, text: str) -> Iterator[Finding]:
    """Yield links and citations with brackets of the wrong sort, which would be printed as they stand."""
    for found in _SWAPPED.finditer(text) if "fact:" in text or "term:" in text else ():
        says = "The brackets of this link are not those of a link, so it would be printed as it stands."
        words, target = (found["words"] or "words").strip(), found["target"] or found["behind"]
        hint = f"Write `[{words}]({target})`; for the signs themselves, put a backslash before the colon."
        yield ("BROKEN LINK", found.start(), len(found[0]), says, hint)
    for found in _CITATION_AROUND.finditer(text) if "[@" in text else ():
        says = "This citation would end at its first `]`, and the rest would be printed as it stands."
        inner = whole[found.start(1) : found.end(1)]
        yield ("BAD CITATION", found.start(), len(found[0]), says, f"Write round brackets in it: `({inner[1:-1]})`.")
    for found in _NO_FOOTNOTE.finditer(text) if "[^" in text else ():
        name = "-".join(re.findall(r"\w+", found["name"])) or "name"
        says = "The name of a footnote is one word, so this would be printed as it stands."
        hint = f"Write `[^{name}]`, here and before the words of the footnote; for the signs themselves, write `\\[`."
        yield ("BAD FOOTNOTE", found.start(), len(found[0]), says, hint)
    for found in _CITED_FORMULA.finditer(whole) if "$" in whole and "[@" in text else ():
        if text[found.start()] == "[" and text[found.start(1)] == SOMETHING:
            says = "A citation says where in a source to look, and a formula is no such place."
            yield ("BAD CITATION", found.start(1), len(found[1]), says, "Write `\\$` for the sign itself.")
    for found in _ROUND_CITATION.finditer(text) if "(@" in text else ():
        says = "A citation stands in square brackets, and this would be printed as it stands."
        hint = f"Write `[{found[1]}]`; if it cites nothing, put a backslash before the `@`."
        yield ("BAD CITATION", found.start(), len(found[0]), says, hint)


def _swallowed(whole: str, text: str) -> Iterator[Finding]:
    """Yield signs that would be marks where most likely none is meant."""
    for found in _STARS.finditer(text) if "*" in text else ():
        if " " in found["between"] or _FACTOR.fullmatch(found["between"]) or _between_factors(text, *found.span()):
            look, tag = ("italics", "i") if found["stars"] == "*" else ("bold", "b")
            says = f"These stars would set what stands between them in {look}, and vanish."
            hint = (
                "Write `×` in their place where they multiply; for the signs themselves, put a backslash before each;"
                f" for {look} in the middle of a word, write `<{tag}>` and `</{tag}>`."
            )
            yield ("STARS THAT WOULD VANISH", found.start(), len(found[0]), says, hint)
    for found in _TICK_IN_TAG.finditer(whole) if "`" in whole and "<" in text else ():
        if text[found.start()] == "<":
            says = "Code begins at the backtick in these angle brackets, so they would be printed as they stand."
            hint = "Write `%60` for it in an address, `&#96;` elsewhere."
            yield ("CODE IN BRACKETS", found.start(), len(found[0]), says, hint)


def _between_factors(text: str, start: int, end: int) -> bool:
    """Say whether single letters or numbers stand on both sides of what is between two offsets."""
    before, behind = _LAST_WORD.search(text, max(0, start - _LONGEST_FACTOR), start), _WORD.match(text, end)
    return all(word and _FACTOR.fullmatch(word[0]) for word in (before, behind))


def invisible_signs(text: str) -> Iterator[Finding]:
    """Yield the entities in `text` that stand for what may not stand there itself, or for nothing."""
    for entity in _ANY_ENTITY.finditer(text) if "&" in text else ():
        where = (entity.start(), len(entity[0]))
        sign = html.unescape(entity[0]) if len(entity[0]) <= _LONGEST_ENTITY else "\ufffd"
        unknown = entity[0][1] != "#" and entity[0][1:] not in html5
        if unknown or "\ufffd" in sign or (not sign and entity[0].startswith("&#")):
            hint = f"Write the character itself; for these signs, write `&amp;{entity[0][1:]}`."
            yield ("NO SUCH CHARACTER", *where, f"`{entity[0]}` stands for no character.", hint)
        elif found := next(invisible(sign), None):
            yield ("INVISIBLE CHARACTER", *where, found[1], END_LINE if found[2] == END_LINE else "Delete it.")


def _unusual_spaces(text: str) -> Iterator[Finding]:
    """Yield what looks like the space behind the sign of a list, or like the spaces before it."""
    if text.isascii():
        return
    for found in _UNUSUAL_SPACE.finditer(text):
        where, sign = "before" if found["before"] else "behind", found["sign"] or ""
        line_before = text[text.rfind("\n", 0, max(0, found.start() - 1)) + 1 : found.start()]
        if sign.endswith(".") and sign != "1." and not _NUMBERED.match(line_before):
            continue  # the day of a date
        says = f"There is {named(found[where])} here, so the line would be printed as it stands."
        itself = f"; for the sign itself, write `{sign[:-1]}\\{sign[-1]}`" if sign else ""
        yield ("UNUSUAL SPACE", found.start(where), 1, says, f"Type a plain space in its place{itself}.")


def too_heavy(text: str) -> Iterator[Finding]:
    """Yield what is nested so deep, or so long, that parsing would take minutes.

    In `text` only the fenced blocks are blanked out.
    """
    yield from _brackets_too_deep(text)
    yield from _too_much(text)


def leftovers(finished: str, text: str) -> Iterator[Finding]:
    """Yield what was meant as a link or a citation in `text`, but stands as plain signs in the `finished` HTML."""
    if "[" not in finished:
        return
    for found in _UNREAD.finditer(_INLINE_TAG.sub("", _CODE.sub("", finished))):
        words = found["words"] if found["words"] is not None else found["citation"]
        place = re.search(r"\[\W*?" + r"\W+".join(re.findall(r"\w+", words)), text)
        if found["citation"]:
            says, hint = "A citation opens here and never closes.", "Write `]` at its end."
        elif found["address"]:
            says = "An address with a space in it ends there, so this cannot be read as a link."
            hint = f"Put the address between `<` and `>`{_in_angles(html.unescape(found['address']).strip())}"
        else:
            says = "This looks like a link, but cannot be read as one."
            hint = (
                "Write `[words](page.md)`, without a space between the brackets, and `%28` and `%29` for brackets in an"
                " address; for the signs themselves, write `\\[`."
            )
        yield ("BROKEN LINK", place.start() if place else 0, len(words) + 2, says, hint)


def _in_angles(address: str) -> str:
    """Return the rest of a sentence that tells how to write an address with spaces, behind which a title may stand."""
    if "<" in address:
        return ", as in `[words](<my page.md>)`; put other words after the link."
    title = _TITLE.search(address)
    if title:
        return f": `(<{address[: title.start()].strip()}>{title[0]})`."
    return f": `(<{address}>)`. If its end is not part of the address, put it after the link."


def _too_much(text: str) -> Iterator[Finding]:
    """Yield what is too long for the parser: it needs far more than twice the time for twice the text."""
    if len(text) <= _LONGEST_PARAGRAPH:
        return
    for paragraph in _PARAGRAPH.finditer(text):
        divided, what, hint = _divided(paragraph[0])
        for piece in divided.finditer(paragraph[0]):
            length = len(piece[0].strip())
            if length > _LONGEST_PARAGRAPH:
                says = f"Here {length:,} characters stand {what}; at most {_LONGEST_PARAGRAPH:,} may."
                begin = paragraph.start() + piece.start() + len(piece[0]) - len(piece[0].lstrip())
                yield ("PARAGRAPH TOO LONG", begin, 1, says, hint)
    marks = len(re.findall(r"[*_`\[<&\\]|^ *(?:[-*+#|=]|\d+\.)", text, re.MULTILINE))
    if marks > _MOST_MARKS:
        says = f"This text has {marks:,} marks (of links, emphasis, lists, headings); at most {_MOST_MARKS:,} are read."
        yield ("TOO MANY MARKS", len(text) - len(text.lstrip()), 1, says, "Divide it into several pages.")


def _divided(paragraph: str) -> tuple[re.Pattern[str], str, str]:
    """Return what finds the pieces that are parsed each by itself, what to say of a long one, and what to do."""
    if _TABLE.match(paragraph):
        return _EACH_LINE, "in a row of a table", "Say it shorter, or write it below the table."
    if _LIST.match(paragraph):
        hint = "Put an empty line where a new thought begins, and indent what follows it by four spaces."
        return _EACH_ITEM, "in an item of a list without an empty line", hint
    return _ALL, "without an empty line", "Put an empty line where a new thought begins."


def _brackets_too_deep(text: str) -> Iterator[Finding]:
    depth: Counter[str] = Counter()
    many = any(text.count(sign) > _DEEPEST for sign in "[({")
    for bracket in _BRACKET.finditer(text) if many else ():
        sign = bracket[0]
        if sign in "[({":
            depth[sign] += 1
            if depth[sign] > _DEEPEST:
                says = f"More than {_DEEPEST} brackets are nested here."
                yield ("BRACKETS TOO DEEP", bracket.start(), 1, says, "Close brackets before you open new ones.")
                return
        elif sign in "])}":
            opening = "[({"["])}".index(sign)]
            depth[opening] = max(0, depth[opening] - 1)
        else:
            depth.clear()
    if text.count(">") > _DEEPEST_QUOTE and (quotes := _QUOTES.search(text)):
        says = f"More than {_DEEPEST_QUOTE} quotations are nested here."
        yield ("QUOTATIONS TOO DEEP", quotes.start(), len(quotes[0]), says, "One `>` is enough.")


def _raw_html(text: str) -> Iterator[Finding]:
    if "<" not in text:
        return
    for program in re.finditer(r"<\?\S*", text):
        says, hint = (
            "`<?` begins a program in other places, and would be lost here.",
            "Write `&lt;?` for the signs themselves.",
        )
        yield ("RAW HTML", program.start(), len(program[0]), says, hint)
    open_tags: list[tuple[str, int, int]] = []
    for tag in _TAG.finditer(text):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        where = (tag.start(), len(tag[0]))
        if (":" in name and not closing and not rest) or _BEFORE_ADDRESS.search(text, 0, tag.start()):
            continue  # an address in angle brackets
        if closing:
            opened = next((index for index in range(len(open_tags) - 1, -1, -1) if open_tags[index][0] == name), None)
            if opened is None:
                yield (
                    "RAW HTML",
                    *where,
                    f"`</{name}>` closes nothing here.",
                    "Delete it, or open the element before.",
                )
            else:
                yield from _crossed(open_tags[opened + 1 :])
                del open_tags[opened:]
            continue
        problem = _refused(name, rest)
        if problem:
            yield ("RAW HTML", *where, *problem)
        if name not in _VOID and not (problem and rest.endswith("/")):
            open_tags.append((name, where[0], 0 if problem else where[1]))
        if len(open_tags) > _DEEPEST_ELEMENT:
            says = f"More than {_DEEPEST_ELEMENT} elements are nested here."
            yield ("ELEMENTS TOO DEEP", *where, says, "Close elements before you open new ones.")
            return
    yield from _crossed(open_tags)


def _crossed(open_tags: list[tuple[str, int, int]]) -> Iterator[Finding]:
    """Yield the elements that end with another one or not at all; those that are a problem already have no length."""
    for name, offset, length in open_tags:
        if length:
            yield ("RAW HTML", offset, length, f"`<{name}>` is not closed.", f"Close it with `</{name}>`.")


def _refused(name: str, rest: str) -> tuple[str, str] | None:
    """Return sentence and hint where an element or one of its attributes may not stand in a text."""
    if name not in RAW_TAGS:
        instead = ELSEWHERE if _POST.search(rest) else _instead(name)
        return f"The HTML element `{name}` is not allowed in a text.", instead
    taken = set()
    for attribute, value in _ATTRIBUTE.findall(rest.rstrip("/")):
        if attribute.lower() not in RAW_ATTRIBUTES:
            says = f"The attribute `{attribute}` is not allowed in a text; only `lang`, `dir` and `title` are."
            return says, "Delete it. If you mean the sign for “less than”, write `&lt;`."
        if _MARK.search(value):
            says = (
                f"The attribute `{attribute}` holds words alone, and here is a sign of a mark, an address or a formula."
            )
            return says, "Say it in plain words there, or outside of the element."
        if attribute.lower() in taken:
            return (
                f"The attribute `{attribute}` appears twice here, so the second one would be lost.",
                "Keep one of them.",
            )
        taken.add(attribute.lower())
    return None


def _instead(name: str) -> str:
    """Return what to write in place of an element."""
    tags = ", ".join(sorted(RAW_TAGS))
    return _INSTEAD.get(
        name, f"If it is not HTML, write `&lt;` for its first sign. Else delete it, or use one of: {tags}."
    )
