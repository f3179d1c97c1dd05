"""`kalkan warm-up`: compile everything for this machine, once."""

import os
import time

from kalkan._kernel import SWITCHES, cache_directory
from kalkan.cli.screen import aside
from kalkan.replicate.warm import warm_up as compile_all

ABOUT = 60  #: what compiling takes on a common machine [s]


def warm_up() -> None:
    """Compile, saying what is being compiled."""
    console, begin = aside(), time.perf_counter()
    with console.status("compiling") as status:
        compile_all(lambda what: status.update(f"compiling {what}"))
    seconds = time.perf_counter() - begin
    console.print(f"ready in {seconds:.0f} s; compiled code is in {cache_directory()}")


def warm_up_if_cold() -> None:
    """Compile with a word of warning, where that was not done before."""
    if is_warm():
        return
    aside().print(
        f"compiling the battle for this machine, about {ABOUT} s, once", style="dim"
    )
    warm_up()


def is_warm() -> bool:
    """Return whether there is nothing to compile, or nothing to wait for."""
    if os.environ.get("NUMBA_DISABLE_JIT", "0") == "1":
        return True
    kept = bool(SWITCHES["cache"]) and cache_directory().is_dir()
    return kept and any(cache_directory().glob("**/battle.*.nbi"))
