"""What every test shares."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Before the first import of kalkan: all workers and all child processes share
# one folder of compiled kernels, inside this clone.
os.environ.setdefault("XDG_CACHE_HOME", str(ROOT / ".cache"))

# In a doctest a number reads the same, compiled (2.0) or not (np.float64(2.0)).
np.set_printoptions(legacy="1.25")

# A script's background job ignores Ctrl-C, and so would every test of it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT") == "1"

# The same examples every time: a gate that fails must fail again.
settings.register_profile(
    "gate",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=20 if INTERPRETED else 100,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what only makes sense, or only ends soon, when compiled."""
    if not INTERPRETED:
        return
    dropped = [item for item in items if item.get_closest_marker("compiled")]
    config.hook.pytest_deselected(items=dropped)
    items[:] = [item for item in items if not item.get_closest_marker("compiled")]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of this clone."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `shared` beside this clone; skip where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder `shared` beside this clone")
    return folder
