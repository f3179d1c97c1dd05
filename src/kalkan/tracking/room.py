"""Records for a tracker alone: the radars, and one picture of a chosen size."""

import math

import numpy as np

from kalkan._record import blank
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import NONE
from kalkan.engine.plan import Sensors
from kalkan.physics.geodesy import frame_at, geodetic2enu, local_axes
from kalkan.tracking.radars import OnEarth, OnMap, Radars

NOWHERE = OnEarth(math.radians(45.0), 0.0)  #: of a map that lies nowhere in particular
FLAT = np.eye(3).ravel()
CLUSTER = 128  #: tracks or plots in one cluster that are assigned exactly, at most


def frame_of(radars: Radars) -> np.ndarray:
    """Return the frame of the tracks, by `geodesy.frame_at`; shape (12,)."""
    place = radars.on_earth or NOWHERE
    return frame_at(place.lat, place.lon, place.altitude)


def sensors_of(radars: Radars, frame: np.ndarray) -> Sensors:
    """Return the radars as the tracker reads them."""
    sensors = Sensors.zeros(len(radars.radars))
    for s, radar in enumerate(radars.radars):
        sensors.position[s], sensors.axes[s] = _stand(radar.at, frame)
        sensors.period[s] = radar.period
        sensors.dwell_period[s] = math.inf
        sensors.range_min[s], sensors.range_max[s] = radar.range_min, radar.range_max
        sensors.false_rate[s] = radar.false_plots
        sensors.has_height[s] = radar.has_height
        sensors.sector_half[s] = math.pi
        sensors.elevation_max[s] = 0.5 * math.pi
        sensors.pd[s] = radar.detection_probability
    return sensors


def _stand(at: OnEarth | OnMap, frame: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where an antenna is, ENU [m], and its axes."""
    if isinstance(at, OnMap):
        return np.array([at.east, at.north, at.up]), FLAT
    x, y, z = geodetic2enu(frame, at.lat, at.lon, at.altitude)
    axes = np.zeros(9)
    local_axes(frame, x, y, z, axes)
    return np.array([x, y, z]), axes


def picture(tracks: int, plots: int, sensors: int) -> Belief:
    """Return one empty picture with room for tracks, and for plots at once."""
    belief: Belief = blank(
        Belief,
        picture=1,
        track=tracks,
        plot=plots,
        pair=1024 + 16 * (plots + tracks),
        cluster=CLUSTER,
        sensor=sensors,
    )
    belief.slots[0] = 0, tracks
    belief.tracks.dwell[:] = math.inf
    belief.tracks.urgency[:] = math.inf
    belief.tracks.order_battery[:] = NONE
    belief.tracks.offer_battery[:] = NONE
    return belief
