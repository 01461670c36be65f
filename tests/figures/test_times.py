"""Lengths of time as figures say them."""

import datetime as dt

import pytest

from explainery.draw import rounded


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (29, 0), (31, 1), (60, 1), (89, 1), (91, 2), (3_599, 60)])
def test_a_length_is_rounded_to_the_nearest_minute(seconds, minutes):
    assert rounded(dt.timedelta(seconds=seconds)) == dt.timedelta(minutes=minutes)
