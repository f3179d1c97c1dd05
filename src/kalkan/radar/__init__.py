"""Radar: the radar equation, exact detection of fluctuating targets, accuracy.

Every argument may be a number or an array; arrays broadcast, and numbers give a number.
Signal-to-noise ratios, gains, noise figures and losses of the radar are plain ratios of
powers, not decibels: `from_decibels` and `to_decibels` convert.  Losses along the path
are in decibels one way, as `kalkan.propagation` gives them.  Units are SI.

A *case* is Swerling's: 0 a steady target, 1 and 3 fluctuate from look to look, 2 and 4
from pulse to pulse; 1 and 2 have many equal scatterers, 3 and 4 one that is larger.
Detection is by a square-law detector that sums the pulses of a look; the
signal-to-noise ratio is that of a single pulse, the mean over the fluctuation.
"""

from kalkan.radar._accuracy import (
    angle_error,
    range_error,
    range_resolution,
    speed_error,
    speed_resolution,
)
from kalkan.radar._detecting import (
    cumulative_by_look,
    cumulative_probability,
    detection_probability,
    m_of_n_probability,
    required_snr,
    threshold,
)
from kalkan.radar._equation import (
    detection_range,
    signal_to_noise,
    signal_to_noise_from_claim,
)
from kalkan.radar._ratios import from_decibels, to_decibels

__all__ = [
    "angle_error",
    "cumulative_by_look",
    "cumulative_probability",
    "detection_probability",
    "detection_range",
    "from_decibels",
    "m_of_n_probability",
    "range_error",
    "range_resolution",
    "required_snr",
    "signal_to_noise",
    "signal_to_noise_from_claim",
    "speed_error",
    "speed_resolution",
    "threshold",
    "to_decibels",
]
