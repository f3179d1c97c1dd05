"""Radars in a battle see what they could, and not what they could not."""

from functools import cache
from math import hypot, sqrt

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    Fought,
    fight,
    first_detections,
    load_catalogue,
    mustered,
    shipped,
)
from kalkan.engine.kinds import SensorReason
from kalkan.muster import muster

RADIUS = 4.0 / 3.0 * 6371008.8  #: of the effective Earth [m]
RADAR = "forces.tps77/radar"


@cache
def approaches() -> list[Fought]:
    army = mustered("approach", "radar")
    return [fight(army, replicate) for replicate in range(1 if INTERPRETED else 8)]


def reasons(one: Fought, sensor: str, threat: str) -> SensorReason:
    """Return all that came of a radar's looks at a flyer, as bits."""
    names = one.mustered.names
    s, i = names.sensors.index(sensor), names.threats.index(threat)
    return int(one.state.truth.looks.reasons[s, i]) & ~int(SensorReason.SCHEDULED)


def test_target__below_the_horizon_is_never_seen_from_the_ground() -> None:
    for one in approaches():
        model = one.mustered.model
        s = one.mustered.names.sensors.index(RADAR)
        i = one.mustered.names.threats.index("raid.low/1")
        reach = sqrt(2.0 * RADIUS * model.plan.sensors.altitude[s])
        reach += sqrt(2.0 * RADIUS * 60.0)
        first, last = (
            int(model.world.threats.path_first[i]),
            int(model.world.threats.path_last[i]),
        )
        for place in model.world.knots.position[first : last + 1]:
            assert reach < 85e3 < hypot(*place[:2]) < model.plan.sensors.range_max[s]
        assert reasons(one, RADAR, "raid.low/1") == SensorReason.MASKED
        assert (RADAR, "raid.low/1") not in first_detections(one)


def test_target__above_it_is_seen_at_once() -> None:
    for one in approaches():
        period = one.mustered.model.plan.sensors.period[0]
        assert reasons(one, RADAR, "raid.high/1") & SensorReason.DETECTED
        assert first_detections(one)[RADAR, "raid.high/1"] <= 4.0 * period


def test_stealthy_aircraft__is_seen_later_and_nearer() -> None:
    for one in approaches():
        seen = first_detections(one)
        late, early = seen[RADAR, "raid.stealthy/1"], seen[RADAR, "raid.plain/1"]
        assert late > early + 120.0


def test_reasons__of_an_approach_go_from_far_to_seen() -> None:
    for one in approaches():
        told = [
            SensorReason(int(bit))
            for kind, whom, bit in zip(
                one.log.kind, one.log.whom, one.log.detail, strict=True
            )
            if kind == 14 and one.mustered.names.threats[whom] == "raid.stealthy/1"
        ]
        assert SensorReason.BELOW_THRESHOLD in told
        assert told.index(SensorReason.BELOW_THRESHOLD) < told.index(
            SensorReason.DETECTED
        )


@pytest.mark.compiled
def test_lone_aircraft__is_seen_later_when_stealthy_by_every_radar() -> None:
    """In each option of the shipped scenario, best values and a few worlds."""
    scenario, found = shipped("lone-aircraft"), 0
    for option in scenario.options:
        for world in (None, 1, 2):
            army = muster(scenario, load_catalogue(), option, world, 3)
            one = fight(army, 0)
            seen, start = first_detections(one), one.state.truth.threats.start
            f35, f16 = (
                army.names.threats.index(name) for name in ("raid.f35/1", "raid.f16/1")
            )
            for sensor in army.names.sensors:
                late = seen.get((sensor, "raid.f35/1"), np.inf) - start[f35]
                early = seen.get((sensor, "raid.f16/1"), np.inf) - start[f16]
                if early < np.inf:
                    found += late > early
                    assert late >= early - 30.0
    assert found >= 18
