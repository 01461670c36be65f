"""Pictures that are published: whether a file is the picture that its name says, and a drawing harmless."""

import functools

from explainery.pictures.drawings import refused
from explainery.pictures.rasters import KINDS, fault_of
from explainery.pictures.sizes import size_of
from explainery.problems import Place, Problem

PICTURES = (*KINDS, ".svg")
"""The endings of names of pictures that browsers show."""


@functools.lru_cache(maxsize=1_000)  # a preview asks again at every save
def wrong_with(path: str, content: bytes, *, made_anew: bool = False) -> tuple[Problem, ...]:
    """Return what is wrong with the picture at `path`, which ends in one of `PICTURES`.

    What is `made_anew` tells no place, and must not be too large for that.
    """
    if path.lower().endswith(".svg"):
        return refused(path, content)
    fault = fault_of(content, path, made_anew=made_anew)
    return (Problem(fault[0], Place(path), *fault[1:]),) if fault else ()


__all__ = ["PICTURES", "refused", "size_of", "wrong_with"]
