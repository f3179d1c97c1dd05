"""Radars from the catalogue, on the ground and in the air."""

import math

import numpy as np
import pytest

from kalkan._record import duplicate
from kalkan.engine.kinds import NONE, Band, Iff
from kalkan.engine.prepare import prepare
from kalkan.muster.ground import RING, axes_at
from kalkan.physics.detection import probability_of_detection
from kalkan.physics.geodesy import altitude, enu2geodetic
from unit.engine.small_battle import known, mustered


@pytest.fixture(scope="module")
def ready():
    return mustered("joined")


def _radar(ready, path):
    return ready.model.plan.sensors, ready.names.sensors.index(path)


def test_radar__keeps_the_published_claim(ready):
    sensors, s = _radar(ready, "forces.watch/tower")
    radar = known()["AN/TPS-77"]
    assert sensors.band[s] == Band[radar.band]
    assert sensors.period[s] == radar.scan_period.best
    assert sensors.range_max[s] == radar.instrumented_range.best
    assert sensors.range_ref[s] == radar.reference_range.best
    pulses, snr = int(sensors.pulses[s]), float(sensors.snr_ref[s])
    pd = probability_of_detection(1, pulses, snr, float(sensors.pfa[s]))
    assert pd == pytest.approx(radar.detection_probability.best)
    assert sensors.has_height[s] == radar.height_finding


def test_radar__that_rotates_looks_all_round(ready):
    sensors, s = _radar(ready, "forces.watch/tower")
    assert (sensors.sector_centre[s], sensors.sector_half[s]) == (0.0, math.pi)
    assert sensors.dwell_period[s] == math.inf


def test_radar__with_a_sector_faces_where_it_is_turned(ready):
    sensors, s = _radar(ready, "forces.battery/AN/MPQ-65")
    radar = known()["AN/MPQ-65"]
    assert sensors.sector_centre[s] == pytest.approx(math.pi / 2)
    assert sensors.sector_half[s] == 0.5 * radar.sector_width.best
    assert sensors.dwell_period[s] == radar.dwell_period.best


def test_guidance__is_the_fire_units_own_radar(ready):
    sensors, names = ready.model.plan.sensors, ready.names.sensors
    told = {name: bool(sensors.is_guidance[s]) for s, name in enumerate(names)}
    assert told == {
        "forces.battery/AN/MPQ-65": True,
        "forces.watch/tower": False,
        "forces.watch/plane": False,
    }


def test_antenna__stands_on_its_mast(ready):
    sensors, s = _radar(ready, "forces.watch/tower")
    frame, mast = ready.model.plan.frame, known()["AN/TPS-77"].mast_height.best
    lat, lon, height = enu2geodetic(frame, *sensors.position[s])
    assert np.degrees((lat, lon)) == pytest.approx((40.05, 31.9), abs=1e-9)
    assert height == pytest.approx(mast, abs=1e-4)
    assert sensors.altitude[s] == mast
    np.testing.assert_array_equal(sensors.axes[s], axes_at(frame, sensors.position[s]))


def test_antennas__of_a_fire_unit_stand_on_a_ring():
    edits = (
        ("system: Patriot", "system: S-400"),
        ("magazine: {PAC-3 MSE: 5}", "magazine: {48N6E3: 5}"),
        ("{Patriot: [civil, mode-5],", "{S-400: [civil],"),
    )
    ready = mustered("alone", *edits)
    sensors, centre = ready.model.plan.sensors, ready.model.plan.batteries.position[0]
    assert len(ready.names.sensors) == len(known()["S-400"].radars) == 3
    away = np.linalg.norm((sensors.position - centre)[:, :2], axis=1)
    np.testing.assert_allclose(away, RING, rtol=1e-3)
    heights = [altitude(ready.model.plan.frame, *place) for place in sensors.position]
    np.testing.assert_allclose(heights, sensors.altitude, atol=1e-2)
    assert sensors.is_guidance.sum() == 1


def test_radar__that_flies_has_a_carrier(ready):
    sensors, s = _radar(ready, "forces.watch/plane")
    assert ready.names.threats[sensors.carrier[s]] == "forces.watch/plane"
    tower = ready.names.sensors.index("forces.watch/tower")
    assert sensors.carrier[tower] == NONE
    assert sensors.range_ref[s] == known()[known()["E-7A"].radar].reference_range.best


def test_modes__are_those_that_the_rules_give_each_system(ready):
    sensors, names = ready.model.plan.sensors, ready.names.sensors
    read = {name: int(sensors.iff[s]) for s, name in enumerate(names)}
    both = int(Iff.CIVIL | Iff.MODE_5)
    assert read == {
        "forces.battery/AN/MPQ-65": both,
        "forces.watch/tower": Iff.CIVIL,
        "forces.watch/plane": both,
    }
    prepare(ready.model, state := duplicate(ready.state))
    assert state.belief.wiring.modes.tolist() == [both]
