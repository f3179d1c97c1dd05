"""Who tells whom what, in whole battles: cues, remote tracks, losses on the way."""

from functools import cache

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    Fought,
    bits,
    digest,
    fight,
    fresh,
    happenings,
    mustered,
    scenario_of,
    text_of,
)
from battle.test_metamorphic import mustered_from, reordered, tree_of
from kalkan.engine.kinds import Event, FireReason, Grade, RoundFate, SensorReason

MANY = 1 if INTERPRETED else 20
NAME, RADAR = "network", "forces.battery/AN/MPQ-65"
GONE = {
    "    count: 2\n    target: post": "    count: 1\n    start: 5 min\n    target: post"
}


@cache
def quiet(option: str, period: float = 0.0) -> list[Fought]:
    """Return battles without false plots; the battery may search slowly."""
    army = fresh(NAME, option, **GONE)
    sensors = army.model.plan.sensors
    sensors.false_rate[:] = 0.0
    if period > 0.0:
        sensors.period[army.names.sensors.index(RADAR)] = period
    return [fight(army, replicate) for replicate in range(MANY)]


def first_seen(one: Fought, sensor: str = RADAR) -> dict[str, float]:
    """Return when a radar first saw each cruise missile [s]."""
    names = one.mustered.names
    return {
        names.threats[e.whom]: e.time
        for e in happenings(one.log, Event.SENSOR_REASON)
        if names.sensors[e.who] == sensor and e.detail == SensorReason.DETECTED
    }


def orders(one: Fought) -> list[float]:
    return [e.time for e in happenings(one.log, Event.ENGAGEMENT_ORDERED)]


def _seen(option: str) -> float:
    """Return the mean time at which a slow battery first sees a cruise missile."""
    return float(
        np.mean([min(first_seen(one).values()) for one in quiet(option, 30.0)])
    )


def test_cue__shortens_the_time_to_acquisition() -> None:
    assert _seen("cued") < _seen("alone") - 5.0
    assert _seen("aware") < _seen("alone") - 5.0


def test_cue__is_told_of_before_the_radar_acquires() -> None:
    for one in quiet("cued", 30.0):
        names = one.mustered.names
        told = happenings(one.log, Event.CUED)
        assert told
        for event in told:
            assert names.pictures[event.who] == "battery"
            assert names.pictures[event.detail] == "watch"
        assert min(e.time for e in told) < min(first_seen(one).values())


def test_no_cue__where_there_is_one_picture_or_no_link() -> None:
    for option in ("alone", "joined"):
        assert not happenings(quiet(option)[0].log, Event.CUED)


def test_remote_track__is_shot_at_before_ones_own_radar_sees_it() -> None:
    sooner = [min(orders(one)) < min(first_seen(one).values()) for one in quiet("told")]
    assert np.mean(sooner) > 0.7  # its radar may be lucky, and a class takes time


@pytest.mark.parametrize("option", ["aware", "cued", "alone"])
def test_remote_track__of_less_than_fire_control_is_not_shot_at(option: str) -> None:
    assert any(orders(one) for one in quiet(option))
    for one in quiet(option):
        # one plot of its own is enough where it is aware, in the same tick
        assert min(orders(one), default=np.inf) >= min(first_seen(one).values())
        if option == "aware":
            refused = {e.detail for e in happenings(one.log, Event.FIRE_REASON)}
            assert FireReason.NOT_FIRE_CONTROL in refused


def test_remote_track__errs_as_the_link_and_its_radar_do() -> None:
    army = mustered(NAME, "told")
    one = fight(army, 0)
    deliveries, names = one.state.belief.wiring.deliveries, army.names
    p = names.pictures.index("battery")
    for sensor in ("east", "west"):
        s = names.sensors.index(f"forces.watch/{sensor}")
        assert deliveries.grade[p, s] == Grade.FIRE_CONTROL
        assert deliveries.latency[p, s] == 2.0
    watch = names.pictures.index("watch")
    own = names.sensors.index(RADAR)
    assert deliveries.grade[watch, own] == Grade.NOTHING


@cache
def decapitated() -> list[Fought]:
    army = mustered(NAME, "joined")
    army.model.plan.sensors.false_rate[:] = 0.0
    army.model.world.threats.loss[:] = 0.0
    army.model.world.threats.cep[:] = 1.0
    return [fight(army, replicate) for replicate in range(MANY)]


def test_command_post__that_is_hit_leaves_two_pictures() -> None:
    for one in decapitated():
        names, wiring = one.mustered.names, one.state.belief.wiring
        (lost,) = [
            e
            for e in happenings(one.log, Event.NODE_LOST)
            if names.nodes[e.who] == "forces.post"
        ]
        (split,) = happenings(one.log, Event.PICTURE_SPLIT)
        assert split.time == lost.time
        assert wiring.picture[0] != wiring.picture[1]
        assert names.pictures[split.whom] == names.batteries[split.who].split(".")[1]
        assert wiring.autonomous.all()
        after = [
            e
            for e in happenings(one.log, Event.TRACK_CONFIRMED)
            if e.whom == split.whom
        ]
        assert all(e.time >= lost.time for e in after)


def test_fire_unit__without_its_command_vehicle_shoots_no_more() -> None:
    fails = {"    facing: 45 deg": "    facing: 45 deg\n    fails: 155 s"}
    army = fresh(NAME, "told", **{**GONE, **fails})
    army.model.plan.sensors.false_rate[:] = 0.0
    told = 0
    for replicate in range(MANY):
        one = fight(army, replicate)
        rounds, fired = one.state.truth.interceptors, int(one.state.fired[0])
        assert all(time <= 155.5 for time in orders(one))
        assert (rounds.launch[:fired] <= 155.5).all()
        refused = {e.detail for e in happenings(one.log, Event.FIRE_REASON)}
        told += FireReason.COMMAND_LOST in refused  # when there is a track by then
        for k in range(fired):  # who was on his way without a lock is lost
            if rounds.end[k] > 156.0:
                assert rounds.acquired[k] <= 156.0
                assert rounds.fate[k] != RoundFate.READY
    assert told > MANY // 2


def test_link__that_fails_in_the_battle_parts_the_pictures() -> None:
    times = set()
    for one in quiet("failing"):
        names = one.mustered.names
        (lost,) = happenings(one.log, Event.LINK_LOST)
        assert names.links[lost.who] == "links.brother+watch/fire_control"
        assert 60.0 <= lost.time <= 150.5
        times.add(lost.time)
        (split,) = happenings(one.log, Event.PICTURE_SPLIT)
        assert names.pictures[split.whom] in ("battery", "brother", "watch/east")
    assert len(times) > MANY // 2


def test_lossy_link__brings_its_share_of_plots() -> None:
    """Nobody shoots, so that the looks are the same; the batteries see for themselves.

    A plot of the watch comes over one lossy link to the post, and two more beyond it.
    """
    watched = []
    for loss in (", loss: 0.6", ""):
        words = {", loss: 0.05, capacity: 40 1/s": loss}
        hold = {"engagement: free": "engagement: hold"}
        army = fresh(NAME, "joined", **{**GONE, **words, **hold})
        army.model.plan.sensors.false_rate[:] = 0.0
        own = [name.startswith("forces.b") for name in army.names.sensors]
        army.model.plan.sensors.range_max[own] = 2e3  # blind but for the end
        watched.append(
            sum(int(fight(army, r).state.counts[4]) for r in range(max(1, MANY // 4)))
        )
    lossy, sound = watched
    assert 0.25 * sound < lossy < 0.55 * sound


@pytest.mark.parametrize("option", ["joined", "cued", "failing"])
def test_file__in_another_order_is_the_same_to_the_bit(option: str) -> None:
    tree = tree_of(text_of(NAME))
    turned = reordered(tree)
    for links in (each.get("links", []) for each in turned["options"].values()):
        links.reverse()
    armies = [mustered_from(one, option, 3) for one in (tree, turned)]
    assert armies[0].names == armies[1].names
    assert digest(*bits(armies[0].model)) == digest(*bits(armies[1].model))
    for replicate in range(1 if INTERPRETED else 4):
        one, other = (fight(army, replicate) for army in armies)
        assert digest(*bits(one.state)) == digest(*bits(other.state))
        assert digest(*bits(one.log)) == digest(*bits(other.log))


@pytest.mark.parametrize("option", ["joined", "cued", "failing"])
def test_stretches_passed_over__change_no_bit(option: str) -> None:
    late = {"start: {between: [0 s, 5 s]}": "start: {between: [170 s, 180 s]}"}
    army = fresh(NAME, option, **{**GONE, **late})
    army.model.plan.sensors.false_rate[:] = 0.0
    for replicate in range(1 if INTERPRETED else 4):
        one, other = (fight(army, replicate, skip) for skip in (True, False))
        assert digest(*bits(one.log)) == digest(*bits(other.log))
        assert digest(*bits(one.state.belief)) == digest(*bits(other.state.belief))


def test_scenario__is_read() -> None:
    assert len(scenario_of(text_of(NAME)).options) == 6
