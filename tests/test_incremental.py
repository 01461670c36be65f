"""Whatever is edited, in whatever order: a build that remembers gives, byte for byte, what a clean one gives.

About ten edits. The long run, `long/edits.py`, has as many as there is time for.
"""

import datetime as dt
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from changing import CHANGING, EVIDENCE, PICTURES, RECORDS, fact, file_of, page, png, record, stage
from explainers import files_of
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from explainery.commands.ahead import write_ahead
from explainery.commands.build import SHIPPED, build
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.problems import Problems
from explainery.render.environment import _environment as loaded

EDITS = int(os.environ.get("EXPLAINERY_EDITS", "6"))
STEPS = min(EDITS, 20)
FEW = st.integers(0, 9)
DAYS = (dt.date(2026, 3, 1), dt.date(2027, 1, 1), dt.date(2031, 1, 1))
NOBODY = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
DUE = {
    "content/film.md": CHANGING["content/film.md"].replace("checked:", "check-every: 1 year\nchecked:"),
    "content/facts.yaml": CHANGING["content/facts.yaml"].replace(
        "  status: ann", "  check-every: 1 month\n  status: ann"
    ),
}
START = {
    **{path: text.encode() for path, text in (CHANGING | DUE).items()},
    "content/sources/index.md": page("Sources", EVIDENCE).encode(),
    **PICTURES,
}
OWN = '{% include "own.html" ignore missing %}{% include ["mine.html", "notes.html"] %}'

SETTINGS = (
    ("title: Small", "title: Smaller"),
    ("language: en", "language: ru"),
    ("language: en\n", "language: en\nnumbers: strict\n"),
    ("language: en\n", "language: en\nzones: {Athens: Europe/Athens}\n"),
    ("language: en\n", "language: en\nunits: {glass: {is: 30 minutes, words: [glass, glasses]}}\n"),
    ("language: en\n", "language: en\nquotation-marks: ['»', '«', '›', '‹']\n"),
    ("scripts: {Cyrillic: ru}\n", ""),
    ("navigation: [film.md, ", "navigation: ["),
    ("footer: [glossary.md]", "footer: [glossary.md, corrections.md]"),
    ("departure: sailing", "departure: mooring"),
    ("departure: sailing\n", ""),
    (CHANGING["content/site.yaml"][CHANGING["content/site.yaml"].index("ribbon:") :].partition("\n")[0] + "\n", ""),
    ("repository: https://example.org/small\n", ""),
    ("repository: https://example.org/small", "repository: https://github.com/small/small/tree/next"),
    ("id: small\n", "id: small\nauthors: [Anna, Boris]\n"),
    ("id: small\n", "id: small\nurl: https://example.org/one/\n"),
    ("id: small\n", "id: small\ndescription: A small one.\n"),
    ("outputs: {search: false}\n", ""),
    ("outputs: {search: false}", "outputs: {feed: false, cards: false}"),
    ("outputs: {search: false}", "outputs: {citations: false, jsonld: false, search: false}"),
    ("outputs: {search: false}", "outputs: {twins: false, data: false, llms: false, search: false}"),
)
TEMPLATES = (
    ("kinds/page/page.html", "", "{% block after %}<p>$</p>{% endblock %}"),
    ("kinds/stage/page.html", "Stage {{", "Step $ {{"),
    ("kinds/stage/card.html", "", "<b>$ {{ card.count is defined }} {{ card.ends is defined }}</b>"),
    ("kinds/sailor/card.html", "", "<b>$ {{ card.minutes }} {{ card.body|html }}</b>"),
    ("kinds/sailor/style.css", "", ".x$ { color: red }"),
    ("kinds/page/style.css", "", ".y$ { color: red }"),
    ("components/cards/component.html", "", "<p>$ {{ card is defined }} {{ site.records.source|length }}</p>"),
    ("components/cards/style.css", "", ".z$ { color: red }"),
    ("components/figure/shell.html", "Download:", "Download $:"),
    ("components/figure/drawing.html", "figure__table", "figure__table t$"),
    ("components/figure/file.svg", "<style>", "<!-- $ --><style>"),
    ("components/shares/component.html", "", '<p>{{ figure_file("svg") }} {{ figure.table.rows|length }} $</p>'),
    ("components/glossary/component.html", "", "{% for one in records %}{{ pages_using(one)|length }}$ {% endfor %}"),
    ("marks.html", 'class="term"', 'class="term t$"'),
    ("parts.html", '("Documented', '("Documented $'),
    ("parts.html", "{% macro lens", '{% import "own.html" as own %}{% macro lens'),
    ("base.html", "min read", "min read $"),
    ("base.html", "</article>", OWN + "</article>"),
    ("base.html", "</article>", '{% import "own.html" as own %}{{ own }}</article>'),
    ("base.html", "</article>", '{{ asset("robots$.txt") }}</article>'),
    ("base.html", "</article>", "{% for kind in site.records %}{{ kind }}{% endfor %}</article>"),
    ("notes.html", ">Notes<", ">Notes $<"),
    ("method.html", "How this page was made", "How it was made $"),
    ("issue.txt", "Error on", "Error $ on"),
    ("ribbon.html", "Days of the voyage", "Days $"),
    ("404.html", "No such page", "None $"),
    ("twin/base.html", "", "<p>$</p>"),
    ("twin/marks.html", "", "{% set more = $ %}"),
    ("card.svg", "</svg>", "<!-- $ --></svg>"),
    ("kinds/stage/card.svg", "", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="$9"/>'),
    ("kinds/stage/graph.json", "", '{"name": "$"}'),
    ("search.html", "", "<!-- $ -->"),
    ("redirect.html", "has moved", "moved $"),
    ("kinds/page/card.html", "", "{% if $ %}"),
    ("kinds/page/page.html", "", "{% block after %}{{ page.nothing }}{% endblock %}"),
)
SCHEMAS = (
    ("kinds/stage/schema.yaml", "x-sequence: true", "x-sequence: false"),
    ("kinds/stage/schema.yaml", "x-order: [begins, title]", "x-order: [title]"),
    ("kinds/sailor/schema.yaml", "x-order: [watch, title]", "x-order: [title]"),
    ("kinds/sailor/schema.yaml", "required: [nickname", "required: [born, nickname"),
    ("kinds/page/schema.yaml", "properties:\n", "properties:\n  extra: {type: string}\n"),
    ("kinds/stage/schema.yaml", "properties:\n", "properties:\n  count: {type: string}\n"),
    ("records/term/schema.yaml", "x-page: glossary.md", "x-page: corrections.md"),
    ("records/source/schema.yaml", "x-page: sources/{kind}.md", "x-page: sources/index.md"),
    ("records/source/schema.yaml", "x-order: [title]", "x-order: [publisher, kind]"),
    ("records/event/schema.yaml", "x-order: [time]", "x-order: [title]"),
    ("records/fact/schema.yaml", "properties:\n", "properties:\n  extra: {type: string}\n"),
    ("records/fact/schema.yaml", "x-page: facts/{file}.md", "x-page: glossary.md"),
    ("components/cards/schema.yaml", "properties:\n", "properties:\n  extra: {type: string}\n"),
    ("components/timeline/schema.yaml", "required: [events]", "required: [events, months]"),
    ("settings.yaml", "properties:\n", "properties:\n  title: {maxLength: 60}\n"),
)
ASSETS = (
    ("css/components/header.css", "", ".a$ { color: red }"),
    ("css/404.css", "", ".b$ { color: red }"),
    ("icons/icon.svg", "</svg>", "<!-- $ --></svg>"),
    ("icons/other.svg", "", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("js/theme.js", "", "// $\n"),
    ("js/404.js", "", "// $\n"),
    ("robots1.txt", "", "nothing $\n"),
    ("css/site.css", "", '@import url("nowhere.css") layer(base);'),
)
TEXTS = (
    ("content/film.md", "flies", "flew $"),
    ("content/film.md", "title: Film", "title: The film $"),
    ("content/film.md", "title: Film", "label: Movie $\ntitle: Film"),
    ("content/film.md", "answer: Film", "answer: Movie $"),
    ("content/film.md", "## Plot {#plot}", "## Plot $ {#plot}\n\n## More\n\n## Most\n\nText."),
    ("content/film.md", "[doctor](fact:doctor)", "[doctor](fact:days)"),
    ("content/film.md", "detour](term:roundabout)", "detour](term:gangway)"),
    ("content/film.md", "aliases: [old/film.html]", "aliases: [old/other$.html]"),
    ("content/film.md", "[The rows](rows.csv)", "No rows."),
    ("content/film.md", "](index.md)", "](nowhere.md)"),
    ("content/index.md", "crew/anna.md, ", ""),
    ("content/index.md", "questions: [why]", "questions: []"),
    ("content/days.md", "```timeline", "```calendar"),
    ("content/crew/anna.md", "title: Anna", "title: Ännchen $"),
    ("content/crew/anna.md", "A [doctor]", "Now $ a [doctor]"),
    ("content/crew/anna.md", "watch: first", "watch: second"),
    ("content/crew/boris.md", "A [gangway](term:gangway).", "None $."),
    ("content/crew/boris.md", "title: Boris", "draft: true\ntitle: Boris"),
    ("content/stages/one.md", "begins: 2021-09-01", "begins: 2021-09-02"),
    ("content/stages/one.md", "ends: 2021-09-10\n", ""),
    ("content/stages/one.md", "evidence: documented", "evidence: announced"),
    ("content/stages/two.md", "begins: 2021-09-15\nevidence: documented\nends: 2021-09-20", "kind: page"),
    ("content/stages/three.md", "begins: fact:last", "begins: 2021-09-25"),
    ("content/stages/three.md", "title: Three", "title: A third $"),
    ("content/stages/three.md", "title: Three", "draft: true\ntitle: Three"),
    ("content/draft.md", "draft: true\n", ""),
    ("content/draft.md", "Not yet.", "Soon $."),
    ("content/rows.csv", "2,3", "2,$"),
    ("content/facts.yaml", "is a doctor", "is a surgeon $"),
    ("content/facts.yaml", "status: announced", "status: documented"),
    ("content/facts.yaml", "[tass-1, book-1]", "[book-1]"),
    ("content/facts.yaml", "2021-10-05T12:00Z", "2021-10-05T11:0$Z"),
    ("content/facts.yaml", "2021-09-25", "2021-09-0$"),
    ("content/facts.yaml", "aliases: [last]", "aliases: [later]"),
    ("content/facts.yaml", "half + half", "half * 2"),
    ("content/facts.yaml", "half + half", "half + nothing"),
    ("content/sources.yaml", "title: A book", "title: An old book $"),
    ("content/sources.yaml", "kind: book", "kind: agency"),
    ("content/sources.yaml", "publisher: AST", "publisher: ЭКСМО $"),
    ("content/terms.yaml", "A way round", "A way $ round"),
    ("content/terms.yaml", "term: detour", "term: a path $"),
    ("content/events.yaml", "title: Sailing", "title: Start $"),
    ("content/events.yaml", "2021-10-05T08:00Z", "2021-10-05T09:0$Z"),
    ("content/events.yaml", "group: voyage", "group: voyages"),
    ("content/duties.yaml", "job: cook", "job: guest $"),
    ("content/duties.yaml", "person: boris", "person: anna"),
    ("content/questions.yaml", "Why?", "Why $?"),
    ("content/questions.yaml", "anchor: plot\n", ""),
    ("content/corrections.yaml", "page: film.md", "page: index.md"),
    ("content/corrections.yaml", "  date:", "  draft: true\n  date:"),
    ("content/facts.yaml", "- id: half\n", "- id: half\n  draft: true\n"),
    ("content/duties.yaml", "- id: duty-b\n", "- id: duty-b\n  draft: true\n"),
    ("content/events.yaml", "- id: day-6\n", "- id: day-6\n  draft: true\n"),
)
NEW_RECORDS = {
    "content/facts.yaml": fact("new", "A new fact."),
    "content/sources.yaml": RECORDS["content/sources.yaml"]["book-1"]
    .replace("book-1", "book-2")
    .replace("A book", "B"),
    "content/terms.yaml": record("suit", term="suit", definition="[Clothes](fact:doctor).", sources="[tass-1]"),
    "content/events.yaml": record("coasting", group="voyage", title="Coasting", time="2021-10-05T10:00Z"),
    "content/duties.yaml": record("duty-c", group="deck", person="boris", job="guest", text="Looks on."),
    "content/corrections.yaml": record("c-2", date="2026-01-02", page="index.md", old="eleven", new="b"),
}
NEW_PAGES = {
    "content/stages/middle.md": stage("Middle", "2021-09-12", "Between, [12 days](fact:days)."),
    "content/crew/clara.md": page("Clara", "A [detour](term:detour).", nickname="Клара", job="cook", watch="third"),
    "content/sources/press.md": page("Press", "```sources\nkind: press\n```"),
    "content/extra/index.md": page("Extra", "More."),
    "content/extra/inside.md": page("Inside", "See [the film](../film.md)."),
    "content/About.md": page("About", "All."),
    "content/old.md": page("Old", "An old page.", aliases="[old/old.html]"),
}


class Edits(RuleBasedStateMachine):
    """An explainer that is edited, and built after every edit in both ways."""

    compiled: dict[bytes, bytes] = {}  # noqa: RUF012 - templates by their text, for all clean builds of the short run

    @initialize(held=st.booleans())
    def begin(self, held):
        self.folder = Path(tempfile.mkdtemp(prefix="explainery-"))
        self.root = self.folder / "explainer"
        self.files, self.on_disk = dict(START), {}
        self.options = {"url": None, "drafts": False}
        self.memory = Memory(None) if held else None
        self.good, self.basis = {}, None
        self.look()

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # Both builds ------------------------------------------------------------------------------------------------------

    def look(self):
        """Build, and compare with a clean build; where there are problems, take the edit back and build once more."""
        self.look_ahead(self.put())
        before = files_of(self.root / "site")
        problems = self.build_again()
        assert problems == self.build_clean()
        if problems:
            assert files_of(self.root / "site") == before
            self.files, self.options = self.last_good
            self.put()
            assert not self.build_again()
        else:
            self.good = files_of(self.folder / "clean")
        self.last_good = dict(self.files), dict(self.options)
        assert differences(files_of(self.root / "site"), self.good) == []

    def look_ahead(self, saved):
        """Write a page ahead, as a preview does for the page in view: one that was saved, or some other."""
        if self.memory and self.basis and saved and self.options == self.last_good[1]:
            pages = [f"{path.removesuffix('.md')}.html" for path in sorted(self.basis.site.by_path)]
            own = [f"{path.stem}.html" for path in saved if path.suffix == ".md"]
            found = [page for page in pages if Path(page).name in own] or [pages[len(saved[0].name) % len(pages)]]
            write_ahead(self.basis, saved, found[0], Options(self.root, **self.options), self.memory)

    def build_again(self):
        try:
            built = build(Options(self.root, **self.options), memory=self.memory)
        except Problems as found:
            return found.problems
        self.basis = built.basis or self.basis
        return ()

    def build_clean(self):
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        memory = Memory(None)
        if EDITS <= 100:
            memory.shelf("templates").update(self.compiled)
        loaded.cache_clear()  # what a preview keeps loaded between builds
        problems = problems_of(Options(self.root, out=self.folder / "clean", **self.options), memory)
        self.compiled.update(memory.shelf("templates"))
        if self.memory is None:
            loaded.cache_clear()
        return problems

    def put(self):
        """Write what changed, and return which files that were."""
        for path in self.on_disk.keys() - self.files.keys():
            (self.root / path).unlink()
        paths = self.on_disk.keys() | self.files.keys()
        changed = {path for path in paths if self.on_disk.get(path) != self.files.get(path)}
        for path, content in self.files.items():
            if self.on_disk.get(path) != content:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(content)
        self.on_disk = dict(self.files)
        return sorted(self.root / path for path in changed)

    def text(self, path):
        """Return the explainer's own file, or the shipped one below which it would lie."""
        shipped = SHIPPED / path
        return self.files.get(path, shipped.read_bytes() if shipped.is_file() else b"").decode()

    def replace(self, path, old, new, number):
        """Change a place in a file; where it has been changed already, change it back."""
        text, new = self.text(path), new.replace("$", str(number))
        changed = text.replace(old, new, 1) if old else text + "\n" + new
        if changed == text and path in self.files and path in START:
            self.files[path] = START[path]
        elif text or not old:
            self.files[path] = changed.encode()

    # Edits ------------------------------------------------------------------------------------------------------------

    @rule(edit=st.sampled_from(TEXTS), number=FEW)
    def change_a_text(self, edit, number):
        self.replace(*edit, number)
        self.look()

    @rule(edits=st.lists(st.sampled_from(TEXTS), min_size=2, max_size=5), number=FEW)
    def change_several_texts(self, edits, number):
        for edit in edits:
            self.replace(*edit, number)
        self.look()

    @rule(edit=st.sampled_from(SETTINGS))
    def change_a_setting(self, edit):
        self.replace("content/site.yaml", *edit, 0)
        self.look()

    @rule(edit=st.sampled_from(TEMPLATES), number=FEW)
    def change_a_template(self, edit, number):
        path, *change = edit
        self.files.pop(f"templates/{path}", None)
        self.replace(f"templates/{path}", *change, number)
        self.look()

    @rule(edit=st.sampled_from(TEMPLATES))
    def remove_an_own_template(self, edit):
        self.files.pop(f"templates/{edit[0]}", None)
        self.look()

    @rule(name=st.sampled_from(["own.html", "mine.html"]), number=FEW, there=st.booleans())
    def add_or_remove_a_template(self, name, number, there):
        path = f"templates/{name}"
        if there:
            self.files[path] = f'<p>{number}{{% include "deep.html" ignore missing %}}</p>'.encode()
            self.files["templates/deep.html"] = f"{number // 2}".encode()
        else:
            self.files.pop(path, None)
        self.look()

    @rule(edit=st.sampled_from(SCHEMAS), there=st.booleans())
    def change_a_schema(self, edit, there):
        path, *change = edit
        self.files.pop(f"templates/{path}", None)
        if there:
            self.replace(f"templates/{path}", *change, 0)
        self.look()

    @rule(edit=st.sampled_from(ASSETS), number=FEW, there=st.booleans())
    def change_an_asset(self, edit, number, there):
        path, *change = edit
        self.files.pop(f"assets/{path}", None)
        if there:
            self.replace(f"assets/{path}", *change, number)
        self.look()

    @rule(width=FEW, height=FEW)
    def change_a_picture(self, width, height):
        self.files["content/still.png"] = png(width + 1, height + 1)
        self.look()

    @rule(path=st.sampled_from(sorted(NEW_PAGES)))
    def add_or_delete_a_page(self, path):
        if not self.files.pop(path, None):
            self.files[path] = NEW_PAGES[path].encode()
        self.look()

    @rule(path=st.sampled_from(sorted(path for path in START if path.endswith(".md"))))
    def delete_a_page(self, path):
        self.files.pop(path, None)
        self.look()

    @rule(path=st.sampled_from(["film", "crew/anna", "stages/three", "stages/one", "index"]), back=st.booleans())
    def rename_a_page(self, path, back):
        old, new = (f"{path}-new", path) if back else (path, f"{path}-new")
        if f"content/{old}.md" in self.files:
            self.files[f"content/{new}.md"] = self.files.pop(f"content/{old}.md")
            self.everywhere(rf"\b{old}\.md", f"{new}.md")
            self.everywhere(rf"\b{old.rpartition('/')[2]}\.md", f"{new.rpartition('/')[2]}.md")
            self.everywhere(rf"person: {Path(old).name}\b", f"person: {Path(new).name}")
        self.look()

    def everywhere(self, pattern, new):
        for name, content in self.files.items():
            if name.endswith((".md", ".yaml")) and name.startswith("content/"):
                self.files[name] = re.sub(pattern, new, content.decode()).encode()

    @rule(days=st.integers(11, 14))
    def change_a_value(self, days):
        self.everywhere(r"\b1[1-4] days\b", f"{days} days")
        self.everywhere(r"value: 1[1-4]\b", f"value: {days}")
        self.look()

    @rule(hours=st.sampled_from([30, 40, 50]))
    def change_a_value_that_a_figure_draws(self, hours):
        self.everywhere(r"\b(?:60|80|100) hours\b", f"{2 * hours} hours")
        self.everywhere(r"value: (?:60|80|100)\b", f"value: {2 * hours}")
        self.everywhere(r"value: (?:30|40|50)\b", f"value: {hours}")
        self.look()

    @rule(path=st.sampled_from(sorted(NEW_RECORDS)))
    def add_or_delete_a_record(self, path):
        text, new = self.files[path].decode(), NEW_RECORDS[path]
        self.files[path] = (text.replace(new, "") if new in text else text + new).encode()
        self.look()

    @rule(path=st.sampled_from(sorted(RECORDS)), number=FEW)
    def delete_a_record(self, path, number):
        records = re.split(r"(?m)^(?=- id)", self.files[path].decode())[1:]
        if records:
            del records[number % len(records)]
        self.files[path] = "".join(records).encode()
        self.look()

    @rule(path=st.sampled_from(sorted(RECORDS)), data=st.data())
    def reorder_records(self, path, data):
        records = re.split(r"(?m)^(?=- id)", self.files[path].decode())[1:]
        self.files[path] = "".join(data.draw(st.permutations(records))).encode()
        self.look()

    @rule(path=st.sampled_from(sorted(RECORDS)))
    def as_they_were(self, path):
        self.files[path] = file_of(RECORDS[path]).encode()
        self.look()

    @rule(name=st.sampled_from(["gangway", "detour"]), keep=st.booleans())
    def rename_a_term(self, name, keep):
        text = self.files["content/terms.yaml"].decode()
        text = re.sub(r"\n  aliases: .*", "", text)
        aliases = f"\n  aliases: [{name}, roundabout]" if keep else ""
        self.files["content/terms.yaml"] = text.replace(f"id: {name}\n", f"id: {name}-2{aliases}\n").encode()
        self.look()

    @rule(path=st.sampled_from(sorted(START)), how=st.sampled_from(["cut", "bytes", "empty", "open"]))
    def break_a_file(self, path, how):
        content = self.files.get(path, b"")
        broken = {
            "cut": content[: len(content) // 2],
            "bytes": b"\xff" + content,
            "empty": b"",
            "open": content + b"\n[",
        }
        self.files[path] = broken[how]
        self.look()

    @rule(everything=st.booleans())
    def begin_anew(self, everything):
        self.files = {
            **({} if everything else {path: text for path, text in self.files.items() if path not in START}),
            **START,
        }
        self.look()

    # What is no source ------------------------------------------------------------------------------------------------

    @rule(
        url=st.sampled_from([None, "https://example.org/two"]),
        drafts=st.booleans(),
        elsewhere=st.booleans(),
        today=st.sampled_from([None, *DAYS]),
    )
    def change_the_options(self, url, drafts, elsewhere, today):
        repository = "https://example.org/r" if elsewhere else None
        self.options = {"url": url, "drafts": drafts, "repository": repository, "today": today}
        self.look()

    @rule(day=st.sampled_from(DAYS), number=FEW)
    def commit_what_there_is(self, day, number):
        """Commit, unless the past would be against what is written now: that a correction's words stood somewhere."""
        repository, before = self.root / ".git", self.folder / "before"
        shutil.rmtree(before, ignore_errors=True)
        if repository.exists():
            shutil.copytree(repository, before)
        when = f"{day}T12:00:00Z"
        environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        said = (*NOBODY, "commit", "-q", "--allow-empty", "-m", f"Say {number}")
        for command in (("init", "-q"), ("add", "content"), said):
            subprocess.run(["git", "-C", self.root, *command], env=environment, check=True)
        if self.build_clean():
            shutil.rmtree(repository)
            if before.exists():
                shutil.copytree(before, repository)
        self.look()

    @rule(
        number=st.integers(0, 99),
        how=st.sampled_from(["delete", "other", "same size", "touch", "old"]),
    )
    def damage_an_output(self, number, how):
        files = sorted(path for path in files_of(self.root / "site") if path != ".explainery.json")
        file = self.root / "site" / files[number % len(files)]
        content = file.read_bytes()
        if how == "delete":
            file.unlink()
        elif how == "touch":
            os.utime(file)
        else:
            file.write_bytes(b"spoilt" if how == "other" else bytes(255 - byte for byte in content))
            if how == "old":
                os.utime(file, (1, 1))
        self.look()  # what is spoilt when its page goes stays, and is a problem

    @rule(text=st.sampled_from([None, "", "{", '{"files": []}', '{"files": ["../explainer/content/film.md", "x"]}']))
    def damage_the_list_of_outputs(self, text):
        self.look()  # what is spoilt while the list is lost may be somebody else's, and stays
        (self.root / "site/.explainery.json").unlink()
        if text is not None:
            (self.root / "site/.explainery.json").write_text(text, encoding="utf-8")
        self.look()

    @rule(how=st.sampled_from(["delete", "truncate", "flip", "garbage"]), where=st.floats(0, 0.999), now=st.booleans())
    def damage_the_cache(self, how, where, now):
        file = self.root / ".cache/explainery.db"
        if file.is_file():
            content = bytearray(file.read_bytes())
            at = int(len(content) * where)
            content[at] ^= 0x55
            new = {"truncate": content[:at], "flip": content, "garbage": b"not what was kept"}
            file.write_bytes(new[how]) if how in new else file.unlink()
        if now:
            self.look()


def problems_of(options, memory):
    """Build, and return the problems."""
    try:
        build(options, memory=memory)
    except Problems as found:
        return found.problems
    return ()


def differences(one, other):
    """Return the paths of files that are not the same."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_a_build_that_remembers_gives_what_a_clean_one_gives():
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=EDITS // STEPS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
