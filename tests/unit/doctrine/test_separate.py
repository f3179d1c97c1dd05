"""Rounds are kept away from known friends."""

import pytest

from kalkan.doctrine.assign import assign_marginal
from kalkan.doctrine.separate import friend_near
from kalkan.engine.kinds import NONE, FireReason, Identity, TrackStatus
from kalkan.engine.prepare import prepare
from unit.engine.small_battle import arena, believe, fill


def _battle(clearance=5e3, **friend):
    """Return a hostile at (30, 0) km coming in, and a friend 3 km beside it at 20 s."""
    battle = arena()
    battle.model.plan.batteries.clearance[0] = clearance
    battle.state.belief.used[0] = 4
    target = {"identity": Identity.HOSTILE, "urgency": 200.0, "stake": 10.0}
    believe(battle, 0, (30e3, 0.0, 8e3), (-250.0, 0.0, 0.0), **target)
    given = {"identity": Identity.FRIEND} | friend
    believe(battle, 2, (25e3, 13e3, 8e3), (0.0, -500.0, 0.0), **given)
    return battle


def _near(battle, time=20.0):
    return friend_near(battle.model.plan, battle.state.belief, 0, 0, time)


@pytest.mark.parametrize("identity", [Identity.FRIEND, Identity.NEUTRAL])
def test_friend__is_looked_for_where_the_meeting_will_be(identity):
    battle = _battle(identity=identity)
    assert _near(battle)
    assert not _near(battle, 5.0)
    assert not _near(battle, 60.0)


@pytest.mark.parametrize(
    "friend",
    [
        {"identity": Identity.UNKNOWN},
        {"identity": Identity.HOSTILE},
        {"status": TrackStatus.FREE},
        {"status": TrackStatus.TENTATIVE},
    ],
)
def test_others__are_not_kept_clear_of(friend):
    assert not _near(_battle(**friend))


def test_clearance__is_a_distance_and_none_asks_nothing():
    assert _near(_battle(clearance=3.1e3))
    assert not _near(_battle(clearance=2.9e3))
    assert not _near(_battle(clearance=0.0))


@pytest.mark.parametrize(("clearance", "fires"), [(0.0, True), (15e3, False)])
def test_order__is_refused_near_a_friend(clearance, fires):
    battle = _battle(clearance)
    prepare(battle.model, battle.state)
    fill(battle.state.belief.magazines, left=8, loaded=8)
    battle.model.plan.engagement[:] = 1
    assign_marginal(battle.model.plan, battle.state.belief)
    assert (battle.state.belief.tracks.order_battery[0] != NONE) == fires
    reasons = int(battle.state.belief.refusals.reasons[0, 0])
    assert bool(reasons & FireReason.FRIEND_NEAR) != fires
