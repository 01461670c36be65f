"""What stands beside the pages, read by programs that know nothing of this one."""

import json
import warnings

import feedparser
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from explainers import SMALL, build, files_of, put
from graphs import file_of
from lxml import etree

URL = "https://example.org/x/"
ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = (
    "- id: days\n  date: 2026-03-01\n  page: film.md\n  old: It took 11 days & nights.\n"
    "  new: It took [12 days](fact:days).\n  why: We had <b>not</b> counted the last one.\n"
)


def site_of(tmp_path, changes=None, *options):
    root = put(tmp_path / "explainer", SMALL | (changes or {}))
    result = build(root, *options)
    assert result.exit_code == 0, result.stderr
    return files_of(root / "site")


@pytest.fixture(scope="module")
def files(voyage_with_url):
    return files_of(voyage_with_url)


def test_the_feed_says_what_changed_last_first(tmp_path):
    changed = SMALL["content/film.md"].replace("2026-01-31", "2026-02-01")
    site = site_of(tmp_path, {"content/film.md": changed, "content/corrections.yaml": CORRECTION}, "--url", URL)
    feed = feedparser.parse(site["feed.xml"])
    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.updated) == (
        False,
        "atom10",
        "Small",
        "2026-03-01T00:00:00Z",
    )
    first, second, third = feed.entries[:3]
    assert (first.title, first.link) == ("Correction: Film", f"{URL}film.html#correction-days")
    assert (
        first.summary
        == "We wrote: It took 11 days & nights.\nIt is now: It took 12 days.\nWe had not counted the last one."
    )
    assert (second.title, second.id, second.link) == ("Film", f"{URL}old/film.html", f"{URL}film.html")
    assert (third.title, third.updated, third.summary) == ("Home", "2026-01-31T00:00:00Z", "It took 12 days.")
    assert third.link == URL


def test_the_feed_has_what_rfc_4287_asks_for(files):
    feed = etree.fromstring(files["feed.xml"])
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{URL}feed.xml"
    entries = feed.findall(f"{ATOM}entry")
    assert {content.get("type") for content in feed.iter(f"{ATOM}content")} == {"html"}
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == len(entries)
    assert {file_of(entry.find(f"{ATOM}link").get("href").partition("#")[0]) for entry in entries} <= set(files)


def test_the_feed_ends_after_fifty_entries(tmp_path):
    page = "---\ntitle: P\nanswer: P.\nchecked: 2026-01-31\n---\n"
    files = {f"content/p{number}.md": page for number in range(60)}
    files["content/site.yaml"] = SMALL["content/site.yaml"] + "outputs: {cards: false}\n"
    assert len(feedparser.parse(site_of(tmp_path, files, "--url", URL)["feed.xml"]).entries) == 50


def test_the_sitemap_has_every_page_with_the_day_it_was_checked(files):
    found = etree.fromstring(files["sitemap.xml"])
    pages = {file_of(url[0].text): url[1].text for url in found}
    facts = json.loads(files["data/site.json"])["pages"]
    assert pages == {page["address"]: page["checked"] for page in facts}


def test_sources_are_read_by_a_csl_processor(files):
    sources = json.loads(files["data/sources.json"])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read = CiteProcJSON(sources)
    # What CSL 1.0.2 has for fields of one's own is newer than the processor.
    assert {str(one.message) for one in caught} <= {"The following arguments for Reference are unsupported: custom"}
    assert len(read) == len(sources) == 2
    dated = next(source for source in sources if len(source.get("issued", {}).get("date-parts", [[]])[0]) == 3)
    issued = read[dated["id"].lower()].issued
    assert [issued.year, issued.month, issued.day] == dated["issued"]["date-parts"][0]


def test_a_citation_has_what_zotero_asks_for(files):
    """Zotero's item “webpage” shows these; a citation without author, site or date is of no use to anybody."""
    pages = json.loads(files["data/site.json"])["pages"]
    for page in pages:
        (item,) = json.loads(files[page["address"].removesuffix(".html") + ".csl.json"])
        assert (item["type"], item["title"], item["abstract"]) == ("webpage", page["title"], page["answer"])
        assert file_of(item["URL"]) == page["address"]
        assert item["issued"] == {"date-parts": [[int(part) for part in page["checked"].split("-")]]}
        assert item["author"] == [{"literal": "Anna & Boris"}]
        assert item["container-title"]
        assert item["language"] == "en"
        assert "accessed" not in item


def test_a_citation_is_printed_by_a_csl_processor(files):
    (item,) = json.loads(files["film.csl.json"])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    (printed,) = (str(one) for one in bibliography.bibliography())
    said = f"Anna & Boris (2026) {item['title']}, {item['container-title']}."
    assert printed == f"{said} Available at: {URL}film.html."


def test_data_lead_from_one_to_the_other(files):
    site = json.loads(files["data/site.json"])
    facts = {fact["id"]: fact for fact in json.loads(files["data/facts.json"])}
    sources = {source["id"] for source in json.loads(files["data/sources.json"])}
    for page in site["pages"]:
        assert page["address"] in files
        assert set(page["facts"]) <= facts.keys()
        assert set(page["sources"]) <= sources
        assert all(page["address"] in facts[name]["pages"] for name in page["facts"])
    assert all({source["id"] for source in fact["sources"]} <= sources for fact in facts.values())
    assert {page["kind"] for page in site["pages"]} >= {"page", "sailor", "stage"}


def test_records_stand_in_the_order_of_their_ids_wherever_they_were_written(tmp_path):
    first, second = SMALL["content/facts.yaml"].split("- id: doctor")
    files = {**SMALL, "content/facts.yaml": f"- id: doctor{second}{first}"}
    written = site_of(tmp_path / "written", SMALL)["data/facts.json"]
    assert [fact["id"] for fact in json.loads(written)] == ["days", "doctor"]
    assert site_of(tmp_path / "turned", files)["data/facts.json"] == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12.50", 12.5),
        ("-3", -3),
        ('"2021-10"', "2021-10"),
        ("2021-10-05T08:55Z", "2021-10-05T08:55:00Z"),
        ('"08:55"', "08:55:00"),
        ("P12DT3H", "P12DT3H"),
        ("PT90M", "PT1H30M"),
        ("PT0S", "PT0S"),
    ],
)
def test_amounts_are_numbers_or_iso_8601(tmp_path, written, value):
    said = {"P12DT3H": "12 days 3 hours", "PT0S": "0 seconds", "PT90M": "90 minutes", '"2021-10"': "October 2021"}
    said["2021-10-05T08:55Z"], said['"08:55"'] = "5 October 2021, 08:55", "08:55"
    facts = SMALL["content/facts.yaml"] + (
        f"- id: other\n  statement: 'It was {said.get(written, written)}.'\n  value: {written}\n  status: documented\n"
        "  confidence: one source\n  sources: [tass-1]\n  checked: 2026-01-31\n"
    )
    found = json.loads(site_of(tmp_path, {"content/facts.yaml": facts})["data/facts.json"])
    assert {fact["id"]: fact.get("value") for fact in found}["other"] == value


def test_a_computed_fact_has_its_value_in_the_data(files):
    facts = json.loads(files["data/facts.json"])
    assert all("value" in fact for fact in facts if "formula" in fact)
    assert any("formula" in fact for fact in facts)


def test_llms_txt_leads_to_files_that_are_there(files):
    lines = files["llms.txt"].decode().splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    links = [line.partition("](")[2].partition(")")[0].removeprefix(URL) for line in lines if line.startswith("- [")]
    assert set(links) <= files.keys()
    assert {path for path in files if path.endswith(".md")} <= set(links)
