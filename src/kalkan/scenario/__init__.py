"""What is asked: who defends what, with what, against which raid, in which options."""

from kalkan.scenario.conditions import Weather
from kalkan.scenario.editor import json_schema
from kalkan.scenario.forces import (
    Asset,
    CommandForce,
    Doctrine,
    FireForce,
    Node,
    SensorForce,
)
from kalkan.scenario.groups import Group, Jink
from kalkan.scenario.load import Loaded, load, read, read_text
from kalkan.scenario.options import Link, Option
from kalkan.scenario.parts import Altitude, Orbit, Place, TargetClass, Window
from kalkan.scenario.recording import Recording
from kalkan.scenario.rules import Rules
from kalkan.scenario.schema import Scenario

__all__ = [
    "Altitude",
    "Asset",
    "CommandForce",
    "Doctrine",
    "FireForce",
    "Group",
    "Jink",
    "Link",
    "Loaded",
    "Node",
    "Option",
    "Orbit",
    "Place",
    "Recording",
    "Rules",
    "Scenario",
    "SensorForce",
    "TargetClass",
    "Weather",
    "Window",
    "json_schema",
    "load",
    "read",
    "read_text",
]
