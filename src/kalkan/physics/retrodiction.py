"""Plots that come out of order: taken into one mode of a track of a later time.

The place at the plot's time is the state carried back, less what the mode's noise v has
done since.  Of v something is known: the plots taken in since speak of it too.  A track
remembers what its last plots said of its position, and so the covariances of v given
these plots, with each other and with the state, are had without inverting anything.
With Q the noise's covariance, J what was said of the state since, h the row that
measures, q = Q h, b = h + J q:

    cov(state, plot) = P b - q,    var(plot) = bᵀ (P b - q) + R.

References
----------
.. [1] Y. Bar-Shalom, "Update with out-of-sequence measurements in tracking: exact
   solution", *IEEE Transactions on Aerospace and Electronic Systems* 38 (3), 2002,
   pp. 769-778: algorithm B, whose retrodicted noise has mean zero.
.. [2] Y. Bar-Shalom, H. Chen, M. Mallick, "One-step solution for the multistep
   out-of-sequence-measurement problem in tracking", *IEEE Transactions on Aerospace and
   Electronic Systems* 40 (1), 2004, pp. 27-37: what was measured since as one.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.coordinated import turn_rows
from kalkan.physics.falling import acceleration, fall_psd
from kalkan.physics.intake import FINE, FINEST, NEAREST, Fit, noise
from kalkan.physics.modes import (
    AGILITY,
    LATE,
    MEMORY,
    PACKED,
    QUIET_PSD,
    SCRATCH,
    SPREADS,
    Mode,
)
from kalkan.physics.packed import Row, Rows, Vector, full_gain, reduce, shift, spoil
from kalkan.physics.sight import Angles, Line, line_of_sight, offsets

_THIRD = 1.0 / 3.0
_NOUGHT = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_LEAST = 1e-9  # share of a variance that the others leave at least
_SAID = 7  # numbers of a remembered plot


class Back(NamedTuple):
    """Where a mode has a track at an earlier time, as a linear map of its state."""

    place: Vector  #: ENU [m]
    way: Rows  #: change of the place by the velocity, row by row [s]
    far: Vector  #: change of the place by the own parameter


@kernel
def look_back(frame: np.ndarray, mean: np.ndarray, mode: int, lag: float) -> Back:
    """Return where a mode has a track `lag` from now.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    mean
        Of the mode; shape (7,).
    mode
        Mode.
    lag
        Time less time of the track, not positive. [s]
    """
    x, y, z = mean[0], mean[1], mean[2]
    if mode == Mode.CT:
        way, far, (ux, uy, uz) = turn_rows(mean, lag)
        return Back((x + ux, y + uy, z + uz), way, far)
    way = (lag, 0.0, 0.0), (0.0, lag, 0.0), (0.0, 0.0, lag)
    x, y, z = x + lag * mean[3], y + lag * mean[4], z + lag * mean[5]
    if mode == Mode.CV:
        return Back((x, y, z), way, (0.0, 0.0, 0.0))
    half = 0.5 * lag * lag
    (ax, ay, az), (bx, by, bz) = acceleration(frame, mean)
    place = x + half * (ax + bx), y + half * (ay + by), z + half * (az + bz)
    return Back(place, way, (half * bx, half * by, half * bz))


@kernel
def mode_psd(frame: np.ndarray, mean: np.ndarray, mode: int, agility: float) -> float:
    """Return the power spectral density of a mode's white acceleration. [m² s⁻³]."""
    if mode == Mode.CV:
        return min(QUIET_PSD, agility)
    if mode == Mode.CT:
        return agility
    return fall_psd(frame, mean)


@kernel
def age(spreads: np.ndarray, dt: float, agility: float) -> None:
    """Make what is remembered of plots older by `dt` [s]; note the agility."""
    for n in range(MEMORY):
        spreads[LATE + _SAID * n] += dt
    spreads[AGILITY] = agility


@kernel
def forget(spreads: np.ndarray) -> None:
    """Remember no plot; shape (141,)."""
    for n in range(LATE, SPREADS):
        spreads[n] = 0.0
    for n in range(MEMORY):
        spreads[LATE + _SAID * n] = math.inf  # its age


@kernel
def remember(
    spreads: np.ndarray, lag: float, axes: np.ndarray, seen: Angles, fit: Fit
) -> None:
    """Remember what a plot said of the track's position, in place of the oldest.

    Parameters
    ----------
    spreads
        Of the track, overwritten; shape (141,).
    lag
        Time of the plot less time of the track, not positive. [s]
    axes
        Of the radar, ENU; shape (9,).
    seen
        The plot's angles.
    fit
        Of the plot in the mode of most weight: its errors as they were taken.
    """
    for k in range(AGILITY - 1, LATE + _SAID - 1, -1):
        spreads[k] = spreads[k - _SAID]
    level = seen.cos_elevation
    east, north = level * seen.sin_azimuth, level * seen.cos_azimuth
    u, sine, cosine = seen.sin_elevation, seen.sin_azimuth, seen.cos_azimuth
    rx = east * axes[0] + north * axes[3] + u * axes[6]
    ry = east * axes[1] + north * axes[4] + u * axes[7]
    rz = east * axes[2] + north * axes[5] + u * axes[8]
    ax = cosine * axes[0] - sine * axes[3]
    ay = cosine * axes[1] - sine * axes[4]
    az = cosine * axes[2] - sine * axes[5]
    along, across, rise = 1.0 / fit.along, 1.0 / fit.across, 1.0 / fit.rise
    ex, ey, ez = ay * rz - az * ry, az * rx - ax * rz, ax * ry - ay * rx
    spreads[LATE] = -lag
    spreads[LATE + 1] = along * rx * rx + across * ax * ax + rise * ex * ex
    spreads[LATE + 2] = along * rx * ry + across * ax * ay + rise * ex * ey
    spreads[LATE + 3] = along * rx * rz + across * ax * az + rise * ex * ez
    spreads[LATE + 4] = along * ry * ry + across * ay * ay + rise * ey * ey
    spreads[LATE + 5] = along * ry * rz + across * ay * az + rise * ey * ez
    spreads[LATE + 6] = along * rz * rz + across * az * az + rise * ez * ez


@kernel
def _said(spreads: np.ndarray, lag: float, q: Row) -> Row:
    """Return J q, J being what plots since `lag` said of position and velocity."""
    x, y, z, u, v, w = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for n in range(MEMORY):
        o = LATE + _SAID * n
        since = spreads[o]
        if since < -lag:
            a, b, c = q[0] - since * q[3], q[1] - since * q[4], q[2] - since * q[5]
            i = spreads[o + 1] * a + spreads[o + 2] * b + spreads[o + 3] * c
            j = spreads[o + 2] * a + spreads[o + 4] * b + spreads[o + 5] * c
            k = spreads[o + 3] * a + spreads[o + 5] * b + spreads[o + 6] * c
            x, y, z = x + i, y + j, z + k
            u, v, w = u - since * i, v - since * j, w - since * k
    return x, y, z, u, v, w, 0.0


@kernel
def _measured_row(back: Back, ux: float, uy: float, uz: float) -> Row:
    """Return how the place along `u` depends on the state."""
    a, b, c = back.way
    return (
        ux,
        uy,
        uz,
        ux * a[0] + uy * b[0] + uz * c[0],
        ux * a[1] + uy * b[1] + uz * c[1],
        ux * a[2] + uy * b[2] + uz * c[2],
        ux * back.far[0] + uy * back.far[1] + uz * back.far[2],
    )


@kernel
def _times(a: Row, b: Row) -> float:
    half = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]
    return half + a[4] * b[4] + a[5] * b[5] + a[6] * b[6]


@kernel
def _plus(a: Row, by: float, b: Row) -> Row:
    return (
        a[0] + by * b[0],
        a[1] + by * b[1],
        a[2] + by * b[2],
        a[3] + by * b[3],
        a[4] + by * b[4],
        a[5] + by * b[5],
        a[6] + by * b[6],
    )


@kernel
def _noise_row(h: Row, lag: float, psd: float) -> Row:
    """Return Q h of white acceleration over `lag`, not positive."""
    t = -lag
    vv = psd * t
    pv, pp = 0.5 * t * vv, _THIRD * t * t * vv
    return (
        pp * h[0] + pv * h[3],
        pp * h[1] + pv * h[4],
        pp * h[2] + pv * h[5],
        pv * h[0] + vv * h[3],
        pv * h[1] + vv * h[4],
        pv * h[2] + vv * h[5],
        0.0,
    )


class Late(NamedTuple):
    """A late plot's scalars, made independent of each other one by one."""

    across: Row  #: covariance of the state with the azimuth's
    rise: Row  #: with the elevation's, less what the former says
    along: Row  #: with the range's, less what both say
    surprises: Vector  #: measured less expected, likewise [m]
    inverses: Vector  #: one over their variances, nought when not measured [m⁻²]
    errors: Vector  #: variances of the plot's errors alone, inf when not measured [m²]


@kernel
def late_scalar(
    p: np.ndarray, spreads: np.ndarray, h: Row, lag: float, psd: float, share: float
) -> tuple[Row, Row, float]:
    """Return b = h + J q, g = P b - q, and the variance of the noise left out."""
    q = _noise_row(h, lag, psd)
    rest = (1.0 - share) * _times(h, q)
    q = _plus(_NOUGHT, share, q)
    b = _plus(h, 1.0, _said(spreads, lag, q))
    return b, _plus(full_gain(p, b), -1.0, q), rest


@kernel
def _wide(p: np.ndarray, lag: float) -> float:
    """Return the trace of the covariance of the place `lag` from now [m²]."""
    here = p[0] + p[6] + p[11] + lag * lag * (p[15] + p[18] + p[20])
    return here + 2.0 * lag * (p[3] + p[9] + p[14])


@kernel
def _error(own: float, wide: float, square: float, angle2: float) -> float:
    """Return the variance of an angle's error across the line of sight [m²].

    `square` is that of the distance at which the angle, of variance `angle2`, is seen;
    `own` what the track has across the line, `wide` its trace.
    """
    mine = max(0.0, own)
    error = noise(mine, square * angle2, FINEST)
    if angle2 < math.inf:
        blur = mine / max(NEAREST * NEAREST, square) + angle2
        error += max(0.0, wide - mine) * blur
    return error


@kernel
def weigh_late(
    p: np.ndarray,
    spreads: np.ndarray,
    back: Back,
    line: Line,
    found: Vector,
    sigma: np.ndarray,
    lag: float,
    psd: float,
    share: float,
) -> Late:
    """Return what the scalars of a late plot are worth.

    Parameters
    ----------
    p
        Of the mode at the track's time; shape (28,).
    spreads
        Of the track; shape (141,).
    back
        Where the mode has the track at the plot's time.
    line
        The line of sight to there.
    found
        How far the plot is along it, across it in azimuth and in elevation. [m]
    sigma
        Standard deviations of range, azimuth, elevation; shape (3,). [m, rad, rad]
    lag
        Time of the plot less time of the track, negative. [s]
    psd
        Power spectral density of the mode's acceleration. [m² s⁻³]
    share
        Of the noise since the plot whose correlation with the state counts; the rest is
        taken for an error of the plot. [1]
    """
    wide = _wide(p, lag)
    ha = _measured_row(back, line.ax, line.ay, line.az)
    he = _measured_row(back, line.ex, line.ey, line.ez)
    hr = _measured_row(back, line.rx, line.ry, line.rz)
    ba, ga, sa = late_scalar(p, spreads, ha, lag, psd, share)
    be, ge, se = late_scalar(p, spreads, he, lag, psd, share)
    br, gr, sr = late_scalar(p, spreads, hr, lag, psd, share)
    along, across, rise = found
    a, e, r = _times(ba, ga), _times(be, ge), max(0.0, _times(br, gr))
    bend = 0.5 * max(0.0, wide - r) / max(NEAREST, line.distance)
    angle2, other2 = sigma[1] * sigma[1], sigma[2] * sigma[2]
    na = _error(a, wide, line.ground * line.ground, angle2)
    ne = _error(e, wide, line.distance * line.distance, other2)
    nr = noise(r, sigma[0] * sigma[0], FINE) + 2.0 * bend * bend
    sa, se, sr = sa + max(0.0, a) + na, se + max(0.0, e) + ne, sr + r + nr
    ae, ar, er = _times(ba, ge), _times(ba, gr), _times(be, gr)
    by_e, by_r = ae / sa, ar / sa
    ge, gr = _plus(ge, -by_e, ga), _plus(gr, -by_r, ga)
    se, sr = max(_LEAST * se, se - by_e * ae), max(_LEAST * sr, sr - by_r * ar)
    er -= by_e * ar
    rise, along = rise - by_e * across, along - bend - by_r * across
    by_r = er / se  # none when elevation is not measured
    gr, along = _plus(gr, -by_r, ge), along - by_r * rise
    sr = max(_LEAST * sr, sr - by_r * er)
    inverses = (1.0 / sa, 1.0 / se, 1.0 / sr)
    return Late(ga, ge, gr, (across, rise, along), inverses, (na, ne, nr))


@kernel
def _reduce(p: np.ndarray, late: Late) -> None:
    """Subtract from a covariance what a late plot says."""
    a, e, r = late.inverses
    reduce(p, late.across, a)
    reduce(p, late.rise, e)
    reduce(p, late.along, r)


@kernel
def take_plot_late(
    mean: np.ndarray,
    p: np.ndarray,
    spreads: np.ndarray,
    back: Back,
    lag: float,
    psd: float,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: float,
    seen: Angles,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot that is older than the track into one mode.

    Parameters
    ----------
    mean, p
        Of the mode at the track's time, overwritten; shapes (7,) and (28,).
    spreads
        Of the track, which holds what is remembered; shape (141,).
    back
        Where the mode has the track at the plot's time.
    lag
        Time of the plot less time of the track, negative. [s]
    psd
        Power spectral density of the mode's acceleration. [m² s⁻³]
    origin, axes, measured, seen, sigma
        As for `intake.take_plot_now`.

    Notes
    -----
    Where more happened since than is remembered, the covariances may contradict each
    other.  When a covariance would not stay positive, the noise since the plot counts
    as an error of the plot instead.
    """
    x, y, z = back.place
    line = line_of_sight(axes, x - origin[0], y - origin[1], z - origin[2])
    across, rise = offsets(line, seen)
    found = measured - line.distance, across, rise
    late = weigh_late(p, spreads, back, line, found, sigma, lag, psd, 1.0)
    for k in range(PACKED):
        spreads[SCRATCH + k] = p[k]
    _reduce(p, late)
    sound = spoil(p)
    for k in range(PACKED):
        p[k] = spreads[SCRATCH + k]
    if not sound:
        late = weigh_late(p, spreads, back, line, found, sigma, lag, psd, 0.0)
    _reduce(p, late)
    (across, rise, along), (a, e, r) = late.surprises, late.inverses
    wide, high, deep = late.errors
    shift(mean, late.across, a * across)
    shift(mean, late.rise, e * rise)
    shift(mean, late.along, r * along)
    square = a * across * across + e * rise * rise + r * along * along
    scale = 1.0 / (a * e * r) if e > 0.0 else 1.0 / (a * r)
    return Fit(square, scale, wide, high, deep)
