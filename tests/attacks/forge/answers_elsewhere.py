"""Wants the grader to wait for ever: the descriptor of the answers is put onto a pipe that nobody reads.

stopped_by: the supervisor: a child that hangs up and goes on is killed
ends: protocol, timeout
hangs: yes
control: gone
"""

import os


def attacked(x):
    os.dup2(os.pipe()[1], 4)
    return x


def honest(x):
    return 2 * x + 1
