"""From plots to tracks: one phase, seen from outside."""

import ast
import inspect
import math

import numpy as np
import pytest

from kalkan._record import duplicate, unwrap
from kalkan.engine import association, duplicates, grouping, track, upkeep
from kalkan.engine.kinds import Grade, Iff, TrackStatus, Verdict
from unit.engine.build_belief import DT, add_plot, held, picture

CONFIRMED, TENTATIVE = TrackStatus.CONFIRMED, TrackStatus.TENTATIVE
START, SPEED = np.array([20e3, 90e3, 8e3]), np.array([-200.0, -150.0, 0.0])


def _off(x, y=0.0, z=0.0):
    return np.array([x, y, z])


def _run(model, state, first, last):
    """Take the ticks that end after `first` and not after `last` seconds."""
    for tick in range(round(first / DT), round(last / DT)):
        track.track(model, state, tick)


def _follow(model, state, times, start=START, speed=SPEED, *, sensor=0, **options):
    """Plot one target at these times, each a look of its own; run to the last."""
    before = options.pop("since", 0.0)
    for time in times:
        scan = round(time * 10)
        add_plot(
            model,
            state,
            start + time * speed,
            time,
            sensor=sensor,
            scan=scan,
            **options,
        )
        _run(model, state, before, math.floor(time / DT + 1.0) * DT)
        before = math.floor(time / DT + 1.0) * DT
    return state.belief.tracks


# ------------------------------------------------------------------ life of a track


def test_track__is_firm_after_three_plots():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 10.2])
    assert held(state) == held(state, TENTATIVE) == [0]
    tracks = _follow(model, state, [20.2], since=10.5)
    assert held(state, CONFIRMED) == [0]
    assert tracks.number[0] == state.belief.last_number[0] == 1
    assert (tracks.opened[0], tracks.updated[0], tracks.time[0]) == (0.2, 20.2, 20.2)
    assert (tracks.hits[0], state.counts[4]) == (3, 2)
    np.testing.assert_allclose(tracks.estimate[0, :3], START + 20.2 * SPEED, atol=100.0)
    np.testing.assert_allclose(tracks.estimate[0, 3:], SPEED, atol=20.0)


def test_track__is_not_firm_when_the_plots_are_far_apart():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 25.2, 49.9])
    assert held(state, CONFIRMED) == [0]
    model, state = picture()
    tracks = _follow(model, state, [0.2, 40.2], latency=0.0)
    _run(model, state, 40.5, 51.0)
    assert held(state) == []
    assert tracks.number[0] == 1  # until the slot is taken again


def test_track__never_gives_a_number_twice():
    model, state = picture()
    _follow(model, state, [0.2])
    _run(model, state, 0.5, 60.0)
    tracks = _follow(model, state, [60.2], since=60.0)
    assert (tracks.number[0], tracks.status[0]) == (2, TENTATIVE)


def test_track__coasts_three_and_a_half_intervals():
    model, state = picture()
    _follow(model, state, [0.2, 10.2, 20.2])
    _run(model, state, 20.5, 55.0)
    assert held(state, CONFIRMED) == [0]
    _run(model, state, 55.0, 56.0)
    assert held(state) == []


def test_track__that_beams_dwell_on_is_lost_sooner():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    tracks.dwell[0], tracks.dwell_sensor[0] = 21.0, 0
    _follow(model, state, [21.2], since=20.5)
    assert tracks.interval[0] == 1.0
    _run(model, state, 21.5, 27.0)
    assert held(state) == [0]
    lost = duplicate(state)
    _run(model, lost, 27.0, 28.0)
    assert held(lost) == []
    assert lost.belief.tracks.dwell[0] == math.inf
    tracks.dwell[0] = math.inf  # the beams stop: the search is waited for
    _run(model, state, 27.0, 56.0)
    assert held(state) == [0]


def test_track__takes_the_slot_of_the_stalest_when_none_is_free():
    model, state = picture(tracks=2)
    _follow(model, state, [0.2])
    other = START + _off(60e3)
    _follow(model, state, [1.2], other, since=0.5)
    _follow(model, state, [2.2], START - _off(90e3), since=1.5)
    assert state.belief.tracks.number[:2].tolist() == [3, 2]
    assert state.spilled[1] == 0


def test_track__spills_a_plot_when_all_tracks_are_firm():
    model, state = picture(tracks=1)
    _follow(model, state, [0.2, 10.2, 20.2])
    _follow(model, state, [21.2], START + _off(60e3), since=20.5)
    assert state.belief.tracks.number[0] == 1
    assert state.spilled[1] == 1


def test_track__begins_in_a_clean_slot():
    model, state = picture(battery=2)
    rows = unwrap(state.belief.tracks)
    for name in rows.dtype.names:
        rows[name] = 77
    rows["status"] = 0
    state.belief.refusals.reasons[:] = 5
    tracks = _follow(model, state, [0.2])
    expected = {
        "status": 1, "number": 1, "picture": 0, "time": 0.2, "opened": 0.2,
        "updated": 0.2, "fire_control": 0.2, "interval": 10.0, "hits": 1,
        "last_sensor": 0, "last_scan": 2, "agility": grouping.AGILITY_AIRCRAFT,
        "urgency": math.inf, "dwell": math.inf, "asset": -1, "offer_battery": -1,
        "order_battery": -1,
    }  # fmt: skip
    for name in set(rows.dtype.names) - {"estimate", "covariance"}:
        assert rows[name][0] == expected.get(name, 0), name
    assert rows["estimate"][0, 3:].tolist() == [0.0, 0.0, 0.0]
    assert np.abs(tracks.covariance[0].reshape(6, 6)[:3, 3:]).max() == 0.0
    assert state.belief.refusals.reasons[:, 0].tolist() == [0, 0]
    assert state.belief.refusals.reasons[0, 1] == 5


# ------------------------------------------------------------------ the queue


def test_track__takes_plots_when_they_arrive_and_keeps_the_rest_in_order():
    model, state = picture()
    for k, latency in enumerate([3.0, 0.0, 2.0, 9.0]):
        place = START + _off(30e3 * k)
        add_plot(model, state, place, 0.1 * k, scan=k, latency=latency, reply=k)
    track.track(model, state, 0)
    plots = state.belief.plots
    assert state.belief.waiting[0] == 3
    assert plots.scan[:3].tolist() == plots.reply[:3].tolist() == [0, 2, 3]
    np.testing.assert_allclose(plots.time[:3], [0.0, 0.2, 0.3])
    np.testing.assert_allclose(plots.arrival[:3], [3.0, 2.2, 9.3])
    fresh = picture()[1]
    add_plot(model, fresh, START + _off(90e3), 0.3, scan=3)
    np.testing.assert_array_equal(plots.measured[2], fresh.belief.plots.measured[0])
    np.testing.assert_array_equal(plots.axes[2], fresh.belief.plots.axes[0])
    for tick in range(1, 10):
        track.track(model, state, tick)
    opened = state.belief.tracks.opened[:3]
    np.testing.assert_allclose(opened, [0.1, 0.2, 0.0])  # in order of arrival
    assert state.belief.waiting[0] == 1


def test_track__sorts_what_arrives_in_one_tick():
    model, state = picture()
    for k, latency in enumerate([0.4, 0.0, 0.2]):
        place = START + _off(30e3 * k)
        add_plot(model, state, place, 0.01 * k, scan=k, latency=latency)
    track.track(model, state, 0)
    assert state.belief.tracks.last_scan[:3].tolist() == [1, 2, 0]
    assert state.belief.waiting[0] == 0


def test_track__does_not_go_back_in_time_for_a_late_plot():
    model, state = picture(periods=(10.0, 10.0))
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    spread = tracks.covariance[0, 0]
    place = START + 18.0 * SPEED
    add_plot(
        model, state, place, 18.0, sensor=1, scan=1, latency=5.0, origin=(9e4, 1e5, 0)
    )
    _run(model, state, 20.5, 24.0)
    assert held(state) == [0]
    assert (tracks.time[0], tracks.updated[0], tracks.hits[0]) == (20.2, 20.2, 4)
    assert tracks.covariance[0, 0] < spread
    np.testing.assert_allclose(tracks.estimate[0, :3], START + 20.2 * SPEED, atol=150.0)


def test_track__gives_the_same_bits_for_the_same_plots():
    results = []
    for _ in range(2):
        model, state = picture()
        rng = np.random.default_rng(1)
        for k in range(6):
            for target in range(5):
                place = START + _off(4e3 * target) + 10.0 * k * SPEED
                add_plot(
                    model, state, place, 10.0 * k, scan=k, noise=rng.normal(size=3)
                )
            _run(model, state, 10.0 * k, 10.0 * k + 10.0)
        results.append(unwrap(state.belief.tracks).tobytes())
    assert results[0] == results[1]


# ------------------------------------------------------------------ association


def test_track__takes_one_plot_of_a_look():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    place = START + 30.2 * SPEED
    add_plot(model, state, place + _off(150.0), 30.2, scan=302)
    add_plot(model, state, place, 30.2, scan=302)
    _run(model, state, 20.5, 30.5)
    assert tracks.hits[:2].tolist() == [4, 1]
    np.testing.assert_allclose(tracks.estimate[0, :3], place, atol=60.0)
    add_plot(model, state, place + _off(50.0), 30.9, scan=302)  # the same look, later
    _run(model, state, 30.5, 31.0)
    assert tracks.hits[:2].tolist() == [4, 1]
    assert held(state) == [0, 1, 2]


def test_track__prefers_firm_tracks():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    near = START + 24.2 * SPEED + _off(0.0, 0.0, 400.0)
    _follow(model, state, [24.2], near, 0.0 * SPEED, since=20.5)
    _follow(model, state, [25.2], near - 24.2 * SPEED + _off(0, 0, -300.0), since=24.5)
    assert held(state, CONFIRMED) == [0]
    assert tracks.hits[0] > tracks.hits[1]


def test_track__leaves_a_plot_outside_the_gate():
    model, state = picture()
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    _follow(model, state, [30.2], START + _off(9e3), since=20.5)
    assert tracks.hits[:2].tolist() == [3, 1]


def test_track__drops_pairs_beyond_its_room():
    model, state = picture(pairs=1)
    for k in range(3):
        for target in range(2):
            place = START + _off(30e3 * target) + 10.0 * k * SPEED
            add_plot(model, state, place, 10.0 * k, scan=k)
        _run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert state.belief.tracks.hits[:2].tolist() == [3, 1]


def test_track__keeps_pictures_apart():
    model, state = picture(pictures=2, tracks=4)
    for k in range(3):
        for p in range(2):
            place = START + 10.0 * k * SPEED
            add_plot(model, state, place, 10.0 * k, scan=k, picture=p)
        _run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert held(state, CONFIRMED) == [0, 4]
    assert state.belief.tracks.picture[[0, 4]].tolist() == [0, 1]


def test_association__is_the_exact_one_where_clusters_are_separate():
    optimize = pytest.importorskip("scipy.optimize")
    model, state = picture(tracks=32, plots=64)
    rng, places = np.random.default_rng(2), []
    for cluster in range(8):
        centre = START + _off(12e3 * cluster)
        places += [centre + _off(0.0, 900.0 * k, 0.0) for k in range(3)]
    for k in range(4):
        for target in rng.permutation(len(places)):
            noise = rng.normal(size=3)
            add_plot(model, state, places[target], 10.0 * k + 0.1, scan=k, noise=noise)
        _run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert len(held(state, CONFIRMED)) == len(places)
    before = duplicate(state)
    for target in rng.permutation(len(places)):
        noise, mark = rng.normal(size=3), 1 + state.belief.waiting[0]
        for each in (state, before):
            add_plot(model, each, places[target], 40.1, scan=4, noise=noise, asked=mark)
    cost = np.full((len(places), len(places)), 1e6)
    slots = held(before, CONFIRMED)
    for row, i in enumerate(slots):
        for k in range(len(places)):
            cost[row, k] = min(1e6, _distance(model, before.belief, i, k))
    rows, columns = optimize.linear_sum_assignment(cost)
    _run(model, state, 40.0, 40.5)
    assert state.belief.tracks.hits[slots].tolist() == [5] * len(places)
    given = [int(state.belief.tracks.asked[slots[row]]) - 1 for row in rows]
    assert given == columns.tolist()


def _distance(model, belief, i, k):
    plots, tracks = belief.plots, belief.tracks
    square, det = association.mahalanobis2(
        tracks.estimate[i], tracks.covariance[i], model.plan.frame,
        plots.time[k] - tracks.time[i], tracks.agility[i], False,
        plots.origin[k], plots.axes[k], plots.measured[k], plots.sigma[k],
    )  # fmt: skip
    return square + math.log(det)


# ------------------------------------------------------------------ book-keeping


def test_track__expects_plots_at_the_shortest_period_reported():
    model, state = picture(periods=(10.0, 4.0))
    tracks = _follow(model, state, [0.2])
    assert tracks.interval[0] == 10.0
    _follow(model, state, [1.2], since=0.5, sensor=1)
    assert tracks.interval[0] == 4.0
    _follow(model, state, [2.2], since=1.5)
    assert tracks.interval[0] == 5.5
    _follow(model, state, [12.2], since=2.5)
    assert tracks.interval[0] == pytest.approx(6.625)


def test_track__counts_questions_and_answers():
    model, state = picture()
    tracks = _follow(model, state, [0.2], asked=1, reply=Iff.CIVIL)
    _follow(model, state, [10.2], since=0.5, asked=1)
    _follow(model, state, [20.2], since=10.5, asked=1, reply=Iff.MODE_4 | Iff.CIVIL)
    _follow(model, state, [30.2], since=20.5, asked=1, reply=Iff.MODE_5)
    _follow(model, state, [40.2], since=30.5)
    assert tracks.asked[0] == 4
    assert (tracks.replies_friend[0], tracks.replies_civil[0]) == (2, 2)


def test_track__knows_when_it_was_last_good_enough_to_fire_at():
    model, state = picture()
    tracks = _follow(model, state, [0.2], grade=Grade.TRACK)
    assert tracks.fire_control[0] == -math.inf
    _follow(model, state, [10.2], since=0.5)
    _follow(model, state, [20.2], since=10.5, grade=Grade.TRACK)
    assert tracks.fire_control[0] == 10.2


def test_track__is_alive_again_when_a_plot_is_newer_than_the_verdict():
    model, state = picture(engagement=3, periods=(10.0, 10.0))
    tracks = _follow(model, state, [0.2, 10.2, 20.2])
    belief = state.belief
    belief.opened[0] = 3
    belief.engagements.number[:] = (1, 1, 2)
    belief.engagements.verdict[:] = (
        Verdict.BELIEVED_KILLED, Verdict.BELIEVED_ALIVE, Verdict.BELIEVED_KILLED,
    )  # fmt: skip
    belief.engagements.closed[:] = (25.0, 99.0, 99.0)
    tracks.believed_dead[0] = 1
    place = START + 24.0 * SPEED
    add_plot(model, state, place, 24.0, sensor=1, scan=1, latency=3.0)
    _run(model, state, 20.5, 28.0)
    assert (tracks.hits[0], tracks.believed_dead[0]) == (4, 1)
    _follow(model, state, [30.2], since=28.0)
    assert (tracks.hits[0], tracks.believed_dead[0]) == (5, 0)


@pytest.mark.parametrize("module", [track, association, upkeep, grouping, duplicates])
def test_track__cannot_see_the_truth(module):
    tree = ast.parse(inspect.getsource(module))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"truth", "world", "threats", "interceptors"}
