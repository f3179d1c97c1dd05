"""Small kernels in a compiled loop."""

import time
from collections.abc import Iterator

import numpy as np
from row import Row

from kalkan._kernel import kernel
from kalkan.draw import block, normal_pair
from kalkan.physics.atmosphere import density
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill, curve_probability
from kalkan.physics.estimation import update
from kalkan.physics.geodesy import aer, altitude, frame_at
from kalkan.physics.imm import imm_adopt, imm_combine, imm_predict, imm_update
from kalkan.physics.modes import MEANS, MODES, SPREADS
from kalkan.physics.motion import predict

CALLS = 2_000_000


@kernel
def many_block(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    total = np.uint32(0)
    for n in range(calls):
        total ^= block(key[0], key[1], n, 0, 0, 0)[0]
    return float(total)


@kernel
def many_normal(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    total = 0.0
    for n in range(calls):
        total += normal_pair(key, 1, 2, n, 7)[0]
    return total


@kernel
def many_altitude(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    total = 0.0
    for n in range(calls):
        total += altitude(frame, 1e5, float(n % 200_000), 5e3)
    return total


@kernel
def many_density(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    total = 0.0
    for n in range(calls):
        total += density(float(n % 30_000))
    return total


def many_detection(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    curves = np.zeros((1, 5, CURVE_POINTS))
    curve_fill(1, 10, 1e-6, curves[0, 1])
    return _read(curves, calls)


@kernel
def _read(curves: np.ndarray, calls: int) -> float:
    total = 0.0
    for n in range(calls):
        total += curve_probability(curves, 0, 1, 1.0 + float(n % 100))
    return total


ORIGIN, AXES = np.zeros(3), np.eye(3).ravel()
SIGMA = np.array([50.0, 2e-3, 3e-3])
SLOW = np.array([4e4, 6e4, 9e3, -200.0, 100.0, 0.0])
FALLING = np.array([4e4, 6e4, 4e4, -900.0, 300.0, -900.0])


def many_single(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    covariance = np.diag([1e4] * 3 + [1e2] * 3).ravel()
    return _follow(SLOW.copy(), covariance, frame, *_seen(SLOW), calls)


def many_flights(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    return _mixed(SLOW, frame, calls)


def many_falls(frame: np.ndarray, key: np.ndarray, calls: int) -> float:
    return _mixed(FALLING, frame, calls)


def _seen(mean: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return a radar, and a plot of a target."""
    return ORIGIN, AXES, np.array(aer(AXES, *mean[:3])), SIGMA


def _mixed(mean: np.ndarray, frame: np.ndarray, calls: int) -> float:
    means, spreads, weights = np.zeros(MEANS), np.zeros(SPREADS), np.zeros(MODES)
    covariance = np.diag([1e4] * 3 + [1e2] * 3).ravel()
    imm_adopt(means, spreads, weights, mean, covariance, mean is FALLING)
    one = mean.copy(), covariance
    return _mix(means, spreads, weights, *one, frame, *_seen(mean), calls)


@kernel
def _follow(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    plot: np.ndarray,
    sigma: np.ndarray,
    calls: int,
) -> float:
    for _ in range(calls):
        predict(mean, covariance, frame, 1.0, 1.0, False)
        update(mean, covariance, frame, 0.0, 1.0, False, origin, axes, plot, sigma)
    return mean[0]


@kernel
def _mix(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    plot: np.ndarray,
    sigma: np.ndarray,
    calls: int,
) -> float:
    fast = weights[2] > 0.5
    for _ in range(calls):
        imm_predict(means, spreads, weights, frame, 1.0, 200.0)
        imm_update(means, spreads, weights, frame, 0.0, origin, axes, plot, sigma)
        imm_combine(means, spreads, weights, mean, covariance)
        if fast:  # so that it does not come to rest where it is seen
            means[5] = means[12] = means[19] = -900.0
    return weights[0]


GOALS = {
    "a Philox block": (many_block, None),
    "a pair of normals": (many_normal, None),
    "altitude of a point": (many_altitude, 60.0),
    "density of air": (many_density, 40.0),
    "detection probability": (many_detection, None),
    "a plot into one model": (many_single, 200.0),
    "a plot into the models of a flight": (many_flights, 1000.0),
    "a plot into the models of a fall": (many_falls, 1000.0),
}


def rows() -> Iterator[Row]:
    """Yield nanoseconds a call, the best of five."""
    frame = frame_at(0.7, 0.57)
    key = np.array([1, 2], np.uint32)
    for name, (loop, goal) in GOALS.items():
        loop(frame, key, 1)
        spent = []
        for _ in range(5):
            begin = time.perf_counter()
            loop(frame, key, CALLS)
            spent.append(time.perf_counter() - begin)
        yield Row(name, min(spent) / CALLS * 1e9, "ns", goal)
