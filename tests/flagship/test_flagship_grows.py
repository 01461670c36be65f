"""What `new` writes fits into the flagship: one of each kind, shipped or its own."""

import pytest
from click.testing import CliRunner
from explainers import build, put_cache
from home import ROOT, put_flagship

from explainery.cli import commands
from explainery.commands.build import SHIPPED

FOLDERS = [base / f"templates/{name}" for base in (SHIPPED, ROOT) for name in ("kinds", "records")]
KINDS = sorted({file.parent.name for folder in FOLDERS for file in folder.glob("*/schema.yaml")})


@pytest.mark.whole
def test_it_takes_one_of_each_kind(tmp_path, flagship):  # noqa: ARG001 - it left a cache
    put_flagship(tmp_path)
    put_cache(tmp_path, ROOT)
    for kind in KINDS:
        made = CliRunner().invoke(commands, ["new", "--root", str(tmp_path), kind, f"Новое: a {kind}"])
        assert (tmp_path / made.stdout.splitlines()[0]).is_file(), kind
    for options in ((), ("--drafts",)):
        built = build(tmp_path, *options)
        assert (built.exit_code, built.stderr) == (0, "")
