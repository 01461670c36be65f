"""Where a reader reports an error: a new issue at the project's host, filled in with what the page knows.

The words stand in `templates/issue.txt`: its first line is the issue's title, the rest its text.
"""

import re
from urllib.parse import quote, urlencode

from explainery.render.environment import expect
from explainery.render.head import shortened
from explainery.render.page import PageContext
from explainery.render.views import RecordView

# The form for a new issue, and the names of its fields (docs.github.com, “Creating an issue from a URL query”;
# docs.gitlab.com, “Create an issue using a URL with prefilled values”).
_HOSTS = {
    "github.com": ("/issues/new", "title", "body"),
    "gitlab.com": ("/-/issues/new", "issue[title]", "issue[description]"),
}
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?P<host>[\w.-]+)/(?P<path>.+?/.+?)(?:\.git)?/?(?:(?:/-)?/tree/.*)?")
_MOST = 2000  # characters of an address that any browser and host takes
_LENGTHS = (1000, 300, 120, 40)  # of the statement: the first with which the address is short enough


def report_of(context: PageContext, fact: RecordView | None = None) -> str | None:
    """Return the address of a new issue about a page, or about a fact; None where no host is known that has a form."""
    expect("report", fact, RecordView, type(None))
    repository = _REPOSITORY.fullmatch(context.views.site.settings["repository"] or "")
    if repository is None or repository["host"] not in _HOSTS:
        return None
    form, title, body = _HOSTS[repository["host"]]
    begin = f"https://{repository['host']}/{quote(repository['path'], safe='/%')}{form}"
    address = ""
    for most in _LENGTHS:
        first, _, rest = _words(context, fact, most).partition("\n")
        query = urlencode({title: first, body: rest.strip()}, quote_via=quote, safe="")
        address = f"{begin}?{query}"
        if len(address) <= _MOST:
            break
    return address


def _words(context: PageContext, fact: RecordView | None, most: int) -> str:
    statement = shortened(str(fact["statement"]), most) if fact else None
    template = context.environment.get_template("issue.txt")
    return template.render(**context.names, fact=fact, statement=statement)
