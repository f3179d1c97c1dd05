"""The door to metrics: what makes a metric, what SIAP counts, what is refused."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan import metrics
from kalkan.metrics import gospa, ospa, siap

INF, NAN = math.inf, math.nan
COORDINATES = st.floats(-50.0, 50.0).map(lambda x: round(x, 3))
CUTS = st.floats(0.5, 100.0)
ORDERS = st.floats(1.0, 6.0)


def point_sets(axes):
    point = st.lists(COORDINATES, min_size=axes, max_size=axes)
    return st.lists(point, max_size=5)


@st.composite
def three_sets(draw):
    axes = draw(st.integers(1, 4))
    return [draw(point_sets(axes)) for _ in range(3)]


@given(three_sets(), CUTS, ORDERS)
def test_metrics__are_metrics(sets, c, p):
    x, y, z = sets
    for far in (ospa, lambda *case: gospa(*case).value):
        assert far(x, x, c, p) == 0.0
        assert far(x, y, c, p) == pytest.approx(far(y, x, c, p), rel=1e-9, abs=1e-9)
        around = far(x, z, c, p) + far(z, y, c, p)
        assert far(x, y, c, p) <= around * (1.0 + 1e-9) + 1e-9
        if {tuple(one) for one in x} != {tuple(one) for one in y}:
            assert far(x, y, c, p) > 0.0


@given(three_sets(), CUTS, ORDERS, st.floats(0.1, 2.0))
def test_gospa__is_the_sum_of_its_parts(sets, c, p, alpha):
    x, y, _ = sets
    found = gospa(x, y, c, p, alpha)
    assert min(found) >= 0.0
    assert found.value**p == pytest.approx(sum(found[1:]), rel=1e-9, abs=1e-12)
    turned = gospa(y, x, c, p, alpha)
    assert (turned.missed, turned.false) == pytest.approx((found.false, found.missed))
    more = (len(x) - len(y)) * c**p / alpha
    assert found.missed - found.false == pytest.approx(more, rel=1e-9)


@given(three_sets(), CUTS, ORDERS)
def test_ospa__is_a_mean_below_the_cut_off(sets, c, p):
    x, y, _ = sets
    assert 0.0 <= ospa(x, y, c, p) <= c * (1.0 + 1e-12)


def test_gospa__by_another_alpha_keeps_far_pairs():
    far = gospa([[0.0]], [[50.0], [3.0]], 10.0, 2.0, alpha=1.0)
    assert far == pytest.approx((math.sqrt(109.0), 9.0, 0.0, 100.0))
    far = gospa([[0.0]], [[50.0]], 10.0, 2.0, alpha=1.0)
    assert far == pytest.approx((10.0, 100.0, 0.0, 0.0))
    assert gospa([[0.0]], [[50.0]], 10.0, 2.0) == pytest.approx((10.0, 0.0, 50.0, 50.0))


def test_points__may_be_empty():
    assert ospa([], [], 5.0, 2.0) == 0.0
    assert gospa([], np.zeros((0, 3)), 5.0, 2.0) == (0.0, 0.0, 0.0, 0.0)
    assert ospa([], [[1.0, 2.0]], 5.0, 2.0) == 5.0
    assert gospa(np.zeros((2, 3)), [], 4.0, 1.0) == (4.0, 0.0, 4.0, 0.0)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (([[NAN]], [[0.0]], 1.0, 1.0), "truth: finite"),
        (([[0.0]], [[INF]], 1.0, 1.0), "estimate: finite"),
        (([0.0, 1.0], [[0.0]], 1.0, 1.0), "truth: an array of shape"),
        (([[0.0]], [[[0.0]]], 1.0, 1.0), "estimate: an array of shape"),
        (([[]], [[0.0]], 1.0, 1.0), "truth: an array of shape"),
        (([["a"]], [[0.0]], 1.0, 1.0), "truth: an array of numbers"),
        (([[0.0], [0.0, 1.0]], [[0.0]], 1.0, 1.0), "truth: an array of numbers"),
        (([[0.0]], [[0.0, 1.0]], 1.0, 1.0), "as many coordinates"),
        ((np.zeros((0, 3)), [[0.0, 1.0]], 1.0, 1.0), "as many coordinates"),
        (([[0.0]], [[0.0]], 0.0, 1.0), "c: above 0"),
        (([[0.0]], [[0.0]], -1.0, 1.0), "c: above 0"),
        (([[0.0]], [[0.0]], NAN, 1.0), "c: one finite"),
        (([[0.0]], [[0.0]], [1.0], 1.0), "c: one finite"),
        (([[0.0]], [[0.0]], 1.0, 0.9), "p: at least 1"),
        (([[0.0]], [[0.0]], 1.0, INF), "p: one finite"),
        (([[0.0]], [[0.0]], 1e3, 200.0), "p: too high"),
    ],
)
def test_points__that_are_none_are_refused(case, said):
    for far in (ospa, gospa):
        with pytest.raises(ValueError, match=said):
            far(*case)


@pytest.mark.parametrize("alpha", [0.0, -1.0, 2.1, NAN])
def test_gospa__refuses_an_alpha_outside_its_bounds(alpha):
    with pytest.raises(ValueError, match="alpha"):
        gospa([[0.0]], [[0.0]], 1.0, 1.0, alpha)


# ---------------------------------------------------------------- SIAP


def table(*objects):
    """Return columns of (name, instants, x, y) with steady objects."""
    columns = {name: [] for name in ("time_s", "track", "x_m", "y_m")}
    for name, instants, x, y in objects:
        for time in instants:
            columns["time_s"].append(float(time))
            columns["track"].append(name)
            columns["x_m"].append(x)
            columns["y_m"].append(y)
    return columns


def test_siap__of_a_perfect_picture():
    truth = table((1, range(10), 0.0, 0.0), (2, range(4, 9), 900.0, 0.0))
    assert siap(truth, truth, 100.0)[:4] == (1.0, 1.0, 0.0, 0.0)
    picture = siap(truth, truth, 100.0)
    assert math.isnan(picture.velocity_accuracy)
    assert (picture.track_change_rate, picture.longest_segment) == (0.0, 1.0)


def test_siap__counts_by_hand():
    """One target of 20 s: 8 s under a track, 5 s later under another, one doubled."""
    truth = table(("a", range(21), 0.0, 0.0), ("b", range(21), 5000.0, 0.0))
    tracks = table(
        (1, range(9), 30.0, 40.0),
        (2, range(14, 21), 60.0, 80.0),
        (3, range(2, 7), 0.0, 150.0),
        (4, range(5), -3000.0, 0.0),
    )
    picture = siap(truth, tracks, 200.0)
    assert picture.completeness == pytest.approx(16 / 42)
    assert picture.ambiguity == pytest.approx(21 / 16)
    assert picture.spuriousness == pytest.approx(5 / 26)
    errors = 9 * 50.0 + 7 * 100.0 + 5 * 150.0
    assert picture.position_accuracy == pytest.approx(errors / 21)
    assert picture.track_change_rate == pytest.approx(1 / 14)
    assert picture.longest_segment == pytest.approx(8 / 40)


def test_siap__of_nothing_has_nothing_to_divide_by():
    truth, nothing = table((1, range(5), 0.0, 0.0)), table()
    none = siap(truth, nothing, 100.0)
    assert (none.completeness, none.longest_segment) == (0.0, 0.0)
    assert all(map(math.isnan, none[1:6]))
    ghosts = siap(nothing, truth, 100.0)
    assert ghosts.spuriousness == 1.0
    assert math.isnan(ghosts.completeness)
    assert all(map(math.isnan, siap(nothing, nothing, 100.0)))


@pytest.mark.parametrize(
    ("confirm", "misses", "tracked"), [(1, 1, 6), (3, 1, 3), (3, 2, 7), (4, 2, 0)]
)
def test_siap__is_slow_to_believe_and_to_give_up(confirm, misses, tracked):
    """Near at 0, 1, 2 and 4, 5, 6; far at 3 and from 7 on."""
    truth = table((1, range(10), 0.0, 0.0))
    tracks = table((7, range(10), 10.0, 0.0))
    tracks["x_m"] = [10.0 if i not in (3, 7, 8, 9) else 900.0 for i in range(10)]
    if misses == 1 and confirm == 3:
        tracks["x_m"][5] = 900.0
    picture = siap(truth, tracks, 100.0, confirm=confirm, misses=misses)
    assert picture.completeness == pytest.approx(tracked / 10)


def test_siap__a_track_changes_sides():
    """Two targets whose tracks are exchanged half way."""
    truth = table(("a", range(10), 0.0, 0.0), ("b", range(10), 1000.0, 0.0))
    tracks = table((1, range(10), 0.0, 0.0), (2, range(10), 1000.0, 0.0))
    tracks["x_m"] = [0.0] * 5 + [1000.0] * 10 + [0.0] * 5
    picture = siap(truth, tracks, 100.0)
    assert picture.completeness == 1.0
    assert picture.track_change_rate == pytest.approx(2 / 16)
    assert picture.longest_segment == pytest.approx(8 / 18)


def test_siap__needs_the_fewest_segments():
    """The middle one of three is not needed; a gap costs nothing but time."""
    truth = table((0, range(31), 0.0, 0.0))
    spans = (range(11), range(5, 9), range(8, 21), range(24, 31))
    tracks = table(*((i, span, 1.0, 0.0) for i, span in enumerate(spans)))
    picture = siap(truth, tracks, 100.0)
    assert picture.track_change_rate == pytest.approx(2 / 26)
    assert picture.longest_segment == pytest.approx(12 / 30)
    ends = table((0, range(11), 0.0, 0.0), (1, range(5, 12), 0.0, 0.0))
    picture = siap(truth, ends, 100.0)  # ends at the first instant that needs it
    assert picture.track_change_rate == pytest.approx(1 / 11)


def test_siap__takes_rows_in_any_order_and_any_kind_of_table():
    truth = table(("a", range(6), 0.0, 0.0), ("b", range(6), 1e3, 0.0))
    truth |= {"vx_mps": [3.0] * 12, "vy_mps": [4.0] * 12}
    tracks = table((5, range(6), 0.0, 8.0), (9, range(1, 5), 1e3, 8.0))
    tracks |= {"vx_mps": [0.0] * 10, "vy_mps": [0.0] * 10}
    wanted = siap(truth, tracks, 100.0)
    assert wanted.velocity_accuracy == 5.0
    frame = pl.DataFrame(truth).rename({"track": "truth"}).sample(
        fraction=1.0, shuffle=True, seed=1
    )  # fmt: skip
    array = pl.DataFrame(tracks).to_numpy(structured=True)[::-1]
    assert siap(frame, array, 100.0) == wanted
    later = {**tracks, "time_s": np.array(tracks["time_s"]) + 1e-9}
    assert siap(truth, later, 100.0) == wanted


def test_siap__sees_height():
    truth = table((1, range(4), 0.0, 0.0)) | {"z_m": [0.0] * 4}
    tracks = truth | {"z_m": [60.0] * 4}
    assert siap(truth, tracks, 100.0).position_accuracy == 60.0
    assert siap(truth, tracks, 50.0).completeness == 0.0
    with pytest.raises(ValueError, match="z_m in both"):
        siap(truth, table((1, range(4), 0.0, 0.0)), 100.0)


def test_siap__leaves_out_instants_without_truth():
    truth = table((1, (0, 1, 2, 4, 5, 6), 0.0, 0.0))
    tracks = table((1, range(7), 10.0, 0.0))
    picture = siap(truth, tracks, 100.0)
    assert picture.completeness == 1.0
    assert picture.spuriousness == pytest.approx(1 / 7)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"time_s": [NAN] * 4}, "truth: column time_s has what is not finite"),
        ({"time_s": [1e13] * 4}, "time_s goes beyond"),
        ({"time_s": [0.0] * 4}, "one row an object and instant"),
        ({"x_m": [INF] * 4}, "x_m has what is not finite"),
        ({"x_m": ["a"] * 4}, "x_m is not of numbers"),
        ({"x_m": 0.0}, "x_m has not one value a row"),
        ({"x_m": [0.0] * 3}, "columns of one length"),
        ({"track": [NAN] * 4}, "track has what is not finite"),
        ({"track": np.array([1, "a", 2, 3], object)}, "mixes kinds of names"),
    ],
)
def test_siap__refuses_a_flawed_table(change, said):
    truth = table((1, range(4), 0.0, 0.0))
    with pytest.raises(ValueError, match=said):
        siap(truth | change, truth, 100.0)


def test_siap__says_what_is_missing():
    truth = table((1, range(4), 0.0, 0.0))
    short = {name: column for name, column in truth.items() if name != "y_m"}
    with pytest.raises(ValueError, match="tracks: no column y_m"):
        siap(truth, short, 100.0)
    with pytest.raises(ValueError, match="tracks: a data frame or"):
        siap(truth, [[0.0, 1.0]], 100.0)
    for distance in (0.0, -1.0, NAN, INF, [1.0, 2.0]):
        with pytest.raises(ValueError, match="distance: above 0"):
            siap(truth, truth, distance)
    for name in ("confirm", "misses"):
        with pytest.raises(ValueError, match=f"{name}: at least 1"):
            siap(truth, truth, 1.0, **{name: 0})


def test_door__names_what_it_gives():
    assert set(metrics.__all__) == {"Gospa", "Siap", "gospa", "ospa", "siap"}
