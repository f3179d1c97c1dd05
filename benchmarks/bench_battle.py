"""One core, warm: battles a second, and what a tick costs."""

import statistics
import time
from collections.abc import Iterator

from child import SCENARIOS
from row import Row

from kalkan.catalogue import load as load_catalogue
from kalkan.muster import muster
from kalkan.replicate.fight import fight_replicate
from kalkan.scenario import load as load_scenario

SECONDS = 8.0  #: measured for so long, after one battle to warm up


def rows() -> Iterator[Row]:
    """Yield speed on every option of the raid on Ankara."""
    scenario = load_scenario(SCENARIOS / "ankara.yaml")
    catalogue = load_catalogue()
    for option in scenario.options:
        begin = time.perf_counter()
        mustered = muster(scenario, catalogue, option, None, 0)
        yield Row(f"muster, {option}", time.perf_counter() - begin, "s")
        fight_replicate(mustered, 0, 0)
        spent, ticks = [], []
        replicate = 1
        while sum(spent) < SECONDS:
            begin = time.perf_counter()
            battle = fight_replicate(mustered, 0, replicate)
            spent.append(time.perf_counter() - begin)
            end = max(battle.event_time, default=0.0)
            ticks.append(end / mustered.model.dt)
            replicate += 1
        default = option == scenario.default_option
        yield Row(
            f"battles a second a core, {option}",
            len(spent) / sum(spent),
            "1/s",
            20.0,
            "higher",
            "the default option" if default else "",
        )
        yield Row(f"a tick, {option}", sum(spent) / sum(ticks) * 1e6, "µs")
        yield Row(
            f"slowest battle / median, {option}",
            max(spent) / statistics.median(spent),
            "1",
        )
