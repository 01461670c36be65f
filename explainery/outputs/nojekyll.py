"""`.nojekyll`: tells GitHub Pages to publish the files as they are."""

from explainery.model import Output, Site


def nojekyll(site: Site) -> tuple[Output, ...]:  # noqa: ARG001 - every output takes the site
    """Return the empty file."""
    return (Output(".nojekyll", b""),)
