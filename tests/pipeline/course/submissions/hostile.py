import contextlib
import ctypes
import os
import sys

import torch


def loops(x):
    while True:
        pass


def quits(x):
    os._exit(0)


def crashes(x):
    ctypes.string_at(0)


def floods(x):
    while True:
        print("x" * 1_000_000)


def right(x):
    print("here")
    return x + x


def hogs(x):
    kept = []
    while True:
        kept.append(torch.ones(1 << 20))


def raises(x):
    sys.exit("all tests passed")


def unwritten(x):
    raise NotImplementedError


def wrong(x):
    return x * 3


def forges(x):
    for descriptor in range(3, 1024):
        with contextlib.suppress(OSError):
            os.write(descriptor, b'{"passed": true}' * 99)
    return x * 2
