"""Cues: sent, late, lost, taken up and given up."""

import math

import numpy as np
import pytest

from kalkan.engine.connect import connect
from kalkan.engine.cueing import INTERVAL, LIFE, is_told, send_cues
from kalkan.engine.kinds import (
    CueState,
    Event,
    Identity,
    KinematicGroup,
    TrackStatus,
)
from kalkan.engine.record import record
from unit.engine.test_connect import happened, ready
from unit.linked import one_way

FREE, UNDERWAY = CueState.FREE, CueState.UNDERWAY
TAKEN_UP, LOST = CueState.TAKEN_UP, CueState.LOST


def cued(latency=0.0, level="cue", tracks=1, **fields):
    """Return an army whose mast cues the battery, with tracks in the mast's picture."""
    found = ready(one_way("mast", "battery", level=level, latency=latency))
    belief, source = found.state.belief, "mast" if level == "cue" else "battery"
    p = found.names.pictures.index(source)
    for k in range(tracks):
        j = int(belief.slots[p, 0]) + k
        belief.used[p] = j + 1
        belief.tracks.status[j], belief.tracks.picture[j] = TrackStatus.CONFIRMED, p
        belief.tracks.number[j] = 70 + k
        belief.tracks.estimate[j] = (1e4, 2e4, 3e3, 100.0, -50.0, 0.0)
        belief.tracks.covariance[j] = np.diag([100.0] * 3 + [4.0] * 3).ravel()
        belief.tracks.fire_control[j] = -math.inf
        for name, value in fields.items():
            getattr(belief.tracks, name)[j] = value
    return found


def run(found, *times):
    for time in times:
        send_cues(found.model.plan, found.state.belief, float(time))
    return found.state.belief.cues


def in_use(cues, state=None):
    chosen = cues.state != FREE if state is None else cues.state == state
    return np.flatnonzero(chosen)


def test_cue__says_where_a_track_is_now():
    cues = run(cued(latency=2.0), 10)
    (c,) = in_use(cues, UNDERWAY)
    assert (cues.number[c], cues.time[c], cues.arrival[c]) == (70, 10.0, 12.0)
    np.testing.assert_allclose(cues.place[c], (11e3, 19.5e3, 3e3))
    np.testing.assert_allclose(cues.velocity[c], (100.0, -50.0, 0.0))
    assert cues.spread[c] == pytest.approx(math.sqrt(3 * (100.0 + 100 * 4.0)))
    assert cues.drift[c] == pytest.approx(math.sqrt(12.0))
    assert cues.falls[c] == 0


def test_cue__of_what_falls_is_lower():
    (straight,) = run(cued(), 10).place[:1, 2]
    cues = run(cued(group=KinematicGroup.BALLISTIC), 10)
    assert cues.place[0, 2] == pytest.approx(straight - 490.0, abs=5.0)
    assert cues.falls[0] == 1


def test_cue__is_taken_up_when_it_arrives_and_repeated():
    found = cued(latency=2.0)
    cues = run(found, 10, 11)
    assert in_use(cues, TAKEN_UP).size == 0
    run(found, 12)
    (c,) = in_use(cues, TAKEN_UP)
    assert cues.is_first[c] == 1
    assert found.state.belief.watches.due[c].tolist() == [12.0] * len(
        found.names.sensors
    )
    run(found, 13)
    assert in_use(cues).size == 1
    run(found, 10 + INTERVAL)
    assert in_use(cues, UNDERWAY).size == 1
    found.state.belief.watches.due[c] = 99.0
    run(found, 16)
    (d,) = in_use(cues)  # the new one in place of the old, whose looks go on
    assert d != c
    assert (cues.state[d], cues.is_first[d]) == (TAKEN_UP, 0)
    assert (found.state.belief.watches.due[d] == 99.0).all()
    assert found.state.belief.cued[0] == 1


def test_slow_link__has_one_cue_of_a_track_under_way():
    found = cued(latency=30.0)
    cues = run(found, *range(10, 40))
    assert in_use(cues).size == 1
    run(found, *range(40, 70))
    assert in_use(cues, TAKEN_UP).size == 1
    assert in_use(cues, UNDERWAY).size == 1


def test_cue__is_given_up_when_none_follows():
    found = cued()
    cues = run(found, 10, 11)
    found.state.belief.tracks.status[:] = TrackStatus.FREE
    run(found, 10 + LIFE - 1)
    assert in_use(cues).size == 1
    run(found, 10 + LIFE)
    assert in_use(cues).size == 0
    assert found.state.belief.cued[0] == 0


def test_lost_cue__is_repeated_only_when_it_is_time():
    found = cued()
    found.model.plan.hops.loss[:] = 1.0
    cues = run(found, 10, 11)
    assert in_use(cues, LOST).size == in_use(cues).size == 1
    found.model.plan.hops.loss[:] = 0.0
    run(found, 10 + INTERVAL - 1)
    assert in_use(cues, LOST).size == 1
    run(found, 10 + INTERVAL, 11 + INTERVAL)
    (c,) = in_use(cues)
    assert (cues.state[c], cues.is_first[c]) == (TAKEN_UP, 1)


def test_draws__of_lost_cues_differ():
    found = cued()
    found.model.plan.hops.loss[:] = 0.5
    cues, states = found.state.belief.cues, []
    for time in range(0, 800, int(INTERVAL)):
        run(found, time)
        states.append(in_use(cues, LOST).size)
    assert 50 < sum(states) < 150


@pytest.mark.parametrize(
    "fields",
    [
        {"identity": Identity.FRIEND},
        {"identity": Identity.NEUTRAL},
        {"status": TrackStatus.TENTATIVE},
        {"believed_dead": 1},
    ],
)
def test_nobody__is_told_of_ones_own_the_dead_and_the_doubtful(fields):
    found = cued(**fields)
    assert in_use(run(found, 10)).size == 0
    p = found.names.pictures.index("mast")
    assert not is_told(found.state.belief.tracks, found.state.belief.slots[p, 0])


def test_hostile_and_unknown__are_told_of():
    for identity in (Identity.UNKNOWN, Identity.HOSTILE):
        assert in_use(run(cued(identity=identity, tracks=3), 10)).size == 3


def test_awareness__cues_ones_own_radars_until_fire_control_has_it():
    cues = run(cued(level="track"), 10)
    (c,) = in_use(cues)
    assert cues.picture[c] == cues.source[c]
    assert in_use(run(cued(level="track", fire_control=8.0), 10)).size == 0


def test_room__for_cues_is_held_to():
    found = cued(tracks=3)
    found.state.belief.cues.state[1:] = LOST
    found.state.belief.cues.until[:] = math.inf
    run(found, 10)
    assert (found.state.belief.cues.state == UNDERWAY).sum() == 1


def test_no_room__where_no_link_cues():
    found = ready(one_way("mast", "battery"))
    assert found.state.belief.cues.state.size == 0
    assert found.state.belief.wiring.cueing[0] == 0


def test_log__says_who_was_first_told_of_what():
    found = cued()
    found.state.truth.next_failure[0] = math.inf
    for tick in range(19, 60):
        connect(found.model, found.state, tick)
        record(found.model, found.state, found.log)
    told, teller = map(found.names.pictures.index, ("battery", "mast"))
    assert happened(found, Event.CUED) == [(told, 70, teller)]
