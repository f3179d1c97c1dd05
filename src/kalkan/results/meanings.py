"""What each event says, and what its numbers point at."""

from enum import IntEnum
from typing import NamedTuple

from kalkan.engine.kinds import Event


class Space(IntEnum):
    """What a number of an event points at."""

    NOTHING = 0
    THREAT = 1
    ROUND = 2
    TRACK = 3
    ENGAGEMENT = 4
    PICTURE = 5
    SENSOR = 6
    LAUNCHER = 7
    BATTERY = 8
    ASSET = 9
    TYPE = 10
    FATE = 11
    IDENTITY = 12
    VERDICT = 13
    ROUND_FATE = 14
    SENSOR_REASON = 15
    FIRE_REASON = 16
    VALUE = 17
    GROUND = 18
    EMISSION = 19
    GROUP = 20
    NODE = 21
    LINK = 22


class Meaning(NamedTuple):
    """What an event says, and where its three numbers point."""

    who: Space
    whom: Space
    detail: Space
    sentence: str


MEANING = {
    Event.THREAT_FATE: Meaning(
        Space.THREAT, Space.ROUND, Space.FATE, "A flyer sets out, or its part ends."
    ),
    Event.TRACK_OPENED: Meaning(
        Space.TRACK,
        Space.PICTURE,
        Space.NOTHING,
        "An air picture opens a tentative track.",
    ),
    Event.TRACK_CONFIRMED: Meaning(
        Space.TRACK,
        Space.PICTURE,
        Space.NOTHING,
        "It believes that something is there.",
    ),
    Event.TRACK_DROPPED: Meaning(
        Space.TRACK, Space.PICTURE, Space.NOTHING, "It gives the track up."
    ),
    Event.TRACK_IDENTIFIED: Meaning(
        Space.TRACK, Space.PICTURE, Space.IDENTITY, "Its belief about whose it is."
    ),
    Event.TRACK_CLASSIFIED: Meaning(
        Space.TRACK,
        Space.PICTURE,
        Space.GROUP,
        "What it takes the track for, by its motion.",
    ),
    Event.ENGAGEMENT_ORDERED: Meaning(
        Space.ENGAGEMENT, Space.TRACK, Space.BATTERY, "A fire unit is told to engage."
    ),
    Event.ENGAGEMENT_CLOSED: Meaning(
        Space.ENGAGEMENT,
        Space.TRACK,
        Space.VERDICT,
        "What it did, as believed.",
    ),
    Event.ROUND_FLYING: Meaning(
        Space.ROUND, Space.ENGAGEMENT, Space.TYPE, "A round leaves its launcher."
    ),
    Event.ROUND_ACQUIRED: Meaning(
        Space.ROUND, Space.THREAT, Space.NOTHING, "Its own seeker holds a flyer."
    ),
    Event.ROUND_ENDED: Meaning(
        Space.ROUND,
        Space.THREAT,
        Space.ROUND_FATE,
        "Its flight ends: at whom, how.",
    ),
    Event.ASSET_DAMAGED: Meaning(
        Space.ASSET, Space.NOTHING, Space.VALUE, "It loses so much of its value."
    ),
    Event.SENSOR_LOST: Meaning(
        Space.SENSOR, Space.NOTHING, Space.NOTHING, "A sensor is destroyed."
    ),
    Event.LAUNCHER_LOST: Meaning(
        Space.LAUNCHER, Space.NOTHING, Space.NOTHING, "A launcher is destroyed."
    ),
    Event.SENSOR_REASON: Meaning(
        Space.SENSOR,
        Space.THREAT,
        Space.SENSOR_REASON,
        "First time that a look at this flyer ends so.",
    ),
    Event.FIRE_REASON: Meaning(
        Space.BATTERY,
        Space.TRACK,
        Space.FIRE_REASON,
        "First time that an order on this track is refused, or given, for this reason.",
    ),
    Event.NODE_LOST: Meaning(
        Space.NODE,
        Space.NOTHING,
        Space.NOTHING,
        "A command post, sensor or fire unit's command vehicle is lost.",
    ),
    Event.LINK_LOST: Meaning(
        Space.LINK, Space.NOTHING, Space.NOTHING, "A link falls out."
    ),
    Event.PICTURE_SPLIT: Meaning(
        Space.BATTERY,
        Space.PICTURE,
        Space.NOTHING,
        "A fire unit that was cut off goes on with a picture of its own.",
    ),
    Event.CUED: Meaning(
        Space.PICTURE,
        Space.TRACK,
        Space.PICTURE,
        "A picture is first told where to search: of whose track, and by whom.",
    ),
    Event.ENGAGEMENT_AT: Meaning(
        Space.ENGAGEMENT,
        Space.THREAT,
        Space.GROUND,
        "The flyer nearest to the track when that was ordered, if any, in truth; what "
        "the order stood on.",
    ),
    Event.RADAR_SILENT: Meaning(
        Space.SENSOR, Space.NOTHING, Space.EMISSION, "A radar stops radiating."
    ),
    Event.RADAR_RADIATES: Meaning(
        Space.SENSOR, Space.NOTHING, Space.EMISSION, "A silent radar radiates."
    ),
}


def document_events() -> str:
    """Return the kinds of event as a table of Markdown."""
    lines = ["| kind | who | whom | detail | what it says |", "|---|---|---|---|---|"]
    for event, meaning in MEANING.items():
        places = [
            "" if space == Space.NOTHING else space.name.lower().replace("_", " ")
            for space in meaning[:3]
        ]
        lines.append(
            f"| `{event.name.lower()}` | {' | '.join(places)} | {meaning.sentence} |"
        )
    return "\n".join(lines)
