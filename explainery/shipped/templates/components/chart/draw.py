"""A writer's own chart: a Vega-Lite specification over a data file."""

from explainery.draw.chart import draw

__all__ = ["draw"]
