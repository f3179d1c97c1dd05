"""Small kernels in a compiled loop."""

import time
from collections.abc import Iterator

import numpy as np
from row import Row

from kalkan._kernel import kernel
from kalkan.draw import block, normal_pair
from kalkan.physics.atmosphere import density
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill, curve_probability
from kalkan.physics.geodesy import altitude, frame_at

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


GOALS = {
    "a Philox block": (many_block, None),
    "a pair of normals": (many_normal, None),
    "altitude of a point": (many_altitude, 60.0),
    "density of air": (many_density, 40.0),
    "detection probability": (many_detection, None),
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
