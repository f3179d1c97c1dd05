import inspect
import math

import numpy as np
import pytest

from kalkan import propagation

# One good call of every function: arguments by name.
CALLS = {
    "antenna_gain": {"beam_az": 0.02, "beam_el": 0.03},
    "burn_through_range": {"clear_range": 2e5, "screening": 10.0, "stand_off": 1.0},
    "effective_earth_factor": {"gradient": -0.03},
    "gas_attenuation": {
        "frequency": 1e10, "pressure": 9e4, "temperature": 280.0, "vapour": 1e-3,
    },
    "horizon": {"altitude": 20.0, "k": 1.3},
    "jam_to_noise": {
        "density": 1e-5, "gain": 1e3, "frequency": 3e9, "distance": 1e5,
        "noise_figure": 2.0,
    },
    "knife_edge_loss": {"nu": 0.5},
    "knife_edge_parameter": {"rise": 10.0, "d1": 1e4, "d2": 2e4, "frequency": 3e9},
    "mutual_horizon": {"alt1": 10.0, "alt2": 50.0, "k": 1.3},
    "notch_gain": {"radial_speed": 30.0, "notch_speed": 20.0},
    "path_loss": {
        "frequency": 1e10, "distance": 5e4, "alt1": 20.0, "alt2": 3e3, "k": 1.3,
        "rain": 1e-6, "vapour": 5e-3,
    },
    "pattern_gain": {"off": 0.01, "beamwidth": 0.02, "sidelobe": 1e-3},
    "propagation_factor": {
        "distance": 3e4, "alt1": 20.0, "alt2": 100.0, "frequency": 3e9, "k": 1.3,
        "roughness": 0.1,
    },
    "rain_attenuation": {
        "frequency": 1e10, "rate": 1e-6, "elevation": 0.1, "tilt": 0.2,
    },
    "rain_coefficients": {"frequency": 1e10, "elevation": 0.1, "tilt": 0.2},
    "refractivity": {"pressure": 1e5, "temperature": 290.0, "vapour_pressure": 900.0},
    "saturation_pressure": {"temperature": 290.0, "pressure": 1e5},
    "slant_loss": {
        "frequency": 1e10, "elevation": 0.1, "altitude": 10.0, "end": 1e4, "rain": 1e-6,
        "vapour": 5e-3,
    },
    "smooth_earth_loss": {
        "distance": 6e4, "alt1": 20.0, "alt2": 100.0, "frequency": 3e9, "k": 1.3,
    },
    "two_ray_gain": {
        "distance": 3e4, "alt1": 20.0, "alt2": 100.0, "frequency": 3e9, "k": 1.3,
        "roughness": 0.1,
    },
}  # fmt: skip
EACH = [(name, argument) for name, call in CALLS.items() for argument in call]
SIGNED = {"elevation", "gradient", "nu", "off", "radial_speed", "rise", "tilt"}


def numbers(result):
    return result if isinstance(result, tuple) else (result,)


def test_door__is_all_called_here():
    functions = {name for name in propagation.__all__ if name.islower()}
    assert functions == set(CALLS)
    for name, call in CALLS.items():
        taken = inspect.signature(getattr(propagation, name)).parameters
        other = {"exact", "ground", "surface", "vertical", "ways"}
        assert set(taken) - other == set(call)


@pytest.mark.parametrize("name", CALLS)
def test_door__gives_a_number_for_numbers(name):
    for found in numbers(getattr(propagation, name)(**CALLS[name])):
        assert type(found) is float
        assert math.isfinite(found)


@pytest.mark.parametrize(("name", "argument"), EACH)
def test_door__broadcasts_every_argument(name, argument):
    function, call = getattr(propagation, name), CALLS[name]
    one = numbers(function(**call))
    many = numbers(function(**{**call, argument: np.full((2, 1), call[argument])}))
    for single, array in zip(one, many, strict=True):
        assert array.shape == (2, 1)
        assert np.all(array == single)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
@pytest.mark.parametrize(("name", "argument"), EACH)
def test_door__refuses_what_is_not_finite(name, argument, bad):
    with pytest.raises(ValueError, match=r"^[\w ]+\[.+\]: \w+ is not "):
        getattr(propagation, name)(**{**CALLS[name], argument: bad})


@pytest.mark.parametrize(
    ("name", "argument"), [each for each in EACH if each[1] not in SIGNED]
)
def test_door__refuses_what_is_below_zero(name, argument):
    with pytest.raises(ValueError, match=r": -1 is not (above|from) "):
        getattr(propagation, name)(**{**CALLS[name], argument: -1.0})


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        each
        for each in EACH
        if each[1]
        in {"frequency", "k", "d1", "d2", "beamwidth", "beam_az", "clear_range"}
    ],
)
def test_door__refuses_nought_where_it_divides(name, argument):
    with pytest.raises(ValueError, match=r": 0 is not (above 0|from)"):
        getattr(propagation, name)(**{**CALLS[name], argument: 0.0})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("smooth_earth_loss", {"ground": "ice"}),
        ("two_ray_gain", {"ground": "ice"}),
        ("two_ray_gain", {"ground": (1.0, 0.0)}),
        ("two_ray_gain", {"ground": (4.0, -1.0)}),
        ("propagation_factor", {"surface": "land"}),
        ("slant_loss", {"ways": 3}),
        ("path_loss", {"ways": 0}),
        ("slant_loss", {"elevation": 2.0}),
        ("smooth_earth_loss", {"frequency": 1e6}),
        ("rain_attenuation", {"frequency": 0.5e9}),
        ("gas_attenuation", {"frequency": 2e12}),
        ("saturation_pressure", {"temperature": 500.0}),
        ("effective_earth_factor", {"gradient": -0.2}),
        ("pattern_gain", {"sidelobe": 2.0}),
    ],
)
def test_door__refuses_what_no_model_covers(name, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong)) + "|permitt|conduct"):
        getattr(propagation, name)(**{**CALLS[name], **wrong})


def test_door__refuses_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match=r"broadcast|shape"):
        propagation.mutual_horizon([1.0, 2.0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize("name", ["slant_loss", "path_loss"])
def test_loss__there_and_back_is_twice(name):
    function, call = getattr(propagation, name), CALLS[name]
    assert function(**call, ways=2) == 2.0 * function(**call)


def test_path__beyond_the_horizon_is_nan():
    limit = propagation.mutual_horizon(20.0, 50.0)
    near, far = propagation.path_loss(3e9, [0.999 * limit, 1.001 * limit], 20.0, 50.0)
    assert near > 0.0
    assert math.isnan(far)


def test_path__is_nearly_the_bent_ray():
    """The effective Earth and Snell's law end within two per cent of each other."""
    down = propagation.path_loss(9.5e9, 150e3, 0.0, 9e3)
    radius = 4.0 / 3.0 * 6371e3
    elevation = math.atan((9e3 - 150e3**2 / (2.0 * radius)) / 150e3)
    bent = propagation.slant_loss(9.5e9, elevation, 0.0, 9e3)
    assert down == pytest.approx(bent, rel=0.02)


def test_ground__may_be_given_by_its_numbers():
    call = CALLS["smooth_earth_loss"]
    named = propagation.smooth_earth_loss(**call, ground="sea", vertical=True)
    given = propagation.smooth_earth_loss(**call, ground=(80.0, 5.0), vertical=True)
    assert named == given
    assert named != propagation.smooth_earth_loss(**call)
