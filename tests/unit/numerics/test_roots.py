import math

import pytest

from kalkan.numerics.roots import peak, rising_root


@pytest.mark.parametrize("guess", [0.01, 1.0, 2.9])
def test_root__is_found_from_anywhere(guess):
    found = rising_root(lambda x: x**3 - 8.0, 0.0, 3.0, guess, 1e-9, 1e-12)
    assert found == pytest.approx(2.0, abs=1e-9)


def test_root__takes_few_calls():
    calls = []

    def function(x):
        calls.append(x)
        return math.exp(x) - 20.0

    found = rising_root(function, 0.0, math.inf, 2.0, 1e-9, 1e-12)
    assert found == pytest.approx(math.log(20.0), abs=1e-9)
    assert len(calls) < 14


def test_root__passes_over_what_is_not_defined():
    """nan counts as too low, inf as too high."""

    def function(x):
        if x < 1.0:
            return math.nan
        return math.inf if x > 5.0 else x - 3.0

    for guess in (0.2, 5.9):
        found = rising_root(function, 0.0, 6.0, guess, 1e-6, 1e-9)
        assert found == pytest.approx(3.0, abs=1e-6)


def test_root__of_a_jump_is_the_jump():
    found = rising_root(lambda x: -1.0 if x < 0.7 else 1.0, 0.0, 1.0, 0.1, 1e-9, 1e-6)
    assert found == pytest.approx(0.7, abs=1e-5)


def test_root__that_is_outside_ends_near_the_end():
    assert rising_root(lambda x: x + 1.0, 0.0, 1.0, 0.5, 1e-9, 1e-6) < 1e-3
    assert rising_root(lambda x: x - 2.0, 0.0, 1.0, 0.5, 1e-9, 1e-6) > 0.999


def test_root__gives_up_after_its_rounds():
    calls = []

    def never(x):
        calls.append(x)
        return -1.0

    rising_root(never, 0.0, math.inf, 1.0, 1e-9, 1e-9, 7)
    assert len(calls) == 7


@pytest.mark.parametrize("top", [0.01, 0.4, 0.99])
def test_peak__is_found(top):
    found = peak(lambda x: -(abs(x - top) ** 1.5), 0.0, 1.0, 1e-6)
    assert found == pytest.approx(top, abs=2e-6)
