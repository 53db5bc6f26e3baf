"""Wants the grader to wait for ever: sleeps, and uses no processor time that could run out.

stopped_by: the supervisor: the clock runs outside
ends: timeout
control: gone
"""

import time


def attacked(x):
    time.sleep(10**6)


def honest(x):
    return 2 * x + 1
