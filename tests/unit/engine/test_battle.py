"""The loop of a battle: when it ends, and that nothing hangs on how it is run."""

import numpy as np
import pytest

from kalkan._record import check_shapes, duplicate, unwrap
from kalkan.engine.battle import conclude, fight, is_over
from kalkan.engine.kinds import Event, Fate, RoundFate, Side
from kalkan.replicate.fight import ENDLESS
from unit.engine.small_battle import arena, fired, mustered

SHORT = (("duration: 10 min", "duration: 150 s"),)


@pytest.fixture(scope="module")
def ready():
    return mustered("alone", *SHORT)


def leaves(*values):
    """Yield the bytes of every field of states and logs."""
    for value in values:
        if hasattr(value, "_fields"):
            yield from leaves(*value)
        else:
            array = np.asarray(unwrap(value))
            for name in array.dtype.names or (...,):  # not the gaps between fields
                yield name, array[name].tobytes()


def _fought(ready, *cuts, skip=True):
    state, log = duplicate(ready.state), duplicate(ready.log)
    state.key[:] = state.belief.key[:] = (3, 1)
    tick = 0
    for last in (*cuts, ENDLESS):
        tick = fight(ready.model, state, log, *ready.doctrine, tick, last, skip)
    return state, log, tick


@pytest.fixture(scope="module")
def whole(ready):
    return _fought(ready)


def test_battle__keeps_the_shapes_of_its_records(ready, whole):
    check_shapes(ready.model, whole[0], whole[1])


def test_battle__tells_a_story(ready, whole):
    state, log, tick = whole
    kinds = set(log.kind[: log.length[0]].tolist())
    assert {Event.TRACK_CONFIRMED, Event.THREAT_FATE, Event.ROUND_FLYING} <= kinds
    hostile = ready.model.world.threats.side == Side.HOSTILE
    assert not np.isin(state.truth.threats.fate[hostile], (Fate.FLYING, 0)).any()
    assert np.all(state.truth.threats.fate[~hostile] == Fate.UNHARMED)
    assert state.fired[0] >= 2
    assert 60 < tick < 300
    assert state.belief.now[0] == 0.5 * tick


def test_pieces__give_the_same_battle_as_the_whole(ready, whole):
    pieces = _fought(ready, 7, 60, 101)
    assert list(leaves(*pieces[:2])) == list(leaves(*whole[:2]))
    assert pieces[2] == whole[2]


def test_skipping__changes_no_bit():
    late = mustered("alone", *SHORT, ("between: [0 s, 10 s]", "between: [60 s, 70 s]"))
    lazy, eager = _fought(late), _fought(late, skip=False)
    assert list(leaves(*lazy[:2])) == list(leaves(*eager[:2]))
    assert lazy[2] == eager[2]


def test_duration__ends_what_is_still_undecided():
    ready = mustered("watch", ("duration: 10 min", "duration: 60 s"))
    state, log, tick = _fought(ready)
    assert tick == 120
    hostile = ready.model.world.threats.side == Side.HOSTILE
    assert np.all(state.truth.threats.fate[hostile] == Fate.UNRESOLVED)
    assert np.all(state.truth.threats.fate_time[hostile] == 60.0)
    told = log.kind[: log.length[0]] == Event.THREAT_FATE
    assert Fate.UNRESOLVED in log.detail[: log.length[0]][told]


def test_is_over__waits_for_hostiles_and_rounds():
    battle = arena(threat=2)
    battle.model.world.threats.side[1] = Side.FRIEND
    threats = battle.state.truth.threats
    for fate, over in ((Fate.PENDING, 0), (Fate.FLYING, 0), (Fate.RELEASED, 1)):
        threats.fate[0] = fate
        assert is_over(battle.model, battle.state) == bool(over)
    fired(battle, 0, (0, 0, 0), (0, 0, 0))
    assert not is_over(battle.model, battle.state)
    battle.state.truth.interceptors.fate[0] = RoundFate.WIDE
    assert is_over(battle.model, battle.state)


def test_conclude__gives_a_fate_to_who_has_none():
    battle = arena(threat=4)
    battle.model.world.threats.side[1] = Side.NEUTRAL
    threats = battle.state.truth.threats
    threats.fate[:] = (Fate.PENDING, Fate.FLYING, Fate.KILLED, Fate.FLYING)
    threats.fate_time[2] = 5.0
    battle.state.belief.now[0] = 99.0
    conclude(battle.model, battle.state)
    assert threats.fate.tolist() == [
        Fate.UNRESOLVED,
        Fate.UNHARMED,
        Fate.KILLED,
        Fate.UNRESOLVED,
    ]
    assert threats.fate_time.tolist() == [99.0, 99.0, 5.0, 99.0]
