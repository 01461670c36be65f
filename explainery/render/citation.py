"""How a page is cited, for programs: `page.csl.json` beside `page.html`, one item of CSL-JSON that Zotero reads."""

import json

from explainery.model import Output
from explainery.render.page import PageContext


def citation_output(context: PageContext) -> Output:
    """Return a page as CSL-JSON 1.0.2 (citationstyles.org); its version is that of the day on which it was checked."""
    settings, page = context.views.site.settings, context.page
    checked = page["checked"]
    item = {
        "id": f"{settings['id']}/{page.address.removesuffix('.html')}",
        "type": "webpage",
        "title": str(page["title"]),
        "container-title": settings["title"],
        "publisher": settings["publisher"],
        "author": [{"literal": name} for name in settings["authors"] or ()],
        "issued": {"date-parts": [[checked.year, checked.month, checked.day]]},
        "URL": context.canonical(),
        "language": settings["language"],
        "abstract": context.plain(page["answer"]),
    }
    known = {name: value for name, value in item.items() if value}
    text = json.dumps([known], ensure_ascii=False, indent=1)
    return Output(citation_address(page.address), f"{text}\n".encode())


def citation_address(address: str) -> str:
    """Return the address of a page's citation, by its own below the site."""
    return f"{address.removesuffix('.html')}.csl.json"
