"""`addresses.txt`: every address that the site answers to, in the form of `explainery/addresses.py`."""

from explainery.addresses import FILE, addresses_of, written
from explainery.model import Output, Site


def addresses(site: Site) -> tuple[Output, ...]:
    """Return the list."""
    return (Output(FILE, written("\n".join(addresses_of(site)), b"").encode()),)
