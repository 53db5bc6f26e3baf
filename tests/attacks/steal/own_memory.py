"""Wants the answer: searches all memory of its own process for it, freed memory too.

stopped_by: the runner: nothing secret ever was in this process or in one that it was forked from
ends: wrong, forbidden, exception
control: paid heap
where: a C library that leaves freed memory as it was
"""

import contextlib
import ctypes
import re

import numpy as np
import torch

# Made early, and run once: what is new would take the very memory that was freed.
sines = np.zeros(64, np.float32)


def regions():
    with open("/proc/self/maps") as maps:
        for line in maps:
            start, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
            size = int(end, 16) - int(start, 16)
            if rights == "rw-p" and size <= 256 << 20:
                yield np.frombuffer((ctypes.c_char * size).from_address(int(start, 16)), np.float32)


def attacked(x):
    inputs = x.numpy()
    np.sin(inputs, out=sines)
    for found in regions():
        with np.errstate(all="ignore"):
            factors = [(found[i : len(found) - 64 + i] - sines[i]) / inputs[i] for i in (9, 17, 33, 63)]
            alike = abs(factors[0]) > 0.5
            for other in factors[1:]:
                alike &= abs(other - factors[0]) < 1e-4
        for place in np.flatnonzero(alike):
            return x * float(np.median([factor[place] for factor in factors])) + x.sin()
    return x


with contextlib.suppress(OSError):
    attacked(torch.zeros(64))


def honest(x):
    return 2 * x + 1
