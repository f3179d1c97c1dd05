"""What a track's motion suggests."""

import math

import numpy as np
import pytest

from kalkan.engine import grouping
from kalkan.engine.grouping import agility, group_track, turning
from kalkan.engine.kinds import KinematicGroup as Group
from unit.engine.build_belief import picture

WIDE = 30.0  #: standard deviation of speed unless a test says otherwise [m/s]


def _group(
    speed, height, *, climb=0.0, before=0, doubt=WIDE, hits=3, blur=100.0, fall=0.5
):
    model, state = picture(tracks=1)
    tracks = state.belief.tracks
    flat = speed * math.cos(math.radians(climb))
    rise = speed * math.sin(math.radians(climb))
    tracks.estimate[0] = (0.0, 0.0, height, flat, 0.0, rise)
    tracks.covariance[0] = np.diag([blur**2] * 3 + [doubt**2] * 3).ravel()
    tracks.hits[0], tracks.group[0] = hits, before
    tracks.weights[0] = (1.0 - fall, 0.0, fall)
    group_track(model.plan.frame, tracks, 0)
    assert tracks.ceiling[0] == agility(tracks.group[0], height)
    return tracks.group[0]


@pytest.mark.parametrize(
    ("speed", "height", "climb", "group"),
    [
        (250.0, 9e3, 0.0, Group.FAST),
        (240.0, 100.0, 0.0, Group.CRUISE),
        (50.0, 1e3, 0.0, Group.SLOW),
        (50.0, 6e3, 0.0, Group.SLOW),
        (2000.0, 60e3, 0.0, Group.BALLISTIC),
        (1200.0, 15e3, -60.0, Group.BALLISTIC),
        (900.0, 12e3, 0.0, Group.FAST),
        (100.0, 30e3, 0.0, Group.UNKNOWN),
    ],
)
def test_group_track__reads_speed_and_height(speed, height, climb, group):
    assert _group(speed, height, climb=climb) == group


def test_group_track__says_nothing_of_two_plots():
    assert _group(250.0, 9e3, hits=2) == Group.UNKNOWN


def test_group_track__does_not_guess_a_speed_in_doubt():
    assert _group(120.0, 9e3, doubt=100.0) == Group.UNKNOWN
    assert _group(50.0, 9e3, doubt=100.0) == Group.UNKNOWN
    assert _group(750.0, 30e3, doubt=100.0) == Group.FAST


@pytest.mark.parametrize("before", [Group.SLOW, Group.FAST])
def test_group_track__stays_when_a_limit_is_hardly_crossed(before):
    for speed in (85.0, 95.0):
        assert _group(speed, 9e3, before=before, doubt=1.0) != Group.UNKNOWN
        assert _group(speed, 9e3, before=before, doubt=10.0) == before


@pytest.mark.parametrize("before", [Group.CRUISE, Group.FAST])
def test_group_track__stays_in_its_layer_when_in_doubt(before):
    for height in (1400.0, 1600.0):
        assert _group(250.0, height, before=before) == before
    assert _group(250.0, 2500.0, before=before, blur=2e3) == before
    assert _group(250.0, 2500.0, before=before) == Group.FAST
    assert _group(250.0, 900.0, before=before) == Group.CRUISE


def test_group_track__keeps_a_warhead_ballistic_until_it_is_slow():
    assert _group(500.0, 5e3, before=Group.BALLISTIC) == Group.BALLISTIC
    assert _group(300.0, 5e3, before=Group.BALLISTIC) == Group.FAST


def test_group_track__asks_how_it_moves_where_speed_leaves_it_open():
    assert _group(900.0, 12e3, fall=0.99) == Group.BALLISTIC
    assert _group(600.0, 12e3, fall=0.99) == Group.FAST
    assert _group(500.0, 5e3, before=Group.BALLISTIC, fall=1e-6) == Group.FAST
    steep = _group(900.0, 5e3, climb=-60.0, before=Group.BALLISTIC, fall=1e-6)
    assert steep == Group.BALLISTIC


def test_agility__expects_drag_in_the_air():
    assert agility(Group.BALLISTIC, 20e3) == grouping.AGILITY_DRAG
    assert agility(Group.BALLISTIC, 90e3) == grouping.AGILITY_FALL
    assert agility(Group.SLOW, 1e3) < agility(Group.CRUISE, 1e3)
    assert agility(Group.UNKNOWN, 1e3) == agility(Group.FAST, 1e3)


def test_turning__has_begun_before_it_is_seen():
    tracks = picture(tracks=1)[1].belief.tracks
    tracks.ceiling[0] = 100.0
    assert turning(tracks, 0, 10.0) == pytest.approx(1600.0)
    assert turning(tracks, 0, 1.0) == pytest.approx(9.0 * 1600.0)
    assert turning(tracks, 0, -0.01) == pytest.approx(36.0 * 1600.0)
