"""Pages of a site whose address is known: what they say to machines does no harm in a browser."""

from explainers import SMALL, build, put


def test_the_policy_of_a_page_lets_its_data_be(tab, tmp_path):
    root = put(tmp_path, SMALL)
    assert build(root, "--url", "https://example.org/small/").exit_code == 0
    page = tab()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("addEventListener('securitypolicyviolation', event => console.log(event.violatedDirective))")
    page.goto((root / "site/film.html").as_uri())
    data = page.evaluate("() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["@context"] == "https://schema.org"
    assert not [text for text in said if "script" in text or "Content Security" in text]
