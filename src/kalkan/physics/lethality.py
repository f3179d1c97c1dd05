"""What a warhead reaches, and how chances shift together."""

import math

from kalkan._kernel import kernel

SCALED_DISTANCE = 8.0  #: see `lethal_radius` [m kg⁻¹ᐟ³]


@kernel
def lethal_radius(warhead: float) -> float:
    """Return the distance at which a blast still breaks soft targets [m].

    Cube-root scaling at 8 m kg⁻¹ᐟ³, where the side-on overpressure of a surface
    burst is about 14 kPa: moderate damage to buildings and soft vehicles.
    Fragments, casing and fill are not told apart.

    Parameters
    ----------
    warhead
        Mass of the warhead, taken as its TNT equivalent. [kg]

    References
    ----------
    .. [1] C. N. Kingery and G. Bulmash, *Airblast Parameters from TNT Spherical Air
       Burst and Hemispherical Surface Burst*, ARBRL-TR-02555, 1984.

    Examples
    --------
    >>> round(lethal_radius(450.0), 1)
    61.3
    """
    return float(SCALED_DISTANCE * warhead ** (1.0 / 3.0))


@kernel
def damaged_share(away: float, reach: float, radius: float) -> float:
    """Return the share of a round asset that one burst destroys [1].

    A burst of radius `reach` inside an asset of radius `radius` destroys the ratio
    of the areas; one whose circle only touches the asset destroys in proportion to
    how far it reaches in; one beyond destroys nothing.

    Parameters
    ----------
    away
        Distance of the burst from the centre of the asset. [m]
    reach
        Lethal radius of the burst. [m]
    radius
        Radius of the asset. [m]

    Examples
    --------
    >>> damaged_share(0.0, 60.0, 600.0)
    0.01
    >>> damaged_share(700.0, 60.0, 600.0)
    0.0
    """
    if away >= reach + radius:
        return 0.0
    share = 1.0
    if reach < radius:
        share = (reach / radius) ** 2
    inner = abs(radius - reach)
    if away <= inner:
        return share
    return share * (reach + radius - away) / (reach + radius - inner)


@kernel
def shifted_probability(probability: float, shift: float) -> float:
    """Return a probability moved by `shift` on the logit scale [1].

    Shots that share a frailty share the shift, so that a salvo is not independent
    luck.  Nought and one stay where they are.

    References
    ----------
    .. [1] A. Agresti, *Categorical Data Analysis*, 3rd ed., Wiley, 2013, section 13.1
       (random intercepts on the logit scale).

    Examples
    --------
    >>> shifted_probability(0.5, 0.0)
    0.5
    >>> shifted_probability(1.0, -2.0)
    1.0
    """
    if probability <= 0.0 or probability >= 1.0:
        return probability
    odds = probability / (1.0 - probability) * math.exp(shift)
    return odds / (1.0 + odds)
