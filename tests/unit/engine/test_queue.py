"""The queue of plots."""

import numpy as np

from kalkan._record import unwrap
from kalkan.engine.queue import move_plot, withdraw
from unit.engine.build_belief import add_plot, picture


def _queued():
    model, state = picture(periods=(10.0, 10.0))
    for k in range(6):
        add_plot(model, state, (10e3 + k, 20e3, 5e3), float(k), sensor=k % 2, scan=k)
    return state.belief


def test_withdraw__takes_out_what_one_radar_would_have_measured_later():
    belief = _queued()
    left = withdraw(belief.plots, 6, 1, 2.0)
    assert left == 4
    assert belief.plots.scan[:left].tolist() == [0, 1, 2, 4]
    assert belief.plots.measured[3, 0] > belief.plots.measured[2, 0]


def test_withdraw__leaves_what_is_measured_by_then():
    belief = _queued()
    assert withdraw(belief.plots, 6, 1, 5.0) == 6
    assert withdraw(belief.plots, 6, 7, -1.0) == 6


def test_move_plot__moves_every_field():
    belief = _queued()
    plots = unwrap(belief.plots)
    for name in plots.dtype.names:
        plots[name][5] = 7
    move_plot(belief.plots, 5, 0)
    for name in plots.dtype.names:
        assert np.array_equal(plots[name][0], plots[name][5]), name
