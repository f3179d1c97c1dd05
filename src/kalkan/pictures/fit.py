"""The picture of a fit: what the round reaches, and how it flies there."""

import io
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure

from kalkan.catalogue import Round
from kalkan.catalogue.fits import Fits
from kalkan.fit.flights import flights_of

#: No clock and no random numbers in the file: the same fit is the same bytes.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "kalkan",
    "svg.fonttype": "none",
    "font.size": 9.0,
    "axes.grid": True,
    "grid.alpha": 0.3,
}


def draw_fit(kind: Round, fits: Fits) -> str:
    """Return a picture of the fit nearest to the best values, as SVG.

    Parameters
    ----------
    kind
        The round.
    fits
        Its fits.
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=(10.0, 7.5), layout="constrained")
        axes = figure.subplots(2, 2)
        member = fits.members[fits.nearest]
        envelope = fits.envelopes[fits.nearest]
        _contours(axes[0, 0], envelope, envelope.time[0], "time of flight [s]")
        still = np.where(np.isinf(envelope.time[0]), np.inf, envelope.left[0])
        _contours(axes[0, 1], envelope, still, "speed left [m/s]")
        for one in axes[0]:
            _published(one, kind)
        for flown in flights_of(kind, member.parameters):
            axes[1, 0].plot(flown.time, flown.altitude / 1e3, label=flown.name)
            axes[1, 1].plot(flown.time, flown.speed, label=flown.name)
        _name(axes[1, 0], "time [s]", "altitude [km]")
        _name(axes[1, 1], "time [s]", "speed [m/s]")
        axes[1, 0].legend(frameon=False)
        figure.suptitle(
            f"{fits.name}: the fit nearest to the best values, of {len(fits)}"
        )
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _contours(axes: Any, envelope: Any, values: np.ndarray, title: str) -> None:
    """Draw lines of equal value over ground range and altitude."""
    seen = np.ma.masked_invalid(values.T)
    reach, height = envelope.reach / 1e3, envelope.height / 1e3
    if seen.count() > 0:
        axes.contourf(reach, height, seen, levels=12, cmap="viridis", alpha=0.35)
        lines = axes.contour(reach, height, seen, levels=12, linewidths=0.8)
        axes.clabel(lines, fontsize=7)
    _name(axes, "ground range [km]", "altitude [km]")
    axes.set_title(title)


def _published(axes: Any, kind: Round) -> None:
    """Mark the intervals of range and ceiling."""
    reach, top = kind.range_max, kind.altitude_max
    axes.axvspan(reach.low / 1e3, reach.high / 1e3, color="0.5", alpha=0.15)
    axes.axhspan(top.low / 1e3, top.high / 1e3, color="0.5", alpha=0.15)


def _name(axes: Any, x: str, y: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)
