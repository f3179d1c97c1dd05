"""The right words for a wrong or a missing one."""

from collections.abc import Iterable
from difflib import get_close_matches

#: What a key may hold, as it is written.
EXAMPLES = {
    "name": "a raid on Ankara",
    "origin": "{lat: 40.00 deg, lon: 32.70 deg}",
    "duration": "45 min",
    "at": "[39.912 deg, 32.853 deg]",
    "centre": "[39.3 deg, 31.5 deg]",
    "radius": "600 m",
    "width": "20 km",
    "value": "100",
    "system": "S-400",
    "class": "cruise_missile",
    "facing": "85 deg",
    "start": "4 min",
    "spacing": "10 s",
    "speed": "240 m/s",
    "releases-at": "60 km",
    "altitude": "10 km",
    "load": "2 g",
    "period": "8 s",
    "within": "30 km",
    "track": "tracks/airliner.csv",
    "tracks": "tracks",
    "terrain": "anatolia",
    "rain": "5 mm/h",
    "refraction": "1.333",
    "engagement": "tight",
    "iff": "{Patriot: [mode-5]}",
    "level": "fire_control",
    "latency": "1 s",
    "emissions": "until-cued",
    "silent-until": "5 min",
    "arm-response": "shut-down",
    "shut-down": "45 s",
    "worth": "20",
    "forces": "[patriot-battery]",
    "default-option": "s400",
    "lat": "40.00 deg",
    "lon": "32.70 deg",
}


def nearest(word: str, among: Iterable[str]) -> str:
    """Return a half-sentence that mends `word`.

    Examples
    --------
    >>> nearest("Patrot", ["S-400", "Patriot"])
    'did you mean Patriot?'
    >>> nearest("x", ["S-400", "Patriot"])
    'write one of: Patriot, S-400'
    >>> nearest("x", [])
    'there is none to name'
    """
    names = sorted(set(among))
    folded: dict[str, str] = {_fold(name): name for name in names}
    close = get_close_matches(_fold(word), folded, n=2, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(folded[key] for key in close)}?"
    if not names:
        return "there is none to name"
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"write one of: {', '.join(names[:12])}{more}"


def _fold(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
