"""Mutates the twelve libraries of `exchange/libraries.py`: no file, however broken, may raise an error or take seconds.

    python tests/long/imports.py --seed 12 --count 50000 --since 0

What it did is printed, so that a run can be taken up again with `--since`. Exits 1 where it found something.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "exchange")]

from libraries import libraries

from explainery.exchange import Brought, Known, read_library, source_fields

_LONGEST = 5  # seconds of the processor, so that a busy machine counts for nothing
_SIGNS = (
    *(
        "{",
        "}",
        '"',
        ",",
        "=",
        "@",
        "#",
        "\\",
        "$",
        "%",
        "~",
        "&",
        "[",
        "]",
        ":",
        "\n",
        "\r",
        "\t",
        "\0",
        "(",
        ")",
        "'",
    ),
    *(
        "@article{",
        "@string{",
        "@comment{",
        "@{",
        "\n@",
        '" # "',
        '\\"',
        "\\\\",
        "--",
        " and ",
        " and and ",
        ", ,",
        "{{",
        "}}",
    ),
    *(
        "\\ud800",
        "\\u0000",
        "NaN",
        "Infinity",
        "1e999",
        "null",
        "true",
        "-1",
        "9" * 5_000,
        "[" * 60,
        "{" * 60,
        '{"a":' * 60,
    ),
    *(
        "date-parts",
        "[[2020,0,0]]",
        '"raw":',
        "crossref = {",
        "xdata={",
        "author = ",
        "date = {",
        "year = ",
        "circa ",
        "/",
    ),
    *(
        "\u200b",
        "\ufeff",
        "\u2028",
        "e\u0301",
        "\U0001f680",
        "https://",
        "HTTPS://[",
        "10.1/",
        "- ",
        "references:",
        "---",
        "<!--",
    ),
    *(
        "\\frac",
        "\\url{",
        "\\href{",
        "\\begin{x}",
        "$$",
        "\\'",
        "\\c",
        "\\verb|",
        "\\verb",
        "\\item[",
        "\\footnote[",
        "\\left(",
    ),
)


def pieces() -> list[str]:
    """Return the libraries in pieces of a few entries, so that each mutation is quick."""
    found = []
    for name, (text, _count) in sorted(libraries().items()):
        if name.endswith(".json"):
            rows = (
                text.replace('}, {"id"', '},\n{"id"')
                .replace('},\n  {\n    "id"', '},\n{\n    "id"')
                .strip()[1:-1]
                .split(",\n{")
            )
            rows = [row if not at else "{" + row for at, row in enumerate(rows)]
            found += ["[" + ",\n".join(rows[at : at + 3]) + "]" for at in range(0, len(rows), 3)]
        elif name.endswith(".yaml"):
            rows = text.split("\n- ")
            found += [rows[0] + "\n- " + "\n- ".join(rows[at : at + 3]) for at in range(1, len(rows), 3)]
        else:
            rows = text.split("\n@")
            found += [f"@{rows[0].lstrip('@')}\n@" + "\n@".join(rows[at : at + 3]) for at in range(1, len(rows), 3)]
    return found


def mutated(text: str, chance: random.Random) -> bytes:
    """Return a text with some harm done to it."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 10, 200)))
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + text[at:end] * chance.choice((2, 3, 40)) + text[end:]
            case 2 | 3:
                text = text[:at] + chance.choice(_SIGNS) + text[at:]
            case 4:
                text = text[:at] + chance.choice(_SIGNS) * chance.choice((1, 2, 700)) + text[end:]
            case 5:
                text = text[:at]
            case _:
                other = chance.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 50] + text[end:]
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + bytes([chance.randrange(256)]) + content[at:]
    if chance.random() < 0.03:
        content = text.encode(chance.choice(("utf-16", "utf-8-sig", "cp1252")), "replace")
    return content


def try_one(content: bytes) -> Counter[str]:
    """Read a file as an import does; return what came of its entries."""
    library = read_library(content, "in")
    results = [source_fields(item, None) for item in library.items]
    problems = [*library.problems, *(one for one in results if not isinstance(one, Brought))]
    for one in problems:
        assert one.says
        assert one.hint
        assert one.place.path == "in"
    known = Known()
    for number, one in enumerate(one for one in results if isinstance(one, Brought)):
        str(dict(one.fields)).encode()
        if known.find([one.item.name], one.fields) is None:
            known.add(f"s{number}", one.fields)
    return Counter(problem.title for problem in problems) + Counter(came=len(library.items), files=1)


def main() -> int:
    """Try the files; print what was found, and return 1 where that is something."""
    arguments = argparse.ArgumentParser()
    for name, default in (("--seed", 12), ("--count", 50_000), ("--since", 0), ("--seconds", 3600)):
        arguments.add_argument(name, type=int, default=default)
    told = arguments.parse_args()
    texts, found, all_of, started = pieces(), [], Counter(), time.monotonic()
    for number in range(told.since, told.since + told.count):
        if time.monotonic() - started > told.seconds:
            break
        chance = random.Random(f"{told.seed} {number}")
        content = mutated(texts[number % len(texts)], chance)
        begins = time.process_time()
        try:
            all_of += try_one(content)
        except Exception:
            found.append(f"{number}: {traceback.format_exc()}")
        if (seconds := time.process_time() - begins) > _LONGEST:
            found.append(f"{number}: {seconds:.1f} seconds")
    print(f"{all_of['files']} files from {told.since} on, seed {told.seed}: {len(found)} found. {dict(all_of)}")
    print("\n".join(found[:20]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
