"""The live preview: serves what a rebuild wrote, tells open pages what changed, shows problems over them."""

from explainery.preview.run import preview
from explainery.preview.server import bind
from explainery.preview.values import Builder, Overtaken, Passage, Rebuilt, Setup

__all__ = ["Builder", "Overtaken", "Passage", "Rebuilt", "Setup", "bind", "preview"]
