"""Numbers of figures: brought into one unit, worked out, and said in the language of the page."""

import datetime as dt
from decimal import Decimal, localcontext
from fractions import Fraction

from explainery.draw.data import LATEST, Fact, Formula
from explainery.draw.entries import Cell
from explainery.draw.shapes import Fault
from explainery.formula import FormulaError, work_out
from explainery.model import Amount, Edtf, Quantity
from explainery.units import converted, is_year
from explainery.wording import print_quantity

_FORMULA = "Write ids of facts, numbers, and signs with spaces around them: `closed - opened`."
_DIGITS = 6  # significant ones of a number that was converted


def in_unit(cell: Cell, unit: str) -> tuple[Fraction, Fraction | None]:
    """Return a number in a unit, and the upper end where it is a range. Raises Fault."""
    held, own = cell.held, cell.unit
    if isinstance(held, Formula):
        return _worked_out(held, cell, unit), None
    if isinstance(held, Fact):
        if held.quantity is None:
            message = f"The fact `{held.id}` holds no value."
            raise Fault(message, cell.where, cell.place, "Name a fact that holds a number.")
        own = held.unit
        ends = [end.value for end in held.quantity.ends]
    else:
        ends = [held]
    numbers = [_converted(end, own, unit, cell) for end in ends]
    return numbers[0], numbers[1] if len(numbers) > 1 else None


def number_in(fact: Fact, unit: str, where: str) -> tuple[Decimal, Decimal | None]:
    """Return the number of a fact in a unit, and the upper end where it is a range. Raises Fault, for `where`."""
    low, high = in_unit(Cell(fact, "", fact.place, where), unit)
    return significant(low), None if high is None else significant(high)


def _converted(amount: Amount, own: str, unit: str, cell: Cell) -> Fraction:
    named = f"the fact `{cell.held.id}`" if isinstance(cell.held, Fact) else "it"
    if not isinstance(amount, Decimal | dt.timedelta):
        message = f"A number is expected here, and {named} is a date or a time."
        raise Fault(message, cell.where, cell.place, "Name a fact that holds a number or a duration.")
    number = converted(amount, own, unit)
    if number is None:
        own = own or ("s" if isinstance(amount, dt.timedelta) else "")
        has = f"has the unit `{own}`" if own else "has no unit"
        drawn = f"is drawn in `{unit}`" if unit else "is drawn without a unit"
        message = f"This figure {drawn}, and {named} {has}."
        hint = "Draw numbers of one kind in one figure, or say the `unit` that all of them can be converted to."
        raise Fault(message, cell.where, cell.place, hint)
    return number


def _worked_out(formula: Formula, cell: Cell, unit: str) -> Fraction:
    def operand(name: str) -> Quantity:
        fact = formula.facts.get(name)
        if fact is None:  # a check of its own says so at its place
            message = f"There is no fact `{name}`."
            raise FormulaError(message, "Compute with facts that are there.")
        if fact.quantity is None or fact.to is not None or isinstance(fact.value, Edtf):
            what = "is a range" if fact.to is not None else "holds no single value"
            message = f"The fact `{name}` {what}, with which nothing can be computed."
            raise FormulaError(message, "Compute with facts that hold one number each.")
        return fact.quantity

    try:
        result = work_out(formula.text, operand, unit or None, cell.round)
    except FormulaError as error:
        raise Fault(str(error), cell.where, cell.place, error.hint or _FORMULA) from None
    return _converted(result, unit, unit, cell)


def significant(number: Fraction) -> Decimal:
    """Return a number as a decimal: exact where it has few digits, else to six significant ones."""
    with localcontext() as context:
        context.prec = 30
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        if Fraction(exact) == number and len(exact.normalize().as_tuple().digits) <= 2 * _DIGITS:
            return exact.normalize() + 0
        context.prec = _DIGITS
        return (+exact).normalize() + 0


def say_number(number: float | Decimal, language: str, *, year: bool = False) -> str:
    """Return a number as a language writes it, to six significant digits."""
    exact = number if isinstance(number, Decimal) else significant(Fraction(number))
    return f"{exact.normalize():f}" if year else print_quantity(Quantity(exact), language)


def say_quantity(number: float | Decimal, unit: str, language: str) -> str:
    """Return a number with its unit as a language writes them, to six significant digits: `1,000 km`, `1.000 km`."""
    exact = number if isinstance(number, Decimal) else significant(Fraction(number))
    return print_quantity(Quantity(exact, None, unit), language)


def say_fact(fact: Fact, language: str) -> str:
    """Return what a fact holds in a language, with its unit; nothing for none."""
    return print_quantity(fact.quantity, language, fact.statement) if fact.quantity else ""


def lies_at_year(amount: Amount, unit: str) -> bool:
    """Say whether a number lies on an axis as a year of the calendar: a whole one, in no other unit than that."""
    is_whole = isinstance(amount, Decimal) and amount == int(amount) and 0 < amount <= LATEST
    return is_whole and (is_year(unit) or not unit)
