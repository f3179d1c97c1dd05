"""What a track takes with it when a picture splits."""

import math

import numpy as np

from kalkan._record import unwrap
from kalkan.engine.slots import copy_track
from unit.engine.build_belief import SPEED, START, add_plot, follow, picture, run

STAYS = {
    "number", "picture", "engaged", "dwell", "dwell_sensor", "offer_battery",
    "offer_round", "offer_time", "offer_worth", "order_battery", "order_round",
    "order_shots", "order_due",
}  # fmt: skip


def test_copy_track__takes_all_that_is_believed_and_nothing_that_is_ordered():
    _, state = picture(tracks=3)
    rows = unwrap(state.belief.tracks)
    for n, name in enumerate(rows.dtype.names):
        rows[name] = n + 1
    rows["number"][2], rows["picture"][2], rows["dwell"][:] = 9, 5, 3.0
    copy_track(state.belief.tracks, 0, 2)
    for name in set(rows.dtype.names) - STAYS:
        np.testing.assert_array_equal(rows[name][2], rows[name][0], name)
    assert (rows["number"][2], rows["picture"][2]) == (9, 5)
    assert (rows["engaged"][2], rows["dwell"][2]) == (0, math.inf)
    assert (rows["order_battery"][2], rows["offer_battery"][2]) == (-1, -1)


def test_copy_track__is_fed_like_the_first():
    model, state = picture(tracks=2, pictures=2)
    tracks = follow(model, state, [0.2, 10.2, 20.2])
    copy_track(tracks, 0, 2)
    tracks.picture[2], tracks.number[2], state.belief.used[1] = 1, 7, 3
    for which in range(2):
        place = START + 30.2 * SPEED
        add_plot(model, state, place, 30.2, scan=302, picture=which)
    run(model, state, 20.5, 31.0)
    assert tracks.hits[:].tolist() == [4, 0, 4, 0]
    np.testing.assert_array_equal(tracks.estimate[2], tracks.estimate[0])
    np.testing.assert_array_equal(tracks.covariance[2], tracks.covariance[0])
