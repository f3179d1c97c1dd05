"""What a receiver hears and filters: antenna, jamming, Doppler notch."""

import math

from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import clutter as _clutter
from kalkan.physics import jamming as _jamming
from kalkan.propagation._arguments import Result, distances, wavelengths


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
        require("radial_speed [m/s]", radial_speed),
        require("notch_speed [m/s]", notch_speed, 0.0),
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
        require("beam_az [rad]", beam_az, 0.0, 2.0 * math.pi, above=True),
        require("beam_el [rad]", beam_el, 0.0, 2.0 * math.pi, above=True),
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
        require("off [rad]", off),
        require("beamwidth [rad]", beamwidth, 0.0, above=True),
        require("sidelobe [1]", sidelobe, 0.0, 1.0),
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
    >>> import numpy as np
    >>> erp, bandwidth = 10e3, 1e9
    >>> main = antenna_gain(0.02, 0.02)
    >>> jam_to_noise(erp / bandwidth, main * np.array([1.0, 1e-3]), 3e9, 200e3).round()
    array([78182.,    78.])
    """
    return elementwise(
        _jamming.jam_to_noise,
        require("density [W/Hz]", density, 0.0),
        require("gain [1]", gain, 0.0),
        wavelengths(frequency),
        distances(distance),
        require("noise_figure [1]", noise_figure, 1.0),
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
        require("clear_range [m]", clear_range, 0.0, above=True),
        require("screening [1]", screening, 0.0),
        require("stand_off [1]", stand_off, 0.0),
    )
