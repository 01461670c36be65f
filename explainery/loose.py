"""What a formula gives, as Python reads it; and the typed numbers in it that should be facts: they are from nowhere."""

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction

from explainery.quantities import Clash, Magnitude, Operand, Point, joined
from explainery.units import unit_of

_CONVENTIONS = frozenset(("time", "calendar", "angle", "temperature", "fahrenheit", "kelvin"))  # `+ 7 days`, `- 32`
_FEW = 2  # `stops - 1`: what lies between them
_MOVES = (1009, 2003)  # any two numbers that no formula undoes

MAKE_ONE = "Make a fact of its number, and name that one."
"""The remedy."""

Of = Callable[[str], Operand]
"""Gives what a name in a formula stands for: `fact0`, or `number1`."""


def value_of(node: ast.expr, operand_of: Of) -> Operand:
    """Return what a formula gives. Raises SyntaxError where it is none, Clash, TypeError and ZeroDivisionError."""
    if isinstance(node, ast.Name) and node.id.startswith(("fact", "number")):
        return operand_of(node.id)
    if isinstance(node, ast.BinOp):
        return joined(type(node.op), value_of(node.left, operand_of), value_of(node.right, operand_of))
    if isinstance(node, ast.Call) and node.args and all(map(_is_fact, node.args)):
        return Magnitude(Fraction(len(node.args)), (), "", bare=True)
    raise SyntaxError


def refuse_loose(tree: ast.expr, operand_of: Of) -> None:
    """Raise Clash where a typed number in a formula should be a fact, or no fact in it matters.

    Plain factors are fine (`/ 10`), and so are one of a unit, tens of it to divide by, and the conventions of clocks,
    angles and temperatures.
    """
    facts = sorted({name.id for name in _names(tree) if _is_fact(name)})
    counts = not facts
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id.startswith("number"):
            typed = operand_of(node.id)
            if isinstance(typed, Magnitude) and not typed.bare and (counts or not _is_one(typed)):
                message = f"holds a number in `{typed.words}` that no fact holds."
                raise Clash(message, MAKE_ONE)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and _adds(node, operand_of):
            message = "adds a typed number, or takes one away, which no fact holds."
            raise Clash(message, MAKE_ONE)
    if facts and not _depend(tree, facts, operand_of):
        message = "gives the same whatever its facts say, so none of them holds its result."
        raise Clash(message, MAKE_ONE)


def _is_fact(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.startswith("fact")


def _names(node: ast.expr) -> Iterator[ast.Name]:
    """Yield the names in a formula but those that are only counted."""
    if isinstance(node, ast.Name):
        yield node
    elif isinstance(node, ast.BinOp):
        yield from _names(node.left)
        yield from _names(node.right)


def _is_typed(node: ast.expr) -> bool:
    """Say whether numbers alone were typed here, without a fact, counted or not."""
    return not any(isinstance(inner, ast.Name) and _is_fact(inner) for inner in ast.walk(node))


def _is_measured(whole: Magnitude) -> bool:
    """Say whether an amount is of a kind in which no number is a convention: a length, a weight, money."""
    return any(kind not in _CONVENTIONS for kind, _power in whole.dimension)


def _is_one(typed: Magnitude) -> bool:
    """Say whether an amount is one, ten or a hundred of its unit, or a convention."""
    number = typed.number / unit_of(typed.words).worth
    return not _is_measured(typed) or str(number).strip("0") == "1"


def _adds(node: ast.BinOp, operand_of: Of) -> bool:
    """Say whether a sum is one of facts and a typed number that nothing but a fact could tell."""
    if _is_typed(node.left) == _is_typed(node.right):
        return False
    typed, whole = (node.left, node.right) if _is_typed(node.left) else (node.right, node.left)
    number, amount = value_of(typed, operand_of), value_of(whole, operand_of)
    if not isinstance(number, Magnitude) or not isinstance(amount, Magnitude) or not number.number:
        return False
    if amount.dimension:
        return _is_measured(amount)
    return bool(amount.counts) and abs(number.number) > _FEW


def _depend(tree: ast.expr, facts: list[str], operand_of: Of) -> bool:
    """Say whether a formula gives something else where its facts hold something else; zero holds nothing anyway."""
    found = []
    for move in _MOVES:
        moved = {name: _moved(operand_of(name), move * (at + 1)) for at, name in enumerate(facts)}
        try:
            found.append(value_of(tree, lambda name, moved=moved: moved.get(name) or operand_of(name)))  # type: ignore[misc]
        except (Clash, TypeError, ArithmeticError):
            return True  # what cannot be tried is not doubted
    first, second = found
    if isinstance(first, Magnitude) and isinstance(second, Magnitude):
        return first.number != second.number or not first.number
    return first != second


def _moved(operand: Operand, by: int) -> Operand:
    if isinstance(operand, Point):
        return Point(operand.value + dt.timedelta(days=by)) if isinstance(operand.value, dt.date) else operand
    day = 86400 if operand.dimension == (("time", 1),) else 1
    return Magnitude(operand.number + by * day, operand.dimension, operand.words, operand.bare, operand.counts)
