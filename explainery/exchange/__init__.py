"""Sources from other programs and for them: CSL-JSON (citationstyles.org, 1.0.2), as Zotero exports it, and BibTeX."""

from explainery.exchange.bibtex import read_bibtex, write_bibtex
from explainery.exchange.csl import Item, read_csl
from explainery.exchange.fields import Brought, same_address, source_fields

__all__ = ["Brought", "Item", "read_bibtex", "read_csl", "same_address", "source_fields", "write_bibtex"]
