"""The gallery: an explainer of all kinds, records, blocks and figures, made from schemas and examples."""

from explainery.gallery.compose import Gallery, gallery_of

__all__ = ["Gallery", "gallery_of"]
