"""Formulas over facts: `ret-03 - mis-01`. Sums, differences, products and ratios of numbers, dates and durations."""

import ast
import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from explainery.model import Amount, Month

_TOKEN = re.compile(r"\s*(?:((?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*)|([0-9]+(?:\.[0-9]+)?)|([-+*/()]))")
_LONGEST = 500
_OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ROUND_TIME = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_ROUND_NUMBER = {"whole": Decimal(1), "tenth": Decimal("0.1")}


class FormulaError(Exception):
    """A formula that cannot be worked out; the message is a sentence for the writer."""


def names_in(formula: str) -> tuple[str, ...]:
    """Return the ids of the facts that a formula uses. Raises FormulaError where it cannot be read."""
    return tuple(name for name, _number, _sign in _tokens(formula) if name)


def work_out(formula: str, amount_of: Callable[[str], Amount], rounding: str | None) -> Amount:
    """Return a formula's result, rounded half up where `rounding` names a unit. Raises FormulaError."""
    names: list[str] = []
    source = ""
    for name, number, sign in _tokens(formula):
        if name:
            source += f" v{len(names)} "
            names.append(name)
        else:
            source += number or sign
    try:
        tree = ast.parse(source.strip(), mode="eval").body
        result = _value(tree, [amount_of(name) for name in names])
    except SyntaxError:
        message = f"`{formula}` is not a formula."
        raise FormulaError(message) from None
    except (TypeError, InvalidOperation):
        message = f"`{formula}` mixes things that cannot be reckoned together, such as a date and a number."
        raise FormulaError(message) from None
    except OverflowError:
        message = f"`{formula}` leads beyond the calendar."
        raise FormulaError(message) from None
    except (DivisionByZero, ZeroDivisionError):
        message = f"`{formula}` divides by zero."
        raise FormulaError(message) from None
    return _rounded(result, rounding)


def _tokens(formula: str) -> list[tuple[str, str, str]]:
    if len(formula) > _LONGEST:
        message = f"This formula has {len(formula):,} characters; at most {_LONGEST} fit."
        raise FormulaError(message)
    found, at = [], 0
    while formula[at:].strip():
        token = _TOKEN.match(formula, at)
        if not token:
            message = f"`{formula[at:].split(maxsplit=1)[0]}` is no fact, number or sign (`+ - * /`)."
            raise FormulaError(message)
        found.append((token[1] or "", token[2] or "", token[3] or ""))
        at = token.end()
    return found


def _value(node: ast.expr, amounts: list[Amount]) -> Any:
    if isinstance(node, ast.Name):
        amount = amounts[int(node.id[1:])]
        if isinstance(amount, Month):
            raise TypeError
        return amount
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = _value(node.left, amounts), _value(node.right, amounts)
        return _reckon(type(node.op), left, right)
    raise SyntaxError


def _reckon(operation: type[ast.operator], left: Any, right: Any) -> Any:
    """Apply an operation; a duration and a number meet as seconds."""
    both = (left, right)
    if any(isinstance(side, dt.timedelta) for side in both) and operation in (ast.Mult, ast.Div):
        as_numbers = [_seconds(side) for side in both]
        result = _OPERATIONS[operation](*as_numbers)
        is_ratio = operation is ast.Div and isinstance(right, dt.timedelta)
        return result if is_ratio else dt.timedelta(seconds=float(result))
    return _OPERATIONS[operation](left, right)


def _seconds(value: Any) -> Decimal:
    if isinstance(value, dt.timedelta):
        return Decimal(value.days * 86400 + value.seconds)
    if isinstance(value, Decimal):
        return value
    raise TypeError


def _rounded(value: Amount, rounding: str | None) -> Amount:
    if isinstance(value, dt.timedelta) and rounding in _ROUND_TIME:
        unit = _ROUND_TIME[rounding]
        return dt.timedelta(seconds=int(value.total_seconds() / unit + 0.5) * unit)
    if isinstance(value, Decimal):
        if rounding in _ROUND_NUMBER:
            return value.quantize(_ROUND_NUMBER[rounding], rounding="ROUND_HALF_UP")
        if rounding is None:
            return value.normalize() + 0
    return value
