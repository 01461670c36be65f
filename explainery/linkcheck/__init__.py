"""Whether the addresses of other sites that a site names still answer. Never part of a build."""

from explainery.linkcheck.addresses import Named, addresses_of
from explainery.linkcheck.archive import archive_address, date_of, known_copy
from explainery.linkcheck.ask import Asker
from explainery.linkcheck.keep import Kept
from explainery.linkcheck.run import check_addresses
from explainery.linkcheck.verdict import Patience, State, Verdict

__all__ = [
    "Asker",
    "Kept",
    "Named",
    "Patience",
    "State",
    "Verdict",
    "addresses_of",
    "archive_address",
    "check_addresses",
    "date_of",
    "known_copy",
]
