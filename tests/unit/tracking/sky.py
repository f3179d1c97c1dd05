"""Flights, the plots that radars make of them, and what to say of the radars."""

import math

import numpy as np
import polars as pl

RADAR = {
    "at": {"east": "0 m", "north": "0 m"},
    "period": "4 s",
    "range-error": "50 m",
    "azimuth-error": "0.2 deg",
}


def radars(**changes):
    """Return the description of one radar at the origin, with some keys changed."""
    said = RADAR | {key.replace("_", "-"): value for key, value in changes.items()}
    return {"sensors": {"r": {k: v for k, v in said.items() if v is not None}}}


def plots(time, place, sensor="r", at=(0.0, 0.0, 0.0), flat=True):
    """Return perfect plots of places (east, north, up) from `at`, axes parallel."""
    away = np.asarray(place, float) - np.asarray(at)
    if flat:
        away = away * (1.0, 1.0, 0.0)
    far = np.linalg.norm(away, axis=1)
    azimuth = np.degrees(np.arctan2(away[:, 0], away[:, 1])) % 360.0
    columns = {
        "time_s": np.asarray(time, float),
        "sensor": [sensor] * len(far),
        "range_m": far,
        "azimuth_deg": azimuth,
    }
    if not flat:
        columns["elevation_deg"] = np.degrees(np.arcsin(away[:, 2] / far))
    return pl.DataFrame(columns)


def line(time, start=(20e3, 30e3, 5e3), speed=(200.0, -100.0, 0.0)):
    """Return where a target on a straight course is."""
    return np.asarray(start) + np.outer(time, speed)


def hypot(one, other):
    return math.hypot(*(np.asarray(one) - np.asarray(other)))
