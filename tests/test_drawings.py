"""Drawings by kind: the hostile are refused at their line, those that programs write are published as they are."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from explainers import SMALL, build, files_of, once_for_all, put
from harmless import HARMLESS, LOOKS_HOSTILE, OTHERWISE
from hostile import hostile, svg
from hypothesis import given
from hypothesis import strategies as st

from explainery.cli import commands
from explainery.pictures import wrong_with

HOSTILE = list(hostile())
ACCEPTED = HARMLESS | LOOKS_HOSTILE


def written(root, drawings):
    """Write an explainer with drawings that a page shows, and return it."""
    put(root, SMALL)
    shown = "\n\n".join(f"![A drawing](drawings/{number}.svg)" for number, _ in enumerate(drawings))
    put(root, {"content/drawn.md": f"---\ntitle: Drawn\nanswer: Much.\nchecked: 2026-01-31\n---\n\n{shown}\n"})
    (root / "content/drawings").mkdir()
    for number, drawing in enumerate(drawings):
        (root / f"content/drawings/{number}.svg").write_bytes(drawing)
    return root


def publish(root, target):
    return CliRunner().invoke(commands, ["publish", "--root", str(root), "--zip", str(target)], catch_exceptions=False)


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """Return the problems of a build with all hostile drawings, by the number of the drawing."""
    root = once_for_all(tmp_path_factory, "hostile", build_hostile)
    assert files_of(root / "site") == {}
    found = {}
    for problem in json.loads((root / "said").read_bytes())["problems"]:
        found.setdefault(problem["path"], []).append(problem)
    return found


def build_hostile(root):
    written(root, [content for _kind, content, _line in HOSTILE])
    result = CliRunner().invoke(commands, ["build", "--root", str(root), "--json"], catch_exceptions=False)
    assert result.exit_code == 1
    (root / "said").write_text(result.stdout, encoding="utf-8")


def test_there_are_many_of_each():
    assert len({kind for kind, _, _ in HOSTILE}) == len(HOSTILE) >= 150
    assert len(ACCEPTED) >= 50


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=[kind for kind, _, _ in HOSTILE])
def test_a_hostile_drawing_is_refused_at_its_line(refused, number):
    first, *_ = refused[f"content/drawings/{number}.svg"]
    assert first["line"] == HOSTILE[number][2], first
    assert first["says"].endswith(".")
    assert first["hint"].endswith(".")


def test_what_programs_write_is_published_as_it_is(tmp_path):
    result = build(written(tmp_path, ACCEPTED.values()))
    assert (result.exit_code, result.stderr) == (0, "")
    published = {content for path, content in files_of(tmp_path / "site/drawings").items() if path.endswith(".svg")}
    assert published == set(ACCEPTED.values())


def test_a_zip_file_holds_accepted_drawings_only(tmp_path):
    root = written(tmp_path / "work", [svg("<path/>"), svg("<script/>")])
    assert publish(root, tmp_path / "lesson.zip").exit_code == 1
    assert not (tmp_path / "lesson.zip").exists()
    (root / "content/drawings/1.svg").write_bytes(svg("<g/>"))
    assert publish(root, tmp_path / "lesson.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "lesson.zip") as archive:
        drawings = {name: archive.read(name) for name in archive.namelist() if name.endswith(".svg")}
    assert {svg("<path/>"), svg("<g/>")} < {*drawings.values()}
    assert not [problem for name, drawing in drawings.items() for problem in wrong_with(name, drawing)]


@pytest.mark.parametrize("program", OTHERWISE)
def test_who_meant_no_harm_reads_how_to_export_otherwise(program):
    drawing, line, words = OTHERWISE[program]
    first, *_ = wrong_with("content/cabin.svg", drawing.encode())
    assert first.place.line == line
    assert words in first.hint


@given(st.sampled_from([*ACCEPTED.values(), *(content for _, content, _ in HOSTILE)]), st.data())
def test_every_file_is_judged(content, data):
    """Pieces of drawings in one another make files that nobody thought of."""
    other = data.draw(st.sampled_from(HOSTILE))[1]
    at, begin = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, len(other)))
    end = data.draw(st.integers(begin, min(len(other), begin + 200)))
    for problem in wrong_with("content/cabin.svg", content[:at] + other[begin:end] + content[at:]):
        assert problem.says.encode()


@given(st.text("url(@import#'\"\\69;{}/*:) \n\t", max_size=60))
def test_every_style_is_judged(css):
    plain = css.replace("<", "").replace("&", "")
    wrong_with("content/cabin.svg", svg(f"<style><![CDATA[{plain.replace(']]>', '')}]]></style>"))


RECTS = "<rect/>" * 10
AGAIN = {  # ~ is the number of a step, and + that of the next
    "use": '<g id="p~">' + '<use href="#p+"/>' * 10 + "</g>",
    "a name that is escaped": '<g id="p~">' + '<use href="#%70+"/>' * 10 + "</g>",
    "fill": '<pattern id="p~">' + '<rect fill="url(#p+)"/>' * 10 + "</pattern>",
    "fill of a group": f'<pattern id="p~"><g fill="url(#p+)">{RECTS}</g></pattern>',
    "fill around": f'<g fill="url(#p+)"><pattern id="p~">{RECTS}</pattern></g>',
    "fill of a copy": f'<g id="s~">{RECTS}</g><pattern id="p~"><use href="#s~" fill="url(#p+)"/></pattern>',
    "style": '<pattern id="p~">' + "<rect style=\"stroke:url( '#p+' )\"/>" * 10 + "</pattern>",
    "value of a style": '<g style="--x:url(#p+)"><pattern id="p~">' + '<rect fill="var(--x)"/>' * 10 + "</pattern></g>",
    "class": '<pattern id="p~">'
    + '<rect class="a~"/>' * 10
    + "</pattern><style>@media all{.a~{fill:url(#p+)}}</style>",
    "rule for all": f'<mask id="p~">{RECTS}</mask><style>*{{mask:url(#p+)}}</style>',
    "movement": '<pattern id="p~">' + '<rect><set attributeName="fill" to="url(#p+)"/></rect>' * 10 + "</pattern>",
    "movement of another": f'<pattern id="p~"><g id="r~">{RECTS}</g></pattern>'
    '<set href="#r~" attributeName="fill" to="url(#p+)"/>',
    "marker": f'<marker id="p~"><path d="M{" 1,1" * 10}" marker-mid="url(#p+)" stroke="red"/></marker>',
    "mask": '<mask id="p~">' + '<rect mask="url(#p+)"/>' * 10 + "</mask>",
    "clip": '<clipPath id="p~">' + '<rect clip-path="url(#p+)"/>' * 10 + "</clipPath>",
    "filter": '<filter id="p~"><feImage href="#g~"/></filter><g id="g~">' + '<rect filter="url(#p+)"/>' * 10 + "</g>",
}


@pytest.mark.parametrize("way", AGAIN)
def test_what_is_drawn_again_and_again_is_counted(way):
    steps = (AGAIN[way].replace("~", str(n)).replace("+", str(n + 1)) for n in range(8))
    body = "".join(steps) + '<rect fill="url(#p0)" filter="url(#p0)"/><use href="#p0"/>'
    assert [problem.title for problem in wrong_with("a.svg", svg(body))] == ["DRAWING TOO LARGE"]


def test_what_is_drawn_again_a_little_is_published():
    shapes = '<path d="M0,0L1,1" class="c" fill="url(#g)"/>' * 2_000
    body = (
        "<style>.c{clip-path:url(#c)}</style>"
        f'<linearGradient id="g">{"<stop/>" * 300}</linearGradient><clipPath id="c"><rect/></clipPath>'
        f'<mask id="m">{"<path/>" * 300}</mask><g mask="url(#m)">{shapes}</g><rect fill="url(#nothing)"/>'
    )
    assert not wrong_with("a.svg", svg(body))


def test_a_place_is_that_of_the_first_sign():
    drawing = svg(
        '<path\n  d="M0 0h9"\n  onclick="a(1)" id="é"/>\n<style>a {}<![CDATA[ b\n { fill: url(//x) } ]]></style>'
    )
    press, fill = (problem.place for problem in wrong_with("a.svg", drawing))
    assert (press.line, press.column, press.length) == (4, 3, len('onclick="a(1)"'))
    assert (fill.line, fill.column, fill.length) == (6, 10, len("url(//x)"))
