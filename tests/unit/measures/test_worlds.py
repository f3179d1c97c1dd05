"""Sums by world, and whether their intervals cover what they say they cover."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kalkan.measures.worlds import Moments

BOUND = 6
REPETITIONS = 1000
#: Hits among 1000 intervals that cover with exactly 0.95, but for 1 in 10,000.
FEWEST, MOST = (int(n) for n in stats.binom.interval(0.9999, REPETITIONS, 0.95))


def moments(values: np.ndarray, bound: float = BOUND) -> Moments:
    """Return the sums of values.  Shape: battle world."""
    battles, worlds = values.shape
    found = Moments(worlds, bound)
    found.add(np.tile(np.arange(worlds), battles), values.ravel())
    return found


def test_moments__are_those_of_numpy():
    values = np.random.default_rng(0).uniform(0.0, 6.0, (20, 8))
    found, means = moments(values), values.mean(axis=0)
    assert found.battles == 160
    assert found.mean == pytest.approx(values.mean())
    assert found.world_means == pytest.approx(means)
    assert found.sample.units == 8
    assert found.sample.error == pytest.approx(stats.sem(means))
    assert found.ci95 == pytest.approx(
        stats.t.interval(0.95, 7, loc=means.mean(), scale=stats.sem(means))
    )
    assert found.worlds90 == pytest.approx(np.quantile(means, [0.05, 0.95]))


def test_moments__of_one_world_are_over_battles():
    values = np.random.default_rng(0).uniform(0.0, 6.0, (40, 1))
    found = moments(values)
    assert found.sample.units == 40
    assert found.sample.error == pytest.approx(stats.sem(values.ravel()))
    assert found.worlds90 == [found.mean, found.mean]
    assert found.ignorance is None


def test_moments__without_a_battle_say_nothing():
    found = Moments(3, BOUND)
    assert (found.battles, found.mean, found.worlds90) == (0, 0.0, [0.0, 0.0])


@given(st.lists(st.floats(0.0, 6.0), min_size=2, max_size=40), st.data())
def test_moments__are_the_same_bits_however_cut(values, data):
    cut = data.draw(st.integers(0, len(values)))
    value, world = np.array(values), np.arange(len(values)) % 3
    whole, parts = Moments(3, BOUND), Moments(3, BOUND)
    whole.add(world, value)
    parts.add(world[:cut], value[:cut])
    parts.add(world[cut:], value[cut:])
    assert parts.sample == whole.sample


def test_moments__weigh_worlds_by_their_battles():
    found = Moments(3, 100.0)
    found.add(np.array([0, 0, 0, 1, 1, 2]), np.array([1.0, 2.0, 3.0, 5.0, 7.0, 9.0]))
    assert found.mean == pytest.approx(27.0 / 6.0)
    parts = np.array([3 * (2.0 - 4.5), 2 * (6.0 - 4.5), 1 * (9.0 - 4.5)]) / 6.0
    assert found.sample.error == pytest.approx(np.sqrt((parts**2).sum() * 3 / 2))


def test_moments__leave_out_worlds_not_fought_in():
    found = Moments(5, 4.0)
    found.add(np.array([0, 1]), np.array([1.0, 3.0]))
    assert found.world_means.tolist() == [1.0, 3.0]
    assert found.sample.units == 2


def test_ignorance__tells_worlds_from_luck():
    luck = np.random.default_rng(3)
    same = luck.normal(3.0, 1.0, (40, 50))
    assert moments(same).ignorance < 0.05
    apart = luck.normal(3.0, 1.0, 50) + luck.normal(0.0, 1.0, (40, 50))
    assert moments(apart).ignorance == pytest.approx(0.5, abs=0.12)
    only = np.tile(luck.normal(3.0, 1.0, 50), (40, 1))
    assert moments(only).ignorance == pytest.approx(1.0)
    assert moments(np.ones((40, 50))).ignorance is None


@pytest.mark.parametrize("worlds", [1, 100])
def test_moments__of_yes_and_no_are_exact(worlds):
    """One world, or one battle a world: plain trials, as in a textbook."""
    values = (np.random.default_rng(0).random(100) < 0.4).astype(float)
    exact = stats.binomtest(int(values.sum()), 100).proportion_ci(0.95, "exact")
    found = moments(values.reshape(100 // worlds, worlds), bound=1.0)
    assert found.ci95 == pytest.approx([exact.low, exact.high])


def hits(draw, truth: float) -> int:
    """Return how many of 1000 intervals hold the truth."""
    luck = np.random.default_rng(2024)
    intervals = [moments(draw(luck)).ci95 for _ in range(REPETITIONS)]
    return sum(low <= truth <= high for low, high in intervals)


def beta_worlds(a: float, b: float, worlds: int, battles: int):
    """Return worlds with a chance of leaking of their own; threats leak singly."""

    def draw(luck: np.random.Generator) -> np.ndarray:
        chance = luck.beta(a, b, worlds)
        return luck.binomial(BOUND, chance, (battles, worlds)).astype(float)

    return draw, BOUND * a / (a + b)


def lumps(chance: float, worlds: int, battles: int):
    """Return battles in which all threats leak, or none."""

    def draw(luck: np.random.Generator) -> np.ndarray:
        return BOUND * (luck.random((battles, worlds)) < chance).astype(float)

    return draw, BOUND * chance


@pytest.mark.compiled  # thousands of studies
@pytest.mark.parametrize(
    ("draw", "truth"),
    [
        pytest.param(*beta_worlds(2, 3, 50, 20), id="worlds differ"),
        pytest.param(*beta_worlds(2, 3, 5, 20), id="few worlds"),
        pytest.param(*beta_worlds(200, 300, 20, 20), id="worlds alike"),
        pytest.param(*lumps(0.4, 50, 20), id="all or none"),
        pytest.param(*lumps(0.3, 1, 200), id="one world"),
    ],
)
def test_ci95__covers_95_of_100(draw, truth):
    assert FEWEST <= hits(draw, truth) <= MOST


@pytest.mark.compiled  # thousands of studies
@pytest.mark.parametrize(
    ("draw", "truth"),
    [
        pytest.param(*beta_worlds(0.5, 4, 50, 20), id="skewed worlds"),
        pytest.param(*beta_worlds(0.1, 2, 50, 20), id="leaks in few worlds"),
        pytest.param(*beta_worlds(0.05, 5, 50, 20), id="leaks in very few worlds"),
        pytest.param(*beta_worlds(1, 200, 50, 20), id="rare everywhere"),
        pytest.param(*lumps(0.02, 1, 200), id="one world, rarely all"),
        pytest.param(*lumps(0.98, 1, 200), id="one world, rarely none"),
        pytest.param(*lumps(0.01, 50, 1), id="one battle a world"),
        pytest.param(*lumps(0.0, 50, 20), id="never"),
    ],
)
def test_ci95__covers_rare_events_at_least(draw, truth):
    assert hits(draw, truth) >= FEWEST


def test_ci95__of_battles_of_one_world_would_not_cover():
    """Battles of one world hang together: taking them for independent misleads."""
    luck, (draw, truth), hit = np.random.default_rng(5), beta_worlds(2, 3, 20, 50), 0
    for _ in range(200):
        values = draw(luck).reshape(-1, 1)
        low, high = moments(values).ci95
        hit += low <= truth <= high
    assert hit < 120
