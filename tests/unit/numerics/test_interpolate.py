import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.numerics.interpolate import interpolate

XS, YS = np.array([0.0, 0.85, 1.0, 1.2, 4.5]), np.array([0.2, 0.2, 0.27, 0.3, -0.1])


@given(st.floats(-1.0, 6.0))
def test_interpolate__is_that_of_numpy(x):
    assert interpolate(x, XS, YS) == pytest.approx(np.interp(x, XS, YS), abs=1e-14)


@pytest.mark.parametrize("x", [*XS.tolist(), -math.inf, math.inf])
def test_interpolate__keeps_rows_and_ends(x):
    assert interpolate(x, XS, YS) == np.interp(x, XS, YS)


def test_interpolate__of_one_row_is_constant():
    for x in (-5.0, 1.0, 7.0):
        assert interpolate(x, np.array([1.0]), np.array([3.0])) == 3.0
