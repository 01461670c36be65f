"""The search as readers use it: what is found first, by key, by address, from the disk, and whatever they type."""

import random
import re

import pytest
from brought import brought
from browsing import serving
from explainers import SMALL, build, put
from looks import ALL_RULES, AXE, EXPLAINED, OVERFLOW, SMALL_TARGETS
from searching import DESKTOP, ENTRIES, TITLES, ask

CYRILLIC = """() => { const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) if (/\\p{Script=Cyrillic}/u.test(texts.currentNode.data))
    found.push([texts.currentNode.data, texts.currentNode.parentElement.closest("[lang]").lang]);
  return found; }"""
FOCUSED = "() => document.activeElement.className"


def test_what_is_found_says_its_language(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html?q=Волна")
    page.wait_for_selector(".results__entry")
    runs = page.evaluate(CYRILLIC)
    assert any("Волна" in words for words, _language in runs)
    assert {language for _words, language in runs} == {"ru"}
    assert page.locator("#search input").get_attribute("lang") == "ru"
    ask(page, "film")
    assert page.locator("#search input").get_attribute("lang") == "en"


def test_words_are_shown_where_they_stand(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html?q=flies")
    page.wait_for_selector(".results__entry")
    entry = page.locator(".results__entry").first
    assert {mark.lower() for mark in entry.locator("mark").all_inner_texts()} == {"flies"}
    assert entry.locator("p mark").count() > 0
    assert page.locator(".results__kind").first.inner_text() == "page"
    ask(page, "gangway")
    assert page.locator(".results__kind").first.inner_text() == "term"
    assert page.locator(".results__entry").first.locator("mark").first.inner_text() == "gangway"


def test_the_box_of_every_page_leads_to_its_results(tab, served, folder):
    for root in (served, folder.as_uri() + "/"):
        page = tab(viewport=DESKTOP)
        page.goto(root + "crew/anna.html")
        page.locator(".masthead input").fill("doctor on board")
        page.locator(".masthead input").press("Enter")
        page.wait_for_selector(".results__entry")
        assert page.url.startswith(root + "search.html?q=doctor")
        assert page.locator("#search input").input_value() == "doctor on board"
        assert page.evaluate(FOCUSED) == "search__field"


def test_an_address_can_be_shared_and_gone_back_to(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html")
    ask(page, "Волна & co")
    shared, first = page.url, page.evaluate(TITLES)[0]
    assert shared.endswith("search.html?q=%D0%92%D0%BE%D0%BB%D0%BD%D0%B0%20%26%20co")
    page.locator(".results__title").first.click()
    page.wait_for_url("**/" + first)
    page.go_back()
    page.wait_for_selector(".results__entry")
    assert page.url == shared
    assert page.evaluate(TITLES)[0] == first
    ask(page, "nothing of this kind zzzzzz")
    page.locator("#search input").fill("")
    page.wait_for_function("() => !location.search")
    assert page.locator("#a-to-z").is_visible()


def test_arrow_keys_walk_through_the_results(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html?q=flies")
    page.wait_for_selector(".results__entry")
    first = page.evaluate(TITLES)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "results__title"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "results__place"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "search__field"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "search__field"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "search__field"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + first)


def test_screen_readers_hear_what_was_found(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html")
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    ask(page, "Hopfenstange xyzzy")
    assert status.inner_text() == "Nothing found for “Hopfenstange xyzzy”. Below is everything from A to Z."
    assert page.locator("#a-to-z").is_visible()
    ask(page, "doctor")
    assert re.fullmatch(r"\d+ results for “doctor”", status.inner_text())
    assert not page.locator("#a-to-z").is_visible()


# A page of words to find, and the facts that it mentions, beside the small explainer.
ASKED = {
    "content/ship.md": (
        "---\ntitle: Ship\nanswer: A ship, Korabl-7.\nchecked: 2026-01-31\n---\n\n## Deck {#life-aboard}\n\n"
        "The cook of the green ship sang. The ship was green as grass. She sailed for [40 days](fact:s-1) on "
        "[3 May 1920](fact:s-2).\n"
    ),
    "content/pier.md": (
        "---\ntitle: Pier\nanswer: A pier with 7 posts for the korabl.\nchecked: 2026-01-31\n---\n\n## Sailing {#sailing}\n\n"
        "Sailing, and how long sailing did take, and when sailing did begin.\n"
    ),
    "content/facts/ship.yaml": "".join(
        f"- id: {name}\n  statement: {says}\n  value: {value}\n{unit}  status: documented\n  confidence: one source\n"
        "  sources: [tass-1]\n  checked: 2026-01-31\n"
        for name, says, value, unit in (
            ("s-1", "Sailing took 40 days.", "40", "  unit: days\n"),
            ("s-2", "Sailing began on 3 May 1920.", "1920-05-03", ""),
        )
    ),
}


def test_phrases_ids_spellings_and_questions_find_what_is_meant(tab, tmp_path):
    assert build(put(tmp_path, {**SMALL, **ASKED})).exit_code == 0
    page = tab(viewport=DESKTOP)
    page.goto((tmp_path / "site/search.html").as_uri())

    def first(query):
        ask(page, query)
        entries = page.evaluate(ENTRIES)
        return entries[0]["words"] if entries else ""

    assert "Ship" in first('"green ship"')
    assert page.evaluate(TITLES) == ["ship.html"]
    for same in ("Korabl7", "Korabl-7"):
        assert "Korabl-7" in first(same)
        assert page.evaluate(TITLES) == ["ship.html"]
    first("life aboard")  # words of the address of a place, which may say more than its heading
    assert "ship.html#life-aboard" in page.evaluate(ENTRIES)[0]["links"]
    for query, answer in (
        ("how long did sailing take", "40 days"),
        ("When did sailing begin?", "3 May 1920"),
        ("s-1", "40 days"),
    ):
        ask(page, query)
        assert answer in page.locator(".results__answer").first.inner_text()
    assert "Sailing" in first("saillingss")
    assert page.get_by_role("status").inner_text() == (
        "Nothing found for “saillingss”. Here is what there is for “Sailing”."
    )
    assert not page.locator("#a-to-z").is_visible()
    ask(page, '"ship green"')
    assert "for “ship green”." in page.get_by_role("status").inner_text()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_for_everybody(tab, served, axe, scheme):
    page = tab(viewport=DESKTOP, color_scheme=scheme)
    page.goto(served + "search.html?q=doctor")
    page.wait_for_selector(".results__entry")
    page.evaluate(axe)
    result = page.evaluate(AXE, ALL_RULES)
    assert result["violations"] == []
    assert set(result["incomplete"]) <= EXPLAINED.keys()
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(SMALL_TARGETS) == []


def test_forced_colours_leave_field_and_marks(tab, served):
    page = tab(viewport=DESKTOP, forced_colors="active")
    page.goto(served + "search.html?q=doctor")
    page.wait_for_selector(".results mark")
    style = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator(".results mark").first.evaluate(style, "textDecorationLine") == "underline"
    ground = page.locator("body").evaluate(style, "backgroundColor")
    assert page.locator("#search").evaluate(style, "borderBlockEndColor") != ground
    assert page.locator("#search svg").evaluate(style, "stroke") != ground


def test_paper_carries_the_results_and_no_field(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html?q=doctor")
    page.wait_for_selector(".results__entry")
    page.emulate_media(media="print")
    assert not page.locator("#search").is_visible()
    assert page.locator(".results__entry").first.is_visible()


def test_without_javascript_there_is_everything_from_a_to_z(tab, served, every_page):
    page = tab(viewport=DESKTOP, java_script_enabled=False)
    page.goto(served + "index.html")
    page.locator(".masthead input").fill("doctor")
    page.locator(".masthead input").press("Enter")
    page.wait_for_url("**/search.html?q=doctor")
    assert not page.locator("#search").is_visible()
    assert "needs JavaScript" in page.locator("main").inner_text()
    links = page.evaluate("() => [...document.querySelectorAll('#a-to-z a')].map(a => a.getAttribute('href'))")
    assert set(every_page) - {"search.html"} <= {link.partition("#")[0] for link in links}
    assert "glossary.html#gangway" in links
    assert page.get_by_role("link", name="Why?").is_visible()


def test_an_explainer_of_many_words_is_searched_in_pieces(tab, tmp_path):
    pytest.importorskip("pagefind_bin")
    front = "---\ntitle: Long\nanswer: Long.\nchecked: 2026-01-31\n---\n\n## Cellar {#cellar}\n\nxylophones\n\n"
    long = {f"content/long-{number}.md": front + (f"word{number} " * 2_000 + "\n\n") * 45 for number in range(2)}
    assert build(put(tmp_path, {**SMALL, **long})).exit_code == 0
    page = tab(viewport=DESKTOP)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with serving(tmp_path / "site") as address:
        page.goto(address + "search.html")
        ask(page, "xylophone")
        assert page.evaluate(TITLES) == ["long-0.html", "long-1.html"]
        assert page.locator(".results__place").first.get_attribute("href") == "./long-0.html#cellar"
        assert page.locator(".results__text mark").first.inner_text() == "xylophones"
        for words in FIXED[:4]:
            ask(page, words)
    assert said == []


# Texts of scripts that put no spaces between words, and words that stand inside a sentence of them.
UNSPACED = {
    "zh": (
        "这部电影是在太空中拍摄的，宇宙飞船很大。女主角是一名外科医生。",
        ("太空", "宇宙飞船", "外科医生", "拍", "船"),
    ),
    "ja": ("この映画は宇宙で撮影され、ソユーズ宇宙船MS-19が使われた。", ("撮影", "宇宙船", "ソユーズ", "映", "ms-19")),
    "th": ("ภาพยนตร์เรื่องนี้ถ่ายทำในอวกาศ", ("อวกาศ", "ถ่ายทำ")),
}

LONG = "word " * 2_000 + "\n\n"


@pytest.mark.by_day(1)
@pytest.mark.parametrize("language", UNSPACED)
@pytest.mark.parametrize("many", [False, True], ids=["few words", "many words"])
def test_words_are_found_where_no_spaces_stand_between_them(tab, tmp_path, language, many):
    text, queries = UNSPACED[language]
    if many and language == "th":
        pytest.skip("Pagefind finds no words inside a sentence of this script")
    if many:
        pytest.importorskip("pagefind_bin")
    front = "---\ntitle: {}\nanswer: {}\nchecked: 2026-01-31\n---\n\n"
    files = {
        "content/site.yaml": f"id: small\ntitle: Small\nlanguage: {language}\n",
        f"templates/locale/{language}.po": brought(language),
        "content/index.md": front.format("Home", "One."),
        "content/film.md": front.format("Film", "Two.") + f"## Plot {{#plot}}\n\n{'word ' * 60}\n\n{text}\n",
        **{f"content/{name}.md": front.format(name, "地球。") + LONG * (60 if many else 1) for name in ("one", "two")},
    }
    assert build(put(tmp_path, files)).exit_code == 0
    assert many == (tmp_path / "site/pagefind").is_dir()
    page = tab(viewport=DESKTOP)
    with serving(tmp_path / "site") as address:
        page.goto(address + "search.html")
        for words in queries:
            ask(page, words)
            assert page.evaluate(TITLES) == ["film.html"], words
            shown = page.locator(".results__text").first
            assert words in shown.inner_text().lower()
            assert words[0] in "".join(shown.locator("mark").all_inner_texts()).lower()
        ask(page, queries[1] + "不")
        ask(page, "龍龍")
        assert page.evaluate(TITLES) == []


# A small explainer, which is quick to search, with a word for any two letters that a string may begin with.
LETTERS = "abcdeiostβлеи"
WORDS = " ".join(f"{one}{two}x" for one in LETTERS for two in LETTERS)
PAIRS = f"---\ntitle: Pairs\nanswer: A doctor & a voyage.\nchecked: 2026-01-31\n---\n\n## Pairs {{#pairs}}\n\n{WORDS}\n"

FIXED = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "javascript:alert(1)", "__proto__",
    "constructor", "toString hasOwnProperty", "(", "[a-z", "\\", ".*+?^${}()|[]", "%", "%E0%A4%A", "&lt;b&gt;", "\u0000", "\u202e", "\ud800",
    "\U0001f680", "'; DROP TABLE", "{{7*7}}", "a" * 5_000, "a " * 3_000, "\u0301" * 50, "İ", "ß", "ﬁlm", "١٢", " ", "\n",
]  # fmt: skip

TRY = """async (queries) => { const field = document.querySelector('#search input'), form = document.getElementById('search');
  const before = document.querySelectorAll('body *').length, wrong = [], errors = []; let shown = 0;
  history.replaceState = () => {};  // browsers slow down who changes the address too often
  addEventListener('error', event => errors.push(event.message));
  addEventListener('unhandledrejection', event => errors.push(String(event.reason)));
  const allowed = new Set(['LI', 'A', 'SPAN', 'P', 'UL', 'MARK']);
  for (const query of queries) {
    field.value = query; form.requestSubmit();
    await null; await null; await null; await null; await null;
    if (document.querySelector('#results *')) shown += 1;
    for (const e of document.querySelectorAll('#results *, #status *')) {
      if (!allowed.has(e.tagName)) wrong.push([query, e.outerHTML]);
      for (const a of e.attributes) if (a.name !== 'class' && !(a.name === 'href' && a.value.startsWith('./')) &&
        !(a.name === 'lang' && ['ru', 'el', 'ar', 'he', 'zh'].includes(a.value))) wrong.push([query, a.name]);
    }
    if (document.querySelector('#status :not(span)')) wrong.push([query, 'status']);
    if (/could not be loaded/.test(document.getElementById('status').textContent)) wrong.push([query, 'threw']);
  }
  field.value = ''; form.requestSubmit(); await new Promise(done => setTimeout(done, 100));
  return [wrong.slice(0, 5), errors.slice(0, 5), document.querySelectorAll('body *').length - before, shown > queries.length / 20]; }"""


def test_thousands_of_strings_neither_break_nor_inject(tab, tmp_path, whole):
    assert build(put(tmp_path, {**SMALL, "content/pairs.md": PAIRS})).exit_code == 0
    chance = random.Random(0)  # noqa: S311 - the same strings each time
    signs = "abcdeiostлеиаβ0123456789 <>\"'&/\\()[]{}.*+?^$|%#=;:-_`~\u0301\u200d\u202e\U0001f680\t"
    pieces = ["<script>", "</script>", "doctor", "onerror=", "voyage", "<b>", "&#60;", "javascript:"]

    def string():
        letters = [chance.choice(signs) for _ in range(chance.randint(0, 24))]
        if chance.random() < 0.4:
            letters.insert(chance.randint(0, len(letters)), chance.choice(pieces))
        return "".join(letters)

    page = tab(viewport=DESKTOP)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with serving(tmp_path / "site") as address:
        page.goto(address + "search.html")
        ask(page, "doctor")
        ask(page, "<script>alert(1)</script> doctor")
        page.locator("#search input").fill("")
        page.wait_for_function("() => !location.search")
        assert page.evaluate(TRY, [*FIXED, *(string() for _ in range(10_000 if whole else 300))]) == [[], [], 0, True]
    assert dialogs == []
