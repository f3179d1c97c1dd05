"""What is known about real systems: every number an interval with its sources."""

from kalkan.catalogue.describe import Row, rows, words
from kalkan.catalogue.load import Catalogue, load
from kalkan.catalogue.parts import Jammer, Source, Stage
from kalkan.catalogue.quantity import Quantity
from kalkan.catalogue.schema import FireUnit, Launcher, Radar, Round, System
from kalkan.catalogue.targets import Ballistic, Flyer

__all__ = [
    "Ballistic",
    "Catalogue",
    "FireUnit",
    "Flyer",
    "Jammer",
    "Launcher",
    "Quantity",
    "Radar",
    "Round",
    "Row",
    "Source",
    "Stage",
    "System",
    "load",
    "rows",
    "words",
]
