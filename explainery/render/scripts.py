"""Runs of a foreign script get the language of their own, so that they are read aloud and set right."""

import functools
import re
from collections.abc import Mapping

from explainery.model import Settings

_LETTERS = {
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arabic": "\u0600-\u06ff",
    "Hebrew": "\u0590-\u05ff",
    "Han": "\u4e00-\u9fff",
}
_NO_MARKUP_INSIDE = ("<title", "<script", "<style", "<textarea", "<desc", "<option")
_DRAWN = ("<text", "<tspan", "</tspan")


def foreign_scripts(settings: Settings) -> Mapping[str, str]:
    """Return the languages of the scripts that are not those of the site's own, by the scripts' names."""
    scripts = settings["scripts"] or {}
    return {name: language for name, language in scripts.items() if language and language != settings["language"]}


def mark_scripts(html: str, scripts: Mapping[str, str]) -> str:
    """Return `html` with a `lang` around every run of a foreign script.

    Left as they are: elements that say their language themselves, and elements that hold plain text only. `scripts`
    maps the names of scripts to languages.
    """
    for script, language in scripts.items():
        texts, run = _patterns(script)
        html = texts.sub(functools.partial(_marked, run, language), html)
    return html


@functools.cache
def _patterns(script: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern for a tag and the text with such letters behind it, and one for a run of the letters."""
    letters = _LETTERS[script]
    texts = re.compile(rf"(<[^<>]*>)([^<{letters}]*[{letters}][^<]*)")
    run = re.compile(rf"[{letters}](?:[{letters}\u0301\d.,:!?’'\-–  ]*[{letters}\u0301])?")
    return texts, run


def _marked(run: re.Pattern[str], foreign: str, found: re.Match[str]) -> str:
    tag, text = found.groups()
    if tag.startswith(_NO_MARKUP_INSIDE) or " lang=" in tag:
        return found[0]
    element = "tspan" if tag.startswith(_DRAWN) else "span"
    return tag + run.sub(lambda words: f'<{element} lang="{foreign}">{words[0]}</{element}>', text)
