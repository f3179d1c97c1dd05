import numpy as np

from kalkan.physics.kinematics import hermite
from kalkan.physics.knots import TOLERANCE, thin


def arc(many=400, end=100.0):
    """Return points of a flight in uniform gravity, then in none."""
    time = np.linspace(0.0, end, many)
    points = np.zeros((many, 8))
    points[:, 0] = time
    before = np.minimum(time, 60.0)
    points[:, 1], points[:, 4] = 300.0 * time, 300.0
    points[:, 2], points[:, 5] = 2e3 * np.sin(time / 20.0), 1e2 * np.cos(time / 20.0)
    points[:, 3] = (
        500.0 * before - 4.9 * before**2 + (500.0 - 9.8 * 60.0) * (time - before)
    )
    points[:, 6] = 500.0 - 9.8 * before
    points[int(np.argmin(abs(time - 60.0))), 7] = 1.0
    return points


def kept(points):
    keep = np.ones(len(points), np.bool_)
    thin(points, keep)
    return keep


def test_thin__keeps_ends_and_jumps():
    points = arc()
    keep = kept(points)
    assert keep[0]
    assert keep[-1]
    assert keep[points[:, 7] == 1.0].all()
    assert keep.sum() < 40


def test_thin__leaves_knots_that_stand_for_all_points():
    points = arc()
    knots = points[kept(points)]
    for t, *rest in points:
        k = min(max(int(np.searchsorted(knots[:, 0], t)) - 1, 0), len(knots) - 2)
        a, b = knots[k], knots[k + 1]
        for c in (1, 2, 3):
            place, _ = hermite(t, a[0], b[0], a[c], a[c + 3], b[c], b[c + 3])
            assert abs(place - rest[c - 1]) <= TOLERANCE


def test_thin__of_two_points_keeps_both():
    assert kept(arc(2)).all()
