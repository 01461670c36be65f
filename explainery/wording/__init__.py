"""Whether words say what a fact says, and how a fact's value is written. Only user of Babel and num2words."""

from explainery.wording.printing import locale_of, print_amount, print_clock, print_date, print_day
from explainery.wording.saying import spelled, words_say
from explainery.wording.weights import Finder, Weight, symbol_of

__all__ = [
    "Finder",
    "Weight",
    "locale_of",
    "print_amount",
    "print_clock",
    "print_date",
    "print_day",
    "spelled",
    "symbol_of",
    "words_say",
]
