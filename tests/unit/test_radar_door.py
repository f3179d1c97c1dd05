"""What `kalkan.radar` offers to whoever uses it alone."""

import inspect
import math

import numpy as np
import pytest
from scipy import stats

from kalkan import radar
from kalkan.physics import detection

EQUATION = {
    "peak_power": 1e5,
    "gain": 1e3,
    "wavelength": 0.1,
    "pulse_width": 1e-5,
    "noise_figure": 2.0,
}
CLAIM = {"claimed_distance": 200e3, "claimed_rcs": 1.0, "pd": 0.5, "pfa": 1e-6}


def test_door__lists_what_it_offers():
    own = [
        name
        for name, each in vars(radar).items()
        if inspect.isfunction(each)
        and each.__module__.startswith(radar.__name__)
        and not name.startswith("_")
    ]
    assert sorted(own) == radar.__all__


@pytest.mark.parametrize("name", radar.__all__)
def test_door__explains_itself_with_an_example(name):
    text = inspect.getdoc(getattr(radar, name))
    assert ">>>" in text
    assert "Raises" in text


def test_decibels__there_and_back():
    assert radar.to_decibels(2.0) == pytest.approx(3.0103, abs=1e-5)
    assert radar.to_decibels(0.0) == -math.inf
    ratios = np.array([[0.1, 1.0], [20.0, 3e5]])
    assert radar.from_decibels(radar.to_decibels(ratios)) == pytest.approx(ratios)
    assert isinstance(radar.from_decibels(3), float)


def test_threshold__broadcasts():
    found = radar.threshold([[1e-3], [1e-6]], [1, 10, 100])
    assert found == pytest.approx(stats.gamma.isf([[1e-3], [1e-6]], [1, 10, 100]))
    assert isinstance(radar.threshold(1e-6), float)


def test_detection__is_that_of_the_kernels():
    snr = radar.from_decibels([0.0, 10.0])
    found = radar.detection_probability(snr, 1e-6, [[0], [1], [2], [3], [4]], 5)
    assert found.shape == (5, 2)
    for case in range(5):
        for k in range(2):
            exact = detection.probability_of_detection(case, 5, float(snr[k]), 1e-6)
            assert found[case, k] == exact
    assert radar.required_snr(found, 1e-6, [[0], [1], [2], [3], [4]], 5) == (
        pytest.approx(np.broadcast_to(snr, (5, 2)), rel=1e-9)
    )


def test_detection__of_one_pulse_and_case_1_unless_said():
    assert radar.detection_probability(9.0, 1e-6) == pytest.approx(1e-6**0.1)
    assert radar.required_snr(1e-6**0.1, 1e-6) == pytest.approx(9.0)
    assert radar.detection_probability(math.inf, 1e-6) == 1.0


def test_detection__over_looks():
    assert radar.cumulative_probability([0.5, 0.1], 2) == pytest.approx([0.75, 0.19])
    assert radar.m_of_n_probability(0.9, [1, 2, 3], 3) == pytest.approx(
        stats.binom.sf([0, 1, 2], 3, 0.9)
    )
    by_look = radar.cumulative_by_look([[0.5, 0.5], [0.1, 0.0]])
    assert by_look == pytest.approx(np.array([[0.5, 0.75], [0.1, 0.1]]))
    assert radar.cumulative_by_look([]).shape == (0,)
    assert radar.cumulative_by_look(np.zeros((0, 3))).shape == (0, 3)


def test_signal_to_noise__takes_losses_and_sums():
    plain = radar.signal_to_noise(1e5, 2.0, **EQUATION)
    lossy = radar.signal_to_noise(1e5, 2.0, **EQUATION, losses=4.0, path_loss=5.0)
    assert plain / lossy == pytest.approx(40.0)
    summed = radar.signal_to_noise([1e5, 2e5], 2.0, **EQUATION, coherent_pulses=16)
    assert summed / plain == pytest.approx([16.0, 1.0])


def test_signal_to_noise__of_a_claim_gives_the_claim_back():
    snr = radar.signal_to_noise_from_claim(
        200e3, 1.0, **CLAIM, case=[0, 1, 2, 3, 4], pulses=8
    )
    pd = radar.detection_probability(snr, 1e-6, [0, 1, 2, 3, 4], 8)
    assert pd == pytest.approx(0.5, rel=1e-10)
    nearer = radar.signal_to_noise_from_claim(100e3, 0.5, **CLAIM, path_loss=-1.5)
    there = radar.signal_to_noise_from_claim(200e3, 1.0, **CLAIM)
    assert nearer / there == pytest.approx(8.0 * 10**0.3)


def test_detection_range__is_where_the_claim_holds():
    snr = radar.signal_to_noise_from_claim(50e3, 1.0, **CLAIM)
    needed = radar.required_snr(0.5, 1e-6)
    assert radar.detection_range(needed, snr, 50e3) == pytest.approx(200e3)
    through_rain = radar.detection_range(needed, snr, 50e3, attenuation=[0.0, 1e-4])
    assert through_rain[1] < 0.7 * through_rain[0]


def test_errors__fall_with_the_signal():
    snr = np.array([1.0, 9.0, 16.0])
    cell = radar.range_resolution(1e6)
    for error, unit in (
        (radar.range_error(snr, cell), cell),
        (radar.speed_error(snr, 0.1, 0.02), radar.speed_resolution(0.1, 0.02)),
    ):
        assert error[1:] == pytest.approx(unit / np.sqrt(2.0 * snr[1:]))
        assert error[0] == pytest.approx(unit / math.sqrt(12.0))  # no worse than that
    assert radar.angle_error(4.0, 0.02) == pytest.approx(0.02 / 1.6 / math.sqrt(8.0))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: radar.threshold(0.0), "pfa: 0 is not above 0 and below 1"),
        (lambda: radar.threshold(1.0), "pfa: 1 is not above 0 and below 1"),
        (lambda: radar.threshold(math.nan), "pfa: nan is not"),
        (lambda: radar.threshold(1e-305), "pfa: 1e-305 is not from 1e-300"),
        (lambda: radar.threshold(1e-6, 0), "pulses: 0 is not from 1"),
        (lambda: radar.threshold(1e-6, 1.5), "pulses: 1.5 is not a whole number"),
        (lambda: radar.threshold(1e-6, 2e6), r"pulses: 2e\+06 is not from"),
        (lambda: radar.detection_probability(-1.0, 1e-6), "snr: -1 is not from 0"),
        (lambda: radar.detection_probability([1, math.nan], 1e-6), "snr: nan"),
        (lambda: radar.detection_probability(1.0, 1e-6, 5), "case: 5 is not from 0"),
        (lambda: radar.detection_probability(1.0, 1e-6, -1), "case: -1 is not from"),
        (lambda: radar.detection_probability(1.0, 1e-6, None), "case: nan is not"),
        (lambda: radar.detection_probability([1, 2], [0.1, 0.2, 0.3]), "shape"),
        (lambda: radar.detection_probability("loud", 1e-6), "could not convert"),
        (lambda: radar.required_snr(1.0, 1e-6), "pd: 1 is not above 0 and below 1"),
        (lambda: radar.cumulative_probability(1.1, 2), "pd: 1.1 is not from 0 to 1"),
        (lambda: radar.cumulative_probability(0.1, 0), "n: 0 is not from 1"),
        (lambda: radar.cumulative_by_look(0.5), "pd: a row of looks is wanted"),
        (lambda: radar.m_of_n_probability(0.5, 4, 3), "m: more detections than looks"),
        (lambda: radar.m_of_n_probability(0.5, 0, 3), "m: 0 is not from 1"),
        (lambda: radar.signal_to_noise(0.0, 1.0, **EQUATION), "distance: 0 is not"),
        (lambda: radar.signal_to_noise(1e5, -1.0, **EQUATION), "rcs: -1 is not"),
        (
            lambda: radar.signal_to_noise(1e5, 1.0, **EQUATION, losses=0.5),
            "losses: 0.5 is not from 1",
        ),
        (
            lambda: radar.signal_to_noise(1e5, 1.0, **EQUATION, path_loss=math.inf),
            "path_loss: inf is not",
        ),
        (
            lambda: radar.signal_to_noise_from_claim(1e5, 1.0, **CLAIM, case=7),
            "case: 7",
        ),
        (lambda: radar.detection_range(0.0, 1.0, 1e5), "required: 0 is not above"),
        (lambda: radar.detection_range(1.0, 1.0, 1e5, -1.0), "attenuation: -1 is not"),
        (lambda: radar.range_resolution(0.0), "bandwidth: 0 is not above"),
        (lambda: radar.speed_error(1.0, 0.1, -1.0), "duration: -1 is not above"),
        (lambda: radar.to_decibels(-1.0), "ratio: -1 is not from 0"),
        (lambda: radar.from_decibels(math.nan), "decibels: nan is not"),
    ],
)
def test_door__says_what_is_wrong_in_one_line(call, words):
    with pytest.raises(ValueError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
