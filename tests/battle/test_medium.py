"""What lies between a radar and a flyer delays the moment when it is first seen."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    SEED,
    fight,
    first_detections,
    load_catalogue,
    replaced,
    scenario_of,
    text_of,
)
from kalkan.engine.kinds import SensorReason
from kalkan.muster import Mustered, muster
from kalkan.terrain.grid import SMOOTH

RADAR = "forces.tps77/radar"
MANY = 1 if INTERPRETED else 8
JAMMER = """raid:
  growler:
    class: fighter
    system: EA-18G
    altitude: 9 km
    orbit: {centre: [41.3 deg, 33.08 deg], radius: 5 km}
"""


@cache
def army(*pairs: tuple[str, str]) -> Mustered:
    """Return the approach with words replaced, at best values."""
    text = replaced(text_of("approach"), *pairs)
    return muster(scenario_of(text), load_catalogue(), "radar", None, SEED)


def first_seen(one: Mustered, threat: str) -> list[float]:
    """Return when the radar first saw a flyer, in each battle [s]."""
    fought = (fight(one, replicate) for replicate in range(MANY))
    return [first_detections(each).get((RADAR, threat), np.inf) for each in fought]


def test_jammer__hides_what_flies_before_it_until_it_burns_through() -> None:
    alone, jammed = army(), army(("raid:\n", JAMMER))
    bit = SensorReason.JAMMED
    names = jammed.names
    for replicate in range(MANY):
        one = fight(jammed, replicate)
        s, i = names.sensors.index(RADAR), names.threats.index("raid.plain/1")
        assert one.state.truth.looks.reasons[s, i] & bit
    clear, late = first_seen(alone, "raid.plain/1"), first_seen(jammed, "raid.plain/1")
    assert np.mean(late) > np.mean(clear) + 60.0


@pytest.mark.compiled
def test_jammer__of_one_s_own_side_hides_nothing() -> None:
    friend = JAMMER.replace("raid:", "traffic:").replace(
        "    system", "    side: friend\n    system"
    )
    one = army(("rules:\n", friend + "rules:\n"))
    assert one.model.world.medium.jammers.size == 0
    assert first_seen(one, "raid.plain/1") == first_seen(army(), "raid.plain/1")


@pytest.mark.compiled
def test_rain__delays_and_never_helps() -> None:
    wet = army(("terrain: none", "terrain: none\nweather: {rain: 100 mm/h}"))
    dry_loss, wet_loss = army().model.world.medium.loss, wet.model.world.medium.loss
    assert np.all(wet_loss >= dry_loss)
    assert wet_loss.max() > dry_loss.max() + 1.0
    dry, late = first_seen(army(), "raid.plain/1"), first_seen(wet, "raid.plain/1")
    assert np.mean(late) >= np.mean(dry)


@pytest.mark.compiled
def test_refraction__brings_the_horizon_nearer_where_rays_bend_less() -> None:
    straight = army(("terrain: none", "terrain: none\nrefraction: 1.0"))
    assert np.all(straight.model.plan.earth == 1.0)
    near, far = first_seen(straight, "raid.high/1"), first_seen(army(), "raid.high/1")
    assert np.mean(near) >= np.mean(far)


@pytest.mark.compiled
def test_terrain__hides_low_flyers_and_lifts_what_stands_on_it() -> None:
    text = replaced(
        (Path(__file__).parents[2] / "scenarios" / "ankara.yaml").read_text("utf-8"),
        ("terrain: anatolia", "terrain: none"),
    )
    catalogue = load_catalogue()
    flat = muster(scenario_of(text), catalogue, "s400", None, SEED)
    real = text.replace("terrain: none", "terrain: anatolia")
    hilly = muster(scenario_of(real), catalogue, "s400", None, SEED)
    assert flat.model.world.medium.is_rough == 0
    assert flat.model.world.medium.grid is SMOOTH
    assert hilly.model.world.medium.is_rough == 1
    lifted = hilly.model.plan.sensors.altitude - flat.model.plan.sensors.altitude
    stands = hilly.model.plan.sensors.carrier < 0
    assert np.all(lifted[stands] > 500.0)
    assert np.all(lifted[~stands] == 0.0)
    plain, hidden = warning(flat), warning(hilly)
    assert hidden < 0.7 * plain


def warning(one: Mustered) -> float:
    """Return how long before its end a cruise missile is seen by a site, mean [s]."""
    left = []
    for replicate in range(6):
        battle = fight(one, replicate)
        seen, names = first_detections(battle), one.names
        for name in names.threats:
            if not name.startswith("raid.kalibr"):
                continue
            end = battle.state.truth.threats.end[names.threats.index(name)]
            sites = [s for s in names.sensors if s.startswith("forces.s400")]
            first = min(seen.get((s, name), np.inf) for s in sites)
            left.append(max(0.0, end - first))
    return float(np.mean(left))
