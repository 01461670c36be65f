"""Siblings of `render`: everything that a site publishes beside its pages, one small module each."""

from explainery.model import Site


def wanted(site: Site, name: str) -> bool:
    """Say whether an output is published; `outputs` in the settings switches it off."""
    return site.settings.wants(name)
