"""Addresses of other sites, over more of them than the specification names."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainery.web import fault, published

# What may stand in an address as it stands: https://url.spec.whatwg.org/#url-code-points
UNITS = re.escape(string.ascii_letters + string.digits + "!$&'()*+,-./:;=?@_~")
VALID = re.compile(
    rf"https://example\.org/(?:[{UNITS}\xa0-\U0010ffff]|%[0-9A-Fa-f]{{2}})*(?:#(?:[{UNITS}\xa0-\U0010ffff]|%[0-9A-Fa-f]{{2}})*)?"
)
_LETTERS = st.sampled_from(string.ascii_letters + string.digits + "!$&'()*+,-./:;=?@_~")
_FOREIGN = st.characters(min_codepoint=0xA0, exclude_categories=["Cs"])
PATH_OF_UNITS = st.lists(_LETTERS | _FOREIGN | st.integers(0, 255).map("%{:02X}".format), max_size=12).map("".join)
PATH = st.text(st.sampled_from(string.printable + "äЮ宇%%%##[]"), max_size=20)


@given(PATH)
def test_every_address_becomes_a_valid_one_once(path):
    address = published("https://example.org/" + path)
    assert VALID.fullmatch(address)
    assert published(address) == address


@given(PATH_OF_UNITS, st.none() | PATH_OF_UNITS)
def test_a_valid_address_is_published_as_it_was_written(path, anchor):
    address = f"https://example.org/{path}" + ("" if anchor is None else f"#{anchor}")
    assert VALID.fullmatch(address)
    assert published(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTPS://Example.org./",
        "http://example.org:8080/@user?a#b",
        "https://[2001:db8::1]:443/",
        "https://пример.рф/",
        "mailto:a@example.org",
        "mailto:a@example.org?subject=b c",
    ],
)
def test_an_address_that_leads_somewhere_has_no_fault(address):
    assert fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https:",
        "https://",
        "https:///a",
        "http:example.org",
        "https://a b.org/",
        "https://.org/",
        "https://[::1/",
        "https://a.org:b/",
        "https://a.org:65536/",
        "https://a%62.org",
        "https://user:word@example.org/",
        "https://key@example.org/",
        "https://@example.org/",
        "mailto:",
        "mailto:a",
        "mailto:?to=a@b.org",
        "mailto:a b@c.org",
    ],
)
def test_an_address_that_leads_nowhere_has_one(address):
    assert fault(address)
