"""The summary of a study: a tally in words that JSON can hold."""

from collections.abc import Iterator
from typing import Any

from kalkan.measures.engaged import summarise_engaged
from kalkan.measures.tally import Raid, Tally


def summarise(tally: Tally) -> dict[str, Any]:
    """Return what a study says, as plain numbers.

    Means are per battle.  `…_ci95` is sampling error, `…_worlds90` the 5-95 % span of
    the world means; `leaked_ignorance` is the share of the variance of a battle's
    leakers that lies between worlds (null for one world).  Every field is described
    in ``docs/reading-results.md``.
    """
    content: dict[str, Any] = {
        "total": _total(tally),
        "by_class": {name: _raid(raid) for name, raid in tally.by_class.items()},
    }
    if tally.decoys.launched:
        content["decoys"] = _decoys(tally.decoys)
    content["engagements"] = summarise_engaged(tally.engaged)
    content["warnings"] = list(_warnings(tally))
    return content


def _warnings(tally: Tally) -> Iterator[str]:
    """Yield what a reader must know before believing the rest."""
    unresolved = tally.total.otherwise["unresolved"].mean
    if unresolved > 0.0:
        yield (
            f"{unresolved:.3g} hostile flyers a battle are unresolved: the battle "
            "ended before they did; they count neither as killed nor as leaked"
        )
    if tally.spilled:
        yield (
            f"{tally.spilled / tally.battles:.3g} plots or tracks a battle were "
            "dropped because the battle's own memory was full; the air picture is "
            "worse than it should be"
        )


def _total(tally: Tally) -> dict[str, Any]:
    battles = max(tally.battles, 1)
    return {
        **_raid(tally.total),
        "leaked_ignorance": tally.total.leaked.ignorance,
        "p_none_leaks_ci95": tally.total.none_leaks.ci95,
        "rounds_fired_mean": tally.rounds_fired.mean,
        "rounds_fired_by_type": {
            name: count / battles
            for name, count in sorted(tally.rounds_by_type.items())
        },
        "value_lost_mean": tally.value_lost.mean,
        "value_lost_ci95": tally.value_lost.ci95,
        "value_lost_worlds90": tally.value_lost.worlds90,
        "value_defended": tally.value,
        "friendly_engaged_mean": tally.friendly_engaged.mean,
        "neutral_engaged_mean": tally.neutral_engaged.mean,
        "friendly_killed_mean": tally.friendly_killed.mean,
        "neutral_killed_mean": tally.neutral_killed.mean,
    }


def _raid(raid: Raid) -> dict[str, Any]:
    return {
        "launched": raid.launched,
        "leaked_mean": raid.leaked.mean,
        "leaked_ci95": raid.leaked.ci95,
        "leaked_worlds90": raid.leaked.worlds90,
        "p_none_leaks": raid.none_leaks.mean,
        **_otherwise(raid),
    }


def _decoys(raid: Raid) -> dict[str, Any]:
    return {
        "launched": raid.launched,
        "arrived_mean": raid.leaked.mean,
        **_otherwise(raid),
    }


def _otherwise(raid: Raid) -> dict[str, float]:
    return {f"{fate}_mean": moments.mean for fate, moments in raid.otherwise.items()}
