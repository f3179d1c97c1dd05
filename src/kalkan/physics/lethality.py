"""What a warhead reaches, and how chances shift together."""

import math

from kalkan._kernel import kernel

SCALED_DISTANCE = 8.0  #: see `lethal_radius` [m kg⁻¹ᐟ³]
REFERENCE_EXTENT = 0.9  #: of a target, across, whose reference shot is known [m]


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
def remembered_spread(sigma: float, growth: float, silence: float) -> float:
    """Return the spread of an impact that is aimed at what fell silent before it [m].

    What homes on an emission flies on towards where its last bearing pointed.  That
    bearing is wrong by an angle ε, and over the way left, speed times `silence`, the
    angle becomes a distance: `growth` is speed times ε.  The two errors are independent
    and their variances add.

    Parameters
    ----------
    sigma
        Standard deviation on either axis while the emission is heard. [m]
    growth
        Speed times the error of the last bearing. [m s⁻¹]
    silence
        Time since the emission was heard. [s]

    References
    ----------
    .. [1] D. L. Adamy, *EW 101: A First Course in Electronic Warfare*, Artech House,
       2001, chapter 8 (an angular error times the range is the error of location).

    Examples
    --------
    >>> remembered_spread(8.0, 10.0, 0.0)
    8.0
    >>> round(remembered_spread(8.0, 10.0, 30.0), 1)
    300.1
    """
    return math.hypot(sigma, growth * silence)


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


@kernel
def endgame_probability(probability: float, miss: float, reference: float) -> float:
    """Return the chance that a warhead kills what it misses by a distance [1].

    Carleton's diffuse Gaussian function, exp(-m² / 2 R²), with the R for which a
    reference shot kills with a known probability: a hit kills for certain, and a shot
    that passes at the reference distance with that probability.

    Parameters
    ----------
    probability
        Of a kill at the reference distance. [1]
    miss
        Distance of closest approach. [m]
    reference
        Miss distance of the reference shot, positive. [m]

    References
    ----------
    .. [1] A. R. Washburn, M. Kress, *Combat Modeling*, Springer, 2009, section 2.2
       (diffuse Gaussian damage function).
    .. [2] J. S. Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd edition,
       AIAA, 2000, chapter 2 (Carleton damage function).

    Examples
    --------
    >>> [round(endgame_probability(0.7, miss, 5.0), 4) for miss in (0.0, 5.0, 10.0)]
    [1.0, 0.7, 0.2401]
    """
    if probability <= 0.0 or probability >= 1.0:
        return probability
    return float(probability ** ((miss / reference) ** 2))


@kernel
def reference_at(reference: float, extent: float) -> float:
    """Return the reference distance for a larger target [m].

    What must be hit is larger, and glint with it: the distance grows in proportion.
    Below `REFERENCE_EXTENT` it stays.  This scaling is assumed.

    Parameters
    ----------
    reference
        For a target of `REFERENCE_EXTENT`, as the catalogue has it. [m]
    extent
        Of the target, across the relative velocity. [m]

    Examples
    --------
    >>> reference_at(0.35, 0.5), round(reference_at(0.35, 9.0), 3)
    (0.35, 3.5)
    """
    return reference * max(1.0, extent / REFERENCE_EXTENT)


@kernel
def mean_endgame_probability(
    probability: float, sigma: float, reference: float
) -> float:
    """Return the mean of `endgame_probability` over a circular normal miss [1].

    Parameters
    ----------
    probability, reference
        As of `endgame_probability`. [1, m]
    sigma
        Standard deviation of the miss on either of two axes. [m]

    References
    ----------
    .. [1] A. R. Washburn, M. Kress, *Combat Modeling*, Springer, 2009, section 2.2:
       R² / (R² + σ²).

    Examples
    --------
    >>> round(mean_endgame_probability(0.5, 5.0, 5.0), 4)
    0.4191
    """
    if probability <= 0.0 or probability >= 1.0:
        return probability
    radius2 = -reference * reference / (2.0 * math.log(probability))
    return radius2 / (radius2 + sigma * sigma)
