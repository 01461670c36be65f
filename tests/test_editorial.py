"""The commands `check` and `check --history`: each measure on an explainer made for it, limits, and git."""

import datetime as dt
import json
import os
import re
import subprocess

import pytest
from click.testing import CliRunner
from explainers import SMALL, put

from explainery.cli import commands

MINE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
SECOND = (
    "- id: ap-1\n  type: webpage\n  title: Another report\n  publisher: AP\n  URL: https://apnews.com/1\n"
    "  archived: https://web.archive.org/web/2021/https://apnews.com/1\n  kind: agency\n  origin: ap\n"
)


def run(root, *arguments):
    return CliRunner().invoke(commands, ["check", "--root", str(root), *arguments], catch_exceptions=False)


def report(root, *arguments):
    """Return the measures of an explainer by their names."""
    result = run(root, "--json", *arguments)
    assert result.stderr == ""
    return {measure["name"]: measure for measure in json.loads(result.stdout)["measures"]}


def says(measure):
    return [finding["says"] for finding in measure["findings"]]


def page(text, more=""):
    return f"---\ntitle: Extra\nanswer: Some words.\nchecked: 2026-01-31\n{more}---\n\n{text}\n"


def changed(*edits, **files):
    """Return the small explainer with words of its files replaced, and with more files."""
    small = dict(SMALL)
    for path, old, new in edits:
        assert old in small[path]
        small[path] = small[path].replace(old, new, 1)
    return {**small, **{f"content/{name}.md": text for name, text in files.items()}}


def test_facts_are_counted_by_status_and_by_origin(tmp_path):
    two = (
        "content/facts.yaml",
        "[tass-1]\n  checked: 2026-01-31\n- id: doctor",
        "[tass-1, ap-1]\n  checked: 2026-01-31\n- id: doctor",
    )
    small = changed(two, ("content/facts.yaml", "status: documented", "status: announced"))
    small["content/sources.yaml"] += SECOND
    found = report(put(tmp_path, small))
    assert found["facts-by-status"]["parts"] == {"announced": 1, "documented": 1}
    assert (found["two-origins"]["value"], says(found["two-origins"])) == (50, ["doctor: only tass"])


def test_copies_of_one_story_are_one_origin(tmp_path):
    copy = SECOND.replace("origin: ap", "origin: tass-1")
    small = changed(("content/facts.yaml", "[tass-1]", "[tass-1, ap-1]"))
    small["content/sources.yaml"] += copy
    assert report(put(tmp_path, small))["two-origins"]["value"] == 0


def test_what_is_due_comes_oldest_first_with_who_depends_on_it(tmp_path):
    small = changed(
        ("content/facts.yaml", "checked: 2026-01-31", "checked: 2026-01-31\n  check-every: 6 months"),
        ("content/film.md", "checked: 2026-01-31", "checked: 2026-01-31\ncheck-every: 30 days"),
    )
    root = put(tmp_path, small)
    assert report(root, "--today", "2026-03-01")["due"]["value"] == 0
    assert says(report(root, "--today", "2026-03-02")["due"]) == ["film.md: due since 2026-03-02"]
    assert says(report(root, "--today", "2026-07-31")["due"]) == [
        "film.md: due since 2026-03-02",
        "days: due since 2026-07-31; on it depend index.md",
    ]


def test_without_a_day_it_is_that_of_the_machine(tmp_path):
    root = put(tmp_path, changed(("content/film.md", "checked: 2026-01-31", "checked: 2026-01-31\ncheck-every: 1 day")))
    days = [dt.datetime.now().astimezone().date().isoformat()]
    told = json.loads(run(root, "--json").stdout)
    days.append(dt.datetime.now().astimezone().date().isoformat())
    assert told["today"] in days
    assert [one["value"] for one in told["measures"] if one["name"] == "due"] == [1]
    put(root, {"content/film.md": SMALL["content/film.md"].replace("checked: 2026-01-31", "checked: 9999-12-31")})
    result = run(root)
    assert (result.exit_code, result.stderr.startswith("-- CHECKED IN THE FUTURE --")) == (1, True)


def test_sources_without_archive_and_date(tmp_path):
    small = changed()
    small["content/sources.yaml"] += SECOND
    found = report(put(tmp_path, small))
    assert says(found["unarchived"]) == ["tass-1: A report"]
    assert says(found["undated"]) == ["ap-1: Another report"]


def test_what_nothing_refers_to(tmp_path):
    small = changed(("content/film.md", "[doctor](fact:doctor)", "doctor"))
    small["content/sources.yaml"] += SECOND
    term = "- id: {id}\n  term: {id}\n  definition: A word.\n  sources: [tass-1]\n"
    small["content/terms.yaml"] = term.format(id="used") + term.format(id="idle")
    small["content/more.md"] = page("A [word](term:used).")
    small["content/glossary.md"] = page("```glossary\n```")
    found = report(put(tmp_path, small))
    assert [says(found[f"unused-{kind}s"]) for kind in ("fact", "source", "term")] == [["doctor"], ["ap-1"], ["idle"]]


def test_drafts_are_not_counted(tmp_path):
    small = changed()
    before = report(put(tmp_path / "before", small))
    small["content/facts.yaml"] += SMALL["content/facts.yaml"].replace("- id: ", "- draft: true\n  id: new-")
    small["content/sources.yaml"] += SECOND.replace("- id: ", "- draft: true\n  id: new-")
    small["content/draft.md"] = page("A picture: ![A](a.svg)", "draft: true\n")
    assert report(put(tmp_path / "after", small)) == before


def test_what_a_formula_is_made_from_is_used(tmp_path):
    small = changed(("content/index.md", "[12 days](fact:days)", "[24 days](fact:twice)"))
    small["content/facts.yaml"] += (
        "- id: twice\n  statement: Twice.\n  formula: 2 * days\n  unit: days\n  status: computed\n"
        "  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
    )
    assert says(report(put(tmp_path, small))["unused-facts"]) == []


def test_a_fact_that_gives_a_field_its_value_is_used_and_leads_to_its_source(tmp_path):
    base = "  status: documented\n  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
    small = changed(("content/stages/one.md", "begins: 2021-01-01", "begins: fact:start"))
    for name in ("start", "launch"):
        small["content/facts.yaml"] += (
            f"- id: {name}\n  statement: It began on 1 January 2021.\n  value: 2021-01-01\n{base}"
        )
    small["content/events.yaml"] = "- {id: launched, group: flight, title: Launch, time: fact:launch}\n"
    found = report(put(tmp_path, small))
    assert says(found["unused-facts"]) == []
    assert says(found["pages-without-citation"]) == ["Two"]


def test_pages_that_lead_to_no_source(tmp_path):
    found = report(put(tmp_path, SMALL))["pages-without-citation"]
    assert says(found) == ["One", "Two"]
    assert (found["findings"][0]["path"], found["findings"][0]["line"]) == ("content/stages/one.md", 2)


def test_pictures_without_a_credit(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    text = '![A](a.svg "Photo: Cityworks")\n\n![B](a.svg)'
    root = put(tmp_path, {**changed(extra=page(text)), "content/a.svg": drawing})
    found = report(root)["pictures-without-credit"]
    assert [(one["line"], one["says"]) for one in found["findings"]] == [(9, "a.svg")]


def test_pictures_in_blocks_without_a_licence(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    begin = "```picture\nfile: a.svg\nalt: A\ncaption: A.\n"
    text = f"![A](a.svg)\n\n{begin}credit: Cityworks\n```\n\n{begin}licence: CC0\n```"
    found = report(put(tmp_path, {**changed(extra=page(text)), "content/a.svg": drawing}))
    lines = {
        name: [one["line"] for one in found[f"pictures-without-{name}"]["findings"]] for name in ("credit", "licence")
    }
    assert lines == {"credit": [7, 17], "licence": [10]}


def test_long_sentences_are_told_with_their_section(tmp_path):
    long = f"Word {'word ' * 30}"
    names = f"Mr. Smith and J. K. Rowling {'x ' * 24}end."
    text = f"## A {{#a}}\n\nShort. {long.strip()}. {names}\n\n## B {{#b}}\n\n- one\n- two {'y ' * 28}"
    found = report(put(tmp_path, changed(extra=page(text))))["long-sentences"]
    assert [(one["line"], one["says"]) for one in found["findings"]] == [
        (7, "31 words: Word word word word word word word word …"),
        (7, "31 words: Mr Smith and J K Rowling x x …"),
    ]


def test_a_sentence_goes_on_through_links_and_numbers(tmp_path):
    text = "## A {#a}\n\n" + "It took [12 days](fact:days), e.g. 3.5 hours, and “so. So” *on* " * 3 + "end."
    found = report(put(tmp_path, changed(extra=page(text.replace("so. So", "so, so")))))["long-sentences"]
    assert says(found) == ["37 words: It took 12 days e g 3.5 hours …"]


def test_the_reading_level_is_that_of_lix(tmp_path):
    # Björnsson: 10 words a sentence, and 20 per cent of them longer than six letters.
    sentence = "A man saw two machines fly to the station once."
    text = "## A {#a}\n\n" + " ".join([sentence] * 10)
    found = report(put(tmp_path, changed(extra=page(text))))["reading-level"]
    assert found["value"] == 30
    assert says(found) == ["Extra, A: LIX 30, 100 words, 10 sentences, 0 of them long"]


def test_sentences_and_links_to_facts_are_measured_page_by_page(tmp_path):
    short, longer = "It took [12 days](fact:days).", f"Word {'word ' * 16}(end)."
    plain = page(f"## A {{#a}}\n\n{' '.join([longer] * 4)}\n\n- a label\n- another one")
    dense = page(f"{' '.join([short] * 8)} {longer} {longer}\n\n| a |\n|---|\n| {short} |")
    pages = {"plain": plain.replace("Extra", "Plain"), "dense": dense.replace("Extra", "Dense")}
    found = report(put(tmp_path, changed(**pages)))
    rows = {
        "Dense": "Dense: 6.4 words in a sentence, 82 % of 11 sentences short, LIX 6, 11.4 links in 100 words, 70 words",
        "Plain": "Plain: 14.8 words in a sentence, 20 % of 5 sentences short, LIX 12, 0 links in 100 words, 78 words",
    }
    for name in ("sentence-length", "short-sentences", "fact-links-page"):
        assert says(found[name]) == [rows["Dense"], rows["Plain"]]
    assert says(found["reading-level-page"]) == [rows["Plain"], rows["Dense"]]
    assert (found["reading-level-page"]["value"], found["fact-links-page"]["value"]) == (12, 11.4)
    mine = {name: found[name]["value"] for name in ("sentence-length", "short-sentences", "fact-links")}
    # With four small pages and the list of sources: 175 words in 25 whole sentences, 18 of them short, and 10 links.
    assert mine == {"sentence-length": 7.0, "short-sentences": 72, "fact-links": 5.6}


def test_phrases_of_not_knowing_count_outside_their_box_alone(tmp_path):
    box = "```open-questions\ntitle: Open\nquestions: [No source says who.]\n```"
    other = "```note\ntext: It is [not known](fact:doctor) here.\n```"
    text = f"No  source says why; nosource does.\n\n## A {{#a}}\n\n{box}\n\n{other}\n\n| NO SOURCE |\n|---|\n| x |"
    small = changed(extra=page(text))
    assert "not-known" not in report(put(tmp_path / "without", small))
    small["content/site.yaml"] += "not-known: [no source, why, no source says why, not known]\n"
    found = report(put(tmp_path / "with", small))["not-known"]
    assert [(one["line"], one["says"]) for one in found["findings"]] == [
        (2, "… No source says why; nosource does. …"),
        (9, "… A NO SOURCE x …"),
        (16, "… It is not known here. …"),
    ]


def test_tables_and_code_are_no_prose(tmp_path):
    cells = "| a | b |\n|---|---|\n" + "".join(f"| {'word ' * 20}| {'word ' * 20}|\n" for _row in range(3))
    text = f"## A {{#a}}\n\nShort.\n\n{cells}\n```text\n{'code ' * 80}\n```"
    found = report(put(tmp_path, changed(extra=page(text))))
    assert (found["long-sentences"]["value"], found["reading-level"]["value"]) == (0, 0)


@pytest.mark.parametrize(
    ("thresholds", "code"),
    [
        ("{}", 0),
        ("{two-origins: 0, unarchived: 1, unused-terms: 0}", 0),
        ("{two-origins: 1}", 1),
        ("{unarchived: 0}", 1),
        ("{due: 0}", 0),
        ("{pages-without-citation: 1}", 1),
        ("{sentence-length: [9, 2]}", 0),
        ("{sentence-length: [2, 3]}", 1),
        ("{fact-links: 0.5}", 1),
    ],
)
def test_limits_decide_the_exit_code(tmp_path, thresholds, code):
    settings = f"{SMALL['content/site.yaml']}thresholds: {thresholds}\n"
    root = put(tmp_path, {**SMALL, "content/site.yaml": settings})
    result = run(root)
    assert (result.exit_code, "NOT KEPT" in result.stdout) == (code, bool(code))
    assert json.loads(run(root, "--json").stdout)["kept"] is not bool(code)


def test_a_limit_that_is_none_is_a_problem(tmp_path):
    settings = f"{SMALL['content/site.yaml']}thresholds: {{unused: 1}}\n"
    result = run(put(tmp_path, {**SMALL, "content/site.yaml": settings}))
    assert result.exit_code == 1
    assert "unused" in result.stderr


def test_what_stops_a_build_stops_the_report(tmp_path):
    result = run(put(tmp_path, changed(("content/film.md", "fact:doctor", "fact:docter"))))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "docter" in result.stderr


def test_the_table_shows_a_few_and_all_when_told(tmp_path):
    facts = "".join(
        f"- id: f{n}\n  statement: S.\n  status: documented\n  confidence: one source\n  sources: [tass-1]\n"
        f"  checked: 2026-01-31\n"
        for n in range(7)
    )
    small = {**SMALL, "content/facts.yaml": SMALL["content/facts.yaml"] + facts}
    root = put(tmp_path, small)
    assert "  … and 2 more (--all lists them)\n" in run(root).stdout
    assert "  content/facts.yaml:51: f6" in run(root, "--all").stdout


def test_the_same_is_said_each_time(tmp_path):
    root = put(tmp_path, SMALL)
    first, second = (run(root, "--html", str(tmp_path / name)).stdout for name in ("a.html", "b.html"))
    assert first == second
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_report_as_html_needs_nothing_beside_it(tmp_path):
    title = ("content/stages/one.md", "title: One", 'title: "<b> One"')
    settings = ("content/site.yaml", "title: Small\n", "title: Small\nthresholds: {unarchived: 0}\n")
    root = put(tmp_path, changed(title, settings))
    assert run(root, "--html", str(tmp_path / "r.html"), "--today", "2026-02-01").exit_code == 1
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;b&gt; One <code>content/stages/one.md:2</code>" in html
    assert "at most 0 <strong>not kept</strong>" in html
    assert '<time datetime="2026-02-01">' in html
    assert not re.search(r"<script|<img|<link(?! rel=\"icon\" href=\"data:,\")|url\(|@import", html)
    links = re.findall(r'href="#([^"]+)"', html)
    assert links
    assert set(links) <= set(re.findall(r'id="([^"]+)"', html))


def test_where_the_html_cannot_be_written(tmp_path):
    result = run(put(tmp_path, SMALL), "--html", str(tmp_path / "no" / "r.html"))
    assert (result.exit_code, "-- CANNOT WRITE " in result.stderr) == (1, True)


def test_a_day_that_is_none_is_wrong_usage(tmp_path):
    assert run(put(tmp_path, SMALL), "--today", "2026-02-30").exit_code == 2


def test_a_report_leaves_nothing_but_what_builds_keep(tmp_path):
    root = put(tmp_path, SMALL)
    run(root)
    assert {path.name for path in root.iterdir()} == {"content", "templates", ".cache"}


# History --------------------------------------------------------------------------------------------------------------


def git(folder, *arguments, day=1):
    when = dt.datetime(2026, 1, day, 12, tzinfo=dt.UTC).isoformat()
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    who = ["-c", "user.name=W", "-c", "user.email=w@example.org"]
    subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, env=os.environ | MINE | dates
    )


@pytest.fixture
def past(tmp_path):
    """Return a repository, with the explainer in a folder of it, in which a fact changed four times."""
    root = put(tmp_path / "site", SMALL)
    file = root / "content/facts.yaml"
    git(tmp_path, "init", "-q")

    def commit(day, subject):
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", subject, day=day)

    def replace(old, new):
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    commit(1, "Begin")
    replace("value: 12", "value: 13")
    commit(2, "Correct the days")
    replace("The skipper is a doctor", "The skipper is a surgeon")
    commit(3, "Another fact")
    replace("[tass-1]", "[{id: tass-1, locator: p. 2}]")
    commit(4, "Say where")
    replace("value: 13", "value: [")
    commit(5, "Break the file")
    replace("value: [", "value: 12")
    replace("unit: days", "unit: days\n  aliases: [old-days]")
    (root / "content/facts").mkdir()
    file.rename(root / "content/facts/all.yaml")
    commit(6, "Mend and move it")
    return root


def test_how_a_fact_changed(past):
    told = run(past, "--history", "days")
    assert (told.exit_code, told.stderr) == (0, "")
    lines = [re.sub(r" [0-9a-f]{7} ", " ", line) for line in told.stdout.splitlines()]
    assert lines == [
        "2026-01-01 Begin",
        "  it came",
        "  statement: The voyage took 12 days.",
        "  value: 12",
        "  unit: days",
        "  status: documented",
        "  confidence: one source",
        "  sources: tass-1",
        "  checked: 2026-01-31",
        "2026-01-02 Correct the days",
        "  value: 12 → 13",
        "2026-01-04 Say where",
        "  sources: tass-1 → tass-1 p. 2",
        "2026-01-06 Mend and move it",
        "  value: 13 → 12",
    ]


def test_a_fact_that_went_is_told_too(past):
    (past / "content/facts/all.yaml").write_text("", encoding="utf-8")
    git(past, "commit", "-q", "-a", "-m", "Give it up", day=7)
    assert run(past, "--history", "days").stdout.splitlines()[-1] == "  it went"


def test_a_former_name_finds_a_fact(past):
    assert "Mend and move it" in run(past, "--history", "old-days").stdout


def test_a_fact_that_never_was_is_a_problem(past):
    result = run(past, "--history", "day")
    assert result.exit_code == 1
    assert "-- UNKNOWN FACT " in result.stderr
    assert "Did you mean `days`?" in result.stderr


def test_a_fact_that_is_not_committed_has_no_history(past):
    new = (
        "- id: new\n  statement: S.\n  status: documented\n  confidence: one source\n  sources: [tass-1]\n"
        "  checked: 2026-01-31\n"
    )
    (past / "content/facts/new.yaml").write_text(new, encoding="utf-8")
    result = run(past, "--history", "new")
    assert (result.exit_code, result.stdout) == (0, "`new` stands in no commit yet.\n")


@pytest.mark.parametrize("empty", [False, True])
def test_without_git_nothing_is_known(tmp_path, monkeypatch, empty):
    root = put(tmp_path, SMALL)
    if empty:
        git(root, "init", "-q")
    else:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run(root, "--history", "days")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("There is no git here, or nothing is committed")


def test_without_the_program_git_nothing_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(put(tmp_path / "site", SMALL), "--history", "days")
    assert (result.exit_code, result.stdout.startswith("There is no git here")) == (0, True)


def test_one_thing_at_a_time(tmp_path):
    assert run(put(tmp_path, SMALL), "--links", "--history", "days").exit_code == 2


def test_numbers_are_counted_by_what_stands_behind_them(tmp_path):
    exempt = "exempt:\n  - words: after 14 days\n    why: An example.\n"
    text = "It took [12 days](fact:days). One agency had 13 days [@tass-1]. It would end after 14 days."
    strict = ("content/site.yaml", "title: Small\n", "title: Small\nnumbers: strict\n")
    linked = ("content/stages/one.md", "begins: 2021-01-01", "begins: fact:start")
    other = ("content/stages/two.md", "begins: 2021-02-01", "begins: fact:start")
    small = changed(strict, linked, other, extra=page(text, exempt))
    base = "  status: documented\n  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
    small["content/facts.yaml"] += f"- id: start\n  statement: It began on 1 January 2021.\n  value: 2021-01-01\n{base}"
    found = report(put(tmp_path, small))
    assert found["numbers-held"]["value"] == 2  # one in the answer of the front page, and this
    assert says(found["numbers-cited"]) == ["extra.md: 1"]
    assert says(found["numbers-exempt"]) == ["extra.md: 1"]
    lenient = report(put(tmp_path, changed()))
    assert "numbers-held" not in lenient


def test_a_report_replaces_nothing_but_a_report(tmp_path):
    root, film = put(tmp_path / "site", SMALL), SMALL["content/film.md"]
    victim, report_of = tmp_path / "mine.html", tmp_path / "report.html"
    victim.write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert run(root, "--html", str(report_of)).exit_code == 0
    (tmp_path / "link.html").symlink_to(victim)
    for file, title in [
        (root / "content/film.md", "OUT INSIDE THE SOURCES"),
        (root / "content/new.html", "OUT INSIDE THE SOURCES"),
        (victim, "FILE IN THE WAY"),
        (tmp_path / "link.html", "NOT A FILE"),
    ]:
        result = run(root, "--html", str(file))
        assert result.exit_code == 1
        assert f"-- {title} --" in result.stderr
    assert victim.read_text(encoding="utf-8") == "mine"
    assert (root / "content/film.md").read_text(encoding="utf-8") == film
