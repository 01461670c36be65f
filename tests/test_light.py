"""The colours of light pages, as drawings get them that no style sheet reaches."""

import pytest

from explainery.pictures.colours import light_colours

SHIPPED = ":root { --ink: light-dark(#111, #eee); --accent: #a00 }"


@pytest.mark.parametrize(
    ("own", "accent"),
    [
        ("", "#a00"),
        (":root { --accent: #B0B }", "#B0B"),
        (":root{--accent:light-dark(#b0b,#0b0)}", "#b0b"),
        (":root { --accent: light-dark(rgb(1, 2, 3), rgb(4, 5, 6)) }", "rgb(1, 2, 3)"),
        (":root { --accent: rgb(1 2 3 / 50%) }", "rgb(1 2 3 / 50%)"),
        (":root { --accent: teal !important }", "teal"),
        (":root { --accent: var(--ink) }", "#111"),
        (":root { --accent: var(--other); --other: var( --ink ) }", "#111"),
        ("html, :ROOT { --accent: teal }", "teal"),
        ("@layer tokens { @layer own { :root { --accent: teal } } }", "teal"),
        (":root { --accent: teal; &[data-theme=dark] { --accent: navy } }", "teal"),
        (":root { --accent: navy } :root { --accent: teal }", "teal"),
        ("/* :root { --accent: navy } */ :root { /* :root { */ --accent: /* a */ teal }", "teal"),
        (":root::before { content: '} :root { --accent: navy'; --accent: navy }", "#a00"),
        (":root { --note: '; --accent: navy'; }", "#a00"),
        (":root[data-theme=dark] { --accent: navy }", "#a00"),
        ("@media (prefers-contrast: more) { :root { --accent: navy } }", "#a00"),
        ("@media (prefers-color-scheme: dark) { :root { --accent: navy } }", "#a00"),
        (":root { --accent: oklch(50% .1 30) }", "#a00"),
        (":root { --accent: rgb(calc(1 + 1) 2 3) }", "#a00"),
        (":root { --accent: var(--ink, teal) }", "#a00"),
        (":root { --accent: 1px solid }", "#a00"),
        (f":root {{ --accent: {'9' * 5000} }}", "#a00"),
        ("@layer a {" * 5000, "#a00"),
    ],
)
def test_a_colour_of_ones_own_is_taken_where_every_program_knows_it(own, accent):
    assert light_colours([SHIPPED, own])["accent"] == accent


def test_what_leads_to_itself_or_nowhere_is_no_colour():
    found = light_colours([SHIPPED, ":root { --a: var(--b); --b: var(--a); --accent: var(--nowhere) }"])
    assert found == {"ink": "#111"}
