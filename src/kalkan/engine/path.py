"""Where a flyer is at any time: a pure function of time along its knots."""

from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.engine.truth import Threats
from kalkan.engine.world import Knots, ThreatKinds
from kalkan.physics.kinematics import hermite
from kalkan.physics.weave import Weave, woven


class Sky(NamedTuple):
    """All that tells where flyers are."""

    kinds: ThreatKinds
    knots: Knots
    threats: Threats


@kernel
def flyer_at(
    sky: Sky, i: int, time: float
) -> tuple[float, float, float, float, float, float]:
    """Return place and velocity of flyer `i` at `time`, whatever its fate.

    The path is joined by cubic Hermite pieces and flown at the flyer's pace; its
    drift, joined by straight pieces, and its weave are added.  Before its start a
    flyer stands at its first knot and after its end at its last, with the velocity
    it has there.
    The cursor `threats.knot` is moved as a hint for the next call; the answer
    does not depend on it.

    Parameters
    ----------
    sky
        Paths; start, pace, drift and weave as drawn.
    i
        Index of the flyer.
    time
        Time asked for. [s]

    Returns
    -------
    Place and velocity, ENU. [m, m/s]

    References
    ----------
    .. [1] C. de Boor, *A Practical Guide to Splines*, revised edition, Springer, 2001,
       chapter IV.
    """
    kinds, threats = sky.kinds, sky.threats
    u = (time - threats.start[i]) * threats.pace[i]
    first, last, hint = kinds.path_first[i], kinds.path_last[i], threats.knot[i]
    k, x, y, z, vx, vy, vz = along(sky.knots, first, last, hint, u, threats.drift[i])
    threats.knot[i] = k
    if kinds.weave_size[i] > 0.0:
        weave = weave_of(sky, i)
        x, y, z, vx, vy, vz = woven(weave, u, x, y, z, vx, vy, vz)
    pace = threats.pace[i]
    return x, y, z, vx * pace, vy * pace, vz * pace


@kernel
def weave_of(sky: Sky, i: int) -> Weave:
    """Return how flyer `i` sways; `along` leaves that to who asks it."""
    kinds = sky.kinds
    return Weave(
        kinds.weave_size[i],
        kinds.weave_rate[i],
        sky.threats.weave[i],
        kinds.weave_start[i],
        kinds.weave_end[i],
        kinds.weave_up[i, 0],
        kinds.weave_up[i, 1],
        kinds.weave_up[i, 2],
    )


@kernel
def along(
    knots: Knots, first: int, last: int, hint: int, u: float, drift: float
) -> tuple[int, float, float, float, float, float, float]:
    """Return place and velocity on a path without its weave, for who asks often.

    Parameters
    ----------
    knots
        Paths.
    first, last
        Knots of the path, inclusive.
    hint
        Knot near which the answer is sought first.
    u
        Path time. [s]
    drift
        Offset from the path. [m]

    Returns
    -------
    The next hint; place and velocity by path time, ENU. [m, m/s]
    """
    u = min(max(u, knots.time[first]), knots.time[last])
    k = _seek(knots, first, last, hint, u)
    n = min(k + 1, last)
    x, vx = _on_axis(knots, k, n, 0, u, drift)
    y, vy = _on_axis(knots, k, n, 1, u, drift)
    z, vz = _on_axis(knots, k, n, 2, u, drift)
    return k, x, y, z, vx, vy, vz


@kernel
def _seek(knots: Knots, first: int, last: int, hint: int, u: float) -> int:
    """Return the knot that opens the piece of the path in which `u` lies."""
    k = min(max(hint, first), max(last - 1, first))
    while k > first and u < knots.time[k]:
        k -= 1
    while k + 1 < last and u >= knots.time[k + 1]:
        k += 1
    return k


@kernel
def _on_axis(
    knots: Knots, k: int, n: int, axis: int, u: float, drift: float
) -> tuple[float, float]:
    """Return place and path-time velocity between knots `k` and `n` on one axis."""
    p0, v0, d0 = knots.position[k, axis], knots.velocity[k, axis], knots.drift[k, axis]
    if n == k:
        return p0 + drift * d0, v0
    t0, t1 = knots.time[k], knots.time[n]
    p1, v1 = knots.position[n, axis], knots.velocity[n, axis]
    place, speed = hermite(u, t0, t1, p0, v0, p1, v1)
    slope = (knots.drift[n, axis] - d0) / (t1 - t0)
    return place + drift * (d0 + slope * (u - t0)), speed + drift * slope
