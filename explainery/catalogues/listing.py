"""The pages that are shipped (`templates/lists/`), whose titles and answers are words of the chrome."""

import json
import re

from explainery.model import Words

_WORDS = re.compile(r"^(title|answer): (.+)$", re.MULTILINE)


def listed_page(text: str, words: Words) -> str:
    """Return a shipped page with its title and answer in a language; JSON is YAML, whatever they hold."""

    def said(found: re.Match[str]) -> str:
        return f"{found[1]}: {json.dumps(words.gettext(found[2]), ensure_ascii=False)}"

    return _WORDS.sub(said, text)


def strings_of_page(text: str) -> tuple[str, ...]:
    """Return what `listed_page` translates."""
    return tuple(found[2] for found in _WORDS.finditer(text))
