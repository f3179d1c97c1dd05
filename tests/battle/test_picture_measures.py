"""Air pictures whose measures can be told beforehand, and shots whose causes are."""

import math
from functools import cache
from typing import Any

import numpy as np
import pytest

from battle.field import INTERPRETED, ROOM, SEED, fresh, load_catalogue, scenario_of
from battle.field import mustered as small
from kalkan.engine.kinds import Iff
from kalkan.measures.engaged import CAUSES, Engaged, summarise_engaged
from kalkan.measures.picture import UNION, measure
from kalkan.muster import Mustered, muster
from kalkan.replicate.fight import fight_replicate
from kalkan.replicate.track_log import INTERVAL, track_log
from kalkan.results.columns import frame
from kalkan.results.digest import battle_digest
from kalkan.results.fought import Fought
from kalkan.results.tables import tables

#: One flyer crosses the cover of one radar, from south to north, 60 km west of it.
LONE = """
name: One radar, one flyer
origin: {lat: 39.00 deg, lon: 33.00 deg}
duration: 12 min
terrain: none
forces:
  watch:
    nodes: [{name: radar, system: AN/TPS-77, at: [39.00 deg, 33.00 deg]}]
raid:
  plane:
    {class: fighter, system: F-16C, altitude: 9 km, speed: 250 m/s,
     route: [[38.5 deg, 32.3 deg], [39.5 deg, 32.3 deg]]}
rules: {engagement: hold, iff: {AN/TPS-77: [civil]}, classification: {time: 5 s}}
options: {watch: {forces: [watch]}}
default-option: watch
"""
PERIOD = 10.0  #: of the radar, set in the test [s]
SCANS = 3  #: looks that make a track firm


@cache
def _lone() -> dict[str, Any]:
    """Return the row of a flyer that each look sees, of a picture without clutter."""
    army = muster(scenario_of(LONE), load_catalogue(), "watch", None, SEED)
    sensors, kinds = army.model.plan.sensors, army.model.world.threats
    sensors.false_rate[:], sensors.period[:] = 0.0, PERIOD
    kinds.rcs[:], kinds.loss[:] = 1e6, 0.0
    kinds.speed_spread[:] = kinds.drift_spread[:] = 0.0
    log = track_log(army, SEED, 0, ROOM)
    measured = measure(log).columns
    many = len(measured["threat"])
    table = frame("picture", {**measured, "replicate": [0] * many, "world": [0] * many})
    rows = {(r["picture"], r["side"]): r for r in table.iter_rows(named=True)}
    assert rows["watch", "nothing"]["tracks"] == rows["watch", "astray"]["tracks"] == 0
    alone = {k: v for k, v in rows["watch", "hostile"].items() if k != "picture"}
    union = {k: v for k, v in rows[UNION, "hostile"].items() if k != "picture"}
    assert str(alone) == str(union)  # one picture is the union of one; nan among them
    return alone


def test_lone__is_detectable_with_the_first_look() -> None:
    row = _lone()
    assert row["in_view_at_s"] == row["detectable_at_s"]
    assert 0.0 < row["detectable_at_s"] <= PERIOD + 0.5


def test_lone__is_firm_with_the_third_look() -> None:
    """To a tick of half a second, and to the turning of the beam as it passes."""
    row = _lone()
    delay = row["firm_at_s"] - row["detectable_at_s"]
    assert delay == pytest.approx((SCANS - 1) * PERIOD, abs=1.0)


def test_lone__is_held_from_then_on_under_one_track() -> None:
    row = _lone()
    aloft = row["aloft_s"]
    length = math.radians(1.0) * 6371e3 / 250.0
    assert aloft == pytest.approx(length, rel=0.01, abs=INTERVAL)
    assert row["held_s"] == pytest.approx(aloft - row["firm_at_s"], abs=INTERVAL)
    assert row["longest_s"] == row["held_s"] == row["track_s"]
    assert (row["tracks"], row["breaks"]) == (1, 0)


def test_lone__is_known_as_well_as_the_radar_measures() -> None:
    """Kilometres are not, centimetres neither; velocities settle."""
    row = _lone()
    assert 5.0 < row["position_error_m"] < 500.0
    assert row["position_error_m"] < row["position_error_95_m"]
    assert row["velocity_error_mps"] < 50.0


def test_lone__is_never_identified_where_it_threatens_nothing() -> None:
    row = _lone()
    assert math.isnan(row["identified_at_s"])
    assert row["right_s"] == row["wrong_s"] == 0.0


def test_lone__is_taken_for_an_aircraft() -> None:
    row = _lone()
    assert row["believed_fast_s"] + row["believed_unknown_s"] == row["track_s"]
    assert row["believed_fast_s"] > 0.8 * row["track_s"]


@pytest.mark.parametrize("option", ["alone", "apart"])
def test_second_fight__is_the_first(option: str) -> None:
    army = small("duel", option)
    for replicate in range(1 if INTERPRETED else 5):
        battle = fight_replicate(army, SEED, replicate)
        log = track_log(army, SEED, replicate, battle.event_time.size)
        assert battle_digest(log.battle) == battle_digest(battle)


@pytest.mark.compiled
@pytest.mark.parametrize("option", ["cued", "joined", "failing"])
def test_second_fight__is_the_first_in_a_network(option: str) -> None:
    army = small("network", option)
    came_apart = 0
    for replicate in range(5):
        battle = fight_replicate(army, SEED, replicate)
        log = track_log(army, SEED, replicate, battle.event_time.size)
        assert battle_digest(log.battle) == battle_digest(battle)
        later = log.stands.any(axis=0) & ~log.stands[0]
        came_apart += int(later.any())
        held = measure(log).columns
        founded = np.isin(held["picture"], np.array(army.names.pictures)[later])
        assert (held["aloft_s"][founded] <= log.interval * log.time.size).all()
    assert (came_apart > 0) == (option != "cued")


def _causes(army: Mustered, many: int) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the causes for which friends were engaged, and the whole summary."""
    army.model.plan.sensors.false_rate[:] = 0.0
    battles = [fight_replicate(army, SEED, replicate) for replicate in range(many)]
    fought = [Fought(r, 0, army.names, one) for r, one in enumerate(battles)]
    part = tables(army.names, fought, with_events=True)
    engaged = Engaged(1, {"friend": 1, "neutral": 0})
    engaged.add(np.zeros(many, np.int64), part)
    summary = summarise_engaged(engaged)
    causes = summary["friendly"]["engaged_by_cause"]
    assert part.engagements.height > 0
    met = (part.outcomes["side"] == "friend") & (part.outcomes["rounds"] > 0)
    assert sum(causes.values()) == pytest.approx(met.sum() / many)
    fired = part.battles["rounds_fired"].sum() / many
    at = [n for name, n in summary["rounds_at"].items() if name.endswith("_mean")]
    assert sum(at) == pytest.approx(fired)
    return {cause: n for cause, n in causes.items() if n}, summary


MANY = 2 if INTERPRETED else 10


def test_friend__is_engaged_where_nobody_reads_its_mode() -> None:
    army = small("friend", "deaf")
    army.model.world.threats.iff_failure[:] = 0.0
    causes, summary = _causes(army, MANY)
    assert causes.keys() == {"mode_unreadable"}
    assert summary["friendly"]["engaged_by_ground"]["silence"] == pytest.approx(
        causes["mode_unreadable"]
    )


def test_friend__is_engaged_when_its_transponder_is_dead() -> None:
    army = small("friend", "reader")
    army.model.world.threats.iff_failure[:] = 1.0
    causes, _ = _causes(army, MANY)
    assert causes.keys() == {"transponder_dead"}


def test_friend__that_nobody_asks_is_engaged_unknown_under_free_rules() -> None:
    """It counts as silent after 30 s only, and is shot at before."""
    rules = {"engagement: tight": "engagement: free", "[civil, mode-5]": "[]"}
    army = fresh("friend", "reader", **rules)
    causes, summary = _causes(army, MANY)
    assert causes.keys() == {"mode_unreadable"}
    assert summary["friendly"]["engaged_by_ground"]["unknown"] > 0.0
    assert set(CAUSES) == set(summary["friendly"]["engaged_by_cause"])


def test_friend__without_a_transponder_is_told_as_such() -> None:
    army = small("friend", "reader")
    army.model.world.threats.iff[:] = Iff.NOTHING
    causes, _ = _causes(army, MANY)
    assert causes.keys() == {"no_transponder"}
