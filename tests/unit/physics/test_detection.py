"""Detection of fluctuating targets, against SciPy's distributions and a simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gammaincc

from kalkan.physics import detection

CASES = st.sampled_from(range(5))
PULSES = st.integers(1, 120)
PFA = st.floats(-12.0, -2.0).map(lambda exponent: 10.0**exponent)
DECIBELS = st.floats(-20.0, 25.0)
EXTREMES = [(1, 1e-12), (2, 1e-300), (1000, 1e-12), (1000, 0.3), (1_000_000, 1e-9)]


def linear(decibels):
    return 10.0 ** (decibels / 10.0)


def mixture(case, pulses, snr, level):
    """The definition: incomplete gamma functions, mixed over the target's echo."""
    mean = pulses * snr
    if case == 0:
        echo = stats.poisson(mean)
    else:
        shape = {1: 1, 2: pulses, 3: 2, 4: 2 * pulses}[case]
        echo = stats.nbinom(shape, 1.0 / (1.0 + mean / shape))
    j = np.arange(max(4000.0, level + 40.0 * math.sqrt(level)))  # Q is 1 beyond
    return echo.pmf(j) @ gammaincc(pulses + j, level) + echo.sf(j[-1])


@given(PFA, PULSES)
def test_threshold__is_crossed_by_noise_as_often_as_it_should(pfa, pulses):
    level = detection.threshold(pfa, pulses)
    assert stats.gamma.sf(level, pulses) == pytest.approx(pfa, rel=1e-11)


@given(CASES, PULSES, DECIBELS, PFA)
def test_detection__is_the_mixture_by_which_it_is_defined(case, pulses, decibels, pfa):
    snr, level = linear(decibels), detection.threshold(pfa, pulses)
    assert detection.exceedance(case, pulses, snr, level) == pytest.approx(
        mixture(case, pulses, snr, level), rel=1e-9, abs=1e-11
    )


@given(PULSES, st.floats(-15.0, 15.0), PFA)
def test_detection__of_a_steady_target_is_a_noncentral_chi_square(
    pulses, decibels, pfa
):
    snr, level = linear(decibels), detection.threshold(pfa, pulses)
    exact = stats.ncx2.sf(2.0 * level, 2 * pulses, 2.0 * pulses * snr)
    assert detection.probability_of_detection(0, pulses, snr, pfa) == pytest.approx(
        exact, abs=1e-9
    )


@given(PULSES, DECIBELS, PFA)
def test_detection__of_case_2_is_a_gamma_variable(pulses, decibels, pfa):
    snr, level = linear(decibels), detection.threshold(pfa, pulses)
    assert detection.probability_of_detection(2, pulses, snr, pfa) == pytest.approx(
        stats.gamma.sf(level / (1.0 + snr), pulses), rel=1e-11
    )


@given(st.floats(-40.0, 60.0), PFA)
def test_detection__by_one_pulse_has_closed_forms(decibels, pfa):
    """Swerling 1 and 2; Swerling 3 and 4 (Meyer and Mayer 1973)."""
    s, level = linear(decibels), -math.log(pfa)
    exponential = pfa ** (1.0 / (1.0 + s))
    share = 2.0 / (2.0 + s)
    larger = (1.0 + 0.5 * s * level * share * share) * math.exp(-level * share)
    for case, exact in ((1, exponential), (2, exponential), (3, larger), (4, larger)):
        assert detection.probability_of_detection(case, 1, s, pfa) == pytest.approx(
            exact, rel=1e-12
        )


@given(DECIBELS, PFA)
def test_detection__of_two_pulses_of_case_3_is_that_of_case_2(decibels, pfa):
    """Both are the negative-binomial mixture of shape 2."""
    snr = linear(decibels)
    assert detection.probability_of_detection(3, 2, snr, pfa) == pytest.approx(
        detection.probability_of_detection(2, 2, snr, pfa), rel=1e-12
    )


@pytest.mark.parametrize("case", range(5))
def test_detection__agrees_with_a_simulation(case):
    """Echoes drawn as Swerling describes them: amplitudes, phases, noise, squares."""
    pulses, snr, pfa, looks = 4, linear(4.0), 1e-2, 40_000
    draw = np.random.default_rng(case)
    anew = pulses if case in (2, 4) else 1
    degrees = {1: 2, 2: 2, 3: 4, 4: 4}.get(case)
    power = np.full((looks, 1), snr)
    if degrees:
        power = snr * draw.chisquare(degrees, (looks, anew)) / degrees
    noise = draw.normal(0.0, math.sqrt(0.5), (2, looks, pulses))
    sums = ((np.sqrt(power) + noise[0]) ** 2 + noise[1] ** 2).sum(axis=1)
    found = float((sums > detection.threshold(pfa, pulses)).mean())
    exact = detection.probability_of_detection(case, pulses, snr, pfa)
    assert 0.1 < exact < 0.95
    assert found == pytest.approx(exact, abs=4.0 * math.sqrt(0.25 / looks))


@given(CASES, PULSES, DECIBELS, st.floats(0.1, 3.0), PFA)
def test_detection__grows_with_the_signal(case, pulses, decibels, more, pfa):
    less = detection.probability_of_detection(case, pulses, linear(decibels), pfa)
    higher = linear(decibels + more)
    grown = detection.probability_of_detection(case, pulses, higher, pfa)
    assert grown >= less * (1.0 - 1e-12)
    assert less >= pfa * (1.0 - 1e-12)


@pytest.mark.parametrize("case", range(5))
@pytest.mark.parametrize(("pulses", "pfa"), EXTREMES)
def test_detection__is_sane_at_the_extremes(case, pulses, pfa):
    decibels = (-300.0, -30.0, 0.0, 60.0, 300.0)
    found = [
        detection.probability_of_detection(case, pulses, linear(each), pfa)
        for each in decibels
    ]
    assert found[0] == pytest.approx(pfa, rel=1e-12)
    assert (np.diff(found) >= -1e-13).all()
    found.append(detection.probability_of_detection(case, pulses, math.inf, pfa))
    assert found[-2:] == pytest.approx([1.0, 1.0], abs=1e-13)
    assert max(found) <= 1.0


@pytest.mark.parametrize("case", range(5))
def test_detection__of_no_signal_is_a_false_alarm(case):
    for nothing in (0.0, -1.0):
        assert detection.probability_of_detection(case, 7, nothing, 1e-5) == 1e-5
    assert math.isnan(detection.probability_of_detection(case, 7, math.nan, 1e-5))


@pytest.mark.parametrize("case", [-1, 5])
def test_detection__of_an_unknown_case_is_not_a_number(case):
    assert math.isnan(detection.probability_of_detection(case, 3, 1.0, 1e-3))


@given(CASES, PULSES, st.floats(0.02, 0.9999), PFA)
def test_required_snr__is_the_inverse_of_detection(case, pulses, pd, pfa):
    snr = detection.required_snr(case, pulses, pd, pfa)
    assert detection.probability_of_detection(case, pulses, snr, pfa) == pytest.approx(
        pd, rel=1e-11
    )


@pytest.mark.parametrize("case", range(5))
@pytest.mark.parametrize("pd", [2e-12, 1e-6, 0.5, 1.0 - 1e-9])
@pytest.mark.parametrize("pulses", [1, 2, 1000])
def test_required_snr__is_found_far_out(case, pulses, pd):
    snr = detection.required_snr(case, pulses, pd, 1e-12)
    assert detection.probability_of_detection(
        case, pulses, snr, 1e-12
    ) == pytest.approx(pd, rel=1e-9)


@pytest.mark.parametrize("case", range(5))
def test_required_snr__of_what_noise_does_alone_and_of_certainty(case):
    assert detection.required_snr(case, 5, 1e-3, 1e-3) == 0.0
    assert detection.required_snr(case, 5, 1e-4, 1e-3) == 0.0
    assert detection.required_snr(case, 5, 1.0, 1e-3) == math.inf


def test_detection__of_many_pulses_needs_less_of_each():
    for case in range(5):
        needed = [detection.required_snr(case, n, 0.8, 1e-6) for n in (1, 3, 10, 100)]
        assert needed == sorted(needed, reverse=True)
        assert needed[0] / needed[-1] < 100.0  # summing after the detector loses
