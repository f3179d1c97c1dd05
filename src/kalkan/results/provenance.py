"""Where a study comes from: all that is needed to fight any battle of it again."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PACKAGES = ("kalkan", "numpy", "numba", "polars")


def versions() -> dict[str, str]:
    """Return the versions of Kalkan, of Python and of what computes.

    Examples
    --------
    >>> sorted(versions())
    ['kalkan', 'numba', 'numpy', 'polars', 'python']
    """
    found = {name: version_of(name) for name in PACKAGES}
    return {**found, "python": platform.python_version()}


def version_of(package: str) -> str:
    """Return the installed version of a package, or that it is not installed.

    Examples
    --------
    >>> version_of("no-such-package")
    'not installed'
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def provenance(
    study: dict[str, Any], hashes: dict[str, str], source: str
) -> dict[str, Any]:
    """Return the record of a study's origin.

    Parameters
    ----------
    study
        Scenario, option, replicates, worlds, seed and whether it was cut short.
    hashes
        Of the scenario file, the catalogue, the terrain and the outcomes.
    source
        Fingerprint of Kalkan's own source.
    """
    return {
        "versions": versions(),
        "source": source,
        "platform": platform.platform(),
        "processor": platform.machine(),
        **study,
        "hashes": hashes,
    }
