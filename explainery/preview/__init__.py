"""The live preview: serves what a rebuild wrote, tells open pages what changed, shows problems over them."""

from explainery.preview.run import preview
from explainery.preview.values import Passage, Rebuild, Rebuilt, Setup

__all__ = ["Passage", "Rebuild", "Rebuilt", "Setup", "preview"]
