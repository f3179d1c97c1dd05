"""The real thing: worlds from the catalogue, battles in the compiled engine."""

from kalkan.campaign.design import Design
from kalkan.campaign.monte_carlo import Fighter
from kalkan.catalogue import Catalogue
from kalkan.muster import Mustered, muster
from kalkan.replicate.fight import fight_replicate
from kalkan.replicate.track_log import track_log
from kalkan.results.track_log import TrackLog
from kalkan.scenario import Scenario


def fighter_of(
    scenario: Scenario, catalogue: Catalogue, design: Design
) -> Fighter[Mustered]:
    """Return how to make the worlds of a study and fight in them."""

    def make(world: int) -> Mustered:
        chosen = world if design.is_drawn else None
        return muster(scenario, catalogue, design.option, chosen, design.seed)

    def watch(world: Mustered, replicate: int, events: int) -> TrackLog:
        return track_log(world, design.seed, replicate, events)

    return Fighter(
        muster=make,
        fight=lambda world, replicate: fight_replicate(world, design.seed, replicate),
        watch=watch,
    )
