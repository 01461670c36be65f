"""Formulas: what writers put between dollar signs, as MathML that browsers draw without a script or a font of ours.

Only user of latex2mathml, which makes the MathML; pylatexenc tells before where something is wrong. Both take a while
to load, so this is imported only where a text has a formula.
"""

from explainery.mathematics.commands import known_commands
from explainery.mathematics.elements import Formula, NotUnderstoodError
from explainery.mathematics.reading import read_formula

__all__ = ["Formula", "NotUnderstoodError", "known_commands", "read_formula"]
