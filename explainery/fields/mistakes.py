"""What PyYAML could not read, said in the words of somebody who does not know YAML."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from explainery.fields.invisible import UNUSUAL_SPACES, named

_FIELD = re.compile(r"(?P<before>[ ]*(?:- +)*(?P<name>[\w-]+) *:[ \t]+)(?P<value>.*?)\s*$")
_ITEM = re.compile(r"(?P<before>[ ]*(?:- +)+)(?P<value>.*?)\s*$")
_UNUSUAL_SPACE = re.compile(
    rf" *(?:- +)*(?:-|[\w-]+:)(?P<behind>[{UNUSUAL_SPACES}])"
    rf"| *(?P<before>[{UNUSUAL_SPACES}])[ {UNUSUAL_SPACES}]*+(?:- |[\w-]+: )"
)
_RESERVED = "@`%*&!|>]},?-\"'"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: line and column count from 0."""

    title: str
    line: int
    column: int
    length: int
    says: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Where PyYAML stopped (`line`, `column`), where what it was reading began, and what it says about both."""

    lines: Sequence[str]
    line: int
    column: int
    began: tuple[int, int]
    what: str
    context: str

    def at(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def text(self) -> str:
        return self.at(self.line)

    def bracket(self) -> tuple[int, int]:
        """Return the place of the bracket in which PyYAML stopped; it names that of a value which is missing, too."""
        number, column = self.began
        while number >= 0 and self.at(number)[column : column + 1] not in ("[", "{"):
            before = self.at(number)[: column if number == self.began[0] else None]
            column = max(before.rfind("["), before.rfind("{"))
            number -= column < 0
        return (number, column) if number >= 0 else self.began

    def above(self) -> int:
        """Return the number of the line above that is not empty."""
        return next((number for number in range(self.line - 1, -1, -1) if self.at(number).strip()), self.line)


def mistake(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Mistake:
    """Return the mistake that a writer most likely made where PyYAML raised `error`."""
    mark = error.problem_mark or error.context_mark
    begin = error.context_mark or mark
    if mark is None or begin is None:
        return _anything(_Trouble(lines, 0, 0, (0, 0), "", ""))
    began = (begin.line, begin.column)
    trouble = _Trouble(lines, mark.line, mark.column, began, error.problem or "", error.context or "")
    for guess in _GUESSES:
        found = guess(trouble)
        if found:
            return found
    return _anything(trouble)


def unusual_space(line: str, since: int = 0) -> tuple[int, str, str] | None:
    """Return where something stands in place of a space that YAML needs, a sentence and a hint; None for nowhere.

    What stands in the line `since` a column is a field or an item.
    """
    found = _UNUSUAL_SPACE.match(line, since)
    if not found:
        return None
    where = "behind" if found["behind"] else "before"
    says = f"There is {named(found[where])} here, where YAML takes only a plain space."
    plain = re.sub(f"[{UNUSUAL_SPACES}]", " ", line[: found.end()]) + line[found.end() :]
    return found.start(where), says, f"Type a plain space in its place:\n\n{plain}"


def in_quotes(text: str) -> str:
    """Return a value in the kind of straight quotation marks that needs the fewest changes inside."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _marked(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _value(line: str) -> re.Match[str] | None:
    return _FIELD.match(line) or _ITEM.match(line)


def _tab(trouble: _Trouble) -> Mistake | None:
    for number in range(min(trouble.began[0], trouble.line), trouble.line + 1):
        tab = re.match(r"^ *(\t+)\s*\S", trouble.at(number))
        if tab:
            says = "This line is indented with a tab; YAML takes only spaces."
            return Mistake("TAB IN YAML", number, tab.start(1), len(tab[1]), says, "Replace each tab with two spaces.")
    return None


def _space(trouble: _Trouble) -> Mistake | None:
    for number in range(min(trouble.began[0], trouble.above(), trouble.line), trouble.line + 1):
        if found := unusual_space(trouble.at(number)):
            return Mistake("UNUSUAL SPACE", number, found[0], 1, *found[1:])
    return None


_CODE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_HALVES = range(0xD800, 0xE000)  # surrogates, of which JSON writes two for one character


def _escape(trouble: _Trouble) -> Mistake | None:
    if "escape" not in trouble.what and "hexdecimal" not in trouble.what:
        return None
    start = trouble.text.rfind("\\", 0, trouble.column + 1)
    if code := _CODE.match(trouble.text, start):  # whose digits are right, so that only what they mean can be wrong
        half = " but half of one" if int(code[1] or code[2], 16) in _HALVES else ""
        says = f"`{code[0]}` is the code of no character{half}."
        hint = "Write the character itself, or its whole code, as in `\\U0001F600`."
        return Mistake("NO CHARACTER", trouble.line, start, len(code[0]), says, hint)
    says = f"Between double quotation marks a backslash begins a code, and `{trouble.text[start : start + 2]}` is none."
    hint = "Write two backslashes for one, or put the value in single quotation marks."
    return Mistake("STRAY BACKSLASH", trouble.line, start, 2, says, hint)


def _open_quote(trouble: _Trouble) -> Mistake | None:
    """Find a quotation mark that never closes; also one that a mark in a later value seems to close."""
    number, column = trouble.began
    if "quoted scalar" not in trouble.context:
        for number in range(trouble.line, -1, -1):
            value = _value(trouble.at(number))
            if value and value["value"][:1] in ("'", '"') and value["value"].count(value["value"][0]) == 1:
                column = value.start("value")
                break
        else:
            return None
    line = trouble.at(number)
    says = "A quotation mark opens here and never closes."
    hint = f"Close it at the end of the value:\n\n{line.rstrip()}{line[column : column + 1]}"
    return Mistake("QUOTATION MARK WITHOUT END", number, column, len(line.rstrip()) - column, says, hint)


def _text_after_quote(trouble: _Trouble) -> Mistake | None:
    value = _value(trouble.text)
    if not value or value["value"][:1] not in ("'", '"'):
        return None
    text, sign = value["value"], value["value"][0]
    inner = text[1:-1] if text.endswith(sign) and text[1:-1].count(sign) % 2 else text
    says = "The value begins with a quotation mark, so YAML ends it at the next such mark; here more text follows."
    hint = f"Put the whole value in quotation marks of the other kind:\n\n{value['before']}{in_quotes(inner)}"
    return Mistake("STRAY QUOTATION MARK", trouble.line, value.start("value"), len(text), says, hint)


def _text_after_bracket(trouble: _Trouble) -> Mistake | None:
    """Find text that begins with a bracket, such as a link: YAML takes that for a list."""
    value = _value(trouble.text)
    if not value or not re.match(r"\[[^\]]*\]\s*[^\s\],]|\{[^}]*\}\s*[^\s},]", value["value"]):
        return None
    says = f"The value begins with `{value['value'][0]}`, so YAML takes it for a list and cannot read what follows."
    hint = f"Put the value in quotation marks:\n\n{value['before']}{in_quotes(value['value'])}"
    return Mistake("UNQUOTED BRACKET", trouble.line, value.start("value"), len(value["value"]), says, hint)


def _open_bracket(trouble: _Trouble) -> Mistake | None:
    if "flow" not in trouble.context:
        return None
    number, column = trouble.bracket()
    rest = trouble.at(number)[column:].rstrip()
    close = "]" if rest.startswith("[") else "}"
    if close in rest:
        says = f"Between `{rest[:1]}` and `{close}` stand values with commas between them; this is something else."
        hint = "Put values that hold a colon, a bracket or a quotation mark in quotation marks."
        return Mistake("BAD LIST", number, column, len(rest), says, hint)
    says = "A bracket opens here and never closes."
    hint = f"Close it:\n\n{trouble.at(number).rstrip().rstrip(',')}{close}"
    return Mistake("BRACKET WITHOUT END", number, column, len(rest), says, hint)


def _reserved(trouble: _Trouble) -> Mistake | None:
    """Find a value that begins with a sign that YAML keeps for itself."""
    value = _value(trouble.text)
    if not value or value["value"][:1] not in _RESERVED or trouble.column < value.start("value"):
        return None
    says = f"A value cannot begin with {_marked(value['value'][0])}: YAML keeps that sign for itself."
    hint = f"Put the value in quotation marks:\n\n{value['before']}{in_quotes(value['value'])}"
    return Mistake("UNQUOTED SIGN", trouble.line, value.start("value"), len(value["value"]), says, hint)


def _no_space(trouble: _Trouble) -> Mistake | None:
    """Find `name:value`, where PyYAML stumbles a line later."""
    for number in (trouble.began[0], trouble.above(), trouble.line):
        line = trouble.at(number)
        stuck = re.match(r"^ *(?:- +)?([\w-]+):(?=[^\s/])", line)
        if stuck:
            says = "After the colon of a field comes a space; here it is missing."
            hint = f"Write:\n\n{line[: stuck.end()]} {line[stuck.end() :]}"
            return Mistake("NO SPACE AFTER THE COLON", number, stuck.start(1), stuck.end() - stuck.start(1), says, hint)
    return None


def _no_field(trouble: _Trouble) -> Mistake | None:
    """Find a line that is neither a field nor an item."""
    for number in (trouble.began[0], trouble.above(), trouble.line):
        line = trouble.at(number)
        if line.strip() and not re.search(r":(\s|$)|^\s*(-|#|\[|\{)", line):
            says = "This line is not a field: a field is its name, a colon, a space and its value."
            start = len(line) - len(line.lstrip())
            hint = "Write `name: value`. If it goes on with the value above, indent it by two spaces."
            return Mistake("NOT A FIELD", number, start, len(line.strip()), says, hint)
    return None


def _colon(trouble: _Trouble) -> Mistake | None:
    """Find a colon inside a value."""
    if "mapping values are not allowed" not in trouble.what:
        return None
    value = _value(trouble.text)
    if value is None or trouble.column < value.start("value"):
        return None
    says = "The value holds a colon before a space, which YAML takes for the name of another field."
    hint = f"Put the value in quotation marks:\n\n{value['before']}{in_quotes(value['value'])}"
    if fact := re.fullmatch(r"fact: +(\S+)", value["value"]):
        hint = f"Name a fact without a space:\n\n{value['before']}fact:{fact[1]}"
    return Mistake("UNQUOTED COLON", trouble.line, value.start("value"), len(value["value"]), says, hint)


def _indentation(trouble: _Trouble) -> Mistake | None:
    line = trouble.text
    if not re.match(r"^ *(-( |$)|[\w-]+ *:(\s|$))", line):
        return None
    says = "This line does not line up with the lines above it."
    hint = "The fields of one group begin at the same column, and so do the hyphens of one list."
    start = len(line) - len(line.lstrip())
    return Mistake("BAD INDENTATION", trouble.line, start, len(line.strip()), says, hint)


def _anything(trouble: _Trouble) -> Mistake:
    number = trouble.line if trouble.text.strip() else trouble.above()
    line = trouble.at(number)
    column = trouble.column if number == trouble.line else len(line) - len(line.lstrip())
    says = "YAML cannot be read from here on."
    hint = "Compare the line with its neighbours: indentation, brackets and quotation marks."
    return Mistake("YAML DOES NOT PARSE", number, column, len(line.rstrip()) - column, says, hint)


_GUESSES: tuple[Callable[[_Trouble], Mistake | None], ...] = (
    _escape,
    _space,
    _tab,
    _text_after_bracket,
    _open_quote,
    _text_after_quote,
    _open_bracket,
    _reserved,
    _colon,
    _no_space,
    _no_field,
    _indentation,
)
