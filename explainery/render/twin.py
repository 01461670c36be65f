"""A page's Markdown twin: the same page in another frame (`templates/twin/`), turned into Markdown.

So every kind and component, also those that a writer adds, has a twin without saying anything about it.
"""

from dataclasses import replace

from markupsafe import Markup

from explainery.figures import Figure
from explainery.model import Block, Output
from explainery.paths import twin_of
from explainery.problems import Problems
from explainery.render.faults import not_text, too_deep
from explainery.render.page import PageContext, Workshop
from explainery.render.views import PageView
from explainery.unmark import markdown_of

FOLDER = "twin/"
"""The folder of the templates that stand in place of others while twins are made."""


class TwinContext(PageContext):
    """What the templates of a page's twin are given: links lead to twins, and figures are not drawn again."""

    def __init__(self, page: PageView, site: Workshop) -> None:
        """Take the page, and what all pages are made with."""
        super().__init__(page, replace(site, environment=site.twins or site.environment))

    def relative(self, address: str) -> str:
        """Return an address below the site as a relative one from this page; for a page that of its twin."""
        return super().relative(twin_of(address))

    def panel(self) -> Markup:
        """Return nothing: a twin has its notes at its end."""
        return Markup("")

    def _figure(self, block: Block) -> Figure:
        self.note_figure(block)
        return self.drawings.draw(block)


def twin_output(context: TwinContext, html: str) -> Output:
    """Return the twin of a page, whose twin frame was filled in to `html`. Raises Problems."""
    try:
        return Output(twin_of(context.page.address), markdown_of(html).encode())
    except UnicodeEncodeError:
        raise Problems([not_text(context.page.path, f"{FOLDER}base.html")]) from None
    except RecursionError:
        raise Problems([too_deep(context.page.path, FOLDER)]) from None
