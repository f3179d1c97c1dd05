"""`kalkan warm-up`: compile everything for this machine, once."""

from kalkan._kernel import cache_directory
from kalkan.campaign.compiling import compile_on
from kalkan.cli.screen import aside


def warm_up() -> None:
    """Compile, saying what is being compiled."""
    console = aside()
    seconds = compile_on(console)
    place = cache_directory()
    console.print(f"ready in {seconds:.0f} s; compiled code is in {place}")
