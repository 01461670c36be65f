"""Formulas over facts, `closed - opened`: numbers with their units, dates and durations, reckoned exactly."""

import ast
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from explainery.loose import MAKE_ONE, refuse_loose, value_of
from explainery.model import Amount, Edtf, Month, Quantity
from explainery.quantities import Clash, Magnitude, Operand, Point, Rounding, measured, settled
from explainery.units import known_unit, unit_of

_TOKEN = re.compile(r"\s*(?:((?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*)|([0-9]+(?:\.[0-9]+)?)|([-+*/(),]))")
_LONGEST = 500
_COUNT = "count"
_PRINTED = {"*": "×", "/": "÷", "-": "−", "+": "+"}

Token = tuple[str, str, str]
"""The id of a fact (or the word after a number), a number, or a sign: the one that is not empty."""


class FormulaError(Exception):
    """A formula that cannot be worked out; the message is a sentence for the writer, `hint` the remedy if known."""

    def __init__(self, says: str, hint: str = "") -> None:
        """Take the sentence and the remedy."""
        super().__init__(says)
        self.hint = hint


def names_in(formula: str) -> tuple[str, ...]:
    """Return the ids of the facts that a formula uses. Raises FormulaError where it cannot be read."""
    return tuple(word for kind, word in _pieces(formula) if kind == "fact")


def work_out(
    formula: str,
    operand: Callable[[str], Quantity],
    unit: str | None,
    rounding: str | None,
) -> Amount:
    """Return a formula’s result in `unit`, rounded half up to what `rounding` names. Raises FormulaError.

    `operand` gives what a fact holds, where the formula needs them, or raises FormulaError. Numbers of one kind
    meet in any unit: `km + m`, `hours / minutes`. A result without unit is a pure number, a point in time or a
    duration. `1 day` is a number with its unit; `count(a, b)` says how many facts stand there.
    """
    source, words = _source(formula)
    held: dict[str, Quantity] = {}
    if "fact" not in source:
        message = f"`{formula}` names no fact, so nothing would hold its result."
        raise FormulaError(message, MAKE_ONE)

    def operand_of(name: str) -> Operand:
        word = words[int(name.lstrip("factnumber"))]
        if name.startswith("fact"):
            held[word] = operand(word)
            return _of_fact(held[word])
        number, _, its_unit = word.partition(" ")
        return measured(Decimal(number), unit_of(its_unit or None), bare=not its_unit)

    try:
        tree = ast.parse(source, mode="eval").body
        result = value_of(tree, operand_of)
        refuse_loose(tree, operand_of)
        return settled(result, unit, Rounding(rounding))
    except SyntaxError:
        message = f"`{formula}` is not a formula."
        raise FormulaError(message) from None
    except TypeError:
        raise _mixed(formula, held) from None
    except Clash as clash:
        message = f"`{formula}` {clash}"
        raise FormulaError(message, clash.hint) from None
    except OverflowError:
        message = f"`{formula}` leads beyond the calendar."
        raise FormulaError(message, "Correct it so that its result lies in the years 1 to 9999.") from None
    except ZeroDivisionError:
        message = f"`{formula}` divides by zero."
        raise FormulaError(message, "Correct what follows `/`, or the value of the fact that it names.") from None


def in_words(formula: str, value_of: Callable[[str], str], count: str = _COUNT) -> str:
    """Return a formula that can be read with the values filled in: `17 October 2021 − 5 October 2021`.

    `count` is what readers see where it counts facts.
    """
    signs = {**_PRINTED, _COUNT: count}
    shown = [value_of(word) if kind == "fact" else signs.get(word, word) for kind, word in _pieces(formula)]
    return re.sub(r"(?<=\() | (?=[),])", "", " ".join(shown))


def _source(formula: str) -> tuple[str, list[str]]:
    """Return a formula as Python reads it, with `fact0` and `number1` in it, and the words that these stand for."""
    words: list[str] = []
    source = ""
    for kind, word in _pieces(formula):
        if kind != "sign" and word not in words:
            words.append(word)
        source += word if kind == "sign" else f" {kind}{words.index(word)} "
    return source.strip(), words


def _pieces(formula: str) -> Iterator[tuple[str, str]]:
    """Yield what a formula is made of: a `fact`, a `number` (perhaps with its unit: `60 minutes`), or a `sign`."""
    tokens = _tokens(formula)
    at = 0
    while at < len(tokens):
        name, number, sign = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else ("", "", "")
        if number and following[0] and known_unit(following[0]):
            yield "number", f"{number} {following[0]}"
            at += 1
        elif number:
            yield "number", number
        elif name == _COUNT and following[2] == "(":
            yield "sign", _COUNT
        else:
            yield ("fact", name) if name else ("sign", sign)
        at += 1


def _tokens(formula: str) -> list[Token]:
    if len(formula) > _LONGEST:
        message = f"This formula has {len(formula):,} characters; at most {_LONGEST} fit."
        raise FormulaError(message, "Compute its parts in facts of their own, and name those here.")
    found, at = [], 0
    while formula[at:].strip():
        token = _TOKEN.match(formula, at)
        if not token:
            message = f"`{formula[at:].split(maxsplit=1)[0]}` is not a fact, a number or a sign (`+ - * /`)."
            raise FormulaError(message)
        found.append((token[1] or "", token[2] or "", token[3] or ""))
        at = token.end()
    return found


def _mixed(formula: str, held: Mapping[str, Quantity]) -> FormulaError:
    """Return what is wrong with a formula that reckons with what cannot be reckoned together."""
    for name, quantity in held.items():
        if isinstance(quantity.value, Month | Edtf):
            message = f"`{formula}` reckons with `{name}`, a date that has no certain day."
            return FormulaError(message, "Name facts that hold a day, such as `2021-10-05`.")
    message = f"`{formula}` mixes things that cannot be reckoned together, such as a date and a number."
    hint = "Dates can be subtracted from one another, which gives a duration; and a duration can be added to a date."
    return FormulaError(message, hint)


def _of_fact(held: Quantity) -> Operand:
    value = held.value
    if isinstance(value, Decimal):
        return measured(value, unit_of(held.unit), words=held.unit or "")
    if isinstance(value, dt.timedelta):
        return Magnitude(Fraction(value // dt.timedelta(seconds=1)), (("time", 1),), "a duration")
    return Point(value)
