"""Drawings that templates give, held against the same list as those of writers, since readers get them just as well."""

from explainery.pictures import refused
from explainery.problems import Place, Problem, Problems


def judge(svg: bytes, template: str, address: str) -> None:
    """Raise Problems with what may not stand in a drawing that a template gives for an address below the site."""
    problems = []
    for one in refused(address, svg):
        says = f"{one.says} This is in line {one.place.line} of what the template gives for `{address}`."
        problems.append(Problem(one.title, Place(f"templates/{template}"), says, one.hint))
    if problems:
        raise Problems(problems)
