"""Room for `track` to work in; says nothing between ticks."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64

from kalkan._record import Record


class Due(Record):
    """Scratch of `track`: plots that have arrived, in the order taken.  Axis: plot."""

    plot: Int64[np.ndarray, " plot"]  #: place in the queue
    taken: Int64[np.ndarray, " plot"]  #: 1 when a track has it


class Sighted(Record):
    """Scratch of `track`: the plots of one look, by range.  Axis: plot."""

    due: Int64[np.ndarray, " plot"]  #: place in Due
    distance: Float64[np.ndarray, " plot"]  #: range measured [m]
    place: Float64[np.ndarray, "plot 3"]  #: ENU, where elevation was measured [m]
    around: Float64[np.ndarray, " plot"]  #: how far off that may be, or inf [m]
    normal: Float64[np.ndarray, "plot 3"]  #: where azimuth grows, level, ENU [1]
    strangers: Float64[np.ndarray, " plot"]  #: density of others [m⁻² or m⁻³]
    height: Int64[np.ndarray, " plot"]  #: 1 when elevation was measured, not given
    taken: Int64[np.ndarray, " plot"]  #: 1 when a track has it
    claim: Int64[np.ndarray, " plot"]  #: a place in Held that claims it, or NONE
    column: Int64[np.ndarray, " plot"]  #: in the matrix of its cluster, or NONE


class Held(Record):
    """Scratch of `track`: each picture's tracks, from its first slot.  Axis: track."""

    track: Int64[np.ndarray, " track"]
    place: Float64[np.ndarray, "track 3"]  #: then, ENU [m]
    spread: Float64[np.ndarray, " track"]  #: how far off at most [m], or variance [m²]
    alone: Int64[np.ndarray, " track"]  #: 1 when nothing near could be the same
    fed: Int64[np.ndarray, " track"]  #: 1 when it has a plot of this look
    root: Int64[np.ndarray, " track"]  #: towards the one that stands for its cluster
    chain: Int64[np.ndarray, " track"]  #: last pair of that cluster, or NONE
    row: Int64[np.ndarray, " track"]  #: in the matrix of its cluster, or NONE


class Pairs(Record):
    """Scratch of `track`: plots near tracks, one look.  Axis: pair."""

    near_plot: Int64[np.ndarray, " pair"]  #: place in Sighted, not yet tested dearly
    near_track: Int64[np.ndarray, " pair"]  #: place in Held
    plot: Int64[np.ndarray, " pair"]  #: of what is within the gate: place in Sighted
    track: Int64[np.ndarray, " pair"]  #: place in Held
    cost: Float64[np.ndarray, " pair"]  #: the less, the likelier; below 0 when likely
    square: Float64[np.ndarray, " pair"]  #: of the statistical distance [1]
    score: Float64[np.ndarray, " pair"]  #: what the plot adds to the track's [1]
    following: Int64[np.ndarray, " pair"]  #: next pair of the cluster, or NONE
    chosen: Int64[np.ndarray, " pair"]  #: 1 when the track has the plot


class Matrix(NamedTuple):
    """Scratch of `track`: one cluster, tracks against plots."""

    cost: Float64[np.ndarray, "cluster cluster"]
    column: Int64[np.ndarray, " cluster"]  #: of each row, or NONE
    row: Int64[np.ndarray, " cluster"]  #: of each column, or NONE
    reals: Float64[np.ndarray, "2 cluster"]  #: room for `assign`
    wholes: Int64[np.ndarray, "2 cluster"]  #: likewise


class Scratch(NamedTuple):
    """Room for `track` to work in; says nothing between ticks."""

    due: Due
    sighted: Sighted
    held: Held
    pairs: Pairs
    matrix: Matrix
    mean: Float64[np.ndarray, " 6"]  #: of a track to be held against a plot
    sigma: Float64[np.ndarray, " 3"]  #: of what that plot has truly measured
    many: Int64[np.ndarray, " picture"]  #: tracks in Held
    located: Float64[np.ndarray, "picture 2"]  #: for what time, give or take what [s]
