"""Stone Soup's tracker on the plots that Kalkan tracks.

Global nearest neighbour with an extended Kalman filter of nearly-constant velocity in a
plane, put together from the parts that its own tutorials use: D. Last et al., "Stone
Soup: announcement of beta release of an open-source framework for tracking and state
estimation", *Proc. SPIE* 11018, 2019.
"""

import datetime as dt
import time as clock
from typing import NamedTuple

import numpy as np
from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
from stonesoup.deleter.time import UpdateTimeStepsDeleter
from stonesoup.hypothesiser.distance import DistanceHypothesiser
from stonesoup.initiator.simple import MultiMeasurementInitiator
from stonesoup.measures import Mahalanobis
from stonesoup.models.measurement.nonlinear import CartesianToBearingRange
from stonesoup.models.transition.linear import (
    CombinedLinearGaussianTransitionModel,
    ConstantVelocity,
)
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.tracker.simple import MultiTargetTracker
from stonesoup.types.detection import Detection
from stonesoup.types.prediction import Prediction
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import ExtendedKalmanUpdater

START = dt.datetime(2020, 1, 1)
GATE, KEPT, POINTS, SPEED = 4.0, 4, 4, 200.0


class Soup(NamedTuple):
    """What Stone Soup made of plots."""

    tracks: dict[str, np.ndarray]  #: columns as Kalkan's
    cpu: float  #: of the process, for the tracker alone [s]


def scans_of(plots, sigma_r, sigma_b):
    """Return the plots of each scan as Stone Soup takes them.

    `plots` has rows of time [s], range [m] and azimuth clockwise from north [rad].
    """
    model = CartesianToBearingRange(
        ndim_state=4,
        mapping=(0, 2),
        noise_covar=np.diag([sigma_b**2, sigma_r**2]),
        translation_offset=np.zeros((2, 1)),
    )
    found = []
    for time in np.unique(plots[:, 0]):
        stamp = START + dt.timedelta(seconds=float(time))
        rows = plots[plots[:, 0] == time]
        found.append(
            (
                stamp,
                {
                    Detection(
                        np.array([[np.pi / 2.0 - azimuth], [far]]),
                        timestamp=stamp,
                        measurement_model=model,
                    )
                    for _, far, azimuth in rows
                },
            )
        )
    return found


def tracker_of(scans, psd, gate=GATE, kept=KEPT, points=POINTS, speed=SPEED):
    """Return a tracker of the scans, for a white acceleration of `psd` [m² s⁻³]."""
    motion = CombinedLinearGaussianTransitionModel([ConstantVelocity(psd)] * 2)
    predictor, updater = ExtendedKalmanPredictor(motion), ExtendedKalmanUpdater(None)
    hypothesiser = DistanceHypothesiser(
        predictor, updater, Mahalanobis(), missed_distance=gate
    )
    associator = GNNWith2DAssignment(hypothesiser)
    deleter = UpdateTimeStepsDeleter(time_steps_since_update=kept)
    prior = GaussianState(
        np.zeros((4, 1)), np.diag([0.0, speed**2, 0.0, speed**2]), START
    )
    initiator = MultiMeasurementInitiator(
        prior_state=prior,
        deleter=deleter,
        data_associator=associator,
        updater=updater,
        measurement_model=None,
        min_points=points,
    )
    return MultiTargetTracker(
        initiator=initiator,
        deleter=deleter,
        detector=scans,
        data_associator=associator,
        updater=updater,
    )


def stone_soup(scans, psd, **settings):
    """Return the tracks of the scans, each from its first plot to its last.

    As `kalkan.track` has them.
    """
    tracker = tracker_of(scans, psd, **settings)
    found = set()
    begin = clock.process_time()
    for _, tracks in tracker:
        found |= tracks
    cpu = clock.process_time() - begin
    rows = [
        ((state.timestamp - START).total_seconds(), number, *_plain(state))
        for number, track in enumerate(sorted(found, key=lambda one: one.id))
        for state in _to_last_plot(track)
    ]
    names = ("time_s", "track", "x_m", "vx_mps", "y_m", "vy_mps")
    return Soup(dict(zip(names, np.array(rows).T, strict=True)), cpu)


def _plain(state):
    return np.asarray(state.state_vector, float).ravel()


def _to_last_plot(track):
    """Return the states of a track up to its last plot, one a time."""
    ends = max(state.timestamp for state in track if not isinstance(state, Prediction))
    last = {state.timestamp: state for state in track if state.timestamp <= ends}
    return last.values()
