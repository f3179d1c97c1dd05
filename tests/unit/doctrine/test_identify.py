"""Friend, neutral, hostile, unknown."""

import math

import numpy as np
import pytest

from kalkan.doctrine.identify import (
    FORGOTTEN,
    GRACE,
    PATIENCE,
    PROBATION,
    identify_by_criteria,
)
from kalkan.engine.kinds import Identity, KinematicGroup, TrackStatus
from kalkan.physics.corridor import from_centre, leg_normal
from unit.engine.small_battle import FRAME, arena, believe

UNKNOWN, HOSTILE = Identity.UNKNOWN, Identity.HOSTILE
FRIEND, NEUTRAL = Identity.FRIEND, Identity.NEUTRAL
NOW = 50.0
SILENT = {"asked": PATIENCE, "unanswered": PATIENCE, "urgency": 100.0}
LAPSED = {"asked": FORGOTTEN, "unanswered": FORGOTTEN}


def _identify(**track):
    battle = arena()
    battle.state.belief.now[0] = NOW
    believe(battle, 1, (50e3, 0, 8e3), **{"opened": 45.0, **track})
    identify_by_criteria(battle.model.plan, battle.state.belief)
    return battle.state.belief.tracks.identity[1]


@pytest.mark.parametrize(
    ("track", "identity"),
    [
        ({}, UNKNOWN),
        (SILENT, HOSTILE),
        (SILENT | {"unanswered": PATIENCE - 1}, UNKNOWN),
        (SILENT | {"urgency": math.inf}, UNKNOWN),
        ({"urgency": 100.0, "opened": NOW - GRACE - 1.0}, HOSTILE),
        ({"urgency": 100.0, "opened": NOW - GRACE + 1.0}, UNKNOWN),
        ({"unanswered": 0, "replies_friend": 1, "replies_civil": 1}, FRIEND),
        (SILENT | {"replies_friend": 1}, FRIEND),
        (SILENT | {"replies_civil": 1}, NEUTRAL),
        ({"believed": KinematicGroup.BALLISTIC}, HOSTILE),
        ({"believed": KinematicGroup.BALLISTIC, "replies_civil": 1}, NEUTRAL),
        ({"identity": HOSTILE}, HOSTILE),
        ({"identity": HOSTILE, "replies_friend": 1}, FRIEND),
        (SILENT | {"status": TrackStatus.TENTATIVE}, UNKNOWN),
    ],
)
def test_identity__is_by_replies_motion_and_silence(track, identity):
    assert _identify(**track) == identity


@pytest.mark.parametrize("reply", ["replies_friend", "replies_civil"])
def test_answer__long_ago_is_forgotten_when_questions_go_unheard(reply):
    track = {reply: 4, "identity": FRIEND, "opened": NOW - 2.0 * GRACE}
    assert _identify(**track | LAPSED) == UNKNOWN
    assert _identify(**track | LAPSED, urgency=100.0) == HOSTILE
    assert _identify(**track | LAPSED | {"unanswered": FORGOTTEN - 1}) != UNKNOWN


def test_answer__is_remembered_where_nobody_asks_again():
    track = {"replies_friend": 1, "opened": NOW - 9.0 * GRACE, "urgency": 10.0}
    assert _identify(**track) == FRIEND


def _in_corridor(side, since, **track):
    """Return the identity of a track that flies along a corridor since a while."""
    battle = arena(corridor=1, leg=1)
    plan, belief = battle.model.plan, battle.state.belief
    corridors, legs = plan.corridors, plan.legs
    corridors.identity[0], corridors.half_width[0] = side, 5e3
    corridors.low[0], corridors.high[0] = 7e3, 9e3
    corridors.opens[0], corridors.closes[0] = 0.0, math.inf
    corridors.slowest[0], corridors.fastest[0] = 100.0, 300.0
    for to, east in ((legs.start, -100e3), (legs.end, 100e3)):
        place = np.array(from_centre(FRAME, east, 0.0, 0.0))
        to[0] = place / np.linalg.norm(place)
    leg_normal(legs.start[0], legs.end[0], legs.normal[0])
    belief.now[0] = NOW
    believe(battle, 1, (10e3, 3e3, 8e3), (250.0, 0.0, 0.0), time=NOW)
    fields = {"kept_since": NOW - since, "corridor": 0, "opened": 0.0, **track}
    for name, value in fields.items():
        getattr(belief.tracks, name)[1] = value
    identify_by_criteria(plan, belief)
    return belief.tracks.identity[1]


@pytest.mark.parametrize("side", [FRIEND, NEUTRAL])
def test_corridor__is_believed_after_a_while(side):
    assert _in_corridor(side, PROBATION, **SILENT) == side
    assert _in_corridor(side, PROBATION - 1.0, **SILENT) == UNKNOWN


def test_corridor__does_not_outweigh_what_is_known_better():
    assert _in_corridor(NEUTRAL, 99.0, replies_friend=1) == FRIEND
    assert _in_corridor(NEUTRAL, 99.0, believed=KinematicGroup.BALLISTIC) == HOSTILE
    assert _in_corridor(NEUTRAL, 99.0, identity=HOSTILE) == HOSTILE


def test_corridor__left_means_nothing():
    for gone in ({"opened": NOW}, SILENT):
        found = _in_corridor(NEUTRAL, 99.0, identity=NEUTRAL, **gone)
        assert found == NEUTRAL
    battle_height = {"estimate": (10e3, 3e3, 3e3, 250.0, 0.0, 0.0)}
    left = _in_corridor(NEUTRAL, 99.0, identity=NEUTRAL, **SILENT, **battle_height)
    assert left == HOSTILE
    early = _in_corridor(NEUTRAL, 99.0, identity=NEUTRAL, opened=45.0, **battle_height)
    assert early == UNKNOWN
