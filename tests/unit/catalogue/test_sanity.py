"""What numbers of one system must be to each other, whoever printed them."""

import math
from collections.abc import Iterator
from typing import TypeVar

import pytest

from kalkan.catalogue import (
    Ballistic,
    Catalogue,
    Flyer,
    Quantity,
    Radar,
    Round,
    System,
)
from kalkan.constants import BOLTZMANN, EARTH_MU, EARTH_RADIUS, GRAVITY, LIGHT_SPEED

Kind = TypeVar("Kind", bound=System)

#: Middle of each band [GHz].
FREQUENCY = {"UHF": 0.43, "L": 1.3, "S": 3.0, "C": 5.5, "X": 9.5}
NOISE_TEMPERATURE = 290.0


def every(catalogue: Catalogue, kind: type[Kind]) -> Iterator[Kind]:
    return (one for one in catalogue.systems.values() if isinstance(one, kind))


def decibels(quantity: Quantity | None) -> float:
    assert quantity is not None
    return 10.0 * math.log10(quantity.best)


def wavelength(radar: Radar) -> float:
    return LIGHT_SPEED / (FREQUENCY[radar.band] * 1e9)


# Radars.


def test_radar__states_its_receiver_and_its_antenna(catalogue: Catalogue) -> None:
    for radar in every(catalogue, Radar):
        for name in ("pulses", "noise_figure", "sidelobe_level", "notch_speed"):
            assert getattr(radar, name) is not None, (radar.name, name)
        assert 1.0 <= decibels(radar.noise_figure) <= 8.0, radar.name
        assert -55.0 <= decibels(radar.sidelobe_level) <= -25.0, radar.name


def test_radar__of_the_air_has_the_wider_notch(catalogue: Catalogue) -> None:
    """The ground below an aircraft moves past it; a tower's does not."""
    carried = {one.radar for one in every(catalogue, Flyer) if one.radar}
    notch = {one.name: one.notch_speed for one in every(catalogue, Radar)}
    widest = max(n.best for name, n in notch.items() if name not in carried and n)
    assert all(notch[name].best > widest for name in carried)  # type: ignore[union-attr]


def test_radar__has_an_antenna_that_a_vehicle_carries(catalogue: Catalogue) -> None:
    """70 wavelengths over the beam's degrees: metres, not decimetres nor decametres."""
    for radar in every(catalogue, Radar):
        for beam in (radar.beamwidth_azimuth, radar.beamwidth_elevation):
            aperture = 70.0 * wavelength(radar) / math.degrees(beam.best)
            assert 0.8 <= aperture <= 9.0, (radar.name, aperture)


def test_radar__resolves_with_a_bandwidth_of_its_band(catalogue: Catalogue) -> None:
    for radar in every(catalogue, Radar):
        band = LIGHT_SPEED / (2.0 * radar.range_resolution.best)
        assert 0.2e6 <= band <= 0.1e9 * FREQUENCY[radar.band], radar.name


def test_radar__is_not_anchored_far_beyond_its_display(catalogue: Catalogue) -> None:
    for radar in every(catalogue, Radar):
        if radar.reference_range is not None:
            reach = radar.reference_range.best / radar.instrumented_range.best
            assert 0.3 <= reach <= 1.5, (radar.name, reach)
            assert radar.minimum_range.high < radar.reference_range.low


def test_radar__has_one_of_each_kind_of_anchor(catalogue: Catalogue) -> None:
    anchors = {one.reference_range is None for one in every(catalogue, Radar)}
    assert anchors == {True, False}


def test_parameters__give_the_range_that_was_asked_for(catalogue: Catalogue) -> None:
    """1 m2 at 40 nmi was required of the ASR-9; 13 dB of a sum of pulses see it.

    M. I. Skolnik, *Introduction to Radar Systems*, 3rd ed., McGraw-Hill, 2001,
    eq. 2.45 and figure 2.7.
    """
    radar = catalogue["ASR-9"]
    assert isinstance(radar, Radar)
    strength = sum(
        weight * decibels(quantity)
        for weight, quantity in (
            (1, radar.peak_power),
            (1, radar.pulse_width),
            (1, radar.pulses),
            (2, radar.antenna_gain),
            (-1, radar.noise_figure),
            (-1, radar.losses),
        )
    ) + 20.0 * math.log10(wavelength(radar))
    noise = 30.0 * math.log10(4.0 * math.pi)
    noise += 10.0 * math.log10(BOLTZMANN * NOISE_TEMPERATURE)
    for miles, least, most in ((40.0, 13.0, 30.0), (60.0, 10.0, 23.0)):
        snr = strength - noise - 40.0 * math.log10(miles * 1852.0)
        assert least <= snr <= most, (miles, snr)


# Flyers.


def test_target__says_how_it_fluctuates_and_why(catalogue: Catalogue) -> None:
    for one in (*every(catalogue, Flyer), *every(catalogue, Ballistic)):
        assert "fluctuation" in one.model_fields_set, one.name
        assert one.fluctuation_basis.reason, one.name
        if one.class_ in ("fighter", "bomber", "airliner", "airborne_early_warning"):
            assert one.fluctuation == 1, one.name


def test_flyer__cruises_below_its_top_speed(catalogue: Catalogue) -> None:
    for one in every(catalogue, Flyer):
        assert one.cruise_speed.best <= one.speed_max.best, one.name
        assert one.cruise_speed.high <= one.speed_max.high, one.name


def test_flyer__climbs_at_an_angle_that_its_load_can_begin(
    catalogue: Catalogue,
) -> None:
    """A pull-up to the angle takes less height than a kilometre and a half."""
    for one in every(catalogue, Flyer):
        assert one.climb_angle is not None, one.name
        pull = one.load_limit.best - GRAVITY
        rise = one.cruise_speed.best**2 / pull * (1 - math.cos(one.climb_angle.best))
        assert rise < 1500.0, (one.name, rise)


def test_jammer__is_as_dense_as_textbooks_have_it(catalogue: Catalogue) -> None:
    """Watts to kilowatts a megahertz; screening oneself takes less than others."""
    density = {
        one.name: one.jammer.power.best / one.jammer.bandwidth.best * 1e6
        for one in every(catalogue, Flyer)
        if one.jammer
    }
    assert set(density) >= {"EA-18G", "Su-35S"}
    assert all(1.0 <= each <= 1e4 for each in density.values()), density
    assert density["EA-18G"] > 10.0 * density["Su-35S"]


def test_decoy__that_carries_a_repeater_looks_like_a_fighter(
    catalogue: Catalogue,
) -> None:
    decoy, fighter = catalogue["MALD"], catalogue["F-16C"]
    assert isinstance(decoy, Flyer)
    assert isinstance(fighter, Flyer)
    assert decoy.class_ == "decoy"
    assert fighter.rcs.low <= decoy.rcs.best <= fighter.rcs.high


# Ballistic missiles.


def least_energy(reach: float) -> tuple[float, float]:
    """Return speed and apogee of the path of least energy over a round Earth.

    R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*, Dover,
    1971, section 6.2.
    """
    half = reach / (2.0 * EARTH_RADIUS)
    sine = math.sin(half)
    speed = math.sqrt(2.0 * EARTH_MU / EARTH_RADIUS * sine / (1.0 + sine))
    apogee = 0.5 * EARTH_RADIUS * (sine + math.cos(half) - 1.0)
    return speed, apogee


def test_least_energy__of_a_short_range_is_the_flat_earths() -> None:
    speed, apogee = least_energy(100e3)
    assert speed == pytest.approx(math.sqrt(9.82 * 100e3), rel=0.01)
    assert apogee == pytest.approx(25e3, rel=0.01)


def test_ballistic__does_not_rise_far_above_least_energy(
    catalogue: Catalogue,
) -> None:
    for one in every(catalogue, Ballistic):
        for apogee, reach in (
            (one.apogee.best, one.range_max.best),
            (one.apogee.high, one.range_max.high),
        ):
            assert apogee <= 1.3 * least_energy(reach)[1], one.name


def test_ballistic__has_the_speed_for_its_range_and_not_much_more(
    catalogue: Catalogue,
) -> None:
    """A tenth to a half of the ideal speed goes to gravity and air.

    G. P. Sutton, O. Biblarz, *Rocket Propulsion Elements*, 9th ed., Wiley, 2017,
    eq. 4-6.
    """
    for one in every(catalogue, Ballistic):
        assert one.stages is not None, one.name
        assert one.payload_mass is not None
        mass, ideal = one.payload_mass.best, 0.0
        for stage in reversed(one.stages):
            empty = mass + stage.dry_mass.best
            mass = empty + stage.propellant_mass.best
            ideal += stage.impulse * GRAVITY * math.log(mass / empty)
        needed = least_energy(one.range_max.best)[0]
        assert 1.1 <= ideal / needed <= 1.5, (one.name, ideal / needed)


def test_stage__is_built_as_stages_are(catalogue: Catalogue) -> None:
    """A seventh to a third of a stage is metal, and it leaves the ground."""
    for one in every(catalogue, Ballistic):
        assert one.stages is not None
        assert one.payload_mass is not None
        weight = one.payload_mass.best
        burning = sum(stage.burn_time.best for stage in one.stages)
        assert one.boost_time.low <= burning <= one.boost_time.high, one.name
        for stage in one.stages:
            full = stage.propellant_mass.best + stage.dry_mass.best
            weight += full
            assert 0.1 <= stage.dry_mass.best / full <= 1 / 3, one.name
            assert stage.dry_mass.high < stage.propellant_mass.low
        first = one.stages[0]
        flow = first.propellant_mass.best / first.burn_time.best
        assert first.impulse * flow > 1.5 * weight, one.name


def test_ballistic__that_does_not_separate_falls_as_its_mass_says(
    catalogue: Catalogue,
) -> None:
    for name in ("Scud-B", "Iskander-M"):
        one = catalogue[name]
        assert isinstance(one, Ballistic)
        assert one.stages is not None
        assert one.diameter is not None
        assert one.payload_mass is not None
        mass = one.stages[-1].dry_mass.best + one.payload_mass.best
        area = math.pi / 4.0 * one.diameter.best**2
        drag = mass / (area * one.ballistic_coefficient.best)
        assert 0.1 <= drag <= 0.5, (name, drag)


# Rounds.


def test_round__burns_what_its_speed_asks_for(catalogue: Catalogue) -> None:
    """Without drag and weight a solid propellant's 245 s would reach its top speed."""
    for one in every(catalogue, Round):
        assert one.launch_mass is not None, one.name
        ratio = one.launch_mass.best / one.burnout_mass.best
        assert 1.4 <= ratio <= 3.5, one.name
        impulse = one.speed_max.best / (GRAVITY * math.log(ratio))
        assert impulse <= 245.0, (one.name, impulse)


def test_round__reaches_its_range_in_its_time(catalogue: Catalogue) -> None:
    for one in every(catalogue, Round):
        mean = one.range_max.best / one.flight_time_max.best
        assert 0.3 * one.speed_max.best <= mean <= 0.9 * one.speed_max.best, one.name


def test_round__that_must_hit_is_judged_by_its_miss(catalogue: Catalogue) -> None:
    kinds = {one.name: one for one in every(catalogue, Round)}
    assert kinds["48N6E3"].kill_model == "table"
    for one in kinds.values():
        if one.kill_model == "endgame":
            assert one.reference_miss is not None
            assert one.reference_miss.high < one.lethal_radius.low, one.name
    assert "endgame" in {one.kill_model for one in kinds.values()}
