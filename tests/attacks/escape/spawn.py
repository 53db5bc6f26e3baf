"""Wants to run a program: posix_spawn, which never forks in Python.

stopped_by: seccomp, and Landlock: nothing may be run
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", ": > @PLACE@/canary"], {})
    print("token-of-the-grader")
    os.waitpid(pid, 0)
    return x


def honest(x):
    return 2 * x + 1
