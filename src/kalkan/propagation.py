"""Radio propagation for numbers and arrays: horizon, loss, diffraction, jamming.

Arguments are in SI units and radians and broadcast: numbers in, a number out; arrays
in, an array of their common shape out.  Losses are in decibels, one way unless told
otherwise, above zero where power is lost; gains and ratios are linear.  k is the
factor of the effective Earth, 4/3 in the standard atmosphere, and stands for rays that
bend; distances are arcs along the ground.

What is no number, infinite, or out of range where a function says one, is refused with
a ValueError.

Examples
--------
>>> from kalkan import propagation
>>> propagation.mutual_horizon(10.0, [50.0, 100.0]).round()
array([42180., 54252.])
>>> round(propagation.slant_loss(10e9, 0.0, ways=2), 2)  # dB, through all the air
6.18
"""

import functools
import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kalkan.constants import LIGHT_SPEED
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import attenuation as _air
from kalkan.physics import clutter as _clutter
from kalkan.physics import diffraction as _diffraction
from kalkan.physics import horizon as _horizon
from kalkan.physics import jamming as _jamming
from kalkan.physics import multipath as _multipath
from kalkan.physics import rain as _rain
from kalkan.physics import refraction as _refraction
from kalkan.physics import slant as _slant

__all__ = [
    "RAIN_HEIGHT",
    "antenna_gain",
    "burn_through_range",
    "effective_earth_factor",
    "gas_attenuation",
    "horizon",
    "jam_to_noise",
    "knife_edge_loss",
    "knife_edge_parameter",
    "mutual_horizon",
    "notch_gain",
    "path_loss",
    "pattern_gain",
    "propagation_factor",
    "rain_attenuation",
    "rain_coefficients",
    "refractivity",
    "saturation_pressure",
    "slant_loss",
    "smooth_earth_loss",
    "two_ray_gain",
]

#: Top of the rain in the standard atmosphere, above mean sea level [m]
RAIN_HEIGHT = _rain.RAIN_HEIGHT

Result = float | np.ndarray
Ground = Literal["land", "sea"] | tuple[float, float]

_K = 4.0 / 3.0
_HIGHEST = 1e12  # what the Recommendations for gas and rain cover [Hz]
_GROUNDS = {"land": _diffraction.LAND, "sea": _diffraction.SEA}
_SURFACES = {"none": 0, "sea": 1, "flat": 2}


def _require(
    name: str,
    value: ArrayLike,
    low: float = -math.inf,
    high: float = math.inf,
    above: bool = False,
) -> np.ndarray:
    """Return an argument as floats; refuse what is not finite and in range."""
    given = np.asarray(value, np.float64)
    enough = given > low if above else given >= low
    if not np.all(np.isfinite(given) & enough & (given <= high)):
        raise ValueError(f"{name}: finite numbers {_range(low, high, above)}")
    return given


def _range(low: float, high: float, above: bool) -> str:
    """Return a range in words."""
    words = []
    if math.isfinite(low):
        words.append(f"above {low:g}" if above else f"from {low:g}")
    if math.isfinite(high):
        words.append(f"up to {high:g}")
    return " ".join(words) or "wanted"


def _frequency(value: ArrayLike) -> np.ndarray:
    return _require("frequency [Hz]", value, 0.0, _HIGHEST, above=True)


def _wavelength(value: ArrayLike) -> np.ndarray:
    return LIGHT_SPEED / _frequency(value)


def _factor(value: ArrayLike) -> np.ndarray:
    return _require("k [1]", value, 0.0, above=True)


def _altitude(name: str, value: ArrayLike) -> np.ndarray:
    return _require(f"{name} [m]", value, 0.0)


def _distance(value: ArrayLike) -> np.ndarray:
    return _require("distance [m]", value, 0.0, above=True)


def _ends(alt1: ArrayLike, alt2: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    return _altitude("alt1", alt1), _altitude("alt2", alt2)


def _electric(ground: Ground) -> tuple[float, float]:
    """Return permittivity and conductivity of a ground."""
    if isinstance(ground, str):
        if ground not in _GROUNDS:
            raise ValueError(f"ground: 'land', 'sea' or two numbers, not {ground!r}")
        return _GROUNDS[ground]
    permittivity, conductivity = ground
    _require("permittivity [1]", permittivity, 1.0, above=True)
    _require("conductivity [S/m]", conductivity, 0.0)
    return permittivity, conductivity


def _ways(ways: int) -> int:
    if ways not in (1, 2):
        raise ValueError(f"ways: 1, or 2 for there and back, not {ways!r}")
    return ways


# ---------------------------------------------------------------- horizon


def horizon(altitude: ArrayLike, k: ArrayLike = _K) -> Result:
    """Return the distance of the horizon of the smooth Earth.

    Parameters
    ----------
    altitude
        Altitude of the antenna. [m]
    k
        Effective-Earth factor. [1]

    Returns
    -------
    Arc along the ground, exact for the sphere. [m]

    Examples
    --------
    >>> round(horizon(10.0))
    13034
    """
    return elementwise(_horizon.horizon, _altitude("altitude", altitude), _factor(k))


def mutual_horizon(alt1: ArrayLike, alt2: ArrayLike, k: ArrayLike = _K) -> Result:
    """Return the distance at which two points just see each other.

    Parameters
    ----------
    alt1, alt2
        Their altitudes. [m]
    k
        Effective-Earth factor. [1]

    Returns
    -------
    Arc along the ground, exact for the sphere. [m]

    Examples
    --------
    >>> round(mutual_horizon(15.0, 10e3))
    427943
    """
    return elementwise(_horizon.mutual_horizon, *_ends(alt1, alt2), _factor(k))


# ---------------------------------------------------------------- refraction


def refractivity(
    pressure: ArrayLike, temperature: ArrayLike, vapour_pressure: ArrayLike
) -> Result:
    """Return the radio refractivity of air (ITU-R P.453).

    Parameters
    ----------
    pressure
        Total pressure. [Pa]
    temperature
        Temperature. [K]
    vapour_pressure
        Partial pressure of water vapour; see `saturation_pressure`. [Pa]

    Returns
    -------
    (n - 1) · 10⁶, of the refractive index n. [1]

    Examples
    --------
    >>> round(refractivity(101325.0, 288.15, 997.289), 3)
    317.72
    """
    return elementwise(
        _refraction.refractivity,
        _require("pressure [Pa]", pressure, 0.0),
        _require("temperature [K]", temperature, 0.0, above=True),
        _require("vapour_pressure [Pa]", vapour_pressure, 0.0),
    )


def saturation_pressure(temperature: ArrayLike, pressure: ArrayLike) -> Result:
    """Return the pressure of water vapour that saturates air over water (P.453).

    Parameters
    ----------
    temperature
        Temperature, 233 K to 323 K. [K]
    pressure
        Total pressure. [Pa]

    Returns
    -------
    Partial pressure; times the relative humidity it is that of the air. [Pa]

    Examples
    --------
    >>> round(saturation_pressure(288.15, 101325.0))
    1712
    """
    return elementwise(
        _refraction.saturation_pressure,
        _require("temperature [K]", temperature, 233.0, 323.15),
        _require("pressure [Pa]", pressure, 0.0),
    )


def effective_earth_factor(gradient: ArrayLike) -> Result:
    """Return the effective-Earth factor of a linear profile of refractivity.

    Parameters
    ----------
    gradient
        Refractivity gained per metre of altitude, above -0.15696, where rays follow
        the Earth. [m⁻¹]

    Returns
    -------
    Factor k. [1]

    Examples
    --------
    >>> effective_earth_factor([0.0, -0.0392]).round(3)
    array([1.   , 1.333])
    """
    return elementwise(
        _refraction.effective_earth_factor,
        _require("gradient [1/m]", gradient, -0.15696, above=True),
    )


# ---------------------------------------------------------------- gas and rain


def gas_attenuation(
    frequency: ArrayLike,
    pressure: ArrayLike = 101325.0,
    temperature: ArrayLike = 288.15,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
) -> Result:
    """Return the specific attenuation of air, line by line (ITU-R P.676).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz; below, the formulas go on. [Hz]
    pressure
        Of the dry air alone. [Pa]
    temperature
        Temperature. [K]
    vapour
        Density of water vapour. [kg m⁻³]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> (1e3 * gas_attenuation([3e9, 10e9, 60e9])).round(5)  # dB/km
    array([7.54000e-03, 1.42000e-02, 1.47783e+01])
    """
    return elementwise(
        _air.gas_attenuation,
        _frequency(frequency),
        _require("pressure [Pa]", pressure, 0.0),
        _require("temperature [K]", temperature, 0.0, above=True),
        _require("vapour [kg/m³]", vapour, 0.0),
    )


def _rainy(
    kernel: Callable[..., float],
    frequency: ArrayLike,
    *arguments: np.ndarray,
) -> Result:
    """Return a kernel of the rain, over what its model covers."""
    hertz = _require("frequency [Hz]", frequency, 1e9, _HIGHEST)
    return elementwise(kernel, hertz, *arguments)


def rain_coefficients(
    frequency: ArrayLike, elevation: ArrayLike = 0.0, tilt: ArrayLike = 0.0
) -> tuple[Result, Result]:
    """Return k and α of the attenuation of rain, γ = k R^α (ITU-R P.838).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    elevation
        Elevation of the path. [rad]
    tilt
        Of the polarisation against the horizontal: 0 horizontal, π/2 vertical, π/4
        circular. [rad]

    Returns
    -------
    k and α, for R in mm/h and γ in dB/km. [1, 1]

    Examples
    --------
    >>> k, alpha = rain_coefficients(10e9)
    >>> round(k, 6), round(alpha, 4)
    (0.012167, 1.2571)
    """
    angles = _require("elevation [rad]", elevation), _require("tilt [rad]", tilt)
    k = _rainy(lambda *each: _rain.rain_coefficients(*each)[0], frequency, *angles)
    alpha = _rainy(lambda *each: _rain.rain_coefficients(*each)[1], frequency, *angles)
    return k, alpha


def rain_attenuation(
    frequency: ArrayLike,
    rate: ArrayLike,
    elevation: ArrayLike = 0.0,
    tilt: ArrayLike = 0.0,
) -> Result:
    """Return the specific attenuation of rain (ITU-R P.838).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    rate
        Depth of rain a second: 1 mm/h is 1e-3 / 3600 m/s. [m/s]
    elevation, tilt
        As in `rain_coefficients`. [rad]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> heavy = 25e-3 / 3600  # 25 mm/h
    >>> (1e3 * rain_attenuation([3e9, 10e9, 35e9], heavy)).round(3)  # dB/km
    array([0.007, 0.696, 6.206])
    """
    return _rainy(
        _rain.rain_attenuation,
        frequency,
        _require("rate [m/s]", rate, 0.0),
        _require("elevation [rad]", elevation),
        _require("tilt [rad]", tilt),
    )


def _rain_on(frequency: np.ndarray, rate: ArrayLike) -> Result:
    """Return the specific attenuation of rain, polarised circularly [dB/m]."""
    given = _require("rain [m/s]", rate, 0.0)
    return elementwise(_rain.rain_attenuation, frequency, given, 0.0, math.pi / 4.0)


def slant_loss(
    frequency: ArrayLike,
    elevation: ArrayLike,
    altitude: ArrayLike = 0.0,
    end: ArrayLike = 100e3,
    *,
    rain: ArrayLike = 0.0,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
    ways: int = 1,
) -> Result:
    """Return the loss by gas and rain along a ray that the standard atmosphere bends.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    elevation
        Of the ray where it starts, -π/2 to π/2. [rad]
    altitude
        Where it starts. [m]
    end
        Altitude where it ends, the first time that it gets there; from 100 km up,
        outside of the air. [m]
    rain
        Rate of rain below `RAIN_HEIGHT`, circular polarisation. [m/s]
    vapour
        Density of water vapour at sea level. [kg m⁻³]
    ways
        1, or 2 for a radar.

    Returns
    -------
    Loss; nan where the ray never gets there. [dB]

    Examples
    --------
    >>> import math
    >>> slant_loss(10e9, [0.0, math.radians(5.0), math.pi / 2]).round(3)
    array([3.09 , 0.556, 0.051])
    """
    hertz = _frequency(frequency)
    loss = elementwise(
        _slant.slant_loss,
        hertz,
        _require("elevation [rad]", elevation, -math.pi / 2, math.pi / 2),
        _altitude("altitude", altitude),
        _altitude("end", end),
        _require("vapour [kg/m³]", vapour, 0.0),
        _rain_on(hertz, rain),
    )
    return _ways(ways) * loss


@functools.lru_cache(maxsize=64)
def _table(frequency: float, vapour: float) -> np.ndarray:
    return _air.attenuation_table(frequency, vapour)


def _path(
    frequency: float,
    arc: float,
    alt1: float,
    alt2: float,
    k: float,
    vapour: float,
    rain: float,
) -> float:
    if arc > _horizon.mutual_horizon(alt1, alt2, k):
        return math.nan
    return _air.chord_loss(_table(frequency, vapour), arc, alt1, alt2, k, rain)


def path_loss(
    frequency: ArrayLike,
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    k: ArrayLike = _K,
    *,
    rain: ArrayLike = 0.0,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
    ways: int = 1,
) -> Result:
    """Return the loss by gas and rain between two points, over the effective Earth.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    distance
        Between the points, along the ground, at least zero. [m]
    alt1, alt2
        Their altitudes. [m]
    k
        Effective-Earth factor. [1]
    rain
        Rate of rain below `RAIN_HEIGHT`, circular polarisation. [m/s]
    vapour
        Density of water vapour at sea level. [kg m⁻³]
    ways
        1, or 2 for a radar.

    Returns
    -------
    Loss, without spreading; nan beyond the horizon. [dB]

    Examples
    --------
    >>> path_loss(9.5e9, 150e3, 20.0, [3e3, 9e3], rain=[0.0, 5e-3 / 3600]).round(2)
    array([1.39, 4.29])
    """
    hertz = _frequency(frequency)
    loss = elementwise(
        _path,
        hertz,
        _require("distance [m]", distance, 0.0),
        *_ends(alt1, alt2),
        _factor(k),
        _require("vapour [kg/m³]", vapour, 0.0),
        _rain_on(hertz, rain),
    )
    return _ways(ways) * loss


# ---------------------------------------------------------------- diffraction


def knife_edge_parameter(
    rise: ArrayLike, d1: ArrayLike, d2: ArrayLike, frequency: ArrayLike
) -> Result:
    """Return the diffraction parameter ν of a knife edge.

    Parameters
    ----------
    rise
        Height of the edge above the line between the ends, below zero under it. [m]
    d1, d2
        Distances of the edge from the ends. [m]
    frequency
        Frequency. [Hz]

    Returns
    -------
    Parameter ν. [1]

    Examples
    --------
    >>> round(knife_edge_parameter(20.0, 30e3, 10e3, 3e9), 3)
    1.033
    """
    return elementwise(
        _diffraction.knife_edge_parameter,
        _require("rise [m]", rise),
        _require("d1 [m]", d1, 0.0, above=True),
        _require("d2 [m]", d2, 0.0, above=True),
        _wavelength(frequency),
    )


def knife_edge_loss(nu: ArrayLike, *, exact: bool = False) -> Result:
    """Return the loss behind a knife edge (ITU-R P.526).

    Parameters
    ----------
    nu
        Diffraction parameter, see `knife_edge_parameter`. [1]
    exact
        By Fresnel's integrals, else by the Recommendation's approximation, which is
        0 for ν ≤ -0.78.

    Returns
    -------
    Loss one way, relative to free space. [dB]

    Examples
    --------
    >>> knife_edge_loss([-1.0, 0.0, 1.0, 2.4]).round(2)
    array([ 0.  ,  6.03, 13.93, 20.54])
    >>> knife_edge_loss([-1.0, 0.0, 1.0, 2.4], exact=True).round(2)
    array([-1.  ,  6.02, 13.86, 20.62])
    """
    kernel = _diffraction.knife_edge_exact if exact else _diffraction.knife_edge_loss
    return elementwise(kernel, _require("nu [1]", nu))


def smooth_earth_loss(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = _K,
    *,
    ground: Ground = "land",
    vertical: bool = False,
) -> Result:
    """Return the loss by diffraction over the smooth Earth (ITU-R P.526, section 3).

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes. [m]
    frequency
        Frequency, from 10 MHz. [Hz]
    k
        Effective-Earth factor. [1]
    ground
        "land" (22, 0.003 S/m), "sea" (80, 5 S/m), or relative permittivity and
        conductivity.
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Loss one way, relative to free space; 0 on a path clear by 0.552 of the first
    Fresnel radius. [dB]

    Examples
    --------
    >>> smooth_earth_loss([30e3, 45e3, 60e3], 20.0, 50.0, 3e9).round(1)
    array([ 0. , 12.1, 30.5])
    """
    _require("frequency [Hz]", frequency, 10e6, _HIGHEST)
    wavelength = _wavelength(frequency)
    admitted = elementwise(
        _diffraction.admittance, wavelength, *_electric(ground), vertical
    )
    return elementwise(
        _diffraction.sphere_loss,
        _distance(distance),
        *_ends(alt1, alt2),
        wavelength,
        _factor(k),
        admitted,
    )


# ---------------------------------------------------------------- two rays


def two_ray_gain(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = _K,
    *,
    roughness: ArrayLike = 0.0,
    ground: Ground = "sea",
    vertical: bool = False,
) -> Result:
    """Return the power of a direct and a mirrored ray over that of the direct one.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above the surface. [m]
    frequency
        Frequency. [Hz]
    k
        Effective-Earth factor; very large for a flat Earth. [1]
    roughness
        Root-mean-square height of the surface. [m]
    ground
        As in `smooth_earth_loss`.
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Ratio of powers one way, 0 to 4; 1 beyond the horizon. [1]

    Examples
    --------
    >>> two_ray_gain(20e3, 20.0, [25.0, 50.0], 3e9, 1e9).round(2)  # flat Earth
    array([4., 0.])
    >>> round(two_ray_gain(20e3, 20.0, 75.0, 3e9, roughness=2.0), 2)
    0.63
    """
    electric = _electric(ground)
    return elementwise(
        _multipath.two_rays,
        _distance(distance),
        *_ends(alt1, alt2),
        _wavelength(frequency),
        _factor(k),
        _require("roughness [m]", roughness, 0.0),
        *electric,
        vertical,
    )


def propagation_factor(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = _K,
    *,
    roughness: ArrayLike = 0.0,
    surface: Literal["none", "sea", "flat"] = "none",
) -> Result:
    """Return what a smooth Earth does to power on one way, at any distance.

    Diffraction near and beyond the horizon, two rays within it where a surface
    mirrors; horizontal polarisation.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes. [m]
    frequency
        Frequency, from 100 MHz. [Hz]
    k
        Effective-Earth factor. [1]
    roughness
        Root-mean-square height of the surface. [m]
    surface
        What mirrors: nothing, the sea, or flat ground.

    Returns
    -------
    Ratio of powers to free space, F²; a radar meets it twice. [1]

    Examples
    --------
    >>> propagation_factor([20e3, 60e3], 20.0, 50.0, 3e9, surface="sea").round(4)
    array([2.3815e+00, 9.0000e-04])
    """
    if surface not in _SURFACES:
        raise ValueError(f"surface: 'none', 'sea' or 'flat', not {surface!r}")
    _require("frequency [Hz]", frequency, 100e6, _HIGHEST)
    return elementwise(
        _multipath.propagation_factor,
        _distance(distance),
        *_ends(alt1, alt2),
        _wavelength(frequency),
        _factor(k),
        _require("roughness [m]", roughness, 0.0),
        _SURFACES[surface],
    )


# ---------------------------------------------------------------- radar


def notch_gain(radial_speed: ArrayLike, notch_speed: ArrayLike) -> Result:
    """Return what a moving-target filter leaves of a target's power.

    Parameters
    ----------
    radial_speed
        Range rate of the target, either sign. [m/s]
    notch_speed
        Speed at which half the power is left; 0 for no filter. [m/s]

    Returns
    -------
    Ratio of powers, 0 to 1. [1]

    Examples
    --------
    >>> notch_gain([0.0, 10.0, 20.0, 60.0], 20.0).round(3)
    array([0.   , 0.059, 0.5  , 0.988])
    """
    return elementwise(
        _clutter.notch_gain,
        _require("radial_speed [m/s]", radial_speed),
        _require("notch_speed [m/s]", notch_speed, 0.0),
    )


def antenna_gain(beam_az: ArrayLike, beam_el: ArrayLike) -> Result:
    """Return the gain of an antenna from its beamwidths.

    Parameters
    ----------
    beam_az, beam_el
        Half-power widths of the beam, up to 2π. [rad]

    Returns
    -------
    Gain over isotropic, linear. [1]

    Examples
    --------
    >>> round(antenna_gain(0.02, 0.02))
    19800
    """
    return elementwise(
        _jamming.antenna_gain,
        _require("beam_az [rad]", beam_az, 0.0, 2.0 * math.pi, above=True),
        _require("beam_el [rad]", beam_el, 0.0, 2.0 * math.pi, above=True),
    )


def pattern_gain(off: ArrayLike, beamwidth: ArrayLike, sidelobe: ArrayLike) -> Result:
    """Return the gain of an antenna off its axis, relative to that on it.

    Parameters
    ----------
    off
        Angle off the axis. [rad]
    beamwidth
        Half-power width of the beam. [rad]
    sidelobe
        Level of the side lobes relative to the axis, 0 to 1: 0.001 is -30 dB. [1]

    Returns
    -------
    Ratio of powers. [1]

    Examples
    --------
    >>> pattern_gain([0.0, 0.01, 0.5], 0.02, 1e-3)
    array([1.   , 0.5  , 0.001])
    """
    return elementwise(
        _jamming.pattern_gain,
        _require("off [rad]", off),
        _require("beamwidth [rad]", beamwidth, 0.0, above=True),
        _require("sidelobe [1]", sidelobe, 0.0, 1.0),
    )


def jam_to_noise(
    density: ArrayLike,
    gain: ArrayLike,
    frequency: ArrayLike,
    distance: ArrayLike,
    noise_figure: ArrayLike = 1.0,
) -> Result:
    """Return the power of noise jamming over the receiver's own noise.

    Parameters
    ----------
    density
        Effective radiated power of the jammer over the bandwidth that it fills. [W/Hz]
    gain
        Gain of the radar's antenna towards the jammer, linear. [1]
    frequency
        Frequency. [Hz]
    distance
        From the jammer to the radar. [m]
    noise_figure
        Of the receiver, linear, at least 1. [1]

    Returns
    -------
    Ratio, linear. [1]

    Examples
    --------
    >>> erp, bandwidth = 10e3, 1e9
    >>> main = antenna_gain(0.02, 0.02)
    >>> jam_to_noise(erp / bandwidth, main * np.array([1.0, 1e-3]), 3e9, 200e3).round()
    array([78182.,    78.])
    """
    return elementwise(
        _jamming.jam_to_noise,
        _require("density [W/Hz]", density, 0.0),
        _require("gain [1]", gain, 0.0),
        _wavelength(frequency),
        _distance(distance),
        _require("noise_figure [1]", noise_figure, 1.0),
    )


def burn_through_range(
    clear_range: ArrayLike, screening: ArrayLike = 0.0, stand_off: ArrayLike = 0.0
) -> Result:
    """Return the range at which a target burns through noise jamming.

    Parameters
    ----------
    clear_range
        Range at which the target would be seen without jamming. [m]
    screening
        J/N of the jammer that the target carries, were it at the clear range. [1]
    stand_off
        J/N of all jammers elsewhere. [1]

    Returns
    -------
    Range, in free space. [m]

    Examples
    --------
    >>> burn_through_range(200e3, [0.0, 0.0, 1e4], [0.0, 15.0, 0.0]).round()
    array([200000., 100000.,   2000.])
    """
    return elementwise(
        _jamming.burn_through_range,
        _require("clear_range [m]", clear_range, 0.0, above=True),
        _require("screening [1]", screening, 0.0),
        _require("stand_off [1]", stand_off, 0.0),
    )
