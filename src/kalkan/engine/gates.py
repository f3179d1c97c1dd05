"""Which plots of a look lie near which tracks, by the cheapest tests.

The plots of a look are sorted by range.  Each track looks among those that its own
range, give or take how far off it may be, leaves: in a full sky a few of hundreds.
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import GRAVITY
from kalkan.engine.belief import Belief, Plots, Tracks
from kalkan.engine.grouping import turning
from kalkan.engine.kinds import NONE, TrackStatus
from kalkan.engine.plan import Sensors
from kalkan.engine.scratch import Due, Held, Sighted
from kalkan.physics.gating import GATE_3
from kalkan.physics.kinematics import norm3
from kalkan.physics.likelihood import stranger_density
from kalkan.physics.motion import position_covariance
from kalkan.physics.sight import azimuth_normal

LATE = 2.0  #: tracks are placed for all plots that are not older than this [s]
MANY = 8  #: a look of so many plots is worth placing the tracks for anew
REACH = math.sqrt(GATE_3)  #: standard deviations within the gate


@kernel
def gather(sensors: Sensors, belief: Belief, first: int, last: int) -> int:
    """Fill Sighted with the look of the plot at `first` in Due, sorted by range.

    Its plots lie before `last`.  Return how many there are.
    """
    plots, due, sighted = belief.plots, belief.scratch.due, belief.scratch.sighted
    many = 0
    for m in range(first, last):
        if _belongs(plots, due, m, first):
            due.taken[m] = 1
            distance, n = plots.measured[due.plot[m], 0], many
            while n > 0 and sighted.distance[n - 1] > distance:
                sighted.due[n] = sighted.due[n - 1]
                sighted.distance[n] = sighted.distance[n - 1]
                n -= 1
            sighted.due[n], sighted.distance[n] = m, distance
            many += 1
    for n in range(many):
        sighted.taken[n] = 0
        sighted.claim[n] = sighted.column[n] = NONE
        _describe(sensors, plots, sighted, n, due.plot[sighted.due[n]])
    return many


@kernel
def _belongs(plots: Plots, due: Due, m: int, first: int) -> bool:
    """Return whether plot `m` of Due is still free and of the same look as `first`."""
    a, b = due.plot[m], due.plot[first]
    return bool(
        due.taken[m] == 0
        and plots.scan[a] == plots.scan[b]
        and plots.sensor[a] == plots.sensor[b]
        and plots.picture[a] == plots.picture[b]
    )


@kernel
def _describe(sensors: Sensors, plots: Plots, sighted: Sighted, n: int, k: int) -> None:
    """Write where plot `k` is, how far off it may be and how common its like are."""
    axes, far = plots.axes, plots.measured[k, 0]
    normal = azimuth_normal(axes[k], plots.measured[k, 1])
    sighted.normal[n, 0], sighted.normal[n, 1], sighted.normal[n, 2] = normal
    sighted.around[n] = math.inf
    flat = far
    if plots.sigma[k, 2] < math.inf:
        flat = far * math.cos(plots.measured[k, 2])
        up = far * math.sin(plots.measured[k, 2])
        # along the ground: the horizontal normal, a quarter turn back
        east = flat * math.sin(plots.measured[k, 1])
        north = flat * math.cos(plots.measured[k, 1])
        for c in range(3):
            turned = axes[k, c] * east + axes[k, 3 + c] * north
            sighted.place[n, c] = plots.origin[k, c] + turned + axes[k, 6 + c] * up
        across = far * (plots.sigma[k, 1] + plots.sigma[k, 2])
        sighted.around[n] = REACH * (plots.sigma[k, 0] + across)
    sighted.height[n] = 0
    if sighted.around[n] < math.inf and sensors.has_height[plots.sensor[k]] == 1:
        sighted.height[n] = 1
    sighted.strangers[n] = _strangers(
        sensors, plots.sensor[k], far, flat, sighted.height[n]
    )


@kernel
def _strangers(sensors: Sensors, s: int, far: float, flat: float, height: int) -> float:
    """Return the density of plots of nothing, or of new targets, at some range."""
    depth = sensors.range_max[s] - sensors.range_min[s]
    width, lift = 2.0 * sensors.sector_half[s] * flat, 1.0
    if height == 1:
        lift = far * (sensors.elevation_max[s] - sensors.elevation_min[s])
    return stranger_density(sensors.false_rate[s], depth, width, lift)


@kernel
def place_tracks(belief: Belief, p: int, many: int, now: float) -> None:
    """List the tracks of picture `p`, and about where they are for the look in Sighted.

    A look of few plots that are not older than LATE is served by what was listed for
    `now`.
    """
    plots, scratch = belief.plots, belief.scratch
    early, late = math.inf, -math.inf
    for n in range(many):
        time = plots.time[scratch.due.plot[scratch.sighted.due[n]]]
        early, late = min(early, time), max(late, time)
    middle, half = 0.5 * (early + late), 0.5 * (late - early)
    if many < MANY and now - early <= LATE and late <= now:
        middle, half = now - 0.5 * LATE, 0.5 * LATE
    if scratch.located[p, 0] != middle or scratch.located[p, 1] != half:
        scratch.located[p, 0], scratch.located[p, 1] = middle, half
        scratch.many[p] = 0
        tracks, first = belief.tracks, belief.slots[p, 0]
        for i in range(first, belief.used[p]):
            if tracks.status[i] != TrackStatus.FREE:
                _locate(tracks, scratch.held, first + scratch.many[p], i, middle, half)
                scratch.many[p] += 1


@kernel
def list_track(belief: Belief, p: int, i: int, fresh: bool) -> None:
    """List a track just opened in slot `i`, which was not listed when `fresh`."""
    scratch = belief.scratch
    n, held = belief.slots[p, 0] + scratch.many[p], scratch.held
    if fresh:
        scratch.many[p] += 1
    else:
        n -= 1
        while held.track[n] != i:
            n -= 1
    middle, half = scratch.located[p, 0], scratch.located[p, 1]
    _locate(belief.tracks, held, n, i, middle, half)


@kernel
def _locate(
    tracks: Tracks, held: Held, n: int, i: int, middle: float, half: float
) -> None:
    """List track `i` in place `n` of Held: about where it is, how far off at most.

    It is there at the time `middle`; the distance holds for plots `half` before and
    after, and is that of the widest gate, a hard turn's, along the worst direction.
    """
    dt = middle - tracks.time[i]
    longest = abs(dt) + half
    square = _widest(tracks, i, dt - half)
    if half > 0.0:
        square = max(square, _widest(tracks, i, dt + half))
    square += longest * longest * longest * turning(tracks, i, longest)
    held.track[n] = i
    swift = 0.0
    for c in range(3):
        v = tracks.estimate[i, 3 + c]
        held.place[n, c] = tracks.estimate[i, c] + dt * v
        swift += v * v
    drop = 0.5 * GRAVITY * longest * longest
    held.spread[n] = REACH * math.sqrt(square) + half * math.sqrt(swift) + drop
    held.root[n] = n
    held.chain[n] = held.row[n] = NONE


@kernel
def _widest(tracks: Tracks, i: int, dt: float) -> float:
    """Return the most variance that the place of track `i` may have, `dt` on [m²].

    By the circles of Gershgorin; convex in time, so that the ends of a stretch bound
    what lies between.
    """
    p = position_covariance(tracks.covariance[i], dt, 0.0)
    ab, ac, bc = abs(p[1]), abs(p[2]), abs(p[4])
    return max(p[0] + ab + ac, max(p[3] + ab + bc, p[5] + ac + bc))


@kernel
def near_pairs(belief: Belief, p: int, many: int) -> int:
    """List the pairs of plots in Sighted and tracks in Held that may belong together.

    Return how many there are.
    """
    scratch, plots = belief.scratch, belief.plots
    sighted, held, pairs = scratch.sighted, scratch.held, scratch.pairs
    k = scratch.due.plot[sighted.due[0]]
    x, y, z = plots.origin[k, 0], plots.origin[k, 1], plots.origin[k, 2]
    slack = _slack(plots, scratch.due, sighted, many, x, y, z)
    first, found = belief.slots[p, 0], 0
    for h in range(first, first + scratch.many[p]):
        held.fed[h] = 0
        dx, dy, dz = held.place[h, 0] - x, held.place[h, 1] - y, held.place[h, 2] - z
        distance, reach = norm3(dx, dy, dz), held.spread[h] + slack
        n = _from(sighted, many, distance - reach)
        while n < many and sighted.distance[n] <= distance + reach:
            if _is_near(plots, scratch.due, sighted, held, n, h):
                if found < pairs.cost.shape[0]:
                    pairs.near_plot[found], pairs.near_track[found] = n, h
                    found += 1
            n += 1
    return found


@kernel
def _slack(
    plots: Plots,
    due: Due,
    sighted: Sighted,
    many: int,
    x: float,
    y: float,
    z: float,
) -> float:
    """Return how far off a range may be, and how far the radar moved meanwhile [m]."""
    sigma, moved = 0.0, 0.0
    for n in range(many):
        k = due.plot[sighted.due[n]]
        sigma = max(sigma, plots.sigma[k, 0])
        dx, dy = plots.origin[k, 0] - x, plots.origin[k, 1] - y
        moved = max(moved, norm3(dx, dy, plots.origin[k, 2] - z))
    return REACH * sigma + moved


@kernel
def _from(sighted: Sighted, many: int, distance: float) -> int:
    """Return the first plot in Sighted that is not nearer than `distance`."""
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        if sighted.distance[middle] < distance:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _is_near(
    plots: Plots, due: Due, sighted: Sighted, held: Held, n: int, h: int
) -> bool:
    """Return whether a plot may be within the widest gate of a track."""
    place, reach = held.place, held.spread[h]
    if sighted.around[n] < math.inf:
        dx = place[h, 0] - sighted.place[n, 0]
        dy = place[h, 1] - sighted.place[n, 1]
        dz = place[h, 2] - sighted.place[n, 2]
        reach += sighted.around[n]
        return bool(dx * dx + dy * dy + dz * dz <= reach * reach)
    k = due.plot[sighted.due[n]]
    dx = place[h, 0] - plots.origin[k, 0]
    dy = place[h, 1] - plots.origin[k, 1]
    dz = place[h, 2] - plots.origin[k, 2]
    normal = sighted.normal
    across = abs(dx * normal[n, 0] + dy * normal[n, 1] + dz * normal[n, 2])
    off = REACH * plots.sigma[k, 1] * (norm3(dx, dy, dz) + reach)
    return bool(across <= reach + off)
