"""New pages, figures and records, written from their schemas, for a person to fill in. Knows no folder and no clock."""

from explainery.scaffold.names import short_name
from explainery.scaffold.text import bare_record_text, block_text, page_text, record_text
from explainery.scaffold.values import Needs, first_values, titled

__all__ = [
    "Needs",
    "bare_record_text",
    "block_text",
    "first_values",
    "page_text",
    "record_text",
    "short_name",
    "titled",
]
