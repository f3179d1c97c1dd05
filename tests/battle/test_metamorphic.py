"""What must not matter, or must matter in a known way, when a battle is told anew."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from ruamel.yaml import YAML

from battle.field import (
    INTERPRETED,
    SEED,
    battles,
    bits,
    digest,
    fight,
    first_detections,
    fresh,
    happenings,
    leaked,
    load_catalogue,
    mustered,
    same,
    scenario_of,
    text_of,
)
from kalkan._record import duplicate
from kalkan.engine.kinds import Event, Fate, RoundFate, Side
from kalkan.muster import Mustered, muster

MANY = 2 if INTERPRETED else 10
ORIGIN = (39.0, 35.0)  #: of the small battles [deg]


def tree_of(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def text_from(tree: Any) -> str:
    stream = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.sort_base_mapping_type_on_output = False
    yaml.dump(tree, stream)
    return stream.getvalue()


def reordered(tree: Any, under: str = "") -> Any:
    """Return a tree with every mapping and every list of names turned round."""
    if isinstance(tree, dict):
        turned = reversed(list(tree.items()))
        return {key: reordered(value, key) for key, value in turned}
    names = under in ("forces", "nodes") and isinstance(tree, list)
    if names or (under == "between" and tree[0].isalpha()):
        return [reordered(value) for value in reversed(tree)]
    return [reordered(value) for value in tree] if under == "links" else tree


def redrawn(
    tree: Any, place: Callable[[float, float], tuple[float, float]], turn: float
) -> Any:
    """Return a tree with every place moved and every sector turned [deg]."""
    if isinstance(tree, dict):
        done = {key: redrawn(value, place, turn) for key, value in tree.items()}
        if "facing" in done:
            facing = (float(done["facing"].split()[0]) + turn) % 360.0
            done["facing"] = f"{facing} deg"
        if "lat" in done:
            lat, lon = place(_degrees(tree["lat"]), _degrees(tree["lon"]))
            done.update(lat=f"{lat} deg", lon=f"{lon} deg")
        return done
    if isinstance(tree, list):
        if len(tree) == 2 and all(str(part).endswith("deg") for part in tree):
            lat, lon = place(*map(_degrees, tree))
            return [f"{lat} deg", f"{lon} deg"]
        return [redrawn(value, place, turn) for value in tree]
    return tree


def _degrees(text: str) -> float:
    return float(text.split(maxsplit=1)[0])


def carried(to: tuple[float, float], turn: float) -> Callable[..., Any]:
    """Return how a map is carried to another origin and turned there [deg]."""

    def place(lat: float, lon: float) -> tuple[float, float]:
        way = Geodesic.WGS84.Inverse(*ORIGIN, lat, lon)
        there = Geodesic.WGS84.Direct(*to, way["azi1"] + turn, way["s12"])
        return there["lat2"], there["lon2"]

    return place


def mustered_from(tree: Any, option: str, world: int | None = None) -> Mustered:
    scenario = scenario_of(text_from(tree))
    return muster(scenario, load_catalogue(), option, world, SEED)


@pytest.mark.parametrize(
    ("name", "option", "world"),
    [
        ("duel", "linked", 5),
        pytest.param("strike", "apart", 2, marks=pytest.mark.compiled),
        pytest.param("strike", "integrated", None, marks=pytest.mark.compiled),
    ],
)
def test_file__in_another_order_is_the_same_to_the_bit(
    name: str, option: str, world: int | None
) -> None:
    tree = tree_of(text_of(name))
    assert text_from(tree) != text_from(reordered(tree))
    one = mustered_from(tree, option, world)
    other = mustered_from(reordered(tree), option, world)
    assert one.names == other.names
    assert digest(*bits(one.model)) == digest(*bits(other.model))
    for replicate in range(1 if INTERPRETED else 5):
        fights = [fight(army, replicate) for army in (one, other)]
        assert fights[0].log.length[0] > 0
        assert digest(*bits(fights[0].state)) == digest(*bits(fights[1].state))
        assert digest(*bits(fights[0].log)) == digest(*bits(fights[1].log))


@pytest.mark.compiled
def test_origin__is_only_where_numbers_are_counted_from() -> None:
    tree = tree_of(text_of("strike"))
    moved = dict(tree, origin={"lat": "39.30 deg", "lon": "34.60 deg"})
    armies = [mustered_from(one, "apart") for one in (tree, moved)]
    agree, close = [], []
    for replicate in range(30):
        here, there = (fight(army, replicate) for army in armies)
        one, other = (fought.state.truth.threats for fought in (here, there))
        agree += list(one.fate == other.fate)
        close += list(abs(one.end - other.end) < 0.01)
        detected = first_detections(here), first_detections(there)
        early = {pair for pair, time in detected[0].items() if time < 10.0}
        assert {pair: detected[0][pair] for pair in early} == {
            pair: detected[1].get(pair) for pair in early
        }
    assert all(close)
    assert np.mean(agree) > 0.95  # a rounding may turn a close shot


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("to", "turn"),
    [(ORIGIN, 100.0), (ORIGIN, 222.0), ((10.0, -70.0), 0.0), ((-61.0, 179.9), 300.0)],
    ids=["turned", "turned further", "moved", "moved and turned"],
)
def test_map__turned_or_moved_gives_the_same_answer(
    to: tuple[float, float], turn: float
) -> None:
    many = 150
    tree = tree_of(text_of("duel"))
    elsewhere = redrawn(tree, carried(to, turn), turn)
    armies = [mustered_from(one, "alone") for one in (tree, elsewhere)]
    fights = [battles(army, many) for army in armies]
    leaks, rounds = (
        np.array([[count(army, battle) for battle in fought] for army, fought in both])
        for both, count in (
            (list(zip(armies, fights, strict=True)), leaked),
            (
                list(zip(armies, fights, strict=True)),
                lambda army, battle: len(battle.round_kind),
            ),
        )
    )
    for measured in (leaks, rounds):
        assert measured.std() > 0.0
        error = np.sqrt(measured.var(axis=1).sum() / many)
        assert abs(measured[0].mean() - measured[1].mean()) < 3.0 * error


def test_kill_probability_nought__lets_through_all_that_arrive() -> None:
    wider = [] if INTERPRETED else [("strike", "integrated")]
    for name, option in (("duel", "apart"), *wider):
        army = mustered(name, option)
        army.model.world.pk[:] = 0.0
        for replicate in range(1 if INTERPRETED else MANY):
            state, log = fight(army, replicate)[1:]
            threats = state.truth.threats
            assert state.fired[0] > 0
            assert (threats.met_round == -1).all()
            fates = [e.detail for e in happenings(log, Event.ROUND_ENDED)]
            assert RoundFate.KILLED not in fates
            assert RoundFate.MISSED in fates
            for i, side in enumerate(army.model.world.threats.side):
                lost = threats.lost[i] < min(threats.end[i], threats.release[i])
                if side == Side.HOSTILE and not lost:
                    assert threats.fate[i] in (Fate.IMPACTED, Fate.RELEASED)
                elif side == Side.HOSTILE:
                    assert threats.fate[i] == Fate.LOST


def test_kill_probability_one__kills_whatever_is_met() -> None:
    army = mustered("duel", "alone")
    army.model.world.pk[:] = 1.0
    army.model.world.frailty[:] = 0.0
    for replicate in range(1 if INTERPRETED else MANY):
        log = fight(army, replicate).log
        fates = [e.detail for e in happenings(log, Event.ROUND_ENDED)]
        assert RoundFate.MISSED not in fates
        assert RoundFate.KILLED in fates


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("duel", "apart"),
        pytest.param("strike", "apart", marks=pytest.mark.compiled),
    ],
)
def test_hold_fire__sends_no_round(name: str, option: str) -> None:
    rule = {"duel": "engagement: free", "strike": "engagement: tight"}[name]
    army = fresh(name, option, **{rule: "engagement: hold"})
    for replicate in range(1 if INTERPRETED else MANY):
        _, state, log = fight(army, replicate)
        assert state.fired[0] == state.belief.opened[0] == 0
        assert happenings(log, Event.TRACK_CONFIRMED)
        assert not happenings(log, Event.ENGAGEMENT_ORDERED)
        assert set(state.truth.threats.fate) <= {
            Fate.IMPACTED,
            Fate.RELEASED,
            Fate.LOST,
            Fate.UNHARMED,
        }


def ceiling(time: float, tick: float) -> float:
    return float(np.ceil(time / tick - 1e-9) * tick)


def test_half_the_tick__sees_at_the_same_times() -> None:
    name, rule = ("duel", "free") if INTERPRETED else ("strike", "tight")
    text = {f"engagement: {rule}": "engagement: hold"}
    armies = [fresh(name, "apart", tick, **text) for tick in (0.5, 0.25)]
    for replicate in range(1 if INTERPRETED else MANY):
        coarse, fine = (first_detections(fight(army, replicate)) for army in armies)
        assert len(fine) > 4
        carrier = {pair: time for pair, time in fine.items() if "awacs" in pair[0]}
        assert coarse.keys() >= fine.keys() - carrier.keys()
        for pair in fine.keys() - carrier.keys():
            # looks have times of their own: ticks only say when they are told
            assert coarse[pair] == ceiling(fine[pair], 0.5)


@pytest.mark.compiled
def test_half_the_tick__lets_as_many_through() -> None:
    many = 200
    armies = [fresh("duel", "alone", tick) for tick in (0.5, 0.25)]
    leaks = np.array(
        [[leaked(army, one) for one in battles(army, many)] for army in armies]
    )
    error = np.sqrt(leaks.var(axis=1).sum() / many)
    assert error > 0.0
    assert abs(leaks[0].mean() - leaks[1].mean()) < 2.0 * error
    assert (leaks[0] == leaks[1]).mean() > 0.6  # the same luck, mostly the same end


def waiting(army: Mustered, by: float) -> Mustered:
    """Return an army that meets the same later: with stretches of nothing before."""
    model = duplicate(army.model)
    model.world.threats.start_low[:] += by
    model.world.threats.start_high[:] += by
    model.plan.sensors.false_rate[:] = 0.0
    return army._replace(model=model._replace(duration=model.duration + by))


@pytest.mark.parametrize(
    ("name", "option", "by"),
    [
        ("duel", "linked", 0.0),
        ("duel", "alone", 60.0),
        pytest.param("strike", "apart", 0.0, marks=pytest.mark.compiled),
        ("friend", "deaf", 30.0),
    ],
)
def test_stretches_of_nothing__are_passed_over_without_a_bit_changed(
    name: str, option: str, by: float
) -> None:
    army = mustered(name, option)
    if by > 0.0:
        army = waiting(army, by)
    for replicate in [1] if INTERPRETED else range(MANY):
        one, other = (fight(army, replicate, skip) for skip in (True, False))
        assert digest(*bits(one.state)) == digest(*bits(other.state))
        assert digest(*bits(one.log)) == digest(*bits(other.log))


def test_quiet_hours__are_skipped_at_all() -> None:
    army = waiting(mustered("duel", "alone"), 3000.0)
    one, other = battles(army, 1)[0], battles(waiting(army, 0.0), 1)[0]
    assert same(one, other)
    assert one.event_time[0] >= 3000.0


def test_more_room_for_events__changes_nothing() -> None:
    army = mustered("duel", "alone")
    narrow = army._replace(log=army.log._replace(time=army.log.time[:16]))
    assert same(battles(narrow, 1)[0], battles(army, 1)[0])
