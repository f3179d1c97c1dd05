"""The Doppler notch: moving-target filters take slow targets with the ground."""

from kalkan._kernel import kernel


@kernel
def notch_gain(radial_speed: float, notch_speed: float) -> float:
    r"""Return what a moving-target filter leaves of a target's power.

    .. math:: G = \frac{u^4}{1 + u^4}, \qquad u = v / v_n

    Parameters
    ----------
    radial_speed
        Range rate of the target, either sign. [m/s]
    notch_speed
        Half width of the notch: where half the power is left; 0 for none. [m/s]

    Returns
    -------
    Ratio of powers, 0 where the target crosses, 1 far from the notch. [1]

    Notes
    -----
    A maximally flat high-pass response of second order: at low speeds it falls with
    v⁴ as three-pulse cancellation does, above the notch it is flat as that of
    cancellers with feedback and staggered repetition [1]_.  Blind speeds are assumed
    to be staggered away; the spread of clutter (wind, rain, sea) is in the width.

    References
    ----------
    .. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill,
       2001, sections 3.2 to 3.4 (delay-line cancellers, velocity response, recursive
       filters, staggered repetition).

    Examples
    --------
    >>> notch_gain(0.0, 20.0), notch_gain(-20.0, 20.0), notch_gain(5.0, 0.0)
    (0.0, 0.5, 1.0)
    """
    if not notch_speed > 0.0:
        return 1.0
    ratio = radial_speed / notch_speed
    fourth = ratio * ratio * ratio * ratio
    if fourth > 1e18:  # an infinite speed would leave inf / inf
        return 1.0
    return fourth / (1.0 + fourth)
