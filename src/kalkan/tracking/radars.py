"""The radars whose plots are tracked, as their operator knows them."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class OnEarth:
    """A place on the Earth, WGS-84."""

    lat: float  #: [rad]
    lon: float  #: [rad]
    altitude: float = 0.0  #: of the antenna above mean sea level [m]


@dataclass(frozen=True)
class OnMap:
    """A place in the frame of the tracks."""

    east: float = 0.0  #: [m]
    north: float = 0.0  #: [m]
    up: float = 0.0  #: [m]


@dataclass(frozen=True)
class Radar:
    """A radar: where it stands, how well and how often it measures.

    Parameters
    ----------
    name
        As the plots have it in `sensor`.
    at
        Where its antenna is.  Azimuth and elevation of its plots are against north and
        horizon there, or against the axes of the frame when it is `OnMap`.
    period
        From one look at a target to the next. [s]
    range_error, azimuth_error, elevation_error
        Standard deviations of its plots, biases apart; an infinite elevation error
        when it measures no elevation. [m, rad, rad]
    detection_probability
        Of a target in a scan. [1]
    false_plots
        Expected a scan. [1]
    range_min, range_max
        Within which it measures. [m]
    range_bias, azimuth_bias, elevation_bias
        Known, and taken off every plot. [m, rad, rad]

    Examples
    --------
    >>> Radar("north", OnMap(), 4.0, 50.0, 0.0035).has_height
    False
    """

    name: str
    at: OnEarth | OnMap
    period: float
    range_error: float
    azimuth_error: float
    elevation_error: float = math.inf
    detection_probability: float = 0.9
    false_plots: float = 0.0
    range_min: float = 0.0
    range_max: float = math.inf
    range_bias: float = 0.0
    azimuth_bias: float = 0.0
    elevation_bias: float = 0.0

    @property
    def has_height(self) -> bool:
        """Whether it measures elevation."""
        return self.elevation_error < math.inf


@dataclass(frozen=True)
class Radars:
    """All radars of a picture, and the frame of its tracks.

    Parameters
    ----------
    radars
        At least one, each with a name of its own.
    origin
        Of the frame of the tracks; where the first radar on the Earth stands, at sea
        level, when None.
    plane
        Whether all that is seen lies in one plane with the radars, so that range is
        distance on the map.  When None it does where every radar is `OnMap` with `up`
        zero and none measures elevation.
    """

    radars: tuple[Radar, ...]
    origin: OnEarth | None = None
    plane: bool | None = None

    @property
    def is_plane(self) -> bool:
        """Whether range is distance on the map."""
        if self.plane is not None:
            return self.plane
        return all(
            isinstance(radar.at, OnMap) and radar.at.up == 0.0 and not radar.has_height
            for radar in self.radars
        )

    @property
    def on_earth(self) -> OnEarth | None:
        """Where the frame stands on the Earth; None when nothing says so."""
        if self.origin is not None:
            return self.origin
        for radar in self.radars:
            if isinstance(radar.at, OnEarth):
                return OnEarth(radar.at.lat, radar.at.lon)
        return None
