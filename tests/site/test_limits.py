"""The shipped site keeps to the limits in its settings, and each limit would be overstepped if the site were worse."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from explainery.cli import commands

ROOT = Path(__file__).parents[2]
SETTINGS = yaml.safe_load((ROOT / "content/site.yaml").read_text(encoding="utf-8"))
LIMITS = SETTINGS.get("thresholds", {})

pytestmark = pytest.mark.skipif(SETTINGS["id"] != "challenge", reason="content/ holds another explainer")


def check(root):
    """Return the exit code of `check`, and the measures that have a limit by their names."""
    result = CliRunner().invoke(commands, ["check", "--root", str(root), "--json"], catch_exceptions=False)
    assert result.stdout, result.stderr
    report = json.loads(result.stdout)
    return result.exit_code, {one["name"]: one for one in report["measures"] if "allowed" in one}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    root = tmp_path_factory.mktemp("explainer")
    shutil.copytree(ROOT / "content", root / "content")
    return root


@pytest.fixture(scope="module")
def shipped(copy):
    return check(copy)


def test_the_site_keeps_to_its_limits(shipped):
    code, found = shipped
    assert {name: one["value"] for name, one in found.items() if not one["kept"]} == {}
    assert code == 0
    assert found.keys() == LIMITS.keys()


@pytest.mark.parametrize("name", sorted(name for name, limit in LIMITS.items() if limit))
def test_a_stricter_limit_is_overstepped(copy, shipped, name):
    """The limit is one better than the figure of the site, in whichever direction that is."""
    settings = copy / "content/site.yaml"
    as_it_was = settings.read_text(encoding="utf-8")
    figure = shipped[1][name]["value"]
    stricter = figure + 1 if name == "two-origins" else figure - 1
    settings.write_text(as_it_was.replace(f"{name}: {LIMITS[name]}", f"{name}: {stricter}"), encoding="utf-8")
    code, found = check(copy)
    settings.write_text(as_it_was, encoding="utf-8")
    assert code == 1
    assert [name for name, one in found.items() if not one["kept"]] == [name]
