"""What is asked: who defends what, with what, against which raid, in which options."""

from kalkan.scenario.editor import json_schema
from kalkan.scenario.forces import Asset, Doctrine, FireForce, Node, SensorForce
from kalkan.scenario.groups import Group
from kalkan.scenario.load import Loaded, load, read, read_text
from kalkan.scenario.options import Link, Option
from kalkan.scenario.parts import Altitude, Orbit, Place, TargetClass, Window
from kalkan.scenario.schema import Rules, Scenario

__all__ = [
    "Altitude",
    "Asset",
    "Doctrine",
    "FireForce",
    "Group",
    "Link",
    "Loaded",
    "Node",
    "Option",
    "Orbit",
    "Place",
    "Rules",
    "Scenario",
    "SensorForce",
    "TargetClass",
    "Window",
    "json_schema",
    "load",
    "read",
    "read_text",
]
