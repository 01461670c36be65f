"""What readers are told a note is for: the sentence before it."""

import pytest

from explainery.render.notes import said_before


@pytest.mark.parametrize(
    ("html", "language", "said"),
    [
        ("<p>Er ging. Am 3. Februar schrieb eine Schülerin", "de", "Am 3. Februar schrieb eine Schülerin"),
        ("<p>Von 211 (korrigiert am 14. November) auf 168", "de", "Von 211 (korrigiert am 14. November) auf 168"),
        ("<p>He left. At 5 p.m. Capt. Hale came", "en", "At 5 p.m. Capt. Hale came"),
        ("<p>„Warum?“ Dann ging er", "de", "Dann ging er"),
    ],
)
def test_a_note_is_for_the_whole_sentence_before_it(html, language, said):
    assert said_before([html], language) == said
