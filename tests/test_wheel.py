"""The wheel: all of the package is in it, and it works where no clone is. `tests/long/install.py` installs it, too."""

import configparser
import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from explainers import files_of

from explainery import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder with what the wheel holds, which is what installing it puts there."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "packages")
    return folder / "packages"


def run(installed, folder, *arguments):
    """Call the command line from a folder, with an empty home and no other package of that name to be found."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_"))},
        "PYTHONPATH": str(installed),
        "HOME": str(installed.parent),
    }
    command = [sys.executable, "-m", "explainery", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_all_of_the_package_is_in_it(installed):
    package = {path: file for path, file in files_of(ROOT / "explainery").items() if "__pycache__/" not in path}
    assert files_of(installed / "explainery") == package
    assert {path.split("/")[0] for path in files_of(installed)} == {
        "explainery",
        f"explainery-{__version__}.dist-info",
    }


def test_it_brings_the_command_and_says_what_it_is(installed):
    about = installed / f"explainery-{__version__}.dist-info"
    scripts = configparser.ConfigParser()
    scripts.read_string((about / "entry_points.txt").read_text(encoding="utf-8"))
    assert dict(scripts["console_scripts"]) == {"explainery": "explainery.__main__:main"}
    told = Parser().parsestr((about / "METADATA").read_text(encoding="utf-8"))
    assert (told["Name"], told["Version"], told["License-Expression"]) == (
        "explainery",
        __version__,
        "MIT AND OFL-1.1 AND ISC",
    )
    assert told.get_all("License-File") == [
        "LICENSE",
        "explainery/draw/earth/LICENSE",
        "explainery/shipped/assets/fonts/OFL.txt",
    ]


# That all of the package is in the wheel says most of it, and so does `init` where it is not installed.
@pytest.mark.whole
def test_it_begins_an_explainer_and_builds_the_nearest(installed, tmp_path):
    begun = run(installed, tmp_path, "init", "demo")
    assert (begun.returncode, begun.stderr) == (0, "")
    built = run(installed, tmp_path / "demo/content/heights")
    assert (built.returncode, built.stderr) == (0, "")
    assert (tmp_path / "demo/site/heights/rock.html").is_file()


def test_where_there_is_no_explainer_it_says_how_to_begin_one(installed, tmp_path):
    built = run(installed, tmp_path)
    assert built.returncode == 1
    assert "explainery init DIR` begins a new one." in built.stderr
