"""A radar and one flyer, nothing else."""

import numpy as np

from kalkan.engine.eye import Eye, Geometry
from kalkan.engine.path import Sky
from kalkan.engine.prepare import prepare
from kalkan.terrain.grid import grid_of
from unit.engine.small_battle import arena, straight

KEY = np.array([5, 6], np.uint32)


def open_eye(
    place=(60e3, 20e3, 9e3), velocity=(-200.0, 0.0, 0.0), flyer=None, **sensor
) -> Eye:
    """Return what a look of the radar at the flyer depends on."""
    battle = arena()
    straight(battle.model, 0, place, velocity, **(flyer or {}))
    for name, value in sensor.items():
        getattr(battle.model.plan.sensors, name)[0] = value
    prepare(battle.model, battle.state)
    world, plan, truth = battle.model.world, battle.model.plan, battle.state.truth
    sky = Sky(world.threats, world.knots, truth.threats)
    crews = battle.state.belief.crews
    return Eye(plan.frame, 4 / 3, plan.sensors, crews, sky, plan.floors, world.medium)


def seen_at(
    distance=50e3,
    azimuth=1.0,
    elevation=0.1,
    altitude=5e3,
    turning=0.0,
    closing=200.0,
) -> Geometry:
    """Return where a flyer is for a radar; its place in the frame is left out."""
    place = (0.0, 0.0, 0.0)
    return Geometry(
        *place, distance, azimuth, elevation, altitude, turning, closing, 1.0
    )


def behind_a_wall(eye: Eye, floor: float, near: float) -> Eye:
    """Return the eye with ground all round, so far away, that hides what is low."""
    floors = eye.floors._replace(
        altitude=np.full((1, 720, 64), floor, np.float32),
        obstacle=np.full((1, 720, 64), near, np.float32),
        step=np.array([5e3]),
    )
    return eye._replace(floors=floors)


def over_a_ridge(eye: Eye, height: float, distance: float) -> Eye:
    """Return the eye with a wall of ground from south to north, so far to the east."""
    lat, lon, step = 0.7, 0.57, 1e-4
    elevation = np.zeros((201, 401), np.float32)
    column = round(distance / (6371e3 * np.cos(lat)) / step) + 100
    elevation[:, column - 1 : column + 2] = height
    grid = grid_of(elevation, lat + 100 * step, lon - 100 * step, step, step)
    return eye._replace(medium=eye.medium._replace(grid=grid, is_rough=1))
