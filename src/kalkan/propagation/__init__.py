"""Radio propagation for numbers and arrays: horizon, loss, diffraction, jamming.

Arguments are in SI units and radians and broadcast: numbers in, a number out; arrays
in, an array of their common shape out.  Losses are in decibels, one way unless told
otherwise, above zero where power is lost; gains and ratios are linear.  k is the
factor of the effective Earth, 4/3 in the standard atmosphere, and stands for rays that
bend; distances are arcs along the ground.

What is no number, infinite, or out of range where a function says one, is refused with
a ValueError.

Examples
--------
>>> from kalkan import propagation
>>> propagation.mutual_horizon(10.0, [50.0, 100.0]).round()
array([42180., 54252.])
>>> round(propagation.slant_loss(10e9, 0.0, ways=2), 2)  # dB, through all the air
6.18
"""

from kalkan.physics.rain import RAIN_HEIGHT
from kalkan.propagation._air import (
    effective_earth_factor,
    gas_attenuation,
    horizon,
    mutual_horizon,
    path_loss,
    rain_attenuation,
    rain_coefficients,
    refractivity,
    saturation_pressure,
    slant_loss,
)
from kalkan.propagation._ground import (
    knife_edge_loss,
    knife_edge_parameter,
    propagation_factor,
    smooth_earth_loss,
    two_ray_gain,
)
from kalkan.propagation._receiver import (
    antenna_gain,
    burn_through_range,
    jam_to_noise,
    notch_gain,
    pattern_gain,
)

__all__ = [
    "RAIN_HEIGHT",
    "antenna_gain",
    "burn_through_range",
    "effective_earth_factor",
    "gas_attenuation",
    "horizon",
    "jam_to_noise",
    "knife_edge_loss",
    "knife_edge_parameter",
    "mutual_horizon",
    "notch_gain",
    "path_loss",
    "pattern_gain",
    "propagation_factor",
    "rain_attenuation",
    "rain_coefficients",
    "refractivity",
    "saturation_pressure",
    "slant_loss",
    "smooth_earth_loss",
    "two_ray_gain",
]
