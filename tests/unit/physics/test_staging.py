import math

import numpy as np
import pytest

from kalkan.constants import GRAVITY
from kalkan.physics.staging import (
    DRAG_COEFFICIENT,
    Missile,
    Phase,
    Stage,
    phases,
    pushed,
    reference_area,
    unpowered,
)

LOWER = Stage.of_impulse(240.0, 16100.0, 3800.0, 70.0, exit_area=0.5)
UPPER = Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0, coast_time=4.0)
BODY = Missile((LOWER, UPPER), 454.0, 0.88)
AREA = 0.25 * math.pi * 0.88**2


def column(rows, name):
    return rows[:, Phase[name]].tolist()


def test_missile__weighs_and_burns_what_its_stages_do():
    assert BODY.launch_mass == 16100.0 + 3800.0 + 3699.0 + 1198.0 + 454.0
    assert BODY.burn_time == 70.0 + 4.0 + 75.0


def test_stage__of_an_impulse_has_its_thrust():
    assert LOWER.thrust == pytest.approx(240.0 * GRAVITY * 230.0)


def test_phases__follow_burns_coasts_and_separations():
    rows = phases(BODY)
    assert column(rows, "START") == [0.0, 70.0, 74.0, 149.0]
    after = BODY.launch_mass - 16100.0 - 3800.0
    assert column(rows, "MASS") == pytest.approx(
        [BODY.launch_mass, after, after, after - 3699.0]
    )
    assert column(rows, "FLOW") == pytest.approx([230.0, 0.0, 49.32, 0.0])
    assert column(rows, "THRUST") == pytest.approx(
        [LOWER.thrust, 0.0, UPPER.thrust, 0.0]
    )
    assert column(rows, "EXIT") == [0.5, 0.0, 0.0, 0.0]
    assert column(rows, "AREA") == pytest.approx([AREA] * 4)


def test_phases__drop_the_last_stage_where_the_payload_separates():
    rows = phases(BODY._replace(separates=True, ballistic_coefficient=5e3))
    assert rows[-1, Phase.MASS] == 454.0
    coefficient = 454.0 / (DRAG_COEFFICIENT[-1] * rows[-1, Phase.AREA])
    assert coefficient == pytest.approx(5e3)
    assert rows[-2, Phase.AREA] == pytest.approx(AREA)


@pytest.mark.parametrize(
    ("share", "starts"),
    [
        (0.25, [0.0, 37.25]),
        (72.0 / 149.0, [0.0, 70.0, 74.0]),  # while it coasts: nothing more is lit
        (0.6, [0.0, 70.0, 74.0, 89.4]),
    ],
)
def test_phases__end_when_the_engine_is_cut_off(share, starts):
    rows = phases(BODY, share)
    assert column(rows, "START") == pytest.approx(starts)
    assert rows[-1, Phase.THRUST] == 0.0
    burnt = np.dot(np.diff(column(rows, "START")), column(rows, "FLOW")[:-1])
    dropped = 3800.0 if len(rows) > 2 else 0.0
    assert rows[-1, Phase.MASS] == pytest.approx(BODY.launch_mass - burnt - dropped)


def test_phases__beyond_the_whole_burn_push_harder():
    more, whole = phases(BODY, 1.2), phases(BODY)
    assert more[:, Phase.THRUST] == pytest.approx(1.2 * whole[:, Phase.THRUST])
    assert more[:, Phase.EXIT] == pytest.approx(1.2 * whole[:, Phase.EXIT])
    for name in ("START", "MASS", "FLOW", "AREA"):
        assert column(more, name) == column(whole, name)


def test_pushed__accelerates_alike_and_is_braked_by_its_coefficient():
    rows = pushed(2400.0, 60.0, 12e3)
    assert rows[0, Phase.THRUST] / rows[0, Phase.MASS] == 40.0
    assert column(rows, "START") == [0.0, 60.0]
    assert column(rows, "THRUST")[1] == 0.0
    assert reference_area(1.0, 12e3) == rows[1, Phase.AREA]
    assert pushed(2400.0, 60.0, math.inf)[0, Phase.AREA] == 0.0


def test_unpowered__is_one_phase():
    assert unpowered(10.0, 0.2).shape == (1, len(Phase))
