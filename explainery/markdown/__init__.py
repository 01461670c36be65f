"""Markdown into a `Body`: HTML cut where it needs the rest of the site. Only user of Python-Markdown and nh3."""

from explainery.markdown.marks import slug
from explainery.markdown.parse import PLAIN_CODE, BlockReader, parse_markdown
from explainery.markdown.region import Region
from explainery.markdown.typography import Quotes, quotes_of, typeset_words

__all__ = ["PLAIN_CODE", "BlockReader", "Quotes", "Region", "parse_markdown", "quotes_of", "slug", "typeset_words"]
