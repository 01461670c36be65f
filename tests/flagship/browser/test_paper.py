"""The flagship on paper: nothing lies over anything else, the width is used, and long pages are not too long."""

import pypdfium2
import pytest

SOME = ("film.html", "crew/yulia-peresild.html", "sources/agency.html")
# Words in drawings may lie on one another on purpose, each with its halo; tests of figures look at them.
NO_DRAWINGS = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('svg text { visibility: hidden }');
  document.adoptedStyleSheets = [sheet]; }"""
SHEETS = {"film.html": 14, "mission.html": 16, "sources/press.html": 42}
POINTS = 0.35  # of the lower of two boxes, which they may share: the boxes of fonts are taller than their letters


@pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=pytest.mark.whole)])
def test_pages_are_printed_well(tab, served, every_page, whole, tmp_path, paper):
    page = tab()
    found, file = {}, tmp_path / "page.pdf"
    for address in every_page if whole else SOME:
        page.goto(served + address)
        page.evaluate(NO_DRAWINGS)
        page.pdf(path=file, format=paper)
        with pypdfium2.PdfDocument(file) as printed:
            wrong = [f"sheet {number}: {what}" for number, sheet in enumerate(printed, 1) for what in _wrong(sheet)]
            if len(printed) > SHEETS.get(address, 40):  # which they would be, if the width were not used
                wrong.append(f"{len(printed)} sheets")
        if wrong:
            found[address] = wrong[:5]
    assert not found


def _wrong(sheet):
    """Yield the words of a sheet that lie over others or outside."""
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    boxes = sorted(text.get_rect(number) for number in range(text.count_rects()))
    for number, (left, bottom, right, top) in enumerate(boxes):
        if left < 0 or bottom < 0 or right > width or top > height:
            yield f"outside: {text.get_text_bounded(left, bottom, right, top)}"
        for other in boxes[number + 1 :]:
            if other[0] >= right - 1:
                break
            shared = min(top, other[3]) - max(bottom, other[1])
            across = min(right, other[2]) - max(left, other[0])
            if across > 1 and shared > POINTS * min(top - bottom, other[3] - other[1]):
                one, two = (text.get_text_bounded(*box) for box in ((left, bottom, right, top), other))
                if one != two:  # letters that are one sign, such as “ft”, are reported once each
                    yield f"“{one}” and “{two}” at one place"
