"""The core schema of YAML 1.2, where PyYAML alone would read YAML 1.1."""

import math

import pytest

from grader.spec.scalars import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("nULL", "nULL"),
        ("true", True), ("True", True), ("TRUE", True), ("tRue", "tRue"), ("false", False),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"), ("N", "N"),
        ("0", 0), ("-0", 0), ("+7", 7), ("010", 10), ("0o10", 8), ("0x1f", 31), ("0b11", "0b11"), ("08", 8),
        ("1_000", "1_000"), ("3:40", "3:40"), ("12:30:45", "12:30:45"), ("2026-11-22", "2026-11-22"),
        ("1e-5", 1e-5), ("1.0e4", 1e4), ("1E3", 1000.0), (".5", 0.5), ("5.", 5.0), ("-.5e1", -5.0), ("1.0", 1.0),
        (".inf", math.inf), ("-.INF", -math.inf), ("+.inf", math.inf), ("inf", "inf"), ("nan", "nan"),
        (".NAN", math.nan), ("-.nan", "-.nan"), ("1..6", "1..6"), ("..", ".."), ("...", "..."),
        ("-", "-"), (".", "."), ("1.2.3", "1.2.3"),
        ("None", "None"), ("-n", "-n"), ("1GiB", "1GiB"), ("=", "="), ("18446744073709551616", 2**64),
    ],
)  # fmt: skip
def test_plain_scalars(text, value):
    read = resolve(text)
    assert type(read) is type(value)
    assert read == value or (math.isnan(read) and math.isnan(value))


def test_minus_zero_keeps_its_sign():
    assert math.copysign(1.0, resolve("-0.0")) == -1.0


@pytest.mark.parametrize("text", ["9" * 5000, "0x" + "f" * 5000, "1e999", "-1e999"])
def test_numbers_too_large_to_be_meant(text):
    with pytest.raises(ValueError, match="expected a number"):
        resolve(text)
