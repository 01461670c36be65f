"""The values that pass between the stages: frozen, complete when made, never filled in later."""

from explainery.model.site import Document, Output, Page, Parsed, Record, Same, Settings, Shape, Site, Source, Sources
from explainery.model.texts import Amount, Block, Body, Citation, Heading, Link, Mark, Month, Picture, Ref, Segment

__all__ = [
    "Amount",
    "Block",
    "Body",
    "Citation",
    "Document",
    "Heading",
    "Link",
    "Mark",
    "Month",
    "Output",
    "Page",
    "Parsed",
    "Picture",
    "Record",
    "Ref",
    "Same",
    "Segment",
    "Settings",
    "Shape",
    "Site",
    "Source",
    "Sources",
]
