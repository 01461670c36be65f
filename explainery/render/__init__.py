"""Stage 5, `render`: the site and its templates into pages. Templates loop and branch; they never compute."""

from explainery.render.reads import Assets
from explainery.render.search import search_page
from explainery.render.stage import Kept, Progress, Rendered, render, render_in_view
from explainery.render.standalone import not_found, redirects
from explainery.render.text import texts_of

__all__ = [
    "Assets",
    "Kept",
    "Progress",
    "Rendered",
    "not_found",
    "redirects",
    "render",
    "render_in_view",
    "search_page",
    "texts_of",
]
