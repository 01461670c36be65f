"""How a language says numbers, dates and names, whether words say what a fact says, and how a fact's value is written.

Only user of num2words, and but for `units` of Babel.
"""

from explainery.wording.agreeing import agrees, ends_of, same_kind
from explainery.wording.bounds import bound_of, is_implied
from explainery.wording.codes import codes_in
from explainery.wording.finder import Finder
from explainery.wording.names import has_name, is_quoted_in, names_in, names_of, quotations, words_of
from explainery.wording.number import Number
from explainery.wording.printing import (
    has_words_for,
    locale_of,
    print_clock,
    print_date,
    print_day,
    print_decimal,
    print_list,
    print_ordinal,
    print_quantity,
    print_short_day,
    print_unit,
    print_weekday,
)
from explainery.wording.saying import measures_in, words_say
from explainery.wording.sentences import is_whole, sentence_spans, split_sentences
from explainery.wording.unit_words import symbol_of
from explainery.wording.weight import SMALL

__all__ = [
    "SMALL",
    "Finder",
    "Number",
    "agrees",
    "bound_of",
    "codes_in",
    "ends_of",
    "has_name",
    "has_words_for",
    "is_implied",
    "is_quoted_in",
    "is_whole",
    "locale_of",
    "measures_in",
    "names_in",
    "names_of",
    "print_clock",
    "print_date",
    "print_day",
    "print_decimal",
    "print_list",
    "print_ordinal",
    "print_quantity",
    "print_short_day",
    "print_unit",
    "print_weekday",
    "quotations",
    "same_kind",
    "sentence_spans",
    "split_sentences",
    "symbol_of",
    "words_of",
    "words_say",
]
