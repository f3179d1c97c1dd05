"""The tracker by itself: plots of any radars to tracks.

`kalkan.track` is the door; the radars may be described in a YAML file, in a mapping, or
with `Radar` and `Radars`, in SI and radians.

Examples
--------
>>> from kalkan.tracking import OnMap, Radar, Radars
>>> north = Radar("north", OnMap(0.0, 0.0), 4.0, 50.0, 0.0035)
>>> Radars((north,)).is_plane
True
"""

from kalkan.tracking.door import Tracked, track, track_all
from kalkan.tracking.radars import OnEarth, OnMap, Radar, Radars

__all__ = ["OnEarth", "OnMap", "Radar", "Radars", "Tracked", "track", "track_all"]
