"""Where random numbers come from: one frozen stream for each drawn case.

``numpy.random.RandomState`` is frozen by NEP 19, so that a seed means the same numbers on every machine and version.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.random import RandomState


def stream(seed: int, *place: str) -> RandomState:
    """The stream for ``place`` (exercise, case, repeat) under ``seed``; streams of two places are unrelated."""
    text = "\0".join((str(seed), *place)).encode()
    return RandomState(np.frombuffer(hashlib.sha256(text).digest(), dtype="<u4"))


def call_seed(*place: str) -> int:
    """What torch is seeded with in the child for a call: it says nothing of the seed that inputs are drawn from."""
    return int.from_bytes(hashlib.sha256("\0".join(place).encode()).digest()[:4], "little")
