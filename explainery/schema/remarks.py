"""What a JSON Schema validator finds wrong, as problems in the writer's words."""

import functools
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import jsonschema_rs

from explainery.problems import Place, Problem, did_you_mean, listed, near
from explainery.schema.definition import Schema

Pointer = tuple[str | int, ...]

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a group of fields",
}
_SIMPLE = {
    "maxItems": ("has more than {limit} entries.", "Keep the ones that matter most."),
    "minItems": ("needs at least {limit} entries.", "Add what is missing."),
    "maximum": ("can be at most {limit}.", "Write a smaller number."),
    "minimum": ("must be at least {limit}.", "Write a larger number."),
    "uniqueItems": ("names the same thing twice.", "Delete one of the two."),
}


class Remarks:
    """The remarks on one group of fields, whose values and names stand at `places` and `keys`.

    The values of those that are `taken` are those of facts, of which nothing is known yet.
    """

    def __init__(
        self,
        schema: Schema,
        whole: Place,
        places: Mapping[Pointer, Place],
        keys: Mapping[Pointer, Place],
        taken: AbstractSet[Pointer],
    ) -> None:
        """Take the schema, and where a field that is missing altogether is reported (`whole`)."""
        self._schema, self._whole, self._places, self._keys, self._taken = schema, whole, places, keys, taken
        self._problems: list[Problem] = []
        self._unknowns: dict[Pointer, list[str]] = {}

    def on(self, instance: Any) -> tuple[set[str], list[Problem]]:
        """Return the names of the outermost fields that are wrong in `instance`, and the problems: one a value."""
        wrong: set[str] = set()
        seen: set[Pointer] = set()
        missing: dict[Pointer, list[str]] = {}
        for error in self._schema.validator.iter_errors(instance):
            pointer: Pointer = tuple(error.instance_path)
            if pointer in self._taken:
                continue
            if error.kind.name == "additionalProperties":
                for name in error.kind.as_dict()["unexpected"]:
                    self._unknown(pointer, name)
            elif error.kind.name == "required":
                missing.setdefault(pointer, []).append(error.kind.as_dict()["property"])
            elif pointer not in seen:
                seen.add(pointer)
                self._wrong(pointer, error)
            if pointer:
                wrong.add(str(pointer[0]))
        for pointer, names in missing.items():
            meant = {near(name, names, misspelled=True) for name in self._unknowns.get(pointer, ())}
            if left := [name for name in names if name not in meant]:
                self._missing(pointer, left)
        return wrong, self._problems

    @functools.cached_property
    def _used(self) -> Mapping[Pointer, set[Any]]:
        """Return the names that stand at each place."""
        used: dict[Pointer, set[Any]] = {}
        for pointer in filter(None, self._keys):
            used.setdefault(pointer[:-1], set()).add(pointer[-1])
        return used

    def _say(self, title: str, place: Place, says: str, hint: str) -> None:
        self._problems.append(Problem(title, place, says, hint))

    def _sub(self, pointer: Pointer) -> Mapping[str, Any]:
        """Return the part of the schema that a place in the data answers to."""
        sub: Any = self._schema.definition
        for part in pointer:
            sub = sub.get("items", {}) if isinstance(part, int) else sub.get("properties", {}).get(part, {})
        return sub if isinstance(sub, dict) else {}

    def _unknown(self, pointer: Pointer, name: str) -> None:
        self._unknowns.setdefault(pointer, []).append(name)
        names = list(self._sub(pointer).get("properties", {}))
        where = f"`{_name(pointer)}`" if pointer else self._schema.what
        used = self._used.get(pointer, ())
        hint = did_you_mean(
            name,
            [one for one in names if one not in used],
            f"Its fields are {listed(names)}." if names else "It has no fields: delete this line.",
            misspelled=True,
        )
        self._say("UNKNOWN FIELD", self._keys[(*pointer, name)], f"There is no field `{name}` in {where}.", hint)

    def _missing(self, pointer: Pointer, names: list[str]) -> None:
        place = self._places[pointer] if pointer else self._whole
        needs = f"every entry of `{_name(pointer)}`" if pointer else self._schema.what
        one = len(names) == 1
        what = f"The field {listed(names)} is" if one else f"The fields {listed(names)} are"
        lines = "\n".join(_example(name, self._sub((*pointer, name))) for name in names)
        them = "it" if one else "them"
        says = f"{what} missing; {needs} needs {them}."
        self._say("MISSING FIELD" if one else "MISSING FIELDS", place, says, f"Add {them}:\n\n{lines}")

    def _wrong(self, pointer: Pointer, error: jsonschema_rs.ValidationError) -> None:
        value: Any = error.instance
        name, place, sub = _name(pointer), self._places[pointer], self._sub(pointer)
        kind, known = error.kind.name, error.kind.as_dict()
        if value is None or value in ("", []):
            says = f"The field `{name}` is empty."
            self._say("EMPTY FIELD", self._keys.get(pointer, place), says, f"Fill it in:\n\n{_example(name, sub)}")
        elif kind == "type":
            wanted = " or ".join(_TYPES.get(one, one) for one in known["types"])
            hint = _item_hint(value, sub) if isinstance(pointer[-1], int) else ""
            hint = hint or _type_hint(name, known["types"], value)
            self._say("WRONG TYPE", place, f"`{name}` must be {wanted}.", hint)
        elif kind == "format":
            says = (
                f"There is no day `{value}`."
                if re.fullmatch(r"\d{4}-\d\d-\d\d", value)
                else f"`{value}` is not a date."
            )
            self._say("BAD DATE", place, says, "Write year, month and day with hyphens, as in `2021-10-05`.")
        elif kind == "enum":
            options = [str(option) for option in known["options"]]
            hint = did_you_mean(str(value), options, f"It is one of {listed(options)}.", misspelled=True)
            self._say("NOT A CHOICE", place, f"`{name}` cannot be `{value}`.", hint)
        elif kind == "maxLength":
            says = f"`{name}` has {len(value):,} characters; at most {known['limit']} fit."
            self._say("TOO LONG", place, says, "Say it shorter.")
        elif kind == "pattern":
            says = f"`{value}` does not have the form of `{name}`."
            self._say("WRONG FORM", place, says, str(sub.get("x-form", f"It must match `{known['pattern']}`.")))
        else:
            says, hint = _SIMPLE.get(kind, ("cannot have this value.", "Look at the same field in another file."))
            says = says.format_map({"limit": "", **known})
            self._say("WRONG VALUE", place, f"`{name}` {says}", str(sub.get("x-form", hint)))


def in_plain_digits(value: Any) -> str | None:
    """Return a number typed with commas or spaces as data have it, `1760` or `112.3`; None for anything else."""
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"[-+]?[0-9]{1,3}(?:([,' \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?", value):
        return re.sub(r"[^-0-9.]", "", value)
    return value.lstrip("+").replace(",", ".") if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", value) else None


def _name(pointer: Pointer) -> str:
    """Return the name of the innermost field on the way to a value."""
    return next((str(part) for part in reversed(pointer) if isinstance(part, str)), "")


def _example(name: str, sub: Mapping[str, Any]) -> str:
    """Return a line to paste."""
    if sub.get("format") == "date":
        meaning = str(sub.get("description", "")).rstrip(".")
        return f"{name}: YYYY-MM-DD" + (f"    ({meaning[0].lower()}{meaning[1:]})" if meaning else "")
    if "enum" in sub:
        return f"{name}: {sub['enum'][0]}" + (
            f"    (or {listed(map(str, sub['enum'][1:]))})" if sub["enum"][1:] else ""
        )
    if sub.get("type") == "array":
        return f"{name}: […]"
    return f"{name}: true" if sub.get("type") == "boolean" else f"{name}: …"


def _item_hint(value: Any, sub: Mapping[str, Any]) -> str:
    """Return how a text becomes an entry of a list whose entries have fields; nothing where it does not."""
    fields = sub.get("properties", {})
    texts = [field for field in (*sub.get("required", ()), *fields) if fields.get(field, {}).get("type") == "string"]
    return (
        f"Write the name of the field before it:\n\n- {texts[0]}: {value}" if texts and isinstance(value, str) else ""
    )


def _type_hint(name: str, types: list[str], value: Any) -> str:
    if "array" in types:
        items = re.split(r"\s*,\s*", value) if isinstance(value, str) else ["one", "two"]
        return f"Put it in brackets:\n\n{name}: [{', '.join(items)}]"
    if "boolean" in types:
        return f"Write `{name}: true` or `{name}: false`, without quotation marks."
    if {"integer", "number"} & set(types) and (number := in_plain_digits(value)):
        return f"Write `{name}: {number}`."
    if "integer" in types or "number" in types:
        return f"Write it in digits, without quotation marks, as in `{name}: {'12.5' if 'number' in types else '12'}`."
    if "object" in types and "string" not in types:
        return "Write its fields below it, one a line, each indented by two spaces."
    return "Write it on one line; where it begins with a bracket or holds a colon, put it in quotation marks."
