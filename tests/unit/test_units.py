import json
import math
import re

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kalkan import units
from kalkan.units import UNITS, parse, parse_altitude

PINT = pint.UnitRegistry()

#: What pint spells differently.
SPELT = {
    "nmi": "nautical_mile", "kn": "knot", "t": "tonne", "mi": "mile", "in": "inch",
    "kft": "kilofoot", "mph": "mile/hour", "d": "day", "h": "hour", "rpm": "1/minute",
    "°": "degree", "arcmin": "arcminute", "arcsec": "arcsecond", "lbf": "pound_force",
    "1/min": "1/minute", "1/h": "1/hour", "Hz": "hertz",
}  # fmt: skip
PLAIN = [
    (dimension, name)
    for dimension, names in UNITS.items()
    for name, unit in names.items()
    if dimension not in ("money", "number", "probability") and not unit.decibel
]


def pint_name(dimension, name):
    if (dimension, name) == ("acceleration", "g"):
        return "standard_gravity"
    return SPELT.get(name) or re.sub(r"[2²]", "**2", name)


@pytest.mark.parametrize(("dimension", "name"), PLAIN)
def test_parse__agrees_with_pint(dimension, name):
    quantity = PINT.Quantity(12.5, pint_name(dimension, name))
    expected = quantity.to(pint_name(dimension, next(iter(UNITS[dimension])))).magnitude
    assert parse(f"12.5 {name}", dimension) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("300 km", "length", 3e5),
        ("300km", "length", 3e5),
        (" 300  km ", "length", 3e5),
        ("1e3 m", "length", 1e3),
        ("1.5E+2 m", "length", 150.0),
        (".5 m", "length", 0.5),
        ("5. m", "length", 5.0),
        ("+5 m", "length", 5.0),
        ("-3 deg", "angle", -3 * math.pi / 180),
        ("\N{MINUS SIGN}3°", "angle", -3 * math.pi / 180),
        ("12.5 MUSD", "money", 12.5e6),
        ("900 kUSD", "money", 9e5),
        ("7 USD", "money", 7.0),
        ("20 dB", "power_ratio", 100.0),
        ("-30 dBsm", "rcs", 1e-3),
        ("0.4 m2", "rcs", 0.4),
        ("0.5", "number", 0.5),
        ("50 %", "number", 0.5),
        ("250%", "number", 2.5),
        (0.25, "probability", 0.25),
        (1, "probability", 1.0),
        ("1e-6", "probability", 1e-6),
    ],
)
def test_parse__reads(text, dimension, value):
    assert parse(text, dimension) == pytest.approx(value, rel=1e-15)


LENGTHS = "write a length in m, km, cm, mm, nmi, mi, ft, kft or in"


@pytest.mark.parametrize(
    ("text", "dimension", "message"),
    [
        ("300", "length", f"'300' has no unit: {LENGTHS}"),
        (300, "length", f"300 has no unit: {LENGTHS}"),
        (0.0, "length", f"0.0 has no unit: {LENGTHS}"),
        ("300 s", "length", f"'300 s' has the unit 's': {LENGTHS}"),
        ("300 KM", "length", f"'300 KM' has the unit 'KM': {LENGTHS}"),
        ("1,000 km", "length", f"'1,000 km' has the unit ',000 km': {LENGTHS}"),
        ("far", "length", f"'far' is not a number: {LENGTHS}"),
        ("", "length", f"'' is not a number: {LENGTHS}"),
        ("nan m", "length", f"'nan m' is not finite: {LENGTHS}"),
        ("-inf m", "length", f"'-inf m' is not finite: {LENGTHS}"),
        ("1e999 m", "length", f"'1e999 m' is not finite: {LENGTHS}"),
        (None, "length", f"None is not a quantity: {LENGTHS}"),
        (["1 m"], "length", f"['1 m'] is not a quantity: {LENGTHS}"),
        ("x" * 60, "length", f"'{'x' * 36}... is not a number: {LENGTHS}"),
        ("9e9 dB", "power_ratio", "'9e9 dB' is not finite: write a power ratio in dB"),
        (
            "3",
            "money",
            "'3' has no unit: write an amount of money in USD, kUSD or MUSD",
        ),
        ("5 x", "number", "'5 x' has the unit 'x': write a number, as 0.5 or 50 %"),
        (True, "number", "True is not a quantity: write a number, as 0.5 or 50 %"),
        (math.nan, "number", "nan is not finite: write a number, as 0.5 or 50 %"),
        (
            "120 %",
            "probability",
            "'120 %' is not between 0 and 1: write a probability, as 0.5 or 50 %",
        ),
        (
            -0.1,
            "probability",
            "-0.1 is not between 0 and 1: write a probability, as 0.5 or 50 %",
        ),
        (
            "1 m",
            "rcs",
            "'1 m' has the unit 'm': write a radar cross-section in m2, m², km2, km², "
            "cm2, cm², ft2 or dBsm",
        ),
        (
            "1 km",
            "angle",
            "'1 km' has the unit 'km': write an angle in rad, mrad, deg, °, arcmin or "
            "arcsec",
        ),
    ],
)
def test_parse__refuses_in_one_line(text, dimension, message):
    with pytest.raises(ValueError, match=r"\A[^\n]*\Z") as caught:
        parse(text, dimension)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 m AGL", (50.0, "AGL")),
        ("50m AGL", (50.0, "AGL")),
        ("9 km MSL", (9000.0, "MSL")),
        ("9 km", (9000.0, "MSL")),
        ("-20 m", (-20.0, "MSL")),
    ],
)
def test_parse_altitude__reads(text, expected):
    assert parse_altitude(text) == expected


@pytest.mark.parametrize("text", ["50 AGL", "AGL", "50 m QNH", 50, None, "5 s AGL"])
def test_parse_altitude__refuses(text):
    with pytest.raises(ValueError, match="write a length in m"):
        parse_altitude(text)


@given(st.floats(1e-3, 1e6), st.sampled_from([*PLAIN, ("rcs", "dBsm")]))
def test_format__is_read_back(value, place):
    dimension, name = place
    written = units.format(value, dimension, name)
    offset = UNITS[dimension][name].offset
    assert parse(written, dimension) == pytest.approx(value, rel=1e-4, abs=offset / 1e5)


def test_format__turns_ratios_into_decibels():
    assert units.format(100.0, "power_ratio", "dB") == "20 dB"


def test_format__of_a_bare_number_has_no_tail():
    assert units.format(0.5, "number", "") == "0.5"
    assert units.format(0.5, "probability", "%") == "50 %"


def test_format__refuses_an_unknown_unit():
    with pytest.raises(KeyError):
        units.format(1.0, "length", "furlong")


def test_every_first_unit_is_si():
    for dimension, names in UNITS.items():
        first = next(iter(names.values()))
        assert first.scale == 1.0, dimension
        assert first.offset == 0.0, dimension


class Site(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    range: units.Length
    chance: units.Probability = 1.0
    section: units.Rcs = 1.0


def test_types__read_units_in_a_model():
    site = Site.model_validate({"range": "300 km", "chance": "50 %"})
    assert (site.range, site.chance) == (3e5, 0.5)


def test_types__refuse_with_the_same_line():
    with pytest.raises(ValidationError) as caught:
        Site.model_validate({"range": 300})
    (error,) = caught.value.errors()
    assert error["msg"] == f"Value error, 300 has no unit: {LENGTHS}"


def test_types__give_editors_a_pattern():
    schema = Site.model_json_schema()["properties"]
    length, section = schema["range"], schema["section"]
    assert length["type"] == "string"
    assert length["description"] == LENGTHS.replace("write a", "A")
    for text in ("300 km", "300km", "1e3 m", ".5 ft"):
        assert re.search(length["pattern"], text), text
    for text in ("300", "km", "300 s", "300 kmh"):
        assert not re.search(length["pattern"], text), text
    assert re.search(section["pattern"], "-10 dBsm")
    assert [each["type"] for each in schema["chance"]["anyOf"]] == ["number", "string"]
    json.dumps(schema)


@pytest.mark.parametrize("dimension", UNITS)
def test_types__agree_with_parse_on_every_unit(dimension):
    name = "".join(word.capitalize() for word in dimension.split("_"))
    adapter = TypeAdapter(getattr(units, name))
    for unit in UNITS[dimension]:
        text = f"0.5 {unit}"
        assert adapter.validate_python(text) == parse(text, dimension)
