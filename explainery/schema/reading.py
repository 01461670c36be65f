"""What a writer put into fields, read by a schema: typed values, their places, and everything that is wrong."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explainery.edtf import FORMS, read_edtf
from explainery.fields import Fields, Items, Node, Scalar
from explainery.fields.invisible import has_sign, has_word
from explainery.forms import one_form
from explainery.formula import FormulaError, names_in
from explainery.licences import LICENCES, is_public_domain, licence_called
from explainery.model import Block, Body, Edtf, Formula, FromFact, Link, Month, Picture, Ref
from explainery.problems import Place, Problem, Problems, did_you_mean
from explainery.schema.definition import NO_WORDS, NUMBER, Schema, holds_amount
from explainery.schema.marks import marks_in
from explainery.schema.remarks import Pointer, Remarks, in_plain_digits
from explainery.web import fault, published

_LARGEST = 1e15  # a whole number above it is not held exactly
_ITEM = 2  # steps to an item of a field: the field, and the item's number
_DEEPEST = 8  # of a block that draws a figure, the places of its values, too
_FACT = re.compile(r"fact:(\S+)")
_VALUE_HINT = (
    "Write a number (`3000`), a day (`2021-10-05`), a month (`2020-11`), a time in UTC (`12:22:31`), a day with its"
    " time (`2021-10-05T08:55:02Z`), a duration (`P11DT19H40M`), or a date that is not quite known in EDTF"
    " (`2021-10~`, `2020/2021`)."
)
_FORMULA_HINT = "A fact takes what other facts hold by a formula, in place of `value`:\n\nstatus: computed\nformula: {}"
_EMPTY_HINT = "Write there what they are to see; a comment is not published."
_ON_THE_WEB = re.compile(r"\s*https?://", re.IGNORECASE)
_NO_WORDS = NO_WORDS - {"x-exact"}
_EXACT = {"pattern", "enum", "format", "x-exact", "x-edtf"}  # words of a schema that mark a text as more than words


@dataclass(frozen=True, slots=True)
class Readers:
    """What turns a literal value into more than text: Markdown, amounts, and words that people read."""

    prose: Callable[[Scalar, str], Body]
    amount: Callable[[str], object | None]
    words: Callable[[str], str]
    file: Callable[[Scalar, str], Picture | Link]


def read_fields(
    schema: Schema, node: Node | None, whole: Place, readers: Readers
) -> tuple[dict[str, Any], dict[str, Place], list[Problem]]:
    """Return the typed fields of `node`, the places of their values, and everything that is wrong with them.

    Fields that the writer left out are None. `whole` is where a missing field is reported. Places of items are named by
    their number: `aliases.0`; a block that draws a figure has those of all its values: `rows.0.label`.
    """
    if node is None:
        node = Fields((), whole)
    if not isinstance(node, Fields):
        says = f"Fields are expected here, one `name: value` a line; this is {_form(node)}."
        hint = f"Write at least:\n\n{chr(10).join(f'{name}: …' for name in schema.definition.get('required', ()))}"
        return {}, {}, [Problem("NOT FIELDS", node.place, says, hint)]
    reading = _Reading(readers, takes_facts=schema.takes_facts)
    instance = reading.plain(node, schema.definition, ())
    wrong, problems = Remarks(schema, whole, reading.places, reading.keys, reading.taken).on(instance)
    values: dict[str, Any] = dict.fromkeys(schema.shape.fields)
    places = {}
    for key, value in node.entries:
        if key.text in schema.shape.fields:
            places[key.text] = value.place
            if key.text not in wrong:
                sub = schema.definition["properties"][key.text]
                values[key.text] = reading.typed(value, sub, key.text)
                if key.text in schema.definition.get("required", ()):
                    reading.needs_a_word(values[key.text], key, sub)
                else:
                    reading.needs_a_sign(values[key.text], key, sub)
    deepest = _DEEPEST if schema.shape.figure else _ITEM
    places |= {
        ".".join(map(str, pointer)): place
        for pointer, place in reading.places.items()
        if _ITEM <= len(pointer) <= deepest
    }
    return values, places, [*problems, *reading.problems]


def _form(node: Node) -> str:
    return "a list" if isinstance(node, Items) else "plain text"


class _Reading:
    """One reading of one group of fields: remembers where each value stands and what was wrong inside it."""

    def __init__(self, readers: Readers, *, takes_facts: bool) -> None:
        self.readers = readers
        self.takes_facts = takes_facts
        self.taken: set[Pointer] = set()
        self.problems: list[Problem] = []
        self.places: dict[Pointer, Place] = {}
        self.keys: dict[Pointer, Place] = {}

    def plain(self, node: Node, sub: Any, pointer: Pointer) -> Any:
        """Return the value as JSON has it; the schema decides what an unquoted word is."""
        sub = sub if isinstance(sub, dict) else {}
        self.places[pointer] = node.place
        if "x-data" in sub:
            return free(node)
        if isinstance(node, Fields):
            result = {}
            for key, value in node.entries:
                inner = (*pointer, key.text)
                self.keys[inner] = key.place
                result[key.text] = self.plain(value, sub.get("properties", {}).get(key.text), inner)
            return result
        if isinstance(node, Items):
            return [self.plain(item, sub.get("items"), (*pointer, index)) for index, item in enumerate(node.items)]
        if self._fact(node, sub):
            self.taken.add(pointer)
        return _scalar(node, sub)

    def _fact(self, node: Scalar, sub: Mapping[str, Any]) -> str | None:
        """Return the id of the fact that stands in place of a number or date: `fact:opened`; None where none does."""
        found = _FACT.fullmatch(node.text) if self.takes_facts and holds_amount(sub) else None
        return found and found[1]

    def typed(self, node: Node, sub: Mapping[str, Any], field: str) -> Any:
        """Return a valid value of a field as templates and rules want it: dates, references, Markdown."""
        if {"x-ref", "x-data"} & sub.keys():
            return _reference(node, sub["x-ref"]) if "x-ref" in sub else free(node)
        if isinstance(node, Items):
            return tuple(self.typed(item, sub.get("items", {}), field) for item in node.items)
        if isinstance(node, Fields):
            return self._group(node, sub)
        return self._text(node, sub, field)

    def _text(self, node: Scalar, sub: Mapping[str, Any], field: str) -> Any:
        """Return what one text stands for."""
        if fact := self._fact(node, sub):
            return FromFact(Ref("fact", fact, node.place), field, sub)
        if "x-markdown" in sub:
            return self._prose(node, sub)
        if sub.get("format") == "date":
            return self._day(node)
        if "x-value" in sub:
            return self._amount(node, sub)
        if "x-formula" in sub:
            return self._formula(node)
        if "x-edtf" in sub and read_edtf(node.text) is None:
            says = _no_date(node.text, "date, exact or not quite known (EDTF)")
            self.problems.append(
                Problem("BAD DATE", node.place, says, f"Write {FORMS}; leave it out where none is shown.")
            )
        return self._literal(node, sub, field)

    def _amount(self, node: Scalar, sub: Mapping[str, Any]) -> object | None:
        """Return the number, date, time or duration that a text stands for."""
        amount = self.readers.amount(node.text)
        if sub["x-value"] == "date" and not isinstance(amount, dt.date | Month | Edtf):
            amount = read_edtf(node.text)  # a year
        if amount is None and sub["x-value"] == "date":
            says = _no_date(node.text, "date, exact or not quite known (EDTF)")
            fact = ", or the fact that holds it, as in `fact:opened`" if self.takes_facts else ""
            hint = f"Write a day with its time in UTC (`2021-10-05T08:55:02Z`), {FORMS}{fact}."
            self.problems.append(Problem("BAD DATE", node.place, says, hint))
        elif amount is None:
            says = _no_date(node.text, "number, date, time or duration")
            other = _FACT.fullmatch(node.text)
            hint = _FORMULA_HINT.format(other[1]) if other else _VALUE_HINT
            if number := in_plain_digits(node.text):
                hint = f"Write `{number}`, with a point before decimals and nothing between thousands."
            self.problems.append(Problem("BAD VALUE", node.place, says, hint))
        return amount

    def _formula(self, node: Scalar) -> Formula | None:
        """Return a formula over facts, with the facts that it names."""
        try:
            return Formula(node.text, tuple(Ref("fact", name, node.place) for name in names_in(node.text)), node.place)
        except FormulaError as error:
            hint = error.hint or "Write ids of facts, numbers, and signs with spaces around them: `closed - opened`."
            self.problems.append(Problem("BAD FORMULA", node.place, str(error), hint))
            return None

    def _group(self, node: Fields, sub: Mapping[str, Any]) -> dict[str, Any]:
        properties, others = sub.get("properties", {}), sub.get("additionalProperties")
        any_other = others if isinstance(others, dict) else {}
        values: dict[str, Any] = dict.fromkeys(properties)
        for key, value in node.entries:
            values[key.text] = self.typed(value, properties.get(key.text, any_other), key.text)
            if key.text in sub.get("required", ()):
                self.needs_a_word(values[key.text], key, properties[key.text])
            else:
                self.needs_a_sign(values[key.text], key, properties.get(key.text, any_other))
        return values

    def needs_a_word(self, value: Any, key: Scalar, sub: Mapping[str, Any]) -> None:
        """Note that a field which has to be there tells readers nothing: spaces, a comment, the `…` of an example."""
        if isinstance(value, Body):
            shows = sub["x-markdown"] == "block" and any(isinstance(mark, Block | Picture) for mark in value.marks)
            told = shows or has_word(value.text)
        else:
            told = not isinstance(value, str) or bool(_NO_WORDS & sub.keys()) or has_word(value)
        if not told:
            says = f"The field `{key.text}` holds no word that readers can see."
            self.problems.append(Problem("EMPTY FIELD", key.place, says, _EMPTY_HINT))

    def needs_a_sign(self, value: Any, key: Scalar, sub: Mapping[str, Any]) -> None:
        """Note that a field which may be left out, but not be empty, shows readers nothing, where a sign would do."""
        text = value.text if isinstance(value, Body) else value
        marked = isinstance(value, Body) and bool(value.marks)
        if sub.get("minLength") and isinstance(text, str) and not marked and not has_sign(text):
            self.needs_a_word(value, key, sub)

    def _literal(self, node: Scalar, sub: Mapping[str, Any], field: str) -> Any:
        if "x-web" in sub:
            return self._address(node)
        if "x-licence" in sub:
            return self._licence(node, field)
        if {"x-picture", "x-file"} & sub.keys():
            return self._file(node, sub.get("x-file", "picture"))
        value = _scalar(node, sub)
        if not isinstance(value, str) or _EXACT & sub.keys():
            return value
        for mark, hint in marks_in(value):
            says = f"Plain words stand here, so the signs of `{mark}` would be printed."
            self.problems.append(Problem("MARK IN PLAIN WORDS", node.place, says, hint))
        return self.readers.words(value)

    def _file(self, node: Scalar, what: str) -> Picture | Link | None:
        try:
            return self.readers.file(node, what)
        except Problems as found:
            self.problems += found.problems
            return None

    def _licence(self, node: Scalar, field: str) -> Mapping[str, str] | None:
        """Return name and address of a licence that is called by its name."""
        found = licence_called(node.text)
        if found is None:
            says = f"There is no licence `{node.text}` among those known by name."
            hint = (
                "Write its SPDX identifier (spdx.org/licenses), as in `CC-BY-4.0`, or, for one that is not known, name"
                f" and address:\n\n{field}: {{name: …, url: https://…}}\n\nWhere nobody is to get any right, delete"
                " this line."
            )
            hint = did_you_mean(node.text, LICENCES, hint)
            if is_public_domain(node.text):
                says = f"`{node.text}` does not say by what it is in the public domain."
                hint = (
                    "Write `CC PDM 1.0` where nobody has any right in it any more, or `CC0` where who made it gave all"
                    " of them up."
                )
            self.problems.append(Problem("UNKNOWN LICENCE", node.place, says, hint))
        return found

    def _address(self, node: Scalar) -> str:
        if wrong := fault(node.text):
            self.problems.append(Problem("BAD ADDRESS", node.place, *wrong))
        elif not _ON_THE_WEB.match(node.text):
            says = f"`{node.text}` is no address of a page: it begins neither with `https://` nor with `http://`."
            hint = "Write the whole address, as in `https://www.nasa.gov/`."
            self.problems.append(Problem("BAD ADDRESS", node.place, says, hint))
        return published(node.text)

    def _day(self, node: Scalar) -> dt.date | None:
        try:
            return dt.date.fromisoformat(node.text)
        except ValueError:  # the year 0000, which JSON Schema lets through
            hint = "Write year, month and day with hyphens, as in `2021-10-05`."
            self.problems.append(Problem("BAD DATE", node.place, f"There is no day `{node.text}`.", hint))
            return None

    def _prose(self, node: Scalar, sub: Mapping[str, Any]) -> Body | None:
        try:
            body = self.readers.prose(node, sub["x-markdown"])
        except Problems as found:
            self.problems += found.problems
            return None
        most = sub.get("x-max-words")
        if most and body.words > most:
            says = f"This text has {body.words} words; at most {most} fit."
            hint = "Keep the one thing that a reader must know; the rest has its place in the text below."
            self.problems.append(Problem("TOO MANY WORDS", node.place, says, hint))
        return body


def _reference(node: Node, kind: str) -> Ref | None:
    if isinstance(node, Scalar):
        return Ref(kind, one_form(node.text), node.place)
    if isinstance(node, Fields):
        texts = {key.text: value for key, value in node.entries if isinstance(value, Scalar)}
        locator = texts["locator"].text if "locator" in texts else None
        return Ref(kind, texts["id"].text, texts["id"].place, locator)
    return None


def free(node: Node) -> Any:
    """Return data of any form, with the types that YAML 1.2 gives unquoted words: for a language that is not ours."""
    if isinstance(node, Fields):
        return {key.text: free(value) for key, value in node.entries}
    if isinstance(node, Items):
        return [free(item) for item in node.items]
    if node.plain and node.text in ("", "null"):
        return None
    return _scalar(node, {"type": ["boolean", "number"]})


def _scalar(node: Scalar, sub: Mapping[str, Any]) -> Any:
    wanted = sub.get("type", "string")
    types = wanted if isinstance(wanted, list) else [wanted]
    if node.plain and node.text == "":
        return None
    if "x-value" in sub:
        return node.text
    if node.plain and "boolean" in types and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and {"integer", "number"} & set(types) and NUMBER.fullmatch(node.text):
        number = float(node.text)
        if abs(number) < _LARGEST:
            return int(number) if number.is_integer() else number
    return node.text


def _no_date(text: str, wanted: str) -> str:
    """Say what is wrong with a text that is no date."""
    first, _, last = text.partition("/")
    backwards = "/" not in last and read_edtf(first) and read_edtf(last)
    return f"`{text}` ends before it begins." if backwards else f"`{text}` is not a {wanted}."
