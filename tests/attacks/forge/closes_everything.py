"""Wants the grader to fail: every descriptor is closed, the grader's too.

stopped_by: the supervisor: a child that hangs up is lost, the next exercise gets another
ends: protocol, crash
control: gone
"""

import os


def attacked(x):
    os.closerange(0, 256)
    return x


def honest(x):
    return 2 * x + 1
