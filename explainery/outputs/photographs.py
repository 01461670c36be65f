"""Photographs that texts show, in several widths and kinds: what each becomes, and the files.

They are made by several processes at once, and only where no earlier build did.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass

from explainery import walk
from explainery.model import Made, Output, Same, Site
from explainery.pictures.scaling import Photograph, is_photograph, made, planned, takes
from explainery.problems import Place, Problem, Problems
from explainery.workers import spread

Kept = MutableMapping[bytes, bytes]
"""Files of earlier builds by their addresses."""


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Where photographs are made: what earlier builds kept, and which files lie in the output folder as written.

    `kept` is asked for only where a file is not there, since it is large.
    """

    kept: Callable[[], Kept]
    intact: Mapping[str, bytes]

    def developed(self, site: Site, found: Mapping[str, Photograph], *, forget: bool) -> tuple[Made, ...]:
        """Return the files of photographs by their paths. Raises Problems where one cannot be read.

        `forget` leaves those that belong to no photograph of the site.
        """
        addresses = {one.address for photograph in found.values() for one in photograph.renditions}
        outputs: dict[str, Made] = {path: Same(path, self.intact[path]) for path in addresses & self.intact.keys()}
        if addresses == outputs.keys():
            return tuple(outputs[path] for path in sorted(outputs))
        kept = self.kept()
        if forget:
            for name in kept.keys() - {path.encode() for path in addresses}:
                del kept[name]
        missing = [path for path, one in sorted(found.items()) if not self._is_kept(one, kept)]
        self._make(site, {path: found[path] for path in missing}, kept)
        for path in sorted(addresses - outputs.keys()):
            outputs[path] = Output(path, kept[path.encode()])
        return tuple(outputs[path] for path in sorted(outputs))

    def _is_kept(self, photograph: Photograph, kept: Kept) -> bool:
        return all(one.address in self.intact or one.address.encode() in kept for one in photograph.renditions)

    def _make(self, site: Site, missing: Mapping[str, Photograph], kept: Kept) -> None:
        def attempt(path: str) -> list[bytes] | str:
            try:
                return made(missing[path], site.parsed.files[path])
            except ValueError as error:
                return str(error)

        problems = []
        results = spread(attempt, list(missing), lambda path: takes(missing[path]))
        for (path, photograph), result in zip(missing.items(), results, strict=True):
            if isinstance(result, str):
                says = "This picture is damaged: its pixels cannot be read."
                hint = "Save the picture again, or copy it anew from where it came."
                problems.append(Problem("BROKEN PICTURE", Place(f"content/{path}"), says, hint))
                continue
            for rendition, content in zip(photograph.renditions, result, strict=True):
                kept[rendition.address.encode()] = content
        if problems:
            raise Problems(problems)


def photographs(site: Site) -> dict[str, Photograph]:
    """Return what the photographs that the site shows become, by their paths below `content/`."""
    avif = bool((site.settings["pictures"] or {}).get("avif"))
    paths = sorted({picture.path for picture in walk.shown(site)})
    files = {path: site.parsed.files[path] for path in paths}
    return {path: planned(path, content, avif=avif) for path, content in files.items() if is_photograph(content)}
