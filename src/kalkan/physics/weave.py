"""A weave: evasive sway across the track, level and of constant period."""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.physics.kinematics import norm3


class Weave(NamedTuple):
    """How a flyer sways."""

    size: float  #: amplitude; 0 is none [m]
    rate: float  #: angular frequency [rad s⁻¹]
    phase: float  #: where in its period it begins [rad]
    start: float  #: path time at which it begins [s]
    end: float  #: path time at which it is over [s]
    up_x: float  #: direction to which it is level, ENU [1]
    up_y: float
    up_z: float


@kernel
def weave_amplitude(load: float, period: float) -> float:
    """Return the amplitude of a sinusoidal weave.

    Parameters
    ----------
    load
        Greatest acceleration across the track. [m s⁻²]
    period
        Of the weave. [s]

    Returns
    -------
    Amplitude, half of the whole width. [m]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 20 (weaving targets).

    Examples
    --------
    >>> round(weave_amplitude(2.0 * 9.80665, 8.0), 1)
    31.8
    """
    rate = 2.0 * math.pi / period
    return load / (rate * rate)


@kernel
def sway(
    rate: float, phase: float, since: float, left: float
) -> tuple[float, float, float]:
    """Return offset, speed and acceleration of a weave of unit amplitude.

    Parameters
    ----------
    rate
        Angular frequency. [rad s⁻¹]
    phase
        Where in its period it begins. [rad]
    since
        Since it began, negative before. [s]
    left
        Until it is over, negative after. [s]

    Returns
    -------
    Offset to the right in amplitudes, its rate and the rate of that.
    [1, s⁻¹, s⁻²]

    Notes
    -----
    It fades in and out by (1 - exp(-2 t / T))², t since it began or until it is over
    and T the period: from rest, to rest, and the acceleration never exceeds rate².

    Examples
    --------
    >>> sway(1.0, 0.5 * math.pi, 200.0 * math.pi, 200.0 * math.pi)
    (1.0, 0.0, -1.0)
    """
    if since <= 0.0 or left <= 0.0:
        return 0.0, 0.0, 0.0
    fade = rate / math.pi
    a, da, dda = _ease(fade, since)
    b, db, ddb = _ease(fade, left)
    w, dw, ddw = a * b, da * b - a * db, dda * b - 2.0 * da * db + a * ddb
    s, c = math.sin(rate * since + phase), math.cos(rate * since + phase)
    speed = dw * s + w * rate * c
    pull = ddw * s + 2.0 * dw * rate * c - w * rate * rate * s
    return w * s, speed, pull


@kernel
def _ease(fade: float, time: float) -> tuple[float, float, float]:
    """Return what a weave has grown to after a time, its rate and the rate of that."""
    e = math.exp(-fade * time)
    return (1.0 - e) ** 2, 2.0 * fade * e * (1.0 - e), 2.0 * fade**2 * e * (2.0 * e - 1)


@kernel
def woven(
    weave: Weave,
    u: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> tuple[float, float, float, float, float, float]:
    """Return place and velocity of a flyer that weaves about its path.

    Parameters
    ----------
    weave
        How it sways.
    u
        Path time. [s]
    x, y, z, vx, vy, vz
        Place and path-time velocity on the path, ENU. [m, m s⁻¹]

    Returns
    -------
    The same with the weave.  The direction to the right is that of the path now: that
    it turns with the path is left out of the velocity, as is the way that swaying
    lengthens.
    """
    out, rate, _ = sway(weave.rate, weave.phase, u - weave.start, weave.end - u)
    rx = vy * weave.up_z - vz * weave.up_y
    ry = vz * weave.up_x - vx * weave.up_z
    rz = vx * weave.up_y - vy * weave.up_x
    length = norm3(rx, ry, rz)
    if length < 1e-6:
        return x, y, z, vx, vy, vz
    out *= weave.size / length
    rate *= weave.size / length
    return (
        x + out * rx,
        y + out * ry,
        z + out * rz,
        vx + rate * rx,
        vy + rate * ry,
        vz + rate * rz,
    )
