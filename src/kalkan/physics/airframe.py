"""What the air does to an interceptor: drag, and the lift it can turn with.

One generic curve of drag against Mach number serves every round; a round differs by its
drag area, its lift area and its strength.

References
----------
.. [1] E. L. Fleeman, *Tactical Missile Design*, 2nd edition, AIAA, 2006, chapter 2.
.. [2] G. M. Siouris, *Missile Guidance and Control Systems*, Springer, 2004, chapter 2.
"""

import math
from typing import Any

from kalkan._kernel import kernel

#: Sine of the greatest angle between body and velocity, 20°: the usual bound of
#: small-angle aerodynamics [1]_.  The same angle gives greatest lift and deflects the
#: thrust, so a burning round turns even when it is slow.
SIDE_SHARE = math.sin(math.radians(20.0))

_FRICTION = 0.16  # skin friction of body and fins; [1]_ works an example with 0.14
_NOSE = math.atan(1.0 / 6.0) ** 1.69  # nose three diameters long
_SONIC, _WAVE_ONSET = 1.0, 0.9


@kernel
def drag_coefficient(mach: float, burning: bool) -> float:
    """Return the zero-lift drag coefficient of a generic finned missile.

    Skin friction, base drag and the wave drag of a nose three diameters long.  A
    burning motor fills the base, so that its drag falls away.  Wave drag, which the
    source gives from Mach 1 up, is faded in from Mach 0.9.

    Parameters
    ----------
    mach
        Mach number. [1]
    burning
        Whether the motor burns.

    Returns
    -------
    Drag coefficient on the body's cross-section. [1]

    References
    ----------
    .. [1] E. L. Fleeman, *Tactical Missile Design*, 2nd edition, AIAA, 2006,
       chapter 2: base 0.25 / M above and 0.12 + 0.13 M² below Mach 1; body wave
       (1.59 + 1.83 / M²) atan(d / 2 l)^1.69 (after Bonney and Jerger).

    Examples
    --------
    >>> [round(drag_coefficient(mach, False), 3) for mach in (0.5, 1.0, 2.0, 4.0)]
    [0.312, 0.573, 0.383, 0.304]
    """
    coefficient = _FRICTION
    if not burning:
        coefficient += 0.25 / mach if mach > _SONIC else 0.12 + 0.13 * mach * mach
    if mach > _WAVE_ONSET:
        sonic = max(mach, _SONIC)
        grown = min(1.0, (mach - _WAVE_ONSET) / (_SONIC - _WAVE_ONSET))
        coefficient += grown * (1.59 + 1.83 / (sonic * sonic)) * _NOSE
    return coefficient


@kernel
def side_limit(rounds: Any, r: int, pressure: float, thrust: float) -> float:
    """Return the greatest acceleration across the velocity that round `r` can fly.

    Lift at the dynamic pressure, plus the thrust turned sideways, within the strength
    of the structure.  An infinite `lift_area` is a round that steers by thrusters: the
    structure alone limits it.

    Parameters
    ----------
    rounds, r
        The round.
    pressure
        Dynamic pressure; while the motor burns, over mass by mass after burn-out. [Pa]
    thrust
        Thrust over mass. [m s⁻²]

    Returns
    -------
    Acceleration. [m s⁻²]
    """
    lift = max(pressure, 1e-9) * rounds.lift_area[r]
    return min(rounds.load_limit[r], lift + SIDE_SHARE * thrust)


@kernel
def drag_of(
    rounds: Any, r: int, pressure: float, mach: float, burning: bool, side2: float
) -> float:
    """Return the drag over mass, with that of the lift whose square is `side2`.

    `pressure` is as of `side_limit`.  The lift at the greatest angle A is
    pressure · lift_area, and grows in proportion to the angle; it leans back by that
    angle.  So the polar is a parabola: drag = zero-lift drag +
    sin A · lift² / (pressure · lift_area).
    """
    base = pressure * drag_coefficient(mach, burning) * rounds.drag_area[r]
    greatest = max(pressure, 1e-9) * rounds.lift_area[r]
    if side2 >= greatest * greatest:
        return base + SIDE_SHARE * greatest
    return base + SIDE_SHARE * side2 / greatest
