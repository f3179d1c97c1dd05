"""What a seeker sees amiss: glint of the target, and noise of its own receiver.

References
----------
.. [1] D. D. Howard, "Tracking radar", in M. Skolnik, editor, *Radar Handbook*, 3rd
   edition, McGraw-Hill, 2008, chapter 9 (glint).
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapter 4 (glint and range-dependent noise).
"""

import math

from kalkan._kernel import kernel

#: Standard deviation of glint over the target's extent across the line of sight: [1]_
#: has 0.15 to 0.25 for aircraft.
GLINT_SHARE = 0.2
SLENDER = 0.12  #: width of a missile over its length, assumed [1]


@kernel
def extent_across(extent: float, slender: bool, cosine: float) -> float:
    """Return the extent of a target across the line of sight.

    Parameters
    ----------
    extent
        Greatest dimension. [m]
    slender
        Whether it is a body without wings to speak of.
    cosine
        Of the angle between its velocity and the line of sight. [1]

    Returns
    -------
    Extent. [m]

    Examples
    --------
    >>> extent_across(10.0, True, 0.0), round(extent_across(10.0, True, -1.0), 3)
    (10.0, 1.2)
    """
    if not slender:
        return extent
    return extent * math.sqrt(max(1.0 - cosine * cosine, SLENDER * SLENDER))


@kernel
def noise_at_one_metre(noise: float, reach: float, echo: float, power: int) -> float:
    """Return the angular noise of a receiver, scaled to 1 m as `seeker_sigma` takes it.

    Parameters
    ----------
    noise
        At `reach`, on a target of 1 m². [rad]
    reach
        Distance; none for a seeker without noise. [m]
    echo
        Cross-section of the target in the seeker's band. [m²]
    power
        As of `seeker_sigma`.

    Examples
    --------
    >>> noise_at_one_metre(5e-3, 1e4, 4.0, 1)
    2.5e-07
    """
    if reach <= 0.0 or echo <= 0.0:
        return 0.0
    scaled = noise / math.sqrt(echo) / reach
    return scaled / reach if power == 2 else scaled


@kernel
def seeker_sigma(extent: float, noise: float, away: float, power: int) -> float:
    """Return the standard deviation of what a seeker errs across its line of sight.

    Parameters
    ----------
    extent
        Of the target across the line of sight. [m]
    noise
        Angular noise at 1 m, as if it grew with `power` all the way. [rad]
    away
        Distance. [m]
    power
        2 where the round illuminates its target itself, for the echo falls with the
        fourth power of distance; 1 where another does, or the target shines.

    Returns
    -------
    Standard deviation on either axis. [m]

    References
    ----------
    .. [1] D. K. Barton, *Radar System Analysis and Modeling*, Artech House, 2005,
       section 8.1: angular noise falls with the root of the signal-to-noise ratio.

    Examples
    --------
    >>> seeker_sigma(10.0, 0.0, 5e3, 2)
    2.0
    """
    angle = noise * away if power == 1 else noise * away * away
    glint, own = GLINT_SHARE * extent, angle * away
    return math.sqrt(glint * glint + own * own)


@kernel
def offset_across(
    x: float, y: float, z: float, level: float, upright: float
) -> tuple[float, float, float]:
    """Return an offset given by its parts across a direction.

    Parameters
    ----------
    x, y, z
        Direction, of any length. [m]
    level, upright
        Parts across it, to the right and, upright to both, downward. [m]

    Examples
    --------
    >>> offset_across(2.0, 0.0, 0.0, 3.0, 4.0)
    (0.0, -3.0, -4.0)
    """
    flat = max(math.sqrt(x * x + y * y), 1e-9)
    away = max(math.sqrt(x * x + y * y + z * z), 1e-9)
    ex, ey = y / flat, -x / flat
    ux, uy, uz = x / away, y / away, z / away
    return (
        level * ex - upright * ey * uz,
        level * ey + upright * ex * uz,
        upright * (ux * ey - uy * ex),
    )
