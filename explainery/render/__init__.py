"""Stage 5, `render`: the site and its templates into pages. Templates loop and branch; they never compute."""

from explainery.render.page import Assets
from explainery.render.stage import Progress, render
from explainery.render.standalone import figure_files, not_found, redirects

__all__ = ["Assets", "Progress", "figure_files", "not_found", "redirects", "render"]
