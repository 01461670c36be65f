"""Markdown into a `Body`: HTML cut where it needs the rest of the site. Only user of Python-Markdown and nh3."""

from explainery.markdown.marks import slug
from explainery.markdown.parse import PLAIN_CODE, BlockReader, parse_markdown
from explainery.markdown.region import Region
from explainery.markdown.typography import typeset_words

__all__ = ["PLAIN_CODE", "BlockReader", "Region", "parse_markdown", "slug", "typeset_words"]
