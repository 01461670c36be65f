"""The values of facts: those that were typed, and those that formulas give, each worked out once."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from explainery.formula import FormulaError, names_in, work_out
from explainery.model import Amount, Edtf, Fact, Quantity
from explainery.problems import Problem, did_you_mean

_HINT = "Write ids of facts with a value, numbers, and signs with spaces around them: `closed - opened`."


def reckon(
    facts: Mapping[str, Fact], drafts: AbstractSet[str] = frozenset()
) -> tuple[Mapping[str, Quantity], tuple[Problem, ...]]:
    """Return what every fact holds that has a value, computed facts worked out; and why some could not be.

    `drafts` are ids of facts that are not on the site, so that no other may be computed from them.
    """
    return _Reckoning(facts, drafts).all()


class _Reckoning:
    """One pass over the facts of a site."""

    def __init__(self, facts: Mapping[str, Fact], drafts: AbstractSet[str]) -> None:
        """Begin with the values that were typed."""
        self._facts, self._drafts = facts, drafts
        self._known: dict[str, Amount] = {name: fact.value for name, fact in facts.items() if fact.value is not None}
        self._failed: set[str] = set()  # whose trouble has been told, by themselves or by the circle that they are in

    def all(self) -> tuple[Mapping[str, Quantity], tuple[Problem, ...]]:
        """Return every quantity, and the problems of those that there is none of."""
        problems: list[Problem] = []
        for name, fact in self._facts.items():
            if fact.formula and name not in self._known and name not in self._failed:
                try:
                    self._amount(name, ())
                except FormulaError as error:
                    self._failed.add(name)
                    problems.append(Problem("BAD FORMULA", fact.places["formula"], str(error), error.hint or _HINT))
        return {name: self._held(name, amount) for name, amount in self._known.items()}, tuple(problems)

    def _held(self, name: str, amount: Amount) -> Quantity:
        return Quantity(amount, self._facts[name].to, self._facts[name].unit)

    def _amount(self, name: str, waiting: tuple[str, ...]) -> Amount:
        """Return a fact's value; `waiting` are the facts that are computed from it. Raises FormulaError."""
        if name in waiting:
            self._failed.update(waiting)
            message = f"`{name}` is computed from itself: {' → '.join((*waiting, name))}."
            raise FormulaError(
                message, "Begin with a fact that is known: give one of these a `value`, not a `formula`."
            )
        if name not in self._known:
            fact = self._facts[name]
            if not fact.formula or name in self._failed:
                message = f"The fact `{name}` has no value to compute with."
                raise FormulaError(message, "Give that fact a `value`, or name another one.")
            for used in names_in(fact.formula):
                self._is_there(used)
            self._known[name] = work_out(
                fact.formula, lambda used: self._operand(used, (*waiting, name)), fact.unit, fact.rounding
            )
        return self._known[name]

    def _is_there(self, name: str) -> None:
        if name in self._drafts and name not in self._facts:
            message = f"The fact `{name}` is a draft, with which nothing can be computed."
            raise FormulaError(message, "Publish that fact (delete its `draft: true`), or name another one.")
        if name not in self._facts:
            message = f"There is no fact `{name}`."
            raise FormulaError(message, did_you_mean(name, self._facts, ""))

    def _operand(self, name: str, waiting: tuple[str, ...]) -> Quantity:
        fact = self._facts[name]
        if fact.to is not None:
            message = f"The fact `{name}` is a range, with which nothing can be computed."
            raise FormulaError(message, "Make facts of its two ends, and compute with each.")
        amount = self._amount(name, waiting)
        if isinstance(amount, Edtf):
            message = f"The fact `{name}` has a date that is not quite known, with which nothing can be computed."
            raise FormulaError(
                message, "Compute with facts whose days are known; or say the result as a typed `value`."
            )
        return Quantity(amount, None, fact.unit)
