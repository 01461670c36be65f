"""Why a drawing is no XML, in plain words; what these do not name is said as the parser says it."""

from xml.parsers import expat

_EARLY = ("it ends before it is complete", "")
_FAULTS = {
    expat.errors.XML_ERROR_UNBOUND_PREFIX: (
        "a prefix before a `:` is declared nowhere",
        "Save it again as plain SVG, or declare the prefix in the first element, as in `xmlns:name=…`.",
    ),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: (
        "a name between `&` and `;` stands for nothing",
        "Write the sign itself in its place.",
    ),
    expat.errors.XML_ERROR_INVALID_TOKEN: ("this sign is not allowed here", ""),
    expat.errors.XML_ERROR_TAG_MISMATCH: ("here another element ends than the one that began last", ""),
    expat.errors.XML_ERROR_NO_ELEMENTS: _EARLY,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: _EARLY,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _EARLY,
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: ("something follows its end", ""),
    expat.errors.XML_ERROR_SYNTAX: ("it does not begin as XML does", ""),
}


def in_plain_words(code: int) -> tuple[str, str]:
    """Return why a file is no XML, and what to do."""
    words, hint = _FAULTS.get(expat.ErrorString(code) or "", (expat.ErrorString(code), ""))
    return f"This drawing cannot be read: {words}.", hint or "Save it again as plain SVG."
