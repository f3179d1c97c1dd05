"""Friend, neutral, hostile, unknown."""

import math

import pytest

from kalkan.doctrine.identify import GRACE, PATIENCE, identify_by_reply
from kalkan.engine.kinds import Identity, KinematicGroup, TrackStatus
from unit.engine.small_battle import arena, believe

UNKNOWN, HOSTILE = Identity.UNKNOWN, Identity.HOSTILE
FRIEND, NEUTRAL = Identity.FRIEND, Identity.NEUTRAL
SILENT = {"asked": PATIENCE, "urgency": 100.0}


def _identity(**track):
    battle = arena()
    battle.state.belief.now[0] = 50.0
    believe(battle, 1, (50e3, 0, 8e3), **{"opened": 45.0, **track})
    identify_by_reply(battle.model.plan, battle.state.belief)
    return battle.state.belief.tracks.identity[1]


@pytest.mark.parametrize(
    ("track", "identity"),
    [
        ({}, UNKNOWN),
        (SILENT, HOSTILE),
        (SILENT | {"asked": PATIENCE - 1}, UNKNOWN),
        (SILENT | {"urgency": math.inf}, UNKNOWN),
        ({"urgency": 100.0, "opened": 50.0 - GRACE - 1.0}, HOSTILE),
        ({"urgency": 100.0, "opened": 50.0 - GRACE + 1.0}, UNKNOWN),
        (SILENT | {"replies_friend": 1, "replies_civil": 1}, FRIEND),
        (SILENT | {"replies_civil": 1}, NEUTRAL),
        ({"group": KinematicGroup.BALLISTIC}, HOSTILE),
        ({"group": KinematicGroup.BALLISTIC, "replies_civil": 1}, NEUTRAL),
        ({"identity": HOSTILE}, HOSTILE),
        (SILENT | {"status": TrackStatus.TENTATIVE}, UNKNOWN),
    ],
)
def test_identity__is_by_replies_motion_and_silence(track, identity):
    assert _identity(**track) == identity
