"""A writer's own chart: its data file, its specification, and what comes onto the page."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from explainers import SMALL, build, files_of, put

from explainery.aside import Aside
from explainery.draw import Fault, chart
from explainery.draw.markup import COLOURS, cleaned

BAR = {
    "mark": "bar",
    "encoding": {
        "x": {"field": "roubles", "type": "quantitative"},
        "y": {"field": "film", "type": "nominal", "title": None},
    },
}
LINE = {
    "mark": {"type": "line", "color": "accent", "clip": True},
    "encoding": {
        "x": {"field": "day", "type": "temporal", "title": None},
        "y": {"field": "roubles", "type": "quantitative"},
    },
}
ROWS = "film,roubles\nВолна,20\nSalyut 7,10\nNothing,0\n"
DAYS = "day,roubles\n2023-04-20,0\n2023-04-27,10\n2023-05-04,5\n"


def data(text=ROWS, spec=None, **changes):
    files = {"film/numbers.csv": text if isinstance(text, bytes) else text.encode()}
    block = {"id": "taken", "data": "numbers.csv", "folder": "film", "files": files, "spec": spec or BAR}
    return {**block, **changes}


def svg(drawing):
    (shape,) = drawing.shapes
    return shape.svg


def elements(drawing):
    return list(ET.fromstring(f"<svg>{svg(drawing)}</svg>").iter())  # noqa: S314 - it is our own


def bars(drawing):
    found = [element.get("d") for element in elements(drawing) if element.get("class") == "chart--fill-series-1"]
    return [float(re.match(r"M[\d.]+,[\d.]+h([\d.]+)", path)[1]) for path in found]


@pytest.mark.parametrize("name", ["wide", "narrow"])
def test_bars_are_as_long_as_their_values(name):
    drawing = getattr(chart.draw(data()), name)
    assert drawing.width == {"wide": 800, "narrow": 260}[name]
    first, second, nothing = sorted(bars(drawing), reverse=True)
    assert first > 0.4 * drawing.width
    assert second == pytest.approx(first / 2, abs=0.5)
    assert nothing == 0


def test_the_table_is_the_file():
    table = chart.draw(data()).table
    assert table.columns == ("film", "roubles")
    assert table.rows == (("Волна", "20"), ("Salyut 7", "10"), ("Nothing", "0"))


def test_only_safe_marks_are_left():
    for drawing in (chart.draw(data()).wide, chart.draw(data(DAYS, LINE)).narrow):
        for element in elements(drawing):
            assert element.tag in {"svg", "g", "path", "rect", "line", "text", "defs", "clipPath"}
            assert not set(element.keys()) & {"style", "fill", "stroke", "font-family", "font-size", "href", "role"}
            for name in (element.get("class") or "").split():
                assert re.fullmatch(rf"chart--(fill|stroke)-({'|'.join(COLOURS)})|drawing__(title|label|tick)", name)


def test_ids_are_the_blocks_own_in_both_widths():
    figure = chart.draw(data(DAYS, LINE))
    for name in ("wide", "narrow"):
        ids = [element.get("id") for element in elements(getattr(figure, name)) if element.get("id")]
        assert ids == [f"taken-{name}-clip-1"]
        assert f"url(#taken-{name}-clip-1)" in svg(getattr(figure, name))


@pytest.mark.parametrize(
    ("zone", "more"),
    [
        pytest.param("UTC", {}, marks=pytest.mark.whole),
        ("America/New_York", {}),
        pytest.param("Asia/Tokyo", {"scale": {"nice": False}}, marks=pytest.mark.whole),
        ("Asia/Tokyo", {"timeUnit": {"unit": "yearmonthdate"}}),
    ],
)
def test_every_machine_draws_the_same(zone, more):
    """Days are in UTC whatever the clock of the machine, also after Vega has been started anew."""
    program = (
        "import json, sys; from explainery.draw import chart; d = json.load(sys.stdin);"
        "d['files'] = {k: v.encode() for k, v in d['files'].items()};"
        "sys.stdout.write(chart.draw(d).wide.shapes[0].svg)"
    )
    x = {**LINE["encoding"]["x"], **more}
    line = {**LINE, "encoding": {**LINE["encoding"], "x": x}}
    given = {**data(DAYS, line), "files": {"film/numbers.csv": DAYS}}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(given).encode(),
        env={**os.environ, "TZ": zone},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == svg(chart.draw(data(DAYS, line)).wide)


def test_narrow_is_laid_over_the_specification():
    figure = chart.draw(data(narrow={"height": 120, "encoding": {"x": {"axis": None}}}))
    assert (figure.wide.height, figure.narrow.height) == (300, 120)
    assert "roubles" in svg(figure.wide)
    assert "roubles" not in svg(figure.narrow)
    assert "Волна" in svg(figure.narrow)


def test_one_row_long_words_and_many_rows():
    long = "Очень длинное название фильма, снятого в космосе"
    figure = chart.draw(data(f'film,roubles\n"{long}",0\n'))
    assert "…" in svg(figure.narrow)
    assert figure.table.rows == ((long, "0"),)
    many = "day,roubles\n" + "".join(f"{2000 + at // 12}-{at % 12 + 1:02}-01,{at}\n" for at in range(1000))
    assert chart.draw(data(many, LINE)).wide.width == 800


def test_yaml_is_a_list_of_rows():
    text = "- {film: Волна, roubles: 20}\n- {roubles: 10, film: 'NO'}\n"
    files = {"data/numbers.yaml": text.encode()}
    figure = chart.draw(data(data="../data/numbers.yaml", files=files))
    assert figure.table.rows == (("Волна", "20"), ("NO", "10"))
    first, second = sorted(bars(figure.wide), reverse=True)
    assert second == pytest.approx(first / 2, abs=0.5)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "no rows"),
        ("film,roubles\n", 0, "no rows"),
        ("film,roubles\nA,1\nB,2,3\n", 3, "3 cells, and the first one names 2 columns"),
        ("film,roubles\nA\n", 2, "1 cell, and the first one names 2 columns"),
        ("film,film\nA,1\n", 1, "twice"),
        ("film,\nA,1\n", 1, "no name"),
        ("film,roubles.sum\nA,1\n", 1, "holds `.`"),
        ('film,roubles\n"A"b,1\n', 2, "not CSV"),
        ("film,roubles\n" + "A,1\n" * 10_000, 0, "10,000 rows"),
        (",".join(f"c{number}" for number in range(101)) + "\n" + "1," * 100 + "1\n", 0, "101 columns"),
        (b"film,roubles\n\xff,1\n", None, "UTF-8"),
    ],
)
def test_a_data_file_that_is_no_table(text, line, says):
    with pytest.raises(Fault) as problem:
        chart.draw(data(text))
    assert says in str(problem.value)
    assert problem.value.parameter == "data"
    assert problem.value.place.path == "content/film/numbers.csv"
    assert line is None or problem.value.place.line == line


def test_an_empty_cell_is_a_gap():
    figure = chart.draw(data("film,roubles\nA,4\nB,\nC,2\n"))
    assert [round(bar / bars(figure.wide)[0], 2) for bar in bars(figure.wide)] == [1, 0.5]
    assert figure.table.rows[1] == ("B", "")


def test_data_that_cannot_be_read_come_with_their_remedy():
    with pytest.raises(Fault) as problem:
        chart.draw(data(b"film,roubles\n\xff,1\n"))
    assert "Save the file again with the encoding UTF-8" in problem.value.hint


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\n", 1), ("- 1\n", 1), ("- {a: 1}\n- {b: 1}\n", 2), ("- {a: [1]}\n", 1), ("- {a: ]\n", 1)]
)
def test_yaml_that_is_no_table(text, line):
    with pytest.raises(Fault) as problem:
        chart.draw(data(data="rows.yaml", folder="data", files={"data/rows.yaml": text.encode()}))
    assert (problem.value.place.path, problem.value.place.line) == ("content/data/rows.yaml", line)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nubmers.csv", "there is `content/film/numbers.csv`"),
        ("../../secret.csv", "outside `content/`"),
        ("/etc/secret.csv", "outside `content/`"),
        ("rows.yaml", "must stand in `content/data/`"),
    ],
)
def test_a_data_file_that_is_not_there(name, says):
    with pytest.raises(Fault, match=re.escape(says)):
        chart.draw(data(data=name))


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("bar", "must be a Vega-Lite specification"),
        ({"encoding": {}}, "does not compile"),
        ({"mark": "bra", "encoding": {}}, "no such mark"),
        ({**BAR, "transform": [{"calculate": "datum.((", "as": "q"}]}, "does not compile: Unexpected token"),
        ({**BAR, "mark": {"type": "text", "limit": 20}}, "`spec.mark.limit` must not be there"),
        ({**BAR, "data": {"url": "https://example.com/a.csv"}}, "`spec.data` must not be there"),
        ({"layer": [{**BAR, "data": {"values": [1]}}]}, "`spec.layer.0.data` must not be there"),
        ({**BAR, "encoding": {"url": {"value": "https://example.com"}}}, "`spec.encoding.url` must not be there"),
        ({**BAR, "encoding": {"href": {"value": "https://example.com"}}}, "`spec.encoding.href` must not be there"),
        ({**BAR, "config": {}}, "`spec.config` must not be there"),
        ({**BAR, "width": 9}, "`spec.width` must not be there"),
        ({"mark": "bar", "encoding": {"x": {"field": "rubles"}}}, "no such column"),
        ({"mark": "bar", "encoding": {"x": {"field": "film", "type": "quantitative"}}}, "`Волна`, which is not"),
        ({**BAR, "mark": {"type": "bar", "color": "red"}}, "`red` is not a colour"),
        ({**BAR, "mark": {"type": "text", "fontSize": 9}}, "at least 15 px"),
        ({"hconcat": [BAR, BAR, BAR, BAR]}, "there are 800"),
        ({**BAR, "height": -9}, "0 px high"),
        ({**BAR, "height": 1e300}, "1e+300 px high"),
        ({"layer": []}, "0 px high"),
        ({**BAR, "transform": [{"sample": 1}]}, "`spec.transform.0.sample` must not be there"),
        ({**BAR, "transform": [{"calculate": "1 + random ()", "as": "q"}]}, "asks for `random()`"),
        ({**BAR, "transform": [{"calculate": "r\\u0061ndom()", "as": "q"}]}, "asks for `random()`"),
        ({**BAR, "transform": [{"filter": {"and": ["true", "now() > 1"]}}]}, "asks for `now()`"),
        ({**BAR, "transform": [{"calculate": "datetime( )", "as": "q"}]}, "asks for `datetime()`"),
        ({**BAR, "params": [{"name": "p", "expr": "sampleNormal(1, 2)"}]}, "asks for `sampleNormal()`"),
        ({**BAR, "mark": {"type": "errorbar", "extent": "ci"}}, "`spec.mark.extent` asks for `ci`"),
        ({**BAR, "mark": {"type": "text", "font": "Arial"}}, "`spec.mark.font` must not be there"),
        (
            {**BAR, "mark": {"type": "bar", "stroke": "ink", "strokeCap": "url(x)"}},
            "`stroke-linecap` the value `url(x)`",
        ),
        (
            {"layer": [BAR, {"mark": "text", "encoding": {**BAR["encoding"], "text": {"value": "a\u202eb"}}}]},
            "U+202E, right-to-left override",
        ),
    ],
)
def test_a_specification_that_cannot_be_drawn(spec, says):
    with pytest.raises(Fault) as problem:
        chart.draw(data(spec=spec))
    assert says in str(problem.value)
    assert problem.value.parameter == "spec"


def test_words_that_name_what_changes_are_words():
    spec = {**BAR, "title": "Here and now (2021)", "transform": [{"calculate": "datetime(2021, 1)", "as": "q"}]}
    assert "now (2021)" in svg(chart.draw(data(spec=spec, untied="It is a day.")).wide)


def test_a_number_that_is_too_large_to_be_drawn_is_none():
    with pytest.raises(Fault, match="`1e999`, which is not a number"):
        chart.draw(data("film,roubles\nA,1e999\n"))


def test_words_beyond_a_side_are_a_problem():
    beyond = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><g transform="translate(90,0)">{}</g></svg>'
    words = '<text font-size="15px" {}>Words</text>'
    with pytest.raises(Fault, match="beyond the side"):
        cleaned(beyond.format(words.format("")), "a", "spec")
    assert cleaned(beyond.format(words.format('text-anchor="end"')), "a", "spec")
    assert cleaned(beyond.format(words.format('transform="rotate(-90)"')), "a", "spec")


@pytest.mark.parametrize("name", ["script", "style", "image", "foreignObject", "a"])
def test_nothing_but_shapes_and_words(name):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g><{name}/></g></svg>'
    with pytest.raises(Fault, match=f"draws a `{name}`"):
        cleaned(text, "a", "spec")


FOREVER = {
    **BAR,
    "transform": [{"calculate": "test(/(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "as": "q"}],
}


@pytest.fixture
def hurried(monkeypatch):
    """Give charts little time, as long as a test lasts."""
    Aside.begin_anew()
    chart._svg.cache_clear()  # noqa: SLF001 - what was drawn before would not be drawn again
    monkeypatch.setattr(chart, "SECONDS", 0.2)
    yield monkeypatch
    Aside.begin_anew()


def test_what_never_ends_is_given_up_and_others_are_drawn(hurried):
    hurried.undo()
    assert chart.draw(data())
    hurried.setattr(chart, "SECONDS", 0.2)
    with pytest.raises(Fault, match=r"`spec` is not drawn after 0\.2 seconds") as problem:
        chart.draw(data(spec=FOREVER))
    assert problem.value.hint.startswith("Ask for less")
    hurried.undo()
    assert bars(chart.draw(data(spec={**BAR, "height": 250})).wide)


def test_many_that_never_end_do_not_add_up(hurried):
    says = []
    for number in range(4):
        with pytest.raises(Fault) as problem:
            chart.draw(data(spec={**FOREVER, "height": 100 + number}))
        says.append(str(problem.value))
    assert ["not tried" in one for one in says] == [False, False, False, True]
    hurried.undo()
    Aside.begin_anew()  # as another build does
    assert chart.draw(data())


def test_one_program_draws_all_until_it_ends(hurried):
    hurried.undo()
    assert chart.draw(data())
    process = chart.PROGRAM._process  # noqa: SLF001 - nothing else tells which it is
    assert chart.draw(data(DAYS, LINE))
    hurried.setattr(chart, "LARGEST", 1000)
    with pytest.raises(Fault, match=r"a drawing of \d,\d+ characters, and a page can hold 1,000"):
        chart.draw(data(spec={**BAR, "height": 302}))
    assert chart.PROGRAM._process is process  # noqa: SLF001
    if sys.platform == "linux":  # others limit no memory in use
        assert re.search(r"Max data size +2000000000 ", Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii"))
    process.kill()  # as the system does where memory is short
    with pytest.raises(Fault, match="`spec` ended the program that draws it"):
        chart.draw(data(spec={**BAR, "height": 303}))
    assert chart.PROGRAM._process is None  # noqa: SLF001


def test_the_program_ends_when_nobody_asks_any_more():
    command = [sys.executable, "-P", chart.PROGRAM._file]  # noqa: SLF001 - nothing else starts it
    assert subprocess.run(command, input=b"", capture_output=True, check=True).stdout == b""


def test_without_the_package_a_problem_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    chart._svg.cache_clear()  # noqa: SLF001 - what was drawn before would be drawn again without the package
    with pytest.raises(Fault, match="vl-convert-python, which is not installed") as problem:
        chart.draw(data())
    assert problem.value.hint.endswith('-m pip install "explainery[charts]"')


BLOCK = """
```chart
id: taken
claim: The first film took twice as much.
alt: Three bars.
data: {data}
columns: [{{name: roubles, unit: million, source: tass-1}}]
spec:
  mark: bar
  encoding:
    x: {{field: roubles, type: quantitative}}
    y: {{field: film, type: nominal, title: null, sort: null}}
sources: [tass-1]
method: As the source says.
```
"""


def test_a_chart_on_a_page(tmp_path):
    rows = {"content/numbers.csv": ROWS, "content/data/more.yaml": "- {film: <b>A & B</b>, roubles: 1}\n"}
    page = SMALL["content/film.md"] + BLOCK.format(data="numbers.csv")
    other = SMALL["content/stages/one.md"] + BLOCK.format(data="../data/more.yaml")
    root = put(tmp_path, {**SMALL, **rows, "content/film.md": page, "content/stages/one.md": other})
    result = build(root)
    assert result.exit_code == 0, result.output
    files = files_of(root / "site")
    html = files["film.html"].decode()
    assert html.count("chart--fill-series-1") == 6
    assert "style=" not in html
    assert '<th scope="col">film</th><th scope="col">roubles</th>' in html
    assert files["figures/film-taken.csv"].decode() == ROWS.replace("\n", "\r\n")
    assert "chart--fill-series-1" in files["figures/film-taken.svg"].decode()
    assert ET.fromstring(files["figures/stages-one-taken.svg"]).tag.endswith("svg")  # noqa: S314 - it is our own
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in files["stages/one.html"].decode()


def test_a_figure_whose_file_would_have_too_long_a_name(tmp_path):
    block = BLOCK.format(data="numbers.csv").replace("id: taken", "id: " + "a" * 247)
    page = SMALL["content/film.md"] + block
    root = put(tmp_path, {**SMALL, "content/film.md": page, "content/numbers.csv": ROWS})
    result = build(root)
    assert result.exit_code == 1
    assert "-- NAME TOO LONG --" in result.output
    assert "a name of 256 bytes" in result.output


def test_a_ragged_row_is_shown_where_it_stands(tmp_path):
    page = SMALL["content/film.md"] + BLOCK.format(data="numbers.csv")
    root = put(tmp_path, {**SMALL, "content/film.md": page, "content/numbers.csv": "film,roubles\nA,1,2\n"})
    result = build(root)
    assert result.exit_code == 1
    assert "content/numbers.csv\n" in result.output
    assert " 2 | A,1,2\n" in result.output
    assert "3 cells, and the first one names 2 columns" in result.output
