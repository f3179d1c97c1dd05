"""The parameters of a round: how they are drawn, and how the record gets them."""

import math
from collections.abc import Callable

from kalkan.catalogue import Quantity, Round
from kalkan.catalogue.fits import Parameters
from kalkan.constants import GRAVITY
from kalkan.engine.kinds import Guidance
from kalkan.engine.plan import RoundKinds
from kalkan.physics.flight import drag_area_from

#: Gives the value of a named fact, whose interval it is told.
Sampler = Callable[[str, Quantity | None], float]

SPEED_MIN = 350.0  #: a coasting round slower than this is spent, assumed [m s⁻¹]


def _assumed(low: float, best: float, high: float, reason: str) -> Quantity:
    return Quantity(low=low, best=best, high=high, status="assumed", reason=reason)


#: Share of the launch mass that burns, where no launch mass is known.
PROPELLANT_SHARE = _assumed(
    0.4, 0.54, 0.64, "solid boosters of this kind are 40 to 64 % propellant"
)


def drawn(kind: Round, elevation: Quantity, sampler: Sampler) -> Parameters:
    """Return one draw of all that the catalogue says; drag, lift, thrust not solved.

    Parameters
    ----------
    kind
        The round.
    elevation
        Of its launcher.
    sampler
        Draws the values.
    """

    def value(name: str) -> float:
        number = sampler(name, getattr(kind, name))
        return 0.0 if math.isnan(number) else number

    burnout = value("burnout_mass")
    launch = value("launch_mass")
    if launch <= 0.0:
        share = sampler("propellant_share", PROPELLANT_SHARE)
        launch = burnout / (1.0 - share)
    return Parameters(
        range_min=value("range_min"),
        range_max=value("range_max"),
        altitude_min=value("altitude_min"),
        altitude_max=value("altitude_max"),
        speed_max=value("speed_max"),
        flight_time_max=value("flight_time_max"),
        boost_time=value("boost_time"),
        sustain_time=value("sustain_time"),
        sustain_share=value("sustain_share"),
        diameter=value("diameter"),
        launch_mass=launch,
        burnout_mass=burnout,
        load_limit=value("load_limit"),
        lag=value("lag"),
        loft=value("loft"),
        launch_elevation=sampler("elevation", elevation),
        lethal_radius=value("lethal_radius"),
        drag_scale=1.0,
        lift_share=1.0,
        thrust=0.0,
    )


_SAME = (
    "range_min",
    "range_max",
    "altitude_min",
    "altitude_max",
    "flight_time_max",
    "boost_time",
    "sustain_time",
    "load_limit",
    "lag",
    "loft",
    "launch_elevation",
    "lethal_radius",
)


def fill(rounds: RoundKinds, r: int, kind: Round, p: Parameters) -> None:
    """Write the parameters of a round to entry `r` of a record.

    A round that meets its target above the air steers by thrusters: no limit of lift.
    """
    for name in _SAME:
        getattr(rounds, name)[r] = getattr(p, name)
    rounds.speed_min[r] = SPEED_MIN
    area = drag_area_from(p.diameter, p.burnout_mass)
    rounds.drag_area[r] = p.drag_scale * area
    thrusters = Guidance[kind.guidance.upper()] == Guidance.INFRARED
    rounds.lift_area[r] = math.inf if thrusters else p.lift_share * area
    burnt = p.launch_mass / p.burnout_mass - 1.0
    rounds.boost_flow[r] = burnt * (1.0 - p.sustain_share) / p.boost_time
    rounds.boost_acceleration[r] = p.thrust
    rounds.sustain_flow[r] = rounds.sustain_acceleration[r] = 0.0
    if p.sustain_time > 0.0:
        rounds.sustain_flow[r] = burnt * p.sustain_share / p.sustain_time
        rounds.sustain_acceleration[r] = _sustain(p)


def _sustain(p: Parameters) -> float:
    """Return the thrust of the second pulse over mass after burn-out [m s⁻²]."""
    ratio = p.boost_time / p.sustain_time
    return p.thrust * ratio * p.sustain_share / (1.0 - p.sustain_share)


def specific_impulse(p: Parameters) -> float:
    """Return impulse over the weight of what burns [s]."""
    impulse = p.thrust * p.boost_time / (1.0 - p.sustain_share)
    return impulse / (p.launch_mass / p.burnout_mass - 1.0) / GRAVITY


def record_of(kind: Round, p: Parameters) -> RoundKinds:
    """Return a record of one round."""
    rounds = RoundKinds.zeros(1)
    fill(rounds, 0, kind, p)
    return rounds
