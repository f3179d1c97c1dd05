import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from kalkan.physics.fresnel import fresnel


@given(st.floats(-30.0, 30.0))
def test_fresnel__is_scipys(x):
    sine, cosine = special.fresnel(x)
    assert fresnel(x) == pytest.approx((cosine, sine), abs=1e-14)


@pytest.mark.parametrize("x", [1.9999999, 2.0, 2.0000001])
def test_fresnel__has_no_step_between_its_two_ways(x):
    sine, cosine = special.fresnel(x)
    assert fresnel(x) == pytest.approx((cosine, sine), abs=5e-15)


def test_fresnel__is_odd_and_nought_at_nought():
    assert fresnel(0.0) == (0.0, 0.0)
    assert fresnel(-1.3) == tuple(-np.array(fresnel(1.3)))


def test_fresnel__ends_at_one_half():
    assert fresnel(1e9) == (0.5, 0.5)
    assert fresnel(-math.inf) == (-0.5, -0.5)
    assert all(map(math.isnan, fresnel(math.nan)))
