"""Sources from other programs and for them: CSL-JSON (citationstyles.org, 1.0.2), CSL-YAML, BibTeX and BibLaTeX."""

from explainery.exchange.bibtex import write_bibtex
from explainery.exchange.csl import plain
from explainery.exchange.duplicates import Known
from explainery.exchange.fields import Brought, source_fields
from explainery.exchange.items import Item, the_entry
from explainery.exchange.reading import read_library

__all__ = ["Brought", "Item", "Known", "plain", "read_library", "source_fields", "the_entry", "write_bibtex"]
