"""Which numbers a site prints, and what holds each: a fact, a citation, a reason, or nothing.

Beside the stages: `check` words what is wrong, pages and the editorial report say how many there are of each kind.
"""

from explainery.numbers.account import Account, Accounts, accounts_of, forget_others, note_facts
from explainery.numbers.facts import Facts, Said
from explainery.numbers.linked import Finding
from explainery.numbers.passages import Cut, Passage, cut
from explainery.numbers.places import find_in

__all__ = [
    "Account",
    "Accounts",
    "Cut",
    "Facts",
    "Finding",
    "Passage",
    "Said",
    "accounts_of",
    "cut",
    "find_in",
    "forget_others",
    "note_facts",
]
