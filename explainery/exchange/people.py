"""Names of authors and editors: as CSL has them, and as BibTeX writes them in one line. Uses bibtexparser."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from explainery.exchange.csl import lists
from explainery.exchange.latex import words

ET_AL = "et al."
"""Stands last in a list of authors that goes on."""

_OTHERS = ("others", "et al", "et al.", "et. al.", "and others", "u. a.")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|V|PhD|Ph\.D|MD|Esq)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_NAMED = re.compile(r"\s*([a-z]+(?:-i)?)\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_BRACED = re.compile(r"\{([^{}]|\{[^{}]*\})*\}")
_TILDE = re.compile(r"(?<!\{)\\~\s*(?:\{\s*(\\?\w)\s*\}|(\\?\w))")
_AND_COMMAND = re.compile(r"(\sand\s+)(?=\\)", re.IGNORECASE)

Person = dict[str, str]


def people_of_csl(value: Any) -> list[Person]:
    """Return names of CSL as sources have them: `family` with its particles, `given`, `suffix`; or `literal`."""
    found = []
    for one in lists(value):
        if isinstance(one, str):
            found.append(_one_line(one))
        elif isinstance(one, Mapping):
            found.append(_of_csl(one))
    found = [person for person in found if person]
    return [
        *(person for person in found if not _goes_on(person)),
        *([{"literal": ET_AL}] if any(map(_goes_on, found)) else []),
    ]


def _of_csl(person: Mapping[str, Any]) -> Person:
    def text(name: str) -> str:
        value = person.get(name)
        return " ".join(re.sub(r"<[^<>]*>", "", value).split()) if isinstance(value, str) else ""

    family = " ".join(filter(None, map(text, ("dropping-particle", "non-dropping-particle", "family"))))
    family = family.replace("’ ", "’").replace("d' ", "d'")
    if not family and not text("given"):
        literal = text("literal") or text("name")
        return {"literal": literal} if literal else {}
    parts = {"family": family, "given": text("given"), "suffix": text("suffix")}
    if not parts["given"] or not family:
        return {"literal": " ".join(filter(None, (parts["given"], family, parts["suffix"])))}
    return {name: value for name, value in parts.items() if value}


def _one_line(text: str) -> Person:
    """Return a name that stands in one line where CSL has its parts."""
    family, comma, given = " ".join(text.split()).partition(",")
    if comma and given.strip() and "," not in given:
        return {"family": family.strip(), "given": given.strip()}
    return {"literal": " ".join(text.split())} if text.strip() else {}


def _goes_on(person: Person) -> bool:
    return person.get("literal", "").casefold() in _OTHERS


def people_of_bibtex(value: str) -> tuple[list[Person], list[str]]:
    """Return the names in a field of BibTeX, and sentences about those that are not written as BibTeX has them."""
    remarks: list[str] = []
    people: list[Person] = []
    for name in _separated(value, remarks):
        people += _named(name, remarks)
    people = [person for person in people if any(person.values())]
    return people, remarks


def _separated(value: str, remarks: list[str]) -> Iterator[str]:
    text = _TILDE.sub(lambda tilde: rf"{{\~{tilde[1] or tilde[2]}}}", value.strip())  # in `Mu\~noz` it would be a space
    if _BRACED.fullmatch(text) and re.search(r"\sand\s", text):  # `{{A and B}}` is one name
        yield text
        return
    if ";" in text and not re.search(r"\sand\s", text) and "{" not in text and "&" not in text:
        remarks.append(f"separates names by semicolons, and BibTeX by `and`: {_short(text)}")
        yield from filter(None, map(str.strip, text.split(";")))
        return
    text = re.sub(r"(\sand)(?:\s+and)+(?=\s)", r"\1", text)
    for name in split_multiple_persons_names(_AND_COMMAND.sub(r"\1{}", text)):  # it loses the `\` of `and \'{E}mile`
        if name.strip(" ,;{}~"):
            yield name.strip().removeprefix("{}")


def _named(name: str, remarks: list[str]) -> Iterator[Person]:
    plain = words(name)
    if plain.casefold() in _OTHERS:
        yield {"literal": ET_AL}
        return
    if _BRACED.fullmatch(name):
        yield {"literal": plain}
        return
    parts = [part.strip() for part in _outside(name, ",")]
    if len(parts) > 1 and all(map(_NAMED.match, parts)):
        yield _of_named(parts)
        return
    kept = [part for part in parts if part]
    if len(kept) < len(parts):
        remarks.append(f"has a comma too many among its names: {_short(plain)}")
    if len(kept) == len(("family", "given")) and _SUFFIX.fullmatch(kept[1]):  # `Martin Luther King, Jr.`
        yield {**_split(kept[0]), "suffix": words(kept[1])}
        return
    if len(kept) > len(("family", "suffix", "given")) or (len(kept) == 3 and not _SUFFIX.fullmatch(kept[1])):  # noqa: PLR2004 - as above
        yield from _listed(kept, plain, remarks)
        return
    yield _split(", ".join(kept))


def _listed(parts: list[str], plain: str, remarks: list[str]) -> Iterator[Person]:
    """Yield names that are separated by commas: `Smith, J., Doe, K.`, or `John Smith, Kim Doe`."""
    if len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        remarks.append(f"separates names by commas, and BibTeX by `and`: {_short(plain)}")
        for family, given in zip(parts[::2], parts[1::2], strict=True):
            yield _split(f"{family}, {given}")
    elif all(" " in part for part in parts):
        remarks.append(f"separates names by commas, and BibTeX by `and`: {_short(plain)}")
        yield from map(_split, parts)
    else:
        remarks.append(f"has a comma too many among its names: {_short(plain)}")
        yield {"literal": plain}


def _of_named(parts: list[str]) -> Person:
    """Return a name as BibLaTeX may write it: `family=Berg, given=Jan, prefix=van der`."""
    found = {match[1].lower(): words(match[2].strip('"')) for match in map(_NAMED.match, parts) if match}
    family = " ".join(filter(None, (found.get("prefix"), found.get("family"))))
    person = {"family": family, "given": found.get("given", ""), "suffix": found.get("suffix", "")}
    return {name: value for name, value in person.items() if value} if person["given"] else {"literal": family}


def _split(name: str) -> Person:
    parts = parse_single_name_into_parts(name, strict=False)
    family = words(" ".join((*parts.von, *parts.last)))
    person = {"family": family, "given": words(" ".join(parts.first)), "suffix": words(" ".join(parts.jr))}
    if not person["given"] or not family:
        return {"literal": " ".join(filter(None, person.values()))}
    return {name: value for name, value in person.items() if value}


def _outside(text: str, sign: str) -> Iterator[str]:
    """Yield the parts of a text between signs that stand outside braces."""
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == sign and depth <= 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _short(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"  # noqa: PLR2004 - as much as one reads


def written(person: Mapping[str, str]) -> str:
    """Return a name as BibTeX writes it, but for what is special in LaTeX."""
    if person.get("family") and person.get("given"):
        return ", ".join(filter(None, (person["family"], person.get("suffix"), person["given"])))
    name = person.get("literal") or person.get("family") or person.get("given") or ""
    return "others" if name == ET_AL else f"{{{name}}}"
