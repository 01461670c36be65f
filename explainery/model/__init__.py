"""The values that pass between the stages: frozen, complete when made, never filled in later."""

from explainery.model.history import Change, History
from explainery.model.site import Document, Output, Page, Parsed, Record, Same, Settings, Shape, Site, Source, Sources
from explainery.model.texts import (
    Amount,
    Block,
    Body,
    Citation,
    Edtf,
    EdtfDate,
    Heading,
    Link,
    Mark,
    Month,
    Picture,
    Ref,
    Segment,
)

__all__ = [
    "Amount",
    "Block",
    "Body",
    "Change",
    "Citation",
    "Document",
    "Edtf",
    "EdtfDate",
    "Heading",
    "History",
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
