"""The code of figures: when it runs again, and how one gets out of code that never ends."""

import json
import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from explainers import build
from specifying import blocks_of, prepare

from explainery.draw import Box, Data, Disc, Dots, Drawing, Fault, Figure, Group, Label, Line, Table, Trace
from explainery.figures.code import drawn
from explainery.figures.sound import unsound
from explainery.model import Block
from explainery.problems import Place, Problems

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
    for block in blocks_of(Path(__file__).with_name("specs") / "own-figures.md")[""]:
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


DREW = f"Stopped while `{DRAW}` drew the figure in line 7 of `content/index.md`."
LOADED = f"Stopped while `{DRAW}` was loaded."


@pytest.mark.by_day(2)
@pytest.mark.parametrize(  # Both commands, and both moments; all four pairs of them at night.
    ("name", "exit_code", "code", "said"),
    [
        ("build", 130, ENDLESS, DREW),
        ("serve", 0, f"{ENDLESS}\ndraw(0)\n", LOADED),
        pytest.param("build", 130, f"{ENDLESS}\ndraw(0)\n", LOADED, marks=pytest.mark.whole),
        pytest.param("serve", 0, ENDLESS, DREW, marks=pytest.mark.whole),
    ],
)
def test_ctrl_c_names_the_figure_that_does_not_end(root, name, exit_code, code, said):
    (root / DRAW).write_text(code, "utf-8")
    command = [sys.executable, "-m", "explainery", name, "--root", str(root)]
    asked = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(command, **asked) as process:
        try:
            assert process.stderr.readline() == "drawing\n"
            process.send_signal(signal.SIGINT)
            _out, told = process.communicate(timeout=60)
        finally:
            process.kill()  # it would not end by itself
    assert process.returncode == exit_code
    assert told == f"{said}\n"


NAN, INFINITE = float("nan"), float("inf")
AXIS = Line(0, 0, 9, 9, "axis")
ONE = Drawing(9, 9, (AXIS,))


class Odd(str):
    """A text that templates print as something else."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return a mark-up of its own."""
        return "<script>alert(1)</script>"


def figure(*shapes: Any, table: Any = None, **more: Any) -> Figure:
    """Return a figure that has these shapes."""
    return Figure(Drawing(9, 9, shapes), ONE, table, **more)


def groups(depth: int) -> Group:
    """Return groups one inside another."""
    return Group((AXIS,)) if depth == 1 else Group((groups(depth - 1),))


SOUND = (
    figure(Line(-5, 0.5, Decimal("1.5"), 9, "axis"), Label(0, 0, "שלום 👩‍🚀 <b> & ]]>", "label", "end")),
    figure(Box(0, 0, 0, 0, "thing", "announced"), Disc(0, 0, 1, "thing"), Trace(((0, 1), (2, 3)), "thing")),
    figure(Dots((), 3, "thing"), groups(20), Group((AXIS,), dim=1, only=2, href="term:pier")),
    figure(table=Table(("a", "b"), (("1", ""), ("2", "x")))),
    figure(values={"scale": "1"}, detents=("first", "second"), table=Table(("a",), ())),
)
UNSOUND: dict[str, Figure] = {
    "must be a number": figure(Line("5", 0, 1, 1, "axis")),
    "must be a finite number": figure(Disc(0, 0, NAN, "thing")),
    "at most 1,000,000 pixels": figure(Box(0, 0, 1e308, 1, "thing", "announced")),
    "the `y` of a `Label`": figure(Label(0, INFINITE, "a")),
    "the `radius` of a `Disc` in the `shapes` of `wide` is -1": figure(Disc(0, 0, -1, "thing")),
    "the `x` of a `Box` in the `shapes` of `wide` must": figure(Box(10**400, 0, 1, 1, "thing")),
    "the `y` of a `Box` in the `shapes` of `wide` must": figure(Box(0, Decimal("sNaN"), 1, 1, "thing")),
    "a number in the `points` of a `Trace`": figure(Trace(((0, NAN),), "thing")),
    "a point is two numbers": figure(Trace(((0, 1, 2),), "thing")),
    "must be a tuple of points": figure(Dots(((n, n) for n in range(3)), 3, "thing")),
    "U+0000": figure(Label(0, 0, "a\0b")),
    "U+D800": figure(table=Table(("a",), (("\ud800",),))),
    "U+202E": figure(table=Table(("a\u202eb",), ())),
    "the `role` of a `Line`": figure(Line(0, 0, 1, 1, None)),
    "is an `Odd`": figure(Label(0, 0, Odd("a"))),
    "`middel`": figure(Label(0, 0, "a", anchor="middel")),
    "`JavaScript:`": figure(Group((AXIS,), href="\tJavaScript:alert(1)")),
    "the `dim` of a `Group`": figure(Group((AXIS,), dim="1")),
    "more than 20 deep": figure(groups(21)),
    "which is not a shape": figure("<svg/>"),
    "must be a `Drawing`": Figure("<svg/>", ONE, None),
    "the `width` of `narrow` is 0": Figure(ONE, Drawing(0, 9, ()), None),
    "the `shapes` of `wide` are `None`": Figure(Drawing(9, 9, None), ONE, None),
    "row 2 of `table` does not have a cell for each of the 2 columns: it has 3": figure(
        table=Table(("a", "b"), (("1", "2"), ("1", "2", "3")))
    ),
    "row 1 of `table` is a `str`": figure(table=Table(("a",), ("1",))),
    "a text in row 1 of `table` is a `float`": figure(table=Table(("a",), ((1.5,),))),
    "the `rows` of `table` are `None`": figure(table=Table(("a",), None)),
    "must be a `Table` or `None`": figure(table="a"),
    "`values` is a `list`": figure(values=["a"]),
    "`values['a']` is an `int`": figure(values={"a": 1}),
    "a name in `values`": figure(values={1: "a"}),
    "`detents` is a `str`": figure(detents="ab"),
}


@pytest.mark.parametrize("one", SOUND)
def test_a_figure_of_shapes_numbers_and_words_is_sound(one):
    assert unsound(one) is None


@pytest.mark.parametrize("says", UNSOUND)
def test_what_no_page_can_show_is_said_of_a_figure(says):
    assert says in (unsound(UNSOUND[says]) or "nothing")


def test_a_group_that_holds_itself_is_said_too():
    inside: list[Any] = []
    inside.append(Group(inside))  # type: ignore[arg-type]
    assert "more than 20 deep" in (unsound(figure(*inside)) or "nothing")


FAILING = {
    "an error that cannot say what it is": "class E(Exception):\n  def __str__(self): return 1 / 0\nraise E",
    "an error that exits while it says what it is": "class E(Exception):\n  def __str__(self): exit()\nraise E",
    "an error without a name": "raise type('', (Exception,), {})('why')",
    "a fault of no parts": "class E(Fault):\n  def __init__(self): pass\nraise E",
    "a fault that cannot say what it is": "class E(Fault):\n  def __str__(self): return 1 / 0\nraise E('why')",
    "a fault without words": "raise Fault(' ')",
    "a fault with a list of parameters": "raise Fault('why', ['of'])",
    "a fault with a number as remedy": "raise Fault('why', 'of', hint=3)",
    "a fault with a text as place": "raise Fault('why', 'of', place='content/index.md')",
}


@pytest.mark.parametrize("raises", FAILING.values(), ids=FAILING)
def test_whatever_code_raises_is_said_at_its_line(raises):
    code = "from explainery.draw import Fault\ndef draw(data):\n  " + raises.replace("\n", "\n  ")
    with pytest.raises(Problems) as found:
        drawn("components/span/draw.py", code, Data({}), Block("span", {}, Place("content/index.md", 7)))
    assert [(one.title, one.place.line) for one in found.value.problems] == [
        ("DRAWING CODE FAILS", code.count("\n") + 1)
    ]


def test_a_fault_says_what_it_says_without_signs_that_nobody_sees():
    code = "from explainery.draw import Fault\ndef draw(data): raise Fault('a\\0b\\x1b[31mc \\ud800\\u202ed', 'of')"
    with pytest.raises(Fault, match=r"^ab\[31mc d$"):
        drawn("components/span/draw.py", code, Data({}), Block("span", {}, Place("content/index.md", 7)))


def test_what_code_prints_is_no_result_and_where_it_goes_is_not_followed(root):
    drawing = root / DRAW
    code = drawing.read_text("utf-8").replace("return Figure", "print('here'); os.chdir('/'); return Figure")
    drawing.write_text(f"import os\nprint('there')\n{code}", "utf-8")
    command = [sys.executable, "-m", "explainery", "build", "--root", ".", "--out", "elsewhere", "--json"]
    asked = {"capture_output": True, "text": True, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    told = subprocess.run(command, cwd=root, check=True, **asked)
    assert json.loads(told.stdout)["pages"] == 2
    assert told.stderr == "there\nhere\n"
    assert (root / "elsewhere/index.html").is_file()
