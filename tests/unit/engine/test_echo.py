"""How strong an echo is, and what makes it weak."""

import math

import numpy as np
import pytest

from kalkan.engine.echo import LOSS_HEIGHT, LOSS_REACH, echo, jamming, path_loss
from kalkan.engine.eye import geometry
from kalkan.engine.kinds import Aspect, Band, SensorReason, Side
from kalkan.engine.prepare import prepare
from kalkan.physics.clutter import notch_gain
from kalkan.physics.envelope import point_at
from kalkan.physics.jamming import jam_to_noise
from kalkan.physics.multipath import Surface
from kalkan.physics.radar import aspect_gain, snr
from unit.engine.open_eye import behind_a_wall, open_eye, seen_at
from unit.engine.small_battle import arena, straight


def _echo(eye, time=0.0):
    return echo(eye, 0, 0, geometry(eye, 0, 0, time), time)


def test_echo__follows_the_radar_equation_of_the_claim():
    flyer = {"rcs": 2.0, "aspect": Aspect.MISSILE}
    eye = open_eye(flyer=flyer, band=Band.L)
    eye.sky.kinds.band_gain[0, Band.L] = 3.0
    seen = geometry(eye, 0, 0, 0.0)
    gain = aspect_gain(int(Aspect.MISSILE), seen.nose)
    expected = snr(seen.distance, 6.0 * gain, 200e3, 1.0, float(eye.sensors.snr_ref[0]))
    strength, reason = _echo(eye)
    assert strength == pytest.approx(expected)
    assert reason == SensorReason.BELOW_THRESHOLD


def test_echo__loses_what_the_air_takes():
    eye = open_eye()
    free, _ = _echo(eye)
    eye.medium.loss[:] = 3.0
    assert _echo(eye)[0] == pytest.approx(free * 10**-0.3)


def test_echo__from_behind_the_ground_is_weak_and_says_so():
    eye = open_eye(point_at(50e3, 900.0), (-200.0, 0.0, 0.0))
    free, _ = _echo(eye)
    strength, reason = _echo(behind_a_wall(eye, 1000.0, 20e3))
    assert reason == SensorReason.MASKED
    assert 0.0 < strength < 0.05 * free
    strength, reason = _echo(behind_a_wall(eye, 30e3, 20e3))
    assert (strength, reason) == (0.0, SensorReason.MASKED)


def test_echo__of_a_crosser_is_lost_in_the_clutter():
    low = point_at(30e3, 300.0)
    crossing = open_eye(low, (0.0, 200.0, 0.0), notch=20.0)
    strength, reason = _echo(crossing)
    assert reason == SensorReason.IN_CLUTTER
    crossing.sensors.notch[0] = 0.0
    free, reason = _echo(crossing)
    assert strength < 0.05 * free
    assert reason == SensorReason.BELOW_THRESHOLD
    coming = open_eye(low, (-200.0, 0.0, 0.0), notch=20.0)
    clear = open_eye(low, (-200.0, 0.0, 0.0))
    closing = geometry(coming, 0, 0, 0.0).closing
    expected = _echo(clear)[0] * notch_gain(closing, 20.0)
    assert _echo(coming)[0] == pytest.approx(expected)


def test_echo__above_the_clutter_has_no_notch():
    eye = open_eye((10e3, 0.0, 9e3), (0.0, 200.0, 0.0), notch=20.0)
    assert _echo(eye)[1] == SensorReason.BELOW_THRESHOLD


def test_echo__lobes_over_the_sea():
    strengths = []
    for height in np.linspace(100.0, 600.0, 60):
        eye = open_eye(point_at(30e3, float(height)), (0.0, 0.0, 0.0))
        free, _ = _echo(eye)
        eye.sensors.multipath[0] = Surface.SEA
        strengths.append(_echo(eye)[0] / free)
    assert max(strengths) > 4.0
    assert min(strengths) < 0.3
    assert max(strengths) < 16.1


# ------------------------------------------------------------------ the table of losses


def test_path_loss__is_that_of_the_table_between_its_points():
    eye = open_eye()
    table = np.zeros((1, 7, 5))
    reach, root = np.linspace(0.0, 1.0, 7), np.linspace(0.0, 1.0, 5)
    table[0] = 3.0 * reach[:, None] + 2.0 * root[None, :]
    medium = eye.medium._replace(loss=table)
    for u in (0.0, 0.31, 1.0):
        for w in (0.0, 0.47, 1.0):
            seen = seen_at(u * LOSS_REACH, elevation=0.0, altitude=w * w * LOSS_HEIGHT)
            assert path_loss(medium, 0, seen) == pytest.approx(3.0 * u + 2.0 * w)


def test_path_loss__stays_where_the_table_ends():
    eye = open_eye()
    table = np.arange(4.0).reshape(1, 2, 2)
    medium = eye.medium._replace(loss=table)
    far = seen_at(5.0 * LOSS_REACH, elevation=0.0, altitude=5.0 * LOSS_HEIGHT)
    assert path_loss(medium, 0, far) == 3.0
    low = seen_at(0.0, elevation=0.0, altitude=-50.0)
    assert path_loss(medium, 0, low) == 0.0


# ------------------------------------------------------------------ jamming

DENSITY = 1e-3  #: of the jammer [W Hz⁻¹]


def _jammed(place=(100e3, 0.0, 9e3), band=Band.S):
    """Return an eye whose second flyer radiates noise in the S band."""
    battle = arena(threat=2, jammer=1)
    straight(battle.model, 0, (100e3, 0.0, 8e3), (-200.0, 0.0, 0.0))
    straight(battle.model, 1, place, (0.0, 0.0, 0.0), side=Side.HOSTILE)
    kinds, sensors = battle.model.world.threats, battle.model.plan.sensors
    kinds.jamming[1], kinds.jammed[1] = DENSITY, 1 << Band.S
    battle.model.world.medium.jammers[0], sensors.band[0] = 1, band
    prepare(battle.model, battle.state)
    battle.state.truth.threats.aloft[:] = 1
    eye = open_eye()
    world, truth = battle.model.world, battle.state.truth
    sky = eye.sky._replace(
        kinds=world.threats, knots=world.knots, threats=truth.threats
    )
    return eye._replace(sky=sky, sensors=sensors, medium=world.medium)


def _noise(eye):
    return jamming(eye, 0, geometry(eye, 0, 0, 0.0), 0.0)


def test_jamming__in_the_main_beam_is_the_one_way_equation():
    eye = _jammed((100e3, 0.0, 8e3))
    distance = math.dist((100e3, 0.0, 8e3), eye.crews.position[0])
    expected = jam_to_noise(DENSITY, 5e3, 0.1, distance, 2.5)
    assert _noise(eye) == pytest.approx(expected, rel=1e-6)
    assert expected > 10.0


def test_jamming__through_a_side_lobe_is_as_much_weaker():
    main, aside = _noise(_jammed((100e3, 0, 8e3))), _noise(_jammed((0, 100e3, 8e3)))
    assert aside / main == pytest.approx(1e-3, rel=1e-3)


def test_jamming__drowns_the_echo_and_says_so():
    eye = _jammed()
    strength, reason = _echo(eye)
    assert reason == SensorReason.JAMMED
    jam = _noise(eye)
    eye.sky.threats.aloft[1] = 0
    assert strength == pytest.approx(_echo(eye)[0] / (1.0 + jam))


def test_jamming__is_none_in_another_band_or_beyond_the_horizon():
    assert _noise(_jammed(band=Band.L)) == 0.0
    assert _noise(_jammed(point_at(250e3, 50.0))) == 0.0
