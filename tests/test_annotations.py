"""What GitHub Actions is told about problems."""

from click.testing import CliRunner
from explainers import SMALL, put

from explainery.annotations import annotations, summary, without_commands
from explainery.cli import commands
from explainery.problems import Place, Problem, Problems

FOUND = Problems(
    [Problem("NO SUCH, PAGE: 100%", Place("a.md", 4, 7, 3), "There is no `b.md`.", "Write it:\n\n```text\n50% ok\n```")]
)


def test_an_annotation_is_escaped_as_the_toolkit_does():
    assert annotations(FOUND, lambda path: f"docs/{path}") == (
        "::error file=docs/a.md,line=4,col=7,endColumn=9,title=NO SUCH%2C PAGE%3A 100%25::"
        "There is no `b.md`.%0A%0AWrite it:%0A%0A```text%0A50%25 ok%0A```\n"
    )


def test_what_is_no_file_of_the_repository_is_named_in_words():
    found = Problems([Problem("NO GIT", Place("git"), "There is no git.", "Install it.")])
    assert (
        annotations(found, lambda _path: None) == "::error title=NO GIT::git%0A%0AThere is no git.%0A%0AInstall it.\n"
    )


def test_at_most_ten_problems_are_annotations():
    many = Problems(Problem("MANY", Place("a.md", line), "One.", "Two.") for line in range(1, 100))
    assert annotations(many, lambda path: path).count("\n") == 10
    assert "… and 49 more.\n" in summary(many, lambda _path: [], lambda _place: None)


def test_the_summary_links_to_the_line_and_has_the_text_to_paste():
    text = summary(FOUND, lambda _path: ["", "", "", "See [b](b.md)."], lambda place: f"https://x.org/{place.path}")
    assert text == (
        "## 1 problem: nothing was published\n\n"
        "### NO SUCH, PAGE: 100%\n\n"
        "[a.md, line 4](https://x.org/a.md)\n\n"
        "```text\n 4 | See [b](b.md).\n           ^^^\n```\n\n"
        "There is no `b.md`.\n\n"
        "Write it:\n\n"
        "````text\n```text\n50% ok\n```\n````\n"
    )


def test_content_makes_no_markdown_and_no_commands():
    nasty = Problem("BAD", Place("a.md", 1), "<img src=x> [a](b) @all ", "::set-env::x")
    text = summary(Problems([nasty]), lambda _path: ["``` ::error::x"], lambda _place: None)
    assert r"\<img src=x\> \[a\](b) \@all" in text
    assert "````text\n 1 | ``` ::error::x\n" in text
    wrapped = without_commands("::error::x\n")
    first, *_middle, last = wrapped.splitlines()
    word = first.removeprefix("::stop-commands::")
    assert last == f"::{word}::"
    assert len(word) == 64


def build(tmp_path, monkeypatch, *options):
    root = put(tmp_path / "docs", SMALL | {"content/film.md": SMALL["content/film.md"] + "\nSee [that](nowhere.md).\n"})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return CliRunner().invoke(commands, ["build", "--root", str(root), *options])


def test_paths_begin_at_the_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = build(tmp_path, monkeypatch)
    assert result.exit_code == 1
    assert "\n::error file=docs/content/film.md,line=" in result.stderr
    assert "1 problem. Nothing was written.\n" in result.stderr
    assert "1 problem" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_programs_read_json_there_as_well(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert build(tmp_path, monkeypatch, "--json").stdout.startswith('{\n  "problems"')


def test_elsewhere_nothing_of_this_is_printed(tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    result = build(tmp_path, monkeypatch)
    assert "::" not in result.stderr
    assert not (tmp_path / "summary.md").exists()
