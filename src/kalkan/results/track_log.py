"""What the air pictures held in one battle and what there was, in snapshots."""

from typing import NamedTuple

import numpy as np

from kalkan.results.fought import Battle, Names


class Held(NamedTuple):
    """Every firm track of every picture at every snapshot.  Axis: row, by snapshot."""

    snapshot: np.ndarray  #: place in the times of the log
    picture: np.ndarray
    number: np.ndarray  #: of the track; a battle gives none twice
    identity: np.ndarray  #: Identity that is believed
    group: np.ndarray  #: KinematicGroup that is believed
    position: np.ndarray  #: carried on to the snapshot, ENU [m].  Shape: row 3
    velocity: np.ndarray  #: as last estimated, ENU [m s⁻¹].  Shape: row 3
    covariance: np.ndarray  #: of the position, by the filter [m²].  Shape: row 3 3

    @property
    def spread(self) -> np.ndarray:
        """Root of the summed variances of the position [m].  Shape: row."""
        trace = np.trace(self.covariance, axis1=1, axis2=2)
        return np.asarray(np.sqrt(np.maximum(trace, 0.0)))


class TrackLog(NamedTuple):
    """One battle, fought again and looked at every few seconds."""

    names: Names
    battle: Battle  #: its outcome, with all events
    interval: float  #: between snapshots [s]
    time: np.ndarray  #: Shape: snapshot [s]
    aloft: np.ndarray  #: whether it flies.  Shape: snapshot threat
    position: np.ndarray  #: ENU [m].  Shape: snapshot threat 3
    velocity: np.ndarray  #: ENU [m s⁻¹].  Shape: snapshot threat 3
    held: Held
    stands: np.ndarray  #: whether the picture is anybody's.  Shape: snapshot picture
    told: np.ndarray  #: from when a picture gets a sensor's plots, or inf.
    #: Shape: picture sensor [s]
    reach: np.ndarray  #: whether a living fire unit of the picture with a round left
    #: could shoot there.  Shape: snapshot picture threat
