"""Radar at mission level: range, detection of a fluctuating target, accuracy."""

import math

from kalkan._kernel import kernel
from kalkan.constants import LIGHT_SPEED

_LOG_PER_DECIBEL = math.log(10.0) / 10.0
_MONOPULSE_SLOPE = 1.6
_FINEST = 1.0 / 20.0  # of a resolution cell: what no SNR improves on
_COARSEST = 1.0 / math.sqrt(12.0)  # of a cell: somewhere in it


@kernel
def snr(
    range_: float, rcs: float, range_ref: float, rcs_ref: float, snr_ref: float
) -> float:
    """Return the mean signal-to-noise ratio of one look.

    Parameters
    ----------
    range_
        Distance to the target, above zero. [m]
    rcs
        Its mean radar cross-section towards the radar. [m²]
    range_ref, rcs_ref, snr_ref
        The anchor: a target of `rcs_ref` at `range_ref` gives `snr_ref`. [m, m², 1]

    Returns
    -------
    Ratio, linear. [1]

    References
    ----------
    .. [1] M. A. Richards, J. A. Scheer, W. A. Holm (eds.), *Principles of Modern
       Radar: Basic Principles*, SciTech, 2010, chapter 2 (the radar range equation).

    Examples
    --------
    >>> snr(200e3, 1.0, 100e3, 1.0, 16.0)
    1.0
    """
    ratio = range_ref / range_
    square = ratio * ratio
    return snr_ref * (rcs / rcs_ref) * square * square


@kernel
def aspect_gain(aspect_kind: int, cosine: float) -> float:
    r"""Return the radar cross-section at an aspect as a multiple of that nose-on.

    In decibels, with :math:`a` the angle off the nose,

    .. math:: side \cdot \sin^{2n} a + tail \cdot (1 - \cos a) / 2

    ============  =====  =====  ===  ==============================
    aspect_kind   side   tail   n    width of the side lobe at half
    ============  =====  =====  ===  ==============================
    0 sphere      0 dB   0 dB
    1 aircraft    12 dB  3 dB   4    ± 24°
    2 missile     18 dB  3 dB   8    ± 17°
    3 drone       8 dB   4 dB   2    ± 33°
    ============  =====  =====  ===  ==============================

    Parameters
    ----------
    aspect_kind
        Generic shape, by the table; any other number is a sphere. [1]
    cosine
        Of the angle between the target's velocity and the line to the radar. [1]

    Returns
    -------
    Ratio, 1 nose-on, smooth. [1]

    Notes
    -----
    The shapes are *assumed*: smooth means over lobes that a fluctuating target shows
    anyway, with the broadside flash and the stronger tail that measured patterns of
    aircraft and of finite cylinders have in common [1]_ [2]_.

    References
    ----------
    .. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill,
       2001, section 2.7 (radar cross-section of aircraft and missiles).
    .. [2] E. F. Knott, J. F. Shaeffer, M. T. Tuley, *Radar Cross Section*, 2nd
       edition, SciTech, 2004, chapter 6.

    Examples
    --------
    >>> aspect_gain(1, 1.0)
    1.0
    >>> round(10 * math.log10(aspect_gain(1, 0.0)), 3)
    13.5
    """
    if aspect_kind < 1 or aspect_kind > 3:
        return 1.0
    lobe = 1.0 - cosine * cosine
    lobe *= lobe  # sin⁴
    side, tail = 8.0, 4.0
    if aspect_kind == 1:
        side, tail, lobe = 12.0, 3.0, lobe * lobe
    elif aspect_kind == 2:
        side, tail, lobe = 18.0, 3.0, lobe * lobe * lobe * lobe
    return math.exp(_LOG_PER_DECIBEL * (side * lobe + tail * 0.5 * (1.0 - cosine)))


@kernel
def _accuracy(cell: float, slope: float, snr: float) -> float:
    """Return cell / (slope √(2 snr)), kept within what a cell allows."""
    if not snr > 0.0:
        return cell * _COARSEST
    share = 1.0 / (slope * math.sqrt(2.0 * snr))
    return cell * min(max(share, _FINEST), _COARSEST)


@kernel
def range_sigma(snr: float, resolution: float) -> float:
    """Return the standard deviation of a measured range.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the look, linear. [1]
    resolution
        Width of the range cell. [m]

    Returns
    -------
    resolution / √(2 snr), not less than a twentieth of the cell and not more than
    the spread of a uniform draw in it. [m]

    References
    ----------
    .. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill,
       2001, section 6.3 (theoretical accuracy of radar measurements).
    .. [2] D. K. Barton, H. R. Ward, *Handbook of Radar Measurement*, Prentice-Hall,
       1969.

    Examples
    --------
    >>> range_sigma(50.0, 150.0)
    15.0
    """
    return _accuracy(resolution, 1.0, snr)


@kernel
def angle_sigma(snr: float, beamwidth: float) -> float:
    """Return the standard deviation of a measured angle.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the look, linear. [1]
    beamwidth
        Half-power width of the beam. [rad]

    Returns
    -------
    beamwidth / (1.6 √(2 snr)), a monopulse antenna of normal slope, not less than a
    twentieth of the beam and not more than the spread of a uniform draw in it. [rad]

    References
    ----------
    .. [1] D. K. Barton, H. R. Ward, *Handbook of Radar Measurement*, Prentice-Hall,
       1969 (monopulse slope).
    .. [2] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill,
       2001, section 6.3.

    Examples
    --------
    >>> angle_sigma(12.5, 0.08)
    0.01
    """
    return _accuracy(beamwidth, _MONOPULSE_SLOPE, snr)


@kernel
def range_resolution(bandwidth: float) -> float:
    """Return the width of the range cell that a bandwidth gives, c / 2B. [m].

    Parameters
    ----------
    bandwidth
        Of the transmitted pulse. [Hz]

    Examples
    --------
    >>> round(range_resolution(1e6), 1)
    149.9
    """
    return 0.5 * LIGHT_SPEED / bandwidth


@kernel
def speed_resolution(wavelength: float, duration: float) -> float:
    """Return the width of the cell of radial speed that a dwell gives, λ / 2T. [m/s].

    Parameters
    ----------
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Examples
    --------
    >>> speed_resolution(0.1, 0.01)
    5.0
    """
    return 0.5 * wavelength / duration


@kernel
def speed_sigma(snr: float, wavelength: float, duration: float) -> float:
    """Return the standard deviation of a measured radial speed, by Doppler shift.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the look, linear. [1]
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Returns
    -------
    λ / (2 T √(2 snr)), not less than a twentieth of the cell λ / 2T and not more than
    the spread of a uniform draw in it. [m/s]

    References
    ----------
    .. [1] M. I. Skolnik, "Theoretical accuracy of radar measurements", *IRE
       Transactions on Aeronautical and Navigational Electronics* ANE-7, 1960,
       pp. 123-129.
    .. [2] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
       2005, chapter 8.

    Examples
    --------
    >>> speed_sigma(50.0, 0.1, 0.01)
    0.5
    """
    return _accuracy(speed_resolution(wavelength, duration), 1.0, snr)
