"""The right word for a wrong one."""

from collections.abc import Iterable
from difflib import get_close_matches


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
