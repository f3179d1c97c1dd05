"""What fire units have bound and left; the doctrines by name."""

import numpy as np
import pytest

from kalkan.doctrine import ASSIGN, doctrine_named
from kalkan.doctrine.evaluate import evaluate_by_time_to_harm
from kalkan.doctrine.identify import identify_by_criteria
from kalkan.doctrine.units import count_units
from kalkan.engine.kinds import EngagementState
from unit.engine.small_battle import arena, engage, fill


def test_units__count_what_is_bound_owed_and_left():
    battle = arena(battery=2, launcher=3, round=2)
    belief = battle.state.belief
    fill(belief.magazines, loaded=8)
    battle.model.plan.launchers.battery[:] = (0, 1, 0)
    belief.magazines.left[:] = [(3, 2), (4, 4), (5, 1)]
    belief.arms.alive[2] = 0
    engage(battle, 0, shots=4, fired=1, flying=1, kind=1)
    engage(battle, 1, battery=1, holds_channel=0)
    engage(battle, 2, state=EngagementState.CLOSED)
    for _ in range(2):
        count_units(battle.model.plan, belief)
        assert belief.units.busy.tolist() == [1, 0]
        assert belief.units.flying.tolist() == [4, 1]
        assert belief.units.loaded.tolist() == [32, 16]
        assert belief.units.left.tolist() == [2, 8]
        assert np.array_equal(belief.stocks.left, [(3, -1), (4, 4)])


def test_doctrine__is_found_by_its_way_to_assign():
    for name, assign in ASSIGN.items():
        expected = (identify_by_criteria, evaluate_by_time_to_harm, assign)
        assert tuple(doctrine_named(name)) == expected
    assert set(ASSIGN) == {"first_feasible", "marginal"}
    with pytest.raises(KeyError):
        doctrine_named("optimal")
