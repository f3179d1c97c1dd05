"""What holds in every battle, whoever fights it."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    LEAKS,
    SHIPPED,
    Fought,
    fight,
    happenings,
    load_catalogue,
    mustered,
    shipped,
)
from kalkan._record import check_shapes
from kalkan.engine.kinds import (
    EngagementState,
    Event,
    Fate,
    FireReason,
    Guidance,
    RoundFate,
    SensorReason,
    TrackStatus,
    Verdict,
)
from kalkan.muster import muster
from kalkan.scenario import load

OPEN = (Fate.PENDING, Fate.FLYING)
ENDED = (
    RoundFate.KILLED,
    RoundFate.MISSED,
    RoundFate.WIDE,
    RoundFate.FAILED,
    RoundFate.UNGUIDED,
)
#: Written with the time of the tick in which they are seen.
CLOCKED = (
    Event.TRACK_CONFIRMED,
    Event.TRACK_DROPPED,
    Event.TRACK_IDENTIFIED,
    Event.ENGAGEMENT_ORDERED,
    Event.ROUND_ACQUIRED,
    Event.ASSET_DAMAGED,
    Event.SENSOR_LOST,
    Event.LAUNCHER_LOST,
    Event.SENSOR_REASON,
    Event.FIRE_REASON,
)


def arenas() -> list:
    """Return what is fought: small battles always, those of the product compiled."""
    small = [("duel", "alone"), ("duel", "linked"), ("strike", "apart")]
    if not INTERPRETED:
        small += [("duel", "apart"), ("strike", "integrated"), ("friend", "deaf")]
    whole = [
        pytest.param((path.stem, option), marks=pytest.mark.compiled)
        for path in sorted(SHIPPED.glob("*.yaml"))
        for option in load(path).options
    ]
    return [*small, *whole]


def name_of(arena: tuple[str, str]) -> str:
    return "-".join(arena)


@cache
def fought_in(name: str, option: str) -> list[Fought]:
    if (SHIPPED / f"{name}.yaml").exists():
        armies = [
            muster(shipped(name), load_catalogue(), option, world, 11)
            for world in (None, 3)
        ]
        return [fight(army, replicate) for replicate, army in enumerate(armies)]
    army = mustered(name, option)
    return [fight(army, replicate) for replicate in range(1 if INTERPRETED else 12)]


@pytest.fixture(params=arenas(), ids=name_of)
def fights(request: pytest.FixtureRequest) -> list[Fought]:
    return fought_in(*request.param)


def launched(one: Fought) -> range:
    return range(int(one.state.fired[0]))


def life_of_tracks(one: Fought) -> dict[int, tuple[float, float]]:
    """Return when each track that was ever firm was confirmed and dropped."""
    life = {}
    for seen in happenings(one.log, Event.TRACK_CONFIRMED):
        assert seen.who not in life
        life[seen.who] = (seen.time, np.inf)
    for seen in happenings(one.log, Event.TRACK_DROPPED):
        confirmed, dropped = life[seen.who]
        assert dropped == np.inf
        assert seen.time >= confirmed
        life[seen.who] = (confirmed, seen.time)
    return life


def test_battle__has_the_shapes_that_it_says(fights: list[Fought]) -> None:
    for army, state, log in fights:
        check_shapes(army.model, state, log)


def test_flyers__have_one_fate_each(fights: list[Fought]) -> None:
    for one in fights:
        threats = one.state.truth.threats
        told: dict[int, list] = {i: [] for i in range(len(threats.fate))}
        for fate in happenings(one.log, Event.THREAT_FATE):
            told[fate.who].append(fate)
        for i, story in told.items():
            assert story[-1].detail == threats.fate[i]
            assert story[-1].detail not in OPEN
            assert story[-1].time == threats.fate_time[i]
            assert [part.detail for part in story[:-1]] in ([], [Fate.FLYING])
            assert len(story) == 2 or story[-1].detail in (
                Fate.UNRESOLVED,
                Fate.UNHARMED,
            )


def test_flyers__end_as_their_side_can(fights: list[Fought]) -> None:
    for one in fights:
        for side, fate in zip(
            one.mustered.names.sides, one.state.truth.threats.fate, strict=True
        ):
            if side == "hostile":
                assert fate != Fate.UNHARMED
            else:
                assert fate in (Fate.UNHARMED, Fate.KILLED, Fate.LOST)


def test_battle__spills_nothing_and_looks_at_something(fights: list[Fought]) -> None:
    for one in fights:
        assert not one.state.spilled.any()
        assert one.state.counts[0] > 0


def test_launchers__fire_no_more_than_they_hold(fights: list[Fought]) -> None:
    for one in fights:
        magazines, rounds = one.state.belief.magazines, one.state.truth.interceptors
        gone = np.zeros_like(magazines.left)
        for k in launched(one):
            gone[rounds.launcher[k], rounds.kind[k]] += 1
        assert (magazines.left >= 0).all()
        assert (gone == magazines.loaded - magazines.left).all()


def test_launchers__keep_their_ripple_and_fire_while_they_stand(
    fights: list[Fought],
) -> None:
    for one in fights:
        launchers, rounds = (
            one.mustered.model.plan.launchers,
            one.state.truth.interceptors,
        )
        lost = {e.who: e.time for e in happenings(one.log, Event.LAUNCHER_LOST)}
        for n in range(launchers.id.shape[0]):
            mine = [k for k in launched(one) if rounds.launcher[k] == n]
            times = sorted(rounds.launch[k] for k in mine)
            assert all(b - a >= launchers.ripple[n] for a, b in pairwise(times))
            assert all(time <= lost.get(n, np.inf) for time in times)
            if n not in lost and one.state.truth.sites.alive[n] == 0:
                assert times == []  # out of order from the start
            assert all(launchers.battery[n] == rounds.battery[k] for k in mine)


def test_rounds__go_only_to_tracks_that_stand(fights: list[Fought]) -> None:
    for one in fights:
        life, rounds = life_of_tracks(one), one.state.truth.interceptors
        engagements = one.state.belief.engagements
        number = {e.who: e.whom for e in happenings(one.log, Event.ENGAGEMENT_ORDERED)}
        for k in launched(one):
            e = rounds.engagement[k]
            # a track that turned out to be another's goes on under its number
            known = [life[n] for n in (number[e], engagements.number[e]) if n in life]
            assert any(
                confirmed <= engagements.ordered[e] and rounds.launch[k] < dropped
                for confirmed, dropped in known
            ) or any(
                confirmed <= rounds.launch[k] < dropped for confirmed, dropped in known
            )


def test_rounds__fly_after_the_reaction_and_end_after_that(
    fights: list[Fought],
) -> None:
    for one in fights:
        rounds, engagements = (
            one.state.truth.interceptors,
            one.state.belief.engagements,
        )
        plan = one.mustered.model.plan
        for k in launched(one):
            e, b, r = rounds.engagement[k], rounds.battery[k], rounds.kind[k]
            assert b == engagements.battery[e]
            assert r == engagements.kind[e]
            earliest = engagements.ordered[e] + plan.batteries.reaction[b]
            assert rounds.launch[k] >= earliest - 1e-9
            if rounds.fate[k] == RoundFate.FLYING:  # cut off by the duration
                assert one.state.belief.now[0] >= one.mustered.model.duration
                continue
            assert rounds.fate[k] in ENDED
            flight = rounds.end[k] - rounds.launch[k]
            assert 0.0 <= flight <= plan.rounds.flight_time_max[r] + 1.0
            assert (flight == 0.0) == (rounds.fate[k] == RoundFate.FAILED)
            assert rounds.settled[k] == 1


def test_rounds__kill_what_they_are_said_to_have_killed(fights: list[Fought]) -> None:
    for one in fights:
        rounds, threats = one.state.truth.interceptors, one.state.truth.threats
        reach = one.mustered.model.plan.rounds.lethal_radius
        for i in range(len(threats.fate)):
            k = threats.met_round[i]
            assert (threats.fate[i] == Fate.KILLED) <= (k >= 0)
            if k >= 0:
                assert k < one.state.fired[0]
                assert rounds.victim[k] == i
                assert rounds.fate[k] == RoundFate.KILLED
                assert rounds.launch[k] < rounds.end[k]
            if threats.fate[i] == Fate.KILLED:
                assert threats.fate_time[i] == rounds.end[k]
        for k in launched(one):
            i = rounds.victim[k]
            met = rounds.fate[k] in (RoundFate.KILLED, RoundFate.MISSED)
            assert met == (i >= 0)
            if met:
                assert rounds.miss[k] <= reach[rounds.kind[k]]
                assert threats.start[i] < rounds.end[k] <= threats.end[i]
                if threats.fate[i] == Fate.KILLED:
                    assert rounds.end[k] <= threats.fate_time[i]
            if rounds.fate[k] == RoundFate.KILLED:
                assert threats.met_round[i] == k


def test_shots__at_a_flyer_are_counted(fights: list[Fought]) -> None:
    for one in fights:
        rounds, threats = one.state.truth.interceptors, one.state.truth.threats
        met = rounds.victim[: one.state.fired[0]]
        for i in range(len(threats.fate)):
            assert threats.shots[i] == (met == i).sum()


def test_salvo__is_never_larger_than_the_doctrine_says(fights: list[Fought]) -> None:
    for one in fights:
        rounds, engagements = (
            one.state.truth.interceptors,
            one.state.belief.engagements,
        )
        batteries = one.mustered.model.plan.batteries
        for e in range(one.state.belief.opened[0]):
            times = sorted(
                rounds.launch[k] for k in launched(one) if rounds.engagement[k] == e
            )
            assert len(times) == engagements.fired[e] <= engagements.shots[e]
            assert len(times) <= batteries.salvo[engagements.battery[e]]
            assert all(b - a >= 1.0 for a, b in pairwise(times))


def freed(one: Fought, e: int) -> float:
    """Return the end of the last tick in which engagement `e` held a channel [s]."""
    engagements, rounds = one.state.belief.engagements, one.state.truth.interceptors
    model = one.mustered.model
    end = np.inf
    if engagements.state[e] == EngagementState.CLOSED:
        end = engagements.closed[e]
    guidance = model.plan.rounds.guidance[engagements.kind[e]]
    mine = [k for k in launched(one) if rounds.engagement[k] == e]
    if guidance in (Guidance.ACTIVE, Guidance.INFRARED) and mine:
        acquired = max(rounds.acquired[k] for k in mine)
        if acquired < np.inf:
            end = min(end, (np.floor(acquired / model.dt) + 1.0) * model.dt)
    return float(end)


def test_channels__are_never_exceeded(fights: list[Fought]) -> None:
    for one in fights:
        engagements, batteries = (
            one.state.belief.engagements,
            one.mustered.model.plan.batteries,
        )
        many = range(one.state.belief.opened[0])
        until = [freed(one, e) for e in many]
        abandoned = [engagements.verdict[e] == Verdict.ABANDONED for e in many]
        for e in many:
            b, now = engagements.battery[e], engagements.ordered[e]
            held = [
                other
                for other in many
                if engagements.battery[other] == b
                and engagements.ordered[other] <= now
                and (until[other] >= now)
                and not (abandoned[other] and until[other] == now)
            ]
            assert len(held) <= batteries.channels[b]


def test_rounds__in_the_air_are_no_more_than_can_be_guided(
    fights: list[Fought],
) -> None:
    for one in fights:
        rounds, batteries = (
            one.state.truth.interceptors,
            one.mustered.model.plan.batteries,
        )
        for k in launched(one):
            b, now = rounds.battery[k], rounds.launch[k]
            flying = [
                other
                for other in launched(one)
                if rounds.battery[other] == b
                and rounds.launch[other] <= now < rounds.end[other]
            ]
            assert len(flying) <= batteries.rounds_guided[b]


def test_salvo__waits_for_the_only_launcher() -> None:
    army, whole = mustered("strike", "apart"), 0
    short = army.names.batteries.index("forces.short")
    assert (army.model.plan.launchers.battery == short).sum() == 1
    one = fight(army, 0)
    engagements, left = one.state.belief.engagements, 4
    for e in range(int(one.state.belief.opened[0])):
        if engagements.battery[e] != short:
            continue
        if engagements.verdict[e] != Verdict.ABANDONED:
            assert engagements.fired[e] == min(2, left)
            whole += engagements.fired[e] == 2
        left -= engagements.fired[e]
    assert whole > 0


def test_salvo__is_cut_to_what_can_still_be_guided() -> None:
    army = mustered("duel", "alone")
    army.model.plan.batteries.rounds_guided[:] = 3
    most = 0
    for replicate in range(2):
        one = fight(army, replicate)
        rounds = one.state.truth.interceptors
        for k in launched(one):
            now = rounds.launch[k]
            flying = sum(
                rounds.launch[other] <= now < rounds.end[other]
                for other in launched(one)
            )
            most = max(most, int(flying))
    assert most == 3


def test_shoot_look_shoot__has_one_engagement_of_a_track_at_a_time(
    fights: list[Fought],
) -> None:
    for one in fights:
        engagements = one.state.belief.engagements
        shots = one.mustered.model.plan.batteries.shots
        by_track: dict[int, list[int]] = {}
        for e in happenings(one.log, Event.ENGAGEMENT_ORDERED):
            by_track.setdefault(e.whom, []).append(e.who)
        for shot in by_track.values():
            for e, after in pairwise(shot):
                if shots[engagements.battery[after]] == 1:
                    assert engagements.closed[e] <= engagements.ordered[after]


def test_value__is_lost_only_to_what_came_through(fights: list[Fought]) -> None:
    for one in fights:
        threats, left = one.state.truth.threats, one.state.truth.values.left
        model = one.mustered.model
        came = [
            threats.fate_time[i]
            for i in range(len(threats.fate))
            if threats.fate[i] in LEAKS
        ]
        whole = model.plan.assets.value
        assert ((left >= 0.0) & (left <= whole)).all()
        told = np.zeros(len(whole))
        for kind in (Event.ASSET_DAMAGED, Event.LAUNCHER_LOST, Event.SENSOR_LOST):
            for harm in happenings(one.log, kind):
                carried = (
                    kind == Event.SENSOR_LOST
                    and model.plan.sensors.carrier[harm.who] >= 0
                )
                assert carried or any(
                    time <= harm.time <= time + model.dt for time in came
                )
                if kind == Event.ASSET_DAMAGED:
                    told[harm.who] += harm.detail
        assert told == pytest.approx(1000.0 * (whole - left), abs=len(came))


def test_events__tell_everything_that_happened(fights: list[Fought]) -> None:
    for one in fights:
        rounds, engagements = (
            one.state.truth.interceptors,
            one.state.belief.engagements,
        )
        flown = {e.who: e for e in happenings(one.log, Event.ROUND_FLYING)}
        ended = {e.who: e for e in happenings(one.log, Event.ROUND_ENDED)}
        assert sorted(flown) == list(launched(one))
        assert len(flown) == len(happenings(one.log, Event.ROUND_FLYING))
        assert len(ended) == len(happenings(one.log, Event.ROUND_ENDED))
        for k in launched(one):
            assert flown[k][0] == rounds.launch[k]
            assert flown[k][2:] == (rounds.engagement[k], rounds.kind[k])
            if rounds.fate[k] != RoundFate.FLYING:
                assert ended[k][0] == rounds.end[k]
                assert ended[k][2:] == (rounds.victim[k], rounds.fate[k])
        ordered = happenings(one.log, Event.ENGAGEMENT_ORDERED)
        assert [e.who for e in ordered] == list(range(one.state.belief.opened[0]))
        closed = {e.who: e for e in happenings(one.log, Event.ENGAGEMENT_CLOSED)}
        for e in ordered:
            assert e.time == engagements.ordered[e.who]
            is_closed = engagements.state[e.who] == EngagementState.CLOSED
            assert is_closed == (e.who in closed)
            if is_closed:
                assert closed[e.who].detail == engagements.verdict[e.who]
                assert closed[e.who].time == engagements.closed[e.who] >= e.time


def test_events__have_their_order(fights: list[Fought]) -> None:
    for one in fights:
        log, dt = one.log, one.mustered.model.dt
        clock, last = 0.0, float(one.state.belief.now[0])
        for n in range(log.length[0]):
            time, kind = float(log.time[n]), log.kind[n]
            assert 0.0 <= time <= last
            if kind in CLOCKED:
                assert time >= clock
                clock = time
            elif kind != Event.TRACK_OPENED and (
                kind != Event.THREAT_FATE or log.detail[n] != Fate.FLYING
            ):
                late = 3.0 if kind == Event.CUED else 2.0  # taken up in a later tick
                assert time > clock - late * dt


def test_tracks__are_opened_before_they_are_firm_and_ordered_upon_when_firm(
    fights: list[Fought],
) -> None:
    for one in fights:
        life = life_of_tracks(one)
        opened = {e.who: e.time for e in happenings(one.log, Event.TRACK_OPENED)}
        assert opened.keys() == life.keys()
        assert all(opened[n] <= confirmed for n, (confirmed, _) in life.items())
        for order in happenings(one.log, Event.ENGAGEMENT_ORDERED):
            confirmed, dropped = life[order.whom]
            assert confirmed <= order.time < dropped
        tracks = one.state.belief.tracks
        firm = {
            int(tracks.number[j])
            for j in range(len(tracks.status))
            if tracks.status[j] == TrackStatus.CONFIRMED
        }
        assert firm == {n for n, (_, dropped) in life.items() if dropped == np.inf}


def test_orders__stand_among_the_reasons_and_tracks_among_the_detected(
    fights: list[Fought],
) -> None:
    for one in fights:
        ordered = {
            (e.who, e.whom)
            for e in happenings(one.log, Event.FIRE_REASON)
            if e.detail == FireReason.ORDERED
        }
        assert {
            (e.detail, e.whom) for e in happenings(one.log, Event.ENGAGEMENT_ORDERED)
        } <= ordered
        told = [e[1:] for e in happenings(one.log, Event.SENSOR_REASON)]
        assert len(told) == len(set(told))
        seen = np.zeros_like(one.state.truth.looks.reasons)
        for s, i, bit in told:
            seen[s, i] |= bit
        kept = one.state.truth.looks.reasons & ~int(SensorReason.SCHEDULED)
        assert (seen == kept).all()
