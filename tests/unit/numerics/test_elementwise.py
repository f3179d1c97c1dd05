import math

import numpy as np
import pytest

from kalkan.numerics.elementwise import elementwise


def test_elementwise__gives_a_float_for_numbers():
    out = elementwise(math.hypot, 3, np.float32(4))
    assert isinstance(out, float)
    assert out == 5.0


def test_elementwise__broadcasts():
    out = elementwise(math.hypot, [[3.0], [6.0]], [4.0, 8.0])
    assert out.tolist() == [[5.0, math.hypot(3, 8)], [math.hypot(6, 4), 10.0]]


def test_elementwise__of_nothing_is_nothing():
    assert elementwise(math.hypot, [], 1.0).shape == (0,)


@pytest.mark.parametrize("wrong", [([1.0, 2.0], [1.0, 2.0, 3.0]), ("far", 1.0)])
def test_elementwise__refuses_what_does_not_fit(wrong):
    with pytest.raises(ValueError, match=r"broadcast|convert"):
        elementwise(math.hypot, *wrong)
