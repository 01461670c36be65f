"""What is known of an address, and how much patience was taken to know it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of an address. What a server or the way to it kept from us is unknown, not gone."""

    ALIVE = "alive"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of an address, why, and where it leads for good if it moved."""

    state: State
    why: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How to ask: times are seconds. `pause` lies between two questions to one host; `longest` ends all for an address.

    `tries` is how often a question is repeated where the server or the way to it failed, each time after twice the wait
    of before, beginning with `backoff`; a wait that the server asks for (Retry-After) is kept up to `longest_wait`.
    """

    connect: float = 10
    read: float = 20
    longest: float = 60
    tries: int = 2
    backoff: float = 1
    longest_wait: int = 20
    pause: float = 1
    hosts: int = 8
