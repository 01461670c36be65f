"""The page of the search, as readers use it."""

DESKTOP = {"width": 1280, "height": 900}
TITLES = "() => [...document.querySelectorAll('.results__title')].map(a => a.getAttribute('href').slice(2))"
ENTRIES = """() => [...document.querySelectorAll('.results__entry')].map(entry => ({
  links: [...entry.querySelectorAll('a')].map(a => a.getAttribute('href').slice(2)), words: entry.innerText }))"""
SAYS = "([id, words]) => document.getElementById(id).textContent.includes(words)"


def ask(page, words, quotes="“”"):
    """Type words into the field, and wait until the page says what it found, in quotes of its language."""
    page.locator("#search input").fill(words)
    page.locator("#search input").press("Enter")
    page.wait_for_function(SAYS, arg=["status", f"{quotes[0]}{words}{quotes[1]}"])
