"""The looks of a tick: of radars in search, on tracks, and at nothing."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import Iff, SensorReason
from kalkan.engine.look import turn_between
from kalkan.engine.move import move
from kalkan.engine.prepare import prepare
from kalkan.engine.sense import CEILING, DWELL_SCAN, sense
from kalkan.physics.geodesy import aer
from unit.engine.small_battle import arena, believe, fill, straight

LOOKS, DWELLS, PLOTS, FALSE = range(4)


def _battle(place=(50e3, 20e3, 9e3), velocity=(0.0, 0.0, 0.0), flyer=None, **sensor):
    battle = arena(plot=4096)
    straight(battle.model, 0, place, velocity, **(flyer or {}))
    fill(battle.model.plan.sensors, **sensor)
    prepare(battle.model, battle.state)
    return battle


def _run(battle, seconds, since=0.0):
    for tick in range(round(since / 0.5), round(seconds / 0.5)):
        move(battle.model, battle.state, tick)
        sense(battle.model, battle.state, tick)
    return battle.state


def _times(state):
    return state.belief.plots.time[: state.belief.waiting[0]]


# ------------------------------------------------------------------ search


def test_search__looks_once_a_scan_when_the_beam_is_there():
    battle = _battle()
    state = _run(battle, 200.0)
    assert state.counts[LOOKS] == 20
    assert state.counts[PLOTS] >= 18  # 1 m² at 54 km
    phase = state.truth.radars.phase[0]
    azimuth = math.atan2(50e3, 20e3)
    for time in _times(state):
        beam = 2.0 * math.pi * (time - phase) / 10.0 - math.pi
        assert abs(turn_between(beam, azimuth)) < 0.01
    assert np.unique(state.belief.plots.scan[: state.counts[PLOTS]]).size >= 18


def test_search__does_not_hang_on_the_length_of_the_tick():
    coarse, fine = _battle(), _battle()
    _run(coarse, 100.0)
    for tick in range(1000):
        short = fine.model._replace(dt=0.1)
        move(short, fine.state, tick)
        sense(short, fine.state, tick)
    assert np.array_equal(_times(coarse.state), _times(fine.state))


def test_search__notes_each_new_reason_once():
    battle = _battle((0.0, 40e3, 40.0), (0.0, 200.0, -2.0))
    state = _run(battle, 200.0)
    reasons = state.truth.looks.reasons[0, 0]
    assert reasons & SensorReason.DETECTED
    assert reasons & SensorReason.MASKED
    assert not reasons & SensorReason.OUT_OF_RANGE
    changed = state.truth.looks_changed[0]
    assert changed == bin(reasons & ~int(SensorReason.SCHEDULED)).count("1")
    assert _run(battle, 300.0, since=200.0).truth.looks_changed[0] == changed


def test_search__passes_over_scans_without_hope_and_sees_no_less():
    """A flyer that could come at any speed is always looked at."""
    velocity, start = (0.0, -400.0, 0.0), (0.0, 390e3, 9e3)
    lazy = _battle(start, velocity, {"speed_bound": 420.0, "last": 900.0})
    eager = _battle(start, velocity, {"speed_bound": 1e9, "last": 900.0})
    _run(lazy, 500.0)
    _run(eager, 500.0)
    assert lazy.state.counts[LOOKS] < eager.state.counts[LOOKS] - 5
    assert eager.state.counts[PLOTS] >= 15
    assert lazy.state.counts[PLOTS] == eager.state.counts[PLOTS]
    np.testing.assert_allclose(_times(lazy.state), _times(eager.state), atol=1e-2)


def test_search__ends_with_the_flyer():
    gone = _battle(flyer={"last": 60.0})
    state = _run(gone, 100.0)
    assert state.counts[LOOKS] <= 6
    assert state.truth.looks.due[0, 0] == math.inf
    assert state.truth.radars.next_look[0] == math.inf
    down = _battle()
    _run(down, 50.0)
    down.state.truth.threats.aloft[0] = 0
    before = down.state.counts[LOOKS]
    state = _run(down, 80.0, since=50.0)
    assert state.counts[LOOKS] == before
    assert state.truth.looks.due[0, 0] == math.inf


def test_search__begins_when_the_flyer_starts():
    battle = _battle(flyer={"start_low": 100.0, "start_high": 100.0})
    assert _run(battle, 99.0).counts[LOOKS] == 0
    assert _run(battle, 111.0, since=99.0).counts[LOOKS] == 1


def test_radar__that_is_lost_looks_no_more():
    battle = _battle(false_rate=5.0)
    battle.state.truth.radars.alive[0] = 0
    believe(battle, 0, (50e3, 20e3, 9e3), dwell=0.1)
    state = _run(battle, 60.0)
    assert not state.counts[:4].any()


def test_reply__comes_with_the_plot():
    battle = _battle(flyer={"iff": int(Iff.CIVIL)}, iff=int(Iff.CIVIL))
    battle.state.belief.wiring.modes[:] = int(Iff.CIVIL)
    state = _run(battle, 200.0)
    n = state.belief.waiting[0]
    replies = state.belief.plots.reply[:n]
    assert np.all(state.belief.plots.asked[:n] == 1)
    assert (replies == Iff.CIVIL).sum() >= n - 4


# ------------------------------------------------------------------ dwells


def test_dwell__looks_along_the_beam_as_often_as_it_is_told():
    battle = _battle(period=1e6)
    battle.state.truth.radars.phase[0] = -0.5e6  # the search comes much later
    believe(battle, 0, (50e3, 20e3, 9e3), dwell=3.25)
    state = _run(battle, 33.0)
    assert state.counts[DWELLS] == 30
    assert state.counts[LOOKS] == 30
    n = state.belief.waiting[0]
    times = _times(state)[state.belief.plots.scan[:n] >= DWELL_SCAN]
    assert times.size >= 27
    np.testing.assert_allclose(times % 1.0, 0.25)
    assert np.unique(state.belief.plots.scan[:n]).size == n
    assert state.belief.tracks.dwell[0] == pytest.approx(33.25)


def test_dwell__follows_the_estimate_not_the_flyer():
    battle = _battle(period=1e6)
    battle.state.truth.radars.phase[0] = -0.5e6
    believe(battle, 0, (50e3, 20e3, 9e3), (0.0, -500.0, 0.0), dwell=0.0)
    state = _run(battle, 30.0)
    last = state.belief.plots.time[: state.belief.waiting[0]].max()
    assert 1.0 < last < 5.0  # it leaves a beam of 0.02 rad at 54 km soon


def test_dwell__sees_whatever_flies_in_the_beam_and_nothing_that_is_down():
    battle = arena(threat=3)
    for i, place in enumerate([(50e3, 0.0, 9e3), (49e3, 0.0, 9e3), (50e3, 0.0, 9e3)]):
        straight(battle.model, i, place, (0.0, 0.0, 0.0))
    prepare(battle.model, battle.state)
    move(battle.model, battle.state, 0)
    battle.state.truth.threats.aloft[2] = 0
    battle.state.truth.radars.next_look[0] = 1e9
    believe(battle, 0, (50e3, 0.0, 9e3), dwell=0.0)
    for tick in range(20):
        sense(battle.model, battle.state, tick)
    state = battle.state
    assert state.counts[LOOKS] == 2 * state.counts[DWELLS] == 20
    far = state.belief.plots.measured[: state.belief.waiting[0], 0]
    assert {round(float(r), -3) for r in far} == {50e3, 51e3}


# ------------------------------------------------------------------ false plots


def _alarms(**sensor):
    battle = _battle(flyer={"start_low": 1e6, "start_high": 1e6}, **sensor)
    state = _run(battle, 1000.0)
    return battle, state


def test_false_plots__come_at_the_stated_rate():
    _, state = _alarms(false_rate=3.0)
    n = state.counts[FALSE]
    assert n == state.belief.waiting[0] == state.counts[PLOTS]
    assert n == pytest.approx(300, abs=4 * 300**0.5)
    scans = -state.belief.plots.scan[:n] // 1000
    counts = np.bincount(scans)[1:99]
    assert counts.var() == pytest.approx(counts.mean(), rel=0.5)
    assert np.unique(state.belief.plots.scan[:n]).size == n


def test_false_plots__lie_where_and_when_the_beam_is():
    sensor = {"sector_centre": 0.2, "sector_half": 0.7, "elevation_max": 0.5}
    battle, state = _alarms(false_rate=2.0, range_min=10e3, range_max=90e3, **sensor)
    plots, n = state.belief.plots, state.counts[FALSE]
    far, azimuth, elevation = plots.measured[:n].T
    assert far.min() >= 10e3
    assert far.max() <= 90e3
    assert far.mean() == pytest.approx(50e3, rel=0.1)
    off = np.array([turn_between(0.2, float(a)) for a in azimuth])
    assert abs(off).max() <= 0.7 + 1e-9
    assert azimuth.min() >= 0.0
    assert elevation.min() >= 0.0
    assert elevation.max() <= 0.5
    assert np.all(far * np.sin(elevation) <= CEILING * 1.0001)
    share = (plots.time[:n] - battle.state.truth.radars.phase[0]) / 10.0 % 1.0
    np.testing.assert_allclose(off, 1.4 * share - 0.7, atol=1e-9)
    assert plots.time[:n].min() >= 0.0


def test_false_plots__before_the_battle_are_not_told():
    battle = _battle(false_rate=200.0)
    _run(battle, 0.5)
    phase = battle.state.truth.radars.phase[0]
    told = battle.state.counts[FALSE]
    assert told == pytest.approx(200.0 * (1.0 + phase / 10.0), abs=60)
    assert _times(battle.state).min() >= 0.0


def test_false_plots__carry_no_reply():
    _, state = _alarms(false_rate=2.0, iff=int(Iff.CIVIL))
    assert not state.belief.plots.reply[: state.counts[FALSE]].any()


def test_plot__measures_the_flyer_it_is_of():
    battle = _battle(velocity=(-200.0, 0.0, 0.0))
    state = _run(battle, 100.0)
    for n in range(int(state.belief.waiting[0])):
        time = float(state.belief.plots.time[n])
        offset = np.array((50e3 - 200.0 * time, 20e3, 9e3 - 20.0))
        true = aer(state.belief.plots.axes[n].copy(), *map(float, offset))
        error = abs(state.belief.plots.measured[n] - true)
        assert np.all(error < 5.0 * state.belief.plots.sigma[n])


# ------------------------------------------------------------------ silence


def _told(battle, now, radiates):
    """Let the crew radiate from `now` on, or not."""
    crews = battle.state.belief.crews
    crews.radiating[0], crews.since[0] = radiates, now


def test_silent_radar__neither_looks_nor_alarms_nor_points():
    battle = _battle(false_rate=3.0)
    _told(battle, 0.0, 0)
    tracks = battle.state.belief.tracks
    believe(battle, 0, (50e3, 20e3, 9e3), dwell=5.0, dwell_sensor=0)
    state = _run(battle, 100.0)
    assert not state.counts.any()
    assert state.belief.waiting[0] == 0
    assert state.truth.looks.reasons[0, 0] == SensorReason.SILENT
    assert state.truth.looks_changed[0] == 1
    assert tracks.dwell[0] == 100.0  # the beams that were not sent are not owed


def test_silent_radar__sees_at_the_first_turn_of_its_antenna_after_silence():
    """It turns on in silence: the looks after it are those without it."""
    plain = _run(_battle(), 200.0)
    for until in (61.0, 64.5, 68.0):
        battle = _battle()
        _told(battle, 0.0, 0)
        _run(battle, until)
        _told(battle, until, 1)
        state = _run(battle, 200.0, since=until)
        expected = _times(plain)[_times(plain) >= until]
        np.testing.assert_allclose(_times(state), expected, atol=1e-6)


def test_radar__that_falls_silent_sees_as_before_until_then_and_after():
    plain = _run(_battle(), 200.0)
    battle = _battle()
    _run(battle, 52.0)
    _told(battle, 52.0, 0)
    _run(battle, 57.0, since=52.0)  # shorter than a turn
    _told(battle, 57.0, 1)
    state = _run(battle, 200.0, since=57.0)
    times = _times(plain)
    expected = times[(times < 52.0) | (times >= 57.0)]
    np.testing.assert_allclose(_times(state), expected, atol=1e-6)


def test_radar__that_falls_silent_takes_back_the_alarms_of_the_scan_it_is_in():
    battle = _battle(place=(900e3, 0.0, 9e3), false_rate=20.0)
    _run(battle, 52.0)
    queued = _times(battle.state).copy()
    assert (queued > 52.0).any()
    _told(battle, 52.0, 0)
    state = _run(battle, 80.0, since=52.0)
    assert np.array_equal(_times(state), queued[queued <= 52.0])
    _told(battle, 80.0, 1)
    assert (_times(_run(battle, 120.0, since=80.0)) > 80.0).any()
    assert not ((_times(state) > 52.0) & (_times(state) < 80.0)).any()


def test_silent_radar__lets_flyers_go_that_end_or_are_down():
    battle = _battle(flyer={"last": 60.0})
    _told(battle, 0.0, 0)
    assert _run(battle, 100.0).truth.looks.due[0, 0] == math.inf
    down = _battle()
    _told(down, 0.0, 0)
    down.state.truth.threats.aloft[0] = 0
    down.state.truth.threats.fate[0] = 2
    state = _run(down, 20.0)
    assert state.truth.looks.due[0, 0] == math.inf
    assert not state.truth.looks.reasons[0, 0] & SensorReason.SILENT
