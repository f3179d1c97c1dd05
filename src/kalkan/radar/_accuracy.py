"""How finely a radar resolves, and how well it measures."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import radar
from kalkan.radar._arguments import positive


def range_resolution(bandwidth: ArrayLike) -> float | np.ndarray:
    """Return the width of the range cell [m] that a bandwidth [Hz] gives, c / 2B.

    Raises
    ------
    ValueError
        When the bandwidth is not above zero.

    Examples
    --------
    >>> round(range_resolution(1e6), 3)
    149.896
    """
    return elementwise(radar.range_resolution, positive("bandwidth", bandwidth))


def speed_resolution(wavelength: ArrayLike, duration: ArrayLike) -> float | np.ndarray:
    """Return the width of the cell of radial speed [m/s], λ / 2T.

    Parameters
    ----------
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Raises
    ------
    ValueError
        When an argument is not above zero.

    Examples
    --------
    >>> speed_resolution(0.1, 0.01)
    5.0
    """
    return elementwise(
        radar.speed_resolution,
        positive("wavelength", wavelength),
        positive("duration", duration),
    )


def range_error(snr: ArrayLike, resolution: ArrayLike) -> float | np.ndarray:
    """Return the standard deviation of a measured range.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear: that of a pulse times the
        number of pulses. [1]
    resolution
        Width of the range cell, as by `range_resolution`. [m]

    Returns
    -------
    resolution / √(2 snr), kept between a twentieth of the cell and the spread of a
    uniform draw in it. [m]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
       2005, chapter 8.

    Examples
    --------
    >>> range_error(50.0, 150.0)
    15.0
    """
    signal = require("snr", snr, 0.0, finite=False)
    return elementwise(radar.range_sigma, signal, positive("resolution", resolution))


def angle_error(snr: ArrayLike, beamwidth: ArrayLike) -> float | np.ndarray:
    """Return the standard deviation of a measured azimuth or elevation.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear. [1]
    beamwidth
        Half-power width of the beam in that plane. [rad]

    Returns
    -------
    beamwidth / (1.6 √(2 snr)), kept between a twentieth of the beam and the spread of a
    uniform draw in it. [rad]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] D. K. Barton, H. R. Ward, *Handbook of Radar Measurement*, Prentice-Hall,
       1969 (the slope of a monopulse antenna).

    Examples
    --------
    >>> angle_error(12.5, 0.08)
    0.01
    """
    signal = require("snr", snr, 0.0, finite=False)
    return elementwise(radar.angle_sigma, signal, positive("beamwidth", beamwidth))


def speed_error(
    snr: ArrayLike, wavelength: ArrayLike, duration: ArrayLike
) -> float | np.ndarray:
    """Return the standard deviation of a radial speed measured by Doppler shift.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear. [1]
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Returns
    -------
    λ / (2 T √(2 snr)), kept between a twentieth of the cell λ / 2T and the spread of a
    uniform draw in it. [m/s]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
       2005, chapter 8.

    Examples
    --------
    >>> speed_error(50.0, 0.1, 0.01)
    0.5
    """
    return elementwise(
        radar.speed_sigma,
        require("snr", snr, 0.0, finite=False),
        positive("wavelength", wavelength),
        positive("duration", duration),
    )
