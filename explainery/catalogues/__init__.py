"""The words of the chrome: all that the generator itself says to readers, in the language of the explainer.

Templates and Python have them in English, and look them up in a catalogue of GNU gettext: a shipped one,
`shipped/locale/<language>/LC_MESSAGES/explainery.po`, or `templates/locale/<language>.po` of the explainer. The list of
all strings is `shipped/locale/explainery.pot`, made by `tools/words.py`.
"""

from explainery.catalogues.finding import TEMPLATE, catalogue_for, shipped_catalogues
from explainery.catalogues.listing import listed_page
from explainery.catalogues.overrides import Override, words_of

__all__ = [
    "TEMPLATE",
    "Override",
    "catalogue_for",
    "listed_page",
    "shipped_catalogues",
    "words_of",
]
