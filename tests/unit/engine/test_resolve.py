"""Meetings of rounds, flyers and what is on the ground."""

import math

import numpy as np
import pytest

from kalkan.draw import Stream, uniform
from kalkan.engine.kinds import (
    NONE,
    Aspect,
    Fate,
    KillModel,
    PathEnd,
    RoundFate,
    Side,
    TargetClass,
)
from kalkan.engine.resolve import (
    CEP_TO_SIGMA,
    WINDOW,
    resolve,
    spread,
    unheard_for,
)
from kalkan.physics.lethality import REFERENCE_EXTENT, shifted_probability
from unit.engine.small_battle import (
    aloft,
    arena,
    believe,
    engage,
    fill,
    fired,
    straight,
)

PLACE, VELOCITY = (20e3, 0.0, 5e3), (-200.0, 0.0, 0.0)


def _battle(flyers=1, pk=1.0, last=600.0, rounds=1, **kind):
    battle = arena(threat=flyers, interceptor=max(2, rounds))
    for i in range(flyers):
        straight(battle.model, i, PLACE, VELOCITY, last, **kind)
        aloft(battle, i)
    battle.model.world.pk[:] = pk
    believe(battle, 0, PLACE)
    engage(battle, 0, shots=rounds)
    return battle


def _arrive(battle, k, time, off=(0.0, 5.0, 0.0), of=0):
    """Let round `k` have its closest approach to flyer `of` at `time`."""
    knots, first = battle.model.world.knots, battle.model.world.threats.path_first[of]
    at = knots.position[first] + time * knots.velocity[first] + np.array(off)
    fate = RoundFate.ARRIVED
    fired(battle, k, at, (800.0, 0.0, 0.0), fate=fate, end=time, time=time)


def _settle(battle, tick=19):
    resolve(battle.model, battle.state, tick)
    return battle.state.truth.threats, battle.state.truth.interceptors


# ------------------------------------------------------------------ rounds


def test_round__kills_what_it_meets():
    battle = _battle()
    _arrive(battle, 0, 9.8)
    threats, rounds = _settle(battle)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.KILLED, 0)
    assert (threats.fate_time[0], threats.met_round[0]) == (9.8, 0)
    assert (rounds.fate[0], rounds.victim[0]) == (RoundFate.KILLED, 0)
    assert rounds.miss[0] == pytest.approx(5.0)


def _endgame(miss, pk=0.5, model=KillModel.ENDGAME, shots=400, **kind):
    """Return the share of shots past at a distance that kill."""
    kills = 0
    battle = _battle(pk=pk, **kind)
    rounds = battle.model.plan.rounds
    rounds.kill_model[:], rounds.reference_miss[:] = model, 4.0
    for shot in range(shots):
        battle.state.key[:] = (7, shot)
        aloft(battle, 0)
        battle.state.truth.threats.fate[0] = Fate.FLYING
        battle.state.truth.threats.shots[0] = 0
        battle.state.truth.interceptors.settled[0] = 0
        _arrive(battle, 0, 9.8, off=(0.0, miss, 0.0))
        kills += _settle(battle)[1].fate[0] == RoundFate.KILLED
    return kills / shots


def test_round__of_the_endgame_model_kills_by_its_miss():
    assert _endgame(0.0, shots=20) == 1.0
    assert _endgame(4.0) == pytest.approx(0.5, abs=0.08)
    assert _endgame(8.0) == pytest.approx(0.5**4, abs=0.05)
    assert _endgame(8.0, pk=0.0, shots=20) == 0.0


def test_round__of_the_endgame_model_may_pass_farther_from_what_is_larger():
    wide = {"extent": 2.0 * REFERENCE_EXTENT, "aspect": Aspect.AIRCRAFT}
    assert _endgame(8.0, **wide) == pytest.approx(0.5, abs=0.08)
    slender = wide | {"aspect": Aspect.MISSILE}
    assert _endgame(8.0, **slender) == pytest.approx(0.5**4, abs=0.05)  # head-on


def test_round__of_the_table_kills_at_any_miss_within_its_reach():
    near, far = (
        _endgame(miss, model=KillModel.TABLE, shots=100) for miss in (0.0, 9.0)
    )
    assert near == far


def test_round__may_miss_what_it_meets():
    battle = _battle(pk=0.0)
    _arrive(battle, 0, 9.8)
    threats, rounds = _settle(battle)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.FLYING, 1)
    assert (rounds.fate[0], rounds.victim[0]) == (RoundFate.MISSED, 0)
    assert threats.shots[0] == 1


def test_round__that_passes_too_far_meets_nothing():
    battle = _battle()
    _arrive(battle, 0, 9.8, off=(0.0, 31.0, 0.0))
    threats, rounds = _settle(battle)
    assert threats.aloft[0] == 1
    assert (rounds.fate[0], rounds.victim[0]) == (RoundFate.WIDE, NONE)
    assert rounds.miss[0] == pytest.approx(31.0)
    assert threats.shots[0] == 0


def test_round__meets_only_what_passes_when_it_arrives():
    for late, fate in (
        (0.5 * WINDOW, RoundFate.KILLED),
        (1.5 * WINDOW, RoundFate.WIDE),
    ):
        battle = _battle()
        _arrive(battle, 0, 9.8, off=(-1000.0 * late, 5.0, 0.0))
        assert _settle(battle)[1].fate[0] == fate


def test_round__does_not_meet_who_has_not_started():
    battle = _battle()
    battle.state.truth.threats.start[0] = 9.9
    _arrive(battle, 0, 9.8)
    assert _settle(battle)[1].fate[0] == RoundFate.WIDE


def test_round__hits_whoever_is_nearest_friends_too():
    battle = _battle(flyers=2)
    battle.model.world.threats.side[1] = Side.FRIEND
    battle.model.world.knots.position[2:4] += (0.0, 8.0, 0.0)
    _arrive(battle, 0, 9.8, off=(0.0, 7.0, 0.0))
    threats, rounds = _settle(battle)
    assert rounds.victim[0] == 1
    assert threats.fate.tolist() == [Fate.FLYING, Fate.KILLED]


def test_rounds__are_settled_in_the_order_of_their_times():
    battle = _battle(rounds=2)
    _arrive(battle, 0, 9.9)
    _arrive(battle, 1, 9.7)
    threats, rounds = _settle(battle)
    assert threats.met_round[0] == 1
    assert rounds.fate[:2].tolist() == [RoundFate.WIDE, RoundFate.KILLED]
    assert rounds.victim[:2].tolist() == [NONE, 0]


def test_round__comes_too_late_for_who_has_arrived():
    battle = _battle(last=9.7, path_end=PathEnd.IMPACT)
    _arrive(battle, 0, 9.8, off=(20.0, 0.0, 0.0))
    threats, rounds = _settle(battle)
    assert (threats.fate[0], threats.fate_time[0]) == (Fate.IMPACTED, 9.7)
    assert (rounds.fate[0], rounds.victim[0]) == (RoundFate.WIDE, NONE)


def test_release__before_the_round_comes_stands():
    battle = _battle(release=9.6)
    _arrive(battle, 0, 9.8)
    threats, rounds = _settle(battle)
    assert (threats.fate[0], threats.fate_time[0]) == (Fate.RELEASED, 9.6)
    assert (threats.aloft[0], threats.met_round[0]) == (0, 0)
    assert rounds.fate[0] == RoundFate.KILLED
    early = _battle(release=9.9)
    _arrive(early, 0, 9.8)
    assert _settle(early)[0].fate[0] == Fate.KILLED


def test_shot__is_drawn_by_the_flyer_and_the_count_of_shots_at_it():
    battle = _battle(pk=0.5, rounds=12)
    for k in range(12):
        _arrive(battle, k, 9.5 + 0.01 * k)
    rounds = _settle(battle)[1]
    luck = [uniform(battle.state.key, 101, 0, n, Stream.KILL) for n in range(1, 13)]
    hit = next(n for n, each in enumerate(luck) if each < 0.5)
    expected = [RoundFate.MISSED] * hit + [RoundFate.KILLED]
    expected += [RoundFate.WIDE] * (11 - hit)
    assert rounds.fate.tolist() == expected
    assert battle.state.truth.threats.shots[0] == hit + 1


def test_shot__has_the_chance_of_its_class_moved_by_frailty():
    battle = _battle(kind=TargetClass.DECOY, rounds=1)
    battle.model.world.pk[:] = 0.0
    luck = uniform(battle.state.key, 101, 0, 1, Stream.KILL)
    battle.model.world.pk[0, TargetClass.DECOY] = 0.5
    shift = math.log(luck / (1.0 - luck))
    assert shifted_probability(0.5, shift) == pytest.approx(luck)
    for more, fate in ((1e-6, RoundFate.KILLED), (-1e-6, RoundFate.MISSED)):
        battle.state.truth.frailty[0, TargetClass.DECOY] = shift + more
        aloft(battle)
        battle.state.truth.threats.shots[0] = 0
        _arrive(battle, 0, 9.8)
        assert _settle(battle)[1].fate[0] == fate


def test_end__of_every_round_is_booked_once():
    battle = _battle(rounds=2)
    _arrive(battle, 0, 9.6)
    place = (0.0, 0.0, 0.0)
    fired(battle, 1, place, place, fate=RoundFate.FAILED, end=9.9)
    engagements = battle.state.belief.engagements
    _settle(battle)
    assert (engagements.flying[0], engagements.ended[0]) == (0, 9.9)
    _settle(battle, 20)
    assert engagements.flying[0] == 0
    assert battle.state.truth.interceptors.settled.tolist() == [1, 1]


def test_round__that_still_flies_is_left_alone():
    battle = _battle()
    fired(battle, 0, PLACE, VELOCITY)
    assert _settle(battle)[1].fate[0] == RoundFate.FLYING
    assert battle.state.belief.engagements.flying[0] == 1


# ------------------------------------------------------------------ flyers


@pytest.mark.parametrize(
    ("kind", "lost", "fate"),
    [
        ({"path_end": PathEnd.IMPACT}, math.inf, Fate.IMPACTED),
        ({"path_end": PathEnd.IMPACT}, 9.0, Fate.LOST),
        ({"path_end": PathEnd.LEAVE}, math.inf, Fate.TURNED_BACK),
        ({"side": Side.FRIEND}, math.inf, Fate.UNHARMED),
        ({"side": Side.NEUTRAL}, math.inf, Fate.UNHARMED),
        ({"release": 5.0}, math.inf, Fate.RELEASED),
    ],
)
def test_flyer__has_its_fate_at_the_end(kind, lost, fate):
    battle = _battle(last=9.7, **kind)
    threats = battle.state.truth.threats
    threats.lost[0] = lost
    _settle(battle)
    assert (threats.fate[0], threats.aloft[0]) == (fate, 0)
    expected = min(9.7, lost, battle.model.world.threats.release[0])
    assert threats.fate_time[0] == expected


def test_flyer__on_its_way_is_left_alone():
    battle = _battle(release=10.1)
    threats, _ = _settle(battle)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.FLYING, 1)
    threats, _ = _settle(battle, 20)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.RELEASED, 1)


def test_release__is_not_made_by_who_fell_out_before():
    battle = _battle(release=9.8)
    battle.state.truth.threats.lost[0] = 9.7
    threats, _ = _settle(battle)
    assert threats.fate[0] == Fate.LOST


# ------------------------------------------------------------------ harm


def _bombed(aim=(3e3, 0.0, 0.0), reach=50.0, cep=0.0, **lengths):
    battle = arena(asset=2, **lengths)
    straight(battle.model, 0, PLACE, VELOCITY, 9.7, path_end=PathEnd.IMPACT)
    aloft(battle)
    kinds, assets = battle.model.world.threats, battle.model.world.assets
    kinds.aim[0], kinds.lethal_radius[0], kinds.cep[0] = aim, reach, cep
    assets.position[0], assets.position[1] = (3e3, 0.0, 0.0), (9e3, 0.0, 0.0)
    fill(assets, radius=100.0, value=10.0)
    fill(battle.state.truth.values, left=10.0)
    return battle


def test_impact__destroys_its_share_of_the_asset():
    battle = _bombed()
    _settle(battle)
    left = battle.state.truth.values.left
    assert left.tolist() == pytest.approx([7.5, 10.0])
    aloft(battle)
    _settle(battle)
    assert left[0] == pytest.approx(10.0 * 0.75**2)


def test_release__harms_as_an_impact_does():
    battle = _bombed()
    battle.model.world.threats.release[0] = 5.0
    aloft(battle)
    _settle(battle)
    assert battle.state.truth.values.left[0] == pytest.approx(7.5)


def test_impact__breaks_radars_and_launchers_within_its_reach():
    battle = _bombed(sensor=3, launcher=2)
    sensors, launchers = battle.model.plan.sensors, battle.model.plan.launchers
    sensors.position[:] = [(3e3, 49.0, 0), (3e3, 51.0, 0), (3e3, 0.0, 9e3)]
    sensors.carrier[2] = 0
    launchers.position[:] = [(3051.0, 0.0, 0.0), (3049.0, 0.0, 0.0)]
    _settle(battle)
    state = battle.state
    assert state.truth.radars.alive.tolist() == [0, 1, 1]
    assert state.belief.crews.alive.tolist() == [0, 1, 1]
    assert state.truth.sites.alive.tolist() == [1, 0]
    assert state.belief.arms.alive.tolist() == [1, 0]


def test_impact__scatters_by_its_circular_error():
    """Half of the impacts fall within the CEP: each battle draws its own."""
    inside = 0
    for replicate in range(200):
        battle = _bombed(reach=1e-3, cep=100.0)
        battle.model.world.assets.radius[0] = 100.0
        battle.state.key[1] = replicate
        _settle(battle)
        inside += battle.state.truth.values.left[0] < 10.0
    assert inside / 200 == pytest.approx(0.5, abs=0.11)
    assert pytest.approx(0.8493, abs=1e-4) == CEP_TO_SIGMA


def test_impact__without_a_warhead_breaks_nothing_even_where_it_falls():
    battle = _bombed(reach=0.0)
    battle.model.plan.sensors.position[0] = (3e3, 0.0, 0.0)
    battle.model.plan.launchers.position[0] = (3e3, 0.0, 0.0)
    _settle(battle)
    state = battle.state
    assert state.truth.radars.alive[0] == state.truth.sites.alive[0] == 1
    assert state.truth.values.left.tolist() == [10.0, 10.0]


# ------------------------------------------------------------------ homing

REACH, CEP, MEMORY, END = 30.0, 20.0, 8.0, 9.7


def _hunted(**fields):
    """Return a battle in which a missile that homes on the radar is about to end."""
    battle = _bombed(reach=REACH, cep=CEP)
    kinds = battle.model.world.threats
    kinds.kind[0], kinds.homes[0] = TargetClass.ANTI_RADIATION, 0
    kinds.memory[0] = MEMORY
    battle.model.plan.sensors.position[0] = kinds.aim[0]
    for name, value in fields.items():
        getattr(battle.state.belief.crews, name)[0] = value
    return battle


def _killed(battle, many):
    """Return in what share of battles the radar is destroyed."""
    state, killed = battle.state, 0
    for replicate in range(many):
        state.key[1] = replicate
        state.truth.radars.alive[0] = state.belief.crews.alive[0] = 1
        before = state.belief.crews.radiating[0], state.belief.crews.since[0]
        aloft(battle)
        _settle(battle)
        killed += 1 - state.truth.radars.alive[0]
        state.belief.crews.radiating[0], state.belief.crews.since[0] = before
    return killed / many


@pytest.mark.parametrize(
    ("radiating", "since", "silence"),
    [
        (1, -math.inf, 0.0),
        (1, 9.0, 0.0),  # it was silent, and is heard again
        (0, 9.7, 0.0),
        (0, 7.7, 2.0),
        (0, 5.7, 4.0),
        (0, -50.0, 9.7),  # at most since the missile's own start
        (0, -math.inf, 9.7),
    ],
)
def test_missile__that_homes_kills_by_its_error_grown_with_silence(
    radiating, since, silence
):
    """The circular normal law, P = 1 - exp(-R² / 2σ²), with σ² = σ₀² + (g t)²."""
    battle = _hunted(radiating=radiating, since=since)
    sigma = math.hypot(CEP_TO_SIGMA * CEP, MEMORY * silence)
    assert spread(battle.model, battle.state, 0, END) == pytest.approx(sigma)
    expected = 1.0 - math.exp(-0.5 * (REACH / sigma) ** 2)
    many = 1500
    error = math.sqrt(expected * (1.0 - expected) / many)
    assert _killed(battle, many) == pytest.approx(expected, abs=3.0 * error)


def test_missile__whose_radar_is_not_there_flies_by_memory_from_its_start():
    battle = _hunted()
    battle.model.world.threats.homes[0] = NONE
    battle.state.truth.threats.start[0] = 1.7
    assert unheard_for(battle.state, NONE, 0, END) == pytest.approx(8.0)
    assert spread(battle.model, battle.state, 0, END) > 8.0 * MEMORY


def test_what_does_not_home__cares_for_no_emission():
    battle = _hunted(radiating=0, since=-math.inf)
    battle.model.world.threats.kind[0] = TargetClass.CRUISE_MISSILE
    sigma = spread(battle.model, battle.state, 0, END)
    assert sigma == pytest.approx(CEP_TO_SIGMA * CEP)


def test_radar__that_is_destroyed_is_silent_from_that_moment():
    battle = _hunted()
    battle.model.world.threats.cep[0] = 0.0
    _settle(battle)
    crews = battle.state.belief.crews
    assert (crews.alive[0], crews.radiating[0], crews.since[0]) == (0, 0, END)
    assert unheard_for(battle.state, 0, 0, END + 3.0) == pytest.approx(3.0)


def test_radar__that_is_destroyed_in_silence_has_been_silent_longer():
    battle = _hunted(radiating=0, since=9.0)
    battle.model.world.threats.cep[0] = battle.model.world.threats.memory[0] = 0.0
    _settle(battle)
    assert battle.state.belief.crews.since[0] == 9.0
