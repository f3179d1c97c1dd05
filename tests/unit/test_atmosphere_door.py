import math

import numpy as np
import pytest

from kalkan import atmosphere
from kalkan.physics import atmosphere as kernels

COLUMNS = sorted(atmosphere.__all__)


@pytest.mark.parametrize("name", COLUMNS)
def test_column__is_the_kernels(name):
    altitude = np.array([[-5e3, 0.0, 11e3], [50e3, 86e3, 1000e3]])
    ours = getattr(atmosphere, name)(altitude)
    assert ours.shape == altitude.shape
    kernel = getattr(kernels, name)
    assert ours.ravel() == pytest.approx([kernel(z) for z in altitude.ravel().tolist()])


@pytest.mark.parametrize("name", COLUMNS)
def test_column__of_a_number_is_a_number(name):
    assert type(getattr(atmosphere, name)(1000)) is float


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("wrong", [math.nan, math.inf, -5001.0, 1000.1e3, [0.0, 2e6]])
def test_column__refuses_what_the_standard_does_not_cover(name, wrong):
    with pytest.raises(ValueError, match=r"altitude: the standard covers"):
        getattr(atmosphere, name)(wrong)


def test_column__of_nothing_is_empty():
    assert atmosphere.density([]).shape == (0,)
