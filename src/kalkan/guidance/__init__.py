"""Guidance: proportional navigation, its misses, pure pursuit, and what a miss leaves.

The functions of numbers broadcast: a number in, a number out; arrays in, an array of
their common shape out.  Units are SI and radians.  The *navigation ratio* N' is usually
3 to 5; the *lag* is the one time constant of seeker, autopilot and airframe together;
the *duration* is the time to go at the start, over which an engagement is homing.

`engage` and `linear_miss` integrate the law that the battle flies; the other misses are
closed forms of the linear theory.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012.
.. [2] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998.

Examples
--------
A heading error of 20° at 3000 ft/s, N' = 4 and a lag of 1 s, in feet:

>>> import numpy as np
>>> from kalkan import guidance
>>> miss = guidance.heading_error_miss(914.4, np.radians(-20.0), [1.0, 2.0, 3.0], 1.0)
>>> (miss / 0.3048).round(3)
array([ 64.207, -94.482, -78.205])
"""

from kalkan.guidance._commands import heading_error_acceleration, target_acceleration
from kalkan.guidance._endgame import endgame_probability
from kalkan.guidance._engaging import Engagement, engage
from kalkan.guidance._misses import (
    angle_noise_miss,
    glint_miss,
    heading_error_miss,
    linear_miss,
    target_miss,
)
from kalkan.guidance._pursuit import collision_lead, flown_pursuit_time, pursuit_time

__all__ = [
    "Engagement",
    "angle_noise_miss",
    "collision_lead",
    "endgame_probability",
    "engage",
    "flown_pursuit_time",
    "glint_miss",
    "heading_error_acceleration",
    "heading_error_miss",
    "linear_miss",
    "pursuit_time",
    "target_acceleration",
    "target_miss",
]
