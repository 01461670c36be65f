"""The flagship keeps to the limits in its settings, and each limit would be overstepped if the site were worse."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from home import put_flagship

from explainery.cli import commands

ROOT = Path(__file__).parents[3]
SETTINGS = yaml.safe_load((ROOT / "content/site.yaml").read_text(encoding="utf-8"))
LIMITS = SETTINGS.get("thresholds", {})

pytestmark = pytest.mark.skipif(SETTINGS["id"] != "challenge", reason="content/ holds another explainer")


def check(root):
    """Return the exit code of `check`, and the measures that have a limit by their names."""
    result = CliRunner().invoke(commands, ["check", "--root", str(root), "--json"], catch_exceptions=False)
    assert result.stdout, result.stderr
    report = json.loads(result.stdout)
    return result.exit_code, {one["name"]: one for one in report["measures"] if "allowed" in one}


@pytest.fixture
def copy(tmp_path):
    return put_flagship(tmp_path)


@pytest.fixture(scope="module")
def checked():
    return check(ROOT)


def test_the_site_keeps_to_its_limits(checked):
    code, found = checked
    assert {name: one["value"] for name, one in found.items() if not one["kept"]} == {}
    assert code == 0
    assert found.keys() == LIMITS.keys()


def test_stricter_limits_are_overstepped(copy, checked):
    """Each limit is one better than the figure of the site, in whichever direction that is."""
    settings, figures = copy / "content/site.yaml", checked[1]
    text = settings.read_text(encoding="utf-8")
    stricter = {}
    for name, limit in LIMITS.items():
        value = figures[name]["value"]
        if isinstance(limit, list):
            stricter[name] = [value + 1, value + 2]
        elif limit and value:
            stricter[name] = value + (1 if name == "two-origins" else -1)
    for name, limit in stricter.items():
        text = text.replace(f"{name}: {LIMITS[name]}", f"{name}: {limit}")
    settings.write_text(text, encoding="utf-8")
    code, found = check(copy)
    assert code == 1
    assert {name for name, one in found.items() if not one["kept"]} == stricter.keys()
