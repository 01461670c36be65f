"""Spoils the content of a file in the ways in which files get spoilt: by a person, by a disk, by somebody hostile."""

import random
from collections.abc import Callable, Sequence

COMMON = [
    *(
        "",
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\U0001f469\u200d\U0001f680",
    ),
    *("й", "й", "ﷺ", "𝟙", "١٢", "½", "İ", "ß", "中文", "\u0301" * 40, "-1", "0", "1e999", "9" * 400, "9" * 5000),
    *(
        "NaN",
        "true",
        "null",
        "~",
        "2021-13-45",
        "-0001-01-01",
        "99999-01-01",
        "10000-01-01",
        "2021-02-30T25:61Z",
        "P12DT3H",
    ),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\con",
        "javascript:alert(1)",
        "http://[",
        "//x",
        "%",
        "%00",
        "%ff",
        "x" * 5000,
    ),
]
MARKDOWN = [
    *(
        "# ",
        "## a {#a}",
        "> " * 300,
        "- " * 300,
        "1. ",
        "99999999999. x",
        "```",
        "````",
        "~~~",
        "$$",
        "---",
        "***",
        "___",
    ),
    *(
        "[a](b.md)",
        "[a](film.md#x)",
        "[",
        "]",
        "](",
        "![",
        "![a](a.svg)",
        "![a](chart.svg)",
        "[a]: b",
        "[^1]",
        "[@tass-1]",
        "[@",
        "@]",
    ),
    *(
        "[12](fact:days)",
        "[13 days](fact:days)",
        "[a](term:airlock)",
        "[a](fact:",
        "[x](term:x)",
        "fact:days",
        "[" * 500,
        "(" * 500,
    ),
    *(
        "<b>",
        "</b>",
        "<b>" * 300,
        "<!--",
        "-->",
        "<script>",
        "<a href='x'>",
        "<!DOCTYPE",
        "<?php",
        "<![CDATA[",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "&",
    ),
    *(
        "|a|b|\n|-|-|\n|c|d|e|",
        "|",
        "| - |",
        "*",
        "**",
        "*" * 500,
        "_" * 300,
        "`",
        "`" * 300,
        "\\",
        "\\" * 300,
        "~~x~~",
        "H~2~O",
        "{{",
        "}}",
        "{%",
    ),
    *(
        "```cards\npages: [film.md]\n```",
        "```timeline\nevents: days\n```",
        "```chart\n",
        "```shares\nid: x\n```",
        "```details\nsummary: x\ntext: y\n```",
    ),
    *(
        "12 days",
        "in 2021",
        "5 October 2021",
        "12:32 UTC",
        "£5 million",
        "“",
        "”",
        "'",
        "«",
        "»",
        "...",
        "--",
        " -- ",
        "title: x",
        "kind: movie",
    ),
]
YAML = [
    *(
        "- ",
        "- id: x",
        "id: days",
        "[",
        "]",
        "{",
        "}",
        "{a: ",
        "[" * 200,
        "{a: " * 200,
        "&a ",
        "*a",
        "<<: *a",
        "!!python/object:os.system",
        "!x ",
        "? ",
        ": ",
        "|",
        ">",
        "|-\n  ",
        ">+9",
    ),
    *(
        "'",
        '"',
        '"\\ud800"',
        '"\\x00"',
        '"\\U00110000"',
        "#",
        " #",
        "%YAML 9",
        "---",
        "...",
        "@",
        "`",
        "1_000",
        "0x1F",
        "0o7",
        "1:30",
        ".inf",
        "yes",
        "=",
        "2021-10-05T12:00Z",
    ),
    *(
        "value: fact:days",
        "formula: days / 0",
        "formula: days ** days",
        "formula: hours + days",
        "formula: " + "(" * 200,
        "value: 2021-10-05/..",
        "unit: parsec",
        "sources: x",
        "sources: [x, y]",
    ),
    *(
        "draft: true",
        "aliases: [x]",
        "checked: 2036-01-01",
        "type: object",
        "properties: x",
        "x-ref: page",
        "enum: 5",
        "pattern: '['",
        "$ref: '#'",
        "allOf: []",
        "default: {}",
        "additionalProperties: true",
    ),
    *(
        "defaults: {stages: profle}",
        "outputs: {search: true}",
        "language: xx",
        "language: de",
        "scripts: {x: y}",
        "url: x",
        "navigation: [x.md]",
        "numbers: strict",
        "departure: sailing",
    ),
]
TEMPLATE = [
    *(
        "{{ 1/0 }}",
        "{{ range(10**10)|list }}",
        "{{ x.y.z }}",
        "{% for a in page.trail %}",
        "{% endfor %}",
        "{% include 'base.html' %}",
        "{% extends 'base.html' %}",
        "{% block x %}",
        "{% endblock %}",
    ),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{% if %}",
        "{% import 'marks.html' as m %}",
        "{{ page }}",
        "{{ self }}",
        "{{ super() }}",
        "{{ link(1) }}",
        "{{ asset('x') }}",
        "{{ page.title|html }}",
        "{{ 'x'|day }}",
    ),
    *(
        "{{ 10**10**6 }}",
        "{{ loop }}",
        "{{ caller() }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% set x = 1 %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ namespace() }}",
        "<b>" * 300,
    ),
]
STYLE = [
    *(
        "{",
        "}",
        "}" * 50,
        "(",
        ")",
        "@import 'x';",
        "@media",
        "@layer a;",
        "url(",
        "url(x.png)",
        "url('../fonts/x')",
        "url(data:,)",
        "/*",
        "*/",
        "\\",
        "\\0",
        "!important",
        ";",
        ":",
        ":is(",
        "&",
        "> " * 200,
    ),
    *(
        "calc(1/0)",
        "calc(" * 500,
        "var(--x)",
        "--x: {}",
        "color-mix(",
        "1e999px",
        "@font-face{}",
        "@container",
        "@charset 'x';",
        "{" * 500,
        "a{" * 500,
        "<!--",
        "</style>",
    ),
]
DRAWING = [
    *(
        "<g>",
        "</g>",
        "<g>" * 300,
        "<use href='#a'/>",
        "<a href='javascript:x'>",
        "<script>",
        "<style>",
        "<!DOCTYPE svg>",
        "<!ENTITY a 'b'>",
        "&a;",
        "<?xml?>",
        "<![CDATA[",
        "]]>",
        "xmlns:x='y'",
        "xmlns=''",
        "width='0'",
        "viewBox='0 0 0 0'",
    ),
    *(
        "width='1e999'",
        "height='-5'",
        "width='100%'",
        "style='fill:url(x)'",
        "onload='x'",
        "xlink:href='x'",
        "id='a'",
        "<image href='data:image/png;base64,AAAA'/>",
        "transform='x'",
        "d='M" + "9" * 500 + "'",
        "<!-- -- -->",
        "\ud7ff",
    ),
]
LINES = [
    "# ",
    "- ",
    "film.html",
    "film.html#plot",
    "fact:x",
    "fact:days",
    "x.html",
    "/x",
    "../x.html",
    ":",
    "#",
    "- - x",
    "term:",
    "a,b\n1",
    '"',
    '"a',
    ",",
    ",,,",
    ";",
    "\t",
    "=1+1",
    "x" * 100_000,
]
REFERENCES = [
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "[" * 2000,
        '{"a":' * 500,
        '"type": 5',
        '"issued": {"date-parts": [[2020,0,0]]}',
        '"date-parts": [["x"]]',
        '"author": "x"',
        '"author": [5]',
        '"URL": 5',
        '"\\ud800"',
        "9" * 5000,
        '"id": ""',
    ),
    *(
        "@book{a, title={x}}",
        "@string{a = {b}}",
        "@comment",
        "@preamble{",
        "@article{",
        "title = ",
        "author = {and and and}",
        "author = {A, B, C, D, E}",
        "year = 20xx",
        "\\url{",
        "{\\'e",
        "\\" * 100,
        "{" * 500,
        "# a # b",
        "howpublished={\\url{x}}",
    ),
    *(
        "@misc{,}",
        "@x",
        "=",
        "crossref = {a}",
        "month = jan",
        "\\frac{1}{2}",
        "$x^2$",
        "%",
        "doi = {10.1/x}",
        "isbn = {x}",
    ),
]


def mutated(content: bytes, words: Sequence[str], others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return content that was changed a few times, with words of its language and with parts of other files."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 12))):
        content = chance.choice(_WAYS)(content, words, others, chance)
    return content[:2_000_000]


Way = Callable[[bytes, Sequence[str], Sequence[bytes], random.Random], bytes]


def _flipped(content: bytes, _words, _others, chance: random.Random) -> bytes:
    spoilt = bytearray(content or b"x")
    for _ in range(chance.choice((1, 1, 3, 20))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _inserted(content: bytes, words, _others, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + chance.choice(words).encode() * chance.choice((1, 1, 1, 1, 2, 30)) + content[at:]


def _replaced(content: bytes, words, _others, chance: random.Random) -> bytes:
    begin, end = sorted((_place(content, chance), _place(content, chance)))
    end = min(end, begin + chance.choice((1, 4, 20, 200)))
    return content[:begin] + chance.choice(words).encode() + content[end:]


def _value(content: bytes, words, _others, chance: random.Random) -> bytes:
    """Put a word in place of what follows a colon, an equals sign or a blank."""
    places = [at for at, byte in enumerate(content) if byte in b":= "]
    if not places:
        return content
    at = chance.choice(places) + 1
    end = min((one for sign in b'\n,}" ' if (one := content.find(bytes([sign]), at + 1)) > 0), default=len(content))
    return content[:at] + b" " * chance.randrange(2) + chance.choice(words).encode() + content[end:]


def _deleted(content: bytes, _words, _others, chance: random.Random) -> bytes:
    begin = _place(content, chance)
    return content[:begin] + content[begin + chance.choice((1, 1, 3, 10, 50, 500)) :]


def _repeated(content: bytes, _words, _others, chance: random.Random) -> bytes:
    begin = _place(content, chance)
    end = begin + chance.choice((1, 2, 8, 40, 200))
    return content[:end] + content[begin:end] * chance.choice((1, 1, 3, 50, 400)) + content[end:]


def _cut(content: bytes, _words, _others, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] if chance.random() < 0.7 else content[at:]


def _lines(content: bytes, _words, _others, chance: random.Random) -> bytes:
    """Move, double or delete a line, or change how far it is indented."""
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    line = lines.pop(at)
    back = chance.choice(([line, line], [], [b"  " + line], [line.lstrip()], [b"\t" + line], [line.rstrip()]))
    to = chance.choice((at, chance.randrange(len(lines) + 1)))
    return b"".join((*lines[:to], *back, *lines[to:]))


def _spliced(content: bytes, _words, others, chance: random.Random) -> bytes:
    other = chance.choice(others)
    begin, at = _place(other, chance), _place(content, chance)
    return content[:at] + other[begin : begin + chance.choice((10, 100, 1000))] + content[at:]


def _noise(content: bytes, _words, _others, chance: random.Random) -> bytes:
    at = _place(content, chance)
    text = "".join(chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))) for _ in range(8))
    return content[:at] + (text.encode() if chance.random() < 0.7 else chance.randbytes(8)) + content[at:]


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


_WAYS: tuple[Way, ...] = (
    *(_inserted, _inserted, _replaced, _replaced, _value, _value, _value),
    *(_flipped, _deleted, _deleted, _repeated, _cut, _lines, _lines, _spliced, _noise),
)
