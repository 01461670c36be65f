"""More texts for `tests/test_differential.py` than the suite has time for: 3,000, from a seed of its own."""

import pytest
from hypothesis import HealthCheck, given, seed, settings
from markdowns import texts

test_differential = pytest.importorskip("test_differential")


@seed(20261129)
@settings(max_examples=3000, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_texts_are_read_as_cmark_reads_them(text):
    test_differential.hold(text)
