"""Markdown into a `Body`: HTML cut where it needs the rest of the site. Only user of Python-Markdown and nh3.

Blocks are read by markdown-it-py, and code is coloured by Pygments.
"""

from explainery.markdown.code import PLAIN_CODE, language_of, languages
from explainery.markdown.marks import slug
from explainery.markdown.parse import BlockReader, parse_markdown
from explainery.markdown.region import Region
from explainery.markdown.targets import picture_at
from explainery.markdown.typography import Quotes, quotes_of, typeset_words

__all__ = [
    "PLAIN_CODE",
    "BlockReader",
    "Quotes",
    "Region",
    "language_of",
    "languages",
    "parse_markdown",
    "picture_at",
    "quotes_of",
    "slug",
    "typeset_words",
]
