"""Wants the grader dead: reads from address zero.

stopped_by: the supervisor: another child takes the next exercise
ends: crash
control: gone
"""

import ctypes


def attacked(x):
    return ctypes.string_at(0)


def honest(x):
    return 2 * x + 1
