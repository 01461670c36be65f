"""Values of style sheets that are put where they are used."""

import lightningcss
import pytest

from explainery.outputs.settled import put, settled

USES = ".a { margin: var(--edge) var(--gap); inline-size: calc(2 * var(--wide)); color: var(--ink) }"


def said(css):
    """Return what a style sheet says, each way of writing it alike."""
    return lightningcss.process_stylesheet(css, minify=True)


def sheet_of(values, uses=USES, others=()):
    return said(put(said(f"{values}\n{uses}"), settled(said(values), (uses,), tuple(others))))


def test_what_never_changes_stands_where_it_is_used():
    values = ":root { --edge: 1rem; --gap: var(--edge); --wide: 3px; --ink: #111 }"
    assert sheet_of(values) == said(".a { margin: 1rem 1rem; inline-size: calc(2 * 3px); color: #111 }")


def test_the_last_of_two_values_holds():
    values = ":root { --edge: 1rem } :root { --edge: 2rem }"
    assert sheet_of(values, ".a { margin: var(--edge) }") == said(".a { margin: 2rem }")


ONE, USE = ":root { --e: 1px }", ".a { margin: var(--e) }"


@pytest.mark.parametrize(
    ("values", "uses", "others"),
    [
        pytest.param(ONE, f"@media print {{ :root {{ --e: 2px }} }} {USE}", (), id="on paper"),
        pytest.param(ONE, f".b {{ --e: 2px }} {USE}", (), id="below an element"),
        pytest.param(":root { --d: 1px; --e: var(--d) }", f".b {{ --d: 2px }} {USE}", (), id="of one that varies"),
        pytest.param(":root { --e: 1px; &[data-theme] { --e: 2px } }", USE, (), id="nested"),
        pytest.param(":root[data-theme] { --e: 1px }", USE, (), id="of some pages"),
        pytest.param(ONE, ".a { margin: var(--e, 2px) }", (), id="with another beside it"),
        pytest.param(ONE, USE, ['style.getPropertyValue("--e")'], id="in a script"),
        pytest.param(":root { --e: var(--f); --f: var(--e) }", USE, (), id="in a circle"),
        pytest.param("", USE, (), id="set nowhere"),
        pytest.param(":root { --e: 1px !important }", USE, (), id="outdoing others"),
        pytest.param(":root { --e: inherit }", USE, (), id="a word that stands alone for no value"),
        pytest.param(":root { --e: var(--f, 1px) }", f".b {{ --f: 2px }} {USE}", (), id="of one that may be set below"),
        pytest.param(":root { --e: var(--f, 1px); --f: 2px }", USE, (), id="with another beside it in a value"),
        pytest.param(":root { --e: attr(data-e) }", USE, (), id="of an attribute"),
        pytest.param(".b :root { --e: 1px }", USE, (), id="of no element"),
        pytest.param(":root { --e: {a: b} }", USE, (), id="in braces"),
        pytest.param(":root { --e-1: 1px }", ".a { margin: var(--e-1) }", ["var(--e-{{ n }})"], id="put together"),
        pytest.param(ONE, USE, ["getPropertyValue('--' + name)"], id="put together in a script"),
        pytest.param(ONE, USE, ["getPropertyValue(`--${name}`)"], id="and in another way"),
        pytest.param(ONE, ".a { margin: -var(--e) }", (), id="in what is no value"),
    ],
)
def test_what_may_change_stays_a_variable(values, uses, others):
    assert sheet_of(values, uses, others) == said(f"{values}\n{uses}")


def test_names_of_classes_and_remarks_in_templates_are_no_values():
    assert sheet_of(ONE, USE, ['<!--{{ x }}--> <p class="a--{{ n }} {{ b }}--{{ n }}">']) == said(".a { margin: 1px }")


def test_signs_in_an_address_end_no_value():
    values = ":root { --e: url(data:image/png;base64,AAA=); --f: light-dark(rgb(1 2 3), color-mix(in lab, red, blue)) }"
    uses = ".a { background: var(--e) var(--f) }"
    expected = ".a { background: url(data:image/png;base64,AAA=) light-dark(rgb(1 2 3), color-mix(in lab, red, blue)) }"
    assert sheet_of(values, uses) == said(expected)


def test_values_that_double_at_each_name_stay_variables():
    more = "".join(f"--e{n + 1}: var(--e{n}) var(--e{n});" for n in range(40))
    assert len(sheet_of(f":root {{ --e0: 1px; {more} }}", ".a { margin: var(--e40) }")) < 20_000


def test_a_string_and_a_remark_are_no_use():
    values = ':root { --e: "a; b}"; --f: 1px }'
    uses = '.a::before { content: "var(--f) --f: 1;" var(--e) } /* var(--f), --f: 2px */'
    assert sheet_of(values, uses) == said('.a::before { content: "var(--f) --f: 1;" "a; b}" }')


def test_nothing_is_left_of_a_value_that_stands_in_a_layer():
    values = ":root { --e: 1px; color-scheme: dark }"
    sheet = said(f"@layer tokens {{ {values} }} @layer own {{ .a {{ margin: var(--e) }} }}")
    expected = "@layer tokens { :root { color-scheme: dark } } @layer own { .a { margin: 1px } }"
    assert put(sheet, settled(said(values), (sheet.replace("--e:1px", ""),), ())) == said(expected)


def test_a_value_never_joins_what_is_beside_it():
    assert sheet_of(":root { --e: 1; --f: 2px }", ".a { margin: var(--e)var(--f) }") == said(".a { margin: 1 2px }")
