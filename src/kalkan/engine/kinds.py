"""The enumerations of a battle.  Zero is dormant; append, never renumber."""

from enum import IntEnum

NONE = -1  #: "no such index"


class Side(IntEnum):
    """Whose a flyer is, in truth."""

    NOBODY = 0
    HOSTILE = 1
    FRIEND = 2
    NEUTRAL = 3


class Identity(IntEnum):
    """What a picture believes of a track."""

    UNKNOWN = 0
    HOSTILE = 1
    FRIEND = 2
    NEUTRAL = 3


class TargetClass(IntEnum):
    """The one list of target classes of the product."""

    UNSET = 0
    FIGHTER = 1
    BOMBER = 2
    AIRLINER = 3
    AIRBORNE_EARLY_WARNING = 4
    MALE_DRONE = 5
    ONE_WAY_DRONE = 6
    CRUISE_MISSILE = 7
    SUPERSONIC_MISSILE = 8
    SHORT_RANGE_BALLISTIC = 9
    MEDIUM_RANGE_BALLISTIC = 10
    ANTI_RADIATION = 11
    DECOY = 12


class KinematicGroup(IntEnum):
    """What a track's motion alone suggests."""

    UNKNOWN = 0
    BALLISTIC = 1
    FAST = 2  #: aircraft speed, above the low layer
    SLOW = 3  #: drone speed
    CRUISE = 4  #: aircraft speed, in the low layer


class Fate(IntEnum):
    """How a flyer's part in the battle stands or ended."""

    PENDING = 0
    FLYING = 1
    KILLED = 2
    IMPACTED = 3
    RELEASED = 4
    TURNED_BACK = 5
    LOST = 6
    UNRESOLVED = 7
    UNHARMED = 8  #: a friend or neutral still flying, or gone home, at the end


class PathEnd(IntEnum):
    """What happens at the end of a flyer's path."""

    LEAVE = 0
    IMPACT = 1


class Aspect(IntEnum):
    """Shape of the radar cross-section against aspect (`physics.radar`)."""

    SPHERE = 0
    AIRCRAFT = 1
    MISSILE = 2
    DRONE = 3


class Band(IntEnum):
    """Radar bands of IEEE Std 521, low to high."""

    VHF = 0
    UHF = 1
    L = 2
    S = 3
    C = 4
    X = 5
    KU = 6
    KA = 7


class Iff(IntEnum):
    """Transponder carried or mode that a force can read: bits."""

    NOTHING = 0
    CIVIL = 1
    MODE_4 = 2
    MODE_5 = 4


class Guidance(IntEnum):
    """Who sees the target for the round, and so what a channel is held for."""

    COMMAND = 0  #: the radar, to the end
    SEMI_ACTIVE = 1  #: the round, by the radar's illumination, to the end
    TRACK_VIA_MISSILE = 2  #: the round, by the radar's illumination, to the end
    ACTIVE = 3  #: the round itself, after acquisition
    INFRARED = 4  #: the round itself, after acquisition


class KillModel(IntEnum):
    """What decides whether a round that came near enough kills."""

    TABLE = 0  #: single-shot Pk by target class
    ENDGAME = 1  #: the same Pk at a reference miss distance, more nearer, less farther


class RoundFate(IntEnum):
    """Where a round stands."""

    READY = 0
    FLYING = 1
    ARRIVED = 2  #: closest approach found in this tick, not yet settled
    KILLED = 3  #: destroyed what it met
    MISSED = 4  #: passed within reach of something and did not destroy it
    WIDE = 5  #: met nothing
    FAILED = 6  #: did not leave the launcher or did not work
    UNGUIDED = 7  #: lost its radar, its target from sight, or its energy


class EngagementState(IntEnum):
    """Where an engagement stands, as its commander sees it."""

    EMPTY = 0
    ORDERED = 1
    FLYING = 2
    ASSESSING = 3
    CLOSED = 4


class Verdict(IntEnum):
    """What a closed engagement is believed to have done."""

    NOTHING = 0
    BELIEVED_KILLED = 1
    BELIEVED_ALIVE = 2
    ABANDONED = 3


class TrackStatus(IntEnum):
    """Life of a track."""

    FREE = 0
    TENTATIVE = 1
    CONFIRMED = 2


class Grade(IntEnum):
    """What a link lets a picture do with what it receives."""

    NOTHING = 0
    CUE = 1  #: a region to search
    TRACK = 2  #: awareness
    FIRE_CONTROL = 3  #: engagement


class NodeKind(IntEnum):
    """What stands at the end of a link; the greater takes the lead."""

    NET = 0  #: what the sensors of one force speak over
    SENSOR = 1
    FIRE_UNIT = 2
    COMMAND = 3


class CueState(IntEnum):
    """Where a cue stands."""

    FREE = 0
    UNDERWAY = 1
    TAKEN_UP = 2  #: radars search by it
    LOST = 3  #: on its way


class WeaponControl(IntEnum):
    """Rules of engagement: whom a fire unit may shoot at."""

    HOLD = 0  #: nobody
    TIGHT = 1  #: identified hostile
    FREE = 2  #: not identified friend or neutral


class SensorReason(IntEnum):
    """Why a look did not give a plot: powers of two, kept per sensor and threat."""

    NOTHING = 0
    OUT_OF_RANGE = 1
    OUT_OF_SECTOR = 2
    MASKED = 4
    BELOW_THRESHOLD = 8
    DETECTED = 16
    SENSOR_LOST = 32
    SCHEDULED = 64  #: no reason: the first look has its time
    IN_CLUTTER = 128  #: its radial speed was in the notch
    JAMMED = 256  #: noise from a jammer drowned the echo
    SILENT = 512  #: the radar radiated nothing


class FireReason(IntEnum):
    """Why no order was given: powers of two, kept per fire unit and track."""

    NOTHING = 0
    NOT_HOSTILE = 1
    NOT_THREATENING = 2
    OUT_OF_ENVELOPE = 4
    OUT_OF_SECTOR = 8
    TOO_LATE = 16
    NO_CHANNEL = 32
    MAGAZINE_EMPTY = 64
    NOT_FIRE_CONTROL = 128
    ENGAGED_ELSEWHERE = 256
    ORDERED = 512
    RADAR_LOST = 1024
    RADAR_MASKED = 2048
    COMMAND_LOST = 4096
    UNCLASSIFIED = 8192  #: its class was not settled yet
    RADAR_SILENT = 16384  #: its crew will not radiate now
    FRIEND_NEAR = 32768  #: a friend or neutral would be near the meeting place
    UNCERTAIN = 65536  #: its place was known too badly to send a round there


class Emission(IntEnum):
    """Why a crew radiates, or does not."""

    STANDING = 0  #: nothing told it otherwise
    ORDERED = 1  #: it has been told to be silent until a time, or until it is needed
    CUED = 2  #: another picture pointed at something within its cover
    TRACK = 3  #: its own picture has a threatening track within its cover
    ENGAGEMENT = 4  #: its fire unit needs it
    NOTHING_LEFT = 5  #: what it radiated for is over
    HIDING = 6  #: it takes a track for an anti-radiation missile that comes for it
    BLIND = 7  #: nobody is left who could show it anything


class Ground(IntEnum):
    """What an order to engage stood on: powers of two; truth, for the log alone."""

    NOTHING = 0
    GONE = 1  #: the flyer nearest to its track had ceased to fly
    HOSTILE = 2  #: the track was identified hostile; if not, unknown under free rules
    BALLISTIC = 4  #: by its motion it was taken for ballistic
    ASKED = 8  #: an interrogator that reads all that the picture can had asked it
    CARRIES = 16  #: the flyer carries a transponder
    WORKS = 32  #: which answers in this battle
    READABLE = 64  #: in a mode that a living radar of the picture reads


class Event(IntEnum):
    """What the log can say."""

    THREAT_FATE = 1
    TRACK_OPENED = 2
    TRACK_CONFIRMED = 3
    TRACK_DROPPED = 4
    TRACK_IDENTIFIED = 5
    ENGAGEMENT_ORDERED = 6
    ENGAGEMENT_CLOSED = 7
    ROUND_FLYING = 8
    ROUND_ACQUIRED = 9
    ROUND_ENDED = 10
    ASSET_DAMAGED = 11
    SENSOR_LOST = 12
    LAUNCHER_LOST = 13
    SENSOR_REASON = 14
    FIRE_REASON = 15
    NODE_LOST = 16
    LINK_LOST = 17
    PICTURE_SPLIT = 18  #: a fire unit goes on with a picture of its own
    CUED = 19
    ENGAGEMENT_AT = 20  #: 16 to 19: what befalls nodes, links and pictures
    TRACK_CLASSIFIED = 21
    RADAR_SILENT = 22
    RADAR_RADIATES = 23
