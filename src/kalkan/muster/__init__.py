"""The one bridge: words and units become arrays, once per option and world."""

from kalkan.muster.build import Mustered, muster
from kalkan.muster.names import Names

__all__ = ["Mustered", "Names", "muster"]
