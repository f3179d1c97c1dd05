"""Arguments of public doors: what is refused, and how."""

import math

import numpy as np
import pytest

from kalkan.numerics.arguments import require, require_whole


@pytest.mark.parametrize("value", [2.0, 2, [1.0, 2.0], np.full((2, 3), 1.5)])
def test_require__returns_floats_of_the_same_shape(value):
    found = require("speed", value, 0.0, 2.0)
    assert found.dtype == np.float64
    assert found.shape == np.shape(value)
    assert np.all(found == value)


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        (math.nan, {}, "nan is not a finite number"),
        (math.inf, {}, "inf is not a finite number"),
        (-1.0, {"low": 0.0}, "-1 is not from 0 on"),
        (math.inf, {"low": 0.0}, "inf is not from 0 on"),
        (0.0, {"low": 0.0, "above": True}, "0 is not above 0"),
        (3.0, {"high": 2.0}, "3 is not up to 2"),
        (2.0, {"high": 2.0, "below": True}, "2 is not below 2"),
        ([0.5, 1.5, 7.0], {"low": 0.0, "high": 1.0}, "1.5 is not from 0 to 1"),
        (
            1.0,
            {"low": 0.0, "high": 1.0, "above": True, "below": True},
            "1 is not above 0 and below 1",
        ),
        (0.0, {"low": 0.0, "high": 9.0, "above": True}, "0 is not above 0 and up to 9"),
        (math.nan, {"finite": False}, "nan is not"),
    ],
)
def test_require__says_which_number_and_what_would_be_right(value, bounds, words):
    with pytest.raises(ValueError, match=f"^speed: {words}"):
        require("speed", value, **bounds)


def test_require__may_allow_what_is_infinite():
    assert require("ratio", math.inf, 0.0, finite=False) == math.inf
    assert require("decibels", -math.inf, finite=False) == -math.inf


def test_require_whole__refuses_parts_and_bounds():
    assert require_whole("n", [1, 4], 1, 4).tolist() == [1.0, 4.0]
    for wrong, words in (
        (0, "0 is not from 1"),
        (5, "5 is not"),
        (1.5, "1.5 is not a"),
    ):
        with pytest.raises(ValueError, match=f"^n: {words}"):
            require_whole("n", wrong, 1, 4)
