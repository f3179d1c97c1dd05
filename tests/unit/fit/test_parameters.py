"""How the parameters of a round are drawn, and how the record gets them."""

import math

import pytest

from kalkan.catalogue.fits import Parameters
from kalkan.constants import GRAVITY
from kalkan.fit.ensemble import best
from kalkan.fit.parameters import (
    PROPELLANT_SHARE,
    SPEED_MIN,
    drawn,
    record_of,
    specific_impulse,
)
from kalkan.physics.flight import burn_time, drag_area_from, mass
from unit.fit.small_round import between, dart

ELEVATION = between(0.4, 0.5, 0.6)
TWO = {"sustain_time": between(4.0, 4.0, 4.0), "sustain_share": between(0.4, 0.4, 0.4)}


def _best(kind) -> Parameters:
    return drawn(kind, ELEVATION, best)


def test_drawn__takes_every_fact():
    asked = []

    def low(name, quantity):
        asked.append(name)
        return math.nan if quantity is None else quantity.low

    p = drawn(dart(), ELEVATION, low)
    assert (p.range_max, p.launch_mass, p.launch_elevation) == (4e3, 28.0, 0.4)
    assert (p.sustain_time, p.sustain_share) == (0.0, 0.0)
    assert len(asked) == len(set(asked)) == 17


def test_drawn__a_launch_mass_that_nobody_knows_follows_from_the_share_that_burns():
    p = _best(dart(launch_mass=None))
    assert 1.0 - p.burnout_mass / p.launch_mass == pytest.approx(PROPELLANT_SHARE.best)


def test_record__carries_the_parameters():
    p = _best(dart())._replace(drag_scale=1.2, lift_share=6.0, thrust=400.0)
    rounds = record_of(dart(), p)
    area = drag_area_from(0.13, 21.0)
    assert rounds.drag_area[0] == pytest.approx(1.2 * area)
    assert rounds.lift_area[0] == pytest.approx(6.0 * area)
    assert rounds.boost_acceleration[0] == 400.0
    assert rounds.launch_elevation[0] == 0.5
    assert rounds.speed_min[0] == SPEED_MIN
    assert rounds.sustain_time[0] == rounds.sustain_flow[0] == 0.0
    assert mass(rounds, 0, 0.0) == pytest.approx(30.0 / 21.0)


def test_record__of_two_pulses_burns_all_of_it():
    p = _best(dart(**TWO))._replace(thrust=400.0)
    rounds = record_of(dart(**TWO), p)
    assert burn_time(rounds, 0) == 6.0
    assert mass(rounds, 0, 0.0) == pytest.approx(30.0 / 21.0)
    assert mass(rounds, 0, 2.0) == pytest.approx(1.0 + 0.4 * 9.0 / 21.0)
    assert mass(rounds, 0, 6.0) == 1.0
    second = rounds.sustain_acceleration[0] * 4.0
    assert second / (second + 400.0 * 2.0) == pytest.approx(0.4)


def test_record__of_a_round_with_thrusters_has_no_limit_of_lift():
    kind = dart(guidance="infrared")
    assert record_of(kind, _best(kind)).lift_area[0] == math.inf


def test_specific_impulse__is_impulse_over_the_weight_that_burns():
    p = _best(dart(**TWO))._replace(thrust=300.0)
    impulse = 300.0 * 21.0 * 2.0 / 0.6
    assert specific_impulse(p) == pytest.approx(impulse / (9.0 * GRAVITY))
