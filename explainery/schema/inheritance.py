"""What a kind or component takes over, beside fields, from the one that it extends: the templates that it lacks."""

from collections.abc import Iterator, Mapping

from explainery.model import Shape

_EXTENDED = ("page.html", "card.svg")
_INCLUDED = ("card.html", "graph.json", "component.html")


def with_inherited(
    templates: Mapping[str, str], kinds: Mapping[str, Shape], components: Mapping[str, Shape]
) -> Mapping[str, str]:
    """Return templates with those that kinds and components take over from what they extend.

    Each stands under its own name and leads to the one it comes from, so that what is wrong is said where it stands.
    """
    inherited: dict[str, str] = {}
    for folder, shapes in (("kinds", kinds), ("components", components)):
        for name in shapes:
            for parent in _parents(name, shapes):
                for template, text in _offered(f"{folder}/{parent}", templates):
                    own = f"{folder}/{name}/{template}"
                    if own not in templates:
                        inherited.setdefault(own, text)
    return {**templates, **inherited} if inherited else templates


def _parents(name: str, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Yield what a kind or component extends, the nearest first."""
    seen = {name}
    while (parent := shapes[name].extends) in shapes and parent not in seen:
        seen.add(parent)
        yield parent
        name = parent


def _offered(folder: str, templates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the templates in a folder that may be taken over, each with the text that does so.

    What has no page and no component of its own, as `figure`, gives its fields alone.
    """
    if not {f"{folder}/page.html", f"{folder}/component.html"} & templates.keys():
        return
    for template in _EXTENDED:
        if f"{folder}/{template}" in templates:
            yield template, f'{{% extends "{folder}/{template}" %}}'
    for template in _INCLUDED:
        if f"{folder}/{template}" in templates:
            yield template, f'{{% include "{folder}/{template}" %}}'
    if f"{folder}/style.css" in templates:
        yield "style.css", templates[f"{folder}/style.css"]
