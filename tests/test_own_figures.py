"""The code of figures: when it runs again, and how one gets out of code that never ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from explainers import build
from test_specs import SPECS, blocks_of, prepare

ROOT = Path(__file__).parents[1]
DRAW = "templates/components/span/draw.py"
ENDLESS = """
def draw(data):
    print("drawing", flush=True)
    while True:
        pass
"""


@pytest.fixture
def root(tmp_path):
    """Return the explainer with a figure of its own that `specs/own-figures.md` starts from."""
    for block in blocks_of(next(spec for spec in SPECS if spec.stem == "own-figures"))[""]:
        prepare(block, tmp_path)
    return tmp_path


def test_other_code_draws_again_and_only_that_page(root):
    assert not build(root).stderr
    (root / "content/other.md").write_text("---\ntitle: Other\nanswer: Other.\nchecked: 2026-01-31\n---\n", "utf-8")
    assert not build(root).stderr
    file = root / DRAW
    file.write_text(file.read_text("utf-8").replace("} m", "} metres"), "utf-8")
    told = build(root)
    assert "1,200 metres" in (root / "site/index.html").read_text("utf-8")
    assert "3 pages: 2 files written" in told.stdout  # the page and its drawing


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (ENDLESS, f"Stopped while `{DRAW}` drew the figure in line 7 of `content/index.md`."),
        (f"{ENDLESS}\ndraw(0)\n", f"Stopped while `{DRAW}` was loaded."),
    ],
)
def test_ctrl_c_names_the_figure_that_does_not_end(root, code, said):
    (root / DRAW).write_text(code, "utf-8")
    command = [sys.executable, "-m", "explainery", "build", "--root", str(root)]
    asked = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(command, **asked) as process:
        try:
            assert process.stdout.readline() == "drawing\n"
            process.send_signal(signal.SIGINT)
            _out, told = process.communicate(timeout=60)
        finally:
            process.kill()  # it would not end by itself
    assert process.returncode == 130
    assert told == f"{said}\n"
